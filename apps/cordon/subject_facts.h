// apps/cordon/subject_facts.h: what the options of search and explain say of a subject.
//
// Role:    engine/subject_facts.h for `search` and `explain`, which refuse what cannot be understood.
// Threads: pure functions.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "cordon/commands.h"
#include "model/subject.h"

namespace cordon::app {

// Fails with invalid_input for a fact that cannot be understood.
[[nodiscard]] base::Result<model::Subject> subject_of(const std::string& name, const FactOptions& facts);

// "type person", "dob 1968", ...: for the record of what was asked.
[[nodiscard]] std::vector<std::string> facts_given(const FactOptions& facts);

}  // namespace cordon::app
