// model/place_evidence.h: what is known of who held a place at a date, graded, with its sources.
//
// Role:      the noun between trade/ (which answers a point or a place and a time with it), decision/ (which
//            judges it together with goods and parties) and everything that shows it.
// Rules:     grades in the order of the decision table (docs/reference/trade-verdicts.md). A place's own fact
//            outranks what is only near it or in the same district. A date that may lie on either side of a
//            fact's edge is never read as the harmless side.
// Ownership: owns its strings (UTF-8).
// Threads:   plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace cordon::model {

// Degrees, WGS 84. Latitude -90 to 90, longitude -180 to 180.
struct GeoPoint {
    double latitude = 0;
    double longitude = 0;
    friend bool operator==(const GeoPoint&, const GeoPoint&) = default;
};

enum class PlaceGrade : std::uint8_t {
    no_data,          // nothing is known of this place and time
    never,            // an explicit fact says that the group never held it
    held_other_time,  // held, but at no time that the asked interval touches
    admin,            // another place of the same district or governorate was held then
    near,             // a place within 25 km was held then
    partial,          // held in part, or residual presence
    contested,        // fought over, or the date lies within the doubt about an edge
    held,
};

enum class Confidence : std::uint8_t { low, medium, high };

// An objection to a fact, with its own source; the fact stays and verdicts show both.
struct FactDispute {
    std::string source;
    std::string statement;
    std::string raised_by;
    base::Date raised_on;
};

// One control fact and how it bears on what was asked.
struct PlaceEvidence {
    PlaceGrade grade = PlaceGrade::no_data;
    std::string fact_id;                      // within its table
    std::string place_id;                     // "OCHA:C5710", "facility:al-omar", ...
    std::string place_name;                   // as the fact names it
    std::string holder;                       // "ISIL", "ANF/HTS", "Boko Haram", ...
    base::Date held_from;                     // of the fact
    base::Date held_to;                       // first day on which it no longer held; unset: still held
    double distance_km = 0;                   // of what was asked from the fact's point or polygon; 0 inside
    Confidence confidence = Confidence::low;  // of the edge of the interval that decided; of both: the lower
    std::string source;                       // of the fact
    std::string note;
    std::vector<FactDispute> disputes;
    std::string sentence;  // what a person reads
};

// The whole answer for one place or point and one interval: the grade that counts and what it rests on,
// strongest first.
struct PlaceAnswer {
    PlaceGrade grade = PlaceGrade::no_data;
    // Asked for was a governorate: ADMIN then means that places in it were held.
    bool of_area = false;
    bool of_its_seat = false;  // or, by its bare name, the town that it is called after ("Homs")
    std::vector<PlaceEvidence> evidence;
};

// "HELD", "CONTESTED", "PARTIAL", "NEAR", "ADMIN", "HELD_OTHER_TIME", "NEVER", "NO_DATA".
[[nodiscard]] std::string_view grade_code(PlaceGrade grade);

}  // namespace cordon::model
