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

}  // namespace
}  // namespace cordon::codec
