// storage/hold_audit.h: did the policies that steps of holds name allow those steps?
//
// Role:    part of the audit (storage/record_audit.h): a database that was written to by other means can hold
//          a lone release under a policy that never allowed it; triggers read no policy.
// Rules:   for each step that names a policy, the policy that stood activated before it is read again from
//          the text that is kept, the reasons from the verdict's bytes, and engine/hold_rules.h is asked once
//          more. Of an erased verdict the reasons are gone: the policy and the outcome are asked.
// Threads: as its Database.
// Cost:    reads the verdict of each such step.
// Errors:  those of the Database. What is wrong with the record is a fault.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "storage/record_reader.h"

namespace cordon::storage {

[[nodiscard]] base::Status check_named_policies(Database& database, RecordReader& reader,
                                                const std::function<void(std::string)>& fault);

}  // namespace cordon::storage
