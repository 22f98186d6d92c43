// Goal: a configuration file says what its writer meant, or the line and column at fault.
#include "codec/toml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cordon::codec {
namespace {

using base::ErrorCode;
using testing::HasSubstr;

TEST(Toml, ReadsEveryKindOfValue) {
    const auto value = parse_toml(
        "name = 'x'\ncount = 3\nratio = 0.5\non = true\nday = 2026-02-27\nat = 07:32:00\n"
        "when = 2026-02-27T07:32:00Z\n[lists.un]\nurls = ['a', 'b']\n");
    ASSERT_TRUE(value) << value.error().message;
    EXPECT_EQ(value->find("name")->as_text(), "x");
    EXPECT_EQ(*value->find("count")->integer(), 3);
    EXPECT_EQ(*value->find("ratio")->real(), 0.5);
    EXPECT_TRUE(*value->find("on")->boolean());
    EXPECT_EQ(value->find("day")->as_text(), "2026-02-27");
    EXPECT_EQ(value->find("at")->as_text(), "07:32:00");
    EXPECT_EQ(value->find("when")->as_text(), "2026-02-27T07:32:00Z");
    EXPECT_EQ(value->find("lists")->find("un")->find("urls")->array()->size(), 2U);
}

TEST(Toml, FaultsComeWithLineAndColumn) {
    struct Case {
        std::string text;
        const char* sentence;
    };
    const Case cases[] = {
        {"a = 1\nb = \n", "line 2, column"},
        {"a = 1\na = 2\n", "line 2, column"},
        {"[x\n", "line 1, column"},
        {"a = 'open\n", "line 1, column"},
        {"[[[x]]]\n", "line 1, column"},
        {"[ [x]]\n", "line 1, column"},
        {"[[", "line 1, column"},
        {"[.", "line 1, column"},
        {"x = { . }", "line 1, column"},
        {"a = '\xC3('", "not UTF-8"},
        {std::string("a = '\0'", 7), "line 1, column"},
        {"a = " + std::string(1'000'000, '['), "line 1, column"},
        {"# " + std::string(200, '.') + "\nb.x", "line 2, column"},
    };
    for (const Case& one : cases) {
        const auto value = parse_toml(one.text);
        ASSERT_FALSE(value) << one.text.substr(0, 80);
        EXPECT_EQ(value.error().code, ErrorCode::invalid_input) << one.text.substr(0, 80);
        EXPECT_THAT(value.error().message, HasSubstr(one.sentence)) << one.text.substr(0, 80);
    }
}

// A table per dot would be built, and taken down again by recursion.
TEST(Toml, ANameOfManyPartsIsRefused) {
    std::string dots = "a";
    for (int part = 0; part < 500'000; ++part) {
        dots += ".a";
    }
    dots += " = 1\n";
    for (const char* before : {"", "[", "a = 'quote \" '\n", "a = \"\"\"x\"y\\\"\"\"\"\n", "a = '''\n' '''\n",
                               "a = 1 # it's\n", "a = \"\\\\\"\n", "x = { "}) {
        const auto value = parse_toml(before + dots);
        ASSERT_FALSE(value) << before;
        EXPECT_EQ(value.error().code, ErrorCode::limit_exceeded) << value.error().message;
        EXPECT_THAT(value.error().message, HasSubstr("more than 64 parts"));
    }
}

TEST(Toml, DotsInStringsAndCommentsAreFree) {
    const std::string dots(200, '.');
    const auto value =
        parse_toml("# " + dots + "\na = \"" + dots + "\" # " + dots + "\nb = '''\n" + dots + "'''\n");
    ASSERT_TRUE(value) << value.error().message;
    EXPECT_EQ(value->find("a")->as_text(), dots);
    EXPECT_EQ(value->find("b")->as_text(), dots);
}

TEST(Toml, LettersOfTheWorldAreText) {
    const auto value = parse_toml("a = \"\"\"x\\\n  \xC3\xA9\"\"\" # \xD0\xB6\n'\xCE\xB1' = 1\n");
    ASSERT_TRUE(value) << value.error().message;
    EXPECT_EQ(value->find("a")->as_text(), "x\xC3\xA9");
    EXPECT_EQ(value->find("\xCE\xB1")->as_text(), "1");
    EXPECT_FALSE(parse_toml("\xC3\xA9 = 1\n"));
    EXPECT_FALSE(parse_toml("a = \xC3\xA9\n"));
    EXPECT_FALSE(parse_toml("a = \"\"\"\\\xC3\xA9\"\"\"\n"));
}

TEST(Toml, NestingIsLimited) {
    EXPECT_TRUE(parse_toml("a = " + std::string(40, '[') + std::string(40, ']')));
    EXPECT_FALSE(parse_toml("a = " + std::string(70, '[') + std::string(70, ']')));
    std::string name = "a";
    for (int part = 0; part < 40; ++part) {
        name += ".a";
    }
    const auto value = parse_toml("[" + name + "]\n" + name + " = 1\n");
    ASSERT_FALSE(value);
    EXPECT_THAT(value.error().message, HasSubstr("nested deeper than the limit of 64"));
}

}  // namespace
}  // namespace cordon::codec
