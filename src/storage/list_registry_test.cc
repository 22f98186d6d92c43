// Goal: what was accepted is there again after the process ended, word for word; at most one version of a
// list is active; damage, strangers' files and full disks are said in one sentence. The first half holds for
// every store.
#include "storage/list_registry.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "codec/archive.h"
#include "engine/memory_list_store.h"
#include "storage/file_ops.h"

namespace cordon::storage {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Instant;
using engine::ListStore;
using engine::NewVersion;
using model::VersionState;

class TemporaryHome {
public:
    TemporaryHome() {
        std::string pattern = fs::temp_directory_path() / "cordon-test-XXXXXX";
        path_ = ::mkdtemp(pattern.data());
    }
    ~TemporaryHome() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    TemporaryHome(const TemporaryHome&) = delete;
    TemporaryHome& operator=(const TemporaryHome&) = delete;
    [[nodiscard]] std::string path() const { return path_ + "/home"; }
    [[nodiscard]] const std::string& outside() const { return path_; }

private:
    std::string path_;
};

model::Listing listing(std::string id, std::string name) {
    model::Listing made;
    made.id = std::move(id);
    made.kind = model::PartyKind::person;
    made.names.push_back({.text = std::move(name)});
    return made;
}

NewVersion version(std::string list, std::string name, base::Date published, VersionState state) {
    NewVersion fresh;
    fresh.version.list = std::move(list);
    fresh.version.version = std::move(name);
    fresh.version.format = "UN consolidated XML";
    fresh.version.published = published;
    fresh.version.content_sha256 = std::string(64, 'a');
    fresh.version.state = state;
    fresh.version.accepted_at = Instant{1'700'000'000'000};
    fresh.version.principal = "anna";
    fresh.files = {{"consolidated.xml", "<list>" + fresh.version.version + "</list>"}};
    fresh.listings = {listing("A1", "Idris Falak"), listing("A2", "Falak Trading")};
    fresh.diagnostics = {{lists::Severity::warning, "A1", "DATE", "32.13.", "kept as text"}};
    return fresh;
}

constexpr base::Date day_1{2026, 2, 1};
constexpr base::Date day_2{2026, 2, 2};

class AnyListStore : public ::testing::TestWithParam<bool> {
protected:
    void SetUp() override { again(); }
    // What a new process would see.
    void again() {
        if (!GetParam()) {
            if (store_ == nullptr) {
                store_ = std::make_unique<engine::MemoryListStore>();
            }
            return;
        }
        store_.reset();
        auto opened = ListRegistry::open(home_.path());
        ASSERT_TRUE(opened) << opened.error().message;
        store_ = *std::move(opened);
    }
    [[nodiscard]] std::map<std::string, VersionState> states() {
        std::map<std::string, VersionState> found;
        const auto all = store_->versions();
        EXPECT_TRUE(all);
        for (const model::ListVersion& each : *all) {
            found[each.list + " " + each.version] = each.state;
        }
        return found;
    }

    TemporaryHome home_;
    std::unique_ptr<ListStore> store_;
};

INSTANTIATE_TEST_SUITE_P(Stores, AnyListStore, ::testing::Values(false, true),
                         [](const auto& run) { return run.param ? "OnDisk" : "InMemory"; });

TEST_P(AnyListStore, KeepsEveryWordOfAVersion) {
    NewVersion fresh = version("un", "2026-02-01", day_1, VersionState::active);
    fresh.version.fetched_at = Instant{1'699'999'999'000};
    ASSERT_TRUE(store_->keep(fresh));
    again();
    const auto all = store_->versions();
    ASSERT_TRUE(all);
    ASSERT_EQ(all->size(), 1U);
    const model::ListVersion& kept = all->front();
    EXPECT_EQ(kept.list, "un");
    EXPECT_EQ(kept.version, "2026-02-01");
    EXPECT_EQ(kept.published, day_1);
    EXPECT_EQ(kept.listings, 2U);
    EXPECT_EQ(kept.names, 2U);
    EXPECT_EQ(kept.state, VersionState::active);
    EXPECT_EQ(kept.fetched_at, fresh.version.fetched_at);
    EXPECT_EQ(kept.activated_at, kept.accepted_at);
    EXPECT_EQ(kept.principal, "anna");
    ASSERT_EQ(kept.files.size(), 1U);
    EXPECT_EQ(kept.files.front().name, "consolidated.xml");
    EXPECT_EQ(kept.files.front().bytes, fresh.files.front().bytes.size());
    const auto listings = store_->listings("un", "2026-02-01");
    ASSERT_TRUE(listings);
    EXPECT_EQ(*listings, fresh.listings);
    const auto raw = store_->raw_files("un", "2026-02-01");
    ASSERT_TRUE(raw);
    EXPECT_EQ(raw->front().bytes, fresh.files.front().bytes);
    const auto diagnostics = store_->diagnostics("un", "2026-02-01");
    ASSERT_TRUE(diagnostics);
    ASSERT_EQ(diagnostics->size(), 1U);
    EXPECT_EQ(diagnostics->front().value, "32.13.");
    EXPECT_EQ(diagnostics->front().severity, lists::Severity::warning);
}

TEST_P(AnyListStore, GivesSeveralVersionsInTheOrderAskedWhoeverDecodesThem) {
    NewVersion un = version("un", "2026-02-01", day_1, VersionState::active);
    for (int at = 3; at < 2'000; ++at) {
        un.listings.push_back(listing("A" + std::to_string(at), "Idris Number " + std::to_string(at)));
    }
    const NewVersion eu = version("eu", "2026-02-02", day_2, VersionState::active);
    ASSERT_TRUE(store_->keep(un));
    ASSERT_TRUE(store_->keep(eu));
    const engine::ParallelFor backwards = [](std::size_t count, const auto& body) {
        for (std::size_t at = count; at > 0; --at) {
            body(at - 1);
        }
    };
    for (const engine::ParallelFor& share : {engine::Hooks().parallel_for, backwards}) {
        const auto found = store_->listings_of({un.version, eu.version}, share);
        ASSERT_TRUE(found) << found.error().message;
        ASSERT_EQ(found->size(), 2U);
        EXPECT_TRUE(found->front() == un.listings);
        EXPECT_EQ(found->back(), eu.listings);
        const auto none = store_->listings_of({}, share);
        ASSERT_TRUE(none);
        EXPECT_TRUE(none->empty());
        NewVersion absent = version("un", "2026-03-01", day_2, VersionState::active);
        const auto missing = store_->listings_of({eu.version, absent.version}, share);
        ASSERT_FALSE(missing);
        EXPECT_EQ(missing.error().code, ErrorCode::not_found);
    }
}

TEST_P(AnyListStore, HasAtMostOneActiveVersionOfAList) {
    ASSERT_TRUE(store_->keep(version("un", "2026-02-01", day_1, VersionState::active)));
    ASSERT_TRUE(store_->keep(version("eu", "2026-02-01", day_1, VersionState::active)));
    ASSERT_TRUE(store_->keep(version("un", "2026-02-02", day_2, VersionState::active)));
    ASSERT_TRUE(store_->keep(version("un", "2026-02-02.2", day_2, VersionState::quarantined)));
    again();
    EXPECT_EQ(states(),
              (std::map<std::string, VersionState>{{"eu 2026-02-01", VersionState::active},
                                                   {"un 2026-02-01", VersionState::superseded},
                                                   {"un 2026-02-02", VersionState::active},
                                                   {"un 2026-02-02.2", VersionState::quarantined}}));
    ASSERT_TRUE(
        store_->activate("un", "2026-02-02.2", "ben", "the file is right", Instant{1'700'000'001'000}));
    again();
    EXPECT_EQ(states()["un 2026-02-02"], VersionState::superseded);
    EXPECT_EQ(states()["un 2026-02-02.2"], VersionState::active);
    const auto all = store_->versions();
    ASSERT_TRUE(all);
    EXPECT_EQ(all->back().reason, "the file is right");
    EXPECT_EQ(all->back().principal, "ben");
    EXPECT_EQ(all->back().activated_at, Instant{1'700'000'001'000});
    const auto twice = store_->activate("un", "2026-02-02.2", "ben", "", Instant{1'700'000'001'000});
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().code, ErrorCode::conflict);
}

TEST_P(AnyListStore, ConfirmingKeepsTheLatestTime) {
    ASSERT_TRUE(store_->keep(version("un", "2026-02-01", day_1, VersionState::active)));
    ASSERT_TRUE(store_->confirm("un", "2026-02-01", Instant{50}, "timer"));
    ASSERT_TRUE(store_->confirm("un", "2026-02-01", Instant{40}, "timer"));
    again();
    const auto all = store_->versions();
    ASSERT_TRUE(all);
    EXPECT_EQ(all->front().confirmed_at, Instant{50});
}

TEST_P(AnyListStore, RefusesWhatCannotBe) {
    ASSERT_TRUE(store_->keep(version("un", "2026-02-01", day_1, VersionState::stored)));
    struct Case {
        const char* what;
        base::Status status;
        ErrorCode code;
    };
    const Case cases[] = {
        {"the same version twice", store_->keep(version("un", "2026-02-01", day_1, VersionState::active)),
         ErrorCode::conflict},
        {"a list that is a way out of the folder",
         store_->keep(version("../un", "1", day_1, VersionState::stored)), ErrorCode::invalid_input},
        {"a version that hides", store_->keep(version("un", ".1", day_1, VersionState::stored)),
         ErrorCode::invalid_input},
        {"no date", store_->keep(version("un", "1", {}, VersionState::stored)), ErrorCode::invalid_input},
        {"confirming nothing", store_->confirm("un", "2020-01-01", Instant{1}, ""), ErrorCode::not_found},
        {"activating nothing", store_->activate("ch", "2020-01-01", "", "", Instant{1}),
         ErrorCode::not_found}};
    for (const Case& each : cases) {
        ASSERT_FALSE(each.status) << each.what;
        EXPECT_EQ(each.status.error().code, each.code) << each.what << ": " << each.status.error().message;
    }
    again();
    EXPECT_EQ(states(), (std::map<std::string, VersionState>{{"un 2026-02-01", VersionState::stored}}));
}

TEST_P(AnyListStore, RemembersWhatAFetcherSaw) {
    const engine::FetchState first{
        "un", "https://example.org/un.xml", "\"e1\"", "Fri, 27 Feb 2026", Instant{5}, "", Instant{5}};
    engine::FetchState later = first;
    later.last_error = "no answer within 30 s";
    later.last_attempt = Instant{9};
    const auto never = store_->fetch_state("un", first.url);
    ASSERT_TRUE(never);
    EXPECT_EQ(*never, std::nullopt);
    ASSERT_TRUE(store_->put_fetch_state(first));
    ASSERT_TRUE(store_->put_fetch_state(later));
    again();
    const auto found = store_->fetch_state("un", first.url);
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, later);
    const auto all = store_->fetch_states();
    ASSERT_TRUE(all);
    EXPECT_EQ(all->size(), 1U);
}

std::unique_ptr<ListRegistry> open(const TemporaryHome& home) {
    auto opened = ListRegistry::open(home.path());
    EXPECT_TRUE(opened) << opened.error().message;
    return opened ? *std::move(opened) : nullptr;
}

base::Error opening_error(const std::string& path) {
    const auto opened = ListRegistry::open(path);
    EXPECT_FALSE(opened) << path;
    return opened ? base::Error{} : opened.error();
}

void write(const std::string& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

void run_sql(const std::string& path, const char* sql) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    sqlite3_close(database);
}

TEST(ListRegistry, NobodyElseMayReadItsFiles) {
    const TemporaryHome home;
    const auto registry = open(home);
    ASSERT_TRUE(registry->keep(version("un", "2026-02-01", day_1, VersionState::active)));
    ASSERT_TRUE(registry->snapshot_cache().put("00ff", "snapshot"));
    int files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(home.path())) {
        const auto mode = entry.status().permissions();
        EXPECT_EQ(mode, entry.is_directory() ? fs::perms::owner_all
                                             : fs::perms::owner_read | fs::perms::owner_write)
            << entry.path();
        files += entry.is_directory() ? 0 : 1;
    }
    EXPECT_GE(files, 6) << "database with -wal and -shm, lock, raw file, listings";
}

TEST(ListRegistry, DamagedFilesAreCorruptAndVerifyNamesThem) {
    for (const char* const file :
         {"/lists/un/2026-02-01/listings.bin.zst", "/lists/un/2026-02-01/raw/consolidated.xml.zst"}) {
        const TemporaryHome home;
        const auto registry = open(home);
        ASSERT_TRUE(registry->keep(version("un", "2026-02-01", day_1, VersionState::active)));
        const auto sound = registry->verify();
        ASSERT_TRUE(sound);
        EXPECT_TRUE(sound->empty());
        auto bytes = read_file(home.path() + file);
        ASSERT_TRUE(bytes);
        for (const std::size_t at : {std::size_t{0}, bytes->size() / 2, bytes->size() - 1}) {
            std::string damaged = *bytes;
            damaged[at] ^= 1;
            write(home.path() + file, damaged);
            const auto faults = registry->verify();
            ASSERT_TRUE(faults);
            ASSERT_EQ(faults->size(), 1U) << file << " at " << at;
            EXPECT_NE(faults->front().find(file), std::string::npos) << faults->front();
        }
        // Packed anew, so that only the hash can tell.
        auto unpacked = codec::zstd_decompress(*bytes);
        ASSERT_TRUE(unpacked);
        unpacked->back() ^= 1;
        write(home.path() + file, codec::zstd_compress(*unpacked));
        const auto swapped = registry->verify();
        ASSERT_TRUE(swapped);
        EXPECT_EQ(swapped->size(), 1U) << file;
        fs::remove(home.path() + file);
        const auto faults = registry->verify();
        ASSERT_TRUE(faults);
        EXPECT_EQ(faults->size(), 1U);
        const auto listings = registry->listings("un", "2026-02-01");
        const auto raw = registry->raw_files("un", "2026-02-01");
        EXPECT_EQ((listings ? raw.error().code : listings.error().code), ErrorCode::corrupt);
    }
}

TEST(ListRegistry, PublishersFileNamesCannotLeaveTheFolder) {
    const TemporaryHome home;
    const auto registry = open(home);
    NewVersion fresh = version("un", "2026-02-01", day_1, VersionState::active);
    fresh.files = {{"../../escape.xml", "1"},
                   {"a b.xml", "2"},
                   {"a_b.xml", "3"},
                   {"", "4"},
                   {std::string(300, 'x'), "5"}};
    ASSERT_TRUE(registry->keep(fresh));
    const auto raw = registry->raw_files("un", "2026-02-01");
    ASSERT_TRUE(raw);
    ASSERT_EQ(raw->size(), fresh.files.size());
    for (std::size_t at = 0; at < raw->size(); ++at) {
        EXPECT_EQ((*raw)[at].name, fresh.files[at].name);
        EXPECT_EQ((*raw)[at].bytes, fresh.files[at].bytes);
    }
    EXPECT_FALSE(fs::exists(home.path() + "/lists/escape.xml.zst"));
}

TEST(ListRegistry, TheDatabaseItselfRefusesTwoActiveVersionsAndChangedContent) {
    const TemporaryHome home;
    const auto registry = open(home);
    ASSERT_TRUE(registry->keep(version("un", "2026-02-01", day_1, VersionState::active)));
    ASSERT_TRUE(registry->keep(version("un", "2026-02-02", day_2, VersionState::quarantined)));
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open((home.path() + "/cordon.db").c_str(), &database), SQLITE_OK);
    for (const char* const sql :
         {"UPDATE versions SET state = 1, activated_at = 1",
          "UPDATE versions SET content_sha256 = listings_sha256",
          "UPDATE versions SET published = '2030-01-01'", "DELETE FROM versions",
          "UPDATE version_events SET principal = 'nobody'", "DELETE FROM version_events",
          "INSERT INTO diagnostics VALUES (1, 900, 0, '', '', '', 'a note')",  // the only one that is let in
          "INSERT OR REPLACE INTO versions SELECT * FROM versions",
          "INSERT OR REPLACE INTO versions SELECT id + 100, list, version, format, published, "
          "content_sha256, "
          "9, names, listings_sha256, listings_bytes, state, fetched_at, accepted_at, activated_at, "
          "confirmed_at, reason, principal FROM versions",
          "INSERT OR REPLACE INTO versions SELECT id + 100, list, 'other', format, published, "
          "content_sha256, listings, names, listings_sha256, listings_bytes, state, fetched_at, accepted_at, "
          "activated_at, confirmed_at, reason, principal FROM versions WHERE state = 1",
          "UPDATE OR REPLACE versions SET state = 1, activated_at = 1 WHERE state = 3",
          "INSERT OR REPLACE INTO files SELECT * FROM files",
          "INSERT OR REPLACE INTO files SELECT version_id, position + 9, name, kept_as, sha256, 0 FROM files",
          "UPDATE files SET sha256 = lower(sha256)", "DELETE FROM files",
          "INSERT OR REPLACE INTO diagnostics SELECT * FROM diagnostics",
          "UPDATE diagnostics SET message = ''", "DELETE FROM diagnostics",
          "INSERT OR REPLACE INTO version_events SELECT * FROM version_events"}) {
        const bool let_in = std::string_view(sql).starts_with("INSERT INTO");
        EXPECT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr),
                  let_in ? SQLITE_OK : SQLITE_CONSTRAINT)
            << sql;
    }
    EXPECT_EQ(registry->versions()->size(), 2U);
    sqlite3_close(database);
}

TEST(ListRegistry, LeftoversOfACrashAreSwept) {
    const TemporaryHome home;
    ASSERT_TRUE(open(home)->keep(version("un", "2026-02-01", day_1, VersionState::active)));
    fs::create_directories(home.path() + "/tmp/version/raw");
    write(home.path() + "/tmp/version/raw/half.zst", "half");
    fs::create_directories(home.path() + "/lists/un/2026-02-02/raw");
    const auto registry = open(home);
    EXPECT_FALSE(fs::exists(home.path() + "/tmp/version"));
    EXPECT_FALSE(fs::exists(home.path() + "/lists/un/2026-02-02"));
    EXPECT_TRUE(registry->listings("un", "2026-02-01"));
}

TEST(ListRegistry, ASecondWriterIsToldToWait) {
    const TemporaryHome home;
    const auto registry = open(home);
    const auto held = WriterLock::take(home.path(), 0);
    ASSERT_TRUE(held);
    const auto refused = WriterLock::take(home.path(), 30);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::conflict);
    EXPECT_NE(refused.error().message.find("another cordon is writing to this home"), std::string::npos);
    EXPECT_TRUE(ListRegistry::open(home.path())) << "reading goes on while another writes";
}

TEST(ListRegistry, AFreshHomeIsOpenedByManyAtOnce) {
    constexpr int homes = 25;
    constexpr int openers = 6;
    for (int home_number = 0; home_number < homes; ++home_number) {
        const TemporaryHome home;
        std::vector<std::string> errors(openers);
        std::vector<std::thread> threads;
        threads.reserve(openers);
        for (std::string& error : errors) {
            threads.emplace_back([&] {
                if (const auto opened = ListRegistry::open(home.path()); !opened) {
                    error = opened.error().message;
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        for (const std::string& error : errors) {
            EXPECT_EQ(error, "");
        }
    }
}

TEST(ListRegistry, SaysInOneSentenceWhyItCannotOpen) {
    const TemporaryHome home;
    write(home.outside() + "/file", "in the way");
    const auto in_the_way = opening_error(home.outside() + "/file/home");
    EXPECT_EQ(in_the_way.code, ErrorCode::unavailable);
    EXPECT_NE(in_the_way.message.find("a file is in the way"), std::string::npos) << in_the_way.message;

    fs::create_directory(home.outside() + "/strange");
    write(home.outside() + "/strange/cordon.db", std::string(5'000, 'x'));
    EXPECT_EQ(opening_error(home.outside() + "/strange").code, ErrorCode::corrupt);

    fs::create_directory(home.outside() + "/foreign");
    run_sql(home.outside() + "/foreign/cordon.db", "CREATE TABLE recipes (name TEXT)");
    const auto foreign = opening_error(home.outside() + "/foreign");
    EXPECT_EQ(foreign.code, ErrorCode::corrupt);
    EXPECT_NE(foreign.message.find("another program's database"), std::string::npos);

    open(home);
    run_sql(home.path() + "/cordon.db", "PRAGMA user_version = 99");
    const auto newer = opening_error(home.path());
    EXPECT_EQ(newer.code, ErrorCode::unsupported);
    EXPECT_NE(newer.message.find("made by a newer cordon"), std::string::npos);
    EXPECT_EQ(opening_error("").code, ErrorCode::invalid_input);
    if (::geteuid() != 0) {
        fs::create_directory(home.outside() + "/locked");
        ::chmod((home.outside() + "/locked").c_str(), 0500);
        EXPECT_EQ(opening_error(home.outside() + "/locked").code, ErrorCode::unavailable);
    }
}

}  // namespace
}  // namespace cordon::storage
