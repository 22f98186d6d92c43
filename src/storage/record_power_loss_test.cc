// Goal: a power cut at any moment loses nothing that was told: what was not synced may be gone, torn by
//       sectors, out of order or half there, new files and deletions may be undone, and the record opens
//       again with all that was told, whole and unchanged. That this test can fail is tested too: on a disk
//       that ignores syncs it finds loss. CORDON_SOAK=1 cuts the power two thousand times.
#include <gtest/gtest.h>

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

struct Counts {
    std::uint64_t cuts = 0;
    std::uint64_t told = 0;
    std::uint64_t homes_gone = 0;
};

std::uint64_t operations_of_a_run() {
    const RecordHome home(true);
    Told told;
    FaultyDisk disk(home.path(), {});
    testing::work_on_record(home.path(), &disk, told);
    return disk.calls().size();
}

// One home, up to three cuts one after the other: the second may fall into the recovery from the first.
std::vector<std::string> cut_and_look(std::uint64_t operations, bool syncs_ignored, base::Prng& random,
                                      Counts& counts) {
    const RecordHome folder(true);
    std::string home = folder.path();
    bool there = true;
    Told told;
    const std::uint64_t cuts = 1 + random.below(3);
    for (std::uint64_t cut = 0; cut < cuts; ++cut) {
        // The first operations of a run are those of opening and recovery: cut there more often.
        const std::uint64_t within = cut > 0 && random.below(2) == 0 ? 60 : operations + 10;
        FaultyDisk disk(home, {FaultWay::power_cut, 1 + random.below(within), syncs_ignored, random.next()});
        testing::work_on_record(home, &disk, told);
        disk.cut_power();
        ++counts.cuts;
        const std::string next = folder.folder() + "/after" + std::to_string(cut);
        there = disk.survivors(next, random);
        home = next;
        if (!there) {
            ++counts.homes_gone;
            break;
        }
    }
    counts.told += told.verdicts.size();
    return testing::faults_after(home, there, told);
}

TEST(RecordPowerLoss, NothingThatWasToldIsLost) {
    const std::uint64_t operations = operations_of_a_run();
    const std::uint64_t seed = base::testing::seed_from_environment(23);
    const std::uint64_t wanted = std::getenv("CORDON_SOAK") != nullptr ? 2'000 : 100;
    base::Prng random(seed);
    Counts counts;
    for (std::uint64_t run = 1; counts.cuts < wanted; ++run) {
        const auto faults = cut_and_look(operations, false, random, counts);
        ASSERT_TRUE(faults.empty()) << "seed " << seed << ", run " << run << ": " << faults.front();
    }
    std::printf("seed %llu: %llu power cuts, %llu verdicts told, 0 lost, 0 changed\n",
                static_cast<unsigned long long>(seed), static_cast<unsigned long long>(counts.cuts),
                static_cast<unsigned long long>(counts.told));
    EXPECT_GT(counts.told, counts.cuts);
}

TEST(RecordPowerLoss, TheLossIsFoundWhenTheDiskIgnoresSyncs) {
    const std::uint64_t operations = operations_of_a_run();
    const std::uint64_t seed = base::testing::seed_from_environment(29);
    base::Prng random(seed);
    Counts counts;
    std::uint64_t losses = 0;
    for (std::uint64_t run = 0; run < 12; ++run) {
        losses += cut_and_look(operations, true, random, counts).empty() ? 0U : 1U;
    }
    std::printf("seed %llu: syncs ignored: loss found in %llu of 12 homes\n",
                static_cast<unsigned long long>(seed), static_cast<unsigned long long>(losses));
    EXPECT_GT(losses, 2U);
}

}  // namespace
}  // namespace cordon::storage
