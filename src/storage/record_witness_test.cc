// Goal: the record keeps only a witness's word that holds for it, proves its growth to the witness, and is
// found out when it is no longer the log that the witness saw, also when the forger rewrites whatever he can
// reach and holds the log's key.
#include "storage/record_witness.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <vector>

#include "base/prng.h"
#include "base/testing.h"
#include "engine/verdict_record.h"
#include "storage/key_store.h"
#include "storage/test_record.h"

namespace cordon::storage {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using engine::NewVerdict;
using testing::noon;
using testing::raw_sql;
using testing::RecordHome;
using testing::verdict;

base::SigningKey key_number(unsigned char number) {
    base::SigningKey::Seed seed{};
    seed.fill(number);
    return base::SigningKey::from_seed(seed);
}

void add(const RecordHome& home, int from, int count) {
    auto store = home.open();
    std::vector<NewVerdict> fresh;
    for (int at = from; at < from + count; ++at) {
        fresh.push_back(verdict(at));
    }
    ASSERT_TRUE(store->append(fresh, noon));
    ASSERT_TRUE(store->checkpoint(noon));
}

std::string note_of(const std::string& home) {
    const auto state = newest_log_state(home);
    const auto key = KeyStore(home).signing_key(noon, "gate");
    return engine::sign_note(*state, *key);
}

std::string cosigned(const std::string& home, const base::SigningKey& witness) {
    const std::string note = note_of(home);
    return note + engine::cosignature_line(engine::parse_note(note)->state, noon, witness);
}

std::uint64_t faults(const std::string& home, const base::PublicKey& witness,
                     const std::vector<std::string>& notes = {}) {
    const auto report = check_witnesses(home, {&witness, 1}, notes, 1);
    return report ? report->faults.size() : 1'000;
}

TEST(RecordWitness, KeepsAWordThatHolds) {
    const RecordHome home(true);
    const base::SigningKey anna = key_number(3);
    const base::SigningKey bert = key_number(4);
    EXPECT_EQ(newest_log_state(home.path()).error().code, ErrorCode::not_found);
    add(home, 0, 20);
    EXPECT_GT(faults(home.path(), anna.public_key()), 0U) << "nobody vouches yet";
    const std::string note = cosigned(home.path(), anna);
    EXPECT_FALSE(attach_cosignature(home.path(), note, bert.public_key()));
    EXPECT_FALSE(attach_cosignature(home.path(), note_of(home.path()), anna.public_key()));
    const auto word = attach_cosignature(home.path(), note, anna.public_key());
    ASSERT_TRUE(word) << word.error().message;
    EXPECT_EQ(word->size, 20U);
    EXPECT_TRUE(attach_cosignature(home.path(), note, anna.public_key())) << "again changes nothing";
    EXPECT_EQ(faults(home.path(), anna.public_key()), 0U);

    add(home, 20, 13);
    ASSERT_TRUE(attach_cosignature(home.path(), cosigned(home.path(), bert), bert.public_key()));
    const std::vector<base::PublicKey> both = {anna.public_key(), bert.public_key()};
    const auto report = check_witnesses(home.path(), both, {}, 2);
    ASSERT_TRUE(report && report->faults.empty());
    EXPECT_EQ(report->words[0].size, 20U);
    EXPECT_EQ(report->words[1].size, 33U);
    EXPECT_EQ(report->words[1].at, noon);
    EXPECT_EQ(report->leaves, 33U);
    const std::vector<base::PublicKey> three = {both[0], both[1], key_number(5).public_key()};
    EXPECT_TRUE(check_witnesses(home.path(), three, {}, 2)->faults.empty());
    EXPECT_EQ(check_witnesses(home.path(), three, {}, 3)->faults.size(), 1U);
}

TEST(RecordWitness, ProvesItsGrowth) {
    const RecordHome home(true);
    add(home, 0, 9);
    const auto earlier = newest_log_state(home.path());
    add(home, 9, 30);
    const auto later = newest_log_state(home.path());
    ASSERT_TRUE(earlier && later);
    const auto text = prove_growth(home.path(), 9, {});
    ASSERT_TRUE(text) << text.error().message;
    EXPECT_TRUE(engine::check_growth(*earlier, *later, *engine::parse_proof(*text)));
    EXPECT_TRUE(prove_growth(home.path(), 9, 12));
    EXPECT_FALSE(prove_growth(home.path(), 9, 40));
    EXPECT_FALSE(prove_growth(home.path(), 40, {}));
    EXPECT_FALSE(prove_growth(home.path(), 0, {}));
}

TEST(RecordWitness, RefusesTheWordAboutAnotherLog) {
    const RecordHome home(true);
    const RecordHome other(true);
    const base::SigningKey witness = key_number(3);
    add(home, 0, 10);
    add(other, 100, 10);
    const auto about_other =
        attach_cosignature(home.path(), cosigned(other.path(), witness), witness.public_key());
    ASSERT_FALSE(about_other);
    EXPECT_EQ(about_other.error().code, ErrorCode::conflict) << about_other.error().message;
    const auto refuses = [&](engine::LogState state, ErrorCode code) {
        const std::string note =
            engine::sign_note(state, key_number(1)) + engine::cosignature_line(state, noon, witness);
        const auto attached = attach_cosignature(home.path(), note, witness.public_key());
        ASSERT_FALSE(attached);
        EXPECT_EQ(attached.error().code, code) << attached.error().message;
    };
    const engine::LogState sound = *newest_log_state(home.path());
    engine::LogState state = sound;
    state.size = 11;
    refuses(state, ErrorCode::corrupt);  // more leaves than there are
    state = sound;
    state.root[7] ^= 1;
    refuses(state, ErrorCode::corrupt);  // a fork
    state.size = 9;
    refuses(state, ErrorCode::corrupt);
}

constexpr const char* drop_triggers =
    "PRAGMA foreign_keys = OFF; PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE type = "
    "'trigger'; PRAGMA writable_schema = RESET;";

struct Forgery {
    const char* what;
    std::string sql;
};

std::vector<Forgery> forgeries(base::Prng& random, std::uint64_t seen) {
    const std::string place = std::to_string(random.below(seen));
    const std::string next = std::to_string(random.below(seen - 1));
    return {
        {"edit", "UPDATE leaves SET hash = randomblob(32) WHERE seq = " + place},
        {"delete", "DELETE FROM leaves WHERE seq = " + place + "; UPDATE leaves SET seq = -seq WHERE seq > " +
                       place + "; UPDATE leaves SET seq = -seq - 1 WHERE seq < 0"},
        {"reorder", "UPDATE leaves SET seq = -1 WHERE seq = " + next + "; UPDATE leaves SET seq = " + next +
                        " WHERE seq = " + next + " + 1; UPDATE leaves SET seq = " + next +
                        " + 1 WHERE seq = -1"},
        {"truncate",
         "DELETE FROM leaves WHERE seq >= " + place + "; DELETE FROM checkpoints WHERE size > " + place},
        {"truncate, and the word taken away", "DELETE FROM leaves WHERE seq >= " + place +
                                                  "; DELETE FROM checkpoints WHERE size > " + place +
                                                  "; DELETE FROM cosignatures"},
        {"split view", "UPDATE leaves SET hash = randomblob(32) WHERE seq >= " + place},
        {"key swap", "UPDATE cosignatures SET witness = '" + base::to_hex(key_number(9).public_key()) + "'"},
        {"the line of another", "UPDATE cosignatures SET line = replace(line, substr(line, -20, 4), 'AAAA')"},
        {"a word for more", "UPDATE cosignatures SET size = size + 1"},
    };
}

TEST(RecordWitness, EveryForgeryOfTheFileIsFound) {
    const RecordHome home(true);
    const base::SigningKey witness = key_number(3);
    add(home, 0, 40);
    const std::string seen = cosigned(home.path(), witness);
    ASSERT_TRUE(attach_cosignature(home.path(), seen, witness.public_key()));
    add(home, 40, 25);
    raw_sql(home.path(), "PRAGMA wal_checkpoint(TRUNCATE)");
    ASSERT_EQ(raw_sql(home.path(), drop_triggers), "");
    EXPECT_EQ(faults(home.path(), witness.public_key(), {seen}), 0U) << "without triggers, but unchanged";
    const std::string bent = home.folder() + "/bent";
    base::Prng random(base::testing::seed_from_environment(5));
    int found = 0;
    int tried = 0;
    for (int round = 0; round < 12; ++round) {
        for (const Forgery& forgery : forgeries(random, 40)) {
            fs::remove_all(bent);
            fs::create_directories(bent);
            fs::copy(home.path() + "/record.db", bent + "/record.db");
            ASSERT_EQ(raw_sql(bent, "PRAGMA foreign_keys = OFF; " + forgery.sql), "") << forgery.what;
            const bool refused = faults(bent, witness.public_key()) > 0;
            EXPECT_TRUE(refused) << forgery.what;
            ++tried;
            found += refused ? 1 : 0;
        }
    }
    std::cout << "forgeries of the file found: " << found << " of " << tried << "\n";
    // Cut back to an older word: found by whoever has the newer one from the witness itself.
    const std::string newer = cosigned(home.path(), witness);
    ASSERT_EQ(
        raw_sql(home.path(), "DELETE FROM leaves WHERE seq >= 40; DELETE FROM checkpoints WHERE size > 40"),
        "");
    EXPECT_EQ(faults(home.path(), witness.public_key()), 0U);
    EXPECT_EQ(faults(home.path(), witness.public_key(), {newer}), 1U);
    EXPECT_GT(faults(home.path(), witness.public_key(), {"nonsense"}), 0U);
    EXPECT_GT(faults(home.path(), witness.public_key(), {note_of(home.path())}), 0U) << "not cosigned";
}

}  // namespace
}  // namespace cordon::storage
