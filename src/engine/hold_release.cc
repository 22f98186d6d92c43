#include "engine/hold_release.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/check.h"
#include "base/strings.h"
#include "engine/payment_gate.h"
#include "engine/release_token.h"
#include "engine/unread_input.h"
#include "engine/verdict_json.h"
#include "engine/verdict_record.h"

namespace cordon::engine {

namespace {

bool same_reason(const model::Reason& left, const model::Reason& right) {
    const auto key = [](const model::Finding& finding) {
        return std::tie(finding.list, finding.listing_id, finding.field, finding.code);
    };
    return key(left.finding) == key(right.finding);
}

// What holds it now by a listing, a table of goods and places, the state of the lists or for want of
// screening, and did not when it was judged.
std::vector<model::Reason> new_reasons(const model::Verdict& before, const model::Verdict& now) {
    std::vector<model::Reason> fresh;
    for (const model::Reason& reason : now.reasons) {
        const model::Finding& finding = reason.finding;
        const bool of_tables = !finding.listing_id.empty() || model::is_of_trade(finding.kind) ||
                               finding.kind == model::FindingKind::lists ||
                               finding.kind == model::FindingKind::screening;
        const bool known = std::ranges::any_of(
            before.reasons, [&](const model::Reason& other) { return same_reason(reason, other); });
        if (reason.outcome != model::Outcome::pass && of_tables && !known) {
            fresh.push_back(reason);
        }
    }
    for (const model::ListUse& use : before.lists) {
        if (std::ranges::find(now.lists, use.list, &model::ListUse::list) == now.lists.end()) {
            model::Reason& gone = fresh.emplace_back();
            gone.finding.list = use.list;
            gone.finding.sentence = "list " + use.list + " is not active any more";
        }
    }
    return fresh;
}

model::Verdict judged_now(const ReleaseGrounds& grounds, const StoredVerdict& stored,
                          const model::Verdict& before, const std::string& message) {
    GateSituation situation;
    situation.tenant = stored.key.tenant;
    situation.channel = stored.key.channel;
    situation.build = grounds.build;
    situation.policy.scheme = before.scheme;
    situation.policy.lists = grounds.lists;
    situation.trade = grounds.trade;
    PaymentGate gate(grounds.snapshot, grounds.policy, std::move(situation));
    return gate.judge(gate.examine(message), {}, {});
}

base::Result<ReleaseStep> decided(VerdictStore& record, const HoldDecision& decision) {
    ReleaseStep step;
    CORDON_ASSIGN(step.state, record.decide(decision));
    CORDON_ASSIGN(const Hold hold, record.hold(decision.verdict_id));
    const HoldEvent& last = hold.events.back();
    if (hold.state == step.state && (last.step == HoldStep::released || last.step == HoldStep::rejected) &&
        !last.block_allowed) {
        step.alone_under = last.policy_sha256;
    }
    return step;
}

}  // namespace

base::Status check_before_release(const ReleaseGrounds& grounds, VerdictStore& record,
                                  std::string_view verdict_id, base::Instant at) {
    CORDON_ASSIGN(const Hold hold, record.hold(verdict_id));
    const StoredVerdict& stored = hold.verdict;
    CORDON_ASSIGN(const model::Verdict before, read_verdict(stored.bytes));
    CORDON_ASSIGN(const std::string message, record.message(stored.verdict_id));
    if (unread_input_finding(message)) {
        return base::fail(
            base::ErrorCode::conflict,
            fmt::format("{} stands for an input that was not read, so there is nothing that could "
                        "be released; reject it, and check what the input holds",
                        stored.verdict_id));
    }
    const model::Verdict now = judged_now(grounds, stored, before, message);
    const std::vector<model::Reason> fresh = new_reasons(before, now);
    if (fresh.empty()) {
        return {};
    }
    const std::string reason =
        fmt::format("the lists of now hold it: {}{}", fresh.front().finding.sentence,
                    fresh.size() > 1 ? fmt::format(" (and {} more)", fresh.size() - 1) : std::string());
    CORDON_TRY(record.open_hold(stored.verdict_id, cordon_itself, reason, at));
    return base::fail(base::ErrorCode::conflict, fmt::format("{} is held again and nothing was released: {}",
                                                             stored.verdict_id, base::shown(reason, 400)));
}

base::Result<std::string> issue_release_token(const ReleaseGrounds& grounds, VerdictStore& record,
                                              std::string_view verdict_id, std::string_view principal,
                                              const SigningKeySource& signing_key, base::Instant at) {
    CORDON_ASSIGN(const Hold hold, record.hold(verdict_id));
    const StoredVerdict& stored = hold.verdict;
    CORDON_ASSIGN(const base::SigningKey key, signing_key());
    const TokenGrounds token_grounds{.verdict_id = stored.verdict_id,
                                     .content_sha256 = stored.key.content_sha256,
                                     .outcome = stored.outcome,
                                     .state = hold.state,
                                     .lists = lists_used(grounds.snapshot)};
    CORDON_ASSIGN(const NewToken token,
                  make_release_token(token_grounds, at, token_life_ms_max, principal, grounds.build, key));
    CORDON_TRY(record.keep_token(token));
    return token.statement;
}

std::string outcome_sentence(const ReleaseStep& step) {
    if (step.state != HoldState::released && step.state != HoldState::rejected) {
        return fmt::format("{}: a second, different person must say the same", to_string(step.state));
    }
    return fmt::format("{}: {}", to_string(step.state),
                       step.alone_under.empty() ? "two people said so" : "the policy lets one person decide");
}

base::Result<ReleaseStep> reject_hold(VerdictStore& record, const HoldDecision& decision) {
    CORDON_CHECK(!decision.release);
    return decided(record, decision);
}

base::Result<ReleaseStep> release_hold(const ReleaseGrounds& grounds, VerdictStore& record,
                                       const HoldDecision& decision, const SigningKeySource& signing_key) {
    CORDON_CHECK(decision.release);
    CORDON_TRY(check_before_release(grounds, record, decision.verdict_id, decision.at));
    CORDON_ASSIGN(ReleaseStep step, decided(record, decision));
    if (step.state == HoldState::released) {
        CORDON_ASSIGN(step.token, issue_release_token(grounds, record, decision.verdict_id,
                                                      decision.principal, signing_key, decision.at));
    }
    return step;
}

}  // namespace cordon::engine
