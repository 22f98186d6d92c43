// Goal: one message in, one verdict out: whoever is listed is found in any field and named with it,
//       whatever cannot be read is held, and a verdict's bytes are always the same.
#include "engine/payment_gate.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/hash.h"
#include "base/strings.h"
#include "base/testing.h"
#include "codec/canonical_json.h"
#include "codec/json.h"
#include "engine/test_lists.h"
#include "engine/unread_input.h"
#include "engine/verdict_json.h"

namespace cordon::engine {
namespace {

using model::Finding;
using model::FindingKind;
using model::Outcome;

std::vector<SnapshotPart> fictional_lists() {
    SnapshotPart part;
    part.version.list = "un";
    part.version.version = "1";
    part.version.published = {2026, 1, 1};
    part.version.content_sha256 = std::string(64, 'a');
    part.listings = {testing::listing("P1", {"Haroun Dawud Zamrani", "Abu Sumbul"}),
                     testing::listing("P2", {"Pale Dune Petroleum Refinery"}),
                     testing::listing("P3", {"Quantorix"}), testing::listing("P4", {"7-28"})};
    part.listings[0].names[1].quality = model::NameQuality::weak;
    part.listings[0].identifiers = {{.kind = model::IdentifierKind::passport,
                                     .value = "X99000123",
                                     .issuer = {.code = "IQ", .text = ""}}};
    part.listings[1].kind = model::PartyKind::entity;
    part.listings[1].identifiers = {{.kind = model::IdentifierKind::bic, .value = "PDPRIQBA"}};
    std::vector<SnapshotPart> parts;
    parts.push_back(std::move(part));
    return parts;
}

const Snapshot& snapshot() {
    static const Snapshot built = [] {
        auto made = Snapshot::build(fictional_lists());
        if (!made) {
            std::printf("%s\n", made.error().message.c_str());
        }
        CORDON_CHECK(made.has_value());
        return *std::move(made);
    }();
    return built;
}

PaymentGate gate() {
    GateSituation situation;
    situation.build = "test build";
    situation.policy.lists = {{"un", "1", decision::ListStanding::fresh}};
    return {snapshot(), default_policy(), situation};
}

const std::string& transfer() {
    static const std::string xml = base::testing::read_test_file("corpus/payments/pacs008-true-hit.xml");
    return xml;
}

std::string with(std::string message, std::string_view old_text, std::string_view new_text) {
    const std::size_t at = message.find(old_text);
    CORDON_CHECK(at != std::string::npos);
    return message.replace(at, old_text.size(), new_text);
}

// Nobody of the fictional lists is in it.
std::string clean_transfer() {
    return with(transfer(), "HAROON DAUD AL ZAMRANI", "Marit Solbakkengen");
}

std::string clean_fin() {
    return base::testing::read_test_file("corpus/payments/mt103-charity.fin");
}

model::Verdict judged(std::string_view message) {
    PaymentGate one = gate();
    return one.judge(one.examine(message), {}, {});
}

// The reason that names a listing, if any.
const Finding* listed(const model::Verdict& verdict) {
    for (const model::Reason& reason : verdict.reasons) {
        if (!reason.finding.listing_id.empty()) {
            return &reason.finding;
        }
    }
    return nullptr;
}

TEST(PaymentGate, AnOrdinaryPaymentPasses) {
    const model::Verdict verdict = judged(clean_transfer());
    EXPECT_EQ(listed(verdict), nullptr);
    EXPECT_EQ(verdict.outcome, Outcome::pass)
        << (verdict.reasons.empty() ? "" : verdict.reasons[0].finding.sentence);
    EXPECT_EQ(verdict.type, "pacs.008.001.08");
    EXPECT_EQ(verdict.lists.size(), 1U);
}

struct Planted {
    const char* what;
    const char* old_text;
    const char* new_text;
    const char* field_end;
    const char* listing;
};

TEST(PaymentGate, AListedPartyIsFoundInEveryFieldOfIsoMessages) {
    const Planted cases[] = {
        {"name", "Marit Solbakkengen", "HAROON DAUD AL ZAMRANI", "/Cdtr/Nm", "P1"},
        {"debtor", "Coral Souk Jewellers", "Pale Dune Petroleum Refinery", "/Dbtr/Nm", "P2"},
        {"weak alias", "Coral Souk Jewellers", "Abu Sumbul", "/Dbtr/Nm", "P1"},
        {"agent", "SAMPIQZZ", "PDPRIQBAXXX", "/DbtrAgt/FinInstnId/BICFI", "P2"},
        {"account", "990000000001", "X99000123", "/DbtrAcct/Id/Othr/Id", "P1"},
        {"address line", "c/o Wadi Sunbul Gate 4", "c/o Haroun Dawud Zamrani", "/AdrLine[1]", "P1"},
        {"street", "<StrtNm>Coral Souk", "<StrtNm>Pale Dune Petroleum Refinery", "/StrtNm", "P2"},
        {"text", "two crates of lamp glass", "for Zamrani Haroun Dawud, second part", "/Ustrd", "P1"},
        {"one rare word", "two crates of lamp glass", "ordered by Quantorix for November", "/Ustrd", "P3"},
        {"BIC in text", "two crates of lamp glass", "via PDPRIQBA", "/Ustrd", "P2"},
        {"number in text", "two crates of lamp glass", "passport X99000123", "/Ustrd", "P1"},
        {"reference", "INVOICE-7731", "Quantorix", "/EndToEndId", "P3"},
        {"unknown element", "<RmtInf>", "<Novel>Haroun Dawud Zamrani</Novel><RmtInf>", "/Novel", "P1"},
        {"Cyrillic", "Marit Solbakkengen", "Харун Давуд Замрани", "/Cdtr/Nm", "P1"},
    };
    for (const Planted& one : cases) {
        const model::Verdict verdict = judged(with(clean_transfer(), one.old_text, one.new_text));
        EXPECT_NE(verdict.outcome, Outcome::pass) << one.what;
        const Finding* const finding = listed(verdict);
        ASSERT_NE(finding, nullptr) << one.what;
        EXPECT_EQ(finding->listing_id, one.listing) << one.what;
        EXPECT_TRUE(finding->field.ends_with(one.field_end)) << one.what << ": " << finding->field;
        EXPECT_FALSE(finding->sentence.empty()) << one.what;
    }
}

TEST(PaymentGate, AListedPartyIsFoundInEveryFieldOfFinMessages) {
    const Planted cases[] = {
        {"name", "LANTERN RELIEF SOC", "HAROUN DAWUD ZAMRANI", ":59:/2", "P1"},
        {"name cut inside a word", "LANTERN RELIEF SOC\r\n14 CISTERN LANE",
         "THE PALE DUNE PETROLEUM CENTRAL REF\r\nINERY", ":59:/2", "P2"},
        {"agent", "52A:SAMPDEZZXXX", "52A:PDPRIQBAXXX", ":52A:", "P2"},
        {"header", "I103SAMPTRZZXXXXN", "I103PDPRIQBAXXXXN", "{2:", "P2"},
        {"account", "/990000000004", "/X99000123", ":59:", "P1"},
        {"address", "PORT QAMAR LB", "CARE OF HAROUN DAWUD ZAMRANI", ":59:/3-4", "P1"},
        {"text", "DONATION WINTER CAMPAIGN", "DONATION TO ZAMRANI HAROUN DAWUD", ":70:", "P1"},
        {"text cut inside a word", "DONATION WINTER CAMPAIGN", "DONATION WINTER CAMPAIGN FOR QUANTO\r\nRIX",
         ":70:", "P3"},
        {"number cut in two", "DONATION WINTER CAMPAIGN", "DONATION OF WINTER TIME FOR X990001\r\n23",
         ":70:", "P1"},
        {"reference", "SAMPLE0002", "QUANTORIX", ":20:", "P3"},
    };
    EXPECT_EQ(listed(judged(clean_fin())), nullptr);
    for (const Planted& one : cases) {
        const model::Verdict verdict = judged(with(clean_fin(), one.old_text, one.new_text));
        EXPECT_NE(verdict.outcome, Outcome::pass) << one.what;
        const Finding* const finding = listed(verdict);
        ASSERT_NE(finding, nullptr) << one.what;
        EXPECT_EQ(finding->listing_id, one.listing) << one.what;
        EXPECT_EQ(finding->field, one.field_end) << one.what;
    }
}

TEST(PaymentGate, ANameOfDigitsAloneIsFoundWhereANameStands) {
    EXPECT_NE(listed(judged(with(clean_transfer(), "Marit Solbakkengen", "7-28"))), nullptr);
    EXPECT_NE(listed(judged(with(clean_fin(), "LANTERN RELIEF SOC", "7-28"))), nullptr);
}

// Behind the BIC of an agent stands a name or an address, and a street may have anybody's name.
TEST(PaymentGate, ANumberedStreetBehindABicIsAnAddress) {
    const auto behind_bic = [](std::string_view line) {
        return with(clean_fin(), ":59:", fmt::format(":57D:SAMPDEFFXXX\r\n{}\r\n:59:", line));
    };
    for (const std::string_view street : {"45 HAROUN DAWUD ZAMRANI STREET", "12 QUANTORIX ROAD TUNIS"}) {
        EXPECT_EQ(listed(judged(behind_bic(street))), nullptr) << street;
    }
    for (const std::string_view name :
         {"HAROUN DAWUD ZAMRANI", "45 HAROUN DAWUD ZAMRANI", "QUANTORIX BANK"}) {
        EXPECT_NE(listed(judged(behind_bic(name))), nullptr) << name;
    }
    const std::string repeated =
        with(with(clean_fin(), "LANTERN RELIEF SOC", "12 QUANTORIX"), "14 CISTERN LANE", "12 QUANTORIX ROAD");
    EXPECT_NE(listed(judged(repeated)), nullptr) << "a name that the address repeats";
}

// A name goes on in the next line, and in a house and its street where the hit has a word of the line above
// that says who: whoever sends it chooses where lines end.
TEST(PaymentGate, ANameGoesOnInTheNextLine) {
    const auto lines = [](std::string_view first, std::string_view second) {
        return with(with(clean_fin(), "LANTERN RELIEF SOC", first), "14 CISTERN LANE", second);
    };
    for (const char* const bank : {"MERIDIAN TRADING BANK", "FIRST NATIONAL TRUST"}) {
        EXPECT_EQ(listed(judged(lines(bank, "5 HAROUN DAWUD ZAMRANI ST"))), nullptr) << bank;
        EXPECT_NE(listed(judged(lines(bank, "HAROUN DAWUD ZAMRANI"))), nullptr) << bank;  // no street
    }
    const std::pair<const char*, const char*> broken[] = {
        {"DAWUD", "1 HAROUN ZAMRANI ST"},
        {"ATTN DAWUD", "1 HAROUN ZAMRANI ST"},
        {"ACCOUNT OF GOOD DAWUD", "1 HAROUN ZAMRANI ST"},
        {"HAROUNDAWUD", "1 ZAMRANI ST"},
        {"H DAWUD", "1 ZAMRANI ST"},
    };
    for (const auto& [first, second] : broken) {
        EXPECT_NE(listed(judged(lines(first, second))), nullptr) << first;
    }
    for (const char* const more : {"DAWUD ZAMRANI", "59 DAWUD ZAMRANI", "DAWUD ZAMRANI STREET 59",
                                   "59 DAWUD ZAMRANI STREET", "7 RUE DAWUD ZAMRANI"}) {
        EXPECT_NE(listed(judged(lines("HAROUN", more))), nullptr) << more;
    }
    EXPECT_NE(listed(judged(lines("HAROUN DAWUD ZAMRANI", "59 CISTERN STREET"))), nullptr);
}

TEST(PaymentGate, EqualIdentifiersOfAPartyBlockAndEqualNumbersInTextOnlyHold) {
    EXPECT_EQ(judged(with(clean_transfer(), "SAMPIQZZ", "PDPRIQBAXXX")).outcome, Outcome::block);
    EXPECT_EQ(judged(with(clean_transfer(), "two crates", "via PDPRIQBA")).outcome, Outcome::hold);
}

TEST(PaymentGate, WhatResemblesAListedNameOnlyInPartIsNoReason) {
    const std::pair<const char*, const char*> cases[] = {
        {"Marit Solbakkengen", "Pale Dune Bakery"},
        {"two crates of lamp glass", "two crates for Dawud Bakery"},
        {"two crates of lamp glass", "petroleum for the refinery"},
        {"c/o Wadi Sunbul Gate 4", "Sumbul Street 4"},
    };
    for (const auto& [old_text, new_text] : cases) {
        const model::Verdict verdict = judged(with(clean_transfer(), old_text, new_text));
        const Finding* const finding = listed(verdict);
        EXPECT_EQ(finding, nullptr) << new_text << ": " << (finding == nullptr ? "" : finding->sentence);
    }
}

TEST(PaymentGate, WhatCannotBeReadIsHeld) {
    const std::string whole = clean_transfer();
    const std::string cases[] = {
        "",
        "hello",
        whole.substr(0, whole.size() / 2),
        whole + whole,
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:setr.004.001.04\"><X/></Document>",
        "{1:F01SAMPDEZZAXXX0001000001}{2:I999SAMPTRZZXXXXN",
        "{\"message_id\": 1}",
    };
    for (const std::string& message : cases) {
        PaymentGate one = gate();
        const ExaminedMessage examined = one.examine(message);
        model::Verdict verdict = one.judge(examined, {}, {});
        EXPECT_EQ(verdict.outcome, Outcome::hold) << message.substr(0, 60);
        EXPECT_FALSE(verdict.reasons.empty());
        EXPECT_FALSE(examined.key.message_id.empty());
        EXPECT_FALSE(write_verdict(verdict).empty());
    }
}

TEST(PaymentGate, ANoteOfWhatWasNotReadIsHeldAndIsNoMessage) {
    const std::string content_sha256 = base::sha256_hex("large");
    UnreadInput input{.name = "a \xff.xml",
                      .why = {base::ErrorCode::limit_exceeded, "a.xml is too large", {}},
                      .bytes = 5,
                      .sha256 = content_sha256,
                      .whole = true};
    const std::string note = write_unread(input);
    PaymentGate one = gate();
    const ExaminedMessage examined = one.examine(note);
    EXPECT_EQ(examined.bytes, note);
    EXPECT_NE(examined.key.content_sha256, content_sha256) << "it is no verdict of the content";
    EXPECT_EQ(examined.key.message_id, "sha256:" + examined.key.content_sha256);
    const model::Verdict verdict = one.judge(examined, {}, {});
    EXPECT_EQ(verdict.outcome, Outcome::hold);
    ASSERT_FALSE(verdict.reasons.empty());
    EXPECT_EQ(verdict.reasons[0].rule, "screening.limit_exceeded");
    EXPECT_EQ(verdict.reasons[0].finding.sentence,
              "a.xml is too large; its 5 bytes have SHA-256 " + content_sha256);
    input.seen_ns = 7;
    EXPECT_EQ(write_unread(input), note) << "the hash says which content it was";
    input.whole = false;
    const std::string earlier = write_unread(input);
    input.seen_ns = 8;
    EXPECT_NE(write_unread(input), earlier) << "what nobody has seen is another hold";
    EXPECT_TRUE(unread_input_finding(write_unread(input))->sentence.contains("its first 5 bytes"));
    input.sha256.clear();
    EXPECT_EQ(unread_input_finding(write_unread(input))->sentence, "a.xml is too large");
    // Whatever only looks like a note is held as what cannot be read.
    for (const std::string& other :
         {with(note, "limit_exceeded", "Limit"), with(note, "a.xml is too large", ""),
          note.substr(0, note.size() - 1), std::string(R"({"cordon_unread":1,)"), note + clean_transfer()}) {
        EXPECT_FALSE(unread_input_finding(other)) << other;
        EXPECT_EQ(judged(other).outcome, Outcome::hold) << other;
    }
}

TEST(PaymentGate, AListThatWasNotLoadedHolds) {
    PaymentGate one(snapshot(), default_policy(), {});
    EXPECT_EQ(one.judge(one.examine(clean_transfer()), {}, {}).outcome, Outcome::hold);
}

TEST(VerdictBytes, AreCanonicalAndTheIdIsTheHashOfTheRest) {
    model::Verdict verdict = judged(transfer());
    const std::string bytes = write_verdict(verdict);
    const auto parsed = codec::parse_json(bytes);
    ASSERT_TRUE(parsed);
    const auto canonical = codec::canonical_json(*parsed);
    ASSERT_TRUE(canonical);
    EXPECT_EQ(*canonical, bytes);
    const std::string member = ",\"verdict_id\":\"" + verdict.id + "\"";
    EXPECT_EQ("v" + base::sha256_hex(with(bytes, member, "")).substr(0, 32), verdict.id);
    EXPECT_EQ(write_verdict(verdict), bytes) << "written again";
    verdict.build += "x";
    EXPECT_NE(write_verdict(verdict), bytes);
}

TEST(VerdictBytes, DoNotDependOnWhatWasExaminedBefore) {
    const std::string messages[] = {transfer(), clean_transfer(), clean_fin(),
                                    with(clean_fin(), "LANTERN RELIEF SOC", "HAROUN DAWUD ZAMRANI")};
    for (const std::string& message : messages) {
        model::Verdict alone = judged(message);
        PaymentGate busy = gate();
        for (const std::string& other : messages) {
            (void)busy.examine(other);
        }
        model::Verdict later = busy.judge(busy.examine(message), {}, {});
        EXPECT_EQ(write_verdict(alone), write_verdict(later));
    }
}

}  // namespace
}  // namespace cordon::engine
