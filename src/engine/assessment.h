// engine/assessment.h: screening tested against the lists that are active: altered names in, counts out.
//
// Role:        draws the queries from the listed names, screens each against all lists, and fills the
//              effectiveness report. Another system is judged on the same queries (judge_results).
// Rules:       names of Cordon's supplement are no source of queries, only of answers. A query carries the
//              name and nothing else. Each family takes names in an order drawn from the seed until it has
//              its sample; where fewer can be altered, several alterations of a name are used, never the same
//              twice.
// Ownership:   values; a Snapshot must outlive the call only.
// Threads:     those that the hooks lend.
// Determinism: same snapshot, same options: same queries, same outcomes, same report, whatever the threads.
// Cost:        one search a query.
// Errors:      corrupt (a stored listing), invalid_input (results that do not belong to these queries).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/hooks.h"
#include "engine/snapshot.h"
#include "reporting/effectiveness.h"
#include "reporting/name_manipulation.h"

namespace cordon::engine {

struct AssessmentOptions {
    std::uint64_t seed = 1;
    std::uint32_t sample = 10'000;  // of each family
    std::uint32_t ordinary = 20'000;
    std::uint32_t misses = 6;  // shown of each family
    double threshold = screening::shipped_threshold;
    std::string threshold_source = "shipped";
    bool supplement = true;
};

// What a query was made from: a name of a listing, with all that the report counts by.
struct SourceName {
    std::uint32_t listing = 0;
    std::string text;
    model::PartyKind kind = model::PartyKind::unknown;
    std::string_view script;
    std::string_view quality;
    std::vector<std::string> countries;
};

struct AssessmentQuery {
    std::uint32_t source = 0;  // place among the source names
    reporting::Family family = reporting::Family::control;
    std::string text;
    std::string how;
};

struct OrdinaryQuery {
    std::string text;
    std::string group;
};

struct Assessment {
    std::vector<SourceName> sources;
    std::vector<AssessmentQuery> queries;
    std::vector<OrdinaryQuery> ordinary;
    std::string ordinary_source;
};

// With invented ordinary names; a caller with its own puts them in their place.
[[nodiscard]] base::Result<Assessment> draw_assessment(const Snapshot& snapshot,
                                                       const AssessmentOptions& options,
                                                       const Hooks& hooks = {});

struct Outcome {
    double score = 0;    // of the right party; 0: not among the answers
    bool first = false;  // nobody else scored higher
};
struct Outcomes {
    std::vector<Outcome> queries;
    std::vector<double> ordinary;  // best score of each
};

[[nodiscard]] base::Result<Outcomes> screen_assessment(const Snapshot& snapshot, const Assessment& assessment,
                                                       const AssessmentOptions& options, const Hooks& hooks);

// An answer of another system to one query.
struct ForeignHit {
    std::string listing_id;
    double score = 0;
};
// "Q00042-1a2b3c4d" or "O...": place and checksum, so that results of other queries are noticed.
[[nodiscard]] std::string query_id(const Assessment& assessment, std::size_t at);
[[nodiscard]] std::string ordinary_id(const Assessment& assessment, std::size_t at);
// The ids that count as right, as "list:id".
[[nodiscard]] base::Result<std::vector<std::string>> expected_ids(const Snapshot& snapshot,
                                                                  std::uint32_t listing);
[[nodiscard]] base::Result<Outcomes> judge_results(
    const Snapshot& snapshot, const Assessment& assessment,
    const std::map<std::string, std::vector<ForeignHit>, std::less<>>& results);

// explain: misses are told with Cordon's own reason; false for another system.
[[nodiscard]] base::Result<reporting::EffectivenessReport> assessment_report(const Snapshot& snapshot,
                                                                             const Assessment& assessment,
                                                                             const Outcomes& outcomes,
                                                                             const AssessmentOptions& options,
                                                                             bool explain);

}  // namespace cordon::engine
