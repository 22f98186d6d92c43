// Goal: what is packed beside a text like it is small, and comes back as it was or not at all.
#include "codec/zstd_dictionary.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "base/prng.h"
#include "base/testing.h"

namespace cordon::codec {
namespace {

constexpr std::uint64_t enough = 1U << 20U;

std::string hashes(int count) {
    std::string text;
    for (int at = 0; at < count; ++at) {
        text += "\"sha256\":\"" + base::sha256_hex(std::to_string(at)) + "\",";
    }
    return text;
}

TEST(ZstdDictionary, LeavesWhatDiffers) {
    const std::string shared = hashes(20);
    ZstdDictionary beside(shared);
    ZstdDictionary alone("");
    const std::string text = shared + "\"id\":7";
    EXPECT_LT(beside.compress(text).size(), 40U);
    EXPECT_GT(alone.compress(text).size(), text.size() / 3);
    EXPECT_EQ(beside.decompress(beside.compress(text), enough).value_or("lost"), text);
    EXPECT_EQ(alone.decompress(alone.compress(text), enough).value_or("lost"), text);
    EXPECT_EQ(beside.decompress(beside.compress(""), enough).value_or("lost"), "");
}

TEST(ZstdDictionary, TakesNothingForWhatItIsNot) {
    const std::string shared = hashes(3);
    ZstdDictionary dictionary(shared);
    const std::string packed = dictionary.compress(shared + hashes(5));
    EXPECT_FALSE(dictionary.decompress("", enough));
    EXPECT_FALSE(dictionary.decompress("{\"a\":1}", enough));
    const auto large = dictionary.decompress(packed, 10);
    ASSERT_FALSE(large);
    EXPECT_EQ(large.error().code, base::ErrorCode::limit_exceeded);
    for (std::size_t length = 0; length < packed.size(); ++length) {
        EXPECT_FALSE(dictionary.decompress(packed.substr(0, length), enough)) << length;
    }
}

TEST(ZstdDictionary, ChangedBytesNeverCrash) {
    base::Prng random(base::testing::seed_from_environment(5));
    const std::string shared = hashes(8);
    ZstdDictionary dictionary(shared);
    const std::string packed = dictionary.compress(hashes(4) + shared);
    for (int round = 0; round < 2'000; ++round) {
        std::string changed = packed;
        changed[random.below(changed.size())] = static_cast<char>(random.below(256));
        const auto read = dictionary.decompress(changed, enough);
        EXPECT_TRUE(!read || read->size() <= enough);
    }
}

}  // namespace
}  // namespace cordon::codec
