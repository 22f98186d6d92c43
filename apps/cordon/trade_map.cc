// One shipment on a map: HTML and SVG, nothing else needed to look at it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/strings.h"
#include "cordon/trade_output.h"
#include "decision/trade_judge.h"
#include "reporting/report_page.h"

namespace cordon::app {

namespace {

using model::GeoPoint;

constexpr double width = 960;
constexpr double height_max = 720;
constexpr double km_per_degree = 111.32;

// Plate carree, true to scale in the middle of what is shown.
class Projection {
public:
    explicit Projection(const std::vector<GeoPoint>& points) {
        GeoPoint low = points.front();
        GeoPoint high = points.front();
        for (const GeoPoint& point : points) {
            low.latitude = std::min(low.latitude, point.latitude);
            low.longitude = std::min(low.longitude, point.longitude);
            high.latitude = std::max(high.latitude, point.latitude);
            high.longitude = std::max(high.longitude, point.longitude);
        }
        const double margin =
            std::max({0.6, (high.latitude - low.latitude) * 0.15, (high.longitude - low.longitude) * 0.15});
        south_ = std::max(low.latitude - margin, -90.0);
        north_ = std::min(high.latitude + margin, 90.0);
        west_ = low.longitude - margin;
        east_ = high.longitude + margin;
        squeeze_ = std::max(0.05, std::cos((south_ + north_) / 2 * std::numbers::pi / 180));
        scale_ = std::min(width / ((east_ - west_) * squeeze_), height_max / (north_ - south_));
    }

    [[nodiscard]] double x(const GeoPoint& point) const {
        return (point.longitude - west_) * squeeze_ * scale_;
    }
    [[nodiscard]] double y(const GeoPoint& point) const { return (north_ - point.latitude) * scale_; }
    [[nodiscard]] double km(double kilometres) const { return kilometres / km_per_degree * scale_; }
    [[nodiscard]] double wide() const { return (east_ - west_) * squeeze_ * scale_; }
    [[nodiscard]] double high() const { return (north_ - south_) * scale_; }
    [[nodiscard]] bool shows(const GeoPoint& point) const {
        return point.latitude >= south_ && point.latitude <= north_ && point.longitude >= west_ &&
               point.longitude <= east_;
    }

    [[nodiscard]] std::string grid() const {
        const double span = std::max(north_ - south_, east_ - west_);
        const double step = span > 40 ? 10 : span > 15 ? 5 : span > 4 ? 1 : 0.5;
        std::string out;
        for (double at = std::ceil(south_ / step) * step; at <= north_; at += step) {
            out += fmt::format(R"(<line class="grid" x1="0" x2="{:.1f}" y1="{:.1f}" y2="{:.1f}"/>)"
                               R"(<text class="degree" x="4" y="{:.1f}">{:g}&#176; N</text>)"
                               "\n",
                               wide(), y({at, west_}), y({at, west_}), y({at, west_}) - 3, at);
        }
        for (double at = std::ceil(west_ / step) * step; at <= east_; at += step) {
            out += fmt::format(R"(<line class="grid" y1="0" y2="{:.1f}" x1="{:.1f}" x2="{:.1f}"/>)"
                               R"(<text class="degree" x="{:.1f}" y="{:.1f}">{:g}&#176; E</text>)"
                               "\n",
                               high(), x({south_, at}), x({south_, at}), x({south_, at}) + 3, high() - 4, at);
        }
        return out;
    }

private:
    double south_ = 0;
    double north_ = 0;
    double west_ = 0;
    double east_ = 0;
    double squeeze_ = 1;
    double scale_ = 1;
};

std::string area_path(const trade::ControlFact& fact, const Projection& map) {
    std::string path;
    const auto ring = [&](const trade::Ring& points) {
        for (std::size_t at = 0; at < points.size(); ++at) {
            path += fmt::format("{}{:.1f} {:.1f}", at == 0 ? "M" : "L", map.x(points[at]), map.y(points[at]));
        }
        path += "Z";
    };
    for (const trade::AreaPolygon& polygon : fact.area) {
        ring(polygon.outer);
        for (const trade::Ring& hole : polygon.holes) {
            ring(hole);
        }
    }
    return path;
}

std::string facts_svg(const trade::Territory& territory, const base::PartialDate& days,
                      const Projection& map) {
    std::string out;
    for (const trade::MapFact& each : territory.on_map(days.from, days.to, "")) {
        const trade::ControlFact& fact = territory.facts()[each.fact];
        const std::string_view kind = each.grade == model::PlaceGrade::never  ? "never"
                                      : each.grade == model::PlaceGrade::held ? "held"
                                                                              : "doubt";
        const std::string title =
            fmt::format("<title>{}: {} {} ({})</title>", reporting::html_escaped(fact.name),
                        model::grade_code(each.grade), reporting::html_escaped(fact.holder),
                        reporting::html_escaped(fact.source));
        if (!fact.area.empty()) {
            out += fmt::format(R"(<path class="{}" fill-rule="evenodd" d="{}">{}</path>)"
                               "\n",
                               kind, area_path(fact, map), title);
        }
        if (fact.has_point && map.shows(fact.point)) {
            out +=
                fmt::format(R"(<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{:.1f}">{}</circle>)"
                            R"(<text class="fact" x="{:.1f}" y="{:.1f}">{}</text>)"
                            "\n",
                            kind, map.x(fact.point), map.y(fact.point), std::max(4.0, map.km(5)), title,
                            map.x(fact.point) + 6, map.y(fact.point) - 6, reporting::html_escaped(fact.name));
        }
    }
    return out;
}

constexpr std::string_view style =
    R"(body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:980px;color:#1b1f24}
svg{background:#f5f2ea;border:1px solid #c9c3b4;max-width:100%;height:auto}
.grid{stroke:#ddd6c6;stroke-width:1}.degree{font-size:10px;fill:#8b8370}
.held{fill:#b3261e;fill-opacity:.45;stroke:#8c1d18}.doubt{fill:#d9822b;fill-opacity:.4;stroke:#9a5a17}
.never{fill:#2e7d32;fill-opacity:.3;stroke:#1b5e20}.fact{font-size:11px;fill:#6b2a25}
.way{fill:none;stroke:#123e7c;stroke-width:2;stroke-dasharray:6 4}
.stop{fill:#123e7c;stroke:#fff;stroke-width:1.5}
.name{font-size:13px;font-weight:600;fill:#0b2a57;paint-order:stroke;stroke:#f5f2ea;stroke-width:3px}
table{border-collapse:collapse;width:100%}
td,th{border:1px solid #d6d0c2;padding:.3rem .5rem;text-align:left;vertical-align:top})";

std::string table_of(const JudgedShipment& judged) {
    std::string out = "<h2>Reasons</h2>\n<ul>\n";
    for (const model::Reason& reason : judged.verdict.reasons) {
        out += fmt::format("<li>{}: {}</li>\n", decision::trade_outcome_code(decision::trade_outcome(reason)),
                           reporting::html_escaped(reason.finding.sentence));
    }
    out +=
        "</ul>\n<h2>Places</h2>\n<table><tr><th>no.</th><th>place</th><th>days</th><th>grade</th>"
        "<th>evidence and source</th></tr>\n";
    std::size_t number = 0;
    for (const decision::TradePlace& place : judged.trade->judged.places) {
        std::string facts;
        for (const model::PlaceEvidence& one : place.answer.evidence) {
            facts += fmt::format("{}{} ({})", facts.empty() ? "" : "<br>",
                                 reporting::html_escaped(one.sentence), reporting::html_escaped(one.source));
        }
        out +=
            fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", ++number,
                        reporting::html_escaped(place.text),
                        place.date.known() ? reporting::html_escaped(base::to_string(place.date)) : "no date",
                        model::grade_code(place.answer.grade), facts.empty() ? "no fact" : facts);
    }
    return out + "</table>\n";
}

}  // namespace

std::string trade_map(const JudgedShipment& judged, const trade::Territory& territory) {
    const auto& places = judged.trade->judged.places;
    std::vector<GeoPoint> points;
    base::PartialDate days;
    for (const decision::TradePlace& place : places) {
        if (place.point) {
            points.push_back(*place.point);
        }
        if (place.date.known() && (!days.known() || place.answer.grade >= model::PlaceGrade::partial)) {
            days = place.date;
        }
    }
    const std::string title = fmt::format(
        "{}: {} {}", decision::trade_outcome_code(decision::trade_outcome(judged.verdict)),
        reporting::html_escaped(judged.verdict.type), reporting::html_escaped(judged.verdict.message_id));
    std::string out = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{}</title>\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n"
        "<style>{}</style></head>\n<body>\n<h1>{}</h1>\n",
        title, style, title);
    if (points.empty()) {
        out += "<p>No place of this shipment has coordinates, so there is nothing to draw.</p>\n";
    } else {
        const Projection map(points);
        out += fmt::format(
            "<p>What was held on {}, and the way of the goods. Red: held; orange: contested, in part, or "
            "in doubt; green: never held.</p>\n",
            days.known() ? base::to_string(days) : "any day");
        out +=
            fmt::format(R"(<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {0:.0f} {1:.0f}" )"
                        R"(width="{0:.0f}" height="{1:.0f}">)"
                        "\n",
                        map.wide(), map.high());
        out += map.grid() + facts_svg(territory, days, map);
        std::string way;
        for (const GeoPoint& point : points) {
            way += fmt::format("{:.1f},{:.1f} ", map.x(point), map.y(point));
        }
        out += fmt::format(R"(<polyline class="way" points="{}"/>)"
                           "\n",
                           way);
        std::size_t number = 0;
        for (const decision::TradePlace& place : places) {
            ++number;
            if (place.point) {
                out += fmt::format(R"(<circle class="stop" cx="{:.1f}" cy="{:.1f}" r="6"/>)"
                                   R"(<text class="name" x="{:.1f}" y="{:.1f}">{}. {}</text>)"
                                   "\n",
                                   map.x(*place.point), map.y(*place.point), map.x(*place.point) + 9,
                                   map.y(*place.point) + 4, number, reporting::html_escaped(place.text));
            }
        }
        out += "</svg>\n";
    }
    return out + table_of(judged) + "</body></html>\n";
}

}  // namespace cordon::app
