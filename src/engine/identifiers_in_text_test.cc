// Goal: what a list gives as an identifier is found in running text, written as the list writes it, when it
//       says enough; and what says too little holds nobody. The rules: docs/reference/payment-messages.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "codec/json.h"
#include "engine/listed_numbers.h"
#include "engine/payment_screening.h"
#include "engine/test_lists.h"
#include "engine/test_real_lists.h"
#include "payments/message_reader.h"

namespace cordon::engine {
namespace {

using model::Identifier;
using enum model::IdentifierKind;

model::Payment with_remittance(const std::string& text) {
    codec::JsonWriter json;
    json.begin_object().key("id").string("X").key("amount").string("12.00").key("currency").string("EUR");
    json.key("debtor").string("Zz").key("creditor").string("Zz").key("remittance").string(text).end_object();
    return payments::read_payment(json.take()).value();
}

bool is_found(PaymentScreening& screening, const std::string& text, const std::string& listing_id) {
    return std::ranges::any_of(screening.screen(with_remittance(text)), [&](const model::Finding& finding) {
        return finding.field == "/remittance" && finding.listing_id == listing_id &&
               (finding.kind == model::FindingKind::identifier_match ||
                finding.kind == model::FindingKind::agent_match || finding.code == "identifier_possible");
    });
}

TEST(IdentifiersInText, AsTheListWritesThem) {
    struct Row {
        Identifier listed;
        const char* text;
        bool found;
    };
    const Row rows[] = {
        {{.kind = registration, .value = "42946 (Jalisco)"}, "order 7 of 42946 (Jalisco), part 2", true},
        {{.kind = registration, .value = "42946 (Jalisco)"}, "order 7 of 42946, JALISCO", true},
        {{.kind = registration, .value = "42946 (Jalisco)"}, "order 7 of 42946", false},
        {{.kind = registration, .value = "42946"}, "order 7 of 42946, part 2", false},  // five digits
        {{.kind = registration, .value = "42946"}, "42946", true},                      // and nothing else
        {{.kind = registration, .value = "2014 B 24978"}, "of 2014 B 24978 in full", true},
        {{.kind = national_id, .value = "Umber Post 19571"}, "Umber Post 19571", true},
        {{.kind = national_id, .value = "13/Ta Ta Na (Naing)019077"}, "no 13/Ta Ta Na (Naing)019077.", true},
        {{.kind = passport, .value = "D000000483, Diplomatic"}, "D000000483 DIPLOMATIC PASS", true},
        {{.kind = tax, .value = "REFXT9I"}, "under REFXT9I", true},
        {{.kind = tax, .value = "REFXT9I"}, "under REFXT9IA", false},  // whole words
        {{.kind = aircraft_tail, .value = "2-QQLP"}, "charter of 2-QQLP", true},
        {{.kind = bic, .value = "DCBK KPPY"}, "via DCBK KP PY today", true},
        {{.kind = bic, .value = "DCBKKPPY"}, "via D CBKKPPY today", false},  // no group of ISO 9362
        {{.kind = tax, .value = "Provisional"}, "a Provisional order", false},
        {{.kind = passport, .value = "issued in Exampleton"}, "was issued in Exampleton", false},
        {{.kind = tax, .value = "7702165310 / 770101001"}, "no 7702165310 / 770101001", true},
        {{.kind = passport, .value = "31-2006"}, "of 31-2006", false},  // may be a date
        {{.kind = email, .value = "Post@lantern.example"}, "ask post@lantern.example.", true},
        {{.kind = website, .value = "www.lantern.example"}, "see (www.lantern.example/)", true},
        {{.kind = website, .value = "www.lantern.example"}, "see www.lantern.example/other", false},
    };
    for (const Row& row : rows) {
        std::vector<SnapshotPart> parts(1);
        parts[0].version.list = "un";
        parts[0].version.version = "1";
        parts[0].version.published = {2026, 1, 1};
        parts[0].listings = {testing::listing("T1", {"Odo Quillfeather"})};
        parts[0].listings[0].identifiers = {row.listed};
        const auto snapshot = Snapshot::build(std::move(parts));
        ASSERT_TRUE(snapshot) << snapshot.error().message;
        PaymentScreening screening(*snapshot, {});
        EXPECT_EQ(is_found(screening, row.text, "T1"), row.found) << row.listed.value << " in " << row.text;
    }
}

TEST(IdentifiersInText, EveryListedOneThatSaysEnough) {
    auto parts = testing::real_parts();
    if (!parts) GTEST_SKIP() << "needs the real data";
    const auto listed = *parts;
    const auto snapshot = Snapshot::build(*std::move(parts));
    ASSERT_TRUE(snapshot);
    PaymentScreening screening(*snapshot, {});
    std::map<std::string, std::size_t> asked;
    std::size_t too_little = 0;
    for (const SnapshotPart& part : listed) {
        for (const model::Listing& listing : part.listings) {
            for (const Identifier& identifier : listing.identifiers) {
                if (identifier.kind == reference || !testing::says_enough(identifier)) {
                    too_little += identifier.kind == reference ? 0U : 1U;
                    continue;
                }
                ++asked[std::string(model::to_string(identifier.kind))];
                EXPECT_TRUE(is_found(screening, "for order 4471 of " + identifier.value + ", second part",
                                     listing.id))
                    << part.version.list << " " << listing.id << " " << identifier.value;
            }
        }
    }
    for (const auto& [kind, times] : asked) {
        std::printf("%s %zu, ", kind.c_str(), times);
    }
    std::printf("too little %zu\n", too_little);
    EXPECT_LE(too_little, 1'500);
}

}  // namespace
}  // namespace cordon::engine
