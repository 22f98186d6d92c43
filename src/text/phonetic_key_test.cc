// Goal: the index finds a word by every usual spelling and after any one slip of its sounds, because the two
// words share a key; words that have nothing in common share none.
#include "text/phonetic_key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/prng.h"
#include "base/testing.h"

namespace cordon::text {
namespace {

bool meet(std::string_view left, std::string_view right, bool left_vowelless = false,
          bool right_vowelless = false) {
    std::vector<std::uint32_t> of_left;
    std::vector<std::uint32_t> of_right;
    key_hashes(left, left_vowelless, of_left);
    key_hashes(right, right_vowelless, of_right);
    std::vector<std::uint32_t> shared;
    std::ranges::set_intersection(of_left, of_right, std::back_inserter(shared));
    return !shared.empty();
}

TEST(PhoneticKey, SpellingsOfOneSoundHaveOneKey) {
    const std::pair<std::string_view, std::string_view> pairs[] = {
        {"khaled", "khalid"},  {"yousef", "yusuf"}, {"dzhabhat", "jabhat"},
        {"hussein", "husayn"}, {"qadir", "kader"},  {"shevchenko", "chevtchenko"},
        {"smith", "smyth"},    {"k4rim", "karim"},  {"ortega", "arteaga"},
        {"fatima", "phatima"}, {"djamal", "jamal"}, {"tchaikovsky", "chaykovskiy"},
        {"ghani", "gani"},     {"cesar", "sezar"},
    };
    for (const auto& [left, right] : pairs) {
        EXPECT_EQ(sound_key(left), sound_key(right)) << left << " " << right;
        EXPECT_EQ(sound_hash(left), sound_hash(right)) << left << " " << right;
        EXPECT_TRUE(meet(left, right)) << left << " " << right;
    }
}

TEST(PhoneticKey, NearSpellingsShareAKey) {
    const std::pair<std::string_view, std::string_view> pairs[] = {
        {"gaddafi", "qadhafi"}, {"danesh", "dansh"}, {"marten", "martens"},
        {"karim", "karin"},     {"tariq", "tarik"},
    };
    for (const auto& [left, right] : pairs) {
        EXPECT_TRUE(meet(left, right)) << left << " " << right;
    }
    for (const auto& [read, printed] :
         std::initializer_list<std::pair<std::string_view, std::string_view>>{{"sovlciman", "souleiman"},
                                                                              {"c1ilip", "dilip"},
                                                                              {"dberc", "dhere"},
                                                                              {"reclovane", "redouane"}}) {
        EXPECT_TRUE(meet(read, printed)) << read << " " << printed;
    }
    EXPECT_FALSE(meet("karim", "smith"));
    EXPECT_FALSE(meet("kordeliya", "vladimir"));
    EXPECT_TRUE(meet("11420", "11420"));
}

TEST(PhoneticKey, UnvowelledWordsMeetTheirRomanisation) {
    EXPECT_TRUE(meet("krim", "karim", true));
    EXPECT_TRUE(meet("rhmn", "rahman", true));
    EXPECT_TRUE(meet("dansh", "danesh", true));
    EXPECT_TRUE(meet("mshh", "moshe", true));
    EXPECT_TRUE(meet("karim", "krim", false, true));
    EXPECT_FALSE(meet("krim", "smith", true));
}

// One sign more or less makes another reference; a letter for the digit that looks like it does not.
TEST(PhoneticKey, NumberedWordsHaveTheirSoundAlone) {
    const auto share = [](std::string_view left, std::string_view right) {
        std::vector<std::uint32_t> sought;
        std::vector<std::uint32_t> filed;
        sought_hashes(left, false, true, sought);
        key_hashes(right, false, filed);
        return std::ranges::any_of(
            sought, [&](std::uint32_t hash) { return std::ranges::find(filed, hash) != filed.end(); });
    };
    EXPECT_TRUE(share("e15001", "e15001"));
    EXPECT_TRUE(share("e15001", "e15oo1"));
    EXPECT_FALSE(share("e15001", "e15008"));
    EXPECT_FALSE(share("11420", "11421"));
    EXPECT_FALSE(share("e1500123", "e15001"));
    EXPECT_TRUE(share("m0hamed", "mohamed"));  // mostly letters: a word
}

TEST(PhoneticKey, EmptyWordsHaveNoKeyAndOthersAtLeastOne) {
    std::vector<std::uint32_t> hashes{1, 2, 3};
    key_hashes("", false, hashes);
    EXPECT_TRUE(hashes.empty());
    for (const std::string_view word : {"a", "h", "hh", "0", "7777", "aeiou", "z"}) {
        for (const bool vowelless : {false, true}) {
            key_hashes(word, vowelless, hashes);
            EXPECT_FALSE(hashes.empty() && !vowelless) << word;
        }
    }
}

std::string invented(base::Prng& random, std::size_t letters) {
    std::string word;
    while (word.size() < letters) {
        word.push_back(static_cast<char>('a' + random.below(26)));
    }
    return word;
}

// What a hand does wrong: a letter lost, added, changed, or two swapped.
std::string with_slip(std::string word, base::Prng& random) {
    const std::size_t at = random.below(word.size());
    const char letter = static_cast<char>('a' + random.below(26));
    switch (random.below(3)) {
        case 0: return word.erase(at, 1);
        case 1: return word.insert(at, 1, letter);
        default: word[at] = letter; return word;
    }
}

// The promise is on sounds: whenever the sound keys are one slip apart, the words meet.
TEST(PhoneticKey, SoundKeysOneSlipApartMeet) {
    const std::uint64_t seed = base::testing::seed_from_environment(3);
    base::Prng random(seed);
    const auto one_apart = [](const std::string& left, const std::string& right) {
        const std::string& longer = left.size() >= right.size() ? left : right;
        const std::string& shorter = left.size() >= right.size() ? right : left;
        if (longer.size() - shorter.size() > 1) {
            return false;
        }
        std::size_t head = 0;
        while (head < shorter.size() && longer[head] == shorter[head]) {
            ++head;
        }
        const std::size_t skip = longer.size() == shorter.size() ? 1 : 0;
        return head == longer.size() ||
               longer.substr(head + 1) == shorter.substr(std::min(head + skip, shorter.size()));
    };
    int met = 0;
    for (int round = 0; round < 20'000; ++round) {
        const std::string word = invented(random, 4 + random.below(9));
        const std::string slipped = with_slip(word, random);
        const std::string left = sound_key(word);
        const std::string right = sound_key(slipped);
        if (std::min(left.size(), right.size()) >= 3 && one_apart(left, right)) {
            ++met;
            EXPECT_TRUE(meet(word, slipped)) << word << " " << slipped << " seed " << seed;
        }
    }
    EXPECT_GT(met, 10'000);  // most slips are one slip of the sounds too
}

TEST(PhoneticKey, HashesAreSortedAndEachOnce) {
    base::Prng random(base::testing::seed_from_environment(5));
    std::vector<std::uint32_t> hashes;
    for (int round = 0; round < 2'000; ++round) {
        key_hashes(invented(random, 1 + random.below(70)), round % 2 == 0, hashes);
        EXPECT_TRUE(std::ranges::is_sorted(hashes));
        EXPECT_EQ(std::ranges::adjacent_find(hashes), hashes.end());
        EXPECT_LE(hashes.size(), round % 2 == 0 ? 72U : 33U);
    }
}

}  // namespace
}  // namespace cordon::text
