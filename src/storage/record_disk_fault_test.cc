// Goal: whatever operation of the disk fails under the record, in whatever way, nobody was told a verdict
//       that is not kept, nothing that was told is lost or changed, the audit finds no fault, and work goes
//       on once the disk is sound. The usual run takes every so-many-th operation; CORDON_SOAK=1 takes each.
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/prng.h"
#include "base/testing.h"
#include "storage/test_faulty_disk.h"
#include "storage/test_record.h"
#include "storage/test_record_work.h"

namespace cordon::storage {
namespace {

using testing::FaultWay;
using testing::FaultyDisk;
using testing::RecordHome;
using testing::Told;

constexpr std::array ways = {FaultWay::error_once,    FaultWay::error_for_good, FaultWay::full_once,
                             FaultWay::full_for_good, FaultWay::half_done,      FaultWay::sync_lost,
                             FaultWay::busy_for_good};

struct Counts {
    std::uint64_t runs = 0;
    std::uint64_t refused = 0;  // the caller heard of it
    std::uint64_t told = 0;     // verdicts
};

// One run with one fault, and what is to be said about it.
std::vector<std::string> run_with(const testing::FaultPlan& plan, Counts& counts) {
    const RecordHome home(true);
    Told told;
    bool there = true;
    std::string left = home.path();
    {
        FaultyDisk disk(home.path(), plan);
        testing::work_on_record(home.path(), &disk, told);
        EXPECT_TRUE(disk.struck());
        if (plan.way == FaultWay::sync_lost) {  // what the failed sync left behind shows after a restart only
            base::Prng random(plan.seed);
            left = home.folder() + "/left";
            there = disk.survivors(left, random);
        } else {
            there = exists(left);
        }
    }
    ++counts.runs;
    counts.refused += told.refused > 0 ? 1U : 0U;
    counts.told += told.verdicts.size();
    return testing::faults_after(left, there, told);
}

// The operations of a run on which nothing fails.
std::vector<testing::IoCall> calls_of_sound_run() {
    const RecordHome home(true);
    Told told;
    FaultyDisk disk(home.path(), {});
    testing::work_on_record(home.path(), &disk, told);
    EXPECT_EQ(told.refused, 0U);
    EXPECT_EQ(told.tokens.size(), 4U);
    EXPECT_EQ(told.steps.size(), 3U);
    return disk.calls();
}

TEST(RecordDiskFaults, EveryOperationMayFailInEveryWay) {
    const std::vector<testing::IoCall> calls = calls_of_sound_run();
    ASSERT_GT(calls.size(), 300U);
    const std::uint64_t seed = base::testing::seed_from_environment(17);
    const bool soak = std::getenv("CORDON_SOAK") != nullptr;
    base::Prng random(seed);
    Counts all;
    for (const FaultWay way : ways) {
        Counts counts;
        // Syncs are few: each is taken.
        const std::uint64_t every = soak || way == FaultWay::sync_lost ? 1 : 40;
        std::uint64_t next = random.below(every);
        for (std::uint64_t nth = 1; nth <= calls.size(); ++nth) {
            if (!testing::may_befall(way, calls[nth - 1]) || next-- > 0) {
                continue;
            }
            next = every - 1;
            const auto faults = run_with({way, nth, false, random.next()}, counts);
            ASSERT_TRUE(faults.empty()) << "seed " << seed << ", operation " << nth << ", "
                                        << testing::to_string(way) << ": " << faults.front();
        }
        std::printf("%-30s %5llu runs, the caller heard of %llu\n", testing::to_string(way).data(),
                    static_cast<unsigned long long>(counts.runs),
                    static_cast<unsigned long long>(counts.refused));
        EXPECT_GT(counts.runs, 0U);
        all.runs += counts.runs;
        all.told += counts.told;
    }
    std::printf("seed %llu: %zu operations, %llu faults, %llu verdicts told, 0 lost, 0 changed\n",
                static_cast<unsigned long long>(seed), calls.size(),
                static_cast<unsigned long long>(all.runs), static_cast<unsigned long long>(all.told));
}

}  // namespace
}  // namespace cordon::storage
