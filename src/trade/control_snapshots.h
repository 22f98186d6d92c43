// trade/control_snapshots.h: several dated maps of who holds what, made into intervals.
//
// Role:        what the readers of the Carter Center's tables and of Wikipedia's map modules share.
// Rules:       a place that a group holds in maps i to j and not in j + 1 was held from some day after map i
//              - 1 and not after map i, until some day after map j and not after map j + 1: both edges are
//              ranges as wide as the gap between the maps, with confidence M. Held in the first map: since
//              some day before it, unknown how long; the edge is the day of that map with confidence L. Held
//              in the last map: no end, and the note says that no later map was read. A place that a map does
//              not have changes nothing by that: it is not known to be lost. Only listed groups and unknown
//              holders become facts.
// Ownership:   owns its strings.
// Threads:     pure functions.
// Determinism: same maps, same facts in the same order.
// Cost:        O(marks log marks).
// Errors:      invalid_input: two maps of one day.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "trade/control_csv.h"

namespace cordon::trade {

// One place on one map.
struct MapMark {
    std::string name;
    model::GeoPoint point;
    std::string holder;
    FactStatus status = FactStatus::held;
    std::string note;
    std::uint64_t line = 0;
};

struct DatedMap {
    base::Date day;
    std::string source;
    std::vector<MapMark> marks;
};

// id_stem begins the ids of the facts; country is that of all places, "" when they lie in several.
[[nodiscard]] base::Result<FactTable> intervals_of(std::vector<DatedMap> maps, const std::string& id_stem,
                                                   const std::string& country);

}  // namespace cordon::trade
