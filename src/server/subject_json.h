// server/subject_json.h: a subject of a request, and what is asked about it.
//
// Role:      reads the members of a search, of a subject of a batch, and the options of both; the facts are
//            those of a customer file (engine/subject_facts.h).
// Limits:    a name 8,192 bytes, 20 names, another fact 1,000 bytes, 100 values of one kind.
// Threads:   pure functions.
// Errors:    invalid_input, limit_exceeded, each with the member's name.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/subject.h"
#include "server/json_body.h"

namespace cordon::server {

// names and facts; the members stay open for more. A fact that is not understood is in Subject::unread.
[[nodiscard]] base::Result<model::Subject> read_subject(JsonMembers& members);

struct ScreenOptions {
    std::vector<std::string> lists;  // empty: all
    double min_score = 1;            // never above the threshold
    std::uint32_t top = 10;
    bool supplement = true;
    bool allow_missing_lists = false;
};
[[nodiscard]] base::Result<ScreenOptions> read_screen_options(JsonMembers& members);

struct ScreenRequest {
    std::vector<model::Subject> subjects;
    ScreenOptions options;
};
// {"name":..., ...}: one subject. Here what is not understood is an Error.
[[nodiscard]] base::Result<ScreenRequest> read_search(const codec::JsonValue& body);
// {"subjects":[{"id":..., "name":...}], ...}
[[nodiscard]] base::Result<ScreenRequest> read_batch(const codec::JsonValue& body, std::size_t subjects_max);

}  // namespace cordon::server
