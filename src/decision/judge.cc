#include "decision/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "base/check.h"
#include "decision/payment_quality.h"
#include "decision/policy_findings.h"
#include "decision/trade_judge.h"

namespace cordon::decision {

using model::Action;
using model::Finding;
using model::FindingKind;
using model::Outcome;
using model::Payment;
using model::Reason;

namespace {

// A finding, its reason and the action that its list's regime asks for.
struct Judged {
    Reason reason;
    std::optional<Action> action;
};

bool is_name_kind(FindingKind kind) {
    return kind == FindingKind::name_match || kind == FindingKind::text_match;
}

std::string in_words(std::uint32_t hours) {
    return fmt::format("{} hour{}", hours, hours == 1 ? "" : "s");
}

class Judge {
public:
    Judge(const Policy& policy, const Payment& payment, const Situation& situation, const Scheme* scheme)
        : policy_(policy),
          payment_(payment),
          situation_(situation),
          scheme_(scheme),
          grounds_(usable_grounds(policy, situation.grounds, payment)),
          instant_sepa_(!situation.proofs.empty() &&
                        instant_sepa_scope(policy.instant_sepa, scheme, payment)) {}

    Judged judged(Finding finding) const {
        Judged answer{by_kind(finding), std::nullopt};
        if (model::is_of_listing(finding.kind) && answer.reason.outcome == Outcome::block) {
            answer.action = rule_for_list(policy_, finding.list).block_action;
        }
        answer.reason.finding = std::move(finding);
        return answer;
    }

private:
    Reason by_kind(const Finding& finding) const {
        switch (finding.kind) {
            case FindingKind::name_match:
            case FindingKind::text_match:
            case FindingKind::identifier_match:
            case FindingKind::agent_match: return by_list(finding);
            case FindingKind::country: return by_country(finding);
            case FindingKind::data_quality: return by_r16(finding);
            case FindingKind::message: return by_message(finding);
            case FindingKind::lists: return by_freshness(finding);
            case FindingKind::resubmission: return answer(Outcome::hold, "resubmission");
            case FindingKind::screening: return answer(Outcome::hold, "screening." + finding.code);
            case FindingKind::place:
            case FindingKind::goods:
            case FindingKind::cultural:
            case FindingKind::oil:
            case FindingKind::ownership: return trade_reason(finding);
        }
        return answer(Outcome::hold, "no rule");  // a kind from a newer build
    }

    static Reason answer(Outcome outcome, std::string rule, std::string ground = {}) {
        return {.outcome = outcome, .rule = std::move(rule), .ground = std::move(ground)};
    }

    Reason by_list(const Finding& finding) const {
        if (auto permission = ground_permission(grounds_, finding)) {
            return answer(Outcome::pass, permission->rule, permission->ground);
        }
        if (instant_sepa_) {
            if (auto permission = instant_sepa_permission(policy_.instant_sepa, finding,
                                                          active_version(finding.list), situation_.proofs)) {
                return answer(Outcome::pass, permission->rule, permission->ground);
            }
        }
        const ListRule rule = rule_for_list(policy_, finding.list);
        const FieldRule field = rule_for_field(policy_, finding.field_class);
        const std::string list_rule = "lists." + (rule.list.empty() ? finding.list : rule.list);
        if (!is_name_kind(finding.kind)) {
            return limited(answer(rule.identifier, list_rule + ".identifier"), field);
        }
        // A score that is not above zero, or no number, was not compared: doubtful, so no minimum lets it go.
        const bool compared = finding.score > 0;
        if (compared && finding.score < rule.score_min) {
            return answer(Outcome::pass, list_rule + ".score_min");
        }
        if (compared && finding.score < field.score_min) {
            return answer(Outcome::pass, fmt::format("fields.{}.score_min", to_string(finding.field_class)));
        }
        Outcome outcome = finding.weak ? rule.weak_name : rule.name;
        if (outcome == Outcome::block && !(finding.score >= rule.block_score)) {
            outcome = Outcome::hold;
        }
        return limited(answer(outcome, list_rule + (finding.weak ? ".weak_name" : ".name")), field);
    }

    static Reason limited(Reason reason, const FieldRule& field) {
        if (reason.outcome > field.most) {
            return answer(field.most, fmt::format("fields.{}.most", to_string(field.field_class)));
        }
        return reason;
    }

    Reason by_country(const Finding& finding) const {
        for (const CountryRule& rule : policy_.countries) {
            if (finding.code == "country:" + rule.name) {
                return answer(rule.outcome, "countries." + rule.name);
            }
        }
        return answer(Outcome::hold, "countries");
    }

    Reason by_r16(const Finding& finding) const {
        const bool above = above_threshold(policy_.r16, payment_, finding.transaction);
        const std::string scheme = scheme_ != nullptr ? scheme_->name : std::string();
        return answer(r16_outcome(policy_.r16, finding.code, scheme, above),
                      fmt::format("r16.{}.{}", finding.code, above ? "above" : "below"));
    }

    Reason by_message(const Finding& finding) const {
        const MessageRules& rules = policy_.message;
        const std::pair<std::string_view, Outcome> notes[] = {
            {"unknown_element", rules.unknown_element},       {"header_mismatch", rules.header_mismatch},
            {"header_version", rules.header_version},         {"bad_value", rules.bad_value},
            {"iban_checksum", rules.iban_checksum},           {"end_not_marked", rules.end_not_marked},
            {"possible_duplicate", rules.possible_duplicate},
        };
        for (const auto& [code, outcome] : notes) {
            if (finding.code == code) {
                return answer(outcome, "message." + finding.code);
            }
        }
        for (const AmountRule& rule : policy_.amounts) {
            if (finding.code == "amount_over:" + rule.name) {
                return answer(rule.outcome, "amounts." + rule.name);
            }
        }
        return answer(Outcome::hold, "message." + finding.code);
    }

    Reason by_freshness(const Finding& finding) const {
        if (finding.code == "list_by_hand") {
            return answer(policy_.freshness.by_hand, "freshness.by_hand");
        }
        if (finding.code != "list_degraded") {
            return answer(Outcome::hold, "freshness." + finding.code);
        }
        const auto state = std::ranges::find(situation_.lists, finding.list, &ListState::list);
        const bool early =
            state != situation_.lists.end() && state->hours_over < policy_.freshness.hold_after_hours;
        return answer(early ? policy_.freshness.degraded : Outcome::hold,
                      early ? "freshness.degraded" : "freshness.hold_after_hours");
    }

    std::string_view active_version(std::string_view list) const {
        const auto state = std::ranges::find(situation_.lists, list, &ListState::list);
        return state != situation_.lists.end() ? std::string_view(state->version) : std::string_view();
    }

    const Policy& policy_;
    const Payment& payment_;
    const Situation& situation_;
    const Scheme* scheme_;
    std::vector<const Ground*> grounds_;
    bool instant_sepa_;
};

Finding list_finding(std::string code, std::string list, std::string sentence) {
    return {.kind = FindingKind::lists,
            .code = std::move(code),
            .list = std::move(list),
            .sentence = std::move(sentence)};
}

void add_list_findings(const Policy& policy, const Situation& situation, std::vector<Finding>& findings) {
    if (situation.lists.empty()) {
        findings.push_back(list_finding("no_list", "", "no list is active, so nothing could be screened"));
    }
    for (const ListState& state : situation.lists) {
        switch (state.standing) {
            case ListStanding::fresh: break;
            case ListStanding::degraded:
                findings.push_back(list_finding("list_degraded", state.list,
                                                fmt::format("list {} {} is {} over its age limit", state.list,
                                                            state.version, in_words(state.hours_over))));
                break;
            case ListStanding::by_hand:
                findings.push_back(list_finding(
                    "list_by_hand", state.list,
                    fmt::format("list {} {} came by hand and is over its age limit by its day of "
                                "publication; whether there is a newer one is not known",
                                state.list, state.version)));
                break;
            case ListStanding::unknown:
                findings.push_back(list_finding("list_age_unknown", state.list,
                                                "the age of list " + state.list + " cannot be told"));
                break;
            case ListStanding::missing:
                findings.push_back(
                    list_finding("list_missing", state.list, "list " + state.list + " is not active"));
                break;
        }
    }
    for (const std::string& list : policy.freshness.required_lists) {
        if (std::ranges::find(situation.lists, list, &ListState::list) == situation.lists.end()) {
            findings.push_back(list_finding("list_missing", list,
                                            "the policy requires list " + list + ", which is not active"));
        }
    }
}

void add_ground_findings(const Policy& policy, const Payment& payment, const Situation& situation,
                         std::vector<Finding>& findings) {
    for (const GroundClaim& claim : situation.grounds) {
        const std::string refusal = ground_refusal(policy, claim, payment);
        if (!refusal.empty()) {
            findings.push_back({.kind = FindingKind::message,
                                .code = "ground_refused",
                                .text = claim.id,
                                .sentence = fmt::format("ground '{}' was claimed and cannot be used: {}",
                                                        claim.id, refusal)});
        }
    }
}

// The channel's word, else the message's. A scheme that the policy does not know is told, and held.
const Scheme* scheme_of(const Policy& policy, const Payment& payment, const Situation& situation,
                        std::vector<Finding>& findings) {
    if (situation.scheme.empty()) {
        return recognise_scheme(policy, payment);
    }
    const Scheme* scheme = scheme_named(policy, situation.scheme);
    if (scheme == nullptr) {
        findings.push_back(
            {.kind = FindingKind::message,
             .code = "unknown_scheme",
             .text = situation.scheme,
             .sentence = fmt::format("the channel names scheme '{}', which the policy does not "
                                     "have",
                                     situation.scheme)});
    }
    return scheme;
}

// A score that is no number stands first: it is doubtful.
double order_of_score(double score) {
    return score == score ? -score : -2.0;
}

// Every word of a reason takes part, so that the order does not depend on the order of the findings.
auto order_of(const Judged& judged) {
    const Finding& finding = judged.reason.finding;
    return std::tuple(
        -static_cast<int>(judged.reason.outcome), static_cast<int>(finding.kind), finding.transaction,
        order_of_score(finding.score), std::string_view(finding.code), std::string_view(finding.field),
        std::string_view(finding.list), std::string_view(finding.listing_id), std::string_view(finding.text),
        std::string_view(finding.listed_name), finding.weak, static_cast<int>(finding.field_class),
        static_cast<int>(finding.role), std::string_view(finding.sentence));
}

// Freezing is the law's word and goes before anything that moves money.
int severity(Action action) {
    switch (action) {
        case Action::freeze_and_report: return 5;
        case Action::review: return 4;
        case Action::accept_unposted: return 3;
        case Action::reject: return 2;
        case Action::return_funds: return 1;
        case Action::release: return 0;
    }
    CORDON_CHECK(false && "an Action outside its enum");
    return 0;
}

Action action_for(Outcome outcome, const Scheme& scheme, const std::vector<Judged>& judged) {
    if (outcome == Outcome::pass) {
        return Action::release;
    }
    if (outcome == Outcome::hold) {
        const bool late = std::ranges::any_of(judged, [](const Judged& one) {
            return one.reason.finding.kind == FindingKind::screening && one.reason.finding.code == "timeout";
        });
        return late ? scheme.time_out : scheme.hold;
    }
    std::optional<Action> worst;
    for (const Judged& one : judged) {
        if (one.reason.outcome == Outcome::block) {
            const Action asked = one.action.value_or(scheme.block);
            worst = !worst || severity(asked) > severity(*worst) ? asked : *worst;
        }
    }
    return worst.value_or(Action::review);
}

std::string reply_for(Action action, const Replies& replies) {
    switch (action) {
        case Action::release: return replies.accepted;
        case Action::review:
        case Action::freeze_and_report:
        case Action::accept_unposted: return replies.pending;
        case Action::return_funds:
        case Action::reject: return replies.refused;
    }
    CORDON_CHECK(false && "an Action outside its enum");
    return {};
}

void append(std::vector<Finding>& all, std::vector<Finding> more) {
    std::ranges::move(more, std::back_inserter(all));
}

}  // namespace

Judgement judge(const Policy& policy, const Payment& payment, std::vector<Finding> findings,
                const Situation& situation) {
    const Scheme* scheme = scheme_of(policy, payment, situation, findings);
    const Scheme usual;  // no scheme: review, whatever the outcome
    const Scheme& effective = scheme != nullptr ? *scheme : usual;
    add_list_findings(policy, situation, findings);
    add_ground_findings(policy, payment, situation, findings);
    append(findings, message_findings(payment));
    append(findings, country_findings(policy.countries, payment));
    append(findings, amount_findings(policy.amounts, effective.name, payment));
    append(findings, payment_quality(policy.r16, payment));

    const Judge bench(policy, payment, situation, scheme);
    std::vector<Judged> judged;
    judged.reserve(findings.size());
    for (Finding& finding : findings) {
        judged.push_back(bench.judged(std::move(finding)));
    }
    std::ranges::sort(
        judged, [](const Judged& left, const Judged& right) { return order_of(left) < order_of(right); });
    Judgement judgement{.outcome = Outcome::pass, .scheme = effective.name};
    if (!judged.empty()) {
        judgement.outcome = judged.front().reason.outcome;
    }
    judgement.action = action_for(judgement.outcome, effective, judged);
    judgement.answer_ms = effective.answer_ms;
    judgement.reply = reply_for(judgement.action, effective.replies);
    for (Judged& one : judged) {
        judgement.reasons.push_back(std::move(one.reason));
    }
    return judgement;
}

Finding unread_finding(const base::Error& error) {
    return {.kind = FindingKind::message,
            .code = error.code == base::ErrorCode::invalid_input ? "malformed"
                                                                 : std::string(to_string(error.code)),
            .sentence = error.message};
}

}  // namespace cordon::decision
