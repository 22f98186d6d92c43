# The shipped tables of who held which place (corpus/trade) as strings inside the binary: a home without a version of
# its own answers from these.
function(cordon_add_control_tables)
  foreach(table control_facts facilities)
    set(source ${CMAKE_CURRENT_SOURCE_DIR}/corpus/trade/${table}.csv)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
    file(READ ${source} text)
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/${table}_csv.inc CONTENT
"// Written while building, from corpus/trade/${table}.csv.
constexpr char ${table}_csv[] = R\"table(@text@)table\";
" @ONLY)
  endforeach()
  target_include_directories(cordon_trade PRIVATE ${CMAKE_BINARY_DIR})
endfunction()
