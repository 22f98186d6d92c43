#include "base/islamic_calendar.h"

#include "base/check.h"

namespace cordon::base {

namespace {

constexpr int first_year = 1200;
constexpr int last_year = 1500;
constexpr int epoch_days = 1948439 - 2440588;  // day before 1 Muharram 1, from 1970-01-01, by Julian days

int days_before_year(int year) {
    return (year - 1) * 354 + (3 + 11 * year) / 30;
}

int days_before_month(int month) {
    return (59 * (month - 1) + 1) / 2;
}

}  // namespace

bool is_year_of_hijra(const PartialDate& date) {
    return date.known() && date.from.year >= first_year && date.to.year <= last_year;
}

std::optional<Date> from_islamic(int year, int month, int day) {
    if (year < 1 || year > 9000 || month < 1 || month > 12 || day < 1 || day > 30) {
        return {};
    }
    return date_from_days(days_before_year(year) + days_before_month(month) + day + epoch_days);
}

std::optional<PartialDate> read_as_lunar(const PartialDate& date) {
    CORDON_CHECK(is_year_of_hijra(date));
    const bool one_day = date.from == date.to;
    const bool one_month = date.from.year == date.to.year && date.from.month == date.to.month;
    const auto first = one_day     ? from_islamic(date.from.year, date.from.month, date.from.day)
                       : one_month ? from_islamic(date.from.year, date.from.month, 1)
                                   : from_islamic(date.from.year, 1, 1);
    if (!first) {
        return {};
    }
    PartialDate read = date;
    read.from = *first;
    if (one_day) {
        read.to = *first;
        return read;
    }
    const int end = one_month ? days_before_year(date.to.year) + days_before_month(date.to.month + 1)
                              : days_before_year(date.to.year + 1);
    read.to = date_from_days(end + epoch_days);
    return read;
}

std::optional<PartialDate> read_as_solar(const PartialDate& date) {
    CORDON_CHECK(is_year_of_hijra(date));
    const auto first = make_date(date.from.year + 621, 3, 20);
    const auto last = make_date(date.to.year + 622, 3, 20);
    if (!first || !last) {
        return {};
    }
    PartialDate read = date;
    read.from = *first;
    read.to = *last;
    return read;
}

}  // namespace cordon::base
