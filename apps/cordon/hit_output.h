// apps/cordon/hit_output.h: hits as a table, JSON or CSV rows; shared by search, screen and explain.
//
// Role:    engine/hit_answer.h for a session of the command line; tables and CSV.
// Threads: pure functions over a snapshot; any thread.
#pragma once

#include <string>
#include <vector>

#include "codec/json.h"
#include "cordon/session.h"
#include "engine/hit_answer.h"
#include "screening/screening_index.h"

namespace cordon::app {

using engine::shown_hits;
using engine::ShownHit;
using engine::write_facts_json;
using engine::write_hits_json;
using engine::write_unread_json;

[[nodiscard]] base::Result<screening::SearchOptions> search_options(const AnswerOptions& answer,
                                                                    const Session& session);
// "0.80", and who set it when it is not the shipped one.
[[nodiscard]] std::string threshold_words(const Session& session);
void write_threshold_json(codec::JsonWriter& json, const Session& session);

void write_lists_json(codec::JsonWriter& json, const Session& session);
// "  [facts contradict]", "  [facts agree]", "  [identifier]", or nothing: for tables.
[[nodiscard]] std::string facts_mark(const ShownHit& hit);
[[nodiscard]] std::vector<std::string> csv_header();
[[nodiscard]] std::vector<std::string> csv_row(const std::string& subject_id, const ShownHit& hit);

}  // namespace cordon::app
