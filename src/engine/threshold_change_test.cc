// Goal: a threshold is what was written, never what a parser made of it, and without a change it is the
// shipped one.
#include "engine/threshold_change.h"

#include <gtest/gtest.h>

namespace cordon::engine {
namespace {

TEST(Threshold, IsReadInOneWayOnly) {
    EXPECT_EQ(parse_threshold("0.82").value(), 82);
    EXPECT_EQ(parse_threshold("0.50").value(), 50);
    EXPECT_EQ(parse_threshold("1.00").value(), 100);
    for (const char* text : {"", "0", "0.8", "0.820", ".82", "82", "0,82", "1.01", "0.49", "-0.8", "0.-8",
                             "0x82", "2.00", "0.8 "}) {
        EXPECT_FALSE(parse_threshold(text)) << text;
    }
}

TEST(Threshold, TheLastChangeHolds) {
    EXPECT_EQ(threshold_after({}), screening::shipped_threshold);
    EXPECT_EQ(threshold_source({}), "shipped");
    const std::vector<ThresholdChange> history{
        {85, base::Instant{1'763'812'800'000}, "odo", "first try", "", ""},
        {80, base::Instant{1'763'812'900'000}, "ines", "back", "", ""}};
    EXPECT_EQ(threshold_after(history), 0.80);
    EXPECT_EQ(threshold_source(history), "set 2025-11-22 by ines: back");
}

}  // namespace
}  // namespace cordon::engine
