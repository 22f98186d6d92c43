// Goal: whatever the record holds by now, a kept verdict is derived again to the last byte from what it
// names; a part that was changed is noticed; what another policy would change is told beforehand.
#include "engine/verdict_replay.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/hash.h"
#include "engine/memory_list_store.h"
#include "engine/memory_verdict_store.h"
#include "engine/payment_recorder.h"
#include "engine/policy_trial.h"
#include "engine/situation_json.h"
#include "engine/test_lists.h"
#include "engine/verdict_json.h"

namespace cordon::engine {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr base::Instant noon{1'767'960'000'000};

std::string transfer(const std::string& id, const std::string& creditor,
                     const std::string& amount = "48500.00") {
    return fmt::format(
        R"({{"id": "{0}", "amount": "{2}", "currency": "EUR", "debtor": {{"name": "Coral Souk Jewellers",
            "account": "990000000001", "address": {{"town": "Marjan", "country": "AT"}}}},
            "creditor": {{"name": "{1}", "country": "NZ", "account": "990000000002"}},
            "remittance": "invoice 7731, two crates of lamp glass"}})",
        id, creditor, amount);
}

class Replay : public ::testing::Test {
protected:
    void SetUp() override {
        publish("2026-01-01", {testing::listing("QDi.900", {"Brimstal Quorvant"})});
        gate_situation_.build = "build 1";
        gate_situation_.policy.lists = {{"un", "2026-01-01", decision::ListStanding::fresh, 0}};
    }

    void publish(const std::string& version, std::vector<model::Listing> listings) {
        NewVersion fresh;
        fresh.version.list = "un";
        fresh.version.version = version;
        fresh.version.format = "un";
        fresh.version.published = *base::parse_iso_date(version);
        fresh.version.content_sha256 = base::sha256_hex(version);
        fresh.version.state = model::VersionState::active;
        fresh.listings = std::move(listings);
        ASSERT_TRUE(lists_.keep(std::move(fresh)));
    }

    // Judged and kept, by the lists that are active now.
    std::vector<std::string> check(const std::vector<std::string>& messages, const PolicyFile& policy,
                                   base::Instant at = noon) {
        const auto snapshot = load_snapshot(lists_, cache_, {.build = "build 1"});
        EXPECT_TRUE(snapshot) << snapshot.error().message;
        PaymentGate gate(*snapshot, policy, gate_situation_);
        std::vector<ExaminedMessage> examined;
        for (const std::string& message : messages) {
            examined.push_back(gate.examine(message));
        }
        const auto kept = record_messages(gate, record_, examined, at);
        EXPECT_TRUE(kept) << kept.error().message;
        std::vector<std::string> ids;
        for (const RecordedVerdict& each : *kept) {
            ids.push_back(each.kept.verdict.verdict_id);
        }
        return ids;
    }

    base::Result<ReplayedVerdict> replay(const std::string& id, const std::string& build = "build 1") {
        CORDON_ASSIGN(const StoredVerdict kept, record_.verdict(id));
        VerdictReplay replays(record_, lists_, cache_, build);
        return replays.replay(kept);
    }

    MemoryListStore lists_;
    MemorySnapshotCache cache_;
    MemoryVerdictStore record_;
    GateSituation gate_situation_;
};

TEST_F(Replay, EveryByteAgainAfterListsPolicyAndRecordHaveMovedOn) {
    std::vector<std::string> ids =
        check({transfer("M-1", "Pacific Heron Foundation"), transfer("M-2", "Brimstal Quorvant"),
               "no payment at all", transfer("M-1", "Somebody Else")},  // the same id: a conflict
              default_policy());
    publish("2026-02-01", {testing::listing("QDi.901", {"Pacific Heron Foundation"})});
    gate_situation_.policy.lists[0] = {"un", "2026-02-01", decision::ListStanding::degraded, 3};
    gate_situation_.policy.scheme = "sepa_instant";
    const auto other = parse_policy("name = 'Other'\nversion = '7'\nthreshold = 0.9\n");
    ASSERT_TRUE(other) << other.error().message;
    for (const std::string& id :
         check({transfer("M-3", "Pacific Heron Foundation"), transfer("M-4", "Odalric Vennimore")}, *other,
               {noon.unix_ms + 60'000})) {
        ids.push_back(id);
    }
    // Later messages of the same id and fingerprints do not reach back.
    for (const std::string& id : check({transfer("M-2", "Quite Other"), transfer("M-9", "Nobody Special")},
                                       default_policy(), {noon.unix_ms + 120'000})) {
        ids.push_back(id);
    }
    VerdictReplay replays(record_, lists_, cache_, "build 1");
    for (int round = 0; round < 2; ++round) {
        for (const std::string& id : ids) {
            const auto kept = record_.verdict(id);
            const auto replayed = replays.replay(*kept);
            ASSERT_TRUE(replayed) << replayed.error().message;
            EXPECT_TRUE(replayed->identical) << replayed->difference;
            EXPECT_EQ(replayed->bytes, kept->bytes);
            EXPECT_EQ(replayed->difference, "");
        }
        std::ranges::reverse(ids);
    }
}

TEST_F(Replay, HundredsOfLaterLookAlikesDoNotReachBack) {
    const std::string id = check({transfer("M-1", "Pacific Heron Foundation")}, default_policy()).front();
    std::vector<std::string> later;
    for (int number = 2; number < 140; ++number) {
        later.push_back(transfer(fmt::format("M-{}", number), "Pacific Heron Foundation"));
    }
    const std::vector<std::string> ids = check(later, default_policy());
    for (const std::string& each : {id, ids.front(), ids[98], ids[101], ids.back()}) {
        const auto replayed = replay(each);
        ASSERT_TRUE(replayed) << replayed.error().message;
        EXPECT_TRUE(replayed->identical) << each << ": " << replayed->difference;
    }
}

TEST_F(Replay, AnotherBuildIsComparedByItsOutcome) {
    const std::string id = check({transfer("M-1", "Brimstal Quorvant")}, default_policy()).front();
    const auto replayed = replay(id, "build 2");
    ASSERT_TRUE(replayed) << replayed.error().message;
    EXPECT_FALSE(replayed->same_build);
    EXPECT_TRUE(replayed->identical);
}

TEST_F(Replay, AVerdictThatDoesNotFollowIsToldFromOneThatDoes) {
    const auto snapshot = load_snapshot(lists_, cache_, {.build = "build 1"});
    PaymentGate gate(*snapshot, default_policy(), gate_situation_);
    const ExaminedMessage examined = gate.examine(transfer("M-1", "Brimstal Quorvant"));
    model::Verdict verdict = gate.judge(examined, {}, {});
    ASSERT_NE(verdict.outcome, model::Outcome::pass);
    verdict.outcome = model::Outcome::pass;  // as somebody would wish
    NewVerdict fresh;
    fresh.key = examined.key;
    fresh.bytes = write_verdict(verdict);
    fresh.verdict_id = verdict.id;
    fresh.outcome = verdict.outcome;
    fresh.message = examined.bytes;
    fresh.under = gate.under();
    ASSERT_TRUE(record_.append({&fresh, 1}, noon));
    const auto replayed = replay(verdict.id);
    ASSERT_TRUE(replayed) << replayed.error().message;
    EXPECT_FALSE(replayed->identical);
    EXPECT_THAT(replayed->difference, StartsWith("/outcome: 'pass', now '"));
}

TEST_F(Replay, APartThatIsNotKeptIsAnErrorAndNoDifference) {
    const auto snapshot = load_snapshot(lists_, cache_, {.build = "build 1"});
    PaymentGate gate(*snapshot, default_policy(), gate_situation_);
    for (const bool lists_gone : {false, true}) {
        const ExaminedMessage examined = gate.examine(transfer(lists_gone ? "M-1" : "M-2", "Pacific Heron"));
        model::Verdict verdict = gate.judge(examined, {}, {});
        if (lists_gone) {
            verdict.lists[0].version = "2025-12-31";
        }
        NewVerdict fresh{
            examined.key, "", verdict.outcome, write_verdict(verdict), examined.bytes, {}, {}, {}, {}, {}};
        fresh.verdict_id = verdict.id;
        if (lists_gone) {
            fresh.under = gate.under();
        }
        ASSERT_TRUE(record_.append({&fresh, 1}, noon));
        const auto replayed = replay(verdict.id);
        ASSERT_FALSE(replayed);
        EXPECT_EQ(replayed.error().code, base::ErrorCode::not_found);
        EXPECT_THAT(replayed.error().message, HasSubstr(lists_gone ? "2025-12-31" : "no situation"));
    }
}

TEST_F(Replay, FindingsOfFurtherChecksAreSaidToBeBeyondIt) {
    gate_situation_.checks = {"coverage"};
    const auto snapshot = load_snapshot(lists_, cache_, {.build = "build 1"});
    PaymentGate gate(*snapshot, default_policy(), gate_situation_);
    for (const bool found : {false, true}) {
        ExaminedMessage examined = gate.examine(transfer(found ? "M-2" : "M-1", "Pacific Heron Foundation"));
        if (found) {
            examined.findings.push_back({.kind = model::FindingKind::screening, .code = "unseen_text"});
        }
        const auto kept = record_messages(gate, record_, {&examined, 1}, noon);
        ASSERT_TRUE(kept) << kept.error().message;
        const auto replayed = replay(kept->front().kept.verdict.verdict_id);
        EXPECT_EQ(replayed.has_value(), !found);
        if (found) {
            EXPECT_EQ(replayed.error().code, base::ErrorCode::unsupported);
            EXPECT_THAT(replayed.error().message, HasSubstr("coverage"));
        }
    }
}

TEST_F(Replay, WhatAnotherPolicyWouldChangeIsToldWithTheFirstReason) {
    const std::vector<std::string> ids =
        check({transfer("M-1", "Pacific Heron Foundation"), transfer("M-2", "Brimstal Quorvant", "10.00")},
              default_policy());
    const auto snapshot = load_snapshot(lists_, cache_, {.build = "build 1"});
    const auto same =
        try_policy(record_, *snapshot, default_policy(), default_policy(), {0, "build 1", true});
    ASSERT_TRUE(same) << same.error().message;
    EXPECT_EQ(same->tried, 2U);
    EXPECT_EQ(same->changed, 0U);
    EXPECT_EQ(same->already_other, 0U);

    std::string toml(default_policy_text());
    toml += "\n[[amounts]]\nname = 'large'\ncurrency = 'EUR'\nover = '40000.00'\noutcome = 'block'\n";
    const auto stricter = parse_policy(toml);
    ASSERT_TRUE(stricter) << stricter.error().message;
    const auto trial = try_policy(record_, *snapshot, default_policy(), *stricter, {0, "build 1", true});
    ASSERT_TRUE(trial) << trial.error().message;
    ASSERT_EQ(trial->changes.size(), 1U);
    EXPECT_EQ(trial->changed, 1U);
    EXPECT_EQ(trial->changes[0].verdict_id, ids[0]);
    EXPECT_EQ(trial->changes[0].to, model::Outcome::block);
    EXPECT_THAT(trial->changes[0].reason, HasSubstr("amount_over"));
}

TEST(Situation, ReadsBackAsItWasWritten) {
    KeptSituation situation;
    situation.policy.scheme = "sepa_instant";
    situation.policy.lists = {{"eu", "v1", decision::ListStanding::fresh, 0},
                              {"un", "", decision::ListStanding::missing, 0},
                              {"uk", "v\"2", decision::ListStanding::degraded, 7},
                              {"ch", "v3", decision::ListStanding::unknown, 0}};
    situation.policy.grounds = {{"LIC-1", {2026, 2, 3}}};
    situation.policy.proofs = {{"eu", "v1", noon, true, false}};
    situation.supplement = false;
    situation.checks = {"coverage"};
    const std::string written = write_situation(situation);
    const auto read = read_situation(written);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(write_situation(*read), written);
    EXPECT_EQ(read->policy.lists[2].hours_over, 7U);
    EXPECT_EQ(read->policy.grounds[0].day, (base::Date{2026, 2, 3}));
    EXPECT_FALSE(read->supplement);
    for (const std::string text :
         {"", "{}", "[]", R"({"grounds":[],"lists":[{}],"proofs":[],"scheme":""})"}) {
        EXPECT_FALSE(read_situation(text)) << text;
    }
}

TEST_F(Replay, AVerdictReadsBackAsItWasWritten) {
    for (const std::string& id :
         check({transfer("M-1", "Brimstal Quorvant"), "not a payment"}, default_policy())) {
        const auto kept = record_.verdict(id);
        auto read = read_verdict(kept->bytes);
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_EQ(write_verdict(*read), kept->bytes);
    }
    EXPECT_FALSE(read_verdict("{}"));
}

}  // namespace
}  // namespace cordon::engine
