# Tables of Han letters, written while building: U+3400 to U+9FFF. Pinyin by ICU (src/text/fold.cc); Cantonese
# and Korean readings and telegraph codes by Unihan (src/text/chinese_spelling.cc), from Debian's unicode-data.
set(CORDON_UNIHAN_DIR /usr/share/unicode CACHE PATH "folder of the Unihan files")
function(cordon_add_han_table)
  set(table ${CMAKE_BINARY_DIR}/generated/han_table.inc)
  set(unihan ${CMAKE_BINARY_DIR}/generated/unihan_tables.inc)
  add_executable(write_han_table ${CMAKE_CURRENT_SOURCE_DIR}/tools/write_han_table.cc)
  target_link_libraries(write_han_table PRIVATE cordon_base PkgConfig::ICU)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/generated)
  add_custom_command(OUTPUT ${table} COMMAND write_han_table 13312 40959 ${table} DEPENDS write_han_table
                     COMMENT "Writing the Pinyin table")
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  if(NOT EXISTS ${CORDON_UNIHAN_DIR}/Unihan_Readings.txt.bz2 AND NOT EXISTS ${CORDON_UNIHAN_DIR}/Unihan_Readings.txt)
    message(WARNING "No Unihan files in ${CORDON_UNIHAN_DIR}: Chinese names will not be read in Cantonese and Korean, "
                    "nor in telegraph codes. Run tools/setup (package unicode-data), then configure again.")
  endif()
  set(writer ${CMAKE_CURRENT_SOURCE_DIR}/tools/write_unihan_tables.py)
  add_custom_command(OUTPUT ${unihan} COMMAND ${Python3_EXECUTABLE} ${writer} ${CORDON_UNIHAN_DIR} ${unihan}
                     DEPENDS ${writer} COMMENT "Writing the tables of Unihan")
  target_sources(cordon_text PRIVATE ${table} ${unihan})
  target_include_directories(cordon_text PRIVATE ${CMAKE_BINARY_DIR})
endfunction()
