// base/signature.h: Ed25519 keys and signatures (RFC 8032), by libsodium.
//
// Role:        one door to signing for whatever has to prove who said it: reports, certificates, release
//              tokens. What is signed, and how it is written, is the caller's (codec/signed_statement.h).
// Rules:       a key's id is the first 16 hexadecimal letters of the SHA-256 of its public key. Verification
//              refuses what RFC 8032 refuses: other sizes, non-canonical values, points of small order.
// Ownership:   a SigningKey holds its secret and wipes it at the end; it cannot be copied by accident.
// Threads:     pure functions over values, but for SigningKey::make, which asks the system for randomness.
// Determinism: same key, same bytes: same signature.
// Cost:        about 30 us to sign, 70 us to verify.
// Errors:      invalid_input for text that is no key; a library that does not start is a CHECK.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cordon::base {

struct PublicKey {
    std::array<unsigned char, 32> bytes{};
    friend bool operator==(const PublicKey&, const PublicKey&) = default;
};

struct Signature {
    std::array<unsigned char, 64> bytes{};
    friend bool operator==(const Signature&, const Signature&) = default;
};

class SigningKey {
public:
    using Seed = std::array<unsigned char, 32>;
    // Fresh, from the system's randomness.
    [[nodiscard]] static SigningKey make();
    [[nodiscard]] static SigningKey from_seed(const Seed& seed);
    // 64 hexadecimal letters; the sentence of the Error never repeats them.
    [[nodiscard]] static Result<SigningKey> from_hex(std::string_view seed);

    ~SigningKey();
    SigningKey(SigningKey&& other) noexcept;
    SigningKey& operator=(SigningKey&& other) noexcept;
    SigningKey(const SigningKey&) = delete;
    SigningKey& operator=(const SigningKey&) = delete;

    [[nodiscard]] const PublicKey& public_key() const { return public_; }
    [[nodiscard]] Signature sign(std::string_view message) const;
    // The secret, for the one file that keeps it.
    [[nodiscard]] std::string seed_hex() const;

private:
    SigningKey() = default;
    std::array<unsigned char, 64> secret_{};
    PublicKey public_;
};

[[nodiscard]] bool verify(const PublicKey& key, std::string_view message, const Signature& signature);

[[nodiscard]] std::string key_id(const PublicKey& key);
[[nodiscard]] std::string to_hex(const PublicKey& key);
[[nodiscard]] std::string to_hex(const Signature& signature);
[[nodiscard]] Result<PublicKey> parse_public_key(std::string_view hex);
[[nodiscard]] Result<Signature> parse_signature(std::string_view hex);

}  // namespace cordon::base
