// Goal: whatever fails at whatever moment of an append (a full disk, a failed sync, kill -9), every verdict
// that was acknowledged is there, unchanged and once, the audit finds no fault, and a store that failed once
// does nothing more. CORDON_KILLS=1000 asks for more than the usual hundred kills,
// and for each failed step in both ways.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <vector>

#include "base/parse.h"
#include "base/prng.h"
#include "base/testing.h"
#include "storage/file_ops.h"
#include "storage/key_store.h"
#include "storage/record_audit.h"
#include "storage/test_record.h"

namespace cordon::storage {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using engine::AppendOutcome;
using engine::NewVerdict;
using model::Outcome;
using testing::noon;
using testing::RecordHome;
using testing::verdict;

// Fails the Nth step: that one alone (a disk that is full for a moment), or it and all after it (a crash).
class FailingOps final : public FileOps {
public:
    FailingOps(int nth, bool for_good) : nth_{nth}, for_good_{for_good} {}
    int before(Step, const std::string&) override {
        ++steps_;
        return steps_ == nth_ || (for_good_ && steps_ > nth_) ? EIO : 0;
    }
    [[nodiscard]] int steps() const { return steps_; }

private:
    int nth_;
    bool for_good_;
    int steps_ = 0;
};

std::vector<NewVerdict> batch_from(int first, int count) {
    std::vector<NewVerdict> batch;
    for (int number = first; number < first + count; ++number) {
        batch.push_back(verdict(number, number % 4 == 0 ? Outcome::hold : Outcome::pass));
        if (number % 4 == 1) {
            batch.back().token = testing::token(batch.back().verdict_id, engine::TokenKind::pass);
        }
    }
    return batch;
}

void expect_sound(const std::string& home) {
    const auto keys = KeyStore(home).keys();
    ASSERT_TRUE(keys);
    const auto report = audit_record(home, *keys, "");
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_TRUE(report->faults.empty()) << report->faults.front();
}

// Those that were acknowledged are there as they were; the rest may be there, then unchanged too.
void expect_there(VerdictRegistry& store, int acknowledged, int attempted) {
    for (int number = 0; number < attempted; ++number) {
        const NewVerdict wanted = batch_from(number, 1).front();
        const auto found = store.find(wanted.key);
        ASSERT_TRUE(found) << found.error().message;
        ASSERT_TRUE(found->has_value() || number >= acknowledged) << "lost: " << number;
        if (found->has_value()) {
            ASSERT_EQ((*found)->bytes, wanted.bytes);
            ASSERT_EQ((*found)->verdict_id, wanted.verdict_id);
            ASSERT_EQ((*found)->outcome, wanted.outcome);
            const auto kept = store.message(wanted.verdict_id);
            ASSERT_TRUE(kept && *kept == wanted.message);
        }
    }
}

// Opens, appends five batches, decides a hold, signs. Counts what was acknowledged.
int work(const std::string& home, FileOps& ops, bool& refused_after_failure) {
    int acknowledged = 0;
    auto store = VerdictRegistry::open(home, {"gate", "build"}, &ops);
    if (!store) {
        return 0;
    }
    bool failed = false;
    for (int number = 0; number < 15; number += 3) {
        const bool done = (*store)->append(batch_from(number, 3), noon).has_value();
        EXPECT_FALSE(done && failed) << "what failed once must not be used again";
        refused_after_failure = refused_after_failure || failed;
        failed = failed || !done;
        acknowledged += done ? 3 : 0;
    }
    const std::string held = batch_from(0, 1).front().verdict_id;
    const bool decided = (*store)->decide({held, "anna", "seen", true, noon}).has_value();
    EXPECT_FALSE(decided && failed);
    failed = failed || !decided;
    const bool signed_off = (*store)->checkpoint(noon).has_value();
    EXPECT_FALSE(signed_off && failed);
    return acknowledged;
}

TEST(VerdictRegistryFaults, EveryStepMayFail) {
    const RecordHome sound;
    FailingOps none(0, false);
    bool refused = false;
    ASSERT_EQ(work(sound.path(), none, refused), 15);
    ASSERT_FALSE(refused);
    const int steps = none.steps();
    EXPECT_GT(steps, 80);
    for (const bool for_good : {false, true}) {
        for (int nth = 1; nth <= steps; ++nth) {
            if (std::getenv("CORDON_KILLS") == nullptr && (nth % 2 == 0) == for_good) {
                continue;  // the short run takes each step in one of the two ways
            }
            const RecordHome home;
            FailingOps ops(nth, for_good);
            const int acknowledged = work(home.path(), ops, refused);
            SCOPED_TRACE("step " + std::to_string(nth) + (for_good ? " for good" : " once"));
            // The next process finds all of it, and goes on.
            auto again = home.open();
            expect_there(*again, acknowledged, 15);
            const auto answers = again->append(batch_from(0, 18), noon);
            ASSERT_TRUE(answers) << answers.error().message;
            for (int number = 0; number < acknowledged; ++number) {
                ASSERT_EQ((*answers)[static_cast<std::size_t>(number)].outcome, AppendOutcome::replay);
            }
            ASSERT_TRUE(again->checkpoint(noon));
            again.reset();
            expect_sound(home.path());
            if (::testing::Test::HasFailure()) {
                return;
            }
        }
    }
    EXPECT_TRUE(refused);
}

struct Killed {
    int acknowledged = 0;
    bool failed_by_itself = false;
};

// A child appends from `first` on and writes down, through a pipe, what is acknowledged; it is killed.
Killed append_and_kill(const std::string& home, int first, unsigned life_us) {
    int ends[2];
    CORDON_CHECK(::pipe(ends) == 0);
    const pid_t child = ::fork();
    CORDON_CHECK(child >= 0);
    if (child == 0) {
        ::close(ends[0]);
        auto store = VerdictRegistry::open(home, {"gate", "build"});
        for (int number = first; store; number += 4) {
            const int done = number + 4;
            if (!(*store)->append(batch_from(number, 4), noon) ||
                ::write(ends[1], &done, sizeof done) != sizeof done) {
                break;
            }
        }
        ::_exit(2);
    }
    ::close(ends[1]);
    ::usleep(life_us);
    ::kill(child, SIGKILL);
    Killed killed{first, false};
    for (int done = 0; ::read(ends[0], &done, sizeof done) == sizeof done;) {
        killed.acknowledged = done;
    }
    ::close(ends[0]);
    int status = 0;
    CORDON_CHECK(::waitpid(child, &status, 0) == child);
    killed.failed_by_itself = WIFEXITED(status);
    return killed;
}

TEST(VerdictRegistryFaults, AKilledWriterLosesNothingThatWasAcknowledged) {
    base::Prng random(base::testing::seed_from_environment(11));
    const char* asked = std::getenv("CORDON_KILLS");
    const int kills = asked == nullptr ? 100 : base::parse_number<int>(asked).value_or(100);
    int acknowledged_in_all = 0;
    for (int round = 0; round < kills; round += 20) {
        const RecordHome home;  // a fresh one now and then: making the tables may be killed too
        int next = 0;
        for (int kill = 0; kill < 20 && round + kill < kills; ++kill) {
            const Killed killed =
                append_and_kill(home.path(), next, static_cast<unsigned>(500 + random.below(60'000)));
            ASSERT_FALSE(killed.failed_by_itself);
            auto store = home.open();
            expect_there(*store, killed.acknowledged, killed.acknowledged + 4);
            // A client that heard nothing asks again, also out of order, and gets the same.
            for (int number = killed.acknowledged + 3; number >= killed.acknowledged; --number) {
                ASSERT_TRUE(store->append(batch_from(number, 1), noon));
            }
            next = killed.acknowledged + 4;
            if (::testing::Test::HasFailure()) {
                return;
            }
        }
        auto store = home.open();
        expect_there(*store, next, next);
        store.reset();
        expect_sound(home.path());
        acknowledged_in_all += next;
    }
    std::printf("%d kills, %d verdicts acknowledged, 0 lost, 0 changed\n", kills, acknowledged_in_all);
    EXPECT_GT(acknowledged_in_all, kills);
}

// In a process whose files must not grow beyond this, the system refuses the write itself.
int append_until_full(const std::string& home, rlim_t file_bytes_max) {
    int ends[2];
    CORDON_CHECK(::pipe(ends) == 0);
    const pid_t child = ::fork();
    CORDON_CHECK(child >= 0);
    if (child == 0) {
        const rlimit limit{file_bytes_max, file_bytes_max};
        ::signal(SIGXFSZ, SIG_IGN);
        CORDON_CHECK(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
        auto store = VerdictRegistry::open(home, {"gate", "build"});
        int number = 0;
        while (store && (*store)->append(batch_from(number, 4), noon)) {
            number += 4;
            CORDON_CHECK(::write(ends[1], &number, sizeof number) == sizeof number);
        }
        const bool refuses = !store || !(*store)->append(batch_from(900'000, 1), noon);
        ::_exit(refuses ? 0 : 3);
    }
    ::close(ends[1]);
    int acknowledged = 0;
    for (int done = 0; ::read(ends[0], &done, sizeof done) == sizeof done;) {
        acknowledged = done;
    }
    ::close(ends[0]);
    int status = 0;
    CORDON_CHECK(::waitpid(child, &status, 0) == child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "it went on after a failed write";
    return acknowledged;
}

TEST(VerdictRegistryFaults, AFullDiskLosesNothing) {
    base::Prng random(base::testing::seed_from_environment(13));
    int acknowledged_in_all = 0;
    for (int round = 0; round < 12; ++round) {
        const RecordHome home;
        const int acknowledged = append_until_full(home.path(), 40'000 + random.below(1'200'000));
        auto store = home.open();  // there is room again
        expect_there(*store, acknowledged, acknowledged + 4);
        EXPECT_TRUE(store->append(batch_from(acknowledged, 8), noon));
        EXPECT_TRUE(store->checkpoint(noon));
        store.reset();
        expect_sound(home.path());
        acknowledged_in_all += acknowledged;
    }
    EXPECT_GT(acknowledged_in_all, 100);
}

}  // namespace
}  // namespace cordon::storage
