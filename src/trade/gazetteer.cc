#include "trade/gazetteer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/parse.h"
#include "base/strings.h"
#include "codec/csv.h"
#include "trade/control_csv.h"
#include "trade/gazetteer_readers.h"
#include "trade/table_rows.h"
#include "trade/territory.h"
#include "trade/territory_places.h"

#include "generated/trade_place_homonyms.inc"
#include "generated/trade_place_names.inc"

namespace cordon::trade {
namespace {

bool is_country(std::string_view code) {
    return code.size() == 2 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::vector<std::string> list_of(std::string_view text) {
    std::vector<std::string> list;
    for (const std::string_view part : base::split(text, ';')) {
        const std::string_view one = base::trim(part);
        if (!one.empty()) {
            list.emplace_back(one);
        }
    }
    return list;
}

base::Result<std::optional<model::GeoPoint>> point_of(const codec::CsvRecord& row) {
    const std::string& latitude = row.fields[2];
    const std::string& longitude = row.fields[3];
    if (latitude.empty() && longitude.empty()) {
        return std::optional<model::GeoPoint>();
    }
    const auto north = base::parse_number<double>(latitude);
    const auto east = base::parse_number<double>(longitude);
    if (!north || !east || !(*north >= -90 && *north <= 90) || !(*east >= -180 && *east <= 180)) {
        return bad_row("place_names.csv", row,
                       fmt::format("'{}', '{}' is no point; latitude is -90 to 90, longitude -180 to 180",
                                   base::shown(latitude, 20), base::shown(longitude, 20)));
    }
    return std::optional<model::GeoPoint>({*north, *east});
}

base::Status add_place(const codec::CsvRecord& row, Gazetteer& made) {
    GazetteerPlace place;
    place.place_id = row.fields[0];
    place.country = row.fields[1];
    if (place.place_id.find(':') == std::string::npos) {
        return bad_row("place_names.csv", row,
                       fmt::format("place id '{}' has no kind before a colon, such as town:sy-aleppo",
                                   base::shown(place.place_id, 40)));
    }
    if (made.find(place.place_id) != nullptr) {
        return bad_row("place_names.csv", row,
                       fmt::format("place {} stands twice; put its names into one row", place.place_id));
    }
    for (const std::string_view one : base::split(place.country, '-')) {
        if (!is_country(one)) {
            return bad_row(
                "place_names.csv", row,
                fmt::format("'{}' is no country; write two capital letters (ISO 3166-1), a crossing "
                            "as SY-TR",
                            base::shown(place.country, 20)));
        }
    }
    CORDON_ASSIGN(place.point, point_of(row));
    place.names = list_of(row.fields[4]);
    place.weak_names = list_of(row.fields[5]);
    if (place.names.empty() && place.weak_names.empty()) {
        return bad_row("place_names.csv", row, fmt::format("place {} has no name", place.place_id));
    }
    place.name = place.names.empty() ? place.weak_names.front() : place.names.front();
    made.add(std::move(place));
    return {};
}

}  // namespace

void Gazetteer::add(GazetteerPlace place) {
    const auto [known, fresh] = by_id_.try_emplace(place.place_id, places_.size());
    if (fresh) {
        places_.push_back(std::move(place));
        return;
    }
    GazetteerPlace& before = places_[known->second];
    for (std::string& name : place.names) {
        if (std::ranges::find(before.names, name) == before.names.end() &&
            std::ranges::find(before.weak_names, name) == before.weak_names.end()) {
            before.names.push_back(std::move(name));
        }
    }
    for (std::string& name : place.weak_names) {
        if (std::ranges::find(before.weak_names, name) == before.weak_names.end()) {
            before.weak_names.push_back(std::move(name));
        }
    }
    if (!before.point) {
        before.point = place.point;
    }
}

void Gazetteer::add(Homonym homonym) {
    homonyms_.push_back(std::move(homonym));
}

const GazetteerPlace* Gazetteer::find(std::string_view place_id) const {
    const auto found = by_id_.find(place_id);
    return found == by_id_.end() ? nullptr : &places_[found->second];
}

base::Result<Gazetteer> read_place_tables(std::string_view place_names_csv, std::string_view homonyms_csv) {
    Gazetteer made;
    CORDON_ASSIGN(const auto places,
                  table_rows(place_names_csv, "place_names.csv",
                             {"place_id", "country", "latitude", "longitude", "names", "weak_names"}));
    for (const codec::CsvRecord& row : places) {
        CORDON_TRY(add_place(row, made));
    }
    CORDON_ASSIGN(const auto homonyms,
                  table_rows(homonyms_csv, "place_homonyms.csv", {"name", "country", "note"}));
    for (const codec::CsvRecord& row : homonyms) {
        if (row.fields[0].empty() || !is_country(row.fields[1])) {
            return bad_row("place_homonyms.csv", row,
                           "needs a name and a country of two capital letters (ISO 3166-1)");
        }
        made.add(Homonym{row.fields[0], row.fields[1], row.fields[2]});
    }
    return made;
}

const Gazetteer& bundled_gazetteer() {
    static const Gazetteer bundled = [] {
        auto made = read_place_tables(place_names_csv, place_homonyms_csv);
        const auto facts = read_control_csv(bundled_control_facts_csv());
        const auto facilities = read_facilities_csv(bundled_facilities_csv());
        CORDON_CHECK(made.has_value() && facts.has_value() && facilities.has_value());
        const PlaceTable table(facts->facts, *facilities);
        for (const Place& known : table.places()) {
            GazetteerPlace place = nameless_place(known);
            // A site's bare name may be a town's or a family's: the table says which are safe.
            if (made->find(place.place_id) == nullptr) {
                (known.kind.empty() ? place.names : place.weak_names) = {known.names.front()};
            }
            made->add(std::move(place));
        }
        return *std::move(made);
    }();
    return bundled;
}

}  // namespace cordon::trade
