# The Pinyin table of src/text/fold.cc, written by ICU while building: U+3400 to U+9FFF.
function(cordon_add_han_table)
  set(table ${CMAKE_BINARY_DIR}/generated/han_table.inc)
  add_executable(write_han_table ${CMAKE_CURRENT_SOURCE_DIR}/tools/write_han_table.cc)
  target_link_libraries(write_han_table PRIVATE cordon_base PkgConfig::ICU)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/generated)
  add_custom_command(OUTPUT ${table} COMMAND write_han_table 13312 40959 ${table} DEPENDS write_han_table
                     COMMENT "Writing the Pinyin table")
  target_sources(cordon_text PRIVATE ${table})
  target_include_directories(cordon_text PRIVATE ${CMAKE_BINARY_DIR})
endfunction()
