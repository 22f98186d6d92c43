// Goal: a bound on weight leaves out no wording that weighs as much, and few others.
#include "screening/weight_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/prng.h"
#include "base/testing.h"

namespace cordon::screening {
namespace {

using Numbers = std::vector<std::uint32_t>;

WordingRecord wording(double weight, std::uint8_t flags = 0) {
    WordingRecord made{};
    made.weight = static_cast<float>(weight);
    made.flags = flags;
    return made;
}

Numbers numbers(WeightOrder::Wordings wordings) {
    return {wordings.begin(), wordings.end()};
}

TEST(WeightOrder, FindsTheEndsOfAPostingList) {
    const std::vector<WordingRecord> wordings = {wording(0.9, wording_promoted),
                                                 wording(0.3),
                                                 wording(0.5),
                                                 wording(1.0),
                                                 wording(1.0),
                                                 wording(2.5),
                                                 wording(40),
                                                 wording(0)};  // the last ends the offsets
    const WeightOrder order(wordings);
    const Numbers posted = {0, 1, 3, 4, 5, 6};
    EXPECT_EQ(numbers(order.of_titles(posted)), (Numbers{0}));
    EXPECT_EQ(numbers(order.up_to(posted, 1.0)), (Numbers{0, 1, 3, 4}));
    EXPECT_EQ(numbers(order.up_to(posted, 0.4)), (Numbers{0, 1}));
    EXPECT_EQ(numbers(order.up_to(posted, -3)), (Numbers{0})) << "of titles alone, weighed otherwise";
    EXPECT_EQ(numbers(order.up_to(posted, 1e9)), posted);
    EXPECT_EQ(numbers(order.from(posted, 1.0)), (Numbers{3, 4, 5, 6}));
    EXPECT_EQ(numbers(order.from(posted, -1)), (Numbers{1, 3, 4, 5, 6}));
    EXPECT_EQ(numbers(order.from(posted, 30)), (Numbers{6}));
    EXPECT_TRUE(order.up_to({}, 1).empty());
}

TEST(WeightOrder, LosesNone) {
    base::Prng random(base::testing::seed_from_environment(11));
    for (int round = 0; round < 200; ++round) {
        std::vector<double> weights(1 + random.below(60));
        for (double& weight : weights) {
            weight = static_cast<double>(random.below(20'000)) / 1'000.0;
        }
        std::ranges::sort(weights);
        std::vector<WordingRecord> wordings;
        for (const double weight : weights) {
            wordings.push_back(wording(weight));
        }
        wordings.push_back(wording(0));
        Numbers posted(weights.size());
        std::iota(posted.begin(), posted.end(), 0U);
        const WeightOrder order(wordings);
        const double asked = weights[random.below(weights.size())];
        const auto up_to = order.up_to(posted, asked);
        const auto from = order.from(posted, asked);
        for (std::size_t at = 0; at < weights.size(); ++at) {
            EXPECT_TRUE(weights[at] > asked || at < up_to.size()) << weights[at] << " of " << asked;
            EXPECT_TRUE(weights[at] < asked || at >= posted.size() - from.size())
                << weights[at] << " of " << asked;
            EXPECT_TRUE(weights[at] < asked + 0.02 || asked > 15 || at >= up_to.size()) << "reads too many";
            EXPECT_TRUE(weights[at] > asked - 0.02 || asked > 15 || at < posted.size() - from.size());
        }
    }
}

}  // namespace
}  // namespace cordon::screening
