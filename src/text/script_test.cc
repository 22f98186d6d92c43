// Goal: the script that a person sees is the script that we record.
#include "text/script.h"

#include <gtest/gtest.h>

namespace cordon::text {
namespace {

TEST(Script, Table) {
    EXPECT_EQ(script_of("Karim Danesh"), "Latn");
    EXPECT_EQ(script_of("جبهة"), "Arab");
    EXPECT_EQ(script_of("Джабхат"), "Cyrl");
    EXPECT_EQ(script_of("中国"), "Hani");
    EXPECT_EQ(script_of("アレフ"), "Kana");
    EXPECT_EQ(script_of("オウム真理教"), "Jpan");
    EXPECT_EQ(script_of("김정은"), "Hang");
    EXPECT_EQ(script_of("11420"), "");
    EXPECT_EQ(script_of("Abu (أبو بكر البغدادي)"), "Arab");
    EXPECT_TRUE(has_mixed_scripts("Kаrim"));  // Cyrillic а
    EXPECT_FALSE(has_mixed_scripts("オウム真理教"));
}

}  // namespace
}  // namespace cordon::text
