// base/date.h: calendar days, and the partial dates that sanctions lists print.
//
// Role:    Date is one day of the proleptic Gregorian calendar. PartialDate is what a list says about a day
//          it does not fully know ("1953", "circa 1960", "1958 to 1961", "dd/11/1960"): the closed range of
//          days that the words allow, whether they say "about", and the words themselves, which are never
//          lost.
// Threads: plain values.
// Cost:    O(length of the text).
// Errors:  parse functions say which text they could not read; they never guess a day.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cordon::base {

struct Date {
    std::int16_t year = 0;  // 1 to 9999; 0 only in a default-made Date, which is not a day
    std::uint8_t month = 0;
    std::uint8_t day = 0;
    friend auto operator<=>(const Date&, const Date&) = default;
};

[[nodiscard]] bool is_valid(const Date& date);
// Nothing when there is no such day.
[[nodiscard]] std::optional<Date> make_date(int year, int month, int day);
// Days since 1970-01-01; and back. REQUIRES: is_valid(date).
[[nodiscard]] std::int32_t days_since_epoch(const Date& date);
[[nodiscard]] Date date_from_days(std::int32_t days);
[[nodiscard]] std::uint8_t days_in_month(int year, int month);
// "2026-02-27"; "" for a default-made Date.
[[nodiscard]] std::string to_string(const Date& date);
// Accepts exactly "YYYY-MM-DD".
[[nodiscard]] Result<Date> parse_iso_date(std::string_view text);
// "YYYY-MM-DD", "YYYY-MM-DDThh:mm...", "YYYY-MM-DD+02:00", "YYYY-MM-DDZ": the calendar day as printed.
[[nodiscard]] Result<Date> parse_iso_date_prefix(std::string_view text);

struct PartialDate {
    Date from;                // both unset when the text could not be read: see known()
    Date to;                  // last day that the words allow, inclusive
    bool circa = false;       // "circa", "approximately"
    std::string source_text;  // as published, white space collapsed

    [[nodiscard]] bool known() const { return from.year != 0; }
    // True when the range is one day.
    [[nodiscard]] bool exact() const { return known() && from == to && !circa; }
    friend bool operator==(const PartialDate&, const PartialDate&) = default;
};

[[nodiscard]] PartialDate whole_year(int year);                    // REQUIRES: 1 <= year <= 9999
[[nodiscard]] PartialDate whole_month(int year, int month);        // REQUIRES: a real month
[[nodiscard]] PartialDate year_range(int year_from, int year_to);  // REQUIRES: year_from <= year_to
[[nodiscard]] PartialDate on_day(const Date& date);

// Reads the forms that official lists use, whatever the case: "1953", "1953-02", "1953-02-27",
// "27 Feb 1953", "27 February 1953", "Feb 1953", "27/02/1953", "dd/mm/1953", "dd/02/1953", "00/00/1953",
// "27.02.1953", "circa 1953", "c. 1953", "approximately 1953", "1953 to 1956", "1953-1956", "between 1953 and
// 1956", "27 Feb 1953 to 3 Mar 1953", "circa 1953-1956", "1953?", "Late 1953" (as circa the year). Day comes
// before month in slashed forms. Fails with invalid_input for anything else; the caller keeps the text and
// reports it.
[[nodiscard]] Result<PartialDate> parse_partial_date(std::string_view text);

// "1953-02-27", "1953", "1953-02", "1953..1956", with "circa " in front; the source text when not known.
[[nodiscard]] std::string to_string(const PartialDate& date);

}  // namespace cordon::base
