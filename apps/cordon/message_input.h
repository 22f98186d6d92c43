// apps/cordon/message_input.h: the files that a path names, and their bytes, up to a limit.
//
// Role:    what `cordon pay check` reads.
// Rules:   docs/reference/payment-messages.md tells users the limit.
// Threads: one thread.
// Errors:  not_found (no such path, an empty folder), unavailable (cannot be read), limit_exceeded (larger
//          than the limit; no more than that was read).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace cordon::app {

constexpr std::uint64_t input_bytes_max = 64ULL << 20U;

// Every file below a folder, in the order of their names; a file, and "-", is itself.
[[nodiscard]] base::Result<std::vector<std::string>> message_files(const std::string& path);
// "-" is standard input.
[[nodiscard]] base::Result<std::string> read_message_file(const std::string& file);

}  // namespace cordon::app
