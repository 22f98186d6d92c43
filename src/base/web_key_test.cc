// Goal: base64url has one form for each content, and numbers that are no good key never become one.
#include "base/web_key.h"

#include <gtest/gtest.h>

#include "base/hash.h"

namespace cordon::base {
namespace {

TEST(Base64Url, TheVectorsOfRfc4648) {
    for (const auto& [bytes, text] : {std::pair{"", ""},
                                      {"f", "Zg"},
                                      {"fo", "Zm8"},
                                      {"foo", "Zm9v"},
                                      {"foob", "Zm9vYg"},
                                      {"fooba", "Zm9vYmE"},
                                      {"foobar", "Zm9vYmFy"},
                                      {"\xff\xef", "_-8"}}) {
        EXPECT_EQ(to_base64url(bytes), text);
        EXPECT_EQ(from_base64url(text), std::string(bytes));
    }
    for (const std::string_view wrong : {"Zg==", "Z", "Zh", "Zm9", "Zm+v", "Zm9v\n", "Zm9vA"}) {
        EXPECT_FALSE(from_base64url(wrong)) << wrong;
    }
}

TEST(Base64, HasPaddingAndOneForm) {
    for (const auto& [bytes, text] : {std::pair{"", ""},
                                      {"f", "Zg=="},
                                      {"fo", "Zm8="},
                                      {"foo", "Zm9v"},
                                      {"foobar", "Zm9vYmFy"},
                                      {"\xff\xef", "/+8="}}) {
        EXPECT_EQ(to_base64(bytes), text);
        EXPECT_EQ(from_base64(text), std::string(bytes));
    }
    const Sha256Digest nothing = sha256("");  // as pages name the hash of a style
    EXPECT_EQ(to_base64({reinterpret_cast<const char*>(nothing.data()), nothing.size()}),
              "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    for (const std::string_view wrong : {"Zg", "Zg=", "Zh==", "_-8=", "Zm9v=", "Zm9v\n", "="}) {
        EXPECT_FALSE(from_base64(wrong)) << wrong;
    }
}

TEST(WebKey, NumbersThatAreNoKeyAreRefused) {
    EXPECT_FALSE(rsa_public_key_pem(std::string(128, '\xff'), "\x01\x01"));
    EXPECT_FALSE(rsa_public_key_pem(std::string(256, '\xff'), "\x02"));
    EXPECT_FALSE(rsa_public_key_pem(std::string(256, '\xff'), "\x01"));
    EXPECT_FALSE(rsa_public_key_pem(std::string(2'000, '\xff'), "\x03"));
    EXPECT_FALSE(ec_public_key_pem("P-256", std::string(32, '\1'), std::string(32, '\1')));
    EXPECT_FALSE(ec_public_key_pem("P-256", "x", "y"));
    EXPECT_EQ(ec_public_key_pem("secp256k1", std::string(32, '\1'), std::string(32, '\1')).error().code,
              ErrorCode::unsupported);
}

}  // namespace
}  // namespace cordon::base
