// Goal: trimming, splitting, hashing and UTF-8 reading do what their headers say, ill-formed bytes included.
#include <gtest/gtest.h>

#include "base/hash.h"
#include "base/parse.h"
#include "base/prng.h"
#include "base/strings.h"
#include "base/testing.h"
#include "base/utf8.h"

namespace cordon::base {
namespace {

TEST(Strings, Table) {
    EXPECT_EQ(trim(" \t\xC2\xA0 a b \n\xC2\xA0"), "a b");
    EXPECT_EQ(collapse_whitespace(" a \n\n    b\xC2\xA0 c "), "a b c");
    EXPECT_EQ(split("a,,b", ',').size(), 3U);
    EXPECT_EQ(ascii_ifind("Tal a.K.A. x", "a.k.a."), 4U);
    EXPECT_EQ(replace_all("aXbX", "X", "--"), "a--b--");
    EXPECT_EQ(join({"", "a", ""}, ", "), ", a, ");
    EXPECT_EQ(shown("abc\ndef", 5), "abc?d...");
    EXPECT_EQ(shown("aé", 2), "a...");
}

TEST(Parse, WholeTextOrAnError) {
    EXPECT_EQ(parse_number<int>("42").value(), 42);
    for (const std::string_view bad : {"", " 42", "42 ", "4x", "99999999999"}) {
        EXPECT_FALSE(parse_number<int>(bad)) << bad;
    }
}

TEST(Hash, KnownAnswers) {
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Utf8, IllFormedBytesAreSeen) {
    for (const std::string_view bad :
         {"\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE2\x82", "a\xFF"}) {
        EXPECT_TRUE(first_invalid_utf8(bad).has_value());
    }
    EXPECT_FALSE(first_invalid_utf8("Hay’at تحرير 11420 𐀀").has_value());
}

TEST(Utf8, AnyCodePointRoundTrips) {
    const std::uint64_t seed = testing::seed_from_environment(1);
    SCOPED_TRACE(seed);
    Prng prng(seed);
    for (int round = 0; round < 100'000; ++round) {
        const auto code_point = static_cast<char32_t>(prng.below(0x110000));
        if (code_point >= 0xD800 && code_point <= 0xDFFF) {
            continue;
        }
        std::string text;
        append_utf8(text, code_point);
        ASSERT_EQ(to_utf32(text), std::u32string(1, code_point));
    }
}

}  // namespace
}  // namespace cordon::base
