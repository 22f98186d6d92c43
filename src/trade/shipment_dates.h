// trade/shipment_dates.h: days and months named in running text.
//
// Role:        "FOR OIL TRUCK RAQQA MAR 2015" names March 2015. What a payment's text says of its time goes
//              before the payment's own dates.
// Rules:       2015-03-12, 2015-03, 12.03.2015, 03/2015, 12 MAR 2015, MARCH 2015, Mart 2015, март 2015,
//              آذار 2015, مارس 2015, and a year from 1990 to 2099 alone. A day before a month where both
//              could be one. Digits inside longer numbers are no dates.
// Threads:     pure functions.
// Determinism: in order of appearance.
// Cost:        O(bytes).
// Errors:      none: what is no date is left alone.
#pragma once

#include <cstddef>
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

}  // namespace cordon::trade
