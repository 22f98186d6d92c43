// server/yente_match.h: examples against the lists: filters, scores as clients read them, order.
//
// Role:      shared by POST /match and reconciliation.
// Rules:     the effective cutoff is the smaller of cutoff and threshold, and a score that is the cutoff
//            exactly is dropped; total counts those at or above the threshold, before the limit; order is
//            by score, then by id.
// Threads:   pure functions.
// Cost:      one search an example; a listing is decoded when it is returned.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "server/yente_query.h"
#include "server/yente_service.h"

namespace cordon::server {

struct YenteMatchOptions {
    std::int64_t limit = 5;
    double threshold = 0.7;
    double cutoff = 0.7;
    YenteScope scope;
    std::vector<std::string_view> exclude_schemata;
    std::vector<std::string_view> topics;  // any of them
    std::vector<std::string_view> exclude_ids;
    std::string changed_since;  // "" or whole
};

struct YenteHit {
    std::uint32_t ordinal = 0;
    double score = 0;  // as clients read it
    bool match = false;
    screening::Hit hit;
};

struct YenteHits {
    std::vector<YenteHit> best;  // at most limit
    std::uint64_t total = 0;
    bool truncated = false;  // there may be more than were scored
};

[[nodiscard]] base::Result<YenteHits> match_example(const YenteCall& call, const YenteExample& example,
                                                    const YenteMatchOptions& options,
                                                    screening::SearchScratch& scratch);

// Whether a row passes what both matching and searching filter by.
[[nodiscard]] bool has_topic(const YenteView& view, const YenteRow& row,
                             const std::vector<std::string_view>& topics);

}  // namespace cordon::server
