// Goal: a transfer that does not say who pays or who is paid is told so, code by code, and one that does is
// left in peace: institutions answer for missing originators, and their people must not drown in false
// reports.
#include "decision/payment_quality.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "decision/payment_view.h"
#include "decision/sample_payments.h"

namespace cordon::decision {
namespace {

using model::Payment;
using model::PaymentRole;
using samples::complete;
using samples::party_of;
using samples::remove_parties;

R16Rules rules() {
    return {.thresholds = {{"EUR", 100'000'000}, {"USD", 100'000'000}},
            .domestic_areas = {{"EEA", {"AT", "DE", "FR"}}},
            .rules = {}};
}

std::string codes(const std::vector<model::Finding>& findings) {
    std::string all;
    for (const auto& finding : findings) {
        EXPECT_EQ(finding.kind, model::FindingKind::data_quality);
        EXPECT_FALSE(finding.sentence.empty());
        all += (all.empty() ? "" : " ") + finding.code;
    }
    return all;
}

struct Case {
    std::string what;
    std::function<void(Payment&)> change;
    std::string expected;
};

TEST(PaymentQuality, OneThingMissingIsOneCode) {
    const std::vector<Case> cases = {
        {"nothing is missing", [](Payment&) {}, ""},
        {"no debtor at all", [](Payment& p) { remove_parties(p, PaymentRole::debtor, false); },
         "R16-01 R16-03"},
        {"the debtor's name is blank",
         [](Payment& p) { party_of(p, PaymentRole::debtor).subject.names = {" "}; }, "R16-01 R16-07"},
        {"no debtor account, but a UETR", [](Payment& p) { remove_parties(p, PaymentRole::debtor, true); },
         ""},
        {"no debtor account and no reference",
         [](Payment& p) {
             remove_parties(p, PaymentRole::debtor, true);
             p.transactions[0].uetr.clear();
             p.transactions[0].transaction_id.clear();
         },
         "R16-02"},
        {"no debtor address, large, abroad",
         [](Payment& p) {
             party_of(p, PaymentRole::debtor).address_lines.clear();
             party_of(p, PaymentRole::debtor).town.clear();
         },
         "R16-03"},
        {"the same with a passport",
         [](Payment& p) {
             auto& debtor = party_of(p, PaymentRole::debtor);
             debtor.address_lines.clear();
             debtor.town.clear();
             debtor.subject.identifiers.push_back({.kind = model::IdentifierKind::passport, .value = "X1"});
         },
         ""},
        {"the same as an order to the customer's own bank",
         [](Payment& p) {
             p.type = "pain.001.001.09";
             party_of(p, PaymentRole::debtor).address_lines.clear();
             party_of(p, PaymentRole::debtor).town.clear();
         },
         ""},
        {"the same below the threshold",
         [](Payment& p) {
             p = complete("1000.00");
             party_of(p, PaymentRole::debtor).address_lines.clear();
             party_of(p, PaymentRole::debtor).town.clear();
         },
         ""},
        {"the same at home",
         [](Payment& p) {
             party_of(p, PaymentRole::creditor_agent).subject.identifiers[0].value = "SAMPDEZZ";
             party_of(p, PaymentRole::debtor).address_lines.clear();
             party_of(p, PaymentRole::debtor).town.clear();
         },
         ""},
        {"no creditor name", [](Payment& p) { party_of(p, PaymentRole::creditor).subject.names.clear(); },
         "R16-04"},
        {"a creditor named by its BIC alone",
         [](Payment& p) {
             auto& creditor = party_of(p, PaymentRole::creditor).subject;
             creditor = {};
             creditor.identifiers.push_back({.kind = model::IdentifierKind::bic, .value = "SAMPNZZZ"});
         },
         ""},
        {"no creditor account and no reference",
         [](Payment& p) {
             remove_parties(p, PaymentRole::creditor, true);
             p.transactions[0].uetr.clear();
             p.transactions[0].transaction_id.clear();
         },
         "R16-05"},
        {"no creditor place",
         [](Payment& p) {
             auto& creditor = party_of(p, PaymentRole::creditor);
             creditor.subject.countries.clear();
             creditor.address_lines.clear();
             creditor.town.clear();
         },
         "R16-06"},
        {"a placeholder for the creditor",
         [](Payment& p) { party_of(p, PaymentRole::creditor).subject.names = {"One of our clients"}; },
         "R16-07"},
        {"another party in the text",
         [](Payment& p) { p.fields.back().text = "INV 7 ON BEHALF OF Wadi Trading"; }, "R16-08"},
        {"the same with the ultimate debtor in its field",
         [](Payment& p) {
             p.fields.back().text = "INV 7 ON BEHALF OF Wadi Trading";
             p.parties.push_back(samples::customer(PaymentRole::ultimate_debtor, samples::root + "/UltmtDbtr",
                                                   "Wadi Trading", "Marjan", "AT"));
         },
         ""},
        {"a status report is not asked",
         [](Payment& p) {
             p.type = "pacs.002.001.10";
             p.parties.clear();
         },
         ""},
        {"a statement is not asked",
         [](Payment& p) {
             p.type = "camt.053.001.08";
             p.parties.clear();
         },
         ""},
        {"a bank's own transfer is not asked",
         [](Payment& p) {
             p.type = "pacs.009.001.08";
             p.parties.clear();
         },
         ""},
        {"a cover without the customers beneath it",
         [](Payment& p) {
             p.type = "pacs.009.001.08";
             p.service = "swift.cbprplus.cov.02";
             p.parties.clear();
         },
         "R16-09"},
        {"an MT202COV without sequence B",
         [](Payment& p) {
             p.type = "MT202";
             p.service = "COV";
             p.format = model::MessageFormat::swift_mt;
             for (auto& party : p.parties) party.agent = true;
         },
         "R16-09"},
    };
    for (const Case& one : cases) {
        Payment payment = complete();
        one.change(payment);
        EXPECT_EQ(codes(payment_quality(rules(), payment)), one.expected) << one.what;
    }
}

TEST(PaymentQuality, AnAmountThatIsNotKnownToBeSmallIsLarge) {
    EXPECT_FALSE(above_threshold(rules(), complete("1000.00"), 0));
    EXPECT_TRUE(above_threshold(rules(), complete("1000.01"), 0));
    EXPECT_TRUE(above_threshold(rules(), complete("1.00", "XYZ"), 0));
    EXPECT_TRUE(above_threshold(rules(), complete("a lot"), 0));
    EXPECT_TRUE(above_threshold(rules(), Payment{}, 0));
}

TEST(PaymentQuality, NamesThatSayNothing) {
    struct Name {
        std::string text;
        bool meaningless;
    };
    const std::vector<Name> names = {
        {"CUSTOMER", true},
        {"One of our clients", true},
        {"N/A", true},
        {"n.a.", true},
        {"NOTPROVIDED", true},
        {"X", true},
        {"XXX", true},
        {"MR", true},
        {"Mr.", true},
        {"123 456", true},
        {"SAMPDEZZXXX", true},
        {"SAMPDE2L", true},
        {"---", true},
        {"Unknown", true},
        {"MUHAMMAD", false},
        {"Mr Unknown Smith", false},
        {"Client Earth", false},
        {"Li", false},
        {"3M", false},
        {"Ng", false},
        {"Private Sector Ltd", false},
        {"Ольга", false},
        {"王", false},
        {"MARGARET", false},
    };
    for (const Name& name : names) {
        EXPECT_EQ(!meaningless_name(name.text).empty(), name.meaningless) << name.text;
    }
}

TEST(PaymentQuality, HintsOfAnotherParty) {
    for (const std::string text : {"/ULTC/Wadi Trading", "payment obo Wadi Trading", "F/O WADI",
                                   "B/O WADI TRADING", "INV 3 FAV WADI TRADING", "on behalf of Wadi"}) {
        EXPECT_NE(hint_of_other_party(text), "") << text;
    }
    for (const std::string text : {"HOBOKEN SHIPMENT", "FAVOURITE BOOKS", "invoice 7731", "OBO", "1/B/O2"}) {
        EXPECT_EQ(hint_of_other_party(text), "") << text;
    }
}

TEST(ChainQuality, WhatStoodInAnEarlierMessageAndIsGone) {
    const Payment earlier = complete();
    EXPECT_EQ(codes(chain_quality(earlier, complete())), "");

    Payment lost = complete();
    party_of(lost, PaymentRole::debtor).subject.names.clear();
    EXPECT_EQ(codes(chain_quality(earlier, lost)), "R16-10");

    Payment rewritten = complete();
    party_of(rewritten, PaymentRole::debtor).subject.names = {"JEWELLERS, CORAL SOUK"};
    EXPECT_EQ(codes(chain_quality(earlier, rewritten)), "");

    Payment other = complete();
    party_of(other, PaymentRole::debtor).subject.names = {"Karim Souk Jewellers"};
    EXPECT_EQ(codes(chain_quality(earlier, other)), "R16-11");

    other.transactions[0].uetr = "00000000-0000-4000-8000-000000000009";
    EXPECT_EQ(codes(chain_quality(earlier, other)), "") << "another transfer";
}

TEST(PaymentView, CountriesOfBicsAndIbans) {
    EXPECT_EQ(country_of_bic("SAMPDEZZ"), "DE");
    EXPECT_EQ(country_of_bic("sampdezzxxx"), "DE");
    EXPECT_EQ(country_of_bic("SAMPQQZZ"), "");
    EXPECT_EQ(country_of_bic("SAMPDEZ"), "");
    EXPECT_EQ(country_of_iban("GB82 WEST 1234 5698 7654 32"), "GB");  // the example of ISO 13616
    EXPECT_EQ(country_of_iban("GB83 WEST 1234 5698 7654 32"), "");
    EXPECT_EQ(country_of_iban("990000000001"), "");
}

TEST(PaymentView, SharedPartiesBelongToTheirGroup) {
    Payment payment;
    payment.transactions = {{.path = "/D/PmtInf[1]/CdtTrfTxInf"}, {.path = "/D/PmtInf[2]/CdtTrfTxInf"}};
    payment.parties = {{.role = PaymentRole::debtor, .path = "/D/PmtInf[1]/Dbtr"},
                       {.role = PaymentRole::debtor, .path = "/D/PmtInf[2]/Dbtr"},
                       {.role = PaymentRole::initiating_party, .path = "/D/GrpHdr/InitgPty"}};
    const PaymentIndex index(payment);
    ASSERT_EQ(index.parties(1, PaymentRole::debtor).size(), 1U);
    EXPECT_EQ(index.parties(1, PaymentRole::debtor).front()->path, "/D/PmtInf[2]/Dbtr");
    EXPECT_EQ(index.parties(0, PaymentRole::initiating_party).size(), 1U);
    EXPECT_EQ(index.parties(model::no_index, PaymentRole::debtor).size(), 2U);
}

// A batch at the limits of a message is judged in linear time.
TEST(PaymentQuality, LargeBatches) {
    constexpr std::uint32_t count = 4'000;
    Payment payment = complete();
    const Payment one = complete();
    for (std::uint32_t number = 1; number < count; ++number) {
        payment.transactions.push_back(one.transactions[0]);
        for (auto party : one.parties) {
            party.transaction = number;
            payment.parties.push_back(std::move(party));
        }
        for (auto field : one.fields) {
            field.transaction = number;
            payment.fields.push_back(std::move(field));
        }
    }
    EXPECT_TRUE(payment_quality(rules(), payment).empty());
    payment.parties.back().subject.identifiers.clear();
    payment.transactions.back().uetr.clear();
    payment.transactions.back().transaction_id.clear();
    const auto findings = payment_quality(rules(), payment);
    ASSERT_EQ(codes(findings), "R16-05");
    EXPECT_EQ(findings[0].transaction, count - 1);
}

}  // namespace
}  // namespace cordon::decision
