// engine/audit_log.h: signed statements of where the audit log stands, and proofs that anybody can check.
//
// Role:        a checkpoint signs size and root of the log (cases/merkle_log.h) and names the checkpoint
//              before it; a leaf's proof is one JSON document with the leaf, its path and a checkpoint.
// Rules:       a checkpoint is a signed statement of type cordon.checkpoint.1 (codec/signed_statement.h);
//              docs/concepts/record.md says what each member means.
// Ownership:   values.
// Threads:     pure functions.
// Determinism: same log, time and key: same bytes.
// Errors:      invalid_input: not of this form. corrupt: of this form, and signature or path do not hold.
//              Whether the key is one that the reader trusts is not asked here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "base/signature.h"
#include "cases/merkle_log.h"
#include "codec/signed_statement.h"

namespace cordon::engine {

using AuditFrontier = cases::MerkleFrontier;

inline constexpr std::string_view checkpoint_type = "cordon.checkpoint.1";

struct Checkpoint {
    std::uint64_t size = 0;  // leaves
    base::Sha256Digest root{};
    std::string previous_sha256;  // of the statement before this one; "" for the first
};

struct OpenedCheckpoint {
    Checkpoint checkpoint;
    codec::StatementHead head;
    std::string sha256;  // of this statement
    base::PublicKey key;
};

[[nodiscard]] base::Result<std::string> seal_checkpoint(const Checkpoint& checkpoint,
                                                        const codec::StatementHead& head,
                                                        const base::SigningKey& key);
[[nodiscard]] base::Result<OpenedCheckpoint> open_checkpoint(std::string_view bytes);

[[nodiscard]] base::Sha256Digest audit_leaf_hash(std::string_view leaf);
[[nodiscard]] base::Sha256Digest audit_root(const std::vector<base::Sha256Digest>& leaves);

struct LeafProof {
    std::uint64_t leaf = 0;
    std::string text;  // what was hashed
    OpenedCheckpoint checkpoint;
};

// leaves: the hashes of all leaves up to the checkpoint's size.
[[nodiscard]] base::Result<std::string> write_leaf_proof(const std::vector<base::Sha256Digest>& leaves,
                                                         std::uint64_t leaf, std::string_view text,
                                                         std::string_view checkpoint);
// Once path and signature hold.
[[nodiscard]] base::Result<LeafProof> open_leaf_proof(std::string_view bytes);

}  // namespace cordon::engine
