// apps/cordon/build_info.h: which engine this is; every verdict, cache and report names it.
//
// Role:    version and commit, fixed when the binary is built.
// Threads: constants.
#pragma once

#include <string>

namespace cordon::app {

// "0.1.0+1a2b3c4d5e6f"
[[nodiscard]] std::string engine_build();

}  // namespace cordon::app
