// decision/sample_payments.h: fictional payments for the tests of this room.
//
// Role:    complete() is a transfer with nothing wrong in it; tests take away or change one thing.
// Threads: plain values.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/payment.h"

namespace cordon::decision::samples {

inline void add_field(model::Payment& payment, std::string path, std::string text,
                      model::FieldClass field_class, model::PaymentRole role = model::PaymentRole::none,
                      std::uint32_t transaction = 0) {
    std::uint32_t party = model::no_index;
    for (std::uint32_t at = 0; at < payment.parties.size(); ++at) {
        party = path.starts_with(payment.parties[at].path + "/") ? at : party;
    }
    payment.fields.push_back({.path = std::move(path),
                              .text = std::move(text),
                              .field_class = field_class,
                              .role = role,
                              .party = party,
                              .transaction = transaction});
}

inline model::PaymentParty customer(model::PaymentRole role, std::string path, std::string name,
                                    std::string town, std::string country) {
    model::PaymentParty party{.role = role, .path = std::move(path), .transaction = 0};
    party.subject.names.push_back(std::move(name));
    party.subject.countries.push_back({.code = std::move(country), .text = ""});
    party.address_lines.push_back(town);
    party.town = std::move(town);
    return party;
}

inline model::PaymentParty account(model::PaymentRole role, std::string path, std::string number) {
    model::PaymentParty party{.role = role, .path = std::move(path), .transaction = 0, .account = true};
    party.subject.identifiers.push_back({.kind = model::IdentifierKind::account, .value = std::move(number)});
    return party;
}

inline model::PaymentParty agent(model::PaymentRole role, std::string path, std::string bic) {
    model::PaymentParty party{.role = role, .path = std::move(path), .transaction = 0, .agent = true};
    party.subject.identifiers.push_back({.kind = model::IdentifierKind::bic, .value = std::move(bic)});
    return party;
}

inline const std::string root = "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf";

inline model::Payment complete(const std::string& amount = "48500.00", const std::string& currency = "EUR") {
    using model::FieldClass;
    using model::PaymentRole;
    model::Payment payment{.type = "pacs.008.001.08", .message_id = "SAMPLE-1"};
    payment.transactions.push_back({.path = root,
                                    .instruction_id = "SAMPLE-I-1",
                                    .end_to_end_id = "INVOICE-7731",
                                    .transaction_id = "SAMPLE-T-1",
                                    .uetr = "00000000-0000-4000-8000-000000000001",
                                    .amount = {amount, currency, model::amount_e5(amount)}});
    payment.parties = {
        customer(PaymentRole::debtor, root + "/Dbtr", "Coral Souk Jewellers", "Marjan", "AT"),
        account(PaymentRole::debtor, root + "/DbtrAcct", "990000000001"),
        agent(PaymentRole::debtor_agent, root + "/DbtrAgt", "SAMPATZZ"),
        agent(PaymentRole::creditor_agent, root + "/CdtrAgt", "SAMPNZZZ"),
        customer(PaymentRole::creditor, root + "/Cdtr", "Pacific Heron Foundation", "Nelson", "NZ"),
        account(PaymentRole::creditor, root + "/CdtrAcct", "990000000002"),
    };
    add_field(payment, root + "/Dbtr/Nm", "Coral Souk Jewellers", FieldClass::name, PaymentRole::debtor);
    add_field(payment, root + "/DbtrAgt/FinInstnId/BICFI", "SAMPATZZ", FieldClass::agent,
              PaymentRole::debtor_agent);
    add_field(payment, root + "/CdtrAgt/FinInstnId/BICFI", "SAMPNZZZ", FieldClass::agent,
              PaymentRole::creditor_agent);
    add_field(payment, root + "/Cdtr/Nm", "Pacific Heron Foundation", FieldClass::name,
              PaymentRole::creditor);
    add_field(payment, root + "/RmtInf/Ustrd", "invoice 7731, two crates of lamp glass", FieldClass::text);
    return payment;
}

// The first party of the role that is (not) an account.
inline model::PaymentParty& party_of(model::Payment& payment, model::PaymentRole role,
                                     bool account_party = false) {
    for (model::PaymentParty& party : payment.parties) {
        if (party.role == role && party.account == account_party) {
            return party;
        }
    }
    return payment.parties.front();
}

inline void remove_parties(model::Payment& payment, model::PaymentRole role, bool account_party) {
    std::erase_if(payment.parties, [&](const model::PaymentParty& party) {
        return party.role == role && party.account == account_party;
    });
}

}  // namespace cordon::decision::samples
