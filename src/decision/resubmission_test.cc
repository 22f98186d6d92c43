// Goal: a payment that was held and comes again with the name taken out is recognised, whatever small
// rewriting hides it, and two payments that only look alike are not.
#include "decision/resubmission.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "decision/sample_payments.h"

namespace cordon::decision {
namespace {

using model::Payment;
using model::PaymentRole;
using samples::complete;
using samples::party_of;

// As a new order: new references, the rest as before.
Payment again() {
    Payment payment = complete();
    payment.message_id = "SAMPLE-2";
    payment.transactions[0].uetr = "00000000-0000-4000-8000-000000000002";
    payment.transactions[0].instruction_id = "SAMPLE-I-2";
    payment.transactions[0].end_to_end_id = "NOTPROVIDED";
    return payment;
}

bool share(const Payment& left, const Payment& right) {
    const auto prints = fingerprints(left);
    return std::ranges::any_of(fingerprints(right), [&](const std::string& print) {
        return std::ranges::find(prints, print) != prints.end();
    });
}

struct Case {
    std::string what;
    std::function<void(Payment&)> change;
    bool found_again;
    std::string expected;
};

TEST(Resubmission, WhatWasChangedIsNamed) {
    const std::vector<Case> cases = {
        {"nothing but the references", [](Payment&) {}, true, ""},
        {"written otherwise",
         [](Payment& p) {
             party_of(p, PaymentRole::creditor).subject.names = {"FOUNDATION, Pacific-Heron"};
             p.transactions[0].amount = {"48500,0", "EUR", model::amount_e5("48500,0")};
             p.fields.back().text = "INVOICE 7731 TWO CRATES OF LAMP GLASS";
         },
         true, ""},
        {"another creditor name, same accounts",
         [](Payment& p) { party_of(p, PaymentRole::creditor).subject.names = {"Marit Solbakkengen"}; }, true,
         "party_changed"},
        {"creditor name removed",
         [](Payment& p) { party_of(p, PaymentRole::creditor).subject.names.clear(); }, true, "party_removed"},
        {"another account, same names",
         [](Payment& p) {
             party_of(p, PaymentRole::creditor, true).subject.identifiers[0].value = "990000000099";
         },
         true, "account_changed"},
        {"the text without its purpose", [](Payment& p) { p.fields.back().text = "invoice 7731"; }, true,
         "text_removed"},
        {"another amount, another creditor name, same accounts",
         [](Payment& p) {
             p.transactions[0].amount = {"48499.99", "EUR", model::amount_e5("48499.99")};
             party_of(p, PaymentRole::creditor).subject.names = {"Marit Solbakkengen"};
         },
         true, "party_changed"},
        {"another invoice to the same creditor",
         [](Payment& p) {
             p.transactions[0].amount = {"120.00", "EUR", model::amount_e5("120.00")};
             p.fields.back().text = "invoice 7802";
         },
         true, ""},
        {"a payroll: same debtor, same amount, another creditor and text",
         [](Payment& p) {
             party_of(p, PaymentRole::creditor).subject.names = {"Marit Solbakkengen"};
             party_of(p, PaymentRole::creditor, true).subject.identifiers[0].value = "990000000099";
             p.fields.back().text = "salary 11/2026";
         },
         true, ""},
        {"the same invoice paid to another creditor",
         [](Payment& p) {
             party_of(p, PaymentRole::creditor).subject.names = {"Marit Solbakkengen"};
             party_of(p, PaymentRole::creditor, true).subject.identifiers[0].value = "990000000099";
         },
         true, "party_changed account_changed"},
        {"an ultimate creditor added",
         [](Payment& p) {
             p.parties.push_back(samples::customer(PaymentRole::ultimate_creditor,
                                                   samples::root + "/UltmtCdtr", "Tove Lindqvist", "Oslo",
                                                   "NO"));
         },
         true, ""},
        {"another payment",
         [](Payment& p) {
             p.transactions[0].amount = {"10.00", "EUR", model::amount_e5("10.00")};
             party_of(p, PaymentRole::creditor, true).subject.identifiers[0].value = "990000000099";
         },
         false, ""},
    };
    for (const Case& one : cases) {
        Payment payment = again();
        one.change(payment);
        EXPECT_EQ(share(complete(), payment), one.found_again) << one.what;
        std::string codes;
        for (const auto& finding : resubmission_findings(complete(), "v0123", payment)) {
            EXPECT_EQ(finding.kind, model::FindingKind::resubmission);
            EXPECT_NE(finding.sentence.find("v0123"), std::string::npos) << finding.sentence;
            codes += (codes.empty() ? "" : " ") + finding.code;
        }
        EXPECT_EQ(codes, one.expected) << one.what;
    }
}

TEST(Resubmission, ABatchComesAgainInItsOrder) {
    // two equal transfers of one batch that differ in the invoice alone
    const auto batch = [] {
        Payment payment = again();
        payment.transactions.push_back(payment.transactions[0]);
        payment.transactions[1].path = samples::root + "[2]";
        payment.transactions[0].uetr.clear();
        payment.transactions[1].uetr.clear();
        payment.transactions[1].instruction_id = payment.transactions[0].instruction_id = "";
        const auto parties = payment.parties;
        for (auto party : parties) {
            party.transaction = 1;
            payment.parties.push_back(party);
        }
        samples::add_field(payment, samples::root + "[2]/RmtInf/Ustrd", "invoice 7790",
                           model::FieldClass::text, PaymentRole::none, 1);
        return payment;
    };
    EXPECT_TRUE(resubmission_findings(batch(), "v0123", batch()).empty());
    Payment changed = batch();
    changed.parties[10].subject.names = {"Marit Solbakkengen"};
    const auto findings = resubmission_findings(batch(), "v0123", changed);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].transaction, 1U);
}

TEST(Resubmission, TheReasonShowsBoth) {
    Payment payment = again();
    party_of(payment, PaymentRole::creditor).subject.names = {"Marit Solbakkengen"};
    const auto findings = resubmission_findings(complete(), "v0123", payment);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].text, "Pacific Heron Foundation -> Marit Solbakkengen");
    EXPECT_EQ(findings[0].sentence,
              "this payment came before (verdict v0123): the creditor 'Pacific Heron Foundation' is 'Marit "
              "Solbakkengen' now");
    EXPECT_EQ(findings[0].role, PaymentRole::creditor);
}

TEST(Resubmission, ANameMovedToAnotherPlaceIsTold) {
    Payment payment = again();
    auto& creditor = party_of(payment, PaymentRole::creditor);
    payment.parties.push_back(samples::customer(PaymentRole::ultimate_creditor, samples::root + "/UltmtCdtr",
                                                "Pacific Heron Foundation", "Nelson", "NZ"));
    party_of(payment, PaymentRole::creditor).subject.names = {"Agent Of Someone"};
    (void)creditor;
    const auto findings = resubmission_findings(complete(), "v0123", payment);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].code, "party_moved");
}

TEST(Resubmission, FingerprintsHideAccountsAndPlaceholdersMakeNone) {
    const auto prints = fingerprints(complete());
    EXPECT_EQ(prints.size(), 6U);
    for (const std::string& print : prints) {
        EXPECT_EQ(print.find("990000"), std::string::npos);
        EXPECT_EQ(print.size() - print.find(':') - 1, 32U);
    }
    EXPECT_EQ(fingerprints(again()).size(), 5U) << "NOTPROVIDED is no reference";
    EXPECT_TRUE(fingerprints(Payment{}).empty());
}

}  // namespace
}  // namespace cordon::decision
