// screening/name_score.h: one score, 0 to 1, for two names as words, and how each word fared.
//
// Role:        the judgement of screening; it knows nothing of the index and can be run over a whole list by
//              brute force, which is how the index is checked.
// Rules:       words are paired without regard to order, best pairs first; a word counts by its rarity; words
//              written together or apart are glued; an initial may stand for a word; titles, particles and
//              legal forms count next to nothing. score = matched / (paired + penalty x unpaired), the
//              penalty falling as the matched words grow rarer; a whole-name comparison without blanks may
//              lift it. All numbers stand in ScoreWeights; docs/reference/name-comparison.md explains them.
// Threads:     pure function; the scratch is the caller's, one a thread.
// Determinism: no clocks, no order of hashing; doubles only, in a fixed order.
// Cost:        O(words of one x words of the other) similarities, most of them from the memo.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/name_tokens.h"

namespace cordon::screening {

// The one readable table of numbers. Tuned on the DEV half of the screening test; see
// docs/reference/effectiveness.md.
struct ScoreWeights {
    // What a word says, by what it is.
    double particle = 0.03;
    double title = 0.06;
    double legal_form = 0.06;
    double initial = 0.12;
    double number = 0.90;
    double common_1 = 0.35;  // words of commonness 1, 2 (text/name_words.h); others 1
    double common_2 = 0.60;
    double list_floor = 0.22;  // a word in very many listings says no less than this

    double pair_floor = 0.66;       // words less alike than this are not paired
    double similarity_power = 1.5;  // a pair of similarity s counts s to this power
    double glue_floor = 0.84;       // the same for words written together or apart
    double initial_similarity = 0.80;

    double missing = 0.34;  // penalty of an unpaired word of the listed name
    double extra = 0.50;    // penalty of an unpaired word of the subject's name
    double relief_start =
        1.45;  // penalty factor = clamp(relief_start - relief_slope x matched, relief_min, relief_start)
    double relief_slope = 0.50;
    double relief_min = 0.40;

    double whole_floor = 0.80;  // whole names without blanks: below this likeness they say nothing
    double whole_scale = 0.985;
};

constexpr std::size_t words_max = 32;  // of one name or window

struct ScoredWord {
    std::string_view text;
    std::string_view sounds;  // text::sound_letters
    text::TokenRole role = text::TokenRole::word;
    bool vowelless = false;
    float weight = 1;
    std::uint32_t signature = 0;
    std::uint32_t number = 0;  // the index's number of this word; names the word in the similarity memo
};

enum class WordRelation : std::uint8_t { exact, sound, slip, initial, glued };

struct WordPair {
    std::uint8_t subject = 0;
    std::uint8_t listed = 0;
    std::uint8_t subject_count = 1;  // words glued on that side
    std::uint8_t listed_count = 1;
    WordRelation relation = WordRelation::exact;
    float similarity = 0;
    float weight = 0;
    float met = 0;  // of its weight, what counts as matched
};

// The arithmetic of judge(), kept for explanations: score = matched / (matched + sum of losses).
struct ScoreLoss {
    std::string_view what;  // static text, for people
    double weight = 0;      // what is lost, in weights of words
    double cost = 0;        // what it costs: times its penalty, times the relief
};
struct ScoreSums {
    double matched = 0;
    double relief = 0;
    double word_score = 0;  // before the comparison of whole names
    std::array<ScoreLoss, 8> losses{};
    std::size_t loss_count = 0;

    void lose(std::string_view what, double weight, double cost) {
        if (cost > 0 && loss_count < losses.size()) {
            losses[loss_count++] = {what, weight, cost};
        }
    }
};

struct NameAlignment {
    double score = 0;
    ScoreSums sums;
    bool whole_name = false;  // the score comes from the comparison without blanks
    double whole_similarity = 0;
    std::vector<WordPair> pairs;
};

// Where the similarities of subject words and listed words come from; the index keeps a memo behind it.
class Similarities {
public:
    virtual ~Similarities() = default;
    // Of the i-th subject word and the j-th listed word when they share a key (text/phonetic_key.h), else 0.
    [[nodiscard]] virtual double keyed(std::size_t i, std::size_t j) = 0;
    // Of any two.
    [[nodiscard]] virtual double any(std::size_t i, std::size_t j) = 0;
};

// REQUIRES: at most words_max words on either side.
void score_names(std::span<const ScoredWord> subject, std::span<const ScoredWord> listed,
                 Similarities& similarities, const ScoreWeights& weights, NameAlignment& alignment);

// What a word says by role and by the table of common words; the index lowers it further for words in many
// listings.
[[nodiscard]] double background_weight(std::string_view word, text::TokenRole role,
                                       const ScoreWeights& weights);

// A name made only of titles and particles ("Haji", "Abu Umm") is compared by them: gives them the weight of
// words.
void promote_when_nothing_else(std::vector<ScoredWord>& words, const ScoreWeights& weights);

}  // namespace cordon::screening
