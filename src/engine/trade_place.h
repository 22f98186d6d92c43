// engine/trade_place.h: the words, point and country of a stop to what territory knows of it.
//
// Role:        part of the trade check: a stop is located once and then asked for several days.
// Rules:       a point counts, and so does the name; the more serious answer stands. A name is looked up
//              whole, then its part before the first comma, then spotted as text. Several places of one name
//              all count. What is found nowhere is not located: never taken for harmless.
// Ownership:   tables must outlive it.
// Threads:     pure.
// Determinism: same tables, same answers.
// Errors:      none.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/trade_tables.h"
#include "model/shipment.h"

namespace cordon::engine {

struct LocatedPlace {
    std::vector<std::string> ids;  // of territory and gazetteer
    std::vector<model::GeoPoint> points;
    std::string country;
    bool exact = false;                    // by the very name, or as words that stand for themselves
    bool exact_words = false;              // the same, and not by a code
    std::optional<model::GeoPoint> shown;  // for a map
    [[nodiscard]] bool located() const { return !ids.empty() || !points.empty(); }
};

[[nodiscard]] LocatedPlace locate(const TradeTables& tables, const model::ShipmentStop& stop);
// The stop's country, or the one that its text names at its end: "Raqqa, Turkey"; "" when neither says one.
[[nodiscard]] std::string stated_country(const model::ShipmentStop& stop);
// "Raqqa" with country TR: the place that bears the stop's very name and lies in another country than the
// stop says, when none of that name is known there. found: what locate() found of the stop.
[[nodiscard]] std::optional<LocatedPlace> locate_elsewhere(const TradeTables& tables,
                                                           const model::ShipmentStop& stop,
                                                           const LocatedPlace& found);
// Held places that a text names barely ("Main Road, Hawija"), of other countries than those said: a country
// beside them takes nothing back, unless a place of that name lies in it (or the word is an ordinary one).
[[nodiscard]] std::vector<trade::PlaceMention> bare_places(const TradeTables& tables, std::string_view text,
                                                           const std::vector<std::string>& countries);
// The same of a stop; found: what locate() found of it.
[[nodiscard]] std::vector<LocatedPlace> locate_bare(const TradeTables& tables,
                                                    const model::ShipmentStop& stop,
                                                    const LocatedPlace& found);
// The most serious of all that it may be. Unset days: any day.
[[nodiscard]] model::PlaceAnswer answer_for(const TradeTables& tables, const LocatedPlace& place,
                                            const base::PartialDate& days);
// The same, and behind it that of a governorate among them, which stays one beside a place of its name and
// beside coordinates; where the first is PARTIAL or more it says all.
[[nodiscard]] std::vector<model::PlaceAnswer> answers_for(const TradeTables& tables,
                                                          const LocatedPlace& place,
                                                          const base::PartialDate& days);
// Whether a listed group held any place of the country on any of the days; days not known: on any.
[[nodiscard]] bool had_held_places(const TradeTables& tables, std::string_view country,
                                   const base::PartialDate& days);
// Whether a listed group held, at any time, a place of the country or within two degrees of its extent.
[[nodiscard]] bool beside_held_places(const TradeTables& tables, std::string_view country);

}  // namespace cordon::engine
