// trade/control_geojson.h: areas and points with `from` and `to`, as GeoJSON (RFC 7946).
//
// Role:        a FeatureCollection, or one Feature, of Polygon, MultiPolygon or Point to control facts.
// Rules:       properties: holder, from (as in Cordon's CSV), to (first day no longer held; missing or null:
//              still held); also id (or the feature's own), name, country, admin1, place_id, status,
//              confidence_from, confidence_to, source, note. valid_from, valid_to and holder_group are read
//              as from, to and holder; other properties are reported. Positions are longitude, latitude;
//              heights are ignored. Rings are closed. A `crs` other than WGS 84 is refused.
// Threads:     pure functions.
// Determinism: same bytes, same facts in file order.
// Cost:        O(bytes).
// Errors:      invalid_input with the number of the feature, from 1, and what to do; limit_exceeded.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "trade/control_csv.h"

namespace cordon::trade {

// country and source: for features that do not say.
[[nodiscard]] base::Result<FactTable> read_control_geojson(std::string_view bytes, const std::string& country,
                                                           const std::string& source);

}  // namespace cordon::trade
