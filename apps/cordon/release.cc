#include "cordon/release.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/strings.h"
#include "cordon/active_policy.h"
#include "cordon/build_info.h"
#include "cordon/gate_session.h"
#include "cordon/session.h"
#include "engine/payment_recorder.h"
#include "engine/release_token.h"
#include "engine/verdict_json.h"
#include "storage/key_store.h"

namespace cordon::app {

namespace {

constexpr std::int64_t token_life_ms = 900'000;

bool same_reason(const model::Reason& left, const model::Reason& right) {
    const auto key = [](const model::Finding& finding) {
        return std::tie(finding.list, finding.listing_id, finding.field, finding.code);
    };
    return key(left.finding) == key(right.finding);
}

// What holds it now by a listing, by the state of the lists or for want of screening, and did not when it was
// judged.
std::vector<model::Reason> new_reasons(const model::Verdict& before, const model::Verdict& now) {
    std::vector<model::Reason> fresh;
    for (const model::Reason& reason : now.reasons) {
        const model::Finding& finding = reason.finding;
        const bool of_lists = !finding.listing_id.empty() || finding.kind == model::FindingKind::lists ||
                              finding.kind == model::FindingKind::screening;
        const bool known = std::ranges::any_of(
            before.reasons, [&](const model::Reason& other) { return same_reason(reason, other); });
        if (reason.outcome != model::Outcome::pass && of_lists && !known) {
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

model::Verdict judged_now(const engine::StoredVerdict& stored, const model::Verdict& before,
                          const std::string& message, const Session& session,
                          const engine::PolicyFile& policy) {
    engine::GateSituation situation;
    situation.tenant = stored.key.tenant;
    situation.channel = stored.key.channel;
    situation.build = engine_build();
    situation.policy.scheme = before.scheme;
    situation.policy.lists = list_states(session);
    engine::PaymentGate gate(*session.snapshot, policy, std::move(situation));
    return gate.judge(gate.examine(message), {}, {});
}

}  // namespace

base::Status check_before_release(const GlobalOptions& global, engine::VerdictStore& record,
                                  std::string_view verdict_id) {
    CORDON_ASSIGN(const engine::Hold hold, record.hold(verdict_id));
    const engine::StoredVerdict& stored = hold.verdict;
    CORDON_ASSIGN(const model::Verdict before, engine::read_verdict(stored.bytes));
    CORDON_ASSIGN(const std::string message, record.message(stored.verdict_id));
    CORDON_ASSIGN(const Session session, open_session(global, {}));
    CORDON_ASSIGN(const engine::PolicyFile policy, load_active_policy(global.home));
    const model::Verdict now = judged_now(stored, before, message, session, policy);
    const std::vector<model::Reason> fresh = new_reasons(before, now);
    if (fresh.empty()) {
        return {};
    }
    const std::string reason =
        fmt::format("the lists of now hold it: {}{}", fresh.front().finding.sentence,
                    fresh.size() > 1 ? fmt::format(" (and {} more)", fresh.size() - 1) : std::string());
    CORDON_TRY(record.open_hold(stored.verdict_id, "cordon", reason, wall_clock()));
    return base::fail(base::ErrorCode::conflict, fmt::format("{} is held again and nothing was released: {}",
                                                             stored.verdict_id, base::shown(reason, 400)));
}

base::Result<std::string> release_token_for(const GlobalOptions& global, engine::VerdictStore& record,
                                            std::string_view verdict_id) {
    CORDON_ASSIGN(const engine::Hold hold, record.hold(verdict_id));
    const engine::StoredVerdict& stored = hold.verdict;
    CORDON_ASSIGN(const Session session, open_session(global, {}));
    storage::KeyStore keys(global.home);
    CORDON_ASSIGN(const base::SigningKey key, keys.signing_key(wall_clock(), global.principal));
    const engine::TokenGrounds grounds{.verdict_id = stored.verdict_id,
                                       .content_sha256 = stored.key.content_sha256,
                                       .outcome = stored.outcome,
                                       .state = hold.state,
                                       .lists = engine::lists_used(*session.snapshot)};
    CORDON_ASSIGN(const engine::NewToken token,
                  engine::make_release_token(grounds, wall_clock(), token_life_ms, global.principal,
                                             engine_build(), key));
    CORDON_TRY(record.keep_token(token));
    return token.statement;
}

}  // namespace cordon::app
