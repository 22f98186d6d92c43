// base/islamic_calendar.h: years of the Hijra on documents to days of the Gregorian calendar.
//
// Role:    identity papers of several countries give dates in the lunar Islamic calendar (AH), those of Iran
//          and Afghanistan in the solar one. A date so young that it can only be one of them (the years 1200
//          to 1500) has these readings.
// Rules:   lunar: the tabular (civil) Islamic calendar, 30-year cycle with leap years 2, 5, 7, 10, 13, 16,
//          18, 21, 24, 26, 29, epoch 16 July 622 Julian (Reingold, Dershowitz, "Calendrical Calculations",
//          chapter "The Islamic Calendar"); sighted months may lie a day or two beside it. Solar: year N from
//          20 March N+621 to 20 March N+622, whole years only.
// Threads: pure functions.
// Cost:    constant.
// Errors:  none: nothing when there is no such reading.
#pragma once

#include <optional>

#include "base/date.h"

namespace cordon::base {

// True for a date whose year can only be one of the Hijra.
[[nodiscard]] bool is_year_of_hijra(const PartialDate& date);
// The Gregorian day of a day of the tabular Islamic calendar.
[[nodiscard]] std::optional<Date> from_islamic(int year, int month, int day);
// The date with its numbers read as lunar or as solar years of the Hijra. REQUIRES: is_year_of_hijra(date).
[[nodiscard]] std::optional<PartialDate> read_as_lunar(const PartialDate& date);
[[nodiscard]] std::optional<PartialDate> read_as_solar(const PartialDate& date);

}  // namespace cordon::base
