// engine/policy_writer.h: a policy as a value tree, and such a tree as TOML.
//
// Role:        every key is written, those at their default too, so that the effective policy is seen whole.
// Determinism: same policy, same tree, same bytes.
// Threads:     pure functions.
#pragma once

#include <string>

#include "codec/json.h"
#include "decision/policy.h"

namespace cordon::engine {

[[nodiscard]] codec::JsonValue policy_tree(const decision::Policy& policy);
// TOML that reads back as the same tree. REQUIRES: tables, lists of tables, lists of scalars, scalars.
[[nodiscard]] std::string tree_to_toml(const codec::JsonValue& tree);

}  // namespace cordon::engine
