// apps/cordon/hit_output.h: hits as a table, JSON or CSV rows; shared by search, screen and explain.
//
// Role:    docs/reference/output-contract.md in code.
// Threads: pure functions over a snapshot; any thread.
#pragma once

#include <string>
#include <vector>

#include "codec/json.h"
#include "cordon/session.h"
#include "screening/screening_index.h"

namespace cordon::app {

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

[[nodiscard]] base::Result<std::vector<ShownHit>> shown_hits(const engine::Snapshot& snapshot,
                                                             const screening::SearchResult& result);
[[nodiscard]] base::Result<screening::SearchOptions> search_options(const AnswerOptions& answer,
                                                                    const Session& session);
// "0.80", and who set it when it is not the shipped one.
[[nodiscard]] std::string threshold_words(const Session& session);
void write_threshold_json(codec::JsonWriter& json, const Session& session);

void write_lists_json(codec::JsonWriter& json, const Session& session);
// What was given of the subject and could not be understood; nothing when all was.
void write_unread_json(codec::JsonWriter& json, const model::Subject& subject);
// "  [facts contradict]", "  [facts agree]", "  [identifier]", or nothing: for tables.
[[nodiscard]] std::string facts_mark(const ShownHit& hit);
void write_facts_json(codec::JsonWriter& json, const std::vector<screening::ComparedFact>& facts);
void write_hits_json(codec::JsonWriter& json, const std::vector<ShownHit>& hits);
[[nodiscard]] std::vector<std::string> csv_header();
[[nodiscard]] std::vector<std::string> csv_row(const std::string& subject_id, const ShownHit& hit);

}  // namespace cordon::app
