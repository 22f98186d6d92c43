// Goal: content goes when two people say so, and not before its time; it is gone from the files; the audit
//       log holds, and says who took what away. What nobody decided to erase and is gone is found.
#include "storage/record_erasure.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "storage/record_audit.h"
#include "storage/record_reader.h"
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
constexpr std::int64_t week_ms = 7 * 86'400'000;

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
            CORDON_CHECK(store->decide({batch[1].verdict_id, person, "Brimstal showed papers", true, noon})
                             .has_value());
        }
        CORDON_CHECK(
            store->append(std::vector{about(10, "bank-a"), about(11, "bank-b")}, {now.unix_ms - year_ms})
                .has_value());
        CORDON_CHECK(store->checkpoint(noon).has_value());
    }
    [[nodiscard]] AuditReport audit() const {
        return *audit_record(folder.path(), testing::known_keys(folder.path()), "", key);
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
    again.token.reset();
    const auto twice = home.store->append(std::vector{again}, now);
    ASSERT_FALSE(twice);
    EXPECT_NE(twice.error().message.find("made before and erased since"), std::string::npos);
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
    ordered.at = {now.unix_ms + week_ms};
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

NewVerdict judged_again(const NewVerdict& before, const std::string& lists) {
    NewVerdict again = before;
    again.bytes += lists;
    again.verdict_id = "v" + base::sha256_hex(again.bytes).substr(0, 32);
    again.outcome = Outcome::pass;
    again.token = testing::token(again.verdict_id, engine::TokenKind::pass);
    return again;
}

// What it was judged then is not told any more, so a newer list, a mended policy or another content do not
// let it pass: not under the words of then, and not under other ones.
TEST_P(Erasure, WhatWasErasedAndIsJudgedOtherwiseIsHeld) {
    Home home(GetParam());
    const ErasureScope scope{base::Instant{now.unix_ms - 5 * year_ms}, "", ""};
    ASSERT_TRUE(home.store->erase(by("anna", scope)));
    ASSERT_TRUE(home.store->erase(by("bert", scope))->step.confirmed);
    std::vector<std::string> named;
    for (const int number : {0, 1, 4}) {  // passed, was held, of another tenant
        NewVerdict again = judged_again(home.batch[static_cast<std::size_t>(number)], "lists of later");
        if (number == 1) {
            again.key.content_sha256 = base::sha256_hex("another content of that id");
        }
        again.in_conflict = [&](std::span<const engine::StoredVerdict> earlier) {
            named.clear();
            for (const engine::StoredVerdict& one : earlier) {
                EXPECT_FALSE(one.erased.empty());
                named.push_back(one.verdict_id);
            }
            return engine::ConflictVerdict{"v" + base::sha256_hex(again.bytes + "held").substr(0, 32),
                                           Outcome::hold, "{}"};
        };
        const auto kept = home.store->append(std::vector{again}, now);
        ASSERT_TRUE(kept) << kept.error().message;
        ASSERT_EQ(named, std::vector{home.batch[static_cast<std::size_t>(number)].verdict_id});
        EXPECT_EQ(kept->front().state, engine::HoldState::open);
        EXPECT_FALSE(kept->front().token_kept);
        EXPECT_EQ(home.store->hold(kept->front().verdict.verdict_id)->events[0].reason,
                  "the message id was judged before, and what was judged then is erased: " + named[0]);
        EXPECT_EQ(home.store->append(std::vector{again}, now)->front().outcome,
                  engine::AppendOutcome::replay);
    }
    // One that says not what becomes of it is held all the same.
    const auto bare = home.store->append(std::vector{judged_again(home.batch[3], "lists of later")}, now);
    ASSERT_TRUE(bare) << bare.error().message;
    EXPECT_EQ(bare->front().state, engine::HoldState::open);
    EXPECT_FALSE(bare->front().token_kept);
    // The same id of another tenant or channel is another message.
    NewVerdict other = judged_again(home.batch[5], "of another channel");
    other.key.channel = "other";
    EXPECT_EQ(home.store->append(std::vector{other}, now)->front().state, engine::HoldState::clear);
    EXPECT_EQ(home.audit().faults_found, 0U);
}

// However it was named what goes.
TEST_P(Erasure, TheKeyOfATenantThatHasNothingLeftGoes) {
    Home home(GetParam());
    const NewVerdict only = about(20, "bank-c");
    ASSERT_TRUE(home.store->append(std::vector{only}, now));
    const auto keys_are = [&home](int count) {
        return raw_sql(home.folder.path(),
                       "CREATE TEMP TABLE one (x CHECK (x = " + std::to_string(count) +
                           ")); INSERT INTO one SELECT count(*) FROM data_keys WHERE tenant <> ''");
    };
    EXPECT_EQ(keys_are(GetParam() ? 3 : 0), "");
    ErasureDecision ordered = by("anna", {std::nullopt, "", only.verdict_id});
    ordered.ground = "order 12/2032 of the district court";
    ordered.at = {now.unix_ms + week_ms};
    ASSERT_TRUE(home.store->erase(ordered));
    ordered.principal = "bert";
    ASSERT_TRUE(home.store->erase(ordered)->step.confirmed);
    EXPECT_EQ(keys_are(GetParam() ? 2 : 0), "");
    EXPECT_EQ(home.audit().faults_found, 0U);
}

// What was erased before the record was sealed, or in it by another process, is known again.
TEST_P(Erasure, WhatWasErasedIsKnownAgainUnderADataKeyToo) {
    Home home(GetParam());
    const ErasureScope one{std::nullopt, "", home.batch[0].verdict_id};
    ASSERT_TRUE(home.store->erase(by("anna", one)));
    ASSERT_TRUE(home.store->erase(by("bert", one))->step.confirmed);
    home.store.reset();
    const std::string key = home.key.empty() ? testing::make_data_key(home.folder) : home.key;
    auto service = testing::open_sealed(home.folder, key);
    ASSERT_TRUE(service->append(std::vector{about(20, "bank-a")}, now));
    const auto kept = service->append(std::vector{judged_again(home.batch[0], "lists of later")}, now);
    ASSERT_TRUE(kept) << kept.error().message;
    EXPECT_EQ(kept->front().state, engine::HoldState::open);
    // Of the id nothing can be read in the row, nor tried without the record's salt or key.
    EXPECT_EQ(raw_sql(home.folder.path(),
                      "CREATE TEMP TABLE none (x CHECK (x = 0)); INSERT INTO none SELECT count(*) FROM "
                      "verdicts WHERE erased IS NOT NULL AND (message_id LIKE '%MSG%' OR content_sha256 = "
                      "zeroblob(32))"),
              "");
}

// A hold has its years from its last step; one that is undecided stays however young it is.
TEST_P(Erasure, AHoldIsKeptForItsYearsFromItsDecision) {
    Home home(GetParam());
    const ErasureScope scope{base::Instant{now.unix_ms - 5 * year_ms}, "", ""};
    for (const char* person : {"anna", "bert"}) {
        ASSERT_TRUE(home.store->decide(
            {home.batch[2].verdict_id, person, "late", false, {now.unix_ms - 5 * year_ms + 1}}));
    }
    const auto proposed = home.store->erase(by("anna", scope));
    ASSERT_TRUE(proposed) << proposed.error().message;
    EXPECT_EQ(proposed->step.verdicts, 5U);
    EXPECT_EQ(proposed->held, 1U);
    ErasureDecision confirmed = by("bert", scope);
    confirmed.at = {now.unix_ms + 1};  // it has come of age since; anna never proposed it
    const auto done = home.store->erase(confirmed);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_TRUE(done->step.confirmed);
    EXPECT_EQ(done->step.verdicts, 5U);
    EXPECT_EQ(home.store->message(home.batch[2].verdict_id), home.batch[2].message);
    EXPECT_NE(home.store->erase(by("anna", scope)).error().message.find("decided less than the years"),
              std::string::npos);
    ErasureDecision later = by("anna", scope);
    later.at = {now.unix_ms + 1};
    EXPECT_EQ(home.store->erase(later)->step.verdicts, 1U);
    const NewVerdict young = about(20, "bank-c", Outcome::hold);
    ASSERT_TRUE(home.store->append(std::vector{young, about(21, "bank-c")}, now));
    ErasureDecision ordered = by("anna", {std::nullopt, "bank-c", ""});
    ordered.ground = "order 12/2032 of the district court";
    ordered.at = {now.unix_ms + week_ms};
    const auto both = home.store->erase(ordered);
    ASSERT_TRUE(both) << both.error().message;
    EXPECT_EQ(both->step.verdicts, 1U);
    EXPECT_EQ(both->held, 1U);
    const auto held = home.store->erase(by("anna", {std::nullopt, "", young.verdict_id}));
    EXPECT_NE(held.error().message.find("held and undecided"), std::string::npos) << held.error().message;
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
            ASSERT_TRUE(home.store->decide({there, person, "as before", true, at}));
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

// Anna said what she saw. What came since is another matter, and what changed since is proposed anew.
TEST_P(Erasure, TheSecondPersonErasesWhatTheFirstOneProposed) {
    Home home(GetParam());
    ErasureDecision ordered = by("anna", {std::nullopt, "bank-b", ""});
    ordered.ground = "order 12/2032 of the district court";
    ordered.at = {now.unix_ms + 4 * week_ms};
    ASSERT_EQ(home.store->erase(ordered)->step.verdicts, 3U);
    const NewVerdict since = about(20, "bank-b");
    ASSERT_TRUE(home.store->append(std::vector{since}, now));
    ordered.principal = "bert";
    const auto done = home.store->erase(ordered);
    ASSERT_TRUE(done && done->step.confirmed) << done.error().message;
    EXPECT_EQ(done->step.verdicts, 3U);
    EXPECT_EQ(done->newer, 1U);
    EXPECT_EQ(home.store->message(since.verdict_id), since.message);

    ordered = by("anna", {base::Instant{now.unix_ms - 5 * year_ms}, "", ""});
    ASSERT_EQ(home.store->erase(ordered)->step.verdicts, 3U);
    for (const char* person : {"anna", "bert"}) {  // held and undecided until now: anna never proposed it
        ASSERT_TRUE(home.store->decide({home.batch[2].verdict_id, person, "papers seen", true, noon}));
    }
    ordered.principal = "bert";
    const auto anew = home.store->erase(ordered);
    ASSERT_TRUE(anew) << anew.error().message;
    EXPECT_FALSE(anew->step.confirmed);
    EXPECT_TRUE(anew->proposal_outdated);
    EXPECT_EQ(anew->step.verdicts, 4U);
    EXPECT_EQ(home.store->message(home.batch[0].verdict_id), home.batch[0].message);
    EXPECT_EQ(home.store->erase(ordered).error().code, base::ErrorCode::conflict);
    ordered.principal = "anna";
    EXPECT_TRUE(home.store->erase(ordered)->step.confirmed);
    EXPECT_EQ(home.audit().faults_found, 0U);
}

// Until then the same message is answered with the verdict that it got.
TEST_P(Erasure, NothingWhileTheMessageMayComeAgain) {
    Home home(GetParam());
    const NewVerdict fresh = about(20, "bank-a");
    ASSERT_TRUE(home.store->append(std::vector{fresh}, now));
    ErasureDecision ordered = by("anna", {std::nullopt, "", fresh.verdict_id});
    ordered.ground = "order 12/2032 of the district court";
    ordered.at = {now.unix_ms + week_ms - 1};
    const auto refused = home.store->erase(ordered);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::ErrorCode::conflict);
    EXPECT_NE(refused.error().message.find("168 hours in which a message may come again"), std::string::npos)
        << refused.error().message;
    ordered.resubmission_hours = 169;
    ordered.at = {now.unix_ms + week_ms};
    EXPECT_FALSE(home.store->erase(ordered));
    ordered.resubmission_hours = 168;
    EXPECT_TRUE(home.store->erase(ordered));
    EXPECT_EQ(home.store->append(std::vector{fresh}, now)->front().outcome, engine::AppendOutcome::replay);
}

// What cannot be read any more can still be taken away.
TEST_P(Erasure, DamagedVerdictsAreErasedToo) {
    Home home(GetParam());
    ASSERT_EQ(raw_sql(home.folder.path(), testing::drop_triggers), "");
    ASSERT_EQ(raw_sql(home.folder.path(), "UPDATE verdicts SET bytes = x'0100000009' WHERE leaf = 0"), "");
    ASSERT_EQ(home.store->find(home.batch[0].key).error().code, base::ErrorCode::corrupt);
    const ErasureScope scope{base::Instant{now.unix_ms - 5 * year_ms}, "", ""};
    ASSERT_TRUE(home.store->erase(by("anna", scope)));
    const auto erased = home.store->erase(by("bert", scope));
    ASSERT_TRUE(erased) << erased.error().message;
    EXPECT_TRUE(erased->step.confirmed);
}

// Blanks stand where the messages stood, in the archive as it is unpacked; the others are whole.
TEST_P(Erasure, MessagesAreBlankInTheirArchives) {
    Home home(GetParam());
    const ErasureScope scope{base::Instant{now.unix_ms - 5 * year_ms}, "", ""};
    ASSERT_TRUE(home.store->erase(by("anna", scope)));
    ASSERT_TRUE(home.store->erase(by("bert", scope))->step.confirmed);
    FileOps ops;
    const auto database = *Database::open(record_path(home.folder.path()), ops);
    const auto keys = *FieldKeys::open(*database, "record.db", home.key);
    RecordReader reader(*database, *keys);
    const auto unpacked = [&](int number) {
        auto place = *database->prepare(
            "SELECT id, coalesce(archives.tenant, ''), packed, archives.bytes, position, message_bytes FROM "
            "archives JOIN verdicts ON archive = id WHERE verdict_id = ?");
        const std::string id = bytes_of(home.batch[static_cast<std::size_t>(number)].verdict_id.substr(1));
        EXPECT_TRUE(*place.bind(Blob{id}).step());
        const std::string all = *reader.messages(place.integer(0), place.text(1), place.bytes(2),
                                                 static_cast<std::uint64_t>(place.integer(3)));
        return all.substr(static_cast<std::size_t>(place.integer(4)),
                          static_cast<std::size_t>(place.integer(5)));
    };
    for (const int number : {0, 1, 3, 4, 5}) {
        const std::size_t bytes = home.batch[static_cast<std::size_t>(number)].message.size();
        EXPECT_EQ(unpacked(number), std::string(bytes, ' ')) << number;
    }
    EXPECT_EQ(unpacked(2), home.batch[2].message);
}

// What stays of an erased verdict is evidence: whose it was, when, with which outcome, who decided.
TEST_P(Erasure, WhatStaysIsBoundToTheLog) {
    Home home(GetParam());
    const ErasureScope scope{base::Instant{now.unix_ms - 5 * year_ms}, "", ""};
    ASSERT_TRUE(home.store->erase(by("anna", scope)));
    ASSERT_TRUE(home.store->erase(by("bert", scope))->step.confirmed);
    ASSERT_TRUE(home.store->checkpoint(now));
    ASSERT_EQ(home.audit().faults_found, 0U);
    const std::string changes[] = {
        "UPDATE verdicts SET tenant = 'bank-x' WHERE leaf = 0",
        "UPDATE verdicts SET channel = 'other' WHERE leaf = 0",
        "UPDATE verdicts SET outcome = 1 WHERE leaf = 0",
        "UPDATE verdicts SET at = at + 1 WHERE leaf = 0",
        "UPDATE verdicts SET message_bytes = message_bytes - 1 WHERE leaf = 0",
        "UPDATE verdicts SET verdict_id = zeroblob(16) WHERE leaf = 0",
        "UPDATE verdicts SET content_sha256 = zeroblob(32) WHERE leaf = 0",
        "UPDATE erasure_salts SET salt = zeroblob(32)",
        "UPDATE hold_events SET principal = 'carl' WHERE step = 3",
        "UPDATE hold_events SET at = at + 1 WHERE step = 3",
        "UPDATE hold_events SET block_allowed = 1 WHERE step = 3",
        "UPDATE hold_events SET policy = zeroblob(32) WHERE step = 3",
        "UPDATE tokens SET issued = issued - 1",
    };
    int number = 0;
    for (const std::string& change : changes) {
        const std::string bent = home.folder.folder() + "/bent" + std::to_string(number++);
        std::filesystem::copy(home.folder.path(), bent, std::filesystem::copy_options::recursive);
        ASSERT_EQ(raw_sql(bent,
                          "DROP TRIGGER verdicts_never_change; DROP TRIGGER hold_events_never_change; DROP "
                          "TRIGGER tokens_never_change; DROP TRIGGER erasure_salts_never_change; " +
                              change),
                  "");
        const auto audit = audit_record(bent, testing::known_keys(bent), "", home.key);
        ASSERT_TRUE(audit) << audit.error().message;
        EXPECT_GT(audit->faults_found, 0U) << change;
    }
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
    const auto step = [&](int number, const char* principal, const char* more = "'', 5", int verdicts = 1) {
        return leaf + "INSERT INTO erasure_steps SELECT max(seq), " + std::to_string(number) + ", 's', '" +
               principal + "', 'r', " + more + ", " + std::to_string(verdicts) + ", zeroblob(32), " +
               std::to_string(now.unix_ms) + " FROM leaves; ";
    };
    EXPECT_EQ(raw_sql(path, step(1, "anna")), "content is erased by two different people who mean the same");
    EXPECT_EQ(raw_sql(path, step(0, "anna") + step(1, "ANNA")),
              "content is erased by two different people who mean the same");
    EXPECT_EQ(raw_sql(path, step(0, "anna", "'', 4")), "CHECK constraint failed: years >= 5");
    EXPECT_EQ(raw_sql(path, step(0, "anna") + step(1, "bert", "'', 5", 2)),
              "content is erased by two different people who mean the same");
    const std::string since = "(SELECT max(leaf) FROM verdicts)";
    ASSERT_EQ(raw_sql(path, step(0, "anna")), "");
    ASSERT_TRUE(testing::open_sealed(home.folder, home.key)->append(std::vector{about(50, "bank-a")}, noon));
    EXPECT_EQ(raw_sql(path, erase + "0"), "nothing is erased without the word of two people");
    ASSERT_EQ(raw_sql(path, step(1, "bert")), "");
    EXPECT_EQ(raw_sql(path, erase + since), "what came after the proposal is not erased");
    const std::string young =
        "(SELECT leaf FROM verdicts WHERE at > " + std::to_string(noon.unix_ms) + " LIMIT 1)";
    EXPECT_EQ(raw_sql(path, erase + young),
              "a verdict is kept for its years unless an authority orders otherwise");
    const std::string open = "(SELECT verdict FROM hold_events GROUP BY verdict HAVING max(step) = 0)";
    EXPECT_EQ(raw_sql(path, erase + open), "what is held and undecided is not erased");
    const std::string late =
        "INSERT INTO leaves SELECT max(seq) + 1, 2, zeroblob(32) FROM leaves; INSERT INTO hold_events SELECT "
        "max(seq), " +
        open + ", 0, 'anna', 'r', 0, " + std::to_string(now.unix_ms) + ", NULL, NULL FROM leaves; ";
    EXPECT_EQ(raw_sql(path, "BEGIN; " + late + erase + open),
              "a verdict is kept for its years unless an authority orders otherwise");
    EXPECT_EQ(raw_sql(path, "DELETE FROM erasure_salts"), "the record is only added to");
    EXPECT_EQ(raw_sql(path, "INSERT OR REPLACE INTO erasure_salts VALUES (1, zeroblob(32))"),
              "this row is there already");
    EXPECT_EQ(raw_sql(path, "UPDATE verdicts SET outcome = 0, erased = 1 WHERE leaf = " + open),
              "an erasure takes content away and changes nothing else");
    // Past the database, with the word of two people in it, but without a leaf that says what was taken.
    const auto finds = [&](std::string_view words) {
        const std::vector<std::string> faults = home.audit().faults;
        return std::ranges::any_of(
            faults, [words](const std::string& fault) { return fault.find(words) != std::string::npos; });
    };
    EXPECT_FALSE(finds("left its 1 verdicts otherwise") || finds("still stands in its archive"));
    ASSERT_EQ(raw_sql(path, erase + "0"), "");
    EXPECT_EQ(raw_sql(path, erase + "0"), "the record is only added to");
    EXPECT_TRUE(finds("left its 1 verdicts otherwise"));
    EXPECT_TRUE(finds("the message of the verdict of leaf 0 was erased and still stands in its archive"));
    const std::string event =
        "INSERT INTO leaves SELECT max(seq) + 1, 2, zeroblob(32) FROM leaves; INSERT INTO "
        "hold_events SELECT max(seq), 0, 0, 'anna', 'r', 0, 0, NULL, NULL FROM leaves";
    EXPECT_EQ(raw_sql(path, event), "nothing is added to what was erased");
}

INSTANTIATE_TEST_SUITE_P(Records, Erasure, ::testing::Bool(),
                         [](const auto& one) { return one.param ? "Sealed" : "Plain"; });

}  // namespace
}  // namespace cordon::storage
