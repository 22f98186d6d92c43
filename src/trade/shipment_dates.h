// trade/shipment_dates.h: days and months named in running text.
//
// Role:        "FOR OIL TRUCK RAQQA MAR 2015" names March 2015. What a payment's text says of its time goes
//              before the payment's own dates.
// Rules:       2015-03-12, 20150312, 2015-03, 12.03.2015, 12.03.15, 03/2015, 12 MAR 2015, MARCH 12, 2015,
//              12 MAR 15, MAR 15 (a month and a year), MARCH 2015, 2014/15, a year from 1990 to 2099 alone;
//              "06/15" is a month and a year. A year may bear its word ("2015г.", "2015م", "2015yılı",
//              "FY2015", "2015Q2"), not a unit (2000KG). Months also in French, Turkish, Kurdish, Russian in
//              all cases and Arabic (آذار, مارس); Arabic and Persian digits. Where day and month could stand
//              either way round both days are given; with points and four digits of a year the day stands
//              first. Digits inside longer numbers are no dates.
// Threads:     pure functions.
// Determinism: in order of appearance.
// Cost:        O(bytes).
// Errors:      none: what is no date is left alone.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace cordon::trade {

struct SpottedDate {
    base::PartialDate date;
    std::size_t begin = 0;  // bytes of the text
    std::size_t end = 0;
};

[[nodiscard]] std::vector<SpottedDate> spot_dates(std::string_view text);

// YYMMDD at the beginning of a field; years 80 to 99 lie in the last century, as SWIFT has it.
[[nodiscard]] std::optional<base::Date> swift_day(std::string_view text);

// Adds days that are known and not yet there. From days_max on the last range is widened instead, so that it
// spans all that follow: a long list costs exactness, and no day is left out.
void take_days(std::vector<base::PartialDate>& days, const base::PartialDate& more, std::size_t days_max);

}  // namespace cordon::trade
