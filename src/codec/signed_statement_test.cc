// Goal: a statement that was touched anywhere is refused, one that was only laid out anew is not, and the
// canonical form under the signature is RFC 8785's, so that others can check it with their own tools.
#include "codec/signed_statement.h"

#include <gtest/gtest.h>

#include "base/prng.h"
#include "base/strings.h"
#include "base/testing.h"
#include "codec/canonical_json.h"

namespace cordon::codec {
namespace {

std::string canonical(std::string_view json) {
    const auto value = parse_json(json);
    EXPECT_TRUE(value) << json;
    const auto out = canonical_json(*value);
    return out ? *out : out.error().message;
}

base::SigningKey fixed_key() {
    return base::SigningKey::from_seed({1, 2, 3});
}

const StatementHead head{"cordon.test.1", base::Instant{1'763'773'200'000}, "Odo -- Quill", "0.1.0+abc"};
constexpr std::string_view content = R"({"hits": [], "threshold": 0.80, "names": ["Ásta", "x--y"]})";

TEST(CanonicalJson, IsThatOfRfc8785) {
    const struct {
        const char* json;
        const char* expected;
    } rows[] = {
        {R"({ "b" : 1, "a" : [ true , null ] })", R"({"a":[true,null],"b":1})"},
        {"0.80", "0.8"},
        {"1.0", "1"},
        {"-0.0", "0"},
        {"1e21", "1e+21"},
        {"0.000001", "0.000001"},
        {"1e-7", "1e-7"},
        {"333333333.33333329", "333333333.3333333"},
        {"4.50", "4.5"},
        {"2e-3", "0.002"},
        {"9007199254740992", "9007199254740992"},
        {"-1.5e-9", "-1.5e-9"},
        // RFC 8785, section 3.2.3: sorted by UTF-16 units, so the smiley (D83D) stands before U+FB33.
        {R"({"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7})",
         "{\"\\r\":2,\"1\":4,\"\xC2\x80\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\xEF\xAC\xB3\":3}"},
        {R"("\u0001\u000b\u001f\"\\\/\b\f\n\r\t<")", R"("\u0001\u000b\u001f\"\\/\b\f\n\r\t<")"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(canonical(row.json), row.expected) << row.json;
    }
}

TEST(CanonicalJson, RefusesWhatTwoReadersMayReadAsTwoThings) {
    EXPECT_FALSE(canonical_json(*parse_json(R"({"a": 1, "a": 2})")));
    EXPECT_FALSE(canonical_json(*parse_json("9007199254740993")));
    EXPECT_FALSE(canonical_json(*parse_json("123456789012345680000.0")));
}

TEST(SignedStatement, SaysWhatWasSealed) {
    const auto sealed = seal_statement(head, content, fixed_key());
    ASSERT_TRUE(sealed) << sealed.error().message;
    const auto opened = open_statement(*sealed);
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(opened->head.type, head.type);
    EXPECT_EQ(opened->head.made_at, head.made_at);
    EXPECT_EQ(opened->head.made_by, head.made_by);
    EXPECT_EQ(opened->head.engine_build, head.engine_build);
    EXPECT_EQ(opened->key, fixed_key().public_key());
    EXPECT_EQ(*opened->content.find("threshold")->real(), 0.8);
    EXPECT_EQ(*seal_statement(head, content, fixed_key()), *sealed) << "same statement, same bytes";
}

TEST(SignedStatement, LaidOutAnewItStillHolds) {
    std::string sealed = *seal_statement(head, content, fixed_key());
    sealed = base::replace_all(sealed, ", \"", " ,\n   \"");
    sealed = base::replace_all(sealed, "0.80", "8e-1");
    EXPECT_TRUE(open_statement(sealed));
}

TEST(SignedStatement, EveryTouchIsRefused) {
    const std::string sealed = *seal_statement(head, content, fixed_key());
    base::Prng prng(base::testing::seed_from_environment(20261122));
    const auto meaning = [](const std::string& text) {
        const auto value = parse_json(text);
        return value ? canonical_json(*value).value_or("") : "";
    };
    int refused = 0;
    for (int round = 0; round < 2'000; ++round) {
        std::string other = sealed;
        other[prng.below(other.size())] = static_cast<char>(0x20 + prng.below(0x5F));
        if (meaning(other) != meaning(sealed)) {
            EXPECT_FALSE(open_statement(other)) << other;
            ++refused;
        }
    }
    EXPECT_GT(refused, 1'500);
    for (std::size_t length = 0; length + 2 < sealed.size(); ++length) {
        EXPECT_FALSE(open_statement(std::string_view(sealed).substr(0, length)));
    }
}

TEST(SignedStatement, NothingIsSmuggledInBesideIt) {
    const std::string sealed = *seal_statement(head, content, fixed_key());
    const struct {
        const char* from;
        const char* to;
    } rows[] = {
        {"{\"statement\"", "{\"note\": 1, \"statement\""},
        {"{\"statement\"", "{\"statement\": {}, \"statement\""},
        {"\"hits\": []", "\"hits\": [], \"hits\": []"},
        {"{\"algorithm\"", "{\"note\": 1, \"algorithm\""},
        {"Ed25519", "none"},
        {"\"type\"", "\"note\": 1, \"type\""},
    };
    for (const auto& row : rows) {
        EXPECT_FALSE(open_statement(base::replace_all(sealed, row.from, row.to))) << row.to;
    }
    EXPECT_FALSE(open_statement(sealed + "{}"));
}

TEST(SignedStatement, ContentThatIsNoObjectIsNotSealed) {
    EXPECT_FALSE(seal_statement(head, "[]", fixed_key()));
    EXPECT_FALSE(seal_statement(head, R"({"a": 1, "a": 2})", fixed_key()));
    EXPECT_FALSE(seal_statement(head, R"({}, "more": {)", fixed_key()));
}

TEST(SealedPage, HoldsForItsBytesOnly) {
    const std::string page = "<!doctype html><p>0.99 of 10,000</p>\n";
    const auto sealed = seal_page(page, head, std::string(64, 'a'), fixed_key());
    ASSERT_TRUE(sealed);
    EXPECT_TRUE(sealed->starts_with(page));
    const std::string behind = sealed->substr(page.size() + 4);
    EXPECT_EQ(behind.find("--"), behind.size() - 4) << "the comment ends where it should";
    const auto opened = open_page(*sealed);
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(opened->head.made_by, "Odo -- Quill");
    EXPECT_FALSE(open_page(base::replace_all(*sealed, "0.99", "1.00")));
    EXPECT_FALSE(open_page(*sealed + " "));
    EXPECT_FALSE(open_page(*sealed + "<p>more</p> -->\n"));
    EXPECT_FALSE(open_page(page));
    EXPECT_FALSE(open_page(" -->\n"));
    EXPECT_FALSE(open_page(*seal_page(*sealed, head, "", base::SigningKey::make()) + *sealed))
        << "a signed page behind another page";
}

}  // namespace
}  // namespace cordon::codec
