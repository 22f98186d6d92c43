// screening/birth_dates.h: a date of birth that somebody gives beside those that a list prints.
//
// Role:    says whether two dates can be of one person: partial dates, "circa", ranges, slips of the pen and
//          the calendar of the Hijra included.
// Rules:   the first of January stands for its year: papers put it when the day is not known. "circa" is a
//          year more on either side. Dates that differ as slips do (day and month swapped, one of day, month
//          or year off, a digit of the year wrong) are similar, and so are dates within a year. A date of the
//          Hijra (base/islamic_calendar.h) is converted and never more than similar.
// Threads: pure functions.
// Cost:    constant.
#pragma once

#include <cstdint>

#include "base/date.h"

namespace cordon::screening {

enum class DateLikeness : std::uint8_t { apart, similar, overlap, same_day };  // rising

struct DateComparison {
    DateLikeness likeness = DateLikeness::apart;
    int years_apart = 0;     // whole years between the nearest days; 0 unless apart
    bool converted = false;  // a year of the Hijra was converted
};

// REQUIRES: both known().
[[nodiscard]] DateComparison compare_birth_dates(const base::PartialDate& subject,
                                                 const base::PartialDate& listed);

// True when left says more for one person than right.
[[nodiscard]] bool is_closer(const DateComparison& left, const DateComparison& right);

}  // namespace cordon::screening
