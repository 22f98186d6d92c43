#include "engine/trade_place.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "engine/goods_in_text.h"
#include "model/country.h"
#include "trade/control_fields.h"
#include "trade/locodes.h"
#include "trade/place_fold.h"

namespace cordon::engine {

namespace {

using model::PlaceAnswer;
using trade::PlaceName;

void take_names(const TradeTables& tables, std::string_view name, const std::string& country,
                LocatedPlace& into) {
    for (const PlaceName& found : tables.territory->named(name, country)) {
        into.ids.push_back(found.place_id);
        into.exact = into.exact || found.exact;
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
        into.exact = true;
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

// A name that is also an ordinary word or a firm's ("Hit", "Conoco"), or that a place of the country bears.
bool common_name(const TradeTables& tables, std::string_view place_id, std::string_view name,
                 std::string_view country) {
    const trade::Gazetteer& gazetteer = tables.places->gazetteer();
    const std::string folded = trade::folded_name(name);
    const auto same = [&](std::string_view other) { return trade::folded_name(other) == folded; };
    const trade::GazetteerPlace* const known = gazetteer.find(place_id);
    return (known != nullptr && std::ranges::any_of(known->weak_names, same)) ||
           std::ranges::any_of(gazetteer.homonyms(), [&](const trade::Homonym& homonym) {
               return homonym.country == country && same(homonym.name);
           });
}

void take_elsewhere(const TradeTables& tables, std::string_view name, std::string_view country,
                    LocatedPlace& into) {
    for (const PlaceName& found : tables.territory->named(name, "")) {
        const bool here = found.country.empty() || found.country.find(country) != std::string::npos;
        if (!found.exact || here || common_name(tables, found.place_id, name, country)) {
            continue;
        }
        into.ids.push_back(found.place_id);
        into.country = into.country.empty() ? found.country.substr(0, 2) : into.country;
        if (found.has_point && !into.shown) {
            into.shown = found.point;
        }
    }
}

}  // namespace

std::string stated_country(const model::ShipmentStop& stop) {
    const std::string_view text = stop.text;
    const std::size_t comma = text.rfind(',');
    return !stop.country.empty() || comma == std::string_view::npos
               ? stop.country
               : model::country_code(base::trim(text.substr(comma + 1)));
}

std::optional<LocatedPlace> locate_elsewhere(const TradeTables& tables, const model::ShipmentStop& stop,
                                             const LocatedPlace& found) {
    const std::string_view text = base::trim(stop.text);
    const std::string country = stated_country(stop);
    if (country.empty() || text.empty()) {
        return std::nullopt;
    }
    // A place of that name in an own table does not answer for the shipped one elsewhere.
    const TradeTables& shipped = bundled_trade_tables();
    const bool own = tables.own_places != nullptr || tables.territory != shipped.territory;
    if (own ? locate(shipped, stop).exact_words : found.exact_words) {
        return std::nullopt;
    }
    LocatedPlace other;
    take_elsewhere(tables, text, country, other);
    if (other.ids.empty()) {
        take_elsewhere(tables, base::trim(text.substr(0, text.find(','))), country, other);
    }
    if (other.ids.empty()) {
        LocatedPlace spotted;
        take_spotted(tables, stop.text, "", spotted);
        if (spotted.country != country) {
            other = std::move(spotted);
        }
    }
    other.exact = true;
    return other.located() ? std::optional(std::move(other)) : std::nullopt;
}

LocatedPlace locate(const TradeTables& tables, const model::ShipmentStop& stop) {
    LocatedPlace place;
    place.country = stop.country;
    if (stop.point) {
        place.points.push_back(*stop.point);
        place.shown = stop.point;
    }
    if (const std::string_view port = trade::locode_place(stop.locode); !port.empty()) {
        take_names(tables, port, stop.locode.substr(0, 2), place);
    }
    const std::string_view text = base::trim(stop.text);
    if (text.empty()) {
        return place;
    }
    const bool exact_code = std::exchange(place.exact, false);
    const std::vector<std::string> of_code = std::exchange(place.ids, {});
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
    place.ids.insert(place.ids.end(), of_code.begin(), of_code.end());
    place.exact_words = place.exact;
    place.exact = place.exact || exact_code;
    return place;
}

namespace {

// "Via Derna 4": in these countries a street, elsewhere a way.
bool in_italian_street(std::string_view before, const std::vector<std::string>& countries) {
    before = base::trim(before);
    const bool italian = std::ranges::any_of(countries, [](const std::string& country) {
        return country == "IT" || country == "CH" || country == "SM" || country == "VA";
    });
    return italian && before.size() >= 3 && base::ascii_lower(before.substr(before.size() - 3)) == "via" &&
           (before.size() == 3 || before[before.size() - 4] == ' ' || before[before.size() - 4] == ',');
}

}  // namespace

std::vector<trade::PlaceMention> bare_places(const TradeTables& tables, std::string_view text,
                                             const std::vector<std::string>& countries) {
    trade::PlaceContext context;
    context.field_class = model::FieldClass::address;
    std::vector<trade::PlaceMention> bare;
    for (trade::PlaceMention& mention : tables.places->spot(text, context)) {
        const std::string_view words = text.substr(mention.begin, mention.end - mention.begin);
        const bool common = std::ranges::any_of(countries, [&](const std::string& country) {
            return common_name(tables, mention.place_id, words, country);
        });
        const bool street = in_italian_street(text.substr(0, mention.begin), countries);
        if (!common && !street && (mention.decides || mention.weight >= place_weight_beside_goods)) {
            bare.push_back(std::move(mention));
        }
    }
    return bare;
}

std::vector<LocatedPlace> locate_bare(const TradeTables& tables, const model::ShipmentStop& stop,
                                      const LocatedPlace& found) {
    std::vector<LocatedPlace> bare;
    for (const trade::PlaceMention& mention : bare_places(tables, stop.text, {stop.country, found.country})) {
        if (std::ranges::find(found.ids, mention.place_id) != found.ids.end()) {
            continue;
        }
        LocatedPlace& place = bare.emplace_back();
        place.country = mention.country.substr(0, 2);
        place.exact = true;
        if (tables.territory->knows_place(mention.place_id)) {
            place.ids.push_back(mention.place_id);
        }
        if (mention.point) {
            place.points.push_back(*mention.point);
            place.shown = mention.point;
        }
    }
    return bare;
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

std::vector<PlaceAnswer> answers_for(const TradeTables& tables, const LocatedPlace& place,
                                     const base::PartialDate& days) {
    std::vector<PlaceAnswer> answers = {answer_for(tables, place, days)};
    if (answers.front().grade >= model::PlaceGrade::partial || answers.front().of_area) {
        return answers;
    }
    std::optional<PlaceAnswer> area;
    for (const std::string& id : place.ids) {
        PlaceAnswer answer = tables.territory->of_place(id, days.from, days.to, "");
        if (answer.of_area && (!area || answer.grade > area->grade)) {
            area = std::move(answer);
        }
    }
    if (area) {
        answers.push_back(*std::move(area));
    }
    return answers;
}

bool had_held_places(const TradeTables& tables, std::string_view country, const base::PartialDate& days) {
    const trade::AskedDays asked = trade::asked_days(days.from, days.to);
    return std::ranges::any_of(tables.territory->facts(), [&](const trade::ControlFact& fact) {
        return fact.country == country && trade::known_holder(fact.holder).listed &&
               trade::grade_days(trade::days_of(fact), fact.status, asked) >= model::PlaceGrade::partial;
    });
}

bool beside_held_places(const TradeTables& tables, std::string_view country) {
    constexpr double beside_degrees = 2;
    return std::ranges::any_of(tables.territory->facts(), [&](const trade::ControlFact& fact) {
        if (fact.status == trade::FactStatus::never || !trade::known_holder(fact.holder).listed) {
            return false;
        }
        return fact.country == country ||
               (fact.has_point && trade::in_extent(fact.point, country, beside_degrees));
    });
}

}  // namespace cordon::engine
