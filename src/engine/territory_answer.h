// engine/territory_answer.h: questions about territory as they are written, and answers as they are shown.
//
// Role:        one way for the command line and the service to read the days of a question and to write
//              grades, evidence, places and maps; docs/reference/output-contract.md holds for it.
// Threads:     pure functions; any thread.
// Determinism: same answer, same bytes.
// Errors:      invalid_input (days that cannot be read).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "codec/json.h"
#include "model/place_evidence.h"
#include "trade/gazetteer.h"
#include "trade/territory.h"

namespace cordon::engine {

// "2015-06-01", "2015-06", "2015", "circa 2015-06", "2015-05-28..2015-06-03", "unknown".
[[nodiscard]] base::Result<base::PartialDate> read_asked_days(std::string_view text);

// Decimal degrees; country: "" or the alpha-2 code of the country it has to lie in.
[[nodiscard]] base::Result<model::GeoPoint> read_asked_point(std::string_view latitude,
                                                             std::string_view longitude,
                                                             std::string_view country);
// Places of that name (trade/territory.h) in that governorate, or the one with that id.
[[nodiscard]] std::vector<trade::PlaceName> places_named(const trade::Territory& territory,
                                                         std::string_view name, std::string_view country,
                                                         std::string_view governorate);

// A sentence when no fact names this holder and Cordon does not know it, "" otherwise: a misspelt group would
// else read as one that held nothing.
[[nodiscard]] std::string holder_note(const trade::Territory& territory, std::string_view holder);

// The version of one table that an answer stands on.
struct TerritoryTable {
    std::string table;
    std::string version;
    std::string sha256;
    std::uint64_t facts = 0;
};

// A territory and what it was made from.
struct TerritoryView {
    std::shared_ptr<const trade::Territory> territory;
    std::vector<TerritoryTable> tables;
    std::shared_ptr<const trade::Gazetteer> gazetteer;  // imported places; null when there are none
};

// Places of that name or id that only the imported gazetteer knows, in that country; with their points.
[[nodiscard]] std::vector<trade::PlaceName> gazetteer_places(const TerritoryView& view, std::string_view name,
                                                             std::string_view country);
// What a question means by a name: places_named, and when none of them is called just so and no governorate
// is asked for, those of the gazetteer beside them. Which of several is meant, the asker has to say.
[[nodiscard]] std::vector<trade::PlaceName> places_asked(const TerritoryView& view, std::string_view name,
                                                         std::string_view country,
                                                         std::string_view governorate);
// Who held a place of either kind: by its id, and where territory does not know that, by its point.
[[nodiscard]] model::PlaceAnswer answer_of(const TerritoryView& view, const trade::PlaceName& place,
                                           const base::PartialDate& days, std::string_view holder);

// Members grade, sentence, evidence of an object that the caller has begun.
void write_place_answer(codec::JsonWriter& json, const model::PlaceAnswer& answer);
void write_place_name(codec::JsonWriter& json, const trade::PlaceName& place);
void write_territory_tables(codec::JsonWriter& json, const std::vector<TerritoryTable>& tables);
// "held ... on these days" for people: the strongest evidence, or that nothing is known.
[[nodiscard]] std::string answer_sentence(const model::PlaceAnswer& answer);

// A FeatureCollection (RFC 7946) of all facts that may have held then.
[[nodiscard]] std::string territory_map(const TerritoryView& view, const base::PartialDate& days,
                                        std::string_view holder);

[[nodiscard]] std::string_view place_kind_code(trade::PlaceKind kind);  // "town", "facility", "area"

}  // namespace cordon::engine
