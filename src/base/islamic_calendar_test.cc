// Goal: years of the Hijra on a document become the Gregorian days that printed conversion tables give.
#include "base/islamic_calendar.h"

#include <gtest/gtest.h>

namespace cordon::base {
namespace {

TEST(IslamicCalendar, DaysOfTheTabularCalendar) {
    struct Row {
        int year;
        int month;
        int day;
        const char* gregorian;
    };
    const Row rows[] = {{1445, 1, 1, "2023-07-19"},
                        {1400, 1, 1, "1979-11-21"},
                        {1389, 1, 1, "1969-03-20"},
                        {1421, 9, 1, "2000-11-28"},
                        {1, 1, 1, "0622-07-19"}};
    for (const Row& row : rows) {
        const auto day = from_islamic(row.year, row.month, row.day);
        ASSERT_TRUE(day);
        EXPECT_EQ(to_string(*day), row.gregorian) << row.year;
    }
    EXPECT_FALSE(from_islamic(1400, 13, 1));
    EXPECT_FALSE(from_islamic(1400, 1, 31));
}

TEST(IslamicCalendar, EveryDayFollowsTheDayBefore) {
    auto before = from_islamic(1299, 12, 29);
    for (int year = 1300; year <= 1450; ++year) {
        const auto first = from_islamic(year, 1, 1);
        const int gap = days_since_epoch(*first) - days_since_epoch(*before);
        EXPECT_TRUE(gap == 1 || gap == 2) << year;
        before = from_islamic(year, 12, 29);
    }
}

TEST(IslamicCalendar, YearsAndMonthsAreSpans) {
    const auto year = read_as_lunar(whole_year(1389));
    ASSERT_TRUE(year);
    EXPECT_EQ(to_string(year->from), "1969-03-20");
    EXPECT_EQ(to_string(year->to), "1970-03-08");
    const auto month = read_as_lunar(whole_month(1445, 1));
    ASSERT_TRUE(month);
    EXPECT_EQ(to_string(month->from), "2023-07-19");
    EXPECT_EQ(to_string(month->to), "2023-08-17");
    const auto solar = read_as_solar(whole_year(1340));
    ASSERT_TRUE(solar);
    EXPECT_EQ(to_string(solar->from), "1961-03-20");
    EXPECT_EQ(to_string(solar->to), "1962-03-20");
    EXPECT_TRUE(is_year_of_hijra(whole_year(1389)));
    EXPECT_FALSE(is_year_of_hijra(whole_year(1953)));
    EXPECT_FALSE(is_year_of_hijra(PartialDate{}));
}

}  // namespace
}  // namespace cordon::base
