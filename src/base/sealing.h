// base/sealing.h: secret keys that seal bytes, and keyed hashes, by libsodium.
//
// Role:        one door to what keeps stored bytes from those who may read files but not keys. What is
//              sealed, under which key and bound to which place, is the caller's (storage/field_keys.h).
// Rules:       XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03, section 2.3): 24 bytes of nonce, drawn anew
//              each time, before the sealed bytes and their 16 bytes of tag. `bound` is not kept and must
//              be the same again. Keyed hashes are HMAC-SHA-256 (RFC 2104).
// Ownership:   a SecretKey wipes itself at the end; it cannot be copied by accident.
// Threads:     pure functions, but that sealing and making keys ask the system for randomness.
// Cost:        about 1 GB/s; some 0.5 us for the nonce. docs/reference/performance.md.
// Errors:      corrupt: not sealed under this key, bound to something else, or changed. invalid_input for
//              text that is no key. A library that does not start is a CHECK.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/result.h"

namespace cordon::base {

class SecretKey {
public:
    // Fresh, from the system's randomness.
    [[nodiscard]] static SecretKey make();
    // 32 bytes.
    [[nodiscard]] static Result<SecretKey> from_bytes(std::string_view bytes);
    // 64 hexadecimal letters, lower case; the sentence of the Error never repeats them.
    [[nodiscard]] static Result<SecretKey> from_hex(std::string_view text);

    ~SecretKey();
    SecretKey(SecretKey&& other) noexcept;
    SecretKey& operator=(SecretKey&& other) noexcept;
    SecretKey(const SecretKey&) = delete;
    SecretKey& operator=(const SecretKey&) = delete;

    [[nodiscard]] std::string seal(std::string_view plain, std::string_view bound) const;
    [[nodiscard]] Result<std::string> unseal(std::string_view sealed, std::string_view bound) const;
    [[nodiscard]] Sha256Digest keyed_hash(std::string_view bytes) const;

    // The secret itself, for whoever wraps it or writes its file.
    [[nodiscard]] std::string_view bytes() const;
    [[nodiscard]] std::string hex() const;

private:
    SecretKey() = default;
    std::array<unsigned char, 32> secret_{};
};

// 24 bytes of nonce, then what they seal: for tests with published vectors.
[[nodiscard]] std::string seal_with_nonce(const SecretKey& key, std::string_view nonce,
                                          std::string_view plain, std::string_view bound);
[[nodiscard]] std::string random_bytes(std::size_t count);

}  // namespace cordon::base
