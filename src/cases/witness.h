// cases/witness.h: what a witness of an audit log agrees to.
//
// Role:        a witness keeps the last state of the log that it vouched for, and vouches for a later one
//              only when that begins with the one it has seen. Two states that do not follow from each other
//              can so never both have its word, whoever holds the log's key.
// Rules:       RFC 6962 section 2.1.2 (cases/merkle_log.h); one log has one origin.
// Ownership:   values.
// Threads:     pure functions.
// Determinism: same states and proof: same answer.
// Cost:        O(log n).
// Errors:      conflict: another log; the proof is missing, or about other sizes. corrupt: a log that shrank
//              or was written anew (a fork).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "cases/checkpoint_note.h"

namespace cordon::cases {

// Whether the log that stood as `seen` may now stand as `now`.
[[nodiscard]] base::Status check_growth(const LogState& seen, const LogState& now,
                                        const std::optional<ConsistencyProof>& proof);

// Whether a log with so many leaves is the one that somebody vouched for. root: of its first vouched.size
// leaves; nothing when there are fewer.
[[nodiscard]] base::Status check_vouched(const LogState& vouched, std::string_view origin,
                                         std::uint64_t leaves, const std::optional<TreeHash>& root);

}  // namespace cordon::cases
