#include "engine/trade_place.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/strings.h"
#include "model/country.h"

namespace cordon::engine {

namespace {

using model::PlaceAnswer;
using trade::PlaceName;

void take_names(const TradeTables& tables, std::string_view name, const std::string& country,
                LocatedPlace& into) {
    for (const PlaceName& found : tables.territory->named(name, country)) {
        into.ids.push_back(found.place_id);
        if (found.has_point && !into.shown) {
            into.shown = found.point;
        }
        if (into.country.empty()) {
            into.country = found.country.substr(0, 2);
        }
    }
}

void take_spotted(const TradeTables& tables, const std::string& text, const std::string& country,
                  LocatedPlace& into) {
    trade::PlaceContext context;
    context.field_class = model::FieldClass::address;
    if (!country.empty()) {
        context.countries.push_back(country);
    }
    for (const trade::PlaceMention& mention : tables.places->spot(text, context)) {
        const bool elsewhere = !country.empty() && mention.country.find(country) == std::string::npos;
        if (!mention.decides || elsewhere) {
            continue;
        }
        if (tables.territory->knows_place(mention.place_id)) {
            into.ids.push_back(mention.place_id);
        }
        if (mention.point) {
            into.points.push_back(*mention.point);
            into.shown = into.shown ? into.shown : mention.point;
        }
        if (into.country.empty()) {
            into.country = mention.country.substr(0, 2);
        }
    }
}

}  // namespace

LocatedPlace locate(const TradeTables& tables, const model::ShipmentStop& stop) {
    LocatedPlace place;
    place.country = stop.country;
    if (stop.point) {
        place.points.push_back(*stop.point);
        place.shown = stop.point;
    }
    const std::string_view text = base::trim(stop.text);
    if (text.empty()) {
        return place;
    }
    take_names(tables, text, stop.country, place);
    const std::size_t comma = text.find(',');
    if (place.ids.empty() && comma != std::string_view::npos) {
        std::string country = stop.country;
        if (country.empty()) {
            country = model::country_code(base::trim(text.substr(text.rfind(',') + 1)));
            place.country = country;
        }
        // "Damascus, Arkansas": what stands behind must not be thrown away when it names no country.
        if (!country.empty()) {
            take_names(tables, base::trim(text.substr(0, comma)), country, place);
        }
    }
    if (place.ids.empty()) {
        take_spotted(tables, stop.text, place.country, place);
    }
    return place;
}

PlaceAnswer answer_for(const TradeTables& tables, const LocatedPlace& place, const base::PartialDate& days) {
    PlaceAnswer worst;
    const auto take = [&](PlaceAnswer answer) {
        if (answer.grade > worst.grade || worst.evidence.empty()) {
            worst = std::move(answer);
        }
    };
    for (const std::string& id : place.ids) {
        take(tables.territory->of_place(id, days.from, days.to, ""));
    }
    for (const model::GeoPoint& point : place.points) {
        const trade::AdminArea area{place.country, "", ""};
        take(tables.territory->at(point, area, days.from, days.to, ""));
    }
    return worst;
}

bool had_held_places(const TradeTables& tables, std::string_view country, const base::PartialDate& days) {
    const trade::AskedDays asked = trade::asked_days(days.from, days.to);
    return std::ranges::any_of(tables.territory->facts(), [&](const trade::ControlFact& fact) {
        return fact.country == country && trade::known_holder(fact.holder).listed &&
               trade::grade_days(trade::days_of(fact), fact.status, asked) >= model::PlaceGrade::partial;
    });
}

bool beside_held_places(std::string_view country) {
    // Syria, Iraq, Libya, Yemen, Nigeria, and the countries around them.
    constexpr auto countries = std::to_array<std::string_view>(
        {"SY", "IQ", "TR", "LB", "JO", "LY", "TN", "EG", "YE", "OM", "NG", "NE", "TD", "CM"});
    return std::ranges::find(countries, country) != countries.end();
}

}  // namespace cordon::engine
