// Goal: whatever fails at whatever moment of keeping a list version (a full disk, a failed sync, kill -9),
// the home opens again and holds the old state or the new state, whole, never something between.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>

#include "base/prng.h"
#include "base/testing.h"
#include "storage/file_ops.h"
#include "storage/list_registry.h"

namespace cordon::storage {
namespace {

namespace fs = std::filesystem;
using engine::NewVersion;
using model::VersionState;

// Fails the Nth step: that one alone (a disk that is full for a moment), or it and all after it (a crash).
class FailingOps final : public FileOps {
public:
    FailingOps(int nth, bool for_good) : nth_{nth}, for_good_{for_good} {}
    int before(Step, const std::string&) override {
        ++steps_;
        return steps_ == nth_ || (for_good_ && steps_ > nth_) ? ENOSPC : 0;
    }
    [[nodiscard]] int steps() const { return steps_; }

private:
    int nth_;
    bool for_good_;
    int steps_ = 0;
};

NewVersion version(int number, VersionState state = VersionState::active) {
    NewVersion fresh;
    fresh.version.list = "un";
    fresh.version.version = "2026-01-" + std::to_string(10 + number);
    fresh.version.format = "test";
    fresh.version.published = base::date_from_days(20'000 + number);
    fresh.version.content_sha256 = std::string(64, 'a');
    fresh.version.state = state;
    fresh.version.accepted_at.unix_ms = 1'700'000'000'000 + number;
    fresh.files = {{"one.xml", std::string(20'000, static_cast<char>('a' + number % 20))},
                   {"two.xml", "<x/>"}};
    for (int at = 0; at < 50; ++at) {
        model::Listing listing;
        listing.id = "P" + std::to_string(at);
        listing.names.push_back({.text = "Name " + std::to_string(at * number)});
        fresh.listings.push_back(std::move(listing));
    }
    fresh.diagnostics = {{}, {}};
    return fresh;
}

class ListRegistryFaults : public ::testing::Test {
protected:
    void SetUp() override {
        std::string pattern = fs::temp_directory_path() / "cordon-test-XXXXXX";
        folder_ = ::mkdtemp(pattern.data());
    }
    void TearDown() override { fs::remove_all(folder_); }

    // Versions from 1 to the last are all there and whole, and the last is the active one; no leftovers.
    [[nodiscard]] int check_whole(const std::string& home) const {
        auto opened = ListRegistry::open(home);
        EXPECT_TRUE(opened) << opened.error().message;
        if (!opened) {
            return -1;
        }
        ListRegistry& registry = **opened;
        const auto faults = registry.verify();
        EXPECT_TRUE(faults && faults->empty()) << (faults ? faults->front() : faults.error().message);
        const auto versions = registry.versions();
        EXPECT_TRUE(versions);
        const int count = static_cast<int>(versions->size());
        for (int number = 1; number <= count; ++number) {
            const model::ListVersion& kept = (*versions)[static_cast<std::size_t>(number) - 1];
            EXPECT_EQ(kept.state, number == count ? VersionState::active : VersionState::superseded);
            EXPECT_EQ(kept.files.size(), 2U);
            const auto listings = registry.listings(kept.list, kept.version);
            EXPECT_TRUE(listings && *listings == version(number).listings);
            EXPECT_EQ(registry.diagnostics(kept.list, kept.version)->size(), 2U);
        }
        EXPECT_FALSE(fs::exists(home + "/tmp"));
        EXPECT_EQ(std::distance(fs::directory_iterator(home + "/lists/un"), fs::directory_iterator()), count);
        return count;
    }

    std::string folder_;
};

TEST_F(ListRegistryFaults, EveryStepOfKeepingMayFail) {
    const std::string prepared = folder_ + "/prepared";
    ASSERT_TRUE((*ListRegistry::open(prepared))->keep(version(1)));
    FailingOps none(0, false);
    fs::copy(prepared, folder_ + "/sound", fs::copy_options::recursive);
    ASSERT_TRUE((*ListRegistry::open(folder_ + "/sound", &none))->keep(version(2)));
    const int steps = none.steps();
    for (const bool for_good : {false, true}) {
        int failed = 0;
        for (int nth = 1; nth <= steps; ++nth) {
            const std::string home = folder_ + "/home";
            fs::remove_all(home);
            fs::copy(prepared, home, fs::copy_options::recursive);
            FailingOps ops(nth, for_good);
            base::Status kept = base::fail(base::ErrorCode::unavailable, "not opened");
            if (auto opened = ListRegistry::open(home, &ops)) {
                kept = (*opened)->keep(version(2));
            }
            failed += kept ? 0 : 1;
            const int count = check_whole(home);
            ASSERT_TRUE(kept ? count == 2 : count == 1 || count == 2)
                << "step " << nth << " for good " << for_good;
            if (!kept && kept.error().message != "not opened") {
                EXPECT_NE(kept.error().message.find("the disk is full"), std::string::npos)
                    << kept.error().message;
            }
            // And the same can be tried again.
            auto again = ListRegistry::open(home);
            ASSERT_TRUE(again);
            EXPECT_EQ((*again)->keep(version(2)).has_value(), count == 1);
        }
        EXPECT_GT(failed, 25) << "the sweep must reach files, folders and the database";
    }
}

TEST_F(ListRegistryFaults, AFailureIsNotTheEndOfTheProcess) {
    const std::string home = folder_ + "/home";
    for (int nth = 1; nth < 60; nth += 4) {
        fs::remove_all(home);
        FailingOps ops(nth, false);
        auto opened = ListRegistry::open(home, &ops);
        if (!opened) {
            continue;
        }
        if (!(*opened)->keep(version(1))) {
            ASSERT_TRUE((*opened)->keep(version(1))) << "step " << nth;
        }
        EXPECT_EQ(check_whole(home), 1);
    }
}

TEST_F(ListRegistryFaults, AKilledWriterLeavesAWholeHome) {
    base::Prng random(base::testing::seed_from_environment(9));
    const std::string home = folder_ + "/home";
    ASSERT_TRUE((*ListRegistry::open(home))->keep(version(1)));
    int kept = 1;
    for (int round = 0; round < 30 && kept < 60; ++round) {
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            auto registry = ListRegistry::open(home);
            for (int number = kept + 1; registry && number < kept + 40; ++number) {
                if (!(*registry)->keep(version(number))) {
                    ::_exit(2);
                }
            }
            ::_exit(0);
        }
        ::usleep(static_cast<unsigned>(500 + random.below(40'000)));
        ::kill(child, SIGKILL);
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        ASSERT_FALSE(WIFEXITED(status) && WEXITSTATUS(status) == 2) << "keeping failed by itself";
        const int now = check_whole(home);
        ASSERT_GE(now, kept) << "what was kept stays kept";
        kept = now;
    }
}

}  // namespace
}  // namespace cordon::storage
