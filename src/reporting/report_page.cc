#include "reporting/report_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/hash.h"
#include "base/web_key.h"
#include "reporting/report_page_parts.h"

namespace cordon::reporting {

namespace {

constexpr std::string_view style = R"css(
:root{color:#1b2430;background:#fff;font:15px/1.5 "Noto Sans","Segoe UI",Arial,sans-serif}
body{max-width:62rem;margin:0 auto;padding:2rem 1.5rem 4rem}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .3rem}
h2{font-size:1.15rem;margin:2.4rem 0 .6rem;padding-top:.5rem;border-top:2px solid #1b2430}
h3{font-size:1rem;margin:1.4rem 0 .4rem}
p{max-width:46rem;margin:.5rem 0}
.head{color:#4b5866;margin:0}
.tiles{display:flex;flex-wrap:wrap;gap:1rem;margin:1.4rem 0}
.tile{flex:1 1 12rem;border:1px solid #cfd6de;border-top:4px solid #14606f;padding:.7rem .9rem}
.tile.warn{border-top-color:#b4541a}
.tile b{display:block;font-size:1.7rem;line-height:1.25;font-variant-numeric:tabular-nums}
.tile span{color:#4b5866;font-size:.85rem}
table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.88rem}
th,td{text-align:left;padding:.28rem .6rem .28rem 0;border-bottom:1px solid #e2e7ec;vertical-align:top}
th{font-weight:600;border-bottom:1px solid #1b2430;vertical-align:bottom}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.code{font:.8rem/1.4 "Noto Sans Mono",Consolas,monospace;overflow-wrap:anywhere}
.bar .rail{fill:#edf1f4}.bar .fill{fill:#14606f}
.whisker{stroke:#e9a15b;stroke-width:1.6;fill:none}
.chart{width:100%;max-width:46rem;height:auto}
.grid{stroke:#e2e7ec}.curve{fill:none;stroke:#14606f;stroke-width:2.2}
.mark{fill:#14606f}.mark.here{fill:#b4541a}
.tick,.label,.axis{font-size:11px;fill:#4b5866}.label.here{fill:#b4541a;font-weight:600}
.query{white-space:pre-wrap}
.quiet{color:#4b5866}
.misses{table-layout:fixed}.misses th:nth-child(1){width:14%}.misses th:nth-child(2){width:25%}
.misses th:nth-child(3){width:25%}.misses td{overflow-wrap:break-word}
@media print{:root{font-size:11px}body{padding:0;max-width:none}h2{break-after:avoid}
tr,.tile,svg{break-inside:avoid}}
)css";

std::string tile(std::string_view what, const std::string& number, const std::string& more, bool warn) {
    return fmt::format("<div class=\"tile{}\"><span>{}</span><b>{}</b><span>{}</span></div>",
                       warn ? " warn" : "", html_escaped(what), html_escaped(number), html_escaped(more));
}

const ShareRow* weakest(const EffectivenessReport& report) {
    const ShareRow* found = nullptr;
    for (const ShareRow& row : report.families) {
        if (row.key != "control" && row.detected.of > 0 &&
            (found == nullptr || row.detected.rate() < found->detected.rate())) {
            found = &row;
        }
    }
    return found;
}

// Where bars begin: below the lowest interval, at a full ten per cent.
double axis_of(const std::vector<ShareRow>& rows) {
    double least = 0.9;
    for (const ShareRow& row : rows) {
        if (row.detected.of >= 100) {  // a handful of queries would stretch it to nothing
            least = std::min(least, std::floor(10 * row.detected.low()) / 10);
        }
    }
    return least;
}

std::string summary(const EffectivenessReport& report) {
    std::string html = "<div class=\"tiles\">";
    const auto counted = [](const Share& share) {
        return fmt::format("{} of {}; 95 %: {}", shown_count(share.count), shown_count(share.of),
                           shown_interval(share));
    };
    html += tile("Names exactly as listed, detected", shown_share(report.control), counted(report.control),
                 report.control.count < report.control.of);
    html += tile("Altered names, detected", shown_share(report.manipulated), counted(report.manipulated),
                 report.manipulated.rate() < 0.95);
    if (const ShareRow* row = weakest(report); row != nullptr) {
        html += tile("Weakest family", shown_share(row->detected), row->title, row->detected.rate() < 0.75);
    }
    html += tile("False alarms in 1,000 ordinary names",
                 report.alarms.of == 0 ? "-" : fmt::format("{:.2f}", 1000 * report.alarms.rate()),
                 report.alarms.of == 0
                     ? std::string("not tested")
                     : fmt::format("{} of {}; 95 %: {:.2f} to {:.2f}", shown_count(report.alarms.count),
                                   shown_count(report.alarms.of), 1000 * report.alarms.low(),
                                   1000 * report.alarms.high()),
                 false);
    return html + "</div>";
}

std::string lists_section(const EffectivenessReport& report) {
    std::string html =
        "<h2>Lists tested</h2><table><thead><tr><th>list</th><th>version</th><th>published</th>"
        "<th class=\"n\">listings</th><th class=\"n\">names</th><th>SHA-256 of the "
        "content</th></tr></thead><tbody>";
    for (const model::ListVersion& version : report.lists) {
        html += fmt::format(
            "<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>"
            "<td class=\"code\">{}</td></tr>",
            html_escaped(version.list), html_escaped(version.version), base::to_string(version.published),
            shown_count(version.listings), shown_count(version.names), html_escaped(version.content_sha256));
    }
    return html + "</tbody></table>";
}

std::string curve_section(const EffectivenessReport& report) {
    std::string html =
        "<h2>What another threshold would do</h2><p>Each point is one threshold: further up finds more, "
        "further left alarms less.</p>" +
        curve_chart(report) +
        "<table><thead><tr><th>threshold</th><th class=\"n\">altered names detected</th>"
        "<th class=\"n\">false alarms in 1,000</th></tr></thead><tbody>";
    for (const CurvePoint& point : report.curve) {
        const bool holds = std::lround(100 * report.threshold) == point.hundredths;
        if (holds || point.hundredths % 5 == 0) {
            html += fmt::format(
                "<tr><td>{:.2f}{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
                point.hundredths / 100.0, holds ? " (this report)" : "", shown_share(point.detected),
                point.alarms.of == 0 ? "-" : fmt::format("{:.2f}", 1000 * point.alarms.rate()));
        }
    }
    return html + "</tbody></table>";
}

std::string ordinary_section(const EffectivenessReport& report) {
    std::string html = fmt::format(
        "<h2>Ordinary names</h2><p>{}. An alarm is an answer at or above the threshold.</p><table><thead><tr>"
        "<th>group</th><th class=\"n\">names</th><th class=\"n\">alarms</th><th class=\"n\">in 1,000</th>"
        "<th class=\"n\">95 % interval</th></tr></thead><tbody>",
        html_escaped(report.ordinary_source));
    for (const ShareRow& row : report.ordinary) {
        html += fmt::format(
            "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{:.2f}</td>"
            "<td class=\"n\">{:.2f} to {:.2f}</td></tr>",
            html_escaped(row.title), shown_count(row.detected.of), shown_count(row.detected.count),
            1000 * row.detected.rate(), 1000 * row.detected.low(), 1000 * row.detected.high());
    }
    return html + "</tbody></table>";
}

std::string misses_section(const EffectivenessReport& report) {
    if (report.missed == 0) {
        return "<h2>Misses</h2><p>None.</p>";
    }
    std::string html = fmt::format(
        "<h2>Misses</h2><p>{} altered names were not detected. A sample of each family, drawn by the "
        "seed:</p>"
        "<table class=\"misses\"><thead><tr><th>family</th><th>query</th><th>listed as</th><th>why it was "
        "missed</th></tr></thead>"
        "<tbody>",
        shown_count(report.missed));
    for (const Miss& miss : report.misses) {
        html += fmt::format(
            "<tr><td>{}<br><span class=\"quiet\">{}</span></td><td class=\"query\">{}</td><td>{}<br>"
            "<span class=\"quiet\">{} {}</span></td><td>{}</td></tr>",
            html_escaped(miss.family), html_escaped(miss.how), html_escaped(miss.query),
            html_escaped(miss.name), html_escaped(miss.list), html_escaped(miss.listing_id),
            html_escaped(miss.reason));
    }
    return html + "</tbody></table>";
}

std::string script_title(const std::string& code) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 14> titles{
        {{"Latn", "Latin"},
         {"Cyrl", "Cyrillic"},
         {"Arab", "Arabic"},
         {"Hani", "Chinese (Han)"},
         {"Hang", "Korean (Hangul)"},
         {"Kana", "Japanese (Kana)"},
         {"Hebr", "Hebrew"},
         {"Grek", "Greek"},
         {"Armn", "Armenian"},
         {"Geor", "Georgian"},
         {"Deva", "Devanagari"},
         {"Mymr", "Burmese"},
         {"Thai", "Thai"},
         {"Zyyy", "no letters"}}};
    const auto found = std::ranges::find(titles, code, &std::pair<std::string_view, std::string_view>::first);
    return found == titles.end() ? code : std::string(found->second);
}

std::string breakdown_section(const EffectivenessReport& report) {
    std::string html = "<h2>Altered names, broken down</h2>";
    struct {
        std::string_view title;
        const std::vector<ShareRow>* rows;
    } tables[] = {{"List", &report.by_list},
                  {"Script of the listed name", &report.by_script},
                  {"Kind of party", &report.by_kind},
                  {"Quality of the listed name", &report.by_quality}};
    // ISO 15924 codes are for programs.
    std::vector<ShareRow> scripts = report.by_script;
    for (ShareRow& row : scripts) {
        row.title = script_title(row.key);
    }
    tables[1].rows = &scripts;
    for (const auto& table : tables) {
        html += fmt::format("<h3>{}</h3>{}", table.title,
                            share_table(table.title, *table.rows, axis_of(*table.rows), true));
    }
    return html;
}

std::string method_section(const EffectivenessReport& report) {
    return fmt::format(
        "<h2>Method</h2><p>{} names stand on the lists. Each family takes names in an order drawn from the "
        "seed "
        "and alters them until it has its queries or no name is left; the alterations are written without a "
        "look at how names are compared. A query carries the altered name and nothing else, and is screened "
        "against all lists at once. It counts as detected when the listing whose name was altered, or a "
        "listing "
        "linked to it as the same party, reaches the threshold; <i>stood first</i> means that no other party "
        "scored "
        "higher. Intervals are Wilson's at 95 %. They say how sure the share is for alterations of this kind "
        "on these lists, not for every way in which a person may hide.</p><p>Queries in each family, at "
        "most: {}. "
        "Seed: {}. The same seed, lists and build give the same numbers.</p>",
        shown_count(report.names), shown_count(report.sample), report.seed);
}

std::string signature_section(const PageHead& head) {
    return fmt::format(
        "<h2>Signature</h2><table><tbody><tr><th>report (JSON), SHA-256</th><td class=\"code\">{}</td></tr>"
        "<tr><th>key</th><td class=\"code\">{}</td></tr><tr><th>public key, Ed25519</th><td "
        "class=\"code\">{}</td></tr>"
        "<tr><th>signature of the report</th><td class=\"code\">{}</td></tr></tbody></table>"
        "<p>This page is signed as a whole too: <span class=\"code\">cordon verify FILE</span> checks "
        "it.</p>",
        html_escaped(head.report_sha256), html_escaped(head.key_id), html_escaped(head.public_key),
        html_escaped(head.signature));
}

}  // namespace

std::string html_escaped(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        switch (letter) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default:
                out.push_back(static_cast<unsigned char>(letter) < 0x20U && letter != '\n' ? ' ' : letter);
        }
    }
    return out;
}

std::string report_page(const EffectivenessReport& report, const PageHead& head) {
    const base::Sha256Digest style_hash = base::sha256(style);
    std::string html = fmt::format(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{}'\">"
        "<meta name=\"viewport\" content=\"width=device-width\">"
        "<title>Effectiveness of sanctions screening</title><style>{}</style></head><body>\n",
        base::to_base64({reinterpret_cast<const char*>(style_hash.data()), style_hash.size()}), style);
    html += fmt::format(
        "<h1>Effectiveness of sanctions screening</h1><p class=\"head\">System: {}. Threshold {:.2f} ({}). "
        "Made {} "
        "by {} with Cordon {}.</p>\n",
        html_escaped(report.system), report.threshold, html_escaped(report.threshold_source),
        html_escaped(head.made_at), html_escaped(head.made_by), html_escaped(head.engine_build));
    html += summary(report);
    html += "\n<h2>Detection by family of alteration</h2>" +
            share_table("family", report.families, axis_of(report.families), true);
    html += "\n" + curve_section(report) + "\n" + ordinary_section(report) + "\n" + breakdown_section(report);
    html += "\n" + misses_section(report) + "\n" + lists_section(report);
    html += "\n<h2>Every manner of alteration</h2>" + share_table(
                                                          "family: manner",
                                                          [&report] {
                                                              std::vector<ShareRow> rows = report.ways;
                                                              for (ShareRow& row : rows) {
                                                                  row.title = row.key;
                                                              }
                                                              return rows;
                                                          }(),
                                                          axis_of(report.ways), false);
    html += "\n" + method_section(report) + "\n" + signature_section(head);
    return html + "\n</body></html>\n";
}

}  // namespace cordon::reporting
