// screening/name_score.h: one score, 0 to 1, for two names as words, and how each word fared.
//
// Role:        the judgement of screening; it knows nothing of the index and can be run over a whole list by
//              brute force, which is how the index is checked.
// Rules:       words are paired without regard to order, best pairs first; a word counts by its rarity; words
//              written together or apart are glued; an initial may stand for a word; titles, particles and
//              legal forms count next to nothing. Words, and words written together, are compared only when
//              they share a key (text/phonetic_key.h), so that an index over the keys can miss nothing.
//              score = matched / (matched + conflict + relief x lost): lost is what pairs fall short of
//              sameness and what stands unpaired; conflict is what stands unpaired on both sides; relief
//              falls as the words that are surely matched grow rarer, so that a match of common words, or of
//              words merely alike, must be nearly whole.
//              A whole-name comparison without blanks may lift the score.
//              All numbers stand in ScoreWeights; docs/reference/name-comparison.md explains them.
// Threads:     pure function; the scratch is the caller's, one a thread.
// Determinism: no clocks, no order of hashing; doubles only, in a fixed order.
// Cost:        O(words of one x words of the other) similarities, most of them from the memo.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/name_tokens.h"

namespace cordon::screening {

// The one readable table of numbers. Tuned on the DEV half of the screening test; see
// docs/reference/effectiveness.md.
struct ScoreWeights {
    // What a word says. A word of level n in the background (text/name_frequency.h) says
    // 1 - rarity_slope x n, never less than common_floor.
    double particle = 0.03;
    double title = 0.06;
    double legal_form = 0.06;
    double initial = 0.12;
    double number = 0.90;
    double rarity_slope = 0.055;
    double common_floor = 0.29;
    double two_letters = 0.60;    // no word of so few letters says more: there are few of them, and one slip
    double three_letters = 0.75;  // makes another one. Of an unvowelled word two consonants count as two
    double four_letters = 0.95;   // letters.
    double list_floor = 0.22;     // a word in very many listings says no less than this

    double pair_floor = 0.66;  // words less alike than this are not paired
    double slip_loss = 1.70;   // a pair of weight w and similarity s loses w x (1 - s) x this,
    double common_loss =
        3.50;  // and x this x (1 - the weight of the rarer word) more: two common words that are
               // not the same are two names, a common and an unknown one may be a slip
    double script_loss = 0.30;  // and x this more between a script without vowels and one with them
    double glue_floor = 0.84;   // floor for words written together or apart
    double initial_similarity = 0.80;
    double abbreviated = 0.60;  // a letter beside a single listed word that says less stands for no word

    double missing = 0.28;   // what an unpaired word of the listed name costs, of its weight
    double extra = 0.66;     // the same of the subject's name
    double conflict = 0.60;  // what stands unpaired on both sides costs this, however much the rest says: two
                             // words in one place speak against each other, one alone may be left out
    // So does, times this, what stands unpaired in a name of three and more Chinese or Korean syllables: none
    // of them is left out as a middle name is.
    double syllable = 0.70;
    double lone = 0.70;  // so does this share of what the subject has more, where a single word is shared
    double patronymic = 0.35;   // what "A son of B" costs against "B son of A", however much the rest says
    double surrounding = 0.10;  // what a number, or a word like "account" or "street", is worth as an extra
    double place = 0.40;        // and a city, a country or "trading", of its weight
    double residual = 0.50;     // the same of a word whose partner is only like it and says next to nothing
    double order = 0.09;        // what words in another order cost, once
    // What is lost counts relief_start - relief_slope x sure, not less than relief_min: the more a match
    // says, the more it may lack. Sure is what is matched: all of it in pairs alike at sure_from and more,
    // nothing in those at unsure_to and less. Many words that are merely alike forgive nothing.
    double relief_start = 1.38;
    double relief_slope = 1.00;
    double relief_min = 0.15;
    double sure_from = 0.92;
    double unsure_to = 0.50;

    double whole_floor = 0.80;  // whole names without blanks: below this likeness they say nothing
    double whole_scale = 0.985;
};

constexpr std::size_t words_max = 32;         // of one name or window
constexpr float little_weight = 0.1F;         // less: a particle, title or legal form; decides nothing
constexpr std::size_t glued_letters_min = 5;  // of words written together that are looked at

struct ScoredWord {
    std::string_view text;
    std::string_view sounds;  // text::sound_letters
    text::TokenRole role = text::TokenRole::word;
    bool vowelless = false;
    bool hangul = false;  // was written, or is read, in it: of words of the subject only
    bool han = false;     // the same
    float weight = 1;
    float alone = 1;          // of its weight, what counts when the subject's word finds no partner
    bool general = false;     // is_general, of words of the subject only
    bool says_whose = false;  // says_whose; never in running text
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
    // Of the i-th subject word and the j-th listed word when they share a key, else 0.
    [[nodiscard]] virtual double keyed(std::size_t i, std::size_t j) = 0;
    // Of the subject's words i and i + 1 written together and the j-th listed word, when those share a key.
    [[nodiscard]] virtual double keyed_together(std::size_t i, std::size_t j) = 0;
    // Whether the i-th subject word sounds as the listed words j and j + 1 written together.
    [[nodiscard]] virtual bool sounds_as_two(std::size_t i, std::size_t j) = 0;
    // Whether the names sound the same without blanks.
    [[nodiscard]] virtual bool sounds_as_whole() = 0;
};

// REQUIRES: at most words_max words on either side.
void score_names(std::span<const ScoredWord> subject, std::span<const ScoredWord> listed,
                 Similarities& similarities, const ScoreWeights& weights, NameAlignment& alignment);

// What a loss counts beside words of weight matched.
[[nodiscard]] inline double relief_of(double matched, const ScoreWeights& weights) {
    const double relief = weights.relief_start - weights.relief_slope * matched;
    return relief > weights.relief_min ? relief : weights.relief_min;
}

// Of what is met in a pair of such likeness, the share that is sure.
[[nodiscard]] inline double sureness(double similarity, const ScoreWeights& weights) {
    const double share = (similarity - weights.unsure_to) / (weights.sure_from - weights.unsure_to);
    return share < 0 ? 0 : share > 1 ? 1 : share;
}

// What pairs of words may come to; see score_bound.
struct PairSums {
    double matched = 0;                         // at most this weight is met
    std::optional<double> sure = std::nullopt;  // and this of it is sure; nothing: all of it
    double unlike = 0;                          // at least this much of the paired words is not met
    double extra = 0;                           // at least this stands unpaired in the subject
    double missing = 0;                         // and this in the listed name
    double light = 0;   // at most this of missing are particles, titles and legal forms
    bool lone = false;  // at most one pair of words that say something
};

// No alignment of such pairs scores more; it grows with matched and falls with the others. What
// sounds_as_whole lifts is not bounded by it.
[[nodiscard]] inline double score_bound(const PairSums& sums, const ScoreWeights& weights) {
    const double extra = sums.extra > 0 ? sums.extra : 0;
    const double missing = sums.missing > 0 ? sums.missing : 0;
    const double says = missing > sums.light ? missing - sums.light : 0;
    const double both = extra < says ? extra : says;
    const double alone = sums.lone ? weights.lone * extra : 0;
    const double against = both > alone ? both : alone;
    const double lost = sums.unlike + weights.missing * missing + weights.extra * extra;
    return sums.matched <= 0 ? 0.0
                             : sums.matched / (sums.matched + weights.conflict * against +
                                               relief_of(sums.sure.value_or(sums.matched), weights) * lost);
}

// Two neighbouring words of the subject written together are compared with a listed word of the same sound
// alone: they were written apart on purpose, as a rule. Where a script leaves its vowels out and no listing
// has both of them, they may be pieces of one word, and any key that they share will do.
[[nodiscard]] constexpr bool together_by_sound(bool vowelless, bool both_listed) {
    return !vowelless || both_listed;
}

// What must be matched beside losses of such weight before a score can reach min_score.
[[nodiscard]] inline double matched_needed(double lost, double min_score, const ScoreWeights& weights) {
    if (lost <= 0) {
        return 0;
    }
    const double gain = (1 - min_score) / min_score;
    const double sloping = weights.relief_start * lost / (gain + weights.relief_slope * lost);
    const double least_from = (weights.relief_start - weights.relief_min) / weights.relief_slope;
    if (sloping <= least_from) {
        return sloping;
    }
    const double flat = weights.relief_min * lost / gain;
    return flat > least_from ? flat : least_from;
}

// Of a pair's weight, the share that is met. rarer: the weight of the rarer word; across: one word is written
// without vowels and the other with them.
[[nodiscard]] inline double share_met(double similarity, double rarer, bool across,
                                      const ScoreWeights& weights) {
    const double common = rarer < 1 ? 1 - rarer : 0;
    const double loss =
        weights.slip_loss + (across ? weights.script_loss : 0.0) + weights.common_loss * common;
    const double met = 1.0 - (1.0 - similarity) * loss;
    return met > 0 ? met : 0;
}

// What a word says by role, length and the table of common words; the index lowers it further for words in
// many listings.
[[nodiscard]] double background_weight(std::string_view word, text::TokenRole role, bool vowelless,
                                       const ScoreWeights& weights);

// Of its weight, what a word of the subject costs when the listed name lacks it: less for what is written
// around names than for names.
[[nodiscard]] double share_alone(std::string_view word, text::TokenRole role, const ScoreWeights& weights);

// No word that is only written around names.
[[nodiscard]] bool says_whose(std::string_view word, text::TokenRole role);
// Words of trade and place: "Savings Bank" is a kind of firm, not a firm.
[[nodiscard]] bool is_general(std::string_view word, text::TokenRole role);

// A name made only of titles and particles ("Haji", "Abu Umm") is compared by them: gives them the weight of
// words.
void promote_when_nothing_else(std::vector<ScoredWord>& words, const ScoreWeights& weights);

}  // namespace cordon::screening
