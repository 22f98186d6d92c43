#include "base/hash.h"

#include <openssl/evp.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/check.h"

namespace cordon::base {

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    CORDON_CHECK(state_->context != nullptr);
    CORDON_CHECK(EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
    CORDON_CHECK(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1);
}

std::string Sha256::hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    CORDON_CHECK(EVP_DigestFinal_ex(state_->context, digest.data(), &length) == 1);
    std::string text;
    for (unsigned int at = 0; at < length; ++at) {
        text.push_back("0123456789abcdef"[digest[at] >> 4U]);
        text.push_back("0123456789abcdef"[digest[at] & 0xFU]);
    }
    return text;
}

std::string sha256_hex(std::string_view bytes) {
    return to_hex(sha256(bytes));
}

Sha256Digest sha256(std::string_view bytes) {
    // Looking an algorithm up by name takes longer than hashing a hundred bytes, so that is done once.
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    CORDON_CHECK(algorithm != nullptr);
    Sha256Digest digest{};
    unsigned int length = 0;
    CORDON_CHECK(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, algorithm, nullptr) == 1);
    CORDON_CHECK(length == digest.size());
    return digest;
}

std::string to_hex(const Sha256Digest& digest) {
    std::string text(2 * digest.size(), '0');
    for (std::size_t at = 0; at < digest.size(); ++at) {
        text[2 * at] = "0123456789abcdef"[digest[at] >> 4U];
        text[2 * at + 1] = "0123456789abcdef"[digest[at] & 0xFU];
    }
    return text;
}

Result<Sha256Digest> parse_sha256(std::string_view hex) {
    Sha256Digest digest{};
    const auto digit = [](char letter) {
        return letter >= '0' && letter <= '9'   ? letter - '0'
               : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10
               : letter >= 'A' && letter <= 'F' ? letter - 'A' + 10
                                                : -1;
    };
    bool sound = hex.size() == 2 * digest.size();
    for (std::size_t at = 0; sound && at < digest.size(); ++at) {
        const int high = digit(hex[2 * at]);
        const int low = digit(hex[2 * at + 1]);
        sound = high >= 0 && low >= 0;
        digest[at] = static_cast<unsigned char>(sound ? 16 * high + low : 0);
    }
    if (!sound) {
        return fail(ErrorCode::invalid_input, "a SHA-256 is 64 hexadecimal letters, and this is not");
    }
    return digest;
}

std::uint64_t fast_checksum(std::string_view bytes) {
    return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace cordon::base
