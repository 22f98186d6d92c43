// apps/cordon/message_input.h: the files that a path names, and their bytes, up to a limit.
//
// Role:    what `cordon pay check` and `cordon trade check` read.
// Rules:   docs/reference/payment-messages.md tells users the limit. What is not read is handed on as a note
//          that stands in its place and is held (engine/unread_input.h), never left out.
// Threads: one thread.
// Cost:    a file over the limit is read once, in pieces, for its hash.
// Errors:  message_files: not_found (no such path, an empty folder), unavailable. read_message_file: none;
//          the note says unavailable, invalid_input (no ordinary file) or limit_exceeded.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace cordon::app {

constexpr std::uint64_t input_bytes_max = 64ULL << 20U;

// Every file below a folder, in the order of their names; a file, and "-", is itself.
[[nodiscard]] base::Result<std::vector<std::string>> message_files(const std::string& path);

struct MessageInput {
    std::string bytes;    // of the file, or the note in its place
    bool unread = false;  // a note; one message, whatever it holds
};
// "-" is standard input.
[[nodiscard]] MessageInput read_message_file(const std::string& file);

}  // namespace cordon::app
