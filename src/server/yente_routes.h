// server/yente_routes.h: the HTTP API of yente, so that what speaks to yente today can point at Cordon.
//
// Role:      /match, /search, /entities, /reconcile, /catalog, /algorithms, /healthz, /readyz, /updatez below
//            a prefix. docs/reference/yente-api.md says what is answered and what differs.
// Rules:     answers are those of yente 5.5: names of fields, limits, statuses and error bodies. What must
//            not look like a clean answer does not: without lists every question is 503, and who asks who is
//            listed gets 503 too when lists are missing or too old for the payment policy; lists that are
//            merely old stand in a header and in the body, and a query that cannot be screened has a status
//            of 400 of its own.
// Ownership: the handlers keep the provider and all else that they need.
// Threads:   handlers may be called from any thread.
// Cost:      the first request after a list change decodes every listing once (YenteView).
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "server/http_router.h"
#include "server/serving_lists.h"

namespace cordon::server {

struct YenteOptions {
    std::string prefix = "/yente";  // "" or "/" for the root
    Access access = Access::any_key();
    std::string update_token;                            // "": POST /updatez is always refused
    std::function<base::Status(bool wait)> update = {};  // fetches lists
    std::string public_url;  // of the prefix, as clients see it: stands in answers
};

void add_yente_routes(HttpRouter& router, ListsProvider lists, YenteOptions options);

// A score of ours as yente's clients read it, and back: threshold and above becomes 0.701 to 1, in
// proportion; below it 0 to 0.70, never 0.70 itself. So yente's default threshold and cutoff of 0.7 find what
// Cordon finds, also a score that is the threshold exactly, which yente's cutoff would drop.
[[nodiscard]] double yente_score(double score, double threshold);
// The least score of ours that is `score` or more for clients.
[[nodiscard]] double score_of_yente(double score, double threshold);

}  // namespace cordon::server
