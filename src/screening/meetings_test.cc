// Goal: what two pairs of a search meet is always found, whatever the numbers, and little else.
#include "screening/meetings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/prng.h"
#include "base/testing.h"

namespace cordon::screening {
namespace {

using Numbers = std::vector<std::uint32_t>;

Numbers wordings_of(const Meetings& met) {
    Numbers numbers;
    for (const Meeting& meeting : met.all()) {
        numbers.push_back(meeting.wording);
    }
    return numbers;
}

TEST(MetTwice, KeepsWhatTwoPairsMeet) {
    MetTwice twice(1'000);
    Meetings fresh;
    Meetings further;
    const Numbers first = {1, 5, 64, 900};
    const Numbers second = {5, 65, 900};
    const Numbers later = {1, 7, 65};
    twice.add(first);
    twice.add(second);
    twice.add_later(later, 9, further);
    EXPECT_EQ(wordings_of(further), (Numbers{1, 65})) << "met before, by whichever pair";
    EXPECT_EQ(further.all()[0].gain, 9U);
    twice.keep(first, 3, fresh);
    twice.keep(second, 4, fresh);
    EXPECT_EQ(wordings_of(fresh), (Numbers{1, 5, 900, 5, 65, 900}));
    EXPECT_EQ(fresh.all()[2].gain, 3U);
    EXPECT_EQ(fresh.all()[3].gain, 4U);

    twice.clear();
    fresh.clear();
    twice.add(first);
    twice.keep(first, 3, fresh);
    EXPECT_TRUE(fresh.all().empty()) << "nothing is remembered of the search before";
}

// Against counts in a map. A number too many must share its bits with others that were met.
TEST(MetTwice, LosesNothingAndTakesFewForAnother) {
    const std::uint64_t seed = base::testing::seed_from_environment(31);
    SCOPED_TRACE("CORDON_SEED=" + std::to_string(seed));
    base::Prng random(seed);
    for (int round = 0; round < 50; ++round) {
        const std::size_t wordings = std::size_t{1} << random.below(21);
        MetTwice twice(wordings);
        EXPECT_EQ(twice.size(), std::clamp<std::size_t>(wordings, 64, MetTwice::size_max));
        std::vector<Numbers> lists(2 + random.below(6));
        std::map<std::uint32_t, int> times;
        std::map<std::size_t, int> times_sharing;
        for (Numbers& list : lists) {
            std::set<std::uint32_t> numbers;
            for (std::size_t count = random.below(400); count > 0; --count) {
                numbers.insert(static_cast<std::uint32_t>(random.below(wordings)));
            }
            list.assign(numbers.begin(), numbers.end());
            for (const std::uint32_t number : list) {
                ++times[number];
                ++times_sharing[number % twice.size()];
            }
        }
        Meetings later;
        for (std::size_t at = 0; at + 1 < lists.size(); ++at) {
            twice.add(lists[at]);
        }
        twice.add_later(lists.back(), 1, later);
        Meetings kept;
        for (const Numbers& list : lists) {
            twice.keep(list, 1, kept);
        }
        const Numbers found = wordings_of(kept);
        const std::set<std::uint32_t> found_once(found.begin(), found.end());
        for (const auto& [number, count] : times) {
            if (count > 1) {
                EXPECT_TRUE(found_once.contains(number)) << number;
            }
        }
        for (const std::uint32_t number : found_once) {
            EXPECT_GT(times_sharing[number % twice.size()], 1) << number;
        }
        const Numbers again = wordings_of(later);
        for (const std::uint32_t number : lists.back()) {
            const bool met = std::ranges::binary_search(again, number);
            EXPECT_EQ(met, times_sharing[number % twice.size()] > 1) << number;
        }
    }
}

}  // namespace
}  // namespace cordon::screening
