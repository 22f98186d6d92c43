// Goal: with a data key, nothing that is about people can be read from the files of the record, and
//       everything is found and answered as before, byte for byte; no row can stand for another; a missing
//       or wrong key fails closed; a record of the earlier layout is brought up to this one and stays what
//       it was.
#include <gtest/gtest.h>

#include "base/testing.h"
#include "storage/field_keys.h"
#include "storage/record_audit.h"
#include "storage/record_witness.h"
#include "storage/test_old_layout.h"
#include "storage/test_sealed_home.h"

namespace cordon::storage {
namespace {

using engine::AppendOutcome;
using engine::NewVerdict;
using model::Outcome;
using testing::files_with;
using testing::noon;
using testing::raw_sql;
using testing::RecordHome;

constexpr std::string_view planted = "Quorvant Brimstal";

NewVerdict about(int number, const std::string& tenant, Outcome outcome = Outcome::pass) {
    NewVerdict fresh = testing::verdict(number, outcome, std::string(planted));
    fresh.key.tenant = tenant;
    fresh.key.message_id = "FOR-BRIMSTAL-" + std::to_string(number);
    fresh.bytes.insert(1,
                       "\"name\":\"" + std::string(planted) + "\",\"id\":\"" + fresh.key.message_id + "\",");
    fresh.verdict_id = "v" + base::sha256_hex(fresh.bytes).substr(0, 32);
    fresh.fingerprints = {"account CH930076" + std::to_string(number) + "@" + tenant};
    return fresh;
}

std::vector<NewVerdict> two_tenants(int count) {
    std::vector<NewVerdict> batch;
    for (int number = 0; number < count; ++number) {
        batch.push_back(about(number, number % 2 == 0 ? "bank-a" : "bank-b",
                              number % 3 == 0 ? Outcome::hold : Outcome::pass));
    }
    return batch;
}

TEST(RecordSealing, NothingAboutPeopleStandsInTheFiles) {
    const RecordHome plain;
    ASSERT_TRUE(plain.open()->append(two_tenants(3), noon));
    EXPECT_FALSE(files_with(plain.path(), planted).empty()) << "the search itself finds nothing";

    const RecordHome home;
    const std::string key = testing::make_data_key(home);
    auto store = testing::open_sealed(home, key);
    const auto batch = two_tenants(12);
    ASSERT_TRUE(store->append(batch, noon));
    ASSERT_TRUE(
        store->decide({batch[0].verdict_id, "anna", "Quorvant Brimstal showed a passport", true, noon}));
    ASSERT_TRUE(store->open_hold(batch[1].verdict_id, "anna", "Brimstal again: Quorvant Brimstal", noon));
    const auto clean = [&](const char* when) {  // the file, and SQLite's log beside it
        for (const std::string_view words : {planted, std::string_view("FOR-BRIMSTAL"),
                                             std::string_view("CH930076"), std::string_view("<Document>")}) {
            EXPECT_TRUE(files_with(home.path(), words).empty()) << words << ' ' << when;
        }
        // Nor does what anybody could compute from a guess.
        for (const NewVerdict& fresh : batch) {
            const auto digest = *base::parse_sha256(fresh.key.content_sha256);
            EXPECT_TRUE(files_with(home.path(), {reinterpret_cast<const char*>(digest.data()), 32}).empty());
            const std::int64_t print = engine::fingerprint_keys(fresh.fingerprints)[0];
            EXPECT_NE(raw_sql(home.path(),
                              "CREATE TEMP TABLE one (x CHECK (x = 1)); INSERT INTO one SELECT "
                              "count(*) FROM fingerprints WHERE key = " +
                                  std::to_string(print)),
                      "");
        }
    };
    EXPECT_TRUE(std::filesystem::exists(home.path() + "/record.db-wal"));
    clean("while it is open");
    store.reset();
    clean("once it is closed");
}

TEST(RecordSealing, EverythingIsFoundAndAnsweredAsBefore) {
    const RecordHome home;
    const std::string key = testing::make_data_key(home);
    const auto batch = two_tenants(20);
    ASSERT_TRUE(testing::open_sealed(home, key)->append(batch, noon));
    auto store = testing::open_sealed(home, key);  // keys are read back, not remembered
    EXPECT_TRUE(store->sealed());
    for (const NewVerdict& fresh : batch) {
        const auto there = store->find(fresh.key);
        ASSERT_TRUE(there && *there) << fresh.key.message_id;
        EXPECT_EQ((*there)->bytes, fresh.bytes);
        EXPECT_EQ((*there)->key, fresh.key);
        EXPECT_EQ(*store->message(fresh.verdict_id), fresh.message);
        const auto earlier = store->earlier_by_fingerprint(fresh.fingerprints, {{0}});
        ASSERT_EQ(earlier->verdicts.size(), 1U);
        EXPECT_EQ(earlier->verdicts[0].verdict_id, fresh.verdict_id);
    }
    auto other = batch[0];  // of another tenant: another message
    other.key.tenant = "bank-b";
    EXPECT_FALSE(store->find(other.key)->has_value());
    EXPECT_EQ((*store->append(batch, noon))[3].outcome, AppendOutcome::replay);
    NewVerdict changed = batch[4];
    changed.key.content_sha256 = base::sha256_hex("other content");
    changed.verdict_id = "v" + base::sha256_hex("another").substr(0, 32);
    EXPECT_EQ((*store->append(std::vector{changed}, noon))[0].outcome, AppendOutcome::conflict);
    ASSERT_TRUE(store->decide({batch[0].verdict_id, "anna", "papers seen", true, noon}));
    EXPECT_EQ(store->hold(batch[0].verdict_id)->events.back().reason, "papers seen");
    ASSERT_TRUE(store->checkpoint(noon));
    const auto audit = audit_record(home.path(), testing::known_keys(home.path()), "", key);
    ASSERT_TRUE(audit) << audit.error().message;
    EXPECT_EQ(audit->faults_found, 0U) << (audit->faults.empty() ? "" : audit->faults[0]);
    EXPECT_EQ(audit->sealed_verdicts, 21U);
    EXPECT_TRUE(prove_leaf(home.path(), 0, key));
}

TEST(RecordSealing, AMissingOrWrongKeyFailsClosed) {
    const RecordHome home;
    const std::string key = testing::make_data_key(home);
    ASSERT_TRUE(testing::open_sealed(home, key)->append(two_tenants(2), noon));
    const auto without = VerdictRegistry::open(home.path(), {"gate", "test build"});
    ASSERT_FALSE(without);
    EXPECT_NE(without.error().message.find("no data key is given"), std::string::npos);
    EXPECT_FALSE(audit_record(home.path(), {}, ""));
    const std::string wrong = testing::make_data_key(home, "wrong.key");
    EXPECT_NE(VerdictRegistry::open(home.path(), {"gate", "test build", wrong})
                  .error()
                  .message.find("name the right"),
              std::string::npos);
    EXPECT_FALSE(VerdictRegistry::open(home.path(), {"gate", "test build", home.folder() + "/none.key"}));
    std::ofstream(home.folder() + "/bad.key") << "cordon-data-key-1 12\n";
    EXPECT_FALSE(VerdictRegistry::open(home.path(), {"gate", "test build", home.folder() + "/bad.key"}));
    EXPECT_TRUE(VerdictRegistry::open(home.path(), {"gate", "test build", key}));
}

TEST(RecordSealing, NoRowStandsForAnother) {
    struct Swap {
        const char* what;
        const char* sql;
    };
    const Swap swaps[] = {
        {"the bytes of two verdicts",
         "UPDATE verdicts SET bytes = (SELECT bytes FROM verdicts WHERE leaf = 2) WHERE leaf = 0"},
        {"the ids of two verdicts",
         "UPDATE verdicts SET sealed = (SELECT sealed FROM verdicts WHERE leaf = 2) WHERE leaf = 0"},
        {"a column for another", "UPDATE verdicts SET bytes = sealed WHERE leaf = 0"},
        {"the tenant", "UPDATE verdicts SET tenant = 'bank-b' WHERE leaf = 0"},
        {"the messages of two tenants",
         "UPDATE archives SET packed = (SELECT packed FROM archives WHERE id = 2) WHERE id = 1"},
        {"the reasons of two steps", "UPDATE hold_events SET sealed = (SELECT max(sealed) FROM hold_events)"},
        {"the keys of two tenants",
         "UPDATE data_keys SET wrapped = (SELECT wrapped FROM data_keys WHERE tenant = 'bank-b') WHERE "
         "tenant = 'bank-a'"},
        {"an index entry", "UPDATE fingerprints SET key = key + 1 WHERE verdict = 0"},
    };
    const RecordHome home;
    const std::string key = testing::make_data_key(home);
    {
        auto store = testing::open_sealed(home, key);
        std::vector<NewVerdict> batch;
        for (const int number : {1, 2, 4, 5}) {
            batch.push_back(about(number, number == 2 ? "bank-b" : "bank-a"));
        }
        batch.push_back(about(7, "bank-a", Outcome::hold));
        batch.push_back(about(8, "bank-a", Outcome::hold));
        ASSERT_TRUE(store->append(batch, noon));
        ASSERT_TRUE(store->checkpoint(noon));
    }
    const auto keys = testing::known_keys(home.path());
    ASSERT_EQ(audit_record(home.path(), keys, "", key)->faults_found, 0U);
    int number = 0;
    for (const Swap& swap : swaps) {
        const std::string bent = home.folder() + "/bent" + std::to_string(number++);
        std::filesystem::copy(home.path(), bent, std::filesystem::copy_options::recursive);
        std::string drop = "PRAGMA foreign_keys = OFF; ";
        for (const char* trigger :
             {"verdicts_never_change", "archives_never_change", "hold_events_never_change",
              "data_keys_are_only_wrapped_again", "fingerprints_never_change"}) {
            drop += "DROP TRIGGER " + std::string(trigger) + "; ";
        }
        ASSERT_EQ(raw_sql(bent, drop + swap.sql), "") << swap.what;
        const auto audit = audit_record(bent, keys, "", key);
        EXPECT_TRUE(!audit || audit->faults_found > 0) << swap.what;
    }
}

TEST(RecordSealing, AKeyGivenLaterSealsWhatComesAfter) {
    const RecordHome home;
    const auto before = two_tenants(4);
    ASSERT_TRUE(home.open()->append(before, noon));
    const std::string key = testing::make_data_key(home);
    auto store = testing::open_sealed(home, key);
    auto all = two_tenants(8);
    const auto answers = store->append(all, testing::minutes_later(1));
    ASSERT_TRUE(answers);
    EXPECT_EQ((*answers)[3].outcome, AppendOutcome::replay);
    EXPECT_EQ((*answers)[4].outcome, AppendOutcome::stored);
    for (const NewVerdict& fresh : all) {
        EXPECT_EQ(*store->message(fresh.verdict_id), fresh.message);
        EXPECT_EQ(store->earlier_by_fingerprint(fresh.fingerprints, {{0}})->verdicts.size(), 1U);
    }
    ASSERT_TRUE(store->checkpoint(noon));
    const auto audit = audit_record(home.path(), testing::known_keys(home.path()), "", key);
    EXPECT_EQ(audit->faults_found, 0U);
    EXPECT_EQ(audit->sealed_verdicts, 4U);
}

TEST(RecordSealing, TheKeyIsChangedWithoutTouchingWhatItSealed) {
    const RecordHome home;
    const std::string key = testing::make_data_key(home);
    const auto batch = two_tenants(4);
    ASSERT_TRUE(testing::open_sealed(home, key)->append(batch, noon));
    const std::string fresh = testing::make_data_key(home, "fresh.key");
    {
        FileOps ops;
        auto database = *Database::open(record_path(home.path()), ops);
        EXPECT_FALSE(wrap_again(*database, *read_master_key(fresh), *read_master_key(key)));
        EXPECT_EQ(*wrap_again(*database, *read_master_key(key), *read_master_key(fresh)), 3U);
    }
    EXPECT_FALSE(VerdictRegistry::open(home.path(), {"gate", "test build", key}));
    EXPECT_EQ(*testing::open_sealed(home, fresh)->message(batch[0].verdict_id), batch[0].message);
}

// A service that runs while the data key is changed, and one that was started before anything was sealed.
TEST(RecordSealing, AServiceWithTheOldKeyStopsAtTheChange) {
    for (const bool keyed : {true, false}) {
        const RecordHome home;
        const std::string key = testing::make_data_key(home);
        auto service = keyed ? testing::open_sealed(home, key) : home.open();
        ASSERT_TRUE(service->append(std::vector{about(1, "bank-a")}, noon));
        std::string now = key;
        if (keyed) {
            now = testing::make_data_key(home, "fresh.key");
            FileOps ops;
            auto database = *Database::open(record_path(home.path()), ops);
            ASSERT_TRUE(wrap_again(*database, *read_master_key(key), *read_master_key(now)));
        } else {
            ASSERT_TRUE(testing::open_sealed(home, key)->append(std::vector{about(2, "bank-a")}, noon));
        }
        for (const char* tenant : {"bank-a", "bank-new"}) {
            const auto refused = service->append(std::vector{about(3, tenant)}, noon);
            ASSERT_FALSE(refused) << tenant;
            EXPECT_EQ(refused.error().code, base::ErrorCode::unavailable);
            EXPECT_NE(refused.error().message.find(read_master_key(now)->id), std::string::npos)
                << refused.error().message;
        }
        auto store = testing::open_sealed(home, now);
        ASSERT_TRUE(store->append(std::vector{about(4, "bank-new")}, noon));
        ASSERT_TRUE(store->checkpoint(noon));
        EXPECT_EQ(audit_record(home.path(), testing::known_keys(home.path()), "", now)->faults_found, 0U);
        EXPECT_EQ(raw_sql(home.path(), "INSERT INTO data_keys VALUES (99, 'x', '0123456789abcdef', x'00')"),
                  "the keys of a record are all wrapped under one data key");
        EXPECT_EQ(raw_sql(home.path(),
                          "INSERT INTO data_keys SELECT 1, 'x', master, x'00' FROM data_keys "
                          "LIMIT 1"),
                  "this row is there already");
    }
}

TEST(RecordSealing, AKeyIsNotChangedBeforeThereIsOne) {
    const RecordHome home;
    const std::string key = testing::make_data_key(home);
    const std::string fresh = testing::make_data_key(home, "fresh.key");
    ASSERT_TRUE(home.open()->append(std::vector{about(1, "bank-a")}, noon));
    FileOps ops;
    auto database = *Database::open(record_path(home.path()), ops);
    EXPECT_EQ(wrap_again(*database, *read_master_key(key), *read_master_key(fresh)).error().code,
              base::ErrorCode::not_found);
}

TEST(RecordSealing, AKeyIsMadeApartFromTheHomeAndStaysOnTheDisk) {
    struct Noted : FileOps {
        int before(Step step, const std::string& path) override {
            if (step == Step::sync) {
                synced.push_back(path);
            }
            return 0;
        }
        std::vector<std::string> synced;
    } ops;
    const RecordHome home;
    std::filesystem::create_directories(home.path() + "/keys");
    std::filesystem::create_directory_symlink(home.path(), home.folder() + "/door");
    for (const char* inside : {"/home/data.key", "/home/keys/x", "/home/../home/x", "/door/x"}) {
        EXPECT_EQ(make_master_key(home.folder() + inside, home.path(), ops).error().code,
                  base::ErrorCode::invalid_input)
            << inside;
    }
    const std::string outside = home.folder() + "/home-data.key";
    const auto id = make_master_key(outside, home.path() + "/", ops);
    ASSERT_TRUE(id) << id.error().message;
    EXPECT_EQ(read_master_key(outside)->id, *id);
    EXPECT_EQ(ops.synced, (std::vector<std::string>{outside, home.folder()}));
    EXPECT_EQ(make_master_key(outside, home.path(), ops).error().code, base::ErrorCode::conflict);
}

// Of layout 3, which knew no erased message again and took two spellings of one name for two people.
TEST(RecordLayout, TheThirdIsBroughtUpWithItsRules) {
    const RecordHome home;
    auto store = home.open();
    ASSERT_TRUE(store->append(two_tenants(0), noon));
    store.reset();
    testing::to_layout_5(home.path());
    ASSERT_EQ(raw_sql(home.path(),
                      "ALTER TABLE hold_events DROP COLUMN policy; DROP TABLE erasure_salts; DROP INDEX "
                      "erased_messages; PRAGMA user_version = 3"),
              "");
    ASSERT_TRUE(home.open()->append(two_tenants(3), noon));
    EXPECT_EQ(audit_record(home.path(), testing::known_keys(home.path()), "")->faults_found, 0U);
    EXPECT_EQ(raw_sql(home.path(),
                      "CREATE TEMP TABLE one (x CHECK (x = 1)); INSERT INTO one SELECT count(*) FROM "
                      "sqlite_schema WHERE name = 'two_people_activate' AND sql LIKE '%replace(%'; INSERT "
                      "INTO one SELECT count(*) FROM erasure_salts"),
              "");
}

TEST(RecordLayout, AnEarlierOneIsBroughtUpAndStaysWhatItWas) {
    const std::string sample = std::string(CORDON_SOURCE_DIR) + "/corpus/homes/layout-2";
    const RecordHome home;
    std::filesystem::create_directories(home.path() + "/keys");
    for (const auto& entry : std::filesystem::directory_iterator(sample)) {
        if (entry.path().extension() == ".pub") {
            std::filesystem::copy(entry.path(), home.path() + "/keys");
        }
    }
    ASSERT_EQ(raw_sql(home.path(), base::testing::read_test_file(sample + "/record.sql")), "");
    const auto keys = testing::known_keys(home.path());
    // Who only asks leaves it as it is.
    const std::string before = *read_file(record_path(home.path()));
    EXPECT_EQ(audit_record(home.path(), keys, "").error().code, base::ErrorCode::unsupported);
    EXPECT_EQ(audit_lines(home.path(), 0, 5).error().code, base::ErrorCode::unsupported);
    EXPECT_EQ(prove_leaf(home.path(), 0).error().code, base::ErrorCode::unsupported);
    EXPECT_EQ(newest_log_state(home.path()).error().code, base::ErrorCode::unsupported);
    EXPECT_EQ(check_witnesses(home.path(), {}, {}, 0).error().code, base::ErrorCode::unsupported);
    EXPECT_EQ(VerdictRegistry::open_to_read(home.path(), {"gate", "test build"}).error().code,
              base::ErrorCode::unsupported);
    EXPECT_EQ(*read_file(record_path(home.path())), before);
    EXPECT_FALSE(exists(record_path(home.path()) + "-wal"));
    ASSERT_TRUE(VerdictRegistry::open_existing(home.path(), {"gate", "test build"}));
    const auto reader = VerdictRegistry::open_to_read(home.path(), {"gate", "test build"});
    ASSERT_TRUE(reader) << reader.error().message;
    EXPECT_FALSE((*reader)->append(two_tenants(1), noon)) << "who only asks writes nothing";
    auto audit = audit_record(home.path(), keys, "");
    ASSERT_TRUE(audit) << audit.error().message;
    EXPECT_EQ(audit->faults_found, 0U) << (audit->faults.empty() ? "" : audit->faults[0]);
    EXPECT_EQ(audit->verdicts, 8U);
    const std::string root = audit->root;
    auto store = home.open();
    ASSERT_TRUE(store->append(two_tenants(3), testing::minutes_later(1'000'000)));
    ASSERT_TRUE(store->checkpoint(noon));
    audit = audit_record(home.path(), testing::known_keys(home.path()), "");
    EXPECT_EQ(audit->faults_found, 0U);
    EXPECT_EQ(audit->verdicts, 11U);
    // A build that knows less refuses; so does this one, of a later layout.
    store.reset();
    ASSERT_EQ(raw_sql(home.path(), "PRAGMA user_version = 7"), "");
    EXPECT_EQ(VerdictRegistry::open(home.path(), {"gate", "test build"}).error().code,
              base::ErrorCode::unsupported);
    ASSERT_EQ(raw_sql(home.path(), "PRAGMA user_version = 1"), "");
    EXPECT_EQ(VerdictRegistry::open(home.path(), {"gate", "test build"}).error().code,
              base::ErrorCode::unsupported);
}

}  // namespace
}  // namespace cordon::storage
