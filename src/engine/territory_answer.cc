#include "engine/territory_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/strings.h"
#include "trade/control_fields.h"
#include "trade/place_fold.h"
#include "trade/territory_places.h"

namespace cordon::engine {

using base::ErrorCode;
using base::PartialDate;

namespace {

constexpr int point_decimals = 6;

base::Result<PartialDate> read_one(std::string_view text) {
    const auto edge = trade::read_edge(text, model::Confidence::high);
    if (!edge) {
        return std::unexpected(edge.error());
    }
    if (edge->open()) {
        return base::fail(ErrorCode::invalid_input,
                          "the day is empty; write 2015-05-21, 2015-05, 2015, 2015-05-28..2015-06-03 or "
                          "unknown");
    }
    PartialDate date;
    date.from = edge->first;
    date.to = edge->last;
    date.circa = text.starts_with("circa");
    date.source_text = text;
    return date;
}

void write_point(codec::JsonWriter& json, const model::GeoPoint& point) {
    json.begin_array().real(point.longitude, point_decimals).real(point.latitude, point_decimals).end_array();
}

void write_ring(codec::JsonWriter& json, const trade::Ring& ring) {
    json.begin_array();
    for (const model::GeoPoint& point : ring) {
        write_point(json, point);
    }
    write_point(json, ring.front());
    json.end_array();
}

void write_geometry(codec::JsonWriter& json, const trade::ControlFact& fact) {
    json.begin_object();
    if (fact.area.empty()) {
        json.key("type").string("Point").key("coordinates");
        write_point(json, fact.point);
    } else {
        json.key("type").string("MultiPolygon").key("coordinates").begin_array();
        for (const trade::AreaPolygon& polygon : fact.area) {
            json.begin_array();
            write_ring(json, polygon.outer);
            for (const trade::Ring& hole : polygon.holes) {
                write_ring(json, hole);
            }
            json.end_array();
        }
        json.end_array();
    }
    json.end_object();
}

void write_day(codec::JsonWriter& json, std::string_view key, const base::Date& day) {
    json.key(key);
    if (day.year == 0) {
        json.null();
    } else {
        json.string(base::to_string(day));
    }
}

void write_disputes(codec::JsonWriter& json, const std::vector<model::FactDispute>& disputes) {
    json.key("disputes").begin_array();
    for (const model::FactDispute& dispute : disputes) {
        json.begin_object().key("source").string(dispute.source).key("statement").string(dispute.statement);
        json.key("raised_by").string(dispute.raised_by);
        write_day(json, "raised_on", dispute.raised_on);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

base::Result<PartialDate> read_asked_days(std::string_view raw) {
    const std::string text = base::collapse_whitespace(raw);
    if (text == "unknown") {
        PartialDate date;
        date.source_text = text;
        return date;
    }
    const std::size_t dots = text.find("..");
    if (dots == std::string::npos) {
        return read_one(text);
    }
    CORDON_ASSIGN(const PartialDate first, read_one(base::trim(std::string_view(text).substr(0, dots))));
    CORDON_ASSIGN(const PartialDate last, read_one(base::trim(std::string_view(text).substr(dots + 2))));
    if (last.to < first.from) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("'{}' ends before it begins; the days may have been exchanged", text));
    }
    PartialDate range;
    range.from = first.from;
    range.to = last.to;
    range.source_text = text;
    return range;
}

base::Result<model::GeoPoint> read_asked_point(std::string_view latitude, std::string_view longitude,
                                               std::string_view country) {
    CORDON_ASSIGN(const model::GeoPoint point, trade::read_point(latitude, longitude));
    if (!country.empty()) {
        CORDON_TRY(trade::check_country(point, country));
    }
    return point;
}

std::vector<trade::PlaceName> places_named(const trade::Territory& territory, std::string_view name,
                                           std::string_view country, std::string_view governorate) {
    std::vector<trade::PlaceName> places = territory.named(name, country);
    if (!governorate.empty()) {
        const std::string wanted = trade::place_slug(governorate);
        std::erase_if(
            places, [&](const trade::PlaceName& place) { return trade::place_slug(place.admin1) != wanted; });
    }
    if (places.empty() && territory.knows_place(name)) {
        trade::PlaceName place;
        place.place_id = place.name = name;
        places.push_back(std::move(place));
    }
    return places;
}

std::vector<trade::PlaceName> gazetteer_places(const TerritoryView& view, std::string_view name,
                                               std::string_view country) {
    std::vector<trade::PlaceName> places;
    if (view.gazetteer == nullptr) {
        return places;
    }
    const std::string wanted = trade::folded_name(name);
    const auto same = [&](const std::string& other) { return trade::folded_name(other) == wanted; };
    for (const trade::GazetteerPlace& known : view.gazetteer->places()) {
        const bool here = country.empty() || known.country.find(country) != std::string::npos;
        if (here && known.point && !view.territory->knows_place(known.place_id) &&
            (known.place_id == name || same(known.name) || std::ranges::any_of(known.names, same) ||
             std::ranges::any_of(known.weak_names, same))) {
            places.push_back({known.place_id, known.name, known.country, "", trade::PlaceKind::town, true,
                              true, *known.point});
        }
    }
    return places;
}

std::vector<trade::PlaceName> places_asked(const TerritoryView& view, std::string_view name,
                                           std::string_view country, std::string_view governorate) {
    std::vector<trade::PlaceName> places = places_named(*view.territory, name, country, governorate);
    if (governorate.empty() && std::ranges::none_of(places, &trade::PlaceName::exact)) {
        std::ranges::move(gazetteer_places(view, name, country), std::back_inserter(places));
    }
    return places;
}

model::PlaceAnswer answer_of(const TerritoryView& view, const trade::PlaceName& place,
                             const PartialDate& days, std::string_view holder) {
    if (!place.has_point || view.territory->knows_place(place.place_id)) {
        return view.territory->of_place(place.place_id, days.from, days.to, holder);
    }
    return view.territory->at(place.point, {place.country.substr(0, 2), "", ""}, days.from, days.to, holder);
}

std::string holder_note(const trade::Territory& territory, std::string_view holder) {
    const trade::HolderName asked = trade::known_holder(holder);
    if (base::trim(holder).empty() || asked.known) {
        return "";
    }
    for (const trade::ControlFact& fact : territory.facts()) {
        if (trade::known_holder(fact.holder).code == asked.code) {
            return "";
        }
    }
    return fmt::format("no fact names the holder '{}' and Cordon does not know it; check its spelling",
                       base::shown(holder, 60));
}

std::string_view place_kind_code(trade::PlaceKind kind) {
    switch (kind) {
        case trade::PlaceKind::town: return "town";
        case trade::PlaceKind::facility: return "facility";
        case trade::PlaceKind::area: return "area";
    }
    return "town";
}

std::string answer_sentence(const model::PlaceAnswer& answer) {
    return answer.evidence.empty()
               ? "no fact speaks of this place and time; that does not mean that nobody held it"
               : answer.evidence.front().sentence;
}

void write_place_answer(codec::JsonWriter& json, const model::PlaceAnswer& answer) {
    json.key("grade").string(model::grade_code(answer.grade));
    json.key("sentence").string(answer_sentence(answer)).key("evidence").begin_array();
    for (const model::PlaceEvidence& one : answer.evidence) {
        json.begin_object().key("grade").string(model::grade_code(one.grade));
        json.key("fact_id").string(one.fact_id).key("place_id").string(one.place_id);
        json.key("place_name").string(one.place_name).key("holder").string(one.holder);
        write_day(json, "held_from", one.held_from);
        write_day(json, "held_to", one.held_to);
        json.key("distance_km").real(one.distance_km, 1);
        json.key("confidence").string(trade::confidence_code(one.confidence));
        json.key("source").string(one.source).key("note").string(one.note);
        json.key("sentence").string(one.sentence);
        write_disputes(json, one.disputes);
        json.end_object();
    }
    json.end_array();
}

void write_place_name(codec::JsonWriter& json, const trade::PlaceName& place) {
    json.begin_object().key("place_id").string(place.place_id).key("name").string(place.name);
    json.key("country").string(place.country).key("admin1").string(place.admin1);
    json.key("kind").string(place_kind_code(place.kind)).key("exact").boolean(place.exact);
    json.key("latitude");
    place.has_point ? json.real(place.point.latitude, point_decimals) : json.null();
    json.key("longitude");
    place.has_point ? json.real(place.point.longitude, point_decimals) : json.null();
    json.end_object();
}

void write_territory_tables(codec::JsonWriter& json, const std::vector<TerritoryTable>& tables) {
    json.key("tables").begin_array();
    for (const TerritoryTable& table : tables) {
        json.begin_object().key("table").string(table.table).key("version").string(table.version);
        json.key("facts").integer(static_cast<std::int64_t>(table.facts));
        json.key("content_sha256").string(table.sha256).end_object();
    }
    json.end_array();
}

std::string territory_map(const TerritoryView& view, const PartialDate& days, std::string_view holder) {
    codec::JsonWriter json;
    json.begin_object().key("type").string("FeatureCollection");
    json.key("days").string(base::to_string(days));
    write_territory_tables(json, view.tables);
    json.key("features").begin_array();
    for (const trade::MapFact& shown : view.territory->on_map(days.from, days.to, holder)) {
        const trade::ControlFact& fact = view.territory->facts()[shown.fact];
        json.begin_object().key("type").string("Feature").key("id").string(fact.id);
        json.key("geometry");
        write_geometry(json, fact);
        json.key("properties").begin_object().key("grade").string(model::grade_code(shown.grade));
        json.key("name").string(fact.name).key("country").string(fact.country);
        json.key("holder").string(fact.holder).key("status").string(trade::status_code(fact.status));
        json.key("from").string(fact.from.text).key("to").string(fact.to.text);
        json.key("confidence_from").string(trade::confidence_code(fact.from.confidence));
        json.key("confidence_to").string(trade::confidence_code(fact.to.confidence));
        json.key("source").string(fact.source).key("note").string(fact.note).end_object().end_object();
    }
    json.end_array().end_object();
    return json.take();
}

}  // namespace cordon::engine
