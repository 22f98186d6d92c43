// Goal: a sample for review is uniform, and nobody can steer it by the order of the file.
#include "reporting/uniform_sample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "base/testing.h"

namespace cordon::reporting {
namespace {

std::vector<int> drawn(std::size_t wanted, std::uint64_t seed, const std::vector<int>& items) {
    UniformSample<int> sample(wanted, seed);
    for (const int item : items) {
        sample.offer(static_cast<std::uint64_t>(item), [item] { return item; });
    }
    EXPECT_EQ(sample.offered(), items.size());
    return sample.take();
}

std::vector<int> up_to(int count) {
    std::vector<int> items;
    for (int item = 0; item < count; ++item) {
        items.push_back(item);
    }
    return items;
}

TEST(UniformSample, HoldsWhatWasWantedOrAllThereIs) {
    EXPECT_EQ(drawn(10, 1, up_to(100)).size(), 10U);
    EXPECT_EQ(drawn(10, 1, up_to(7)), up_to(7));
    EXPECT_TRUE(drawn(0, 1, up_to(7)).empty());
    EXPECT_TRUE(drawn(10, 1, {}).empty());
}

TEST(UniformSample, DependsOnSeedAndPositionsNotOnOrder) {
    std::vector<int> items = up_to(1'000);
    const std::vector<int> sample = drawn(25, 7, items);
    std::ranges::reverse(items);
    EXPECT_EQ(drawn(25, 7, items), sample);
    EXPECT_NE(drawn(25, 8, items), sample);
    EXPECT_TRUE(std::ranges::is_sorted(sample));
}

TEST(UniformSample, EveryItemHasTheSameChance) {
    std::array<int, 20> times{};
    constexpr int rounds = 20'000;
    const std::uint64_t first = base::testing::seed_from_environment(20261122);
    for (std::uint64_t round = 0; round < rounds; ++round) {
        for (const int item : drawn(5, first + round, up_to(20))) {
            ++times[static_cast<std::size_t>(item)];
        }
    }
    // Expected 5,000 each, standard deviation 61; five of them are passed once in 87,000 runs.
    for (const int count : times) {
        EXPECT_NEAR(count, 5'000, 306);
    }
}

}  // namespace
}  // namespace cordon::reporting
