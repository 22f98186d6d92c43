#include "screening/birth_dates.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

#include "base/check.h"
#include "base/islamic_calendar.h"

namespace cordon::screening {

namespace {

using base::Date;
using base::PartialDate;

constexpr std::int32_t year_days = 366;

bool is_one_day(const PartialDate& date) {
    return date.exact() && !(date.from.month == 1 && date.from.day == 1);
}

// One digit changed, or two neighbouring ones swapped.
bool is_slip_of_year(int left, int right) {
    std::array<int, 4> a{};
    std::array<int, 4> b{};
    for (std::size_t at = a.size(); at-- > 0; left /= 10, right /= 10) {
        a.at(at) = left % 10;
        b.at(at) = right % 10;
    }
    std::size_t changed = 0;
    for (std::size_t at = 0; at < a.size(); ++at) {
        changed += a.at(at) != b.at(at) ? 1U : 0U;
    }
    if (changed <= 1) {
        return true;
    }
    for (std::size_t at = 0; changed == 2 && at + 1 < a.size(); ++at) {
        if (a.at(at) == b.at(at + 1) && a.at(at + 1) == b.at(at) && a.at(at) != b.at(at)) {
            return true;
        }
    }
    return false;
}

bool is_slip_of_pen(const Date& left, const Date& right) {
    const bool year = left.year == right.year;
    const bool month = left.month == right.month;
    const bool day = left.day == right.day;
    const bool swapped = left.day == right.month && left.month == right.day;
    return (year && (month || day || swapped)) || (month && day && is_slip_of_year(left.year, right.year));
}

struct Days {
    std::int32_t from;
    std::int32_t to;
};

Days days_of(const PartialDate& date) {
    Days days{base::days_since_epoch(date.from), base::days_since_epoch(date.to)};
    if (date.exact() && !is_one_day(date)) {
        days.to = base::days_since_epoch(base::whole_year(date.from.year).to);
    }
    if (date.circa) {
        days.from -= year_days;
        days.to += year_days;
    }
    return days;
}

DateComparison compare_as_written(const PartialDate& subject, const PartialDate& listed) {
    DateComparison compared;
    if (is_one_day(subject) && is_one_day(listed)) {
        if (subject.from == listed.from) {
            compared.likeness = DateLikeness::same_day;
            return compared;
        }
        if (is_slip_of_pen(subject.from, listed.from)) {
            compared.likeness = DateLikeness::similar;
            return compared;
        }
    } else if (subject.exact() && subject.from == listed.from && listed.exact()) {
        compared.likeness = DateLikeness::same_day;
        return compared;
    }
    const Days left = days_of(subject);
    const Days right = days_of(listed);
    const std::int32_t gap = std::max({0, right.from - left.to, left.from - right.to});
    if (gap == 0) {
        compared.likeness = DateLikeness::overlap;
    } else if (gap <= year_days) {
        compared.likeness = DateLikeness::similar;
    } else {
        compared.years_apart = gap / 365;
    }
    return compared;
}

}  // namespace

bool is_closer(const DateComparison& left, const DateComparison& right) {
    return left.likeness != right.likeness ? left.likeness > right.likeness
                                           : left.years_apart < right.years_apart;
}

DateComparison compare_birth_dates(const PartialDate& subject, const PartialDate& listed) {
    CORDON_CHECK(subject.known() && listed.known());
    DateComparison best = compare_as_written(subject, listed);
    const bool subject_hijra = base::is_year_of_hijra(subject);
    if (subject_hijra == base::is_year_of_hijra(listed)) {
        return best;  // both of one calendar
    }
    const PartialDate& of_hijra = subject_hijra ? subject : listed;
    const PartialDate& other = subject_hijra ? listed : subject;
    for (const std::optional<PartialDate>& read :
         {base::read_as_lunar(of_hijra), base::read_as_solar(of_hijra)}) {
        if (!read) {
            continue;
        }
        DateComparison compared = compare_as_written(*read, other);
        compared.converted = true;
        compared.likeness = std::min(compared.likeness, DateLikeness::similar);
        best = is_closer(compared, best) ? compared : best;
    }
    return best;
}

}  // namespace cordon::screening
