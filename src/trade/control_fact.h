// trade/control_fact.h: one statement "this group held this place from this day to that day, says this
// source".
//
// Role:        what every reader of control facts makes (trade/control_csv.h, control_geojson.h, ...) and
//              what Territory (trade/territory.h) is built from.
// Rules:       each edge of the interval is a range of days, as exact as the source is, with a confidence of
//              its own; docs/reference/territory.md has the one table of margins. The holder is a plain text;
//              the table of known holders says only which of them are listed groups and which words mean the
//              same. A holder that is not in it counts as a listed group, and is reported.
// Ownership:   owns its strings (UTF-8).
// Threads:     plain values and pure functions.
// Determinism: same fact, same grade.
// Cost:        grading a day: a few comparisons.
// Errors:      none here; readers refuse what makes no sense.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "model/place_evidence.h"

namespace cordon::trade {

enum class FactStatus : std::uint8_t {
    held,
    contested,
    partial,   // part of the town
    residual,  // scattered positions; graded as partial
    never,     // the source says: at no time in this interval
};

// One edge of an interval: the change fell on one of these days, both included.
struct FactEdge {
    base::Date first;  // unset: open, as far as the source knows
    base::Date last;
    model::Confidence confidence = model::Confidence::low;
    std::string text;  // as the source has it
    [[nodiscard]] bool open() const { return first.year == 0; }
};

// A ring of points, not closed by a repeated one.
using Ring = std::vector<model::GeoPoint>;
struct AreaPolygon {
    Ring outer;
    std::vector<Ring> holes;
};

struct ControlFact {
    std::string id;  // within its table
    std::string name;
    std::string name_ar;
    std::vector<std::string> alt_names;
    std::string country;  // ISO 3166-1 alpha-2
    std::string admin1;
    std::string admin2;    // district or its code
    std::string place_id;  // of a gazetteer; "" when the source names none
    bool has_point = false;
    model::GeoPoint point;
    double accuracy_km = 1;         // how far the point may lie from the place
    std::vector<AreaPolygon> area;  // empty for a place that is a point
    std::string coord_source;
    std::string holder;  // as in the source; known_holder() for its code
    FactEdge from;       // the first day on which it held; never open
    FactEdge to;         // the first day on which it no longer held; open: it still holds
    FactStatus status = FactStatus::held;
    std::string source;
    std::string note;
};

// A named site that a control fact also speaks for: a crossing, an oil field, a dam.
struct Facility {
    std::string kind;  // "oil_field"
    std::string name;
    std::vector<std::string> countries;
    model::GeoPoint point;
    std::vector<std::string> facts;  // ids of control facts
    std::string source;
    std::string note;
};

// What a reader has to say beside its facts; nothing is dropped without one of these.
struct FactRemark {
    std::uint64_t line = 0;  // 0: the whole file
    std::string fact_id;
    std::string message;  // one sentence
};

// Days beyond an edge in which the change may have fallen.
[[nodiscard]] std::int32_t margin_days(model::Confidence confidence);
[[nodiscard]] std::string_view confidence_code(model::Confidence confidence);  // "H", "M", "L"
[[nodiscard]] std::string_view status_code(FactStatus status);                 // "held", ...

// A fact's interval in days since the epoch, doubts worked out.
struct FactDays {
    std::int32_t maybe_from = 0;  // the first day on which it may have held
    std::int32_t sure_from = 0;   // the first on which it surely did
    std::int32_t sure_to = 0;     // the first on which it perhaps no longer did
    std::int32_t maybe_to = 0;    // the first on which it surely no longer did
};
constexpr std::int32_t open_day = std::numeric_limits<std::int32_t>::max();
[[nodiscard]] FactDays days_of(const ControlFact& fact);

// The days asked about, both included.
struct AskedDays {
    std::int32_t first = std::numeric_limits<std::int32_t>::min();
    std::int32_t last = open_day - 1;
};
// An unset date is one that nobody knows: any day before, or after.
[[nodiscard]] AskedDays asked_days(base::Date from, base::Date to);

// What a fact of this status says of a place of its own on these days.
[[nodiscard]] model::PlaceGrade grade_days(const FactDays& days, FactStatus status, const AskedDays& asked);

struct HolderName {
    std::string code;     // "ISIL"; the text itself, upper case, for one that is not known
    bool known = false;   // stands in the table
    bool listed = true;   // a listed group; a government, a militia that is not listed, NONE: false
    bool nobody = false;  // NONE
};
[[nodiscard]] HolderName known_holder(std::string_view text);

// Finite and within the ranges of latitude and longitude.
[[nodiscard]] bool valid_point(const model::GeoPoint& point);

}  // namespace cordon::trade
