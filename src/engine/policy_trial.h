// engine/policy_trial.h: what another policy would have made of the payments of the record.
//
// Role:        `cordon policy try`, before anybody activates anything. Every kept message is judged twice, by
//              the policy that holds and by the other one, against the lists as they are now; so what differs
//              differs by the policy alone.
// Rules:       nothing is kept. Freshness of lists, scheme of the channel, grounds and proofs are those of
//              each verdict; verdicts without them, or whose message cannot be read back, are counted, never
//              skipped silently. Earlier messages are compared by either policy's own window.
// Ownership:   the store outlives the call.
// Threads:     one thread.
// Determinism: same record, lists and policies: same answer.
// Cost:        twice the gate for each message.
// Errors:      those of the store.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/payment_gate.h"
#include "engine/verdict_store.h"

namespace cordon::engine {

struct PolicyChange {
    std::string verdict_id;
    std::string message_id;
    model::Outcome recorded = model::Outcome::hold;
    model::Outcome from = model::Outcome::hold;  // by the policy that holds
    model::Outcome to = model::Outcome::hold;
    model::Action from_action = model::Action::review;
    model::Action to_action = model::Action::review;
    std::string reason;  // the first that the two policies judge differently: one sentence
};

struct PolicyTrial {
    static constexpr std::size_t changes_max = 10'000;

    std::uint64_t tried = 0;
    std::uint64_t changed = 0;
    std::map<std::pair<model::Outcome, model::Outcome>, std::uint64_t> by_outcome;  // changed ones, from, to
    std::uint64_t already_other = 0;    // the policy that holds gives another outcome than was recorded
    std::uint64_t unread = 0;           // no situation was kept
    std::vector<PolicyChange> changes;  // in order of the record; the first changes_max of `changed`
};

struct TrialRequest {
    std::uint64_t from_leaf = 0;
    std::string build;
    bool supplement = true;
    std::shared_ptr<const TradeTables> trade;  // null: what ships
};

[[nodiscard]] base::Result<PolicyTrial> try_policy(VerdictStore& store, const Snapshot& snapshot,
                                                   const PolicyFile& holds, const PolicyFile& other,
                                                   const TrialRequest& request);

}  // namespace cordon::engine
