#include "reporting/report_page_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reporting/report_page.h"

namespace cordon::reporting {

namespace {

constexpr double bar_width = 180;

// 1, 2 or 5 times a power of ten, at least `most`.
double round_maximum(double most) {
    const double power = std::pow(10, std::floor(std::log10(std::max(most, 1e-3))));
    for (const double step : {1.0, 2.0, 5.0, 10.0}) {
        if (step * power >= most) {
            return step * power;
        }
    }
    return 10 * power;
}

struct Plot {
    double left = 56;
    double top = 14;
    double width = 560;
    double height = 250;
    double x_max = 1;
    double y_min = 0;
    [[nodiscard]] double x(double value) const { return left + width * std::min(value, x_max) / x_max; }
    [[nodiscard]] double y(double value) const {
        return top + height * (1 - (std::max(value, y_min) - y_min) / (1 - y_min));
    }
};

std::string axes(const Plot& plot) {
    std::string svg;
    for (int step = 0; step <= 5; ++step) {
        const double x = plot.x_max * step / 5;
        const double y = plot.y_min + (1 - plot.y_min) * step / 5;
        svg += fmt::format(
            "<line class=\"grid\" x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{0:.1f}\" y2=\"{2:.1f}\"/>"
            "<text class=\"tick\" text-anchor=\"middle\" x=\"{0:.1f}\" y=\"{3:.1f}\">{4:g}</text>",
            plot.x(x), plot.top, plot.top + plot.height, plot.top + plot.height + 16, x);
        svg += fmt::format(
            "<line class=\"grid\" x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{2:.1f}\" y2=\"{1:.1f}\"/>"
            "<text class=\"tick\" text-anchor=\"end\" x=\"{3:.1f}\" y=\"{4:.1f}\">{5:.0f} %</text>",
            plot.left, plot.y(y), plot.left + plot.width, plot.left - 6, plot.y(y) + 4, 100 * y);
    }
    return svg;
}

}  // namespace

std::string percent(double rate) {
    // Never rounded up to a full hundred.
    const double shown = rate < 1 && 100 * rate > 99.99 ? 99.99 : 100 * rate;
    return fmt::format("{:.2f} %", shown);
}

std::string shown_share(const Share& share) {
    return share.of == 0 ? "-" : percent(share.rate());
}

std::string shown_interval(const Share& share) {
    return share.of == 0 ? "-" : fmt::format("{:.2f} to {:.2f}", 100 * share.low(), 100 * share.high());
}

std::string shown_count(std::uint64_t number) {
    std::string text = fmt::format("{}", number);
    for (std::size_t at = text.size(); at > 3; at -= 3) {
        text.insert(at - 3, ",");
    }
    return text;
}

std::string share_bar(const Share& share, double axis_first) {
    if (share.of == 0) {
        return "";
    }
    const auto x = [&](double value) {
        return bar_width * (std::max(value, axis_first) - axis_first) / (1 - axis_first);
    };
    return fmt::format(
        "<svg class=\"bar\" width=\"{0:.0f}\" height=\"14\" viewBox=\"0 0 {0:.0f} 14\" role=\"img\" "
        "aria-label=\"{1}\"><rect class=\"rail\" width=\"{0:.0f}\" height=\"14\"/>"
        "<rect class=\"fill\" width=\"{2:.2f}\" height=\"14\"/>"
        "<path class=\"whisker\" d=\"M{3:.2f} 7H{4:.2f}M{3:.2f} 3V11M{4:.2f} 3V11\"/></svg>",
        bar_width, percent(share.rate()), x(share.rate()), x(share.low()), x(share.high()));
}

std::string curve_chart(const EffectivenessReport& report) {
    if (report.alarms.of == 0 || report.manipulated.of == 0) {
        return "<p>No curve: it needs altered and ordinary names.</p>";
    }
    Plot plot;
    double most = 0;
    double least = 1;
    for (const CurvePoint& point : report.curve) {
        // What happens far below any threshold in use would squeeze the rest into a corner.
        if (point.hundredths / 100.0 >= report.threshold - 0.12) {
            most = std::max(most, 1000 * point.alarms.rate());
        }
        if (point.hundredths <= 95) {
            least = std::min(least, point.detected.rate());
        }
    }
    plot.x_max = round_maximum(most);
    plot.y_min = std::floor(10 * std::min(least, 0.9)) / 10;
    std::string path;
    std::string marks;
    for (const CurvePoint& point : report.curve) {
        const double alarms = 1000 * point.alarms.rate();
        if (alarms > plot.x_max || point.detected.rate() < plot.y_min) {
            continue;
        }
        const double x = plot.x(alarms);
        const double y = plot.y(point.detected.rate());
        path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", x, y);
        const bool holds = std::lround(100 * report.threshold) == point.hundredths;
        if (holds || point.hundredths % 5 == 0) {
            marks += fmt::format(
                "<circle class=\"{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\"/>"
                "<text class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\">{:.2f}{}</text>",
                holds ? "mark here" : "mark", x, y, holds ? 6 : 3.5, holds ? "label here" : "label", x + 8,
                y + 16, point.hundredths / 100.0, holds ? " threshold" : "");
        }
    }
    return fmt::format(
        "<svg class=\"chart\" viewBox=\"0 0 640 312\" role=\"img\" aria-label=\"Detection against false "
        "alarms "
        "over thresholds\">{}<path class=\"curve\" d=\"{}\"/>{}"
        "<text class=\"axis\" text-anchor=\"middle\" x=\"{:.0f}\" y=\"306\">false alarms in 1,000 ordinary "
        "names</text></svg>",
        axes(plot), path, marks, plot.left + plot.width / 2);
}

std::string share_table(std::string_view first_column, const std::vector<ShareRow>& rows, double axis_first,
                        bool with_first) {
    std::string html = fmt::format(
        "<table><thead><tr><th>{}</th><th class=\"n\">queries</th><th class=\"n\">detected</th>"
        "<th class=\"n\">95 % interval</th><th>{:.0f} to 100 %</th>{}</tr></thead><tbody>",
        html_escaped(first_column), 100 * axis_first, with_first ? "<th class=\"n\">stood first</th>" : "");
    for (const ShareRow& row : rows) {
        html += fmt::format(
            "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td "
            "class=\"n\">{}</td><td>{}</td>{}"
            "</tr>",
            html_escaped(row.title), shown_count(row.detected.of), shown_share(row.detected),
            shown_interval(row.detected), share_bar(row.detected, axis_first),
            with_first ? fmt::format("<td class=\"n\">{}</td>", shown_share(row.first)) : "");
    }
    return html + "</tbody></table>";
}

}  // namespace cordon::reporting
