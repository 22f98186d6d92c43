#include "cordon/hit_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/strings.h"

namespace cordon::app {

namespace {

std::string quality_words(const model::ListedName& name) {
    if (name.supplement) {
        return "a name from Cordon's supplement";
    }
    const std::string_view quality =
        name.quality == model::NameQuality::unknown ? "" : to_string(name.quality);
    switch (name.kind) {
        case model::NameKind::primary: return "the primary name";
        case model::NameKind::original_script: return "the name in original script";
        case model::NameKind::translation: return "a translated name";
        case model::NameKind::fka:
            return fmt::format("a {}{}former name", quality, quality.empty() ? "" : " ");
        case model::NameKind::nka: return fmt::format("a {}{}new name", quality, quality.empty() ? "" : " ");
        case model::NameKind::aka: break;
    }
    return quality.empty() ? "an alias" : fmt::format("a {} alias", quality);
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
    json.key("threshold").real(session.threshold, 2);
    json.key("threshold_source").string(session.threshold_source);
}

base::Result<std::vector<ShownHit>> shown_hits(const engine::Snapshot& snapshot,
                                               const screening::SearchResult& result) {
    std::vector<ShownHit> shown;
    for (const screening::Hit& hit : result.hits) {
        CORDON_ASSIGN(const model::Listing listing, snapshot.listing(hit.listing));
        if (hit.name >= listing.names.size()) {
            return base::fail(
                base::ErrorCode::corrupt,
                fmt::format("the stored index names a name that listing {} does not have", listing.id));
        }
        const model::ListedName& name = listing.names[hit.name];
        ShownHit one;
        one.rank = static_cast<std::uint32_t>(shown.size()) + 1;
        one.hit = hit;
        one.list = snapshot.versions()[snapshot.list_of(hit.listing)].list;
        one.listing_id = listing.id;
        one.name = name.text;
        one.primary_name = model::shown_name(listing);
        one.quality = to_string(name.quality);
        one.name_kind = to_string(name.kind);
        one.kind = to_string(listing.kind);
        one.supplement = name.supplement;
        one.reason =
            fmt::format("{} of {} {}: {}", quality_words(name), one.list, one.listing_id, hit.reason);
        for (const engine::LinkedListing& linked : snapshot.linked(hit.listing)) {
            CORDON_ASSIGN(const model::Listing other, snapshot.listing(linked.ordinal));
            const std::string& list = snapshot.versions()[snapshot.list_of(linked.ordinal)].list;
            one.linked.push_back(fmt::format("{} {}", list, other.id));
            one.same_party.push_back({list, other.id, linked.evidence});
        }
        shown.push_back(std::move(one));
    }
    return shown;
}

void write_lists_json(codec::JsonWriter& json, const Session& session) {
    json.key("lists").begin_array();
    const auto& versions = session.snapshot->versions();
    for (std::size_t at = 0; at < versions.size(); ++at) {
        json.begin_object().key("list").string(versions[at].list).key("version").string(versions[at].version);
        json.key("published").string(base::to_string(versions[at].published));
        json.key("content_sha256").string(versions[at].content_sha256);
        json.key("state").string(to_string(versions[at].state));
        if (at < session.statuses.size()) {
            json.key("freshness").string(to_string(session.statuses[at].freshness));
        }
        json.end_object();
    }
    json.end_array().key("missing_lists").begin_array();
    for (const std::string& list : session.missing_lists) {
        json.string(list);
    }
    json.end_array();
}

void write_unread_json(codec::JsonWriter& json, const model::Subject& subject) {
    if (subject.unread.empty()) {
        return;
    }
    json.key("unread").begin_array();
    for (const std::string& fact : subject.unread) {
        json.string(fact);
    }
    json.end_array();
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

void write_facts_json(codec::JsonWriter& json, const std::vector<screening::ComparedFact>& facts) {
    json.key("facts").begin_array();
    for (const screening::ComparedFact& fact : facts) {
        json.begin_object().key("fact").string(to_string(fact.fact));
        json.key("relation").string(to_string(fact.relation)).key("subject").string(fact.subject);
        json.key("listed").string(fact.listed).key("effect").real(fact.effect, 4);
        json.key("decides").boolean(fact.decides).key("note").string(fact.note).end_object();
    }
    json.end_array();
}

void write_hits_json(codec::JsonWriter& json, const std::vector<ShownHit>& hits) {
    json.key("hits").begin_array();
    for (const ShownHit& hit : hits) {
        json.begin_object().key("rank").integer(hit.rank).key("listing_id").string(hit.listing_id);
        json.key("list").string(hit.list).key("name").string(hit.name).key("score").real(hit.hit.score, 4);
        json.key("primary_name").string(hit.primary_name);
        json.key("quality").string(hit.quality).key("name_kind").string(hit.name_kind);
        json.key("supplement")
            .boolean(hit.supplement)
            .key("kind")
            .string(hit.kind)
            .key("reason")
            .string(hit.reason);
        json.key("linked").begin_array();
        for (const std::string& linked : hit.linked) {
            json.string(linked);
        }
        json.end_array().key("same_party").begin_array();
        for (const SameParty& same : hit.same_party) {
            json.begin_object().key("list").string(same.list).key("listing_id").string(same.listing_id);
            json.key("evidence").string(same.evidence).end_object();
        }
        json.end_array().key("name_score").real(hit.hit.name_score, 4);
        json.key("facts_contradict").boolean(hit.hit.contradicted);
        write_facts_json(json, hit.hit.facts);
        json.key("parts").begin_array();
        for (const screening::ComparedPart& part : hit.hit.parts) {
            json.begin_object()
                .key("subject_part")
                .string(part.subject_part)
                .key("listed_part")
                .string(part.listed_part);
            json.key("relation").string(to_string(part.relation)).key("similarity").real(part.similarity, 3);
            json.key("weight").real(part.weight, 3).end_object();
        }
        json.end_array().end_object();
    }
    json.end_array();
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
