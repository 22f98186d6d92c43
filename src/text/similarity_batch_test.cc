// Goal: sixteen words at once are judged as token_similarity judges them one by one.
#include "text/similarity_batch.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/prng.h"
#include "base/testing.h"
#include "text/phonetic_key.h"

namespace cordon::text {
namespace {

struct OwnedWord {
    std::string text;
    std::string sounds;
    bool vowelless = false;
    [[nodiscard]] ComparedWord view() const { return {text, sounds, sound_signature(text), vowelless}; }
};

// Few letters, so that many words are alike; now and then long ones, digits, an unvowelled word.
OwnedWord invented(base::Prng& random) {
    OwnedWord word;
    const std::size_t letters = random.below(20) == 0 ? 30 + random.below(40) : 1 + random.below(10);
    while (word.text.size() < letters) {
        const auto kind = random.below(30);
        word.text.push_back(kind == 0   ? static_cast<char>('0' + random.below(10))
                            : kind < 10 ? "aeiouy"[random.below(6)]
                                        : "bcdghjklmnprsktzwhmn"[random.below(20)]);
    }
    word.sounds = sound_letters(word.text);
    word.vowelless = random.below(4) == 0;
    return word;
}

OwnedWord like(const OwnedWord& word, base::Prng& random) {
    OwnedWord changed = word;
    for (auto slips = random.below(4); slips > 0; --slips) {
        const std::size_t at = random.below(changed.text.size());
        const char letter = "aeiouydtskhgmn2"[random.below(15)];
        switch (random.below(4)) {
            case 0: changed.text.insert(at, 1, letter); break;
            case 1: changed.text.size() > 1 ? void(changed.text.erase(at, 1)) : void(); break;
            case 2: changed.text[at] = letter; break;
            default: std::swap(changed.text[at], changed.text[changed.text.size() - 1 - at]);
        }
    }
    changed.sounds = sound_letters(changed.text);
    changed.vowelless = word.vowelless != (random.below(5) == 0);
    return changed;
}

TEST(SimilarityBatch, AgreesWithTokenSimilarity) {
    const std::uint64_t seed = base::testing::seed_from_environment(1);
    base::Prng random(seed);
    SimilarityBatch batch;
    std::size_t alike = 0;
    std::size_t coded = 0;
    for (int round = 0; round < 2'000; ++round) {
        const OwnedWord subject = invented(random);
        const double floor = static_cast<double>(random.below(10)) / 10;
        std::vector<OwnedWord> words;
        for (auto count = random.below(50); count > 0; --count) {
            words.push_back(random.below(3) == 0 ? invented(random) : like(subject, random));
        }
        batch.start(subject.view(), floor);
        std::vector<WordCodes> codes(words.size());
        std::vector<std::size_t> kept(words.size(), words.size());
        std::size_t count = 0;
        for (std::size_t at = 0; at < words.size(); ++at) {
            const bool has_codes = encode(words[at].view(), codes[at]) && random.below(4) != 0;
            coded += has_codes ? 1U : 0U;
            if (batch.add(words[at].view(), has_codes ? &codes[at] : nullptr)) {
                kept[at] = count++;
            }
        }
        const auto similarities = batch.finish();
        ASSERT_EQ(similarities.size(), count);
        for (std::size_t at = 0; at < words.size(); ++at) {
            const double expected = token_similarity(subject.view(), words[at].view(), floor);
            const bool is_kept = kept[at] != words.size();
            if (expected >= floor && expected > 0) {
                ++alike;
                ASSERT_TRUE(is_kept) << "seed " << seed << ": " << subject.text << " " << words[at].text;
                ASSERT_EQ(similarities[kept[at]], expected)
                    << "seed " << seed << ": " << subject.text << " " << words[at].text << " " << floor;
            } else {
                ASSERT_TRUE(floor == 0 || !is_kept || similarities[kept[at]] < floor)
                    << "seed " << seed << ": " << subject.text << " " << words[at].text << " " << floor;
            }
        }
    }
    EXPECT_GT(alike, 10'000U);
    EXPECT_GT(coded, 10'000U);
}

}  // namespace
}  // namespace cordon::text
