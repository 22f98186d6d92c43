// storage/key_store.h: the home's signing key, and the public keys it ever had.
//
// Role:      CORDON_HOME/keys/:
//              signing.key     the secret of the current key (0600, folder 0700)
//              <key id>.pub    one for each key, current or retired: what others need to check signatures
//            Both are short lines of text; docs/reference/signed-statements.md shows them.
// Rules:     the first key is made when it is first needed. A public key stands before its secret does, and a
//            new secret replaces the old one in one step: a crash leaves the old key or the new one, never
//            none and never a secret without its public key. Rotation destroys the old secret and keeps its
//            public key, so that what was signed stays verifiable.
// Ownership: keeps the path only; a SigningKey handed out is the caller's.
// Threads:   several processes may use one home; makers of keys take turns.
// Errors:    unavailable (folder cannot be written), corrupt (a key file that was changed), conflict (another
//            process is making a key).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "base/signature.h"
#include "storage/file_ops.h"

namespace cordon::storage {

struct KnownKey {
    base::PublicKey key;
    std::string id;
    base::Instant made_at;
    std::string made_by;
    bool current = false;
    std::optional<base::Instant> until;  // when the next one took over, at most when the current one did
};

// Whether this key was the home's at that time. A minute is forgiven at both ends: for processes that take
// over a new key late, and for clocks.
[[nodiscard]] bool was_valid(const KnownKey& key, base::Instant at);

// A minute or more after the next one took over.
[[nodiscard]] bool was_retired(const KnownKey& key, base::Instant at);
// What is known of it: the most, when it is among them more than once. Nothing: it is not known.
[[nodiscard]] const KnownKey* known_key(std::span<const KnownKey> keys, const base::PublicKey& key);

// Nothing, or a predicate of what is signed: not_found when no key of these is it, corrupt when it was not in
// use then.
[[nodiscard]] base::Status check_signer(std::span<const KnownKey> keys, const base::PublicKey& key,
                                        base::Instant signed_at);

class KeyStore {
public:
    explicit KeyStore(const std::string& home, FileOps* ops = nullptr);

    // Makes the first one when there is none.
    [[nodiscard]] base::Result<base::SigningKey> signing_key(base::Instant now, std::string_view principal);
    // A new key takes over; nothing signed before loses its public key.
    [[nodiscard]] base::Result<KnownKey> rotate(base::Instant now, std::string_view principal);
    // Oldest first; empty when none was ever made. Reads only.
    [[nodiscard]] base::Result<std::vector<KnownKey>> keys() const;

private:
    [[nodiscard]] base::Result<std::optional<base::SigningKey>> read_secret() const;
    [[nodiscard]] base::Result<base::SigningKey> make_key(base::Instant now, std::string_view principal);
    [[nodiscard]] base::Status write_whole(const std::string& name, std::string_view text);

    std::string home_;
    std::string folder_;
    FileOps own_ops_;
    FileOps* ops_;
};

// The text of a .pub file, or 64 hexadecimal letters alone.
[[nodiscard]] base::Result<KnownKey> parse_public_key_file(std::string_view text);
// What a signing.key file begins with.
inline constexpr std::string_view signing_key_word = "cordon-signing-key-1";
// The text of a signing.key file; the sentence of the Error never repeats it.
[[nodiscard]] base::Result<base::SigningKey> parse_signing_key_file(std::string_view text);
[[nodiscard]] std::string public_key_file(const KnownKey& key);

}  // namespace cordon::storage
