// Goal: a name in a running text is met by the words that it cannot be without, and never lost by that.
#include "screening/text_anchors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "base/prng.h"
#include "base/testing.h"

namespace cordon::screening {
namespace {

std::vector<std::uint8_t> anchors_of(const std::vector<AnchorWord>& words) {
    std::vector<std::uint8_t> levels;
    find_anchors(words, levels);
    return levels;
}

TEST(TextAnchors, AreTheRarestWords) {
    struct Case {
        const char* name;
        std::vector<AnchorWord> words;
        std::vector<std::uint8_t> levels;
    };
    const Case cases[] = {
        {"one rare and one common word", {{.weight = 1.0F}, {.weight = 0.3F}}, {0, no_anchor}},
        {"an initial may stand for the rarest",
         {{.weight = 0.9F}, {.weight = 0.8F}, {.weight = 0.5F}},
         {0, 1, no_anchor}},
        {"of five words one may be missing",
         {{.weight = 0.8F}, {.weight = 0.8F}, {.weight = 0.8F}, {.weight = 0.8F}, {.weight = 0.8F}},
         {0, 0, 1, 2, no_anchor}},
        {"its own initials and titles are none",
         {{.weight = 0.8F}, {.weight = 0.12F, .initial = true}, {.weight = 0.06F}},
         {0, no_anchor, no_anchor}},
    };
    for (const Case& each : cases) {
        EXPECT_EQ(anchors_of(each.words), each.levels) << each.name;
    }
}

TEST(TextAnchors, NeedTheRarestOfTheOtherWords) {
    struct Case {
        const char* name;
        std::vector<AnchorWord> words;
        std::vector<std::size_t> partners;  // by word
    };
    const Case cases[] = {
        {"a single word", {{.weight = 0.8F}}, {0}},
        {"a rare word says enough without a common one", {{.weight = 1.0F}, {.weight = 0.2F}}, {0, 1}},
        {"each of two", {{.weight = 0.9F}, {.weight = 0.8F}}, {1, 1}},
        {"of four one may be missing, of the other three not two",
         {{.weight = 0.8F}, {.weight = 0.8F}, {.weight = 0.8F}, {.weight = 0.8F}},
         {2, 2, 2, 2}},
        {"its own initial counts as met", {{.weight = 0.9F}, {.weight = 0.12F, .initial = true}}, {0, 1}},
    };
    for (const Case& each : cases) {
        for (std::size_t at = 0; at < each.words.size(); ++at) {
            EXPECT_EQ(count_partners(each.words, at), each.partners[at]) << each.name << ", word " << at;
        }
    }
}

// The bound itself, over every set of words that a text could have: whichever could reach the floor has an
// anchor among them, and beside each anchor one of its partners.
bool has_partners(std::span<const AnchorWord> words, std::uint32_t met, std::size_t anchor) {
    const std::size_t partners = count_partners(words, anchor);
    bool has = partners == 0;
    for (std::size_t at = 0, seen = 0; seen < partners; ++at) {
        if (at != anchor) {
            has = has || ((met >> at) & 1U) != 0;
            ++seen;
        }
    }
    return has;
}

TEST(TextAnchors, NoSetOfWordsThatCouldReachTheFloorLacksOne) {
    base::Prng random(base::testing::seed_from_environment(5));
    for (int round = 0; round < 5'000; ++round) {
        std::vector<AnchorWord> words(1 + random.below(7));
        for (AnchorWord& word : words) {
            word.weight = static_cast<float>(random.below(95) + 12) / 100.0F;
            word.weight = std::min(word.weight, 1.0F);
        }
        std::ranges::stable_sort(words, std::ranges::greater{}, &AnchorWord::weight);
        const auto levels = anchors_of(words);
        for (std::uint32_t met = 1; met < (1U << words.size()); ++met) {
            PairSums sums;
            bool anchored = false;
            for (std::size_t at = 0; at < words.size(); ++at) {
                const bool is_met = ((met >> at) & 1U) != 0;
                (is_met ? sums.matched : sums.missing) += static_cast<double>(words[at].weight);
                anchored = anchored || (is_met && levels[at] == 0);
            }
            const bool below = score_bound(sums, text_weights) < anchor_floor;
            EXPECT_TRUE(anchored || below) << "words " << words.size() << " met " << met;
            for (std::size_t at = 0; at < words.size() && !below; ++at) {
                EXPECT_TRUE(has_partners(words, met, at)) << "words " << words.size() << " met " << met;
            }
        }
    }
}

TEST(TextAnchors, WhatMustBeMatchedIsWhatTheScoreAsksFor) {
    EXPECT_EQ(matched_needed(0, 1, text_weights), 0) << "an exact name scores 1.00 however little it says";
    for (const double lost : {0.0, 0.05, 0.1, 0.2, 0.4, 0.8}) {
        for (const double wanted : {0.8, 0.85, 0.95}) {
            const double needed = matched_needed(lost, wanted, text_weights);
            EXPECT_GE(score_bound({.matched = needed + 1e-6, .unlike = lost}, text_weights), wanted - 1e-9);
            if (needed > 1e-3) {
                EXPECT_LT(score_bound({.matched = needed - 1e-3, .unlike = lost}, text_weights), wanted);
            }
        }
    }
}

}  // namespace
}  // namespace cordon::screening
