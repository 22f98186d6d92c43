// Goal: every date form that official lists print is read as the range it allows, and nothing is guessed.
#include "base/date.h"

#include <gtest/gtest.h>

#include "base/instant.h"

namespace cordon::base {
namespace {

TEST(PartialDate, TableOfForms) {
    struct Row {
        std::string_view text;
        std::string_view read;  // "" = refused
    };
    const Row rows[] = {
        {"1953", "1953"},
        {" 1953-02 ", "1953-02"},
        {"1953-02-27", "1953-02-27"},
        {"27 Feb 1953", "1953-02-27"},
        {"27 February 1953", "1953-02-27"},
        {"7th Sept. 1953", "1953-09-07"},
        {"February 27, 1953", "1953-02-27"},
        {"Feb 1953", "1953-02"},
        {"27/02/1953", "1953-02-27"},
        {"dd/mm/1953", "1953"},
        {"dd/02/1953", "1953-02"},
        {"00/00/1966", "1966"},
        {"27.02.1953", "1953-02-27"},
        {"circa 1953", "circa 1953"},
        {"c. 1953", "circa 1953"},
        {"Approximately 1953", "circa 1953"},
        {"1953 to 1956", "1953..1956"},
        {"1953-1956", "1953..1956"},
        {"circa 1953-1956", "circa 1953..1956"},
        {"between 1953 and 1956", "1953..1956"},
        {"27 Feb 1953 to 3 Mar 1953", "1953-02-27..1953-03-03"},
        {"1953-00-00", "1953"},
        {"1953?", "circa 1953"},
        {"31/02/1953", ""},
        {"1956 to 1953", ""},
        {"yyyyyyyy", ""},
        {"", ""},
        {"unknown", ""},
        {"32 Jan 1960", ""},
        {"13/13/1960", ""},
    };
    for (const Row& row : rows) {
        const auto read = parse_partial_date(row.text);
        EXPECT_EQ(read ? to_string(*read) : "", row.read) << row.text;
    }
}

TEST(PartialDate, TheSourceTextIsKept) {
    EXPECT_EQ(parse_partial_date(" circa \n 1953 ")->source_text, "circa 1953");
}

TEST(Date, DaysRoundTripOverFourCenturies) {
    Date expected{1899, 12, 31};
    for (std::int32_t day = days_since_epoch(expected); day < days_since_epoch({2101, 1, 1}); ++day) {
        const Date date = date_from_days(day);
        ASSERT_TRUE(is_valid(date));
        ASSERT_EQ(days_since_epoch(date), day);
    }
    EXPECT_EQ(days_since_epoch({1970, 1, 1}), 0);
    EXPECT_EQ(days_since_epoch({2000, 3, 1}), 11017);
}

TEST(Date, IsoPrefixTakesTheDayAsPrinted) {
    EXPECT_EQ(to_string(*parse_iso_date_prefix("2012-12-31-04:00")), "2012-12-31");
    EXPECT_EQ(to_string(*parse_iso_date_prefix("2026-02-27T00:00:09.554Z")), "2026-02-27");
    EXPECT_FALSE(parse_iso_date_prefix("2026-02-271"));
    EXPECT_FALSE(parse_iso_date("2026-2-27"));
    EXPECT_FALSE(parse_iso_date("2025-02-29"));
}

TEST(Instant, TextRoundTrip) {
    for (const std::string_view text :
         {"1969-12-31T23:59:59Z", "2026-11-22T01:05:00Z", "2026-11-22T01:05:00.007Z"}) {
        EXPECT_EQ(to_string(*parse_instant(text)), text);
    }
    EXPECT_EQ(to_string(*parse_instant("2026-08-24T00:00:00-04:00")), "2026-08-24T04:00:00Z");
    EXPECT_FALSE(parse_instant("yesterday"));
    EXPECT_FALSE(parse_instant("2026-11-22T25:00:00Z"));
}

}  // namespace
}  // namespace cordon::base
