// Goal: whoever changes the record, by any sentence of SQL and with the triggers out of the way, is found by
// the audit; a sound record has no fault; a proof holds without the database, and for nothing else.
#include "storage/record_audit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <utility>
#include <vector>

#include "engine/verdict_record.h"
#include "storage/file_ops.h"
#include "storage/key_store.h"
#include "storage/test_record.h"

namespace cordon::storage {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using engine::NewVerdict;
using engine::TokenKind;
using model::Outcome;
using testing::drop_triggers;
using testing::minutes_later;
using testing::noon;
using testing::raw_sql;
using testing::RecordHome;
using testing::token;
using testing::verdict;

std::vector<KnownKey> keys_of(const std::string& home) {
    return *KeyStore(home).keys();
}

// 60 verdicts in six commits; holds opened, released, rejected, reopened; tokens, also void ones; a conflict;
// a checkpoint after each commit but the last.
void fill(const RecordHome& home) {
    auto store = home.open();
    for (int batch = 0; batch < 6; ++batch) {
        std::vector<NewVerdict> fresh;
        for (int at = 0; at < 10; ++at) {
            const int number = 10 * batch + at;
            fresh.push_back(verdict(number, at == 3   ? Outcome::hold
                                            : at == 7 ? Outcome::block
                                                      : Outcome::pass));
            if (at % 2 == 0) {
                fresh.back().token = token(fresh.back().verdict_id, TokenKind::pass, minutes_later(batch));
            }
        }
        ASSERT_TRUE(store->append(fresh, minutes_later(batch)));
        const std::string held = fresh[3].verdict_id;
        const base::Instant at = minutes_later(batch);
        ASSERT_TRUE(store->decide({held, "anna", "papers seen", batch % 2 == 0, at}));
        ASSERT_TRUE(store->decide({held, "bert", "papers seen", batch % 2 == 0, at}));
        if (batch % 2 == 0) {
            ASSERT_TRUE(store->keep_token(token(held, TokenKind::release, at)));
            const NewVerdict again = verdict(10 * batch + 4, Outcome::pass, "other content");
            ASSERT_TRUE(store->append({&again, 1}, at));
        }
        if (batch == 2) {
            ASSERT_TRUE(store->open_hold(held, "cordon", "listed since", at));
        }
        if (batch < 5) {
            ASSERT_TRUE(store->checkpoint(at));
        }
    }
}

TEST(RecordAudit, ASoundRecordHasNoFault) {
    const RecordHome home;
    EXPECT_EQ(audit_record(home.path(), {}, "").error().code, ErrorCode::not_found);
    fill(home);
    const auto report = audit_record(home.path(), keys_of(home.path()), "");
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_TRUE(report->faults.empty()) << report->faults.front();
    EXPECT_EQ(report->verdicts, 63U);
    EXPECT_EQ(report->checkpoints, 5U);
    EXPECT_EQ(report->tokens, 33U);
    EXPECT_GT(report->unsigned_leaves, 10U);
    const auto lines = audit_lines(home.path(), 0, 1'000);
    ASSERT_TRUE(lines);
    EXPECT_EQ(lines->size(), report->leaves);
    EXPECT_NE(lines->front().text.find("\"leaf\":\"verdict\""), std::string::npos) << lines->front().text;
    EXPECT_EQ(audit_lines(home.path(), report->leaves - 2, 10)->size(), 2U);
    // Also while somebody writes, and after the key was changed for a new one.
    ASSERT_TRUE(KeyStore(home.path()).rotate(noon, "keeper"));
    auto store = home.open();
    const NewVerdict more = verdict(1'000);
    ASSERT_TRUE(store->append({&more, 1}, noon));
    ASSERT_TRUE(store->checkpoint(noon));
    const auto later = audit_record(home.path(), keys_of(home.path()), "");
    EXPECT_TRUE(later->faults.empty()) << later->faults.front();
    EXPECT_EQ(later->unsigned_leaves, 0U);
}

struct Tampering {
    const char* what;
    std::string sql;
};

// {n}: leaf numbers as they fall in fill(); each sentence is run at several places.
std::vector<Tampering> tamperings(int place) {
    const std::string nth = std::to_string(place);
    const auto row = [&nth](const std::string& table, const std::string& key) {
        return " WHERE " + key + " = (SELECT " + key + " FROM " + table + " ORDER BY " + key +
               " LIMIT 1 OFFSET " + nth + " % (SELECT count(*) FROM " + table + "))";
    };
    const std::string verdict_row = row("verdicts", "leaf");
    const std::string event_row = row("hold_events", "leaf");
    const std::string token_row = row("tokens", "leaf");
    const std::string point = row("checkpoints", "size");
    const std::string leaf_row = row("leaves", "seq");
    return {
        {"a hold made a pass", "UPDATE verdicts SET outcome = (outcome + 1) % 3" + verdict_row},
        {"other words in a verdict", "UPDATE verdicts SET bytes = x'7b7d'" + verdict_row},
        {"another message id", "UPDATE verdicts SET message_id = 'OTHER'" + verdict_row},
        {"another tenant", "UPDATE verdicts SET tenant = 'other'" + verdict_row},
        {"another time", "UPDATE verdicts SET at = at + 1" + verdict_row},
        {"another content", "UPDATE verdicts SET content_sha256 = zeroblob(32)" + verdict_row},
        {"another id", "UPDATE verdicts SET verdict_id = zeroblob(16)" + verdict_row},
        {"fingerprints taken away", "UPDATE verdicts SET fingerprints = x''" + verdict_row},
        {"the index of fingerprints emptied",
         "DELETE FROM fingerprints WHERE verdict = (SELECT verdict FROM "
         "fingerprints LIMIT 1 OFFSET " +
             nth + ")"},
        {"a message replaced", "UPDATE verdicts SET position = position + 1" + verdict_row},
        {"an archive damaged", "UPDATE archives SET packed = zeroblob(100)" + row("archives", "id")},
        {"a verdict taken away", "DELETE FROM verdicts" + verdict_row},
        {"another principal", "UPDATE hold_events SET principal = 'carl'" + event_row},
        {"another reason", "UPDATE hold_events SET reason = 'because'" + event_row},
        {"another step", "UPDATE hold_events SET step = (step + 1) % 5" + event_row},
        {"a step taken away", "DELETE FROM hold_events" + event_row},
        {"a step of another hold",
         "UPDATE hold_events SET verdict = (SELECT max(leaf) FROM verdicts)" + event_row},
        {"a token valid for longer", "UPDATE tokens SET expires = expires + 1" + token_row},
        {"a token for another verdict",
         "UPDATE tokens SET verdict = (SELECT max(leaf) FROM verdicts)" + token_row},
        {"a token taken away", "DELETE FROM tokens" + token_row},
        {"a void taken away", "DELETE FROM token_voids" + row("token_voids", "leaf")},
        {"a leaf changed", "UPDATE leaves SET hash = zeroblob(32)" + leaf_row},
        {"a leaf taken away", "DELETE FROM leaves" + leaf_row},
        {"two leaves exchanged",
         "UPDATE leaves SET hash = (SELECT other.hash FROM leaves AS other WHERE other.seq = leaves.seq + "
         "1)" +
             leaf_row},
        {"a leaf of another kind", "UPDATE leaves SET kind = kind % 4 + 1" + leaf_row},
        {"the end cut off behind a checkpoint", "DELETE FROM leaves WHERE seq >= 25 + " + nth +
                                                    "; DELETE FROM verdicts WHERE leaf >= 25 + " + nth +
                                                    "; DELETE FROM hold_events WHERE leaf >= 25 + " + nth +
                                                    "; DELETE FROM tokens WHERE leaf >= 25 + " + nth +
                                                    "; DELETE FROM token_voids WHERE leaf >= 25 + " + nth},
        {"a checkpoint taken away",
         "DELETE FROM checkpoints WHERE size = (SELECT size FROM checkpoints ORDER "
         "BY size LIMIT 1 OFFSET " +
             nth + " % 4)"},
        {"a checkpoint's root changed", "UPDATE checkpoints SET root = zeroblob(32)" + point},
        {"a checkpoint's edge changed", "UPDATE checkpoints SET edge = zeroblob(length(edge))" + point},
        {"a checkpoint's words changed",
         "UPDATE checkpoints SET statement = replace(statement, 'gate', 'game')" + point},
        {"a verdict added without a leaf",
         "INSERT INTO verdicts SELECT 100000 + leaf, zeroblob(16), tenant, channel, 'ADDED', content_sha256, "
         "0, at, message_sha256, message_bytes, archive, position, x'', situation, bytes, salt, sealed, "
         "erased FROM verdicts" +
             verdict_row},
        {"a token added without a leaf",
         "INSERT INTO tokens SELECT 100000 + leaf, verdict, kind, issued, expires, statement FROM tokens" +
             token_row},
    };
}

TEST(RecordAudit, EveryTamperingIsFound) {
    const RecordHome home;
    fill(home);
    const std::vector<KnownKey> keys = keys_of(home.path());
    raw_sql(home.path(), "PRAGMA wal_checkpoint(TRUNCATE)");
    ASSERT_EQ(raw_sql(home.path(), drop_triggers), "");
    const fs::path sound = home.path() + "/record.db";
    const std::string bent = home.folder() + "/bent";
    int tried = 0;
    for (int place = 0; place < 12; ++place) {
        for (const Tampering& tampering : tamperings(place * 5)) {
            fs::remove_all(bent);
            fs::create_directories(bent);
            fs::copy(sound, bent + "/record.db");
            ASSERT_EQ(raw_sql(bent, tampering.sql), "") << tampering.what;
            const auto report = audit_record(bent, keys, "");
            ASSERT_TRUE(report) << tampering.what << ": " << report.error().message;
            EXPECT_FALSE(report->faults.empty()) << tampering.what << " at " << place;
            ++tried;
        }
    }
    EXPECT_GE(tried, 360);
    EXPECT_TRUE(audit_record(home.path(), keys, "")->faults.empty()) << "without triggers, but unchanged";
}

TEST(RecordAudit, AnotherPolicyOrSituationIsFound) {
    const RecordHome home;
    {
        auto store = home.open();
        const std::string toml = "name = 'House'\nversion = '1'\nthreshold = 0.85\n";
        ASSERT_TRUE(store->decide_policy({toml, "anna", "new scheme", noon}));
        ASSERT_TRUE(store->decide_policy({toml, "bert", "agreed", minutes_later(1)}));
        NewVerdict fresh = verdict(1);
        const auto under = std::make_shared<engine::JudgedUnder>();
        under->situation = "{}";
        under->situation_sha256 = base::sha256_hex("{}");
        under->policy_sha256 = base::sha256_hex("its policy");
        under->policy_toml = toml;
        fresh.under = under;
        ASSERT_TRUE(store->append({&fresh, 1}, minutes_later(2)));
        ASSERT_TRUE(store->checkpoint(minutes_later(3)));
    }
    const std::vector<KnownKey> keys = keys_of(home.path());
    const auto sound = audit_record(home.path(), keys, "");
    ASSERT_TRUE(sound) << sound.error().message;
    EXPECT_TRUE(sound->faults.empty()) << sound->faults.front();
    EXPECT_EQ(sound->policy_steps, 2U);
    const auto lines = audit_lines(home.path(), 0, 2);
    EXPECT_NE(lines->back().text.find("\"step\":\"activated\""), std::string::npos) << lines->back().text;
    raw_sql(home.path(), "PRAGMA wal_checkpoint(TRUNCATE)");
    ASSERT_EQ(raw_sql(home.path(), drop_triggers), "");
    const std::string bent = home.folder() + "/bent";
    const std::vector<Tampering> all = {
        {"a person", "UPDATE policy_steps SET principal = 'carl' WHERE leaf = 1"},
        {"one person twice", "UPDATE policy_steps SET principal = 'anna' WHERE leaf = 1"},
        {"a reason", "UPDATE policy_steps SET reason = 'because' WHERE leaf = 0"},
        {"a step", "UPDATE policy_steps SET step = 1 WHERE leaf = 0"},
        {"a step taken away", "DELETE FROM policy_steps WHERE leaf = 1"},
        {"a policy's text",
         "UPDATE policies SET toml = toml || ' ' WHERE sha256 IN (SELECT policy FROM "
         "policy_steps)"},
        {"a policy taken away", "DELETE FROM policies WHERE sha256 IN (SELECT policy FROM policy_steps)"},
        {"a situation", "UPDATE situations SET json = '[]'"},
        {"a situation taken away", "DELETE FROM situations"},
        {"a verdict's situation", "UPDATE verdicts SET situation = NULL"},
    };
    for (const Tampering& tampering : all) {
        fs::remove_all(bent);
        fs::create_directories(bent);
        fs::copy(home.path() + "/record.db", bent + "/record.db");
        ASSERT_EQ(raw_sql(bent, "PRAGMA foreign_keys = OFF; " + tampering.sql), "") << tampering.what;
        const auto report = audit_record(bent, keys, "");
        ASSERT_TRUE(report) << tampering.what << ": " << report.error().message;
        EXPECT_FALSE(report->faults.empty()) << tampering.what;
    }
}

// As a text of SQL: a quote stands twice.
std::vector<std::string> spellings_of_anna_k() {
    std::vector<std::string> spellings = {"annak", "Anna K", "Anna K.", "a''n-n_a k"};
    for (char sign = '!'; sign <= '~'; ++sign) {
        if (std::isalnum(static_cast<unsigned char>(sign)) == 0) {
            spellings.push_back(std::string("ANNA") + sign + (sign == '\'' ? "'k" : "k"));
        }
    }
    return spellings;
}

// However somebody spells the one name, the database takes it for one person, and so does the audit when
// nothing watched over the database.
TEST(RecordAudit, OnePersonUnderTwoSpellingsIsOne) {
    const RecordHome home;
    const std::string toml = "name = 'House'\nversion = '1'\nthreshold = 0.85\n";
    {
        auto store = home.open();
        const NewVerdict held = verdict(1, Outcome::hold);
        ASSERT_TRUE(store->append({&held, 1}, noon));                                        // leaves 0, 1
        ASSERT_TRUE(store->decide({held.verdict_id, "anna k", "papers seen", true, noon}));  // leaf 2
        ASSERT_TRUE(store->decide_policy({toml, "anna k", "new scheme", noon}));             // leaf 3
    }
    const auto leaf = [](int number, int kind) {
        return "INSERT INTO leaves VALUES (" + std::to_string(number) + ", " + std::to_string(kind) +
               ", zeroblob(32)); ";
    };
    const auto erasure = [&leaf](int number, int step, const std::string& person) {
        return leaf(number, 6) + "INSERT INTO erasure_steps VALUES (" + std::to_string(number) + ", " +
               std::to_string(step) + ", 's', '" + person + "', 'r', '', 5, 1, zeroblob(32), 0); ";
    };
    const auto release = [&leaf](const std::string& person) {
        return leaf(4, 2) +
               "INSERT INTO hold_events (leaf, verdict, step, principal, reason, block_allowed, at) "
               "VALUES (4, 0, 3, '" +
               person + "', 'x', 0, 1); ";
    };
    const auto activate = [&leaf](const std::string& person) {
        return leaf(4, 5) + "INSERT INTO policy_steps SELECT 4, 1, policy, text_sha256, '" + person +
               "', 'r', 1 FROM policy_steps; ";
    };
    raw_sql(home.path(), "PRAGMA wal_checkpoint(TRUNCATE)");
    const std::string bent = home.folder() + "/bent";
    const auto try_on_copy = [&](const std::string& sql, bool watched) {
        fs::remove_all(bent);
        fs::create_directories(bent);
        fs::copy(home.path() + "/record.db", bent + "/record.db");
        if (!watched) {
            EXPECT_EQ(raw_sql(bent, drop_triggers), "");
        }
        return raw_sql(bent, sql);
    };
    for (const std::string& person : spellings_of_anna_k()) {
        EXPECT_EQ(try_on_copy(release(person), true),
                  "a hold is decided by two different people who say the same")
            << person;
        EXPECT_EQ(try_on_copy(activate(person), true),
                  "a policy is activated by two different people who mean the same one")
            << person;
        EXPECT_EQ(try_on_copy(erasure(4, 0, "anna k") + erasure(5, 1, person), true),
                  "content is erased by two different people who mean the same")
            << person;
    }
    const struct {
        std::string sql;
        std::string fault;
    } unwatched[] = {
        {release("Anna-K."), "holds decided by one person (1)"},
        {activate("Anna-K."), "policies activated by one person (1)"},
        {erasure(4, 0, "anna k") + erasure(5, 1, "Anna-K."), "content erased by one person (1)"},
    };
    for (const auto& each : unwatched) {
        ASSERT_EQ(try_on_copy(each.sql, false), "");
        const auto report = audit_record(bent, keys_of(home.path()), "");
        ASSERT_TRUE(report) << report.error().message;
        EXPECT_EQ(std::ranges::count(report->faults, each.fault), 1) << each.fault;
    }
    for (const auto& [sql, fault] :
         {std::pair(release("bert"), unwatched[0].fault), std::pair(activate("bert"), unwatched[1].fault)}) {
        ASSERT_EQ(try_on_copy(sql, true), "") << "another person may";
        EXPECT_EQ(std::ranges::count(audit_record(bent, keys_of(home.path()), "")->faults, fault), 0);
    }
    EXPECT_EQ(try_on_copy(release("\u0430nna"), true), "a principal is named in ASCII");
}

// Earlier builds took names of other letters: two of those are two people.
TEST(RecordAudit, NamesOfOtherLettersAreToldApart) {
    const std::string anna = "\u0410\u043d\u043d\u0430";
    const std::string boris = "\u0411\u043e\u0440\u0438\u0441";
    for (const auto& [person, faults] : {std::pair(boris, 0), std::pair(anna + ".", 1)}) {
        const RecordHome home;
        {
            auto store = home.open();
            const NewVerdict held = verdict(1, Outcome::hold);
            ASSERT_TRUE(store->append({&held, 1}, noon));                                      // leaves 0, 1
            ASSERT_TRUE(store->decide({held.verdict_id, "anna", "papers seen", true, noon}));  // leaf 2
        }
        const auto release = [](const std::string& name) {
            return "INSERT INTO leaves VALUES (3, 2, zeroblob(32)); INSERT INTO hold_events (leaf, verdict, "
                   "step, principal, reason, block_allowed, at) VALUES (3, 0, 3, '" +
                   name + "', 'x', 0, 1); ";
        };
        for (const char* refused : {"ber\x01t", "ber\tt", "b\u00e9rt"}) {
            EXPECT_EQ(raw_sql(home.path(), "BEGIN; " + release(refused)), "a principal is named in ASCII");
        }
        ASSERT_EQ(raw_sql(home.path(), std::string(drop_triggers) + " UPDATE hold_events SET principal = '" +
                                           anna + "' WHERE step = 1; " + release(person)),
                  "");
        const auto report = audit_record(home.path(), keys_of(home.path()), "");
        ASSERT_TRUE(report) << report.error().message;
        EXPECT_EQ(std::ranges::count(report->faults, "holds decided by one person (1)"), faults) << person;
    }
}

// Somebody's evidence: asking about it leaves it as it was found, log and all.
TEST(RecordAudit, ACopyWithItsLogStaysAsItWas) {
    const RecordHome home;
    auto store = home.open();
    const NewVerdict one = verdict(1);
    ASSERT_TRUE(store->append({&one, 1}, noon));
    ASSERT_TRUE(store->checkpoint(noon));
    const std::string copy = home.folder() + "/copy";
    fs::create_directories(copy);
    for (const char* name : {"/record.db", "/record.db-wal"}) {
        fs::copy(home.path() + name, copy + name);
    }
    const std::string database = *read_file(copy + "/record.db");
    const std::string log = *read_file(copy + "/record.db-wal");
    ASSERT_FALSE(log.empty());
    for (int time = 0; time < 2; ++time) {
        const auto report = audit_record(copy, keys_of(home.path()), "");
        ASSERT_TRUE(report) << report.error().message;
        EXPECT_EQ(report->verdicts, 1U);
        EXPECT_TRUE(read_file(copy + "/record.db") == database) << time;
        ASSERT_TRUE(exists(copy + "/record.db-wal")) << time;
        EXPECT_TRUE(read_file(copy + "/record.db-wal") == log) << time;
    }
    // One that was closed well has no log, and gets none.
    store.reset();
    ASSERT_TRUE(audit_record(home.path(), keys_of(home.path()), ""));
    EXPECT_FALSE(exists(home.path() + "/record.db-wal"));
}

TEST(RecordAudit, AnotherKeyAndAShorterLogAreFound) {
    const RecordHome home;
    fill(home);
    const auto anchor = newest_checkpoint(home.path());
    ASSERT_TRUE(anchor);
    // Whoever rewrites all of it and signs with a key of his own is found by those who know the right key.
    const RecordHome other;
    fill(other);
    const auto swapped = audit_record(other.path(), keys_of(home.path()), "");
    EXPECT_EQ(swapped->faults_found, 5U) << "one for each checkpoint";
    EXPECT_NE(swapped->faults.front().find("which is not known"), std::string::npos);
    EXPECT_EQ(audit_record(home.path(), {}, "")->faults_found, 5U) << "nobody's keys are known by default";
    // Who takes away the end together with its checkpoints is found by a checkpoint kept elsewhere.
    const std::vector<KnownKey> keys = keys_of(home.path());
    EXPECT_TRUE(audit_record(home.path(), keys, *anchor)->faults.empty());
    ASSERT_EQ(raw_sql(home.path(), drop_triggers), "");
    std::string cut =
        "CREATE TEMP TABLE upto AS SELECT size FROM checkpoints ORDER BY size LIMIT 1 OFFSET 2;";
    for (const char* table : {"verdicts", "hold_events", "tokens", "token_voids"}) {
        cut += std::string("DELETE FROM ") + table + " WHERE leaf >= (SELECT size FROM upto);";
    }
    cut +=
        "DELETE FROM leaves WHERE seq >= (SELECT size FROM upto);"
        "DELETE FROM checkpoints WHERE size > (SELECT size FROM upto);"
        "DELETE FROM fingerprints WHERE verdict >= (SELECT size FROM upto);";
    ASSERT_EQ(raw_sql(home.path(), cut), "");
    EXPECT_TRUE(audit_record(home.path(), keys, "")->faults.empty()) << "this is why one is kept elsewhere";
    const auto found = audit_record(home.path(), keys, *anchor);
    ASSERT_EQ(found->faults_found, 1U);
    EXPECT_NE(found->faults.front().find("cut off"), std::string::npos) << found->faults.front();
    EXPECT_FALSE(audit_record(home.path(), keys, "no checkpoint"));
}

// Whoever kept a copy of the old secret signs nothing any more that an audit takes for the home's.
TEST(RecordAudit, ARetiredKeySignsNothingMore) {
    const RecordHome home;
    const auto work = [](const std::string& where, int number, std::int64_t minute) {
        const auto store = VerdictRegistry::open(where, {"gate", "test build"});
        ASSERT_TRUE((*store)->append(std::vector{verdict(number)}, minutes_later(minute)));
        ASSERT_TRUE((*store)->checkpoint(minutes_later(minute)));
    };
    const auto faults = [&home](const std::string& where) {
        return audit_record(where, keys_of(home.path()), "")->faults;
    };
    auto service = home.open();
    ASSERT_TRUE(service->append(std::vector{verdict(1)}, noon));
    ASSERT_TRUE(service->checkpoint(noon));
    const std::string thief = home.folder() + "/thief";
    fs::copy(home.path(), thief, fs::copy_options::recursive);
    ASSERT_TRUE(KeyStore(home.path()).rotate(minutes_later(60), "anna"));
    const std::string later_thief = home.folder() + "/later";
    // A service that runs goes on with the new key.
    ASSERT_TRUE(service->append(std::vector{verdict(2)}, minutes_later(120)));
    ASSERT_TRUE(service->checkpoint(minutes_later(120)));
    EXPECT_TRUE(faults(home.path()).empty()) << faults(home.path()).front();
    EXPECT_EQ(engine::open_checkpoint(*newest_checkpoint(home.path()))->key, keys_of(home.path()).back().key);
    // The old key in the place of the new one, at the end of the log.
    service.reset();
    fs::copy(home.path(), later_thief, fs::copy_options::recursive);
    fs::copy_file(thief + "/keys/signing.key", later_thief + "/keys/signing.key",
                  fs::copy_options::overwrite_existing);
    work(later_thief, 3, 30);  // dated before the change
    ASSERT_EQ(faults(later_thief).size(), 1U);
    EXPECT_NE(faults(later_thief)[0].find("had taken over"), std::string::npos) << faults(later_thief)[0];
    // Before any checkpoint by the new key: within the minute that is forgiven, and later.
    work(thief, 3, 61);
    EXPECT_TRUE(faults(thief).empty());
    work(thief, 4, 62);
    ASSERT_EQ(faults(thief).size(), 1U);
    EXPECT_NE(faults(thief)[0].find("was retired at"), std::string::npos) << faults(thief)[0];
    const auto anchor = newest_checkpoint(thief);
    EXPECT_EQ(audit_record(thief, keys_of(home.path()), *anchor)->faults_found, 1U);
    EXPECT_EQ(audit_record(home.path(), keys_of(home.path()), *anchor)->faults_found, 2U)
        << "by time and content";
}

// The clock stood a year ahead and was set right, then the key was changed: all in order, once the new one
// has signed. And a key that was made while the clock stood ahead does not outlast the one that is in use.
TEST(RecordAudit, AClockThatStoodWrongRetiresNoKey) {
    const RecordHome home;
    const RecordHome other;
    for (const bool made_ahead : {false, true}) {
        const RecordHome& each = made_ahead ? home : other;
        auto service = each.open();
        ASSERT_TRUE(KeyStore(each.path()).signing_key(minutes_later(made_ahead ? 500'000 : 0), "anna"));
        ASSERT_TRUE(service->append(std::vector{verdict(1)}, minutes_later(500'000)));
        ASSERT_TRUE(service->checkpoint(minutes_later(500'000)));
        ASSERT_TRUE(KeyStore(each.path()).rotate(minutes_later(60), "anna"));
        ASSERT_TRUE(service->append(std::vector{verdict(2)}, minutes_later(120)));
        ASSERT_TRUE(service->checkpoint(minutes_later(120)));
        const auto audit = audit_record(each.path(), keys_of(each.path()), "");
        EXPECT_TRUE(audit->faults.empty()) << audit->faults.front();
    }
}

TEST(RecordAudit, AProofHoldsWithoutTheDatabase) {
    const RecordHome home;
    fill(home);
    const auto newest = engine::open_checkpoint(*newest_checkpoint(home.path()));
    ASSERT_TRUE(newest);
    const std::uint64_t size = newest->checkpoint.size;
    std::string one;
    for (std::uint64_t leaf = 0; leaf < size; leaf += leaf % 7 + 1) {
        const auto proof = prove_leaf(home.path(), leaf);
        ASSERT_TRUE(proof) << proof.error().message;
        const auto opened = engine::open_leaf_proof(*proof);
        ASSERT_TRUE(opened) << opened.error().message;
        EXPECT_EQ(opened->leaf, leaf);
        EXPECT_EQ(opened->text, audit_lines(home.path(), leaf, 1)->front().text);
        EXPECT_EQ(opened->checkpoint.sha256, newest->sha256);
        one = *proof;
    }
    EXPECT_EQ(prove_leaf(home.path(), size).error().code, ErrorCode::conflict);
    EXPECT_EQ(prove_leaf(home.path(), 100'000).error().code, ErrorCode::not_found);
    for (std::size_t at = 0; at < one.size(); ++at) {
        std::string bent = one;
        bent[at] = bent[at] == '3' ? '4' : '3';
        EXPECT_TRUE(!engine::open_leaf_proof(bent) || one[at] == ' ' || one[at] == '\n') << at;
    }
    ASSERT_EQ(raw_sql(home.path(), drop_triggers), "");
    ASSERT_EQ(raw_sql(home.path(), "UPDATE verdicts SET bytes = x'7b7d' WHERE leaf = 0"), "");
    EXPECT_EQ(prove_leaf(home.path(), 0).error().code, ErrorCode::corrupt) << "what is not so is not proven";
}

}  // namespace
}  // namespace cordon::storage
