// engine/unread_input.h: what stands in the record in place of an input that was not read.
//
// Role:        a file over the limit, or one that cannot be opened, has no message that could be kept. A note
//              takes its place: name, reason, and the SHA-256 of what could be hashed. The gate judges it as
//              it judges messages, so it is recorded, listed among the holds and derived again as they are.
// Rules:       a note is always held (finding of kind screening, code of the error), whoever hands it in. Its
//              content hash is its own and never that of the content it names. It is rejected, not released
//              (engine/hold_release.h): nobody knows what would move.
// Threads:     pure functions.
// Determinism: same input, same bytes; so the same file again is a replay, and one that was not hashed whole
//              and has changed since is another hold.
// Errors:      bytes that are no note are no note.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/verdict.h"

namespace cordon::engine {

struct UnreadInput {
    std::string name;  // of the file, as it was given; "-" for standard input
    base::Error why;
    std::uint64_t bytes = 0;  // so many were hashed
    std::string sha256;       // "" when none could be
    bool whole = false;       // they are all of it
    // When the file last changed, or standard input was read, in nanoseconds since 1970; 0: not known. Counts
    // where the hash is not of the whole: content that nobody has seen is not the content of another time.
    std::int64_t seen_ns = 0;
};

[[nodiscard]] std::string write_unread(const UnreadInput& input);
// The finding of a note that write_unread wrote; nothing when the bytes are something else.
[[nodiscard]] std::optional<model::Finding> unread_input_finding(std::string_view bytes);

}  // namespace cordon::engine
