// Goal: a backup is the home of one moment, whole or not there, whatever fails and whoever writes meanwhile;
//       what was changed in it afterwards is found; a home that is restored from it audits and answers as the
//       first one did at that moment. The usual run takes every so-many-th operation; CORDON_SOAK=1 each.
#include "storage/home_backup.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <thread>
#include <vector>

#include "base/prng.h"
#include "base/testing.h"
#include "storage/field_keys.h"
#include "storage/file_ops.h"
#include "storage/key_store.h"
#include "storage/record_audit.h"
#include "storage/test_faulty_disk.h"
#include "storage/test_record.h"

namespace cordon::storage {
namespace {

using testing::FaultWay;
using testing::FaultyDisk;
using testing::RecordHome;

const BackupRequest by_anna{"anna", "test build", testing::noon, false};

void write(const std::string& path, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

// A home with a record, a settings file, a list version, a cache and what a crash left behind.
void fill(const RecordHome& home, int verdicts) {
    auto store = home.open();
    std::vector<engine::NewVerdict> batch;
    for (int number = 1; number <= verdicts; ++number) {
        batch.push_back(
            testing::verdict(number, number % 3 == 0 ? model::Outcome::hold : model::Outcome::pass));
    }
    ASSERT_TRUE(store->append(batch, testing::noon));
    ASSERT_TRUE(store->checkpoint(testing::noon));
    write(home.path() + "/cordon.toml", "# settings\n");
    write(home.path() + "/lists/un/2026-11-01/listings.bin.zst", std::string(3'000, 'l'));
    write(home.path() + "/cache/snapshot-00.bin", "can be made again");
    write(home.path() + "/writer.lock", "");
    write(home.path() + "/tls.pem", "secret");
}

std::vector<base::PublicKey> keys_of(const std::string& home) {
    const auto known = KeyStore(home).keys();
    std::vector<base::PublicKey> keys;
    for (const KnownKey& key : *known) {
        keys.push_back(key.key);
    }
    return keys;
}

std::vector<std::string> paths_of(const BackupReport& report) {
    std::vector<std::string> paths;
    for (const BackedUpFile& file : report.files) {
        paths.push_back(file.path);
    }
    return paths;
}

TEST(HomeBackup, GoesOutAndComesBack) {
    const RecordHome home;
    fill(home, 40);
    const std::string backup = home.folder() + "/backups/monday";
    const auto taken = back_up(home.path(), backup, by_anna);
    ASSERT_TRUE(taken) << taken.error().message;
    const std::string key = keys_of(home.path()).size() == 1 ? taken->key_id : "";
    EXPECT_EQ(paths_of(*taken),
              (std::vector<std::string>{"cordon.toml", "keys/" + key + ".pub",
                                        "lists/un/2026-11-01/listings.bin.zst", "record.db"}));
    EXPECT_EQ(taken->left_out, (std::vector<std::string>{"keys/signing.key", "tls.pem"}));
    const auto audit = audit_record(home.path(), *KeyStore(home.path()).keys(), "");
    EXPECT_EQ(taken->leaves, audit->leaves);
    EXPECT_EQ(taken->root, audit->root);

    const auto checked = verify_backup(backup + "/", keys_of(home.path()));
    ASSERT_TRUE(checked) << checked.error().message;
    EXPECT_EQ(checked->taken_by, "anna");
    EXPECT_EQ(checked->taken_at, testing::noon);

    const std::string other = home.folder() + "/other";
    std::filesystem::create_directory(other);  // empty: well
    const auto restored = restore(backup, other, keys_of(home.path()));
    ASSERT_TRUE(restored) << restored.error().message;
    const auto again = audit_record(other, *KeyStore(other).keys(), "");
    ASSERT_TRUE(again);
    EXPECT_EQ(again->faults_found, 0U);
    EXPECT_EQ(again->root, audit->root);
    EXPECT_FALSE(exists(other + "/keys/signing.key"));
    // Work goes on there, under a new key, and the old one still proves what it signed.
    auto store = VerdictRegistry::open(other, {"gate", "test build"});
    ASSERT_TRUE(store);
    ASSERT_TRUE((*store)->append(std::vector{testing::verdict(99)}, testing::minutes_later(2)));
    ASSERT_TRUE((*store)->checkpoint(testing::minutes_later(3)));
    EXPECT_EQ(keys_of(other).size(), 2U);
    EXPECT_EQ(audit_record(other, *KeyStore(other).keys(), "")->faults_found, 0U);
}

TEST(HomeBackup, SecretsGoAlongWhenAskedFor) {
    const RecordHome home;
    fill(home, 3);
    BackupRequest request = by_anna;
    request.with_keys = true;
    const std::string backup = home.folder() + "/backup";
    ASSERT_TRUE(back_up(home.path(), backup, request));
    const std::string other = home.folder() + "/other";
    ASSERT_TRUE(restore(backup, other, {}));
    EXPECT_EQ(*read_file(other + "/keys/signing.key"), *read_file(home.path() + "/keys/signing.key"));
    EXPECT_EQ(*read_file(other + "/tls.pem"), "secret");
}

// A key is known by what it is, not by what somebody called its file.
TEST(HomeBackup, SecretsUnderAnyNameStayOut) {
    const RecordHome home;
    fill(home, 3);
    write(home.path() + "/data", "\n" + master_key_file(base::SecretKey::make()));
    write(home.path() + "/old/signing-2025", "cordon-signing-key-1 " + std::string(64, 'a') + "\n");
    write(home.path() + "/service", "-----BEGIN EC PRIVATE KEY-----\nAAAA\n");
    write(home.path() + "/certificates", "-----BEGIN CERTIFICATE-----\nAAAA\n");
    const auto taken = back_up(home.path(), home.folder() + "/backup", by_anna);
    ASSERT_TRUE(taken) << taken.error().message;
    EXPECT_EQ(taken->left_out, (std::vector<std::string>{"data", "keys/signing.key", "old/signing-2025",
                                                         "service", "tls.pem"}));
    EXPECT_TRUE(exists(home.folder() + "/backup/certificates"));
    EXPECT_FALSE(exists(home.folder() + "/backup/data"));
}

// To look at a copy changes none of its bytes.
TEST(HomeBackup, IsAuditedAsItLies) {
    const RecordHome home;
    fill(home, 3);
    const std::string backup = home.folder() + "/backup";
    ASSERT_TRUE(back_up(home.path(), backup, by_anna));
    EXPECT_EQ(audit_record(backup, *KeyStore(backup).keys(), "")->faults_found, 0U);
    EXPECT_FALSE(exists(backup + "/record.db-wal"));
    const auto checked = verify_backup(backup, keys_of(home.path()));
    EXPECT_TRUE(checked) << checked.error().message;
}

TEST(HomeBackup, OverwritesNothing) {
    const RecordHome home;
    fill(home, 3);
    const std::string backup = home.folder() + "/backup";
    ASSERT_TRUE(back_up(home.path(), backup, by_anna));
    EXPECT_EQ(back_up(home.path(), backup, by_anna).error().code, base::ErrorCode::conflict);
    EXPECT_EQ(restore(backup, home.path(), {}).error().code, base::ErrorCode::conflict);
    write(home.folder() + "/file", "mine");
    EXPECT_EQ(restore(backup, home.folder() + "/file", {}).error().code, base::ErrorCode::conflict);
    EXPECT_EQ(*read_file(home.folder() + "/file"), "mine");
    EXPECT_EQ(back_up(home.path(), home.path() + "/inside", by_anna).error().code,
              base::ErrorCode::invalid_input);
    EXPECT_EQ(back_up(home.folder() + "/nothing", home.folder() + "/b", by_anna).error().code,
              base::ErrorCode::not_found);
    EXPECT_TRUE(verify_backup(backup, {}));
}

TEST(HomeBackup, WhatWasChangedIsFound) {
    struct Case {
        const char* what;
        std::string path;
        std::string bytes;  // "": removed
    };
    const RecordHome home;
    fill(home, 12);
    const std::string sound = home.folder() + "/sound";
    ASSERT_TRUE(back_up(home.path(), sound, by_anna));
    std::string record = *read_file(sound + "/record.db");
    record[record.size() / 2] = static_cast<char>(record[record.size() / 2] ^ 1);
    std::string manifest = *read_file(sound + "/MANIFEST.json");
    const auto swap = [](std::string text, const std::string& from, const std::string& to) {
        return text.replace(text.find(from), from.size(), to);
    };
    const std::vector<Case> cases = {
        {"a bit of the record", "record.db", record},
        {"a settings file", "cordon.toml", "# other\n"},
        {"a file taken away", "lists/un/2026-11-01/listings.bin.zst", ""},
        {"the manifest taken away", "MANIFEST.json", ""},
        {"the number of leaves", "MANIFEST.json", swap(manifest, "\"leaves\":", "\"leaves\":9")},
        {"a path that leaves the folder", "MANIFEST.json", swap(manifest, "cordon.toml", "../../evil")},
        {"who took it", "MANIFEST.json", swap(manifest, "anna", "bert")},
    };
    for (const Case& one : cases) {
        const std::string backup = home.folder() + "/changed";
        std::filesystem::copy(sound, backup, std::filesystem::copy_options::recursive);
        std::filesystem::remove(backup + "/" + one.path);
        if (!one.bytes.empty()) {
            write(backup + "/" + one.path, one.bytes);
        }
        EXPECT_FALSE(verify_backup(backup, {})) << one.what;
        EXPECT_FALSE(restore(backup, home.folder() + "/restored", {})) << one.what;
        EXPECT_FALSE(exists(home.folder() + "/restored")) << one.what;
        std::filesystem::remove_all(backup);
    }
    // Somebody else's backup, whole in itself.
    const RecordHome stranger;
    fill(stranger, 2);
    const std::string theirs = stranger.folder() + "/backup";
    ASSERT_TRUE(back_up(stranger.path(), theirs, by_anna));
    EXPECT_EQ(verify_backup(theirs, keys_of(home.path())).error().code, base::ErrorCode::corrupt);
}

TEST(HomeBackup, IsOfOneMomentWhileOthersWrite) {
    const RecordHome home;
    fill(home, 10);
    std::atomic<bool> stop = false;
    std::atomic<int> kept = 10;
    std::thread gate([&] {
        auto store = home.open();
        while (!stop) {
            std::vector<engine::NewVerdict> batch;
            for (int more = 1; more <= 5; ++more) {
                batch.push_back(testing::verdict(kept + more, model::Outcome::hold));
            }
            ASSERT_TRUE(store->append(batch, testing::minutes_later(kept)));
            kept += 5;
        }
    });
    std::uint64_t leaves = 0;
    for (int round = 0; round < 8; ++round) {
        const int before = kept;
        const std::string backup = home.folder() + "/backup" + std::to_string(round);
        const auto taken = back_up(home.path(), backup, by_anna);
        ASSERT_TRUE(taken) << taken.error().message;
        EXPECT_GE(taken->leaves, leaves);
        leaves = taken->leaves;
        const std::string other = home.folder() + "/other" + std::to_string(round);
        ASSERT_TRUE(restore(backup, other, keys_of(home.path())));
        const auto audit = audit_record(other, *KeyStore(other).keys(), "");
        ASSERT_TRUE(audit);
        EXPECT_EQ(audit->faults_found, 0U);
        EXPECT_EQ(audit->root, taken->root);
        EXPECT_GE(audit->verdicts, static_cast<std::uint64_t>(before));
    }
    stop = true;
    gate.join();
    EXPECT_GT(kept, 10);
}

constexpr std::array ways = {FaultWay::error_once, FaultWay::error_for_good, FaultWay::full_once,
                             FaultWay::half_done, FaultWay::power_cut};

// One backup and one restore on a disk that fails; 0 operations when it did not come to the fault.
struct Attempt {
    std::size_t operations = 0;
    bool backed_up = false;
    bool restored = false;
};

Attempt run_with(const RecordHome& home, const testing::FaultPlan& plan, const std::string& name) {
    const std::string backup = home.folder() + "/" + name;
    const std::string other = backup + "-restored";
    Attempt run;
    {
        FaultyDisk disk(home.folder(), plan);
        run.backed_up = back_up(home.path(), backup, by_anna, &disk).has_value();
        if (run.backed_up) {
            run.restored = restore(backup, other, {}, &disk).has_value();
        }
        run.operations = disk.calls().size();
    }
    // Whole, or not there; said to be whole only when it is.
    EXPECT_TRUE(!exists(backup) || verify_backup(backup, {})) << name;
    EXPECT_TRUE(!run.backed_up || exists(backup)) << name;
    EXPECT_TRUE(!run.restored || exists(other)) << name;
    if (exists(other)) {
        const auto audit = audit_record(other, *KeyStore(other).keys(), "");
        EXPECT_TRUE(audit && audit->faults_found == 0) << name;
    }
    // On a sound disk the same command works, unless it had come to its end.
    if (!exists(backup)) {
        EXPECT_TRUE(back_up(home.path(), backup, by_anna)) << name;
    }
    if (!exists(other)) {
        EXPECT_TRUE(restore(backup, other, {})) << name;
    }
    std::filesystem::remove_all(backup);
    std::filesystem::remove_all(other);
    return run;
}

TEST(HomeBackup, EveryOperationOfTheDiskMayFail) {
    const RecordHome home(true);
    fill(home, 6);
    const std::uint64_t seed = base::testing::seed_from_environment(31);
    base::Prng random(seed);
    const Attempt sound = run_with(home, {}, "sound");
    ASSERT_TRUE(sound.restored);
    const std::size_t every = std::getenv("CORDON_SOAK") != nullptr ? 1 : 5;
    std::size_t runs = 0;
    std::size_t refused = 0;
    for (const FaultWay way : ways) {
        for (std::size_t nth = 1 + random.below(every); nth <= sound.operations; nth += every) {
            const std::string name = std::string(testing::to_string(way)) + " " + std::to_string(nth);
            const Attempt run = run_with(home, {way, nth, false, random.next()}, name);
            ++runs;
            refused += run.restored ? 0 : 1;
        }
    }
    std::printf("seed %llu: %zu operations, %zu faults, %zu refused, 0 half backups, 0 half homes\n",
                static_cast<unsigned long long>(seed), sound.operations, runs, refused);
    EXPECT_GT(refused, runs / 3);
}

}  // namespace
}  // namespace cordon::storage
