// model/verdict.h: what was found in a message, what the policy made of it, and the record of both.
//
// Role:      Finding is the common coin: screening, the data rules and the message readers make findings,
//            decision/ judges them, storage keeps them, everyone shows them. A Verdict is the whole answer to
//            one message, and everything needed to derive it again.
// Rules:     Block is not reject: the outcome says whether money may move, the action what the law and the
//            scheme then ask for. Nothing in a verdict is a clock's reading, so that the same message, lists,
//            policy and build give the same bytes.
// Ownership: owns its strings (UTF-8).
// Threads:   plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/payment.h"

namespace cordon::model {

enum class Outcome : std::uint8_t {
    pass,
    hold,   // a person must look before money moves
    block,  // a listed party beyond doubt by the policy's own rule: money must not move
};

enum class Action : std::uint8_t {
    release,
    review,             // keep the money where it is until two people have decided
    freeze_and_report,  // targeted financial sanctions: freeze without delay, report to the authority
    return_funds,       // send back
    reject,             // refuse to process
    accept_unposted,    // FedNow's accept without posting: settle, do not credit
};

enum class FindingKind : std::uint8_t {
    name_match,        // a name resembles a listed one
    identifier_match,  // a strong identifier is equal to a listed one
    agent_match,       // a BIC or clearing code of a listed party
    text_match,        // a listed name inside free text
    country,           // a country that the policy names
    data_quality,      // FATF R.16: required information missing, meaningless, hinted elsewhere
    resubmission,      // the same payment came before with other parties or fields
    message,           // the message itself: malformed, unsupported, unknown element, limits
    screening,         // not everything could be screened: truncated, unreadable, overloaded
    lists,             // a list is missing, stale or degraded
    place,             // goods and a place that a listed group held, or may have held
    goods,             // a class of goods that the law names, without a place that counts
    cultural,          // cultural property: the day it left its country, its provenance
    oil,               // signs of oil whose origin is hidden: price, lots, route
    ownership,         // a party that listed parties own
};

// About a listed party: by name, in a text, by number or as a bank. What is not named here is none.
[[nodiscard]] constexpr bool is_of_listing(FindingKind kind) {
    return kind == FindingKind::name_match || kind == FindingKind::text_match ||
           kind == FindingKind::identifier_match || kind == FindingKind::agent_match;
}

// About goods, places and owners, which tables tell.
[[nodiscard]] constexpr bool is_of_trade(FindingKind kind) {
    return kind >= FindingKind::place;
}

struct Finding {
    FindingKind kind = FindingKind::message;
    std::string code;   // "name_match", "R16-01", "truncated", "list_stale", ...: stable, machine-readable
    std::string field;  // path or tag; "" for the whole message
    FieldClass field_class = FieldClass::text;
    PaymentRole role = PaymentRole::none;
    std::uint32_t transaction = no_index;
    std::string text;        // what stood in the field, or the part of it that matched
    std::string list;        // key of the list, "" when none is concerned
    std::string listing_id;  // within the list
    std::string listed_name;
    double score = 0;             // 0 to 1; 1 for equal identifiers; 0 where nothing is compared
    bool weak = false;            // by a name that the list itself calls weak
    std::string sentence;         // what a person reads
    std::string earlier_verdict;  // id of the verdict that the message was compared with; "" for none
};

// One that concerns no field, list or score.
[[nodiscard]] Finding plain_finding(FindingKind kind, std::string code, std::string sentence);

// A finding and what the policy said of it.
struct Reason {
    Finding finding;
    Outcome outcome = Outcome::hold;
    std::string rule;    // of the policy: "lists.un", "fields.text", "r16.above", "carve_out:<id>"
    std::string ground;  // why a finding was let pass: the exception, licence or carve-out with its evidence
};

struct ListUse {
    std::string list;
    std::string version;
    std::string sha256;  // of the published content
};

struct Verdict {
    std::string id;  // "v" and 32 hexadecimal digits of the SHA-256 of everything below, canonical JSON
    std::string tenant;
    std::string channel;
    std::string message_id;
    std::string content_sha256;  // of the canonical content; see payments/canonical_content.h
    std::string format;  // of the message: "iso20022", "swift-mt", "json", "" when it is none of these
    std::string type;    // "pacs.008.001.08"; "" when unknown
    std::string scheme;  // as the policy named it: "sepa_instant", ...; "" when none fitted
    Outcome outcome = Outcome::hold;
    Action action = Action::review;
    std::string reply;            // what the counterparty may be told: neutral
    std::vector<Reason> reasons;  // every finding, those let pass included; worst first
    std::vector<ListUse> lists;   // by key
    std::string policy_sha256;
    double threshold = 0;
    std::string build;
};

[[nodiscard]] std::string_view to_string(Outcome outcome);   // "pass", "hold", "block"
[[nodiscard]] std::string_view to_string(Action action);     // "freeze and report", ...
[[nodiscard]] std::string_view to_string(FindingKind kind);  // "name match", ...

}  // namespace cordon::model
