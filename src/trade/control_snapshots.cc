#include "trade/control_snapshots.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "base/strings.h"
#include "trade/control_fields.h"
#include "trade/territory_places.h"

namespace cordon::trade {

using base::ErrorCode;

namespace {

// A place is known again by its name and its point to a hundredth of a degree.
std::string mark_key(const MapMark& mark) {
    return fmt::format("{}@{:.2f},{:.2f}", place_slug(mark.name), mark.point.latitude, mark.point.longitude);
}

struct Sighting {
    std::size_t map = 0;
    const MapMark* mark = nullptr;
};

base::Date day_after(const base::Date& day) {
    return base::date_from_days(base::days_since_epoch(day) + 1);
}

// The change fell between these two maps.
FactEdge edge_between(const base::Date& before, const base::Date& seen) {
    FactEdge edge;
    edge.first = std::min(day_after(before), seen);
    edge.last = seen;
    edge.confidence = model::Confidence::medium;
    edge.text = edge.first == edge.last ? base::to_string(seen)
                                        : base::to_string(edge.first) + ".." + base::to_string(seen);
    return edge;
}

bool same_state(const MapMark& one, const MapMark& other) {
    return one.status == other.status && known_holder(one.holder).code == known_holder(other.holder).code;
}

// A run of maps that show the place in one state: from the first to the last of sightings[from..to].
ControlFact fact_of(const std::vector<DatedMap>& maps, const std::vector<Sighting>& sightings,
                    std::size_t from, std::size_t to) {
    const MapMark& mark = *sightings[from].mark;
    ControlFact fact;
    fact.name = mark.name;
    fact.has_point = true;
    fact.point = mark.point;
    fact.holder = mark.holder;
    fact.status = mark.status;
    fact.note = mark.note;
    fact.source = maps[sightings[from].map].source;
    const base::Date seen = maps[sightings[from].map].day;
    const auto add_note = [&](const std::string& text) {
        fact.note += (fact.note.empty() ? "" : "; ") + text;
    };
    if (from == 0) {
        fact.from = {seen, seen, model::Confidence::low, base::to_string(seen)};
        add_note("held already when it is first shown; since when is not known");
    } else {
        fact.from = edge_between(maps[sightings[from - 1].map].day, seen);
    }
    if (to + 1 < sightings.size()) {
        fact.to = edge_between(maps[sightings[to].map].day, maps[sightings[to + 1].map].day);
    } else {
        add_note("still held when it is last shown, " + base::to_string(maps[sightings[to].map].day) +
                 "; nothing later was read");
    }
    return fact;
}

}  // namespace

base::Result<FactTable> intervals_of(std::vector<DatedMap> maps, const std::string& id_stem,
                                     const std::string& country) {
    std::ranges::stable_sort(maps, {}, &DatedMap::day);
    for (std::size_t at = 1; at < maps.size(); ++at) {
        if (maps[at].day == maps[at - 1].day) {
            return base::fail(
                ErrorCode::invalid_input,
                fmt::format("two maps are of {}; give each its own day", base::to_string(maps[at].day)));
        }
    }
    FactTable table;
    std::map<std::string, std::vector<Sighting>> places;
    std::set<std::string, std::less<>> strangers;
    for (std::size_t at = 0; at < maps.size(); ++at) {
        for (const MapMark& mark : maps[at].marks) {
            std::vector<Sighting>& sightings = places[mark_key(mark)];
            if (!sightings.empty() && sightings.back().map == at) {
                if (!same_state(*sightings.back().mark, mark)) {
                    table.remarks.push_back(
                        {mark.line, "",
                         fmt::format("'{}' is shown twice with different holders on {}; the "
                                     "listed group counts",
                                     base::shown(mark.name, 60), base::to_string(maps[at].day))});
                }
                if (known_holder(mark.holder).listed) {
                    sightings.back().mark = &mark;
                }
                continue;
            }
            sightings.push_back({at, &mark});
            const std::string remark = holder_remark(mark.holder);
            if (!remark.empty() && strangers.insert(mark.holder).second) {
                table.remarks.push_back({mark.line, "", remark});
            }
        }
    }
    for (const auto& [key, sightings] : places) {
        std::size_t from = 0;
        for (std::size_t at = 1; at <= sightings.size(); ++at) {
            if (at < sightings.size() && same_state(*sightings[at].mark, *sightings[from].mark)) {
                continue;
            }
            if (known_holder(sightings[from].mark->holder).listed) {
                ControlFact fact = fact_of(maps, sightings, from, at - 1);
                fact.country = country;
                fact.id = fmt::format("{}{}-{}", id_stem, base::replace_all(key, ",", "_"),
                                      base::to_string(fact.from.last));
                table.facts.push_back(std::move(fact));
            }
            from = at;
        }
    }
    return table;
}

}  // namespace cordon::trade
