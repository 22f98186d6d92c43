#include <fmt/format.h>

#include <ranges>
#include <utility>

#include "base/check.h"
#include "base/hash.h"
#include "base/strings.h"
#include "codec/json.h"
#include "engine/policy_file.h"
#include "engine/verdict_record.h"

namespace cordon::engine {

namespace {

using base::ErrorCode;

// What this decision is, after the steps that were taken.
base::Result<PolicyStepKind> step_of(std::span<const PolicyStep> steps, const PolicyStep& step) {
    // The shipped one too can be activated: it is a decision of two people then, and stays when a later build
    // ships another.
    const PolicyStep* const active = active_policy(steps);
    if (active != nullptr && step.policy_sha256 == active->policy_sha256) {
        return base::fail(ErrorCode::conflict, "this policy holds already");
    }
    if (steps.empty() || steps.back().step != PolicyStepKind::proposed ||
        steps.back().policy_sha256 != step.policy_sha256) {
        return PolicyStepKind::proposed;
    }
    if (same_principal(steps.back().principal, step.principal)) {
        return base::fail(ErrorCode::conflict,
                          fmt::format("{} proposed this policy; a second, different person must confirm it",
                                      steps.back().principal));
    }
    return PolicyStepKind::activated;
}

}  // namespace

std::string_view to_string(PolicyStepKind step) {
    return step == PolicyStepKind::proposed ? "proposed" : "activated";
}

const PolicyStep* active_policy(std::span<const PolicyStep> steps) {
    for (const PolicyStep& step : steps | std::views::reverse) {
        if (step.step == PolicyStepKind::activated) {
            return &step;
        }
    }
    return nullptr;
}

std::string policy_leaf(const PolicyStep& step) {
    codec::JsonWriter json;
    json.begin_object().key("at").string(base::to_string(step.at)).key("leaf").string("policy");
    json.key("policy_sha256").string(step.policy_sha256).key("principal").string(step.principal);
    json.key("reason").string(step.reason).key("step").string(to_string(step.step));
    json.key("text_sha256").string(step.text_sha256).end_object();
    return json.take();
}

base::Result<PolicyStep> RuledVerdictStore::decide_policy(const PolicyDecision& decision) {
    PolicyStep step;
    CORDON_ASSIGN(step.principal, checked_principal(decision.principal));
    CORDON_ASSIGN(step.reason, checked_text("reason", decision.reason));
    CORDON_ASSIGN(const PolicyFile file, parse_policy(decision.toml));
    step.policy_sha256 = file.sha256;
    step.at = decision.at;
    return in_transaction(decision.at, [&]() -> base::Result<PolicyStep> {
        CORDON_ASSIGN(const std::vector<PolicyStep> steps, rows_->policy_steps());
        CORDON_ASSIGN(step.step, step_of(steps, step));
        CORDON_TRY(rows_->add_policy(step.policy_sha256, decision.toml));
        CORDON_ASSIGN(const std::string kept, rows_->policy(step.policy_sha256));
        step.text_sha256 = base::sha256_hex(kept);
        CORDON_ASSIGN(step.leaf, rows_->add_leaf(LeafKind::policy_step, policy_leaf(step)));
        CORDON_TRY(rows_->add_policy_step(step));
        return step;
    });
}

base::Result<PolicyInForce> RuledVerdictStore::policy_in_force() {
    CORDON_ASSIGN(const std::vector<PolicyStep> steps, rows_->policy_steps());
    const PolicyStep* const active = active_policy(steps);
    std::string toml;
    if (active != nullptr) {
        CORDON_ASSIGN(toml, rows_->policy(active->policy_sha256));
    }
    return engine::policy_in_force(active, toml);
}

base::Result<std::vector<PolicyStep>> RuledVerdictStore::policy_steps() {
    return rows_->policy_steps();
}

base::Result<std::string> RuledVerdictStore::policy_text(std::string_view sha256) {
    CORDON_TRY(base::parse_sha256(sha256));
    CORDON_ASSIGN(std::string toml, rows_->policy(sha256));
    if (toml.empty()) {
        return base::fail(ErrorCode::not_found,
                          fmt::format("no policy of the hash {} is kept in this record", sha256));
    }
    return toml;
}

base::Result<std::string> RuledVerdictStore::situation(std::string_view sha256) {
    CORDON_TRY(base::parse_sha256(sha256));
    CORDON_ASSIGN(std::string json, rows_->situation(sha256));
    if (json.empty()) {
        return base::fail(ErrorCode::not_found,
                          fmt::format("no situation of the hash {} is kept in this record", sha256));
    }
    if (base::sha256_hex(json) != sha256) {
        return base::fail(
            ErrorCode::corrupt,
            fmt::format("the situation kept under {} is another; run cordon audit verify", sha256));
    }
    return json;
}

base::Result<std::vector<StoredVerdict>> RuledVerdictStore::same_message(const VerdictKey& key) {
    return rows_->same_message(key);
}

base::Result<std::vector<StoredVerdict>> RuledVerdictStore::erased_message(const VerdictKey& key) {
    return rows_->erased_message(key);
}

}  // namespace cordon::engine
