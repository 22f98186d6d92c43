// storage/record_witness.h: the audit log as its witnesses see it, and their words kept beside it.
//
// Role:      where the log stands, for a note (engine/audit_witness.h); the proof that it grew from an
//            earlier size; keeping a cosignature; and whether the log is still the one that witnesses vouched
//            for.
// Rules:     a cosignature is kept only when it holds for leaves that stand in the log now, and never
//            replaced (table cosignatures). Of the log only the hashes of its leaves are read here: that they
//            are those of the rows is asked by storage/record_audit.h.
// Ownership: opens the database for itself and closes it.
// Threads:   one thread.
// Cost:      O(leaves) hashes; only the roots asked for are kept, but for prove_growth (32 bytes a leaf).
// Errors:    not_found (no record, nothing signed, no such size), corrupt (the log is not the one that the
//            cosignature is about, or leaves are missing), invalid_input and conflict as in the two headers
//            named by engine/audit_witness.h. What is wrong with words that were kept is a fault, no Error.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "base/signature.h"
#include "engine/audit_witness.h"

namespace cordon::storage {

// As the newest checkpoint says.
[[nodiscard]] base::Result<engine::LogState> newest_log_state(const std::string& home);
// From that many leaves to that many, or to those of the newest checkpoint.
[[nodiscard]] base::Result<std::string> prove_growth(const std::string& home, std::uint64_t earlier,
                                                     std::optional<std::uint64_t> size);

struct WitnessWord {
    base::PublicKey witness;
    std::uint64_t size = 0;  // of the log; 0: none that holds
    base::Instant at;
};

// note: a checkpoint with the witness's line under it. Well when that witness's word for this size is kept
// already.
[[nodiscard]] base::Result<WitnessWord> attach_cosignature(const std::string& home, std::string_view note,
                                                           const base::PublicKey& witness);

struct WitnessReport {
    std::vector<WitnessWord> words;   // the newest that holds of each witness, in the order asked
    std::vector<std::string> faults;  // sentences; at most 100
    std::uint64_t leaves = 0;
};

// notes: cosigned checkpoints kept elsewhere, each by one of these witnesses. Fewer than `required` witnesses
// with a word that holds is a fault.
[[nodiscard]] base::Result<WitnessReport> check_witnesses(const std::string& home,
                                                          std::span<const base::PublicKey> witnesses,
                                                          std::span<const std::string> notes,
                                                          std::uint64_t required);

}  // namespace cordon::storage
