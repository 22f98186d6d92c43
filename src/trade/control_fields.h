// trade/control_fields.h: the fields that all readers of control facts share, each read or refused alike.
//
// Role:    dates, confidences, coordinates, states, from text; the check of a point against its country.
// Rules:   a date is "YYYY-MM-DD", "YYYY-MM", "YYYY" or one of these after "circa": forms that two countries
//          read differently are refused. A confidence that is not given is low.
// Threads: pure functions.
// Errors:  invalid_input: what was read and what is wanted; the caller adds where.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "trade/control_fact.h"

namespace cordon::trade {

// The day after the last one is not known: "" gives an open edge.
[[nodiscard]] base::Result<FactEdge> read_edge(std::string_view text, model::Confidence confidence);
// "H", "M", "L", "high", ...; "" and "-" are low.
[[nodiscard]] base::Result<model::Confidence> read_confidence(std::string_view text);
[[nodiscard]] base::Result<FactStatus> read_status(std::string_view text);
// Decimal degrees.
[[nodiscard]] base::Result<model::GeoPoint> read_point(std::string_view latitude, std::string_view longitude);
// A point that lies outside its country, with a word about exchanged coordinates when that would help.
// Countries whose extent is not known are not checked.
[[nodiscard]] base::Status check_country(const model::GeoPoint& point, std::string_view country);
// Whether a point lies in a country's extent, or at most slack_degrees outside; true where none is known.
[[nodiscard]] bool in_extent(const model::GeoPoint& point, std::string_view country, double slack_degrees);
// Refuses an interval whose end lies before its beginning.
[[nodiscard]] base::Status check_order(const FactEdge& from, const FactEdge& to);
// How far a point may lie from its place, by what the source says of it: 10 for "approximate", else 1.
[[nodiscard]] double accuracy_of(std::string_view coord_source);
// The sentence about a holder that is not in the table; "" for one that is.
[[nodiscard]] std::string holder_remark(std::string_view holder);

}  // namespace cordon::trade
