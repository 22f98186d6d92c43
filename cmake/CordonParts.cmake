# The third-party parts, each with the one room that owns it. Debian 12 packages; tools/setup installs them.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(GTest REQUIRED)
find_package(benchmark REQUIRED)
find_package(CLI11 REQUIRED)
find_package(pugixml REQUIRED)
find_package(simdjson REQUIRED)
find_package(fmt REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-uc icu-i18n)
pkg_check_modules(XML2 REQUIRED IMPORTED_TARGET libxml-2.0)
pkg_check_modules(ZIP REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
# S2 ships no package file for CMake or pkg-config.
find_library(CORDON_S2 s2 REQUIRED)
# What S2's headers ask of its own dependency once nothing is optimised away (sanitizers).
pkg_check_modules(ABSL_LOG REQUIRED IMPORTED_TARGET absl_raw_logging_internal)
pkg_check_modules(VECTORSCAN REQUIRED IMPORTED_TARGET libhs)
find_library(CORDON_GEOS geos_c REQUIRED)
pkg_check_modules(JWT REQUIRED IMPORTED_TARGET libjwt)

# Room -> the parts it links. A part named here for one room is not to be used by another (tools/check_tree.py).
set(cordon_parts_base OpenSSL::Crypto PkgConfig::SODIUM PkgConfig::XXHASH fmt::fmt Boost::headers)
set(cordon_parts_text PkgConfig::ICU)
set(cordon_parts_codec pugixml::pugixml PkgConfig::XML2 simdjson::simdjson PkgConfig::ZIP PkgConfig::ZLIB PkgConfig::ZSTD Boost::json)
set(cordon_parts_storage PkgConfig::SQLITE)
set(cordon_parts_trade ${CORDON_S2} PkgConfig::ABSL_LOG PkgConfig::VECTORSCAN)
set(cordon_parts_server PkgConfig::CURL OpenSSL::SSL Threads::Threads)

# Room -> what its tests alone link: second opinions, on polygons and on signed tokens.
set(cordon_test_parts_trade ${CORDON_GEOS})
set(cordon_test_parts_server PkgConfig::JWT)
