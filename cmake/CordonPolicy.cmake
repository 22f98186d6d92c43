# The shipped policy (policies/default.toml) as a string inside the binary: a home without a policy has this one.
function(cordon_add_default_policy)
  set(source ${CMAKE_CURRENT_SOURCE_DIR}/policies/default.toml)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
  file(READ ${source} text)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/default_policy.inc CONTENT
"// Written while building, from policies/default.toml.
constexpr char default_policy_toml[] = R\"policy(@text@)policy\";
" @ONLY)
  target_include_directories(cordon_engine PRIVATE ${CMAKE_BINARY_DIR})
endfunction()
