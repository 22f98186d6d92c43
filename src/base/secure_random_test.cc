// Goal: secrets differ each time and have the length asked for; comparison says the truth.
#include "base/secure_random.h"

#include <gtest/gtest.h>

#include <set>

namespace cordon::base {
namespace {

TEST(SecureRandom, NeverTwiceTheSame) {
    std::set<std::string> seen;
    std::set<std::uint64_t> numbers;
    for (int round = 0; round < 1000; ++round) {
        const std::string text = random_hex(16);
        EXPECT_EQ(text.size(), 32U);
        EXPECT_EQ(text.find_first_not_of("0123456789abcdef"), std::string::npos);
        seen.insert(text);
        numbers.insert(random_number());
    }
    EXPECT_EQ(seen.size(), 1000U);
    EXPECT_EQ(numbers.size(), 1000U);
    EXPECT_EQ(random_hex(0), "");
}

TEST(SecureRandom, ComparesWholeTexts) {
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_TRUE(equal_in_constant_time("lamp", "lamp"));
    EXPECT_FALSE(equal_in_constant_time("lamp", "lamq"));
    EXPECT_FALSE(equal_in_constant_time("lamp", "lamps"));
    EXPECT_FALSE(equal_in_constant_time("", "l"));
}

}  // namespace
}  // namespace cordon::base
