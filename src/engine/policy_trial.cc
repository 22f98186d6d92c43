#include "engine/policy_trial.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "base/strings.h"
#include "engine/situation_json.h"
#include "engine/verdict_replay.h"

namespace cordon::engine {

namespace {

bool same_finding(const model::Finding& left, const model::Finding& right) {
    return left.code == right.code && left.field == right.field && left.list == right.list &&
           left.listing_id == right.listing_id && left.text == right.text &&
           left.transaction == right.transaction;
}

std::string described(const model::Reason& reason) {
    const model::Finding& finding = reason.finding;
    return fmt::format(
        "{}{}{}", finding.code, finding.field.empty() ? "" : " in " + finding.field,
        finding.listing_id.empty() ? "" : fmt::format(" ({} {})", finding.list, finding.listing_id));
}

// The first reason, worst first, that the other policy judges otherwise or does not have.
std::string differing_reason(const model::Verdict& from, const model::Verdict& to) {
    const auto look = [](const model::Verdict& here, const model::Verdict& there,
                         bool new_one) -> std::string {
        for (const model::Reason& reason : here.reasons) {
            const auto other = std::ranges::find_if(there.reasons, [&reason](const model::Reason& each) {
                return same_finding(each.finding, reason.finding);
            });
            if (other == there.reasons.end()) {
                return fmt::format("{}: {}", described(reason),
                                   new_one ? "found now" : "no finding any more");
            }
            if (other->outcome != reason.outcome) {
                const model::Reason& was = new_one ? *other : reason;
                const model::Reason& is = new_one ? reason : *other;
                return fmt::format("{}: {} by {}, then {} by {}", described(reason),
                                   model::to_string(was.outcome), was.rule, model::to_string(is.outcome),
                                   is.rule);
            }
        }
        return {};
    };
    std::string found = to.outcome > from.outcome ? look(to, from, true) : look(from, to, false);
    if (found.empty()) {
        found = to.outcome > from.outcome ? look(from, to, false) : look(to, from, true);
    }
    if (found.empty() && from.scheme != to.scheme) {
        found = fmt::format("scheme '{}', then '{}'", from.scheme, to.scheme);
    }
    return found.empty()
               ? fmt::format("action {}, then {}", model::to_string(from.action), model::to_string(to.action))
               : found;
}

class Trial {
public:
    Trial(VerdictStore& store, const Snapshot& snapshot, const PolicyFile& holds, const PolicyFile& other,
          const TrialRequest& request)
        : store_{store}, snapshot_{snapshot}, holds_{holds}, other_{other}, request_{request} {}

    base::Status add(const StoredVerdict& kept) {
        ++trial_.tried;
        if (kept.situation_sha256.empty() || !kept.erased.empty()) {
            ++trial_.unread;
            return {};
        }
        CORDON_TRY(open_gates(kept));
        CORDON_ASSIGN(const model::Verdict from, judge_again(*gate_now_, store_, kept));
        CORDON_ASSIGN(const model::Verdict to, judge_again(*gate_then_, store_, kept));
        trial_.already_other += from.outcome == kept.outcome ? 0 : 1;
        if (from.outcome == to.outcome && from.action == to.action) {
            return {};
        }
        ++trial_.changed;
        ++trial_.by_outcome[{from.outcome, to.outcome}];
        if (trial_.changes.size() < PolicyTrial::changes_max) {
            trial_.changes.push_back({kept.verdict_id, kept.key.message_id, kept.outcome, from.outcome,
                                      to.outcome, from.action, to.action, differing_reason(from, to)});
        }
        return {};
    }

    PolicyTrial take() { return std::move(trial_); }

private:
    base::Status open_gates(const StoredVerdict& kept) {
        if (gate_now_ && kept.situation_sha256 == situation_ && kept.key.tenant == tenant_ &&
            kept.key.channel == channel_) {
            return {};
        }
        CORDON_ASSIGN(const std::string json, store_.situation(kept.situation_sha256));
        CORDON_ASSIGN(const KeptSituation situation, read_situation(json));
        situation_ = kept.situation_sha256;
        tenant_ = kept.key.tenant;
        channel_ = kept.key.channel;
        const GateSituation surroundings{.tenant = tenant_,
                                         .channel = channel_,
                                         .build = request_.build,
                                         .policy = situation.policy,
                                         .supplement = request_.supplement,
                                         .trade = request_.trade,
                                         .checks = {}};
        gate_now_.emplace(snapshot_, holds_, surroundings);
        gate_then_.emplace(snapshot_, other_, surroundings);
        return {};
    }

    VerdictStore& store_;
    const Snapshot& snapshot_;
    const PolicyFile& holds_;
    const PolicyFile& other_;
    TrialRequest request_;
    std::string situation_;
    std::string tenant_;
    std::string channel_;
    std::optional<PaymentGate> gate_now_;
    std::optional<PaymentGate> gate_then_;
    PolicyTrial trial_;
};

}  // namespace

base::Result<PolicyTrial> try_policy(VerdictStore& store, const Snapshot& snapshot, const PolicyFile& holds,
                                     const PolicyFile& other, const TrialRequest& request) {
    Trial trial(store, snapshot, holds, other, request);
    CORDON_TRY(store.for_each_verdict(request.from_leaf,
                                      [&trial](const StoredVerdict& kept) { return trial.add(kept); }));
    return trial.take();
}

}  // namespace cordon::engine
