// engine/policy_file.h: a policy from its TOML text, judged before anybody may use it; its hash; and the one
//                       that ships.
//
// Role:        parse_policy() for `cordon policy`, default_policy() for a home without one.
// Rules:       docs/reference/policy.md says every key. A key that we do not know, a value of the wrong kind,
//              a list, scheme or country that does not exist, a reply that gives something away, a pass where
//              only a hold can stand: refused in one sentence with its place. What a text does not name has
//              the strictest value, so a text stands by itself and means the same in later builds.
// Determinism: same text, same policy, same hash; the hash is SHA-256 over canonical JSON (RFC 8785) of all
//              effective values, so comments and order of tables do not change it, any value does.
// Threads:     pure functions.
// Errors:      invalid_input.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "decision/policy.h"

namespace cordon::engine {

struct PolicyFile {
    decision::Policy policy;
    std::string sha256;                 // of the effective policy
    std::vector<std::string> warnings;  // allowed, and somebody should know: each one sentence
};

// known_lists: keys that lists can have; empty: those that Cordon reads.
[[nodiscard]] base::Result<PolicyFile> parse_policy(std::string_view toml,
                                                    const std::vector<std::string>& known_lists = {});

[[nodiscard]] std::string policy_sha256(const decision::Policy& policy);
// The effective policy with every key, as TOML that parses to the same policy; and as canonical JSON.
[[nodiscard]] std::string policy_toml(const decision::Policy& policy);
[[nodiscard]] std::string policy_json(const decision::Policy& policy);

// policies/default.toml with its comments, as it was when this binary was built; and what it says.
[[nodiscard]] std::string_view default_policy_text();
[[nodiscard]] const PolicyFile& default_policy();

}  // namespace cordon::engine
