#include "base/signature.h"

#include <sodium.h>

#include <algorithm>
#include <span>

#include "base/check.h"
#include "base/hash.h"

namespace cordon::base {

namespace {

// Safe to call again and from several threads; a negative answer means that nothing here may be used.
void start_library() {
    CORDON_CHECK(sodium_init() >= 0);
}

std::string hex_of(std::span<const unsigned char> bytes) {
    std::string text;
    for (const unsigned char byte : bytes) {
        text.push_back("0123456789abcdef"[byte >> 4U]);
        text.push_back("0123456789abcdef"[byte & 0xFU]);
    }
    return text;
}

int digit_of(char letter) {
    if (letter >= '0' && letter <= '9') {
        return letter - '0';
    }
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

// Lower case only, so that one value has one way to be written.
bool read_hex(std::string_view text, std::span<unsigned char> bytes) {
    if (text.size() != 2 * bytes.size()) {
        return false;
    }
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const int high = digit_of(text[2 * at]);
        const int low = digit_of(text[2 * at + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        bytes[at] = static_cast<unsigned char>(high * 16 + low);
    }
    return true;
}

const unsigned char* bytes_of(std::string_view message) {
    static constexpr unsigned char nothing = 0;
    return message.empty() ? &nothing : reinterpret_cast<const unsigned char*>(message.data());
}

}  // namespace

SigningKey SigningKey::make() {
    start_library();
    SigningKey key;
    CORDON_CHECK(crypto_sign_ed25519_keypair(key.public_.bytes.data(), key.secret_.data()) == 0);
    return key;
}

SigningKey SigningKey::from_seed(const Seed& seed) {
    start_library();
    SigningKey key;
    CORDON_CHECK(
        crypto_sign_ed25519_seed_keypair(key.public_.bytes.data(), key.secret_.data(), seed.data()) == 0);
    return key;
}

Result<SigningKey> SigningKey::from_hex(std::string_view seed) {
    Seed bytes{};
    if (!read_hex(seed, bytes)) {
        return fail(ErrorCode::invalid_input, "a signing key is 64 hexadecimal letters, and this is not");
    }
    SigningKey key = from_seed(bytes);
    sodium_memzero(bytes.data(), bytes.size());
    return key;
}

SigningKey::~SigningKey() {
    sodium_memzero(secret_.data(), secret_.size());
}

SigningKey::SigningKey(SigningKey&& other) noexcept : secret_{other.secret_}, public_{other.public_} {
    sodium_memzero(other.secret_.data(), other.secret_.size());
}

SigningKey& SigningKey::operator=(SigningKey&& other) noexcept {
    if (this != &other) {
        secret_ = other.secret_;
        public_ = other.public_;
        sodium_memzero(other.secret_.data(), other.secret_.size());
    }
    return *this;
}

Signature SigningKey::sign(std::string_view message) const {
    Signature signature;
    CORDON_CHECK(crypto_sign_ed25519_detached(signature.bytes.data(), nullptr, bytes_of(message),
                                              message.size(), secret_.data()) == 0);
    return signature;
}

std::string SigningKey::seed_hex() const {
    Seed seed{};
    CORDON_CHECK(crypto_sign_ed25519_sk_to_seed(seed.data(), secret_.data()) == 0);
    std::string text = hex_of(seed);
    sodium_memzero(seed.data(), seed.size());
    return text;
}

bool verify(const PublicKey& key, std::string_view message, const Signature& signature) {
    start_library();
    return crypto_sign_ed25519_verify_detached(signature.bytes.data(), bytes_of(message), message.size(),
                                               key.bytes.data()) == 0;
}

std::string key_id(const PublicKey& key) {
    const std::string_view bytes(reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size());
    return sha256_hex(bytes).substr(0, 16);
}

std::string to_hex(const PublicKey& key) {
    return hex_of(key.bytes);
}

std::string to_hex(const Signature& signature) {
    return hex_of(signature.bytes);
}

Result<PublicKey> parse_public_key(std::string_view hex) {
    PublicKey key;
    if (!read_hex(hex, key.bytes)) {
        return fail(ErrorCode::invalid_input,
                    "a public key is 64 hexadecimal letters in lower case, and this is not");
    }
    return key;
}

Result<Signature> parse_signature(std::string_view hex) {
    Signature signature;
    if (!read_hex(hex, signature.bytes)) {
        return fail(ErrorCode::invalid_input,
                    "a signature is 128 hexadecimal letters in lower case, and this is not");
    }
    return signature;
}

}  // namespace cordon::base
