// apps/cordon/active_policy.h: how commands open the record, and the payment policy that holds in it.
//
// Role:    whoever judges payments starts here: the policy that two people activated, else the shipped one.
// Threads: any.
// Errors:  those of the record (storage/verdict_registry.h) and of engine/policy_file.h; without a policy
//          that can be read, nothing may be judged.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "cordon/commands.h"
#include "engine/policy_file.h"
#include "engine/verdict_store.h"
#include "storage/record_file.h"
#include "storage/verdict_registry.h"

namespace cordon::app {

// In whose name the record is kept, and with which data key.
[[nodiscard]] storage::RecordKeeper record_keeper(const GlobalOptions& global);

// The record of the home, which must exist.
// use: whoever goes on to write brings a record of an earlier layout up to this one; others leave it.
[[nodiscard]] base::Result<std::unique_ptr<storage::VerdictRegistry>> open_record(const GlobalOptions& global,
                                                                                  storage::RecordUse use);
[[nodiscard]] base::Result<engine::PolicyFile> load_active_policy(
    const GlobalOptions& global, storage::RecordUse use = storage::RecordUse::read);
// The policy of that file; "": the active one.
[[nodiscard]] base::Result<engine::PolicyFile> policy_or_active(const GlobalOptions& global,
                                                                const std::string& path,
                                                                storage::RecordUse use);
[[nodiscard]] base::Result<std::string> read_policy_text(const std::string& path);
[[nodiscard]] base::Result<engine::PolicyFile> read_policy_file(const std::string& path);
// Of a record that is open already.
[[nodiscard]] base::Result<engine::PolicyFile> load_active_policy(engine::VerdictStore& record);

}  // namespace cordon::app
