#include "server/subject_json.h"

#include <fmt/format.h>

#include <string_view>
#include <unordered_set>

#include "base/strings.h"
#include "engine/subject_facts.h"

namespace cordon::server {

namespace {

using base::ErrorCode;
using codec::JsonValue;

constexpr TextLimits name_limits{.bytes_max = 8'192, .items_max = 20};
constexpr TextLimits fact_limits{.bytes_max = 1'000, .items_max = 100};
constexpr std::int64_t top_max = 1'000;

}  // namespace

base::Result<model::Subject> read_subject(JsonMembers& members) {
    model::Subject subject;
    for (const std::string_view what : engine::known_facts()) {
        if (what == "id") {
            continue;  // of a batch only
        }
        CORDON_ASSIGN(const std::vector<std::string> values,
                      members.texts(what, what == "name" ? name_limits : fact_limits));
        for (const std::string& value : values) {
            engine::set_fact(subject, what, value);
        }
    }
    return subject;
}

base::Result<ScreenOptions> read_screen_options(JsonMembers& members) {
    ScreenOptions options;
    CORDON_ASSIGN(options.lists, members.texts("lists", {.bytes_max = 64, .items_max = 64}));
    CORDON_ASSIGN(const auto min_score, members.number("min_score", 0, 1));
    CORDON_ASSIGN(const auto top, members.integer("top", 1, top_max));
    CORDON_ASSIGN(const auto supplement, members.boolean("supplement"));
    CORDON_ASSIGN(const auto allow, members.boolean("allow_missing_lists"));
    options.min_score = min_score.value_or(options.min_score);
    options.top = static_cast<std::uint32_t>(top.value_or(options.top));
    options.supplement = supplement.value_or(true);
    options.allow_missing_lists = allow.value_or(false);
    return options;
}

base::Result<ScreenRequest> read_search(const JsonValue& body) {
    CORDON_ASSIGN(JsonMembers members, JsonMembers::at(body, ""));
    ScreenRequest request;
    CORDON_ASSIGN(request.subjects.emplace_back(), read_subject(members));
    CORDON_ASSIGN(request.options, read_screen_options(members));
    CORDON_TRY(members.finish());
    const model::Subject& subject = request.subjects.front();
    if (subject.names.empty()) {
        return base::fail(ErrorCode::invalid_input, "'name' is missing or empty");
    }
    if (!subject.unread.empty()) {
        // The sentence holds the value, which a problem does not repeat; its first word is the name.
        const std::string& unread = subject.unread.front();
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("'{}' cannot be understood; docs/guides/screen-customers.md says how "
                                      "facts are written",
                                      unread.substr(0, unread.find(' '))));
    }
    return request;
}

base::Result<ScreenRequest> read_batch(const JsonValue& body, std::size_t subjects_max) {
    CORDON_ASSIGN(JsonMembers members, JsonMembers::at(body, ""));
    ScreenRequest request;
    CORDON_ASSIGN(const codec::JsonArray* const subjects, members.array("subjects", subjects_max));
    CORDON_ASSIGN(request.options, read_screen_options(members));
    CORDON_TRY(members.finish());
    if (subjects == nullptr || subjects->empty()) {
        return base::fail(ErrorCode::invalid_input, "'subjects' is missing or empty");
    }
    std::unordered_set<std::string> ids;
    for (const JsonValue& item : *subjects) {
        const std::string where = fmt::format("subjects[{}]", request.subjects.size());
        CORDON_ASSIGN(JsonMembers one, JsonMembers::at(item, where));
        CORDON_ASSIGN(const std::string id, one.required_text("id", {.bytes_max = 200}));
        CORDON_ASSIGN(request.subjects.emplace_back(), read_subject(one));
        CORDON_TRY(one.finish());
        model::Subject& subject = request.subjects.back();
        subject.id = id;
        if (!ids.insert(id).second) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("'{}.id' stands at an earlier subject too; answers could not be "
                                          "told apart",
                                          where));
        }
        if (subject.names.empty()) {
            return base::fail(ErrorCode::invalid_input, fmt::format("'{}.name' is missing or empty", where));
        }
    }
    return request;
}

}  // namespace cordon::server
