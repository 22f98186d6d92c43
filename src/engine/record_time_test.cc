// Goal: what was held is remembered for the policy's hours of the gate's work: neither a clock that leaps
//       ahead, nor a gate that stood still, nor a clock that was set back for a while makes the record
//       forget.
#include "engine/record_time.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/hash.h"
#include "base/prng.h"
#include "base/testing.h"
#include "engine/memory_verdict_store.h"

namespace cordon::engine {
namespace {

constexpr std::int64_t hour = 3'600'000;
constexpr std::int64_t day = 24 * hour;
constexpr std::int64_t year = 365 * day;
constexpr std::int64_t noon = 1'793'620'800'000;
constexpr std::int64_t week = 7 * day;

// One leaf each.
void add(VerdictStore& store, std::int64_t at) {
    static int number = 0;
    NewVerdict fresh;
    fresh.key = {"bank", "file", "M" + std::to_string(++number), base::sha256_hex(std::to_string(number))};
    fresh.verdict_id = "v" + fresh.key.content_sha256.substr(0, 32);
    fresh.outcome = model::Outcome::pass;
    fresh.bytes = "{}";
    CORDON_CHECK(store.append(std::vector{fresh}, base::Instant{at}).has_value());
}

struct Case {
    const char* what;
    std::vector<std::int64_t> times;  // of verdicts, from noon
    std::int64_t now;
    std::uint64_t first;  // verdict that is remembered
};

TEST(RecordTime, OnlyTimeInWhichTheGateWorkedGoesBy) {
    const Case cases[] = {
        {"each day",
         {-9 * day, -8 * day, -7 * day - 1, -7 * day, -6 * day, -5 * day, -4 * day, -3 * day, -2 * day, -day},
         0,
         3},
        {"all long ago, but each within a week of the next", {-30 * day, -24 * day, -18 * day}, 0, 0},
        {"a long weekend",
         {-10 * day - 12 * hour, -10 * day + 6 * hour, -9 * day, -8 * day, -4 * day, -3 * day, -2 * day,
          -day},
         0,
         1},
        {"the clock leaps ahead a year before this run", {-10 * day, -2 * hour, -hour}, year, 0},
        {"a leap does not call all of the past back",
         {-3 * day, -2 * day, -day, 0, day, 2 * day, 3 * day, 4 * day},
         year,
         1},
        {"it leapt some messages ago", {-2 * hour, -hour, year, year + hour}, year + 2 * hour, 0},
        {"it was ahead for one run", {-2 * hour, -hour, year, hour}, 2 * hour, 0},
        {"it was set back an hour", {-2 * hour, -hour, 0}, -hour, 0},
        {"it was set back a year, and is right again", {-2 * hour, -year, 0}, hour, 0},
        {"the last verdict came while it was set back", {-2 * hour, -year}, hour, 0},
        {"a gate that never rested remembers a week",
         {-8 * day, -7 * day - hour, -6 * day - 2 * hour, -5 * day - 3 * hour, -4 * day - 4 * hour, -4 * day,
          -3 * day, -2 * day, -day, -hour},
         0,
         2},
    };
    for (const Case& one : cases) {
        MemoryVerdictStore store;
        for (const std::int64_t time : one.times) {
            add(store, noon + time);
        }
        const auto first = window_start(store, {noon + one.now}, ~std::uint64_t{0}, week);
        ASSERT_TRUE(first);
        EXPECT_EQ(*first, one.first) << one.what;
    }
    MemoryVerdictStore empty;
    EXPECT_EQ(window_start(empty, {noon}, 5, week).value_or(5), 0U);
}

// However many verdicts stand on either side of the leap: what was recorded an hour before it is remembered.
TEST(RecordTime, ALeapIsFoundAmongThousandsOfVerdicts) {
    base::Prng random(base::testing::seed_from_environment(31));
    for (int round = 0; round < 6; ++round) {
        MemoryVerdictStore store;
        const std::uint64_t before = 1'000 + random.below(6'000);
        const std::uint64_t behind = random.below(6'000);
        const bool back = random.below(2) == 0;
        std::int64_t now = noon;
        for (std::uint64_t at = 0; at < before; ++at) {
            add(store, now += 60'000);
        }
        now += back ? -year : year;
        for (std::uint64_t at = 0; at < behind; ++at) {
            add(store, now += 60'000);
        }
        const auto first = window_start(store, {now}, ~std::uint64_t{0}, week);
        ASSERT_TRUE(first);
        EXPECT_LE(*first, before - 60) << before << " " << behind;
    }
}

// Without leaps the window is exactly what the clock says.
TEST(RecordTime, WithRightClocksTheWindowIsWhatItSays) {
    base::Prng random(base::testing::seed_from_environment(37));
    MemoryVerdictStore store;
    std::vector<std::int64_t> times;
    for (int at = 0; at < 9'000; ++at) {
        times.push_back((times.empty() ? noon : times.back()) +
                        static_cast<std::int64_t>(random.below(300'000)));
        add(store, times.back());
    }
    for (int round = 0; round < 40; ++round) {
        const std::uint64_t leaf = 1 + random.below(times.size());
        const std::int64_t now = times[leaf - 1] + static_cast<std::int64_t>(random.below(10 * hour));
        const auto first = window_start(store, {now}, leaf, week);
        const auto wanted = std::ranges::lower_bound(times, now - week) - times.begin();
        ASSERT_TRUE(first);
        EXPECT_EQ(*first, static_cast<std::uint64_t>(wanted));
    }
}

}  // namespace
}  // namespace cordon::engine
