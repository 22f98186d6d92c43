#include "engine/verdict_answer.h"

namespace cordon::engine {

model::Outcome outcome_now(model::Outcome judged, HoldState state) {
    const bool stopped = judged == model::Outcome::pass && !may_move(judged, state);
    return stopped ? model::Outcome::hold : judged;
}

model::Outcome outcome_now(const Appended& kept) {
    return outcome_now(kept.verdict.outcome, kept.state);
}

void write_verdict_answer(codec::JsonWriter& json, const Appended& kept, const model::Verdict& verdict) {
    json.key("message_id").string(verdict.message_id);
    json.key("format").string(verdict.format).key("type").string(verdict.type);
    const bool held_since = outcome_now(kept) != kept.verdict.outcome;  // its money may not move any more
    const model::Action action = held_since ? model::Action::review : verdict.action;
    json.key("verdict").string(model::to_string(outcome_now(kept)));
    json.key("action").string(model::to_string(action)).key("scheme").string(verdict.scheme);
    json.key("reasons").begin_array();
    for (const model::Reason& reason : verdict.reasons) {
        const model::Finding& finding = reason.finding;
        json.begin_object().key("code").string(finding.code).key("field").string(finding.field);
        json.key("list").string(finding.list).key("listing_id").string(finding.listing_id);
        json.key("score").real(finding.score, 4).key("sentence").string(finding.sentence);
        json.key("outcome").string(model::to_string(reason.outcome)).key("rule").string(reason.rule);
        json.key("text").string(finding.text);
        if (!finding.earlier_verdict.empty()) {
            json.key("earlier_verdict").string(finding.earlier_verdict);
        }
        json.end_object();
    }
    json.end_array().key("verdict_id").string(kept.verdict.verdict_id);
    json.key("replay").boolean(kept.outcome == AppendOutcome::replay);
    json.key("hold").string(to_string(kept.state));
    json.key("lists").begin_array();
    for (const model::ListUse& use : verdict.lists) {
        json.begin_object().key("list").string(use.list).key("version").string(use.version);
        json.key("sha256").string(use.sha256).end_object();
    }
    json.end_array().key("policy").string(verdict.policy_sha256);
}

void write_hold(codec::JsonWriter& json, const Hold& hold) {
    const StoredVerdict& verdict = hold.verdict;
    json.begin_object().key("verdict_id").string(verdict.verdict_id);
    json.key("tenant").string(verdict.key.tenant).key("channel").string(verdict.key.channel);
    json.key("message_id").string(verdict.key.message_id);
    json.key("verdict").string(model::to_string(verdict.outcome));
    json.key("at").string(base::to_string(verdict.at)).key("state").string(to_string(hold.state));
    json.key("steps").begin_array();
    for (const HoldEvent& event : hold.events) {
        json.begin_object().key("step").string(to_string(event.step));
        json.key("principal").string(event.principal).key("reason").string(event.reason);
        json.key("at").string(base::to_string(event.at));
        if (!event.policy_sha256.empty()) {
            json.key("alone").boolean(!event.block_allowed).key("policy_sha256");
            json.string(event.policy_sha256);
        }
        json.key("leaf").integer(static_cast<std::int64_t>(event.leaf)).end_object();
    }
    json.end_array().end_object();
}

}  // namespace cordon::engine
