// decision/judge.h: findings and policy to one answer: pass, hold or block, what to do, what to say, and why.
//
// Role:        the only place where an outcome is made. The gate hands over what was read and found; nothing
//              that it forgets to say can become a pass.
// Rules:       each finding is judged by itself and the worst outcome counts, so a further finding never
//              lowers it. A finding about the message, the screening or an earlier message never passes, save
//              notes of the reader that the policy lets be reported (MessageRules). Block is not reject: the
//              action follows the list's regime, else the scheme.
// Determinism: same arguments, same answer, whatever the order of findings; no clock is read, and a time-out
//              is a finding ("timeout"), which holds.
// Threads:     pure function.
// Cost:        O(n log n) in findings, times rules.
// Errors:      none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "decision/exceptions.h"
#include "decision/policy.h"
#include "model/payment.h"
#include "model/verdict.h"

namespace cordon::decision {

enum class ListStanding : std::uint8_t {
    fresh,
    degraded,  // its publisher was not seen to offer it for longer than its age limit
    by_hand,   // it came by hand, and its day of publication lies longer back than that
    unknown,
    missing,
};

// One list that the message was screened against, or should have been.
struct ListState {
    std::string list;
    std::string version;  // the active one; "" when there is none
    ListStanding standing = ListStanding::unknown;
    std::uint32_t hours_over = 0;  // whole hours over the age limit, when degraded
    friend bool operator==(const ListState&, const ListState&) = default;
};

// What surrounds the message and is recorded beside the verdict.
struct Situation {
    std::string scheme;  // as the channel's settings say; "" when they do not: then the message tells
    std::vector<ListState> lists;
    std::vector<GroundClaim> grounds;
    std::vector<CustomerBaseProof> proofs;
};

struct Judgement {
    model::Outcome outcome = model::Outcome::hold;
    model::Action action = model::Action::review;
    std::string scheme;  // "" when none fitted
    std::uint32_t answer_ms = 0;
    std::string reply;
    std::vector<model::Reason> reasons;  // worst first
};

// `findings` are those of screening, of the reader's errors, of chain_quality() and of resubmission; the
// policy's own (countries, amounts, R.16, notes, lists) are added here. For a message that could not be read
// hand over a default-made Payment and the finding that says why.
[[nodiscard]] Judgement judge(const Policy& policy, const model::Payment& payment,
                              std::vector<model::Finding> findings, const Situation& situation);

// The finding for an Error of a reader: malformed, unsupported, over a limit. Always a hold.
[[nodiscard]] model::Finding unread_finding(const base::Error& error);

}  // namespace cordon::decision
