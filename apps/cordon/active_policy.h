// apps/cordon/active_policy.h: the payment policy that holds in a home.
//
// Role:    whoever judges payments starts here: the policy that two people activated, else the shipped one.
// Threads: any.
// Errors:  those of the record (storage/verdict_registry.h) and of engine/policy_file.h; without a policy
//          that can be read, nothing may be judged.
#pragma once

#include <string>

#include "base/result.h"
#include "engine/policy_file.h"
#include "engine/verdict_store.h"

namespace cordon::app {

[[nodiscard]] base::Result<engine::PolicyFile> load_active_policy(const std::string& home);
// Of a record that is open already.
[[nodiscard]] base::Result<engine::PolicyFile> load_active_policy(engine::VerdictStore& record);

}  // namespace cordon::app
