// cases/checkpoint_note.h: where the audit log stands, as a text that the witnesses of other logs read too.
//
// Role:        three lines (origin, number of leaves, root in base64), an empty line, and a line for each
//              signature: one of the log, and one of each witness that vouches for it. The proof that a later
//              log begins with an earlier one, as lines too.
// Rules:       https://c2sp.org/signed-note, https://c2sp.org/tlog-checkpoint and
//              https://c2sp.org/tlog-cosignature (cosignature/v1): Ed25519; a line's first four bytes are
//              those of SHA-256(name, line feed, kind, public key); the log signs the text (kind 1), a
//              witness the words "cosignature/v1", a time and the text (kind 4), so that neither can pass for
//              the other. Text after the third line is refused: nobody here would understand it.
// Ownership:   values.
// Threads:     pure functions.
// Determinism: same state, time and key: same bytes.
// Cost:        O(bytes); a note has at most 64 KiB and 100 signatures.
// Errors:      invalid_input: not of this form, or nobody named has signed it. corrupt: a signature by a
//              named key that does not hold. limit_exceeded: longer.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "base/signature.h"
#include "cases/merkle_log.h"

namespace cordon::cases {

struct LogState {
    std::string origin;  // which log: one word without blanks and plus signs
    std::uint64_t size = 0;
    TreeHash root{};
    friend bool operator==(const LogState&, const LogState&) = default;
};

struct NoteSignature {
    std::string name;
    std::string bytes;  // four of the key's hash, then what its kind says
    std::string line;   // as it stands in the note, without its line feed
};

struct CheckpointNote {
    LogState state;
    std::vector<NoteSignature> signatures;
};

// Of the log whose first leaf this is: the same for as long as the log goes on, whatever key signs it.
[[nodiscard]] std::string log_origin(const TreeHash& first_leaf);
// Of a witness whose name nobody chose.
[[nodiscard]] std::string witness_name(const base::PublicKey& witness);

// The three lines.
[[nodiscard]] std::string note_text(const LogState& state);
// The whole note, signed by the log.
[[nodiscard]] std::string sign_note(const LogState& state, const base::SigningKey& log);
[[nodiscard]] base::Result<CheckpointNote> parse_note(std::string_view bytes);
[[nodiscard]] base::Result<NoteSignature> parse_signature_line(std::string_view line);
// One of these keys has signed it as the log.
[[nodiscard]] base::Status verify_log_signature(const CheckpointNote& note,
                                                std::span<const base::PublicKey> log);

// A line to put under the note, with its line feed. Times are whole seconds.
[[nodiscard]] std::string cosignature_line(const LogState& state, base::Instant at,
                                           const base::SigningKey& witness);
// When the witness vouched for that state.
[[nodiscard]] base::Result<base::Instant> verify_cosignature(const LogState& state,
                                                             const NoteSignature& signature,
                                                             const base::PublicKey& witness);
// The one by that witness, among the note's; invalid_input when there is none.
[[nodiscard]] base::Result<NoteSignature> cosignature_of(const CheckpointNote& note,
                                                         const base::PublicKey& witness);

struct ConsistencyProof {
    std::uint64_t earlier = 0;
    std::uint64_t size = 0;
    std::vector<TreeHash> hashes;
};

// "old N", "new N" and a hash in base64 a line.
[[nodiscard]] std::string write_proof(const ConsistencyProof& proof);
[[nodiscard]] base::Result<ConsistencyProof> parse_proof(std::string_view bytes);

}  // namespace cordon::cases
