// reporting/report_page.h: an effectiveness report as one page of HTML for a supervisor's desk.
//
// Role:        head with versions, summary, families with intervals, curve, breakdowns, misses, method,
//              signature; reads on screen and in print, needs no network and no script.
// Rules:       one file; its Content-Security-Policy forbids everything but its own style sheet. Every text
//              from outside is escaped.
// Threads:     pure functions.
// Determinism: same report, same head: same bytes.
// Errors:      none.
#pragma once

#include <string>
#include <string_view>

#include "reporting/effectiveness.h"

namespace cordon::reporting {

// Who signed the JSON statement that the page shows.
struct PageHead {
    std::string made_at;
    std::string made_by;
    std::string engine_build;
    std::string key_id;
    std::string public_key;
    std::string signature;
    std::string report_sha256;  // of the statement's canonical form
};

[[nodiscard]] std::string report_page(const EffectivenessReport& report, const PageHead& head);

// & < > " ' as entities.
[[nodiscard]] std::string html_escaped(std::string_view text);

}  // namespace cordon::reporting
