// decision/policy.h: what a house has decided beforehand about findings: a plain, versioned value.
//
// Role:      judge() reads it, engine/policy_file.h makes it from TOML and hashes it. It names schemes,
//            lists, field classes, countries, amounts, FATF R.16 rules, exceptions and grounds.
// Rules:     what a policy does not name holds. No value of this type can make a pass of a message that could
//            not be read or screened: there is no key for it. A default-made Policy is the strictest one.
// Sources:   FATF Recommendation 16; Regulation (EU) 260/2012 Art. 5d as set by Regulation (EU) 2024/886;
//            UNSCR 2664 (2022) and 2761 (2024) for the humanitarian carve-out.
// Ownership: owns its strings (UTF-8).
// Threads:   plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "model/payment.h"
#include "model/verdict.h"

namespace cordon::decision {

// How a scheme is told from the message. Every part that is given must fit; a mark without parts fits
// nothing.
struct SchemeMark {
    std::string format;                          // "iso20022", "swift-mt", "json"; "" = any
    std::vector<std::string> types;              // beginnings: "pacs.008", "MT103"
    std::vector<std::string> services;           // parts of Payment::service, whatever the case: "fednow"
    std::vector<std::string> local_instruments;  // LclInstrm code of every transaction: "INST"
    std::vector<std::string> currencies;         // of every transaction
    friend bool operator==(const SchemeMark&, const SchemeMark&) = default;
};

// What the counterparty may be told. Hold and freeze share one text, so that it gives nothing away.
struct Replies {
    std::string accepted = "accepted for processing";
    std::string pending = "received, processing continues";
    std::string refused = "not executed";
    friend bool operator==(const Replies&, const Replies&) = default;
};

struct Scheme {
    std::string name;               // "sepa_instant"
    std::vector<SchemeMark> marks;  // any of them; none: only when the channel names the scheme
    std::uint32_t answer_ms = 0;    // the scheme's own limit; 0 = none
    bool instant_sepa = false;      // Art. 5d may apply
    model::Action hold = model::Action::review;
    model::Action block = model::Action::review;     // where the list's rule has no action of its own
    model::Action time_out = model::Action::review;  // when the answer's time ran out: never release
    std::vector<model::Action> allowed;              // empty: every action
    Replies replies;
    friend bool operator==(const Scheme&, const Scheme&) = default;
};

struct ListRule {
    std::string list;    // key; "default" for every list without a rule of its own
    std::string regime;  // "UN Security Council, targeted financial sanctions": shown with the reason
    model::Outcome name = model::Outcome::hold;        // hold or block
    model::Outcome weak_name = model::Outcome::hold;   // hold or block
    model::Outcome identifier = model::Outcome::hold;  // hold or block: a strong identifier, BIC, code
    double score_min = 0;                              // name matches below are reported, not held
    double block_score = 1;                            // name = "block" holds below this score
    std::optional<model::Action> block_action;  // what the regime asks for; nothing: what the scheme says
    friend bool operator==(const ListRule&, const ListRule&) = default;
};

struct FieldRule {
    model::FieldClass field_class = model::FieldClass::text;
    double score_min = 0;                         // as above, for matches in such fields
    model::Outcome most = model::Outcome::block;  // hold: a match here never blocks by itself
    friend bool operator==(const FieldRule&, const FieldRule&) = default;
};

struct AmountRule {
    std::string name;
    std::string currency;  // three letters
    std::int64_t over_e5 = 0;
    std::vector<std::string> schemes;               // empty: all
    model::Outcome outcome = model::Outcome::hold;  // hold or block
    friend bool operator==(const AmountRule&, const AmountRule&) = default;
};

struct CountryRule {
    std::string name;
    std::vector<std::string> countries;             // ISO 3166-1 alpha-2
    std::vector<model::PaymentRole> roles;          // empty: wherever it stands
    model::Outcome outcome = model::Outcome::hold;  // pass: report only
    std::string sentence;                           // why, for the person who reads the reason
    friend bool operator==(const CountryRule&, const CountryRule&) = default;
};

struct R16Threshold {
    std::string currency;
    std::int64_t amount_e5 = 0;  // the rule is "above" when the amount is greater than this
    friend bool operator==(const R16Threshold&, const R16Threshold&) = default;
};

struct R16Rule {
    std::string code;                             // "R16-01"
    std::vector<std::string> schemes;             // empty: all without a rule of their own
    model::Outcome above = model::Outcome::hold;  // pass: report only
    model::Outcome below = model::Outcome::hold;
    friend bool operator==(const R16Rule&, const R16Rule&) = default;
};

// Countries between which a transfer counts as domestic.
struct DomesticArea {
    std::string name;
    std::vector<std::string> countries;
    friend bool operator==(const DomesticArea&, const DomesticArea&) = default;
};

struct R16Rules {
    std::vector<R16Threshold> thresholds;  // a currency without a line, or no amount: always above
    std::vector<DomesticArea> domestic_areas;
    std::vector<R16Rule> rules;
    friend bool operator==(const R16Rules&, const R16Rules&) = default;
};

// Notes of the readers that may be reported without a hold; every other note holds.
struct MessageRules {
    model::Outcome unknown_element = model::Outcome::hold;  // it was screened as free text all the same
    model::Outcome header_mismatch = model::Outcome::hold;  // the header announces another message
    model::Outcome header_version = model::Outcome::hold;   // ... or another version of the same
    model::Outcome bad_value = model::Outcome::hold;        // not what its format allows
    model::Outcome iban_checksum = model::Outcome::hold;
    model::Outcome end_not_marked = model::Outcome::hold;
    model::Outcome possible_duplicate = model::Outcome::hold;
    friend bool operator==(const MessageRules&, const MessageRules&) = default;
};

struct FreshnessRules {
    model::Outcome degraded = model::Outcome::hold;  // pass: reported, until ...
    std::uint32_t hold_after_hours = 0;              // ... so many hours over the list's age limit
    model::Outcome by_hand = model::Outcome::hold;   // a list that came by hand, older than its limit
    std::vector<std::string> required_lists;         // each must be active, else every payment is held
    friend bool operator==(const FreshnessRules&, const FreshnessRules&) = default;
};

// Goods and territory. The law's duty is about parties; the table of trade_judge.h weighs places as evidence.
struct TradeRules {
    // A house rule, never adopted by the United Nations: nothing at all moves to, from or through a place
    // that a listed group holds or contests.
    bool full_embargo = false;
    friend bool operator==(const TradeRules&, const TradeRules&) = default;
};

struct ResubmissionRules {
    std::uint32_t window_hours = 168;
    friend bool operator==(const ResubmissionRules&, const ResubmissionRules&) = default;
};

// What needs two different people. Releasing or rejecting a block and activating a policy always do.
struct FourEyesRules {
    bool release_hold = true;          // a hold for matches, countries and amounts
    bool release_data_quality = true;  // a hold for nothing but missing data: a closed list, in policy.cc
    bool release_block = false;        // false: nobody releases a block; true: two people may
    bool freeze = true;
    bool return_funds = true;
    bool reject = true;
    friend bool operator==(const FourEyesRules&, const FourEyesRules&) = default;
};

// Art. 5d: between payment service providers of the Union, payer and payee of an instant credit transfer are
// not checked against the Union's list transfer by transfer, because each provider checks all its customers.
struct InstantSepaException {
    bool enabled = false;
    std::string list = "eu";
    std::uint32_t proof_hours_max = 24;
    std::vector<std::string> agent_countries;  // both agents and both accounts must be of one of these
    friend bool operator==(const InstantSepaException&, const InstantSepaException&) = default;
};

enum class GroundKind : std::uint8_t { humanitarian, licence };

// A ground on which a listed party may be paid. It acts only when the caller names its id for the message.
struct Ground {
    std::string id;
    GroundKind kind = GroundKind::licence;
    std::vector<std::string> lists;         // never empty
    std::vector<std::string> listing_ids;   // never empty for a licence; empty for the carve-out: any
    std::vector<model::PaymentRole> roles;  // empty: any
    std::string provider;                   // who gives the aid, or who holds the licence
    std::string document;                   // reference of the evidence
    std::string document_sha256;
    base::Date valid_from;
    base::Date valid_to;             // inclusive
    std::string currency;            // with amount_max_e5; "" = no cap
    std::int64_t amount_max_e5 = 0;  // of all transactions of one message together
    std::string purpose;
    friend bool operator==(const Ground&, const Ground&) = default;
};

struct Policy {
    std::string name;
    std::string version;
    double threshold = 0;         // at or above, screening calls a name a hit
    std::vector<Scheme> schemes;  // the first that fits
    std::vector<ListRule> lists;
    std::vector<FieldRule> fields;
    std::vector<AmountRule> amounts;
    std::vector<CountryRule> countries;
    R16Rules r16;
    MessageRules message;
    FreshnessRules freshness;
    ResubmissionRules resubmission;
    TradeRules trade;
    FourEyesRules four_eyes;
    InstantSepaException instant_sepa;
    std::vector<Ground> grounds;
    friend bool operator==(const Policy&, const Policy&) = default;
};

[[nodiscard]] std::string_view to_string(GroundKind kind);  // "humanitarian", "licence"

// The rule of the list, else "default", else the strictest.
[[nodiscard]] ListRule rule_for_list(const Policy& policy, std::string_view list);
[[nodiscard]] FieldRule rule_for_field(const Policy& policy, model::FieldClass field_class);
// nullptr: no such scheme in this policy.
[[nodiscard]] const Scheme* scheme_named(const Policy& policy, std::string_view name);
// The first scheme with a mark that fits, nullptr when none does.
[[nodiscard]] const Scheme* recognise_scheme(const Policy& policy, const model::Payment& payment);
// What the policy says of an R.16 finding; a code or scheme without a rule holds.
[[nodiscard]] model::Outcome r16_outcome(const R16Rules& rules, std::string_view code,
                                         std::string_view scheme, bool above_threshold);
// Whether a second person must agree before `intended` is done to a message with this outcome and reasons.
// Of a release each reason that holds asks its own key, and what no key names needs two; so does a message of
// goods and places, and one of which something was let pass on a ground that held then.
[[nodiscard]] bool two_people_needed(const FourEyesRules& rules, model::Outcome outcome,
                                     const std::vector<model::Reason>& reasons, model::Action intended);

}  // namespace cordon::decision
