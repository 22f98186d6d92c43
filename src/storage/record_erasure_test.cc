// Goal: content goes when two people say so, and not before its time; it is gone from the files; the audit
//       log holds, and says who took what away. What nobody decided to erase and is gone is found.
#include "storage/record_erasure.h"

#include <gtest/gtest.h>

#include "storage/record_audit.h"
#include "storage/test_sealed_home.h"

namespace cordon::storage {
namespace {

using engine::NewVerdict;
using model::Outcome;
using testing::files_with;
using testing::noon;
using testing::raw_sql;
using testing::RecordHome;

constexpr base::Instant now{noon.unix_ms + 6 * year_ms};

NewVerdict about(int number, const std::string& tenant, Outcome outcome = Outcome::pass) {
    NewVerdict fresh = testing::verdict(number, outcome, "Quorvant " + tenant + " Brimstal");
    fresh.key.tenant = tenant;
    return fresh;
}

ErasureDecision by(const std::string& principal, const ErasureScope& scope) {
    return {scope, principal, "the years of retention are over", "", retention_years_min, now};
}

struct Home {
    RecordHome folder;
    std::string key;
    std::unique_ptr<VerdictRegistry> store;
    std::vector<NewVerdict> batch;

    // Six verdicts six years old: 1 held and released, 2 held and open; two of this year.
    explicit Home(bool sealed) {
        key = sealed ? testing::make_data_key(folder) : std::string();
        store = testing::open_sealed(folder, key);
        for (int number = 0; number < 6; ++number) {
            batch.push_back(about(number, number < 4 ? "bank-a" : "bank-b",
                                  number == 1 || number == 2 ? Outcome::hold : Outcome::pass));
        }
        batch[0].token = testing::token(batch[0].verdict_id, engine::TokenKind::pass);
        CORDON_CHECK(store->append(batch, noon).has_value());
        for (const char* person : {"anna", "bert"}) {
            CORDON_CHECK(
                store->decide({batch[1].verdict_id, person, "Brimstal showed papers", true, false, noon})
                    .has_value());
        }
        CORDON_CHECK(
            store->append(std::vector{about(10, "bank-a"), about(11, "bank-b")}, {now.unix_ms - year_ms})
                .has_value());
        CORDON_CHECK(store->checkpoint(noon).has_value());
    }
    [[nodiscard]] AuditReport audit() const {
        return *audit_record(folder.path(), testing::public_keys(folder.path()), "", key);
    }
};

class Erasure : public ::testing::TestWithParam<bool> {};

TEST_P(Erasure, TakesContentAndLeavesTheLog) {
    Home home(GetParam());
    const std::uint64_t leaves = home.audit().leaves;
    const ErasureScope scope{base::Instant{now.unix_ms - 5 * year_ms}, "", ""};
    const auto proposed = home.store->erase(by("anna", scope));
    ASSERT_TRUE(proposed) << proposed.error().message;
    EXPECT_FALSE(proposed->step.confirmed);
    EXPECT_EQ(proposed->step.verdicts, 5U);
    EXPECT_EQ(proposed->held, 1U);
    EXPECT_EQ(home.store->message(home.batch[0].verdict_id), home.batch[0].message);
    EXPECT_EQ(home.store->erase(by("Anna", scope)).error().code, base::ErrorCode::conflict);
    const auto done = home.store->erase(by("bert", scope));
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_TRUE(done->step.confirmed);
    EXPECT_TRUE(done->log_emptied);

    const auto there = home.store->verdict(home.batch[0].verdict_id);
    ASSERT_TRUE(there);
    EXPECT_EQ(there->erased.substr(0, 37), "erased on 2032-01-10 by anna and bert");
    EXPECT_EQ(there->bytes, "");
    EXPECT_EQ(there->key.message_id, "");
    EXPECT_NE(home.store->message(home.batch[0].verdict_id).error().message.find("because"),
              std::string::npos);
    EXPECT_EQ(home.store->hold(home.batch[1].verdict_id)->state, engine::HoldState::released);
    EXPECT_FALSE(home.store->open_hold(home.batch[0].verdict_id, "anna", "x", now));
    // What is held and undecided, and what is young, is whole.
    EXPECT_EQ(*home.store->message(home.batch[2].verdict_id), home.batch[2].message);
    EXPECT_EQ(home.store->earlier_by_fingerprint(home.batch[0].fingerprints, {{0}})->verdicts.size(), 0U);
    EXPECT_FALSE(home.store->find(home.batch[0].key)->has_value());

    ASSERT_TRUE(home.store->checkpoint(now));
    const AuditReport audit = home.audit();
    EXPECT_EQ(audit.faults_found, 0U) << (audit.faults.empty() ? "" : audit.faults[0]);
    EXPECT_EQ(audit.erased_verdicts, 5U);
    EXPECT_EQ(audit.leaves, leaves + 2);
    EXPECT_FALSE(prove_leaf(home.folder.path(), 0, home.key));
    // Gone from the file too: of the five nothing is left, with or without a key.
    for (const int number : {0, 1, 3, 4, 5}) {
        const NewVerdict& fresh = home.batch[static_cast<std::size_t>(number)];
        EXPECT_TRUE(files_with(home.folder.path(), fresh.bytes).empty()) << number;
        EXPECT_TRUE(files_with(home.folder.path(), "MSG-" + std::to_string(number) + "<").empty()) << number;
    }
    EXPECT_TRUE(files_with(home.folder.path(), "Brimstal showed papers").empty());
    // Work goes on, and the same again finds nothing more.
    // The same message again: what was said of it cannot be said again, so it is held.
    NewVerdict again = about(0, "bank-a");
    again.in_conflict = [](std::span<const engine::StoredVerdict> earlier) {
        return engine::ConflictVerdict{"v" + base::sha256_hex(earlier[0].verdict_id).substr(0, 32),
                                       Outcome::hold, "{}"};
    };
    const auto kept = home.store->append(std::vector{again, about(30, "bank-a")}, now);
    ASSERT_TRUE(kept) << kept.error().message;
    EXPECT_EQ((*kept)[0].state, engine::HoldState::open);
    EXPECT_EQ((*kept)[1].state, engine::HoldState::clear);
    EXPECT_EQ(home.audit().faults_found, 0U);
    EXPECT_EQ(home.store->erase(by("anna", scope)).error().code, base::ErrorCode::not_found);
}

TEST_P(Erasure, NothingYoungWithoutAGround) {
    Home home(GetParam());
    const ErasureScope tenant{std::nullopt, "bank-b", ""};
    const auto refused = home.store->erase(by("anna", tenant));
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("younger than the 5 years"), std::string::npos);
    ErasureDecision ordered = by("anna", tenant);
    ordered.ground = "order 12/2032 of the district court";
    ASSERT_TRUE(home.store->erase(ordered));
    ErasureDecision other = ordered;  // means something else: a new proposal
    other.principal = "bert";
    other.ground = "order 13/2032";
    EXPECT_FALSE(home.store->erase(other)->step.confirmed);
    ordered.principal = "carl";
    EXPECT_FALSE(home.store->erase(ordered)->step.confirmed);
    ordered.principal = "bert";
    const auto done = home.store->erase(ordered);
    ASSERT_TRUE(done && done->step.confirmed);
    EXPECT_EQ(done->step.verdicts, 3U);
    EXPECT_NE(home.store->verdict(home.batch[5].verdict_id)->erased.find("ordered by order 12/2032"),
              std::string::npos);
    if (GetParam()) {  // nothing of the tenant is left: its key goes too
        EXPECT_EQ(raw_sql(home.folder.path(),
                          "CREATE TEMP TABLE none (x CHECK (x = 0)); INSERT INTO none SELECT count(*) FROM "
                          "data_keys WHERE tenant = 'bank-b'"),
                  "");
    }
    EXPECT_EQ(home.audit().faults_found, 0U);
    ASSERT_TRUE(home.store->append(std::vector{about(20, "bank-b")}, now));  // under a new one
    EXPECT_EQ(home.audit().faults_found, 0U);
}

// A service runs while somebody erases a tenant by the command line: it seals nothing under the key that
// went, nor takes the key of another tenant for it.
TEST_P(Erasure, AServiceThatRunsForgetsTheKeyThatWent) {
    Home home(GetParam());
    auto service = testing::open_sealed(home.folder, home.key);
    ASSERT_TRUE(service->append(std::vector{about(20, "bank-c")}, now));
    ErasureDecision ordered = by("anna", {std::nullopt, "bank-c", ""});
    ordered.ground = "order 12/2032 of the district court";
    ASSERT_TRUE(home.store->erase(ordered));
    ordered.principal = "bert";
    ASSERT_TRUE(home.store->erase(ordered)->step.confirmed);
    const NewVerdict other = about(21, "bank-d");
    ASSERT_TRUE(home.store->append(std::vector{other}, now));
    EXPECT_EQ(service->message(other.verdict_id), other.message);
    const NewVerdict later = about(22, "bank-c");
    const auto answer = service->append(std::vector{later}, now);
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(testing::open_sealed(home.folder, home.key)->message(later.verdict_id), later.message);
    EXPECT_EQ(home.store->message(later.verdict_id), later.message);
    ASSERT_TRUE(service->checkpoint(now));
    EXPECT_EQ(home.audit().faults_found, 0U);
}

// The same message again and again, each time held, decided and erased: neither it nor its neighbours in the
// batch are refused.
TEST_P(Erasure, WhatWasErasedTwiceComesAThirdTime) {
    Home home(GetParam());
    NewVerdict again = about(0, "bank-a");
    again.token.reset();
    again.in_conflict = [](std::span<const engine::StoredVerdict> earlier) {
        std::string ids;
        for (const engine::StoredVerdict& one : earlier) {
            ids += one.verdict_id;
        }
        return engine::ConflictVerdict{"v" + base::sha256_hex(ids).substr(0, 32), Outcome::hold, "{}"};
    };
    std::string there = home.batch[0].verdict_id;
    base::Instant at = now;
    for (int number = 40; number < 43; ++number) {
        ErasureDecision ordered = by("anna", {std::nullopt, "", there});
        ordered.ground = "order 12/2032 of the district court";
        ordered.at = at = {at.unix_ms + year_ms};
        ASSERT_TRUE(home.store->erase(ordered));
        ordered.principal = "bert";
        ASSERT_TRUE(home.store->erase(ordered)->step.confirmed);
        const auto kept = home.store->append(std::vector{about(number, "bank-a"), again}, at);
        ASSERT_TRUE(kept) << kept.error().message;
        EXPECT_EQ((*kept)[0].state, engine::HoldState::clear);
        EXPECT_EQ((*kept)[1].state, engine::HoldState::open);
        there = (*kept)[1].verdict.verdict_id;
        for (const char* person : {"anna", "bert"}) {
            ASSERT_TRUE(home.store->decide({there, person, "as before", true, false, at}));
        }
    }
    EXPECT_EQ(home.audit().faults_found, 0U);
}

TEST_P(Erasure, OneVerdictAndWhatItsHoldSays) {
    Home home(GetParam());
    const ErasureScope held{std::nullopt, "", home.batch[2].verdict_id};
    EXPECT_NE(home.store->erase(by("anna", held)).error().message.find("held and undecided"),
              std::string::npos);
    const ErasureScope one{std::nullopt, "", home.batch[1].verdict_id};
    ASSERT_TRUE(home.store->erase(by("anna", one)));
    ASSERT_TRUE(home.store->erase(by("bert", one)));
    EXPECT_EQ(home.store->hold(home.batch[1].verdict_id)->events[1].reason, "erased");
    EXPECT_EQ(*home.store->message(home.batch[0].verdict_id), home.batch[0].message);
    EXPECT_EQ(*home.store->message(home.batch[3].verdict_id), home.batch[3].message);
    EXPECT_EQ(home.audit().faults_found, 0U);
}

TEST_P(Erasure, TheDatabaseItselfRefuses) {
    Home home(GetParam());
    const std::string path = home.folder.path();
    const std::string erase =
        "UPDATE verdicts SET message_id = 'gone' || leaf, content_sha256 = zeroblob(32), message_sha256 = "
        "zeroblob(32), fingerprints = x'', bytes = x'', salt = NULL, sealed = NULL, erased = (SELECT "
        "max(leaf) "
        "FROM erasure_steps) WHERE leaf = ";
    EXPECT_EQ(raw_sql(path, erase + "0"), "the record is only added to");
    const std::string leaf = "INSERT INTO leaves SELECT max(seq) + 1, 6, zeroblob(32) FROM leaves; ";
    const auto step = [&](int number, const char* principal, const char* more = "'', 5") {
        return leaf + "INSERT INTO erasure_steps SELECT max(seq), " + std::to_string(number) + ", 's', '" +
               principal + "', 'r', " + more + ", 1, zeroblob(32), " + std::to_string(now.unix_ms) +
               " FROM leaves; ";
    };
    EXPECT_EQ(raw_sql(path, step(1, "anna")), "content is erased by two different people who mean the same");
    EXPECT_EQ(raw_sql(path, step(0, "anna") + step(1, "ANNA")),
              "content is erased by two different people who mean the same");
    EXPECT_NE(raw_sql(path, step(0, "anna", "'', 4")), "");
    ASSERT_EQ(raw_sql(path, step(0, "anna")), "");
    EXPECT_EQ(raw_sql(path, erase + "0"), "nothing is erased without the word of two people");
    ASSERT_EQ(raw_sql(path, step(1, "bert")), "");
    const std::string young = "(SELECT max(leaf) FROM verdicts)";
    EXPECT_EQ(raw_sql(path, erase + young),
              "a verdict is kept for its years unless an authority orders otherwise");
    const std::string open = "(SELECT verdict FROM hold_events GROUP BY verdict HAVING max(step) = 0)";
    EXPECT_EQ(raw_sql(path, erase + open), "what is held and undecided is not erased");
    EXPECT_EQ(raw_sql(path, "UPDATE verdicts SET outcome = 0, erased = 1 WHERE leaf = " + open),
              "an erasure takes content away and changes nothing else");
    // Past the database, with the word of two people in it, but without a leaf that says what was taken.
    ASSERT_EQ(raw_sql(path, erase + "0"), "");
    EXPECT_EQ(raw_sql(path, erase + "0"), "the record is only added to");
    EXPECT_GT(home.audit().faults_found, 0U);
}

INSTANTIATE_TEST_SUITE_P(Records, Erasure, ::testing::Bool(),
                         [](const auto& one) { return one.param ? "Sealed" : "Plain"; });

}  // namespace
}  // namespace cordon::storage
