#include "screening/name_score.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/check.h"
#include "text/korean_spelling.h"
#include "text/name_frequency.h"
#include "text/name_words.h"
#include "text/phonetic_key.h"
#include "text/token_similarity.h"

namespace cordon::screening {

namespace {

using text::TokenRole;

constexpr std::size_t glue_letters_max = 64;

struct Alike {
    float value;
    float similarity;
    std::uint8_t subject;
    std::uint8_t listed;
};

struct Letters {
    std::array<char, glue_letters_max> room{};
    std::size_t count = 0;
    [[nodiscard]] std::string_view view() const { return {room.data(), count}; }
    void add(std::string_view text) {
        for (const char letter : text) {
            if (count < room.size()) {
                room[count++] = letter;
            }
        }
    }
};

Letters glue(std::span<const ScoredWord> words) {
    Letters letters;
    for (const ScoredWord& word : words) {
        letters.add(word.text);
    }
    return letters;
}

bool any_vowelless(std::span<const ScoredWord> words) {
    return std::ranges::any_of(words, &ScoredWord::vowelless);
}

// A cheap no for words written together: they hardly ever differ in their first sound.
bool same_start(const ScoredWord& left, const ScoredWord& right) {
    const auto start = [](const ScoredWord& word) {
        const std::string_view vowels = "aeiouYWyw";
        const char first = word.sounds.front();
        return vowels.find(first) != std::string_view::npos   ? 'a'
               : first == 'K' || first == 'q' || first == 'c' ? 'k'
                                                              : first;
    };
    return left.vowelless || right.vowelless || start(left) == start(right);
}

class Aligner {
public:
    Aligner(std::span<const ScoredWord> subject, std::span<const ScoredWord> listed,
            Similarities& similarities, const ScoreWeights& weights, NameAlignment& alignment)
        : subject_(subject),
          listed_(listed),
          similarities_(similarities),
          weights_(weights),
          alignment_(alignment) {}

    void run() {
        alignment_.pairs.clear();
        alignment_.whole_name = false;
        pair_words();
        pair_glued();
        pair_initials();
        alignment_.sums = {};
        alignment_.score = judge();
        alignment_.sums.word_score = alignment_.score;
        compare_whole();
    }

private:
    static bool letter_word(const ScoredWord& word) {
        return word.role != TokenRole::initial && word.role != TokenRole::number;
    }

    void take(const WordPair& pair) {
        for (std::size_t at = 0; at < pair.subject_count; ++at) {
            subject_taken_[pair.subject + at] = true;
        }
        for (std::size_t at = 0; at < pair.listed_count; ++at) {
            listed_taken_[pair.listed + at] = true;
        }
        alignment_.pairs.push_back(pair);
    }

    // A name in Hangul says its sounds, and its readings are the ways in which they are spelled: another
    // syllable is another name, however alike.
    [[nodiscard]] bool syllables_clash(std::size_t i, std::size_t i_count, std::size_t j,
                                       std::size_t j_count) const {
        const auto left = subject_.subspan(i, i_count);
        return std::ranges::all_of(left, &ScoredWord::hangul) &&
               text::korean_spellings_clash(glue(left).view(), glue(listed_.subspan(j, j_count)).view());
    }

    // Best pairs first; equal ones in the order of the words, so that the answer is the same everywhere.
    void pair_words() {
        std::size_t count = 0;
        for (std::size_t i = 0; i < subject_.size(); ++i) {
            for (std::size_t j = 0; j < listed_.size(); ++j) {
                const double alike = similarities_.keyed(i, j);
                if (alike >= weights_.pair_floor && !syllables_clash(i, 1, j, 1)) {
                    const double weight = std::min(subject_[i].weight, listed_[j].weight);
                    alike_[count++] = {static_cast<float>(alike * (0.2 + weight)), static_cast<float>(alike),
                                       static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(j)};
                }
            }
        }
        const auto end = alike_.begin() + static_cast<std::ptrdiff_t>(count);
        std::sort(alike_.begin(), end, [](const Alike& left, const Alike& right) {
            return left.value != right.value       ? left.value > right.value
                   : left.subject != right.subject ? left.subject < right.subject
                                                   : left.listed < right.listed;
        });
        for (auto pair = alike_.begin(); pair != end; ++pair) {
            if (!subject_taken_[pair->subject] && !listed_taken_[pair->listed]) {
                const bool exact = subject_[pair->subject].text == listed_[pair->listed].text;
                take({.subject = pair->subject,
                      .listed = pair->listed,
                      .relation = exact ? WordRelation::exact : WordRelation::sound,
                      .similarity = pair->similarity,
                      .weight = std::min(subject_[pair->subject].weight, listed_[pair->listed].weight)});
            }
        }
    }

    // Two neighbouring words of one side against one word of the other; a weak pair gives way to a better
    // glued one.
    void pair_glued() {
        for (std::size_t i = 0; i + 1 < subject_.size(); ++i) {
            for (std::size_t j = 0; j < listed_.size(); ++j) {
                try_glue(i, 2, j, 1);
            }
        }
        for (std::size_t j = 0; j + 1 < listed_.size(); ++j) {
            for (std::size_t i = 0; i < subject_.size(); ++i) {
                try_glue(i, 1, j, 2);
            }
        }
    }

    void try_glue(std::size_t i, std::size_t i_count, std::size_t j, std::size_t j_count) {
        const auto left = subject_.subspan(i, i_count);
        const auto right = listed_.subspan(j, j_count);
        if (subject_taken_[i] || subject_taken_[i + i_count - 1] || listed_taken_[j] ||
            listed_taken_[j + j_count - 1]) {
            return;
        }
        const double alike = i_count == 2 ? alike_together(i, j) : alike_apart(i, j);
        if (alike < weights_.glue_floor || syllables_clash(i, i_count, j, j_count)) {
            return;
        }
        float left_weight = 0;
        for (const ScoredWord& word : left) {
            left_weight = std::max(left_weight, word.weight);
        }
        float right_weight = 0;
        for (const ScoredWord& word : right) {
            right_weight = std::max(right_weight, word.weight);
        }
        take({.subject = static_cast<std::uint8_t>(i),
              .listed = static_cast<std::uint8_t>(j),
              .subject_count = static_cast<std::uint8_t>(i_count),
              .listed_count = static_cast<std::uint8_t>(j_count),
              .relation = WordRelation::glued,
              .similarity = static_cast<float>(alike),
              .weight = std::min(left_weight, right_weight)});
    }

    // Two words of the subject and one of the listed name. Nothing else speaks for the two: a whole person
    // without vowels is no Latin word by chance.
    [[nodiscard]] double alike_together(std::size_t i, std::size_t j) {
        const double alike = similarities_.keyed_together(i, j);
        const bool across = any_vowelless(subject_.subspan(i, 2)) != listed_[j].vowelless;
        const bool alone = std::ranges::none_of(
            alignment_.pairs, [](const WordPair& pair) { return pair.weight >= little_weight; });
        return across && alone ? text::doubted_together(alike) : alike;
    }

    // A word of the subject and two of the listed name.
    [[nodiscard]] double alike_apart(std::size_t i, std::size_t j) {
        if (!same_start(subject_[i], listed_[j]) || !similarities_.sounds_as_two(i, j)) {
            return 0;
        }
        const auto right = listed_.subspan(j, 2);
        return text::word_similarity(subject_[i].text, glue(right).view(), subject_[i].vowelless,
                                     any_vowelless(right), weights_.glue_floor);
    }

    // A letter of a listed name stands for a word beside names that say who is meant. "Mohammed K" is not
    // every Mohammed whose other name begins so, nor "S-Cape Limited" a savings bank of Cape Town.
    [[nodiscard]] bool listed_letters_abbreviate() const {
        std::size_t names = 0;
        float weight = 0;
        bool firm = false;
        for (const ScoredWord& word : listed_) {
            firm = firm || word.role == TokenRole::legal_form;
            if (word.role == TokenRole::word || word.role == TokenRole::title ||
                word.role == TokenRole::number) {  // some titles are names too: "Khan"
                ++names;
                weight += word.weight;
            }
        }
        return names != 1 || (!firm && static_cast<double>(weight) >= weights_.abbreviated);
    }

    void pair_initials() {
        const bool abbreviate = listed_letters_abbreviate();
        for (std::size_t i = 0; i < subject_.size(); ++i) {
            for (std::size_t j = 0; j < listed_.size() && !subject_taken_[i]; ++j) {
                const bool left_initial = subject_[i].role == TokenRole::initial && letter_word(listed_[j]);
                const bool right_initial =
                    abbreviate && listed_[j].role == TokenRole::initial && letter_word(subject_[i]);
                if (listed_taken_[j] || left_initial == right_initial ||
                    subject_[i].text.front() != listed_[j].text.front() ||
                    listed_[j].role == TokenRole::particle || subject_[i].role == TokenRole::particle) {
                    continue;
                }
                take({.subject = static_cast<std::uint8_t>(i),
                      .listed = static_cast<std::uint8_t>(j),
                      .relation = WordRelation::initial,
                      .similarity = static_cast<float>(weights_.initial_similarity),
                      .weight = static_cast<float>(weights_.initial)});
            }
        }
    }

    // How much of a pair's weight is met.
    [[nodiscard]] double met(const WordPair& pair) const {
        return share_met(
            static_cast<double>(pair.similarity),
            static_cast<double>(std::max(subject_[pair.subject].weight, listed_[pair.listed].weight)),
            subject_[pair.subject].vowelless != listed_[pair.listed].vowelless, weights_);
    }

    // Whether the paired words stand in the same order on both sides; particles and titles aside.
    [[nodiscard]] bool in_order() const {
        std::array<std::uint8_t, words_max> partner{};  // of a subject's word, one up; 0 = none
        for (const WordPair& pair : alignment_.pairs) {
            if (pair.weight >= little_weight) {
                partner[pair.subject] = static_cast<std::uint8_t>(pair.listed + 1);
            }
        }
        std::uint8_t last = 0;
        for (std::size_t i = 0; i < subject_.size(); ++i) {
            if (partner[i] != 0 && partner[i] < last) {
                return false;
            }
            last = std::max(last, partner[i]);
        }
        return true;
    }

    static bool follows_bin(std::span<const ScoredWord> words, std::size_t at) {
        std::size_t before = at;
        while (before > 0 && words[before - 1].role == TokenRole::particle) {
            --before;
            if (words[before].text == "bin" || words[before].text == "bint") {
                return true;
            }
        }
        return false;
    }

    // "Ahmad bin Hasan" is not "Hasan bin Ahmad": a name and a father's name have changed places.
    [[nodiscard]] bool fathers_swapped() const {
        bool became_father = false;
        bool became_son = false;
        for (const WordPair& pair : alignment_.pairs) {
            if (pair.weight >= little_weight) {
                const bool in_subject = follows_bin(subject_, pair.subject);
                const bool in_listed = follows_bin(listed_, pair.listed);
                became_father = became_father || (in_subject && !in_listed);
                became_son = became_son || (!in_subject && in_listed);
            }
        }
        return became_father && became_son;
    }

    // Where all that is met is a kind of firm, a word before it says whose: "Paris Savings Bank" is not the
    // "Savings Bank"; behind it, a place is where the firm sits. The place of the first word met, else 0.
    [[nodiscard]] std::size_t words_before_kind() const {
        std::size_t first = subject_.size();
        for (const WordPair& pair : alignment_.pairs) {
            if (pair.weight >= little_weight && !subject_[pair.subject].general) {
                return 0;
            }
            first = std::min<std::size_t>(first, pair.subject);
        }
        const auto says_whose = [](const ScoredWord& word) {
            return word.says_whose && word.weight >= little_weight;
        };
        return std::ranges::any_of(subject_.first(first), says_whose) ? first : 0;
    }

    // A name of three and more Chinese or Korean syllables: each tells one person from another, and none is
    // left out as a middle name is.
    [[nodiscard]] bool of_syllables() const {
        constexpr std::size_t words_least = 3;
        // The table of syllables has not all of them; what is written in Han or Hangul is nothing else.
        const bool native =
            std::ranges::all_of(subject_, [](const ScoredWord& word) { return word.han || word.hangul; });
        const auto are_syllables = [native](std::span<const ScoredWord> words) {
            const auto syllables = std::ranges::count_if(
                words, [](const ScoredWord& word) { return (word.signature & text::syllable_bit) != 0; });
            return static_cast<std::size_t>(syllables) * 4 >= words.size() * (native ? 3 : 4);
        };
        return std::max(listed_.size(), subject_.size()) >= words_least && are_syllables(listed_) &&
               are_syllables(subject_);
    }

    // What stands unpaired, and of it what says something: titles, particles and legal forms speak against
    // nobody, but where a single word is shared.
    struct Unpaired {
        double extra = 0;
        double missing = 0;
        double extra_says = 0;
        double missing_says = 0;
    };
    [[nodiscard]] Unpaired unpaired(std::size_t words_before) const {
        Unpaired sums;
        for (std::size_t i = 0; i < subject_.size(); ++i) {
            const float share = i < words_before ? 1.0F : subject_[i].alone;
            const double alone = subject_taken_[i] ? 0.0 : static_cast<double>(subject_[i].weight * share);
            sums.extra += alone;
            sums.extra_says += subject_[i].weight < little_weight ? 0.0 : alone;
        }
        for (std::size_t j = 0; j < listed_.size(); ++j) {
            const double alone = listed_taken_[j] ? 0.0 : static_cast<double>(listed_[j].weight);
            sums.missing += alone;
            sums.missing_says += listed_[j].weight < little_weight ? 0.0 : alone;
        }
        return sums;
    }

    [[nodiscard]] double judge() {
        const std::size_t before = words_before_kind();
        const auto [extra, missing, extra_says, missing_says] = unpaired(before);
        double matched = 0;
        double sure = 0;
        double unlike = 0;
        double residual = 0;
        for (WordPair& pair : alignment_.pairs) {
            const auto weight = static_cast<double>(pair.weight);
            const double met_weight = weight * met(pair);
            pair.met = static_cast<float>(met_weight);
            matched += met_weight;
            sure += met_weight * sureness(static_cast<double>(pair.similarity), weights_);
            unlike += weight - met_weight;
            if (pair.relation == WordRelation::sound && pair.weight < little_weight) {
                residual += (1.0 - static_cast<double>(pair.similarity)) *
                            static_cast<double>(subject_[pair.subject].weight + listed_[pair.listed].weight -
                                                2 * pair.weight);
            }
        }
        if (matched <= 0) {
            return 0;
        }
        const double relief = relief_of(sure, weights_);
        const auto says_much = [](const WordPair& pair) { return pair.weight >= little_weight; };
        const bool lone = before > 0 || std::ranges::count_if(alignment_.pairs, says_much) <= 1;
        const double against = std::max({lone ? std::min(extra, missing) : std::min(extra_says, missing_says),
                                         lone ? weights_.lone * extra : 0.0,
                                         of_syllables() ? weights_.syllable * (extra + missing) : 0.0});
        ScoreSums& sums = alignment_.sums;
        sums.matched = matched;
        sums.relief = relief;
        sums.lose("paired words that are not the same", unlike, relief * unlike);
        sums.lose("only in the listed name", missing, relief * weights_.missing * missing);
        sums.lose("only in the query", extra, relief * weights_.extra * extra);
        sums.lose("words of the one against words of the other", against, weights_.conflict * against);
        sums.lose("a word like a title or particle", residual, relief * weights_.residual * residual);
        double lost =
            unlike + weights_.missing * missing + weights_.extra * extra + weights_.residual * residual;
        double swapped = 0;
        if (fathers_swapped()) {
            swapped = weights_.patronymic;
            sums.lose("name and father's name changed places", swapped, swapped);
        }
        if ((lost > 0 || against > 0 || swapped > 0) && !in_order()) {
            lost += weights_.order;
            sums.lose("words in another order", weights_.order, relief * weights_.order);
        }
        return matched / (matched + weights_.conflict * against + swapped + relief * lost);
    }

    // The same words in the same order, letter by letter. Only the script can differ then: one of them was
    // written without vowels, and the other has none that it lacks ("Nasr al-Li").
    [[nodiscard]] bool same_letters() const {
        return std::ranges::equal(subject_, listed_, {}, &ScoredWord::text, &ScoredWord::text);
    }

    // Names written without blanks, or with blanks in other places.
    void compare_whole() {
        if (alignment_.score >= weights_.whole_scale) {
            return;
        }
        if (subject_.size() == listed_.size()) {
            if (same_letters() && similarities_.sounds_as_whole()) {
                alignment_.whole_similarity = 1;
                alignment_.score = weights_.whole_scale;
                alignment_.whole_name = true;
            }
            return;
        }
        const Letters left = glue(subject_);
        const Letters right = glue(listed_);
        const std::size_t shorter = std::min(left.count, right.count);
        const std::size_t longer = std::max(left.count, right.count);
        if (shorter < 5 || longer >= glue_letters_max || (longer - shorter) * 4 > longer ||
            any_vowelless(subject_) || any_vowelless(listed_) ||
            syllables_clash(0, subject_.size(), 0, listed_.size()) || !similarities_.sounds_as_whole()) {
            return;
        }
        const double alike =
            text::word_similarity(left.view(), right.view(), false, false, weights_.whole_floor);
        alignment_.whole_similarity = alike;
        if (alike < weights_.whole_floor) {
            return;
        }
        const double score = weights_.whole_scale * alike * std::sqrt(alike);
        if (score > alignment_.score) {
            alignment_.score = score;
            alignment_.whole_name = true;
        }
    }

    std::span<const ScoredWord> subject_;
    std::span<const ScoredWord> listed_;
    Similarities& similarities_;
    const ScoreWeights& weights_;
    NameAlignment& alignment_;
    std::array<bool, words_max> subject_taken_{};
    std::array<bool, words_max> listed_taken_{};
    std::array<Alike, words_max * words_max> alike_;  // as many as pair_words has found
};

}  // namespace

void score_names(std::span<const ScoredWord> subject, std::span<const ScoredWord> listed,
                 Similarities& similarities, const ScoreWeights& weights, NameAlignment& alignment) {
    CORDON_CHECK(subject.size() <= words_max && listed.size() <= words_max);
    Aligner(subject, listed, similarities, weights, alignment).run();
}

double background_weight(std::string_view word, TokenRole role, bool vowelless, const ScoreWeights& weights) {
    switch (role) {
        case TokenRole::particle: return weights.particle;
        case TokenRole::title: return weights.title;
        case TokenRole::legal_form: return weights.legal_form;
        case TokenRole::initial: return text::is_letter_between(word) ? weights.particle : weights.initial;
        case TokenRole::number: return weights.number;
        case TokenRole::word: break;
    }
    const std::size_t letters = vowelless ? text::skeleton_key(word).size() : word.size();
    const double most = letters <= 2   ? weights.two_letters
                        : letters == 3 ? weights.three_letters
                        : letters == 4 ? weights.four_letters
                                       : 1.0;
    return std::max(weights.common_floor,
                    most - weights.rarity_slope * static_cast<double>(text::name_frequency(word)));
}

double share_alone(std::string_view word, TokenRole role, const ScoreWeights& weights) {
    if (role == TokenRole::number) {
        return weights.surrounding;
    }
    switch (text::use_of_word(word)) {
        case text::WordUse::surrounding: return weights.surrounding;
        case text::WordUse::place: return weights.place;
        case text::WordUse::naming: break;
    }
    return 1.0;
}

bool says_whose(std::string_view word, TokenRole role) {
    return role == TokenRole::word && text::use_of_word(word) != text::WordUse::surrounding;
}

bool is_general(std::string_view word, TokenRole role) {
    return role == TokenRole::word &&
           (text::use_of_word(word) != text::WordUse::naming || text::is_company_word(word));
}

void promote_when_nothing_else(std::vector<ScoredWord>& words, const ScoreWeights& weights) {
    const bool has_word = std::ranges::any_of(words, [](const ScoredWord& word) {
        return word.role == TokenRole::word || word.role == TokenRole::number;
    });
    if (has_word) {
        return;
    }
    const bool all_initials =
        std::ranges::all_of(words, [](const ScoredWord& word) { return word.role == TokenRole::initial; });
    for (ScoredWord& word : words) {
        if (word.role != TokenRole::initial || all_initials) {
            word.role = TokenRole::word;
            word.weight = static_cast<float>(weights.common_floor);
        }
    }
}

}  // namespace cordon::screening
