// Goal: JSON comes in as it stands and goes out as valid JSON, whatever the text holds.
#include "codec/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "base/prng.h"
#include "base/testing.h"
#include "base/utf8.h"

namespace cordon::codec {
namespace {

using base::ErrorCode;
using testing::HasSubstr;

TEST(Json, ReadsEveryKindOfValue) {
    const auto value = parse_json(R"({"a":1,"b":-2.5,"c":"x\u00e9","d":[true,null],"e":{"a":"z"},"a":2})");
    ASSERT_TRUE(value) << value.error().message;
    EXPECT_EQ(*value->find("a")->integer(), 1);
    EXPECT_EQ(*value->find("b")->real(), -2.5);
    EXPECT_EQ(*value->find("c")->string(), "x\xC3\xA9");
    EXPECT_EQ(value->find("d")->array()->size(), 2U);
    EXPECT_TRUE(value->find("d")->array()->at(1).is_null());
    EXPECT_EQ(value->find("e")->find("a")->as_text(), "z");
    EXPECT_EQ(value->find("none"), nullptr);
    EXPECT_EQ(first_duplicate_key(*value), "a");
}

TEST(Json, NumbersKeepTheirKind) {
    const auto value =
        parse_json("[9223372036854775807,-9223372036854775808,9223372036854775808,1e3,0.1,-0]");
    ASSERT_TRUE(value) << value.error().message;
    const JsonArray& items = *value->array();
    EXPECT_EQ(*items[0].integer(), INT64_MAX);
    EXPECT_EQ(*items[1].integer(), INT64_MIN);
    EXPECT_EQ(*items[2].real(), 9223372036854775808.0);
    EXPECT_EQ(*items[3].real(), 1000.0);
    EXPECT_EQ(items[4].as_text(), "0.1");
    EXPECT_EQ(items[5].as_text(), "0");
}

TEST(Json, AScalarMayStandAlone) {
    EXPECT_EQ(parse_json(" \"x\" ").value().as_text(), "x");
    EXPECT_EQ(parse_json("12").value().as_text(), "12");
    EXPECT_EQ(parse_json("true").value().as_text(), "true");
    EXPECT_EQ(parse_json("\xEF\xBB\xBF{}").value().object()->size(), 0U);
    EXPECT_EQ(parse_json("null").value().as_text(), "");
}

TEST(Json, WhatCannotBeTrustedIsRefusedWithASentence) {
    struct Case {
        std::string bytes;
        const char* sentence;
    };
    const Case cases[] = {
        {"", "empty"},
        {"  \n", "empty"},
        {"{\"a\":1", "not well-formed"},
        {"{\"a\":1}}", "not well-formed"},
        {"{\"a\":1} {\"a\":2}", "not well-formed"},
        {"{a:1}", "not well-formed"},
        {"[1,]", "not well-formed"},
        {"[NaN]", "not well-formed"},
        {"[01]", "number"},
        {"[123456789012345678901234567890]", "number"},
        {"[1e999]", "number"},
        {"[\"a\nb\"]", "not well-formed"},
        {"[\"a\\u0000b\"]", "NUL"},
        {"{\"a\\u0000b\":1}", "NUL"},
        {"[\"\\ud800\"]", ""},
        {"[\"\\udc00\"]", ""},
        {"[\"\\ud800\\u0041\"]", ""},
        {"[\"\\udc00\\ud800\"]", ""},
        {"[\"\xC3(\"]", "not UTF-8"},
        {"[\"\xED\xA0\x80\"]", "not UTF-8"},
        {std::string("[1\0]", 4), ""},
        {std::string("[1]\0", 4), ""},
    };
    for (const Case& one : cases) {
        const auto value = parse_json(one.bytes);
        ASSERT_FALSE(value) << one.bytes;
        EXPECT_EQ(value.error().code, ErrorCode::invalid_input) << one.bytes;
        EXPECT_THAT(value.error().message, HasSubstr(one.sentence)) << one.bytes;
    }
    EXPECT_EQ(parse_json("[\"\\ud83d\\ude00\"]").value().array()->front().as_text(), "\xF0\x9F\x98\x80");
}

std::string nested(std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
}

TEST(Json, LimitsHoldAndNameThemselves) {
    EXPECT_TRUE(parse_json(nested(64)));
    const auto deep = parse_json(nested(65));
    ASSERT_FALSE(deep);
    EXPECT_EQ(deep.error().code, ErrorCode::limit_exceeded);
    EXPECT_THAT(deep.error().message, HasSubstr("deeper than the limit of 64"));
    EXPECT_EQ(parse_json(nested(1'000'000)).error().code, ErrorCode::limit_exceeded);
    EXPECT_FALSE(parse_json(std::string(1'000'000, '[')));
    EXPECT_TRUE(parse_json("[{\"a\":[1]}]", {.depth_max = 3}));
    EXPECT_FALSE(parse_json("[{\"a\":[1]}]", {.depth_max = 2}));
    EXPECT_TRUE(parse_json("[12]", {.bytes_max = 4}));
    EXPECT_EQ(parse_json("[123]", {.bytes_max = 4}).error().code, ErrorCode::limit_exceeded);
}

TEST(Json, DuplicateKeysAreSeenAtAnyDepth) {
    EXPECT_EQ(first_duplicate_key(parse_json(R"([{"a":[{"b":1,"c":2,"b":3}]}])").value()), "b");
    EXPECT_EQ(first_duplicate_key(parse_json(R"([{"a":1},{"a":1}])").value()), std::nullopt);
}

base::Status read_lines(std::string_view bytes, std::string& seen) {
    return for_each_json_line(bytes, {}, [&](std::uint64_t number, const JsonValue& value) -> base::Status {
        seen += std::to_string(number) + "=" + value.as_text() + " ";
        return value.as_text() == "stop" ? base::Status(base::fail(ErrorCode::conflict, "stopped"))
                                         : base::Status();
    });
}

TEST(Json, LinesComeWithTheirNumbers) {
    std::string seen;
    EXPECT_TRUE(
        read_lines("\xEF\xBB\xBF"
                   "1\r\n\n \n\"x\"\n3",
                   seen));
    EXPECT_EQ(seen, "1=1 4=x 5=3 ");
    const auto broken = read_lines("1\n{\n3\n", seen);
    ASSERT_FALSE(broken);
    EXPECT_THAT(broken.error().message, HasSubstr("line 2: the JSON is not well-formed"));
    EXPECT_EQ(read_lines("\"stop\"\n{", seen).error().code, ErrorCode::conflict);
}

TEST(JsonWriter, WritesInTheOrderOfTheCalls) {
    const auto write = [](JsonWriter json) {
        json.begin_object().key("list").string("un").key("names").begin_array().integer(-3).real(0.5, 3);
        json.real(-0.001, 2).boolean(true).null().begin_array().end_array().begin_object().end_object();
        return json.end_array().end_object().take();
    };
    EXPECT_EQ(write(JsonWriter()), R"({"list":"un","names":[-3,0.500,0.00,true,null,[],{}]})");
    EXPECT_EQ(write(JsonWriter(true)),
              "{\n  \"list\": \"un\",\n  \"names\": [\n    -3,\n    0.500,\n    0.00,\n    true,\n    null,\n"
              "    [],\n    {}\n  ]\n}");
    EXPECT_EQ(JsonWriter().real(std::numeric_limits<double>::infinity(), 2).take(), "null");
}

TEST(JsonWriter, AnyTextComesBackThroughTheParser) {
    base::Prng prng(base::testing::seed_from_environment(11));
    for (int run = 0; run < 2'000; ++run) {
        std::string text;
        for (std::uint64_t length = prng.below(20); length > 0; --length) {
            const char32_t any[] = {1 + static_cast<char32_t>(prng.below(0x7F)),
                                    1 + static_cast<char32_t>(prng.below(0x10FFFF))};
            base::append_utf8(text, any[prng.below(2)]);
        }
        const std::string json = JsonWriter().begin_object().key(text).string(text).end_object().take();
        const auto value = parse_json(json);
        ASSERT_TRUE(value) << value.error().message << json;
        ASSERT_EQ(value->object()->front().first, text);
        ASSERT_EQ(value->object()->front().second.as_text(), text);
    }
    EXPECT_EQ(JsonWriter().string("a\xC3(\x01\x7F\"\\\n").take(), "\"a\xEF\xBF\xBD(\\u0001\x7F\\\"\\\\\\n\"");
}

TEST(JsonWriterDeathTest, MisuseIsABugOfOurs) {
    EXPECT_DEATH(JsonWriter().begin_object().string("no key"), "after_key_");
    EXPECT_DEATH(JsonWriter().integer(1).integer(2), "has_root_");
    EXPECT_DEATH((void)JsonWriter().begin_array().end_object(), "open_");
    EXPECT_DEATH((void)JsonWriter().begin_array().take(), "open_");
}

}  // namespace
}  // namespace cordon::codec
