// engine/subject_facts.h: what a column of customers, an option of search or a member of a request says of a
// subject.
//
// Role:    one reading of dates, countries, kinds, genders and identifiers, wherever they are typed in.
// Rules:   a value that cannot be understood is kept as a sentence in Subject::unread and used no further. A
//          value may hold several with ';' between, names and places of birth excepted.
// Threads: pure functions.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "model/subject.h"

namespace cordon::engine {

// What can be said: "id", "name", "type", "dob", ...
[[nodiscard]] std::span<const std::string_view> known_facts();

// REQUIRES: what is one of known_facts().
void set_fact(model::Subject& subject, std::string_view what, const std::string& value);

}  // namespace cordon::engine
