#include "trade/control_geojson.h"

#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>

#include "base/strings.h"
#include "codec/json.h"
#include "model/country.h"
#include "trade/control_fields.h"
#include "trade/polygon_shape.h"

namespace cordon::trade {

using base::ErrorCode;
using codec::JsonValue;

namespace {

std::unexpected<base::Error> wrong(std::string what) {
    return base::fail(ErrorCode::invalid_input, std::move(what));
}

base::Result<double> number_of(const JsonValue& value) {
    if (value.integer() != nullptr) {
        return static_cast<double>(*value.integer());
    }
    if (value.real() != nullptr) {
        return *value.real();
    }
    return wrong("a position holds something that is no number");
}

base::Result<model::GeoPoint> read_position(const JsonValue& value) {
    if (value.array() == nullptr || value.array()->size() < 2 || value.array()->size() > 3) {
        return wrong("a position is [longitude, latitude]");
    }
    CORDON_ASSIGN(const double longitude, number_of((*value.array())[0]));
    CORDON_ASSIGN(const double latitude, number_of((*value.array())[1]));
    const model::GeoPoint point{latitude, longitude};
    if (!valid_point(point)) {
        return wrong(
            fmt::format("the position [{}, {}] is no place on earth; GeoJSON writes the longitude first, "
                        "-180 to 180, then the latitude, -90 to 90",
                        longitude, latitude));
    }
    return point;
}

base::Result<Ring> read_ring(const JsonValue& value) {
    if (value.array() == nullptr) {
        return wrong("a ring is a list of positions");
    }
    Ring ring;
    for (const JsonValue& position : *value.array()) {
        CORDON_ASSIGN(const model::GeoPoint point, read_position(position));
        ring.push_back(point);
    }
    if (ring.size() < 4) {
        return wrong(fmt::format("a ring has {} positions; it needs at least four, the last like the first",
                                 ring.size()));
    }
    if (ring.front() != ring.back()) {
        return wrong("a ring is not closed: its last position has to be its first again");
    }
    ring.pop_back();
    return ring;
}

base::Result<AreaPolygon> read_polygon(const JsonValue& value) {
    if (value.array() == nullptr || value.array()->empty()) {
        return wrong("a polygon is a list of rings, the outer one first");
    }
    AreaPolygon polygon;
    CORDON_ASSIGN(polygon.outer, read_ring(value.array()->front()));
    for (std::size_t at = 1; at < value.array()->size(); ++at) {
        CORDON_ASSIGN(Ring hole, read_ring((*value.array())[at]));
        polygon.holes.push_back(std::move(hole));
    }
    return polygon;
}

base::Status read_geometry(const JsonValue& feature, ControlFact& fact) {
    const JsonValue* geometry = feature.find("geometry");
    const JsonValue* type = geometry == nullptr ? nullptr : geometry->find("type");
    const JsonValue* coordinates = geometry == nullptr ? nullptr : geometry->find("coordinates");
    if (type == nullptr || coordinates == nullptr || coordinates->array() == nullptr) {
        return wrong("it has no geometry with type and coordinates");
    }
    const std::string kind = type->as_text();
    if (kind == "Point") {
        CORDON_ASSIGN(fact.point, read_position(*coordinates));
        fact.has_point = true;
        return {};
    }
    if (kind == "Polygon") {
        CORDON_ASSIGN(AreaPolygon polygon, read_polygon(*coordinates));
        fact.area.push_back(std::move(polygon));
    } else if (kind == "MultiPolygon" && !coordinates->array()->empty()) {
        for (const JsonValue& part : *coordinates->array()) {
            CORDON_ASSIGN(AreaPolygon polygon, read_polygon(part));
            fact.area.push_back(std::move(polygon));
        }
    } else {
        return wrong(fmt::format("its geometry is '{}'; Polygon, MultiPolygon and Point are read, not empty",
                                 base::shown(kind, 40)));
    }
    return {};
}

// The properties of one feature by name; a name may have a second spelling.
class Properties {
public:
    explicit Properties(const JsonValue* properties) : properties_{properties} {}
    [[nodiscard]] std::string of(std::string_view name, std::string_view other = "") const {
        for (const std::string_view key : {name, other}) {
            const JsonValue* value = properties_ == nullptr || key.empty() ? nullptr : properties_->find(key);
            if (value != nullptr && !value->is_null()) {
                return std::string(base::trim(value->as_text()));
            }
        }
        return "";
    }

private:
    const JsonValue* properties_;
};

base::Status read_days(const Properties& properties, ControlFact& fact) {
    CORDON_ASSIGN(const model::Confidence from_sure, read_confidence(properties.of("confidence_from")));
    CORDON_ASSIGN(const model::Confidence to_sure, read_confidence(properties.of("confidence_to")));
    auto from = read_edge(properties.of("from", "valid_from"), from_sure);
    if (!from) {
        return base::fail_while("reading from", from.error());
    }
    auto to = read_edge(properties.of("to", "valid_to"), to_sure);
    if (!to) {
        return base::fail_while("reading to", to.error());
    }
    fact.from = *std::move(from);
    fact.to = *std::move(to);
    return check_order(fact.from, fact.to);
}

base::Status check_places(const ControlFact& fact) {
    if (fact.country.empty()) {
        return {};
    }
    if (fact.has_point) {
        return check_country(fact.point, fact.country);
    }
    // An area may reach over a border; when no corner lies in the country, something is exchanged.
    base::Status last;
    for (const AreaPolygon& polygon : fact.area) {
        for (const model::GeoPoint& point : polygon.outer) {
            last = check_country(point, fact.country);
            if (last) {
                return {};
            }
        }
    }
    return last;
}

base::Result<ControlFact> read_feature(const JsonValue& feature, std::size_t number,
                                       const std::string& country, const std::string& source) {
    const JsonValue* type = feature.find("type");
    if (type == nullptr || type->as_text() != "Feature") {
        return wrong("it is no Feature");
    }
    const Properties properties(feature.find("properties"));
    ControlFact fact;
    const JsonValue* id = feature.find("id");
    fact.id = properties.of("id").empty() && id != nullptr ? id->as_text() : properties.of("id");
    if (fact.id.empty()) {
        fact.id = fmt::format("feature-{}", number);
    }
    fact.name = properties.of("name").empty() ? fact.id : properties.of("name");
    fact.admin1 = properties.of("admin1");
    fact.place_id = properties.of("place_id");
    fact.holder = properties.of("holder", "holder_group");
    fact.source = properties.of("source").empty() ? source : properties.of("source");
    fact.note = properties.of("note");
    if (fact.holder.empty()) {
        return wrong("its property holder is missing");
    }
    if (fact.source.empty()) {
        return wrong(
            "it does not say where it is from; give it the property source, or all of them --source");
    }
    const std::string country_text = properties.of("country");
    fact.country = country_text.empty() ? country : model::country_code(country_text);
    if (fact.country.empty() && !country_text.empty()) {
        return wrong(fmt::format("'{}' is no country", base::shown(country_text, 40)));
    }
    if (!properties.of("status").empty()) {
        CORDON_ASSIGN(fact.status, read_status(properties.of("status")));
    }
    if (known_holder(fact.holder).nobody && fact.status != FactStatus::never) {
        return wrong("the holder NONE goes with the status never alone");
    }
    CORDON_TRY(read_days(properties, fact));
    CORDON_TRY(read_geometry(feature, fact));
    CORDON_TRY(check_places(fact));
    return fact;
}

base::Status check_reference_system(const JsonValue& root) {
    const JsonValue* crs = root.find("crs");
    if (crs == nullptr || crs->is_null()) {
        return {};
    }
    const JsonValue* properties = crs->find("properties");
    const JsonValue* name = properties == nullptr ? nullptr : properties->find("name");
    const std::string text = name == nullptr ? "" : name->as_text();
    if (text.find("CRS84") != std::string::npos || text.find("4326") != std::string::npos) {
        return {};
    }
    return wrong(fmt::format("its coordinates are in '{}'; convert them to WGS 84 degrees (RFC 7946, 4)",
                             base::shown(text, 60)));
}

void remark_strangers(const JsonValue& feature, std::set<std::string>& seen, FactTable& table) {
    static const std::set<std::string_view> known = {
        "id", "name",       "country",  "admin1", "place_id",        "holder",        "holder_group", "from",
        "to", "valid_from", "valid_to", "status", "confidence_from", "confidence_to", "source",       "note"};
    const JsonValue* properties = feature.find("properties");
    if (properties == nullptr || properties->object() == nullptr) {
        return;
    }
    for (const auto& [name, value] : *properties->object()) {
        if (!known.contains(name) && seen.insert(name).second) {
            table.remarks.push_back(
                {0, "", fmt::format("the property '{}' is not one that is read", base::shown(name, 60))});
        }
    }
}

}  // namespace

base::Result<FactTable> read_control_geojson(std::string_view bytes, const std::string& country,
                                             const std::string& source) {
    codec::JsonLimits limits;
    limits.bytes_max = table_bytes_max;
    limits.depth_max = 32;
    CORDON_ASSIGN(const JsonValue root, codec::parse_json(bytes, limits));
    CORDON_TRY(check_reference_system(root));
    const JsonValue* type = root.find("type");
    const JsonValue* list = root.find("features");
    codec::JsonArray alone;
    const codec::JsonArray* features = list == nullptr ? nullptr : list->array();
    if (type != nullptr && type->as_text() == "Feature") {
        alone.push_back(root);
        features = &alone;
    }
    if (type == nullptr || features == nullptr || features->empty()) {
        return wrong(
            "no GeoJSON with features; it begins {\"type\": \"FeatureCollection\", \"features\": [...");
    }
    if (features->size() > facts_max) {
        return base::fail(ErrorCode::limit_exceeded,
                          fmt::format("{} features, the limit is {}", features->size(), facts_max));
    }
    FactTable table;
    std::set<std::string> properties_seen;
    std::set<std::string> holders_seen;
    std::set<std::string> ids;
    for (std::size_t at = 0; at < features->size(); ++at) {
        const std::string where = fmt::format("reading feature {}", at + 1);
        auto fact = read_feature((*features)[at], at + 1, country, source);
        if (!fact) {
            return base::fail_while(where, fact.error());
        }
        for (const AreaPolygon& polygon : fact->area) {
            const auto sound = sound_polygon(polygon);
            if (!sound) {
                return base::fail_while(where, sound.error());
            }
            if (!sound->repair.empty()) {
                table.remarks.push_back({0, fact->id, sound->repair});
            }
        }
        if (!ids.insert(fact->id).second) {
            return base::fail_while(where,
                                    {ErrorCode::invalid_input,
                                     fmt::format("the id '{}' stands there twice", base::shown(fact->id, 60)),
                                     {}});
        }
        const std::string remark = holder_remark(fact->holder);
        if (!remark.empty() && holders_seen.insert(fact->holder).second) {
            table.remarks.push_back({0, fact->id, remark});
        }
        remark_strangers((*features)[at], properties_seen, table);
        table.facts.push_back(*std::move(fact));
    }
    return table;
}

}  // namespace cordon::trade
