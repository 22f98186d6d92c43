#include "engine/hold_rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "engine/policy_file.h"
#include "engine/verdict_json.h"
#include "engine/verdict_record.h"

namespace cordon::engine {

namespace {

using base::ErrorCode;
using model::Outcome;

HoldStep proposal_of(HoldStep end) {
    return end == HoldStep::released ? HoldStep::proposed_release : HoldStep::proposed_reject;
}

// Opened once, by its verdict, and nobody proposed the opposite.
bool is_undisputed(const Hold& hold, HoldStep end) {
    const auto& events = hold.events;
    return !events.empty() && events.front().step == HoldStep::opened &&
           events.front().principal == cordon_itself && events.front().reason == held_by_its_verdict &&
           std::ranges::all_of(events.begin() + 1, events.end(),
                               [end](const HoldEvent& event) { return event.step == proposal_of(end); });
}

bool is_payment(const model::Verdict& verdict) {
    using enum model::MessageFormat;
    return std::ranges::any_of(
        std::initializer_list{iso20022, swift_mt, json},
        [&](model::MessageFormat each) { return verdict.format == model::to_string(each); });
}

bool one_person_may(const Hold& hold, HoldStep end, const decision::FourEyesRules& rules) {
    if (hold.verdict.outcome != Outcome::hold || !is_undisputed(hold, end)) {
        return false;
    }
    const auto verdict = read_verdict(hold.verdict.bytes);
    if (!verdict || verdict->outcome != Outcome::hold || !is_payment(*verdict)) {
        return false;
    }
    const model::Action intended = end == HoldStep::released ? model::Action::release : model::Action::reject;
    return !decision::two_people_needed(rules, verdict->outcome, verdict->reasons, intended);
}

base::Status check_undecided(const Hold& hold) {
    const std::string& id = hold.verdict.verdict_id;
    if (hold.state == HoldState::clear) {
        return base::fail(ErrorCode::not_found, fmt::format("{} is not held", id));
    }
    if (hold.state == HoldState::released || hold.state == HoldState::rejected) {
        return base::fail(ErrorCode::conflict,
                          fmt::format("{} was {} already, on {}", id, to_string(hold.state),
                                      base::to_string(hold.events.back().at)));
    }
    return {};
}

base::Status check_block(const Hold& hold, const PolicyInForce& policy) {
    if (policy.four_eyes.release_block) {
        return {};
    }
    return base::fail(
        ErrorCode::conflict,
        fmt::format("{} is blocked, and {} does not let a block be released; reject it, or have two people "
                    "activate a policy with release_block = true under [four_eyes]",
                    hold.verdict.verdict_id,
                    policy.sha256.empty() ? std::string("the shipped policy")
                                          : fmt::format("the active policy ({:.12})", policy.sha256)));
}

}  // namespace

PolicyInForce policy_in_force(const PolicyStep* active, std::string_view toml) {
    if (active == nullptr || base::sha256_hex(toml) != active->text_sha256) {
        return {};
    }
    const auto file = parse_policy(toml);
    return file ? PolicyInForce{active->policy_sha256, file->policy.four_eyes} : PolicyInForce{};
}

base::Result<HoldEvent> hold_step(const Hold& hold, const HoldDecision& decision, std::string_view principal,
                                  const PolicyInForce& policy) {
    CORDON_TRY(check_undecided(hold));
    HoldEvent event;
    event.principal = principal;
    event.at = decision.at;
    if (decision.release && hold.verdict.outcome == Outcome::block) {
        CORDON_TRY(check_block(hold, policy));
        event.block_allowed = true;
        event.policy_sha256 = policy.sha256;
    }
    const HoldStep end = decision.release ? HoldStep::released : HoldStep::rejected;
    const bool proposed = hold.events.back().step == proposal_of(end);
    const std::string& proposer = hold.events.back().principal;
    if (proposed && !same_principal(proposer, principal)) {
        if (!decision.may_confirm) {
            return base::fail(ErrorCode::conflict,
                              fmt::format("{} waits for the word of an approver; '{}' may only propose",
                                          hold.verdict.verdict_id, principal));
        }
        event.step = end;
    } else if (decision.may_confirm && !policy.sha256.empty() &&
               one_person_may(hold, end, policy.four_eyes)) {
        event.step = end;
        event.policy_sha256 = policy.sha256;
    } else if (proposed) {
        return base::fail(ErrorCode::conflict,
                          fmt::format("{} proposed this for {}; a second, different person must confirm it",
                                      proposer, hold.verdict.verdict_id));
    } else {
        event.step = proposal_of(end);
    }
    return event;
}

std::string not_allowed(const Hold& before, const HoldEvent& event, const PolicyInForce& policy) {
    if (policy.sha256 != event.policy_sha256) {
        return "that policy was not the active one, or its text cannot be read";
    }
    const decision::FourEyesRules& rules = policy.four_eyes;
    if (before.verdict.outcome == Outcome::block) {
        const bool towards = event.step == HoldStep::proposed_release || event.step == HoldStep::released;
        return towards && event.block_allowed && rules.release_block
                   ? ""
                   : "that policy does not let a block be released";
    }
    if (event.block_allowed || (event.step != HoldStep::released && event.step != HoldStep::rejected)) {
        return "no policy is needed for that step";
    }
    const bool release = event.step == HoldStep::released;
    const bool somebody = release ? !rules.release_hold || !rules.release_data_quality : !rules.reject;
    const bool gone = !before.verdict.erased.empty();
    const bool allowed = gone ? before.verdict.outcome == Outcome::hold && somebody
                              : one_person_may(before, event.step, rules);
    return allowed ? "" : "that policy does not let one person decide this hold alone";
}

}  // namespace cordon::engine
