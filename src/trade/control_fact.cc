#include "trade/control_fact.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/strings.h"

namespace cordon::trade {

using model::Confidence;
using model::PlaceGrade;

namespace {

struct KnownHolder {
    std::string_view text;  // letters and digits, lower case
    std::string_view code;
    bool listed;
};

// Groups on the UN's list, by the words that publishers of control data write; and who is not listed.
// Compiled for Cordon from general knowledge.
constexpr auto known_holders = std::to_array<KnownHolder>({
    {"isil", "ISIL", true},
    {"isis", "ISIL", true},
    {"is", "ISIL", true},
    {"daesh", "ISIL", true},
    {"islamicstate", "ISIL", true},
    {"islamicstateofiraqandthelevant", "ISIL", true},
    {"islamicstateofiraqandsyria", "ISIL", true},
    {"jayshkhalid", "ISIL", true},
    {"isilk", "ISIL_K", true},
    {"isk", "ISIL_K", true},
    {"iskp", "ISIL_K", true},
    {"anf", "ANF_HTS", true},
    {"hts", "ANF_HTS", true},
    {"anfhts", "ANF_HTS", true},
    {"jan", "ANF_HTS", true},
    {"alnusra", "ANF_HTS", true},
    {"alnusrafront", "ANF_HTS", true},
    {"jabhatalnusra", "ANF_HTS", true},
    {"jfs", "ANF_HTS", true},
    {"hayattahriralsham", "ANF_HTS", true},
    {"aqap", "AQAP", true},
    {"ansaralsharia", "AQAP", true},
    {"alqaida", "AL_QAIDA", true},
    {"alqaeda", "AL_QAIDA", true},
    {"aqim", "AQIM", true},
    {"jnim", "JNIM", true},
    {"ansareddine", "JNIM", true},
    {"isgs", "ISGS", true},
    {"isilgs", "ISGS", true},
    {"isilsahel", "ISGS", true},
    {"issahel", "ISGS", true},
    {"bokoharam", "BOKO_HARAM", true},
    {"iswap", "ISWAP", true},
    {"isilwap", "ISWAP", true},
    {"alshabaab", "AL_SHABAAB", true},
    {"taliban", "TALIBAN", true},
    {"asg", "ASG", true},
    {"abusayyaf", "ASG", true},
    {"none", "NONE", false},
    {"government", "GOVERNMENT", false},
    {"gov", "GOVERNMENT", false},
    {"regime", "GOVERNMENT", false},
    {"syriangovernment", "GOVERNMENT", false},
    {"iraqigovernment", "GOVERNMENT", false},
    {"opposition", "OPPOSITION", false},
    {"rebel", "OPPOSITION", false},
    {"rebels", "OPPOSITION", false},
    {"fsa", "OPPOSITION", false},
    {"sna", "OPPOSITION", false},
    {"sdf", "SDF", false},
    {"ypg", "SDF", false},
    {"kurdish", "SDF", false},
    {"kurds", "SDF", false},
    {"kurdishforces", "SDF", false},
    {"peshmerga", "PESHMERGA", false},
    {"krg", "PESHMERGA", false},
    {"turkey", "TURKEY", false},
    {"turkiye", "TURKEY", false},
    {"turkishforces", "TURKEY", false},
    {"israel", "ISRAEL", false},
});

std::int32_t shifted(std::int32_t day, std::int32_t by) {
    return day == open_day ? open_day : day + by;
}

PlaceGrade status_grade(FactStatus status) {
    switch (status) {
        case FactStatus::held: return PlaceGrade::held;
        case FactStatus::contested: return PlaceGrade::contested;
        case FactStatus::partial:
        case FactStatus::residual: return PlaceGrade::partial;
        case FactStatus::never: return PlaceGrade::never;
    }
    return PlaceGrade::held;
}

}  // namespace

std::int32_t margin_days(Confidence confidence) {
    switch (confidence) {
        case Confidence::high: return 3;
        case Confidence::medium: return 14;
        case Confidence::low: return 45;
    }
    return 45;
}

std::string_view confidence_code(Confidence confidence) {
    switch (confidence) {
        case Confidence::high: return "H";
        case Confidence::medium: return "M";
        case Confidence::low: return "L";
    }
    return "L";
}

std::string_view status_code(FactStatus status) {
    switch (status) {
        case FactStatus::held: return "held";
        case FactStatus::contested: return "contested";
        case FactStatus::partial: return "partial";
        case FactStatus::residual: return "residual";
        case FactStatus::never: return "never";
    }
    return "held";
}

FactDays days_of(const ControlFact& fact) {
    FactDays days;
    if (fact.status == FactStatus::never) {  // only where the source surely speaks of: the doubt is inside
        days.maybe_from = days.sure_from = base::days_since_epoch(fact.from.last);
        days.sure_to = days.maybe_to =
            fact.to.open() ? open_day : std::max(days.sure_from, base::days_since_epoch(fact.to.first));
        return days;
    }
    days.sure_from = base::days_since_epoch(fact.from.last);
    days.maybe_from = base::days_since_epoch(fact.from.first) - margin_days(fact.from.confidence);
    days.sure_to = fact.to.open() ? open_day : base::days_since_epoch(fact.to.first);
    days.maybe_to = fact.to.open()
                        ? open_day
                        : shifted(base::days_since_epoch(fact.to.last), margin_days(fact.to.confidence));
    return days;
}

AskedDays asked_days(base::Date from, base::Date to) {
    AskedDays asked;
    if (base::is_valid(from)) {
        asked.first = base::days_since_epoch(from);
    }
    if (base::is_valid(to)) {
        asked.last = base::days_since_epoch(to);
    }
    if (asked.last < asked.first) {
        std::swap(asked.first, asked.last);
    }
    return asked;
}

PlaceGrade grade_days(const FactDays& days, FactStatus status, const AskedDays& asked) {
    const bool all_sure = asked.first >= days.sure_from && asked.last < days.sure_to;
    if (status == FactStatus::never) {
        return all_sure ? PlaceGrade::never : PlaceGrade::no_data;
    }
    if (asked.last < days.maybe_from || asked.first >= days.maybe_to) {
        return PlaceGrade::held_other_time;
    }
    return all_sure ? status_grade(status) : std::min(status_grade(status), PlaceGrade::contested);
}

HolderName known_holder(std::string_view text) {
    std::string key;
    std::string code;
    for (const char letter : base::ascii_lower(base::trim(text))) {
        const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
                           static_cast<unsigned char>(letter) >= 0x80;
        if (plain) {
            key += letter;
            code += letter;
        } else if (!code.empty() && code.back() != '_') {
            code += '_';
        }
    }
    for (const KnownHolder& holder : known_holders) {
        if (holder.text == key) {
            return {std::string(holder.code), true, holder.listed, holder.code == "NONE"};
        }
    }
    while (!code.empty() && code.back() == '_') {
        code.pop_back();
    }
    return {base::ascii_upper(code), false, true, false};
}

bool valid_point(const model::GeoPoint& point) {
    return std::isfinite(point.latitude) && std::isfinite(point.longitude) &&
           std::abs(point.latitude) <= 90 && std::abs(point.longitude) <= 180;
}

}  // namespace cordon::trade
