// engine/hit_answer.h: hits and the lists they come from, as every answer shows them.
//
// Role:    docs/reference/output-contract.md in code: one way to write hits for the command line and the
//          service.
// Threads: pure functions over a snapshot; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json.h"
#include "engine/list_status.h"
#include "engine/snapshot.h"
#include "model/subject.h"
#include "screening/screening_index.h"

namespace cordon::engine {

// What an answer stands on. Refers to what it was made from.
struct AnswerGrounds {
    const Snapshot& snapshot;
    std::span<const ListStatus> statuses;  // of its versions, in their order; empty: not judged
    std::span<const std::string> missing_lists;
    double threshold = screening::shipped_threshold;
    std::string_view threshold_source;
};

// Another list's listing of the same party.
struct SameParty {
    std::string list;
    std::string listing_id;
    std::string evidence;
};

// A hit with what the listing says about the name that matched.
struct ShownHit {
    std::uint32_t rank = 0;
    screening::Hit hit;
    std::string list;
    std::string listing_id;
    std::string name;          // as listed
    std::string primary_name;  // of the listing
    std::string quality;
    std::string name_kind;
    std::string kind;
    bool supplement = false;
    std::string reason;                 // one sentence, for people
    std::vector<std::string> linked;    // "eu EU.1.2", the same party on other lists
    std::vector<SameParty> same_party;  // the same, with what says so
};

[[nodiscard]] base::Result<std::vector<ShownHit>> shown_hits(const Snapshot& snapshot,
                                                             const screening::SearchResult& result);
void write_threshold_json(codec::JsonWriter& json, const AnswerGrounds& grounds);
void write_lists_json(codec::JsonWriter& json, const AnswerGrounds& grounds);
// One version as an object; status: nullptr when it was not judged.
void write_list_use(codec::JsonWriter& json, const model::ListVersion& version, const ListStatus* status);
// What was given of the subject and could not be understood; nothing when all was.
void write_unread_json(codec::JsonWriter& json, const model::Subject& subject);
void write_facts_json(codec::JsonWriter& json, const std::vector<screening::ComparedFact>& facts);
void write_hits_json(codec::JsonWriter& json, const std::vector<ShownHit>& hits);

}  // namespace cordon::engine
