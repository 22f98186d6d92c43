// Goal: JSON comes in as it stands and goes out as valid JSON, whatever the text holds.
#include "codec/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace cordon::codec
