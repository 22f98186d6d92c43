#include "base/web_key.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

#include "base/strings.h"

namespace cordon::base {

namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

template <auto free>
struct Freed {
    template <class Object>
    void operator()(Object* object) const {
        free(object);
    }
};
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using Context = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_free>>;
using Pair = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;
using Digesting = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
struct FreeBytes {
    void operator()(unsigned char* bytes) const { OPENSSL_free(bytes); }
};

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

Result<std::string> pem_of(const char* kind, OSSL_PARAM_BLD* builder) {
    const Params params(OSSL_PARAM_BLD_to_param(builder));
    const Context context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
    EVP_PKEY* made = nullptr;
    if (params == nullptr || context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
        return fail(ErrorCode::invalid_input, "these numbers are no public key");
    }
    const Key key(made);
    const Context check(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
    const Memory memory(BIO_new(BIO_s_mem()));
    if (check == nullptr || EVP_PKEY_public_check(check.get()) != 1 || memory == nullptr ||
        PEM_write_bio_PUBKEY(memory.get(), key.get()) != 1) {
        return fail(ErrorCode::invalid_input, "these numbers are no public key");
    }
    char* text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    return std::string(text, static_cast<std::size_t>(size));
}

struct SignatureAlgorithm {
    std::string_view name;
    const EVP_MD* (*digest)();
    std::string_view kind;         // of the key, as RFC 7518 names it
    std::string_view curve;        // as OpenSSL names it; "": RSA
    std::size_t number_bytes = 0;  // of each of the two that are an ECDSA signature
};
constexpr std::array signature_algorithms{
    SignatureAlgorithm{"RS256", EVP_sha256, "RSA", ""},
    SignatureAlgorithm{"RS384", EVP_sha384, "RSA", ""},
    SignatureAlgorithm{"RS512", EVP_sha512, "RSA", ""},
    SignatureAlgorithm{"ES256", EVP_sha256, "P-256", "prime256v1", 32},
    SignatureAlgorithm{"ES384", EVP_sha384, "P-384", "secp384r1", 48},
    SignatureAlgorithm{"ES512", EVP_sha512, "P-521", "secp521r1", 66},
};

bool fits(const EVP_PKEY* key, const SignatureAlgorithm& algorithm) {
    if (algorithm.curve.empty()) {
        return EVP_PKEY_is_a(key, "RSA") == 1;
    }
    std::array<char, 32> curve{};
    std::size_t size = 0;
    return EVP_PKEY_is_a(key, "EC") == 1 &&
           EVP_PKEY_get_group_name(key, curve.data(), curve.size(), &size) == 1 &&
           std::string_view(curve.data(), size) == algorithm.curve;
}

// Two numbers side by side as the DER that the library takes; "" when they are none.
std::string der_of(std::string_view numbers, std::size_t number_bytes) {
    if (numbers.size() != number_bytes * 2) {
        return {};
    }
    const int size = static_cast<int>(number_bytes);
    Number r(BN_bin2bn(bytes_of(numbers), size, nullptr));
    Number s(BN_bin2bn(bytes_of(numbers.substr(number_bytes)), size, nullptr));
    const Pair pair(ECDSA_SIG_new());
    if (r == nullptr || s == nullptr || pair == nullptr ||
        ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) {
        return {};
    }
    (void)r.release();  // they are the pair's now
    (void)s.release();
    unsigned char* bytes = nullptr;
    const int length = i2d_ECDSA_SIG(pair.get(), &bytes);
    const std::unique_ptr<unsigned char, FreeBytes> owned(bytes);
    return length <= 0 ? std::string()
                       : std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

}  // namespace

Result<std::string> from_base64url(std::string_view text) {
    std::string bytes;
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t value = letters.find(text[at]);
        if (value == letters.npos) {
            return fail(ErrorCode::invalid_input, "a letter that base64url does not have", at);
        }
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        held += 6;
        if (held >= 8) {
            held -= 8;
            bytes.push_back(static_cast<char>((bits >> held) & 0xffU));
        }
    }
    // One form for each content: no letter too many, no bits left over.
    if (held >= 6 || (bits & ((1U << held) - 1U)) != 0) {
        return fail(ErrorCode::invalid_input, "base64url that does not end as it must", text.size());
    }
    return bytes;
}

std::string to_base64url(std::string_view bytes) {
    std::string text;
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char byte : bytes) {
        bits = (bits << 8U) | static_cast<unsigned char>(byte);
        held += 8;
        while (held >= 6) {
            held -= 6;
            text.push_back(letters[(bits >> held) & 63U]);
        }
    }
    if (held > 0) {
        text.push_back(letters[(bits << (6 - held)) & 63U]);
    }
    return text;
}

Result<std::string> from_base64(std::string_view text) {
    std::string other(text.substr(0, text.find_last_not_of('=') + 1));
    for (char& letter : other) {
        letter = letter == '+' ? '-' : letter == '/' ? '_' : letter;
    }
    auto bytes = from_base64url(other);
    if (!bytes || to_base64(*bytes) != text) {
        return fail(ErrorCode::invalid_input, fmt::format("'{}' is no base64", shown(text, 40)));
    }
    return bytes;
}

std::string to_base64(std::string_view bytes) {
    std::string text = to_base64url(bytes);
    for (char& letter : text) {
        letter = letter == '-' ? '+' : letter == '_' ? '/' : letter;
    }
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

Result<std::string> rsa_public_key_pem(std::string_view modulus, std::string_view exponent) {
    constexpr int bits_min = 2'048;
    constexpr int bits_max = 8'192;
    if (modulus.size() > bits_max / 8 || exponent.size() > 8) {
        return fail(ErrorCode::invalid_input, "the RSA key is too large");
    }
    const Number n(BN_bin2bn(bytes_of(modulus), static_cast<int>(modulus.size()), nullptr));
    const Number e(BN_bin2bn(bytes_of(exponent), static_cast<int>(exponent.size()), nullptr));
    if (n == nullptr || e == nullptr || BN_num_bits(n.get()) < bits_min || BN_is_odd(e.get()) == 0 ||
        BN_is_one(e.get()) != 0) {
        return fail(ErrorCode::invalid_input, "an RSA key of less than 2,048 bits or with a weak exponent");
    }
    const Builder builder(OSSL_PARAM_BLD_new());
    if (builder == nullptr || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
        return fail(ErrorCode::unavailable, "there is no memory for a key");
    }
    return pem_of("RSA", builder.get());
}

Result<std::string> ec_public_key_pem(std::string_view curve, std::string_view x, std::string_view y) {
    struct Curve {
        std::string_view name;
        std::size_t bytes;
    };
    constexpr std::array curves{Curve{"P-256", 32}, Curve{"P-384", 48}, Curve{"P-521", 66}};
    for (const Curve& one : curves) {
        if (one.name != curve) {
            continue;
        }
        if (x.size() != one.bytes || y.size() != one.bytes) {
            return fail(ErrorCode::invalid_input, "a point that is not as long as its curve asks");
        }
        const std::string point = "\x04" + std::string(x) + std::string(y);
        const std::string name(curve);
        const Builder builder(OSSL_PARAM_BLD_new());
        if (builder == nullptr ||
            OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, name.c_str(), 0) !=
                1 ||
            OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                             point.size()) != 1) {
            return fail(ErrorCode::unavailable, "there is no memory for a key");
        }
        return pem_of("EC", builder.get());
    }
    return fail(ErrorCode::unsupported, "a curve that is none of P-256, P-384 and P-521");
}

std::string_view key_kind_of(std::string_view algorithm) {
    const auto* const known = std::ranges::find(signature_algorithms, algorithm, &SignatureAlgorithm::name);
    return known == signature_algorithms.end() ? std::string_view() : known->kind;
}

bool is_signed_by(const std::string& pem, std::string_view algorithm, std::string_view text,
                  std::string_view signature) {
    const auto* const known = std::ranges::find(signature_algorithms, algorithm, &SignatureAlgorithm::name);
    if (known == signature_algorithms.end()) {
        return false;
    }
    const Memory memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const Key key(memory == nullptr ? nullptr : PEM_read_bio_PUBKEY(memory.get(), nullptr, nullptr, nullptr));
    if (key == nullptr || !fits(key.get(), *known)) {
        return false;
    }
    const std::string given =
        known->curve.empty() ? std::string(signature) : der_of(signature, known->number_bytes);
    const Digesting digesting(EVP_MD_CTX_new());
    return !given.empty() && digesting != nullptr &&
           EVP_DigestVerifyInit(digesting.get(), nullptr, known->digest(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(digesting.get(), bytes_of(given), given.size(), bytes_of(text), text.size()) == 1;
}

}  // namespace cordon::base
