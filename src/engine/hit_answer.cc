#include "engine/hit_answer.h"

#include <fmt/format.h>

#include "base/strings.h"

namespace cordon::engine {

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

void write_threshold_json(codec::JsonWriter& json, const AnswerGrounds& grounds) {
    json.key("threshold").real(grounds.threshold, 2);
    json.key("threshold_source").string(grounds.threshold_source);
}

base::Result<std::vector<ShownHit>> shown_hits(const Snapshot& snapshot,
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
        for (const LinkedListing& linked : snapshot.linked(hit.listing)) {
            CORDON_ASSIGN(const model::Listing other, snapshot.listing(linked.ordinal));
            const std::string& list = snapshot.versions()[snapshot.list_of(linked.ordinal)].list;
            one.linked.push_back(fmt::format("{} {}", list, other.id));
            one.same_party.push_back({list, other.id, linked.evidence});
        }
        shown.push_back(std::move(one));
    }
    return shown;
}

void write_list_use(codec::JsonWriter& json, const model::ListVersion& version, const ListStatus* status) {
    json.begin_object().key("list").string(version.list).key("version").string(version.version);
    json.key("published").string(base::to_string(version.published));
    json.key("content_sha256").string(version.content_sha256);
    json.key("state").string(to_string(version.state));
    if (status != nullptr) {
        json.key("freshness").string(to_string(status->freshness));
    }
    json.end_object();
}

void write_lists_json(codec::JsonWriter& json, const AnswerGrounds& grounds) {
    json.key("lists").begin_array();
    const auto& versions = grounds.snapshot.versions();
    for (std::size_t at = 0; at < versions.size(); ++at) {
        write_list_use(json, versions[at], at < grounds.statuses.size() ? &grounds.statuses[at] : nullptr);
    }
    json.end_array().key("missing_lists").begin_array();
    for (const std::string& list : grounds.missing_lists) {
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

}  // namespace cordon::engine
