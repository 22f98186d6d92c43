#include "trade/control_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/parse.h"
#include "base/strings.h"
#include "model/country.h"

namespace cordon::trade {

using base::ErrorCode;
using model::Confidence;
using model::GeoPoint;

namespace {

struct CountryExtent {
    std::string_view code;
    double south, north, west, east;
};

constexpr auto country_extents = std::to_array<CountryExtent>({
#include "trade/country_extents.inc"
});

constexpr double extent_slack_degrees = 0.3;  // towns on a border, rounded coordinates, islands off the coast

bool within(const CountryExtent& extent, const GeoPoint& point, double slack = extent_slack_degrees) {
    return point.latitude >= extent.south - slack && point.latitude <= extent.north + slack &&
           point.longitude >= extent.west - slack && point.longitude <= extent.east + slack;
}

base::Result<double> degrees(std::string_view text, std::string_view what, double most) {
    const auto number = base::parse_number<double>(base::trim(text));
    if (!number || !(*number >= -most && *number <= most)) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("{} '{}' is no number of degrees between -{} and {}", what,
                                      base::shown(text, 40), most, most));
    }
    return *number;
}

bool plain_date_form(std::string_view text) {
    constexpr std::string_view circa = "circa ";
    if (text.starts_with(circa)) {
        text.remove_prefix(circa.size());
    }
    const bool length = text.size() == 4 || text.size() == 7 || text.size() == 10;
    return length && std::ranges::all_of(text, [&](const char& letter) {
               const auto at = &letter - text.data();
               return at == 4 || at == 7 ? letter == '-' : letter >= '0' && letter <= '9';
           });
}

}  // namespace

base::Result<FactEdge> read_edge(std::string_view raw, Confidence confidence) {
    FactEdge edge;
    edge.confidence = confidence;
    const std::string text = base::collapse_whitespace(raw);
    edge.text = text;
    if (text.empty()) {
        return edge;
    }
    const auto date = plain_date_form(text) ? base::parse_partial_date(text)
                                            : base::fail(ErrorCode::invalid_input, "no such form");
    if (!date || !date->known()) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("'{}' is no date; write 2015-05-21, 2015-05 or 2015, with 'circa ' "
                                      "before it when it is not certain",
                                      base::shown(text, 40)));
    }
    edge.first = date->from;
    edge.last = date->to;
    if (date->circa) {
        edge.confidence = Confidence::low;
    }
    return edge;
}

base::Result<Confidence> read_confidence(std::string_view text) {
    const std::string word = base::ascii_lower(base::trim(text));
    if (word == "h" || word == "high") {
        return Confidence::high;
    }
    if (word == "m" || word == "medium") {
        return Confidence::medium;
    }
    if (word.empty() || word == "-" || word == "l" || word == "low") {
        return Confidence::low;
    }
    return base::fail(ErrorCode::invalid_input,
                      fmt::format("'{}' is no confidence; write H, M or L", base::shown(text, 40)));
}

base::Result<FactStatus> read_status(std::string_view text) {
    const std::string word = base::ascii_lower(base::trim(text));
    for (const FactStatus status : {FactStatus::held, FactStatus::contested, FactStatus::partial,
                                    FactStatus::residual, FactStatus::never}) {
        if (word == status_code(status)) {
            return status;
        }
    }
    return base::fail(ErrorCode::invalid_input,
                      fmt::format("'{}' is no status; write held, contested, partial, residual or never",
                                  base::shown(text, 40)));
}

base::Result<GeoPoint> read_point(std::string_view latitude, std::string_view longitude) {
    const auto lat = degrees(latitude, "latitude", 90);
    const auto lon = degrees(longitude, "longitude", 180);
    if (!lat && lon) {
        const auto as_longitude = degrees(latitude, "", 180);
        return base::fail(
            ErrorCode::invalid_input,
            lat.error().message + (as_longitude && std::abs(*lon) <= 90
                                       ? "; latitude comes first, so the two may have been exchanged"
                                       : ""));
    }
    if (!lat || !lon) {
        return base::fail(ErrorCode::invalid_input, lat ? lon.error().message : lat.error().message);
    }
    return GeoPoint{*lat, *lon};
}

bool in_extent(const GeoPoint& point, std::string_view country, double slack_degrees) {
    const auto* const extent = std::ranges::find(country_extents, country, &CountryExtent::code);
    return extent == country_extents.end() || within(*extent, point, slack_degrees);
}

base::Status check_country(const GeoPoint& point, std::string_view country) {
    const auto* const extent = std::ranges::find(country_extents, country, &CountryExtent::code);
    if (extent == country_extents.end() || within(*extent, point)) {
        return {};
    }
    const bool exchanged = within(*extent, {point.longitude, point.latitude});
    return base::fail(ErrorCode::invalid_input,
                      fmt::format("latitude {:.4f}, longitude {:.4f} lies outside {}; {}", point.latitude,
                                  point.longitude, model::country_name(country),
                                  exchanged ? "latitude and longitude seem to be exchanged"
                                            : "correct the coordinates or the country"));
}

base::Status check_order(const FactEdge& from, const FactEdge& to) {
    if (from.open()) {
        return base::fail(ErrorCode::invalid_input,
                          "the day from which it was held is missing; give at least the year");
    }
    if (!to.open() && to.last < from.first) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("it ends ({}) before it begins ({}); the dates may have been exchanged",
                                      to.text, from.text));
    }
    if (!to.open() && to.last == from.first) {
        return base::fail(
            ErrorCode::invalid_input,
            fmt::format("it ends on the day on which it begins ({}); the end is the first day on "
                        "which it was no longer held",
                        from.text));
    }
    return {};
}

double accuracy_of(std::string_view coord_source) {
    return base::ascii_ifind(coord_source, "approximate") == std::string_view::npos ? 1 : 10;
}

std::string holder_remark(std::string_view holder) {
    const HolderName name = known_holder(holder);
    if (name.known) {
        return "";
    }
    return fmt::format("the holder '{}' is not one that Cordon knows; it counts as a listed group, as {}",
                       base::shown(holder, 60), name.code);
}

}  // namespace cordon::trade
