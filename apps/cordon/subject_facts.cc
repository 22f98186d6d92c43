#include "cordon/subject_facts.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "base/strings.h"
#include "engine/subject_facts.h"

namespace cordon::app {

namespace {

std::vector<std::pair<std::string_view, std::string>> by_column(const FactOptions& facts) {
    std::vector<std::pair<std::string_view, std::string>> given;
    const auto add = [&given](std::string_view what, const std::vector<std::string>& values) {
        for (const std::string& value : values) {
            if (!value.empty()) {
                given.emplace_back(what, value);
            }
        }
    };
    add("type", {facts.type});
    add("gender", {facts.gender});
    add("dob", facts.birth_dates);
    add("country", facts.countries);
    add("nationality", facts.nationalities);
    add("birth_place", facts.birth_places);
    add("identifier", facts.identifiers);
    return given;
}

}  // namespace

base::Result<model::Subject> subject_of(const std::string& name, const FactOptions& facts) {
    model::Subject subject;
    subject.names.push_back(name);
    for (const auto& [what, value] : by_column(facts)) {
        engine::set_fact(subject, what, value);
    }
    if (!subject.unread.empty()) {
        return base::fail(base::ErrorCode::invalid_input, base::join(subject.unread, "; "));
    }
    return subject;
}

std::vector<std::string> facts_given(const FactOptions& facts) {
    std::vector<std::string> given;
    for (const auto& [what, value] : by_column(facts)) {
        given.push_back(fmt::format("{} {}", what, value));
    }
    return given;
}

}  // namespace cordon::app
