// trade/gazetteer_readers.h: gazetteers of others: GeoNames dumps and OCHA p-code lists.
//
// Role:        what a house loads on top of the gazetteer that ships with Cordon.
// Rules:       GeoNames: the tab-separated dump of 19 columns without a header (geonames.org, readme of
//              the export); feature classes P and A, and L, S and T of wells, fields, camps, dams, ruins
//              and mountains; place id "GN:" and the number. OCHA: CSV with a header or GeoJSON with
//              properties, the p-code, names in English, Arabic or French and the point by their usual
//              column names; place id "OCHA:" and the p-code. Spellings of fewer than five letters and
//              common personal names are weak names.
// Ownership:   new values.
// Threads:     pure functions.
// Determinism: same bytes, same gazetteer.
// Limits:      64 MiB, 2,000,000 places.
// Cost:        O(bytes).
// Errors:      invalid_input with line, what is wrong and what to do; limit_exceeded. A place without a
//              usable name is left out with a remark, never silently.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "trade/control_fact.h"
#include "trade/gazetteer.h"

namespace cordon::trade {

struct Place;

struct LoadedGazetteer {
    Gazetteer gazetteer;
    std::string format;  // "geonames", "ocha-csv", "ocha-geojson", "place-table"
    std::vector<std::string> remarks;
};

// The format is found by looking. country: alpha-2 of an OCHA list that does not tell it, else "".
[[nodiscard]] base::Result<LoadedGazetteer> read_gazetteer(std::string_view bytes, std::string_view country);

// Id, shown name, country and point of a place of the control facts; the caller adds its spellings.
[[nodiscard]] GazetteerPlace nameless_place(const Place& known);

// The places that facts speak of, with their names, so that they are found in texts. Of a place that the
// gazetteer has already only names of imported tables are added (their facts are called TABLE:ID): the names
// of those that ship were weighed by hand.
void add_places_of(const std::vector<ControlFact>& facts, const std::vector<Facility>& facilities,
                   Gazetteer& into);

}  // namespace cordon::trade
