// Goal: a signature is RFC 8032's Ed25519, holds for exactly the bytes that were signed and for nothing else.
#include "base/signature.h"

#include <gtest/gtest.h>

#include "base/prng.h"
#include "base/testing.h"

namespace cordon::base {
namespace {

struct Vector {
    const char* seed;
    const char* public_key;
    const char* message;  // hexadecimal
    const char* signature;
};

std::string from_hex(std::string_view hex) {
    std::string bytes;
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
        const auto digit = [](char letter) { return letter <= '9' ? letter - '0' : letter - 'a' + 10; };
        bytes.push_back(static_cast<char>(digit(hex[at]) * 16 + digit(hex[at + 1])));
    }
    return bytes;
}

// RFC 8032, section 7.1, tests 1 to 3.
constexpr Vector vectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
     "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
     "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
     "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"},
};

TEST(Signature, IsThatOfTheStandard) {
    for (const Vector& vector : vectors) {
        const auto key = SigningKey::from_hex(vector.seed);
        ASSERT_TRUE(key);
        EXPECT_EQ(to_hex(key->public_key()), vector.public_key);
        EXPECT_EQ(key->seed_hex(), vector.seed);
        const std::string message = from_hex(vector.message);
        EXPECT_EQ(to_hex(key->sign(message)), vector.signature);
        EXPECT_TRUE(verify(key->public_key(), message, key->sign(message)));
    }
}

TEST(Signature, HoldsForNoOtherBytes) {
    Prng prng(testing::seed_from_environment(20261122));
    const SigningKey key = SigningKey::make();
    for (int round = 0; round < 200; ++round) {
        std::string message(1 + prng.below(200), '\0');
        for (char& letter : message) {
            letter = static_cast<char>(prng.below(256));
        }
        Signature signature = key.sign(message);
        ASSERT_TRUE(verify(key.public_key(), message, signature));
        std::string other = message;
        other[prng.below(other.size())] ^= static_cast<char>(1U << prng.below(8));
        EXPECT_FALSE(verify(key.public_key(), other, signature));
        EXPECT_FALSE(verify(SigningKey::make().public_key(), message, signature));
        signature.bytes[prng.below(64)] ^= static_cast<unsigned char>(1U << prng.below(8));
        EXPECT_FALSE(verify(key.public_key(), message, signature));
    }
}

TEST(Signature, AnEmptyKeyVerifiesNothing) {
    EXPECT_FALSE(verify(PublicKey{}, "pass", Signature{}));  // a point of small order
}

TEST(Signature, KeysAreReadInOneWayOnly) {
    const std::string hex = to_hex(SigningKey::make().public_key());
    EXPECT_TRUE(parse_public_key(hex));
    EXPECT_FALSE(parse_public_key(hex + "00"));
    EXPECT_FALSE(parse_public_key(hex.substr(2)));
    EXPECT_FALSE(parse_public_key(std::string(63, '0') + "G"));
    EXPECT_FALSE(parse_public_key(std::string(63, '0') + "A"));  // upper case
    EXPECT_FALSE(parse_signature(hex));
    const auto refused = SigningKey::from_hex("c0ffee");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message.find("c0ffee"), std::string::npos) << "a secret stays out of sentences";
}

TEST(Signature, MovingAKeyLeavesNothingBehind) {
    SigningKey key = SigningKey::make();
    const Signature signature = key.sign("x");
    const SigningKey moved = std::move(key);
    EXPECT_EQ(moved.sign("x"), signature);
    EXPECT_EQ(key_id(moved.public_key()).size(), 16U);
}

}  // namespace
}  // namespace cordon::base
