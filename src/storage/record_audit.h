// storage/record_audit.h: is the record what it was when it was signed?
//
// Role:      recomputes every leaf from the rows, the tree from the leaves, and checks every checkpoint;
//            makes proofs for outsiders. Works on a copy of record.db as well as on the file in use, and
//            changes neither; needs nothing else but the public keys.
// Rules:     a row that was edited, added, taken away or put elsewhere changes a leaf or a root. What
//            follows the last checkpoint is bound to nothing signed: it is counted (`unsigned_leaves`), and
//            whoever holds a later checkpoint hands it in (`anchor`). A checkpoint by a key that is not
//            known, or was retired by then, is a fault (storage/record_signers.h).
// Ownership: opens the database for itself and closes it.
// Threads:   one thread.
// Cost:      O(rows); about a minute for ten million verdicts.
// Errors:    not_found (no record), corrupt (no database), unsupported (of another layout). What is wrong
//            with the record is a fault, not an Error.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/audit_log.h"
#include "storage/key_store.h"

namespace cordon::storage {

struct AuditReport {
    std::vector<std::string> faults;  // sentences; at most 100
    std::uint64_t faults_found = 0;
    std::uint64_t leaves = 0;
    std::uint64_t verdicts = 0;
    std::uint64_t hold_events = 0;
    std::uint64_t tokens = 0;
    std::uint64_t policy_steps = 0;
    std::uint64_t checkpoints = 0;
    std::uint64_t unsigned_leaves = 0;
    std::uint64_t sealed_verdicts = 0;
    std::uint64_t erased_verdicts = 0;
    std::uint64_t erased_leaves = 0;  // of these, their holds and tokens
    std::string root;                 // of all leaves
};

// anchor: a checkpoint that somebody kept elsewhere ("": none); the log must begin with what it signs.
[[nodiscard]] base::Result<AuditReport> audit_record(const std::string& home,
                                                     std::span<const KnownKey> known_keys,
                                                     std::string_view anchor,
                                                     const std::string& data_key_file = {});

struct AuditLine {
    std::uint64_t leaf = 0;
    std::string text;  // what was hashed, from the rows as they stand
    std::string hash;
    std::string erased;  // "": text is there; else when, by whom and why it went
};

// Leaves from that number on; fewer at the end of the log.
[[nodiscard]] base::Result<std::vector<AuditLine>> audit_lines(const std::string& home, std::uint64_t from,
                                                               std::uint64_t lines_max,
                                                               const std::string& data_key_file = {});
// The newest checkpoint; not_found when nothing was signed yet.
[[nodiscard]] base::Result<std::string> newest_checkpoint(const std::string& home,
                                                          const std::string& data_key_file = {});
// A proof for a leaf (engine/audit_log.h) against the newest checkpoint; conflict when that is older.
[[nodiscard]] base::Result<std::string> prove_leaf(const std::string& home, std::uint64_t leaf,
                                                   const std::string& data_key_file = {});

}  // namespace cordon::storage
