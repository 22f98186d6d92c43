// engine/policy_keys.h: the keys of a policy file, each written down once, for reading and for writing.
//
// Role:    describe(io, policy) names every key with its member; a PolicyReader fills the members and refuses
//          what it does not know, a PolicyWriter writes them. So the two cannot drift apart.
// Threads: plain functions.
// Errors:  the reader's, see engine/policy_reader.h.
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "decision/policy.h"

namespace cordon::engine {

template <class Value>
using Words = std::pair<std::string_view, Value>;

using model::Action;
using model::FieldClass;
using model::Outcome;

inline constexpr std::array hold_or_block = {Words<Outcome>{"hold", Outcome::hold},
                                             Words<Outcome>{"block", Outcome::block}};
inline constexpr std::array report_or_hold = {Words<Outcome>{"report", Outcome::pass},
                                              Words<Outcome>{"hold", Outcome::hold}};
inline constexpr std::array report_hold_or_block = {Words<Outcome>{"report", Outcome::pass},
                                                    Words<Outcome>{"hold", Outcome::hold},
                                                    Words<Outcome>{"block", Outcome::block}};
inline constexpr std::array hold_actions = {Words<Action>{"review", Action::review},
                                            Words<Action>{"accept_unposted", Action::accept_unposted},
                                            Words<Action>{"reject", Action::reject}};
inline constexpr std::array block_actions = {
    Words<Action>{"review", Action::review}, Words<Action>{"accept_unposted", Action::accept_unposted},
    Words<Action>{"reject", Action::reject}, Words<Action>{"freeze_and_report", Action::freeze_and_report},
    Words<Action>{"return_funds", Action::return_funds}};
inline constexpr std::array all_actions = {Words<Action>{"release", Action::release},
                                           Words<Action>{"review", Action::review},
                                           Words<Action>{"accept_unposted", Action::accept_unposted},
                                           Words<Action>{"reject", Action::reject},
                                           Words<Action>{"freeze_and_report", Action::freeze_and_report},
                                           Words<Action>{"return_funds", Action::return_funds}};
inline constexpr std::array field_classes = {
    Words<FieldClass>{"name", FieldClass::name},
    Words<FieldClass>{"agent", FieldClass::agent},
    Words<FieldClass>{"address", FieldClass::address},
    Words<FieldClass>{"country", FieldClass::country},
    Words<FieldClass>{"identifier", FieldClass::identifier},
    Words<FieldClass>{"text", FieldClass::text},
    Words<FieldClass>{"goods", FieldClass::goods},
    Words<FieldClass>{"reference", FieldClass::reference},
    Words<FieldClass>{"value", FieldClass::value},
    Words<FieldClass>{"date", FieldClass::date},
    Words<FieldClass>{"code", FieldClass::code},
};
inline constexpr std::array ground_kinds = {
    Words<decision::GroundKind>{"licence", decision::GroundKind::licence},
    Words<decision::GroundKind>{"humanitarian", decision::GroundKind::humanitarian}};

template <class Io>
void describe(Io& io, decision::SchemeMark& mark) {
    io.text("format", mark.format);
    io.texts("types", mark.types);
    io.texts("services", mark.services);
    io.texts("local_instruments", mark.local_instruments);
    io.texts("currencies", mark.currencies);
}

template <class Io>
void describe(Io& io, decision::Replies& replies) {
    io.text("accepted", replies.accepted);
    io.text("pending", replies.pending);
    io.text("refused", replies.refused);
}

template <class Io>
void describe(Io& io, decision::Scheme& scheme) {
    io.text("name", scheme.name);
    io.count("answer_ms", scheme.answer_ms);
    io.boolean("instant_sepa", scheme.instant_sepa);
    io.choice("hold", scheme.hold, hold_actions);
    io.choice("block", scheme.block, block_actions);
    io.choice("time_out", scheme.time_out, hold_actions);
    io.choices("allowed", scheme.allowed, all_actions);
    io.table("replies", scheme.replies);
    io.tables("marks", scheme.marks);
}

template <class Io>
void describe(Io& io, decision::ListRule& rule) {
    io.text("regime", rule.regime);
    io.choice("name", rule.name, hold_or_block);
    io.choice("weak_name", rule.weak_name, hold_or_block);
    io.choice("identifier", rule.identifier, hold_or_block);
    io.share("score_min", rule.score_min);
    io.share("block_score", rule.block_score);
    io.optional_choice("block_action", rule.block_action, block_actions);
}

template <class Io>
void describe(Io& io, decision::FieldRule& rule) {
    io.choice("class", rule.field_class, field_classes);
    io.share("score_min", rule.score_min);
    io.choice("most", rule.most, hold_or_block);
}

template <class Io>
void describe(Io& io, decision::AmountRule& rule) {
    io.text("name", rule.name);
    io.text("currency", rule.currency);
    io.amount("over", rule.over_e5);
    io.texts("schemes", rule.schemes);
    io.choice("outcome", rule.outcome, hold_or_block);
}

template <class Io>
void describe(Io& io, decision::CountryRule& rule) {
    io.text("name", rule.name);
    io.texts("countries", rule.countries);
    io.roles("roles", rule.roles);
    io.choice("outcome", rule.outcome, report_hold_or_block);
    io.text("sentence", rule.sentence);
}

template <class Io>
void describe(Io& io, decision::R16Threshold& threshold) {
    io.text("currency", threshold.currency);
    io.amount("amount", threshold.amount_e5);
}

template <class Io>
void describe(Io& io, decision::DomesticArea& area) {
    io.text("name", area.name);
    io.texts("countries", area.countries);
}

template <class Io>
void describe(Io& io, decision::R16Rule& rule) {
    io.text("code", rule.code);
    io.texts("schemes", rule.schemes);
    io.choice("above", rule.above, report_or_hold);
    io.choice("below", rule.below, report_or_hold);
}

template <class Io>
void describe(Io& io, decision::R16Rules& rules) {
    io.tables("thresholds", rules.thresholds);
    io.tables("domestic_areas", rules.domestic_areas);
    io.tables("rules", rules.rules);
}

template <class Io>
void describe(Io& io, decision::MessageRules& rules) {
    io.choice("unknown_element", rules.unknown_element, report_or_hold);
    io.choice("header_mismatch", rules.header_mismatch, report_or_hold);
    io.choice("header_version", rules.header_version, report_or_hold);
    io.choice("bad_value", rules.bad_value, report_or_hold);
    io.choice("iban_checksum", rules.iban_checksum, report_or_hold);
    io.choice("end_not_marked", rules.end_not_marked, report_or_hold);
    io.choice("possible_duplicate", rules.possible_duplicate, report_or_hold);
}

template <class Io>
void describe(Io& io, decision::FreshnessRules& rules) {
    io.choice("degraded", rules.degraded, report_or_hold);
    io.count("hold_after_hours", rules.hold_after_hours);
    io.choice("by_hand", rules.by_hand, report_or_hold);
    io.texts("required_lists", rules.required_lists);
}

template <class Io>
void describe(Io& io, decision::ResubmissionRules& rules) {
    io.count("window_hours", rules.window_hours);
}

template <class Io>
void describe(Io& io, decision::TradeRules& rules) {
    io.boolean("full_embargo", rules.full_embargo);
}

template <class Io>
void describe(Io& io, decision::FourEyesRules& rules) {
    io.boolean("release_hold", rules.release_hold);
    io.boolean("release_data_quality", rules.release_data_quality);
    io.boolean("freeze", rules.freeze);
    io.boolean("return_funds", rules.return_funds);
    io.boolean("reject", rules.reject);
    io.boolean_unless_default("release_block", rules.release_block, decision::FourEyesRules().release_block);
}

template <class Io>
void describe(Io& io, decision::InstantSepaException& exception) {
    io.boolean("enabled", exception.enabled);
    io.text("list", exception.list);
    io.count("proof_hours_max", exception.proof_hours_max);
    io.texts("agent_countries", exception.agent_countries);
}

template <class Io>
void describe(Io& io, decision::Ground& ground) {
    io.text("id", ground.id);
    io.choice("kind", ground.kind, ground_kinds);
    io.texts("lists", ground.lists);
    io.texts("listing_ids", ground.listing_ids);
    io.roles("roles", ground.roles);
    io.text("provider", ground.provider);
    io.text("document", ground.document);
    io.text("document_sha256", ground.document_sha256);
    io.date("valid_from", ground.valid_from);
    io.date("valid_to", ground.valid_to);
    io.text("currency", ground.currency);
    io.amount("amount_max", ground.amount_max_e5);
    io.text("purpose", ground.purpose);
}

template <class Io>
void describe(Io& io, decision::Policy& policy) {
    io.text("name", policy.name);
    io.text("version", policy.version);
    io.share("threshold", policy.threshold);
    io.tables("schemes", policy.schemes);
    io.keyed("lists", policy.lists);
    io.tables("fields", policy.fields);
    io.tables("amounts", policy.amounts);
    io.tables("countries", policy.countries);
    io.table("r16", policy.r16);
    io.table("message", policy.message);
    io.table("freshness", policy.freshness);
    io.table("resubmission", policy.resubmission);
    io.table_unless_default("trade", policy.trade);
    io.table("four_eyes", policy.four_eyes);
    io.table("instant_sepa", policy.instant_sepa);
    io.tables("grounds", policy.grounds);
}

}  // namespace cordon::engine
