// storage/erasure_remains.h: what stays of a verdict whose content went, as one hash.
//
// Role:        an erasure's leaf carries it, so that who, where, when and with which outcome stays bound to
//              the audit log after the verdict's own leaf can no longer be computed from its row.
// Rules:       for each verdict a line of JSON: leaf, id, tenant, channel, outcome, time, size, situation,
//              the steps of its hold (leaf, step, principal, time, whether a block might be released, the
//              policy by which one person decided or it might) and its tokens (leaf, kind, times, leaf and
//              time of what made them void). An erasure changes none of it. With them, what the message is
//              known again by, hashed once more with the salt.
// Threads:     as the Database.
// Determinism: same rows, same hash.
// Errors:      those of the Database.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"
#include "storage/sqlite.h"

namespace cordon::storage {

// Hexadecimal SHA-256 of the lines of these verdicts, in that order. known_by: what each message will be
// known again by; empty for such as are erased, whose rows say it.
[[nodiscard]] base::Result<std::string> remains_of(Database& database, std::span<const std::uint64_t> leaves,
                                                   std::span<const std::string> known_by = {});

}  // namespace cordon::storage
