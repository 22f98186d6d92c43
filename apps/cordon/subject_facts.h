// apps/cordon/subject_facts.h: what a customer file's columns and the options of search say of a subject.
//
// Role:    one reading of dates, countries, kinds, genders and identifiers for `search`, `screen` and
//          `explain`.
// Rules:   a value that cannot be understood is kept as a sentence in Subject::unread and used no further;
//          `search` and `explain` refuse it. A cell may hold several values with ';' between, names excepted.
// Threads: pure functions.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "cordon/commands.h"
#include "model/subject.h"

namespace cordon::app {

// What --columns can name: "id", "name", "type", "dob", ...
[[nodiscard]] std::span<const std::string_view> known_columns();

// The value of one column into the subject. REQUIRES: what is one of known_columns().
void set_fact(model::Subject& subject, std::string_view what, const std::string& value);

// Fails with invalid_input for a fact that cannot be understood.
[[nodiscard]] base::Result<model::Subject> subject_of(const std::string& name, const FactOptions& facts);

// "type person", "dob 1968", ...: for the record of what was asked.
[[nodiscard]] std::vector<std::string> facts_given(const FactOptions& facts);

}  // namespace cordon::app
