// model/payment.h: one payment or trade message, read whole.
//
// Role:      the noun between payments/ (reads messages), the gate in engine/ (screens every field) and
//            decision/ (judges). Nothing that a message says is left out: every text and attribute is a field
//            with its path and class; parties and transactions gather the fields that belong together.
// Rules:     classes after the matching modes of sanctions screening guidance (Wolfsberg Group, Guidance on
//            Sanctions Screening, 2019): names, agents, addresses, countries, identifiers, free text, goods.
//            Roles are ISO 20022 words; SWIFT MT tags map onto them (docs/reference/payment-messages.md).
// Ownership: owns its strings (UTF-8 as written, not folded).
// Threads:   plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/subject.h"

namespace cordon::model {

enum class FieldClass : std::uint8_t {
    name,        // of a party, an agent, an account: compared as a name
    agent,       // BIC or clearing code: compared exactly, its country read
    address,     // street, town, region, address line: read for places, countries and names
    country,     // ISO 3166 code
    identifier,  // IBAN, account, passport, LEI, phone, e-mail: compared exactly once normalised
    text,        // free text: names, identifiers and places are spotted in it
    goods,       // description of goods or services: free text, and goods
    reference,   // the parties' own references: free text in practice, and screened so
    value,       // amount, rate, count
    date,        // date or time
    code,        // a code of the format's own lists
};

enum class PaymentRole : std::uint8_t {
    none,
    debtor,
    creditor,
    ultimate_debtor,
    ultimate_creditor,
    initiating_party,
    debtor_agent,
    creditor_agent,
    instructing_agent,
    instructed_agent,
    previous_instructing_agent,
    intermediary_agent,
    reimbursement_agent,
    charges_agent,
    forwarding_agent,
    other_agent,
    sender,      // of the message itself (header)
    receiver,    // of the message itself
    originator,  // of a return, a status, a cancellation
    assigner,
    assignee,
    invoicer,
    invoicee,
    trading_party,
    account_owner,
    account_servicer,
    authority,
    creditor_scheme,
    remittance_receiver,
    applicant,
    beneficiary,
    issuing_bank,
    advising_bank,
    other_party,
};

constexpr std::uint32_t no_index = ~std::uint32_t{0};

struct PaymentField {
    std::string path;  // "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf[2]/Dbtr/Nm", ":50K:", ":50F:2/"
    std::string text;  // white space collapsed; lines joined with a blank
    // The same with lines joined without a blank, where a line is full and may be cut inside a word; else "".
    std::string glued;
    FieldClass field_class = FieldClass::text;
    PaymentRole role = PaymentRole::none;
    std::uint32_t party = no_index;        // in Payment::parties
    std::uint32_t transaction = no_index;  // in Payment::transactions; no_index: shared by all
    bool known = true;                     // false: an element or tag that this build has no place for
};

// What one element or tag says about one party. Subject::names are alternatives: the name as lines joined
// with a blank and without one, where lines are cut inside words.
struct PaymentParty {
    PaymentRole role = PaymentRole::none;
    std::string path;
    std::uint32_t transaction = no_index;
    bool agent = false;    // a financial institution
    bool account = false;  // the name and identifiers of an account
    Subject subject;
    std::vector<std::string> address_lines;  // as written: lines, or street, town, region
    std::string town;
};

// Amounts are kept as written and, when they fit, in units of 10^-5 (ISO 20022 allows five decimals).
struct PaymentAmount {
    std::string text;
    std::string currency;
    std::optional<std::int64_t> value_e5;
};

struct PaymentTransaction {
    std::string path;
    std::string instruction_id;
    std::string end_to_end_id;
    std::string transaction_id;
    std::string uetr;
    PaymentAmount amount;  // settlement amount, else instructed
};

enum class MessageFormat : std::uint8_t { iso20022, swift_mt, json, shipment };

// Something about the message itself that a person should know; the policy says what follows.
struct PaymentNote {
    std::string code;  // "unknown_element", "header_mismatch", "end_not_marked", ...
    std::string path;
    std::string sentence;
};

struct Payment {
    MessageFormat format = MessageFormat::iso20022;
    std::string type;        // "pacs.008.001.08", "MT103"; the JSON payment: "payment"
    std::string message_id;  // GrpHdr/MsgId, BizMsgIdr or field 20
    std::string service;     // BizSvc, MT block 3 field 119: scheme and variant
    std::string sender;      // BIC of the header, "" when there is none
    std::string receiver;
    bool possible_duplicate = false;
    std::vector<PaymentField> fields;
    std::vector<PaymentParty> parties;
    std::vector<PaymentTransaction> transactions;
    std::vector<PaymentNote> notes;
};

[[nodiscard]] std::string_view to_string(FieldClass field_class);  // "name", "agent", ...
[[nodiscard]] std::string_view to_string(PaymentRole role);        // "ultimate debtor", ...
[[nodiscard]] std::string_view to_string(MessageFormat format);    // "iso20022", "swift-mt", "json", ...

// "1234.5", "1234,50", "1234," to units of 10^-5; nothing when it is no such number or too large.
[[nodiscard]] std::optional<std::int64_t> amount_e5(std::string_view text);

}  // namespace cordon::model
