// Goal: a date of birth given at a counter meets the date that a list prints whenever both can be of one
// person, and stands apart when they cannot.
#include "screening/birth_dates.h"

#include <gtest/gtest.h>

namespace cordon::screening {
namespace {

TEST(BirthDates, GivenAndListed) {
    using enum DateLikeness;
    struct Row {
        const char* given;
        const char* listed;
        DateLikeness likeness;
        int years_apart;
    };
    const Row rows[] = {
        {"1968-03-12", "1968-03-12", same_day, 0},
        {"1968-03-12", "1968", overlap, 0},
        {"1968", "1968-03-12", overlap, 0},
        {"1968", "1968", overlap, 0},
        {"1968-03-12", "1968-03", overlap, 0},
        {"1968-03-12", "1965-1970", overlap, 0},
        {"1968-03-12", "circa 1967", overlap, 0},
        {"1968-01-01", "1968-09-30", overlap, 0},  // the first of January stands for the year
        {"1968-03-12", "1968-12-03", similar, 0},  // day and month swapped
        {"1968-03-12", "1968-03-21", similar, 0},  // another day of the month
        {"1968-03-12", "1968-05-12", similar, 0},  // another month
        {"1968-03-12", "1969-03-12", similar, 0},  // a year off
        {"1968-03-12", "1986-03-12", similar, 0},  // digits of the year swapped
        {"1968-03-12", "1978-03-12", similar, 0},  // one digit of the year
        {"1968-03-12", "1969", similar, 0},        // within a year
        {"1968-03-12", "1978-04-13", apart, 10},
        {"1968-03-12", "1971", apart, 2},
        {"1968", "1990", apart, 21},
        {"1990-05-05", "1950-1970", apart, 19},
        {"1389", "1969", similar, 0},  // lunar year of the Hijra
        {"1389", "1970-02-01", similar, 0},
        {"1340", "1961-06-01", similar, 0},  // solar year: Kabul, Tehran
        {"1389-01-01", "1969-03-20", similar, 0},
        {"1389", "1989", apart, 18},
        {"1955", "1340", apart, 5},  // the list gives the Hijra
        {"1389", "1389", overlap, 0},
    };
    for (const Row& row : rows) {
        const auto given = base::parse_partial_date(row.given);
        const auto listed = base::parse_partial_date(row.listed);
        ASSERT_TRUE(given && listed) << row.given << " " << row.listed;
        const DateComparison compared = compare_birth_dates(*given, *listed);
        EXPECT_EQ(compared.likeness, row.likeness) << row.given << " beside " << row.listed;
        EXPECT_EQ(compared.years_apart, row.years_apart) << row.given << " beside " << row.listed;
        const DateComparison back = compare_birth_dates(*listed, *given);
        EXPECT_EQ(back.likeness, compared.likeness) << row.given << " beside " << row.listed;
    }
}

}  // namespace
}  // namespace cordon::screening
