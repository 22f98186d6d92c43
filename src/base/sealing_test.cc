// Goal: bytes are sealed as the published vector says, open only under their key, bound to their place and
//       unchanged; keyed hashes are those that another implementation makes.
#include "base/sealing.h"

#include <gtest/gtest.h>

#include "base/prng.h"
#include "base/testing.h"

namespace cordon::base {
namespace {

std::string from_hex(std::string_view hex) {
    std::string bytes;
    const auto digit = [](char letter) { return letter <= '9' ? letter - '0' : letter - 'a' + 10; };
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
        bytes += static_cast<char>(16 * digit(hex[at]) + digit(hex[at + 1]));
    }
    return bytes;
}

SecretKey published_key() {
    return *SecretKey::from_hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
}

// draft-irtf-cfrg-xchacha-03, appendix A.3.1.
TEST(Sealing, GivesThePublishedBytes) {
    const std::string plain =
        "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
        "sunscreen "
        "would be it.";
    const std::string bound = from_hex("50515253c0c1c2c3c4c5c6c7");
    const std::string nonce = from_hex("404142434445464748494a4b4c4d4e4f5051525354555657");
    const std::string sealed = from_hex(
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39"
        "ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
        "21f9664c97637da9768812f615c68b13b52e"
        "c0875924c1c7987947deafd8780acf49");
    EXPECT_EQ(seal_with_nonce(published_key(), nonce, plain, bound), nonce + sealed);
    EXPECT_EQ(*published_key().unseal(nonce + sealed, bound), plain);
}

// Python: hmac.new(bytes(range(0x80, 0xa0)), b"message id", "sha256")
TEST(Sealing, HashesAsAnotherImplementationDoes) {
    EXPECT_EQ(to_hex(published_key().keyed_hash("message id")),
              "04d585f318f9e804bcbad40e2a77546cc258cc279e8fd9c4f71a61fa0aea2ea5");
}

TEST(Sealing, OpensOnlyWhatWasSealedHere) {
    Prng random(testing::seed_from_environment(41));
    const SecretKey key = SecretKey::make();
    for (int round = 0; round < 500; ++round) {
        const std::string plain = random_bytes(random.below(200));
        const std::string bound = random_bytes(random.below(40));
        const std::string sealed = key.seal(plain, bound);
        ASSERT_EQ(*key.unseal(sealed, bound), plain);
        EXPECT_NE(sealed, key.seal(plain, bound));
        EXPECT_EQ(SecretKey::make().unseal(sealed, bound).error().code, ErrorCode::corrupt);
        EXPECT_FALSE(key.unseal(sealed, bound + "x"));
        EXPECT_FALSE(key.unseal(sealed.substr(0, random.below(sealed.size())), bound));
        std::string changed = sealed;
        const std::size_t at = random.below(changed.size());
        changed[at] = static_cast<char>(changed[at] ^ (1 << random.below(8)));
        EXPECT_FALSE(key.unseal(changed, bound));
    }
}

TEST(Sealing, KeysAreReadStrictly) {
    const SecretKey key = SecretKey::make();
    EXPECT_EQ(SecretKey::from_hex(key.hex())->hex(), key.hex());
    EXPECT_EQ(SecretKey::from_bytes(key.bytes())->hex(), key.hex());
    for (const std::string_view text :
         {"", "80", "808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9F",
          "g08182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"}) {
        EXPECT_EQ(SecretKey::from_hex(text).error().code, ErrorCode::invalid_input) << text;
    }
    EXPECT_FALSE(SecretKey::from_bytes("short"));
}

}  // namespace
}  // namespace cordon::base
