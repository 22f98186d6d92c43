// engine/hold_rules.h: what one word on a hold does: it proposes, confirms, or decides alone.
//
// Role:        VerdictStore::decide asks before it writes a step; the audit asks again of the steps that
//              stand in a record (storage/hold_audit.h).
// Rules:       two different people, unless the policy that two people activated in this record lets one
//              decide (decision::two_people_needed). Anything doubtful needs two: nothing was activated (the
//              shipped policy is nobody's decision yet, and a later build ships another), its text or the
//              verdict cannot be read, the hold was opened again or by anything but its verdict, somebody
//              proposed the opposite, it is a cargo's. A block is released by two, and only where that policy
//              says release_block.
// Ownership:   plain values.
// Threads:     pure functions.
// Determinism: same hold, words and policy: same step.
// Errors:      not_found (not held), conflict (a step that the rules forbid).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "decision/policy.h"
#include "engine/verdict_store.h"

namespace cordon::engine {

// In whose name the gate opens holds, and why it does so when nothing but the verdict asks for it.
inline constexpr std::string_view cordon_itself = "cordon";
inline constexpr std::string_view held_by_its_verdict = "held by its verdict";

struct PolicyInForce {
    std::string sha256;                 // "": none was activated, or it cannot be read
    decision::FourEyesRules four_eyes;  // the strictest then
};

// active: of active_policy(); toml: the text that is kept of it.
[[nodiscard]] PolicyInForce policy_in_force(const PolicyStep* active, std::string_view toml);

// The step that this decision is, without its reason.
[[nodiscard]] base::Result<HoldEvent> hold_step(const Hold& hold, const HoldDecision& decision,
                                                std::string_view principal, const PolicyInForce& policy);

// Why a step that names a policy is not what that policy allowed; "" when it is. before: as it stood when the
// step was taken. Of an erased verdict only the policy and the outcome can be asked.
[[nodiscard]] std::string not_allowed(const Hold& before, const HoldEvent& event,
                                      const PolicyInForce& policy);

}  // namespace cordon::engine
