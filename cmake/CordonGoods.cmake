# The tables of the trade room (corpus/trade) as strings inside the binary.
function(cordon_add_trade_tables)
  if(NOT TARGET cordon_trade)
    return()
  endif()
  foreach(table IN ITEMS goods goods_words hs_headings hs_older place_names place_homonyms)
    set(source ${CMAKE_CURRENT_SOURCE_DIR}/corpus/trade/${table}.csv)
    if(NOT EXISTS ${source})
      continue()
    endif()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
    file(READ ${source} text)
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/trade_${table}.inc CONTENT
"// Written while building, from corpus/trade/${table}.csv.
constexpr char ${table}_csv[] = R\"table(@text@)table\";
" @ONLY)
  endforeach()
  target_include_directories(cordon_trade PRIVATE ${CMAKE_BINARY_DIR})
endfunction()
