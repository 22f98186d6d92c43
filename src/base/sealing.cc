#include "base/sealing.h"

#include <sodium.h>

#include <algorithm>

#include "base/check.h"

namespace cordon::base {

namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32 && nonce_bytes == 24 && tag_bytes == 16);

// Safe to call again and from several threads.
void start_library() {
    CORDON_CHECK(sodium_init() >= 0);
}

const unsigned char* in(std::string_view text) {
    static constexpr unsigned char nothing = 0;
    return text.empty() ? &nothing : reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* out(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

SecretKey SecretKey::make() {
    start_library();
    SecretKey key;
    randombytes_buf(key.secret_.data(), key.secret_.size());
    return key;
}

Result<SecretKey> SecretKey::from_bytes(std::string_view bytes) {
    SecretKey key;
    if (bytes.size() != key.secret_.size()) {
        return fail(ErrorCode::invalid_input, "a secret key has 32 bytes, and this has not");
    }
    std::ranges::copy(bytes, reinterpret_cast<char*>(key.secret_.data()));
    return key;
}

Result<SecretKey> SecretKey::from_hex(std::string_view text) {
    const bool sound = text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
    SecretKey key;
    std::size_t length = 0;
    if (!sound || sodium_hex2bin(key.secret_.data(), key.secret_.size(), text.data(), text.size(), nullptr,
                                 &length, nullptr) != 0) {
        return fail(ErrorCode::invalid_input, "a secret key is 64 hexadecimal letters, and this is not");
    }
    return key;
}

SecretKey::~SecretKey() {
    sodium_memzero(secret_.data(), secret_.size());
}

SecretKey::SecretKey(SecretKey&& other) noexcept : secret_{other.secret_} {
    sodium_memzero(other.secret_.data(), other.secret_.size());
}

SecretKey& SecretKey::operator=(SecretKey&& other) noexcept {
    if (this != &other) {
        secret_ = other.secret_;
        sodium_memzero(other.secret_.data(), other.secret_.size());
    }
    return *this;
}

std::string_view SecretKey::bytes() const {
    return {reinterpret_cast<const char*>(secret_.data()), secret_.size()};
}

std::string SecretKey::hex() const {
    std::string text(2 * secret_.size() + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), secret_.data(), secret_.size());
    text.pop_back();
    return text;
}

std::string seal_with_nonce(const SecretKey& key, std::string_view nonce, std::string_view plain,
                            std::string_view bound) {
    start_library();
    CORDON_CHECK(nonce.size() == nonce_bytes);
    std::string sealed(nonce_bytes + plain.size() + tag_bytes, '\0');
    std::ranges::copy(nonce, sealed.begin());
    crypto_aead_xchacha20poly1305_ietf_encrypt(out(sealed) + nonce_bytes, nullptr, in(plain), plain.size(),
                                               in(bound), bound.size(), nullptr, in(nonce), in(key.bytes()));
    return sealed;
}

std::string SecretKey::seal(std::string_view plain, std::string_view bound) const {
    return seal_with_nonce(*this, random_bytes(nonce_bytes), plain, bound);
}

Result<std::string> SecretKey::unseal(std::string_view sealed, std::string_view bound) const {
    start_library();
    const auto refused = [] {
        return fail(ErrorCode::corrupt, "sealed bytes do not open: another key, another place, or changed");
    };
    if (sealed.size() < nonce_bytes + tag_bytes) {
        return refused();
    }
    std::string plain(sealed.size() - nonce_bytes - tag_bytes, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(out(plain), nullptr, nullptr, in(sealed) + nonce_bytes,
                                                   sealed.size() - nonce_bytes, in(bound), bound.size(),
                                                   in(sealed), secret_.data()) != 0) {
        return refused();
    }
    return plain;
}

Sha256Digest SecretKey::keyed_hash(std::string_view bytes) const {
    start_library();
    Sha256Digest digest{};
    crypto_auth_hmacsha256(digest.data(), in(bytes), bytes.size(), secret_.data());
    return digest;
}

std::string random_bytes(std::size_t count) {
    start_library();
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

}  // namespace cordon::base
