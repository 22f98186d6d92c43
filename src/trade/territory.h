// trade/territory.h: who held this place, or this point, on these days?
//
// Role:        answers for a point or a place id with graded evidence (model/place_evidence.h), finds places
//              by name, and gives the facts that a map of a day shows. `bundled_territory` is the one made of
//              the tables that Cordon ships.
// Rules:       docs/reference/territory.md. A place's own fact outranks NEAR and ADMIN of its neighbours, and
//              of its own facts the most serious counts. Days that an asked interval or an edge's doubt
//              leaves open are never read as the harmless side. An unset date means that the day is not
//              known. A place's own point reaches place_reach_km; if its coordinates are rougher than that, a
//              point within their accuracy is CONTESTED, for it may be the place.
// Ownership:   owns its facts and indexes; answers own their strings.
// Threads:     immutable: any number of threads may ask.
// Determinism: same facts in the same order, same answers.
// Cost:        containing() and near() allocate nothing; at() and of_place() write out evidence, some 20
//              microseconds. Building: some 0.3 ms for each polygon of 130 points.
// Errors:      an invalid point answers NO_DATA; check it first (valid_point).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "model/place_evidence.h"
#include "trade/control_fact.h"

namespace cordon::trade {

constexpr double place_reach_km = 5;
constexpr double near_km = 25;

enum class PlaceKind : std::uint8_t { town, facility, area };

struct PlaceName {
    std::string place_id;
    std::string name;
    std::string country;  // alpha-2; "" when not known; "SY-IQ" for a crossing between two
    std::string admin1;
    PlaceKind kind = PlaceKind::town;
    bool exact = true;  // false: found by another spelling of the name
    bool has_point = false;
    model::GeoPoint point;
};

// Where a point lies, when the asker knows it: makes ADMIN evidence possible for any point.
struct AdminArea {
    std::string country;
    std::string admin1;  // governorate
    std::string admin2;  // district or its code
};

struct DisputedFact {
    std::string fact_id;
    model::FactDispute dispute;
};

// A fact that may have held on the asked days, as a map shows it.
struct MapFact {
    std::uint32_t fact = 0;
    model::PlaceGrade grade = model::PlaceGrade::held;
};

class Territory {
public:
    // remarks, when given, gets a sentence for each thing that was repaired. Refuses two facts of one id and
    // polygons that cannot be repaired.
    [[nodiscard]] static base::Result<std::shared_ptr<const Territory>> build(
        std::vector<ControlFact> facts, std::vector<Facility> facilities,
        std::vector<DisputedFact> disputes = {}, std::vector<FactRemark>* remarks = nullptr);
    ~Territory();
    Territory(const Territory&) = delete;
    Territory& operator=(const Territory&) = delete;

    // holder: "" for any listed group, else a name or code of one (known_holder).
    [[nodiscard]] model::PlaceAnswer at(model::GeoPoint point, base::Date from, base::Date to,
                                        std::string_view holder) const;
    [[nodiscard]] model::PlaceAnswer at(model::GeoPoint point, const AdminArea& admin, base::Date from,
                                        base::Date to, std::string_view holder) const;
    // NO_DATA for an id that no fact or facility has.
    [[nodiscard]] model::PlaceAnswer of_place(std::string_view place_id, base::Date from, base::Date to,
                                              std::string_view holder) const;
    // Places of that name: towns before facilities before governorates, and spellings that are equal before
    // those that are only alike; only the first of these sorts that has any. Several are homonyms: ask for
    // the country. country: alpha-2 or "".
    [[nodiscard]] std::vector<PlaceName> named(std::string_view name, std::string_view country) const;
    // What a map of these days shows, in the order of the facts; grades partial and above, and NEVER.
    [[nodiscard]] std::vector<MapFact> on_map(base::Date from, base::Date to, std::string_view holder) const;

    [[nodiscard]] const std::vector<ControlFact>& facts() const;
    [[nodiscard]] bool knows_place(std::string_view place_id) const;

    // Facts (by index) of any listed group whose area or own place holds the point and that may have held on
    // the asked days. Writes at most found.size() of them, returns how many there are. Allocates nothing.
    [[nodiscard]] std::size_t containing(model::GeoPoint point, const AskedDays& asked,
                                         std::span<std::uint32_t> found) const;
    // The same for facts whose point lies within near_km. Allocates nothing.
    [[nodiscard]] std::size_t near(model::GeoPoint point, const AskedDays& asked,
                                   std::span<std::uint32_t> found) const;

private:
    struct Parts;
    explicit Territory(std::unique_ptr<Parts> parts);
    std::unique_ptr<const Parts> parts_;
};

// From the tables inside the binary (corpus/trade/control_facts.csv and facilities.csv); made once.
[[nodiscard]] const std::shared_ptr<const Territory>& bundled_territory();
[[nodiscard]] const std::vector<Facility>& bundled_facilities();
[[nodiscard]] std::string_view bundled_control_facts_csv();
[[nodiscard]] std::string_view bundled_facilities_csv();

}  // namespace cordon::trade
