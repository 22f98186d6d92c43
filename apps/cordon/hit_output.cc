#include "cordon/hit_output.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/strings.h"

namespace cordon::app {

namespace {

engine::AnswerGrounds grounds_of(const Session& session) {
    return {*session.snapshot, session.statuses, session.missing_lists, session.threshold,
            session.threshold_source};
}

}  // namespace

base::Result<screening::SearchOptions> search_options(const AnswerOptions& answer, const Session& session) {
    screening::SearchOptions options;
    options.threshold = session.threshold;
    // Never above the threshold: a hit that is not shown would end as a pass.
    options.min_score = std::min(answer.min_score.value_or(options.threshold), options.threshold);
    options.hits_max = answer.top;
    options.supplement = answer.supplement;
    return options;
}

std::string threshold_words(const Session& session) {
    return session.threshold_source == "shipped"
               ? fmt::format("{:.2f}", session.threshold)
               : fmt::format("{:.2f} ({})", session.threshold, base::shown(session.threshold_source, 160));
}

void write_threshold_json(codec::JsonWriter& json, const Session& session) {
    engine::write_threshold_json(json, grounds_of(session));
}

void write_lists_json(codec::JsonWriter& json, const Session& session) {
    engine::write_lists_json(json, grounds_of(session));
}

std::string facts_mark(const ShownHit& hit) {
    if (std::ranges::any_of(hit.hit.facts, &screening::ComparedFact::decides)) {
        return "  [identifier]";
    }
    if (hit.hit.contradicted) {
        return "  [facts contradict]";
    }
    const bool agrees = std::ranges::any_of(
        hit.hit.facts, [](const screening::ComparedFact& fact) { return fact.effect > 0; });
    return agrees ? "  [facts agree]" : "";
}

std::vector<std::string> csv_header() {
    return {"subject_id", "rank",    "listing_id",   "list",       "score", "matched_name",
            "reason",     "quality", "lists_linked", "name_score", "facts"};
}

std::vector<std::string> csv_row(const std::string& subject_id, const ShownHit& hit) {
    std::string linked;
    for (const std::string& one : hit.linked) {
        linked += (linked.empty() ? "" : ";") + one;
    }
    std::string facts;
    for (const screening::ComparedFact& fact : hit.hit.facts) {
        facts +=
            fmt::format("{}{}:{}", facts.empty() ? "" : ";", to_string(fact.fact), to_string(fact.relation));
    }
    return {subject_id,
            fmt::format("{}", hit.rank),
            hit.listing_id,
            hit.list,
            fmt::format("{:.4f}", hit.hit.score),
            hit.name,
            hit.reason,
            hit.quality,
            linked,
            fmt::format("{:.4f}", hit.hit.name_score),
            facts};
}

}  // namespace cordon::app
