// Goal: alike words score high, unlike words low, whichever comes first; no price makes two words less alike
// than counting slips by the book would.
#include "text/token_similarity.h"

#include <gtest/gtest.h>

#include <bit>
#include <string>
#include <string_view>

#include "base/prng.h"
#include "base/testing.h"
#include "text/phonetic_key.h"
#include "text/token_similarity_reference.h"

namespace cordon::text {
namespace {

struct Row {
    std::string_view left;
    std::string_view right;
    double least;
    double most;
};

TEST(TokenSimilarity, Table) {
    for (const Row& row : {
             Row{"karim", "karim", 1, 1},
             Row{"khaled", "khalid", 0.90, 1},  // a vowel of the same sound
             Row{"yousef", "yusuf", 0.78, 1},
             Row{"dzhabhat", "jabhat", 0.94, 1},  // through Russian
             Row{"hussein", "husayn", 0.94, 1},
             Row{"shevchenko", "chevtchenko", 0.90, 1},  // through French
             Row{"gaddafi", "qadhafi", 0.85, 1},
             Row{"qadir", "kader", 0.88, 1},
             Row{"smith", "smyth", 0.92, 1},
             Row{"hijazi", "hejazi", 0.92, 1},  // "ij" is one sound in Dutch alone
             Row{"dijk", "dyk", 0.90, 1},
             Row{"sovlciman", "souleiman", 0.92, 0.95},  // as a scanner reads it
             Row{"c1ilip", "dilip", 0.90, 0.97},
             Row{"k4rim", "karim", 0.90, 1},       // 4 for a
             Row{"danesh", "dansh", 0.85, 0.95},   // a letter lost
             Row{"danesh", "daensh", 0.85, 0.95},  // two swapped
             Row{"karim", "karin", 0.80, 0.90},
             Row{"marten", "martens", 0.80, 0.90},
             Row{"ivan", "juan", 0.60, 0.80},  // another name
             Row{"karim", "smith", 0, 0.50},
             Row{"vladimir", "oumu", 0, 0.30},
             Row{"a", "b", 0, 0},
             Row{"", "karim", 0, 0},
         }) {
        const double alike = word_similarity(row.left, row.right);
        EXPECT_GE(alike, row.least) << row.left << " " << row.right;
        EXPECT_LE(alike, row.most) << row.left << " " << row.right;
    }
}

TEST(TokenSimilarity, UnvowelledWordsAreComparedByConsonants) {
    EXPECT_GE(word_similarity("krim", "karim", true, false), 0.90);
    EXPECT_GE(word_similarity("rhmn", "rahman", true, false), 0.88);
    EXPECT_GE(word_similarity("dansh", "danesh", true, false), 0.90);
    EXPECT_LT(word_similarity("rhmn", "karim", true, false), 0.70);
    // Two consonants are never quite sure, one even less.
    EXPECT_LE(word_similarity("ali", "lu", true, false), 0.90);
    EXPECT_LT(word_similarity("krim", "karim", true, false), 1.0);
}

TEST(TokenSimilarity, SoundLetters) {
    EXPECT_EQ(sound_letters("shch"), "S");
    EXPECT_EQ(sound_letters("khan"), "Kan");
    EXPECT_EQ(sound_letters("ahmmed"), "ahmed");
    EXPECT_EQ(sound_letters(""), "");
    EXPECT_EQ(sound_letters("11420"), "1420");
}

std::string invented(base::Prng& random, std::size_t letters) {
    std::string word;
    while (word.size() < letters) {
        word.push_back(static_cast<char>('a' + random.below(random.below(4) == 0 ? 26 : 8)));
    }
    return word;
}

TEST(TokenSimilarity, SymmetricInRangeAndSureOfItself) {
    const std::uint64_t seed = base::testing::seed_from_environment(13);
    base::Prng random(seed);
    for (int round = 0; round < 20'000; ++round) {
        const std::string left = invented(random, 1 + random.below(14));
        const std::string right = invented(random, 1 + random.below(14));
        const bool left_vowelless = random.below(4) == 0;
        const bool right_vowelless = random.below(4) == 0;
        const double alike = word_similarity(left, right, left_vowelless, right_vowelless);
        ASSERT_EQ(alike, word_similarity(right, left, right_vowelless, left_vowelless))
            << left << " " << right << " " << left_vowelless << right_vowelless << " seed " << seed;
        ASSERT_GE(alike, 0.0) << left << " " << right;
        ASSERT_LE(alike, 1.0) << left << " " << right;
        ASSERT_EQ(word_similarity(left, left), 1.0) << left;
    }
}

TEST(TokenSimilarity, NeverBelowPlainCounting) {
    const std::uint64_t seed = base::testing::seed_from_environment(17);
    base::Prng random(seed);
    int compared = 0;
    for (int round = 0; round < 20'000; ++round) {
        const std::string left = invented(random, 3 + random.below(10));
        std::string right = left;
        for (std::uint64_t slips = 1 + random.below(3); slips > 0; --slips) {
            const std::size_t at = random.below(right.size());
            switch (random.below(4)) {
                case 0: right.insert(at, 1, static_cast<char>('a' + random.below(26))); break;
                case 1: right.erase(right.size() > 2 ? at : 0, right.size() > 2 ? 1 : 0); break;
                case 2: std::swap(right[at], right[at == 0 ? right.size() - 1 : at - 1]); break;
                default: right[at] = static_cast<char>('a' + random.below(26)); break;
            }
        }
        const std::uint32_t left_sounds = sound_signature(left) & sound_bits;
        const std::uint32_t right_sounds = sound_signature(right) & sound_bits;
        const int most = std::max(std::popcount(left_sounds), std::popcount(right_sounds));
        if (std::popcount(left_sounds & right_sounds) * 3 < most) {
            continue;  // refused unseen: too few sounds in common
        }
        ++compared;
        EXPECT_GE(word_similarity(left, right) + 1e-9, reference::plain_similarity(left, right))
            << left << " " << right << " seed " << seed;
    }
    EXPECT_GT(compared, 15'000);
}

// A floor may turn a low answer into nothing; it never changes an answer at or above it.
TEST(TokenSimilarity, FloorChangesNothingAboveIt) {
    const std::uint64_t seed = base::testing::seed_from_environment(19);
    base::Prng random(seed);
    for (int round = 0; round < 20'000; ++round) {
        const std::string left = invented(random, 2 + random.below(9));
        const std::string right = invented(random, 2 + random.below(9));
        const std::string left_sounds = sound_letters(left);
        const std::string right_sounds = sound_letters(right);
        const ComparedWord a{left, left_sounds, sound_signature(left), random.below(5) == 0};
        const ComparedWord b{right, right_sounds, sound_signature(right), random.below(5) == 0};
        const double full = token_similarity(a, b);
        const double floor = static_cast<double>(random.below(100)) / 100;
        const double floored = token_similarity(a, b, floor);
        if (full >= floor) {
            EXPECT_EQ(floored, full) << left << " " << right << " floor " << floor << " seed " << seed;
        } else {
            EXPECT_LT(floored, floor) << left << " " << right << " seed " << seed;
        }
    }
}

TEST(TokenSimilarity, VeryLongWordsGiveNothingOrTheirTrueLikeness) {
    const std::string whole(64, 'q');
    const std::string longer(65, 'q');
    EXPECT_EQ(word_similarity(whole, whole), 1.0);
    EXPECT_EQ(word_similarity(longer, longer), 1.0);
    EXPECT_EQ(word_similarity(whole, longer), 0.0);  // over the limit; tokenise_name parts such words
}

}  // namespace
}  // namespace cordon::text
