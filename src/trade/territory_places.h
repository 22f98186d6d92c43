// trade/territory_places.h: the places that facts and facilities speak of, each once, and how they are found.
//
// Role:        part of Territory: groups facts by place, and keys names for `named`.
// Rules:       facts with one place id are one place; without an id, those of one country and name. A
//              facility that bears the name of a town of its country within place_reach_km is that town;
//              others are places of their own, with the facts that their row names. Names: as given, without
//              what stands in brackets, the parts of "A / B", without "town" and what follows it; folded by
//              the text room, articles dropped. Sought first by that, then without words like "dam" or "oil
//              field" at the end (so that "Mosul" is the city and "Al-Omar" the oil field), then by sound,
//              then by the first word of longer names: another spelling.
// Ownership:   owns its strings.
// Threads:     immutable once built.
// Determinism: same facts in the same order, same places.
// Cost:        building O(names); finding a name O(its readings).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "trade/control_fact.h"
#include "trade/territory.h"

namespace cordon::trade {

struct Place {
    PlaceName name;
    std::string admin2;
    std::string kind;                // of a facility: "oil_field"
    std::vector<std::string> names;  // as given
    std::vector<std::uint32_t> facts;
    std::vector<std::string> other_ids;
};

class PlaceTable {
public:
    PlaceTable(const std::vector<ControlFact>& facts, const std::vector<Facility>& facilities);

    [[nodiscard]] const std::vector<Place>& places() const { return places_; }
    // Index of the place with this id, -1 when there is none.
    [[nodiscard]] std::int64_t find(std::string_view place_id) const;
    [[nodiscard]] std::vector<PlaceName> named(std::string_view name, std::string_view country) const;
    [[nodiscard]] std::uint32_t place_of_fact(std::uint32_t fact) const { return place_of_fact_[fact]; }

private:
    using Keys = std::multimap<std::string, std::uint32_t, std::less<>>;  // key to place

    std::uint32_t add(Place place);
    void add_fact(const ControlFact& fact, std::uint32_t at);
    void add_facility(const Facility& facility, const std::map<std::string, std::uint32_t>& fact_at);
    void add_governorates();
    void add_keys();
    std::vector<std::uint32_t> matches(const Keys& keys, const std::vector<std::string>& wanted,
                                       std::string_view country) const;

    std::vector<Place> places_;
    std::map<std::string, std::uint32_t, std::less<>> by_id_;
    std::vector<std::uint32_t> place_of_fact_;
    Keys same_;
    Keys bare_;  // without what stands behind it ("dam"), and of a facility its name alone
    Keys alike_;
};

// Lower-case letters, digits and hyphens, for ids: "Deir ez-Zor" is "deir-al-zor".
[[nodiscard]] std::string place_slug(std::string_view name);

// Great-circle distance (mean radius of the earth, IUGG).
[[nodiscard]] double distance_km(const model::GeoPoint& one, const model::GeoPoint& other);

}  // namespace cordon::trade
