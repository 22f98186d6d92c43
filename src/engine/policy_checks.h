// engine/policy_checks.h: what a policy may not say, and what somebody should know who signs it.
//
// Role:    the second half of parse_policy(): after every key was read, the values against each other.
// Threads: pure functions.
// Errors:  invalid_input, one sentence with the place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "decision/policy.h"

namespace cordon::engine {

[[nodiscard]] base::Status check_policy(const decision::Policy& policy,
                                        const std::vector<std::string>& known_lists,
                                        std::vector<std::string>& warnings);

// The word that would tell the counterparty what goes on ("sanctions", "frozen", ...); "" when there is none.
[[nodiscard]] std::string_view telling_word(std::string_view reply);

}  // namespace cordon::engine
