// screening/screening_index_reference.h: screening without an index, for tests and benchmarks only.
//
// Role:    scores every listed name against the subject through screening/name_score.h, one after the other;
//          what the index answers must be this, only sooner.
// Threads: one scanner a thread.
// Cost:    O(names x words of one x words of the other).
#pragma once

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "screening/index_builder.h"
#include "screening/name_score.h"
#include "screening/screening_index.h"
#include "screening/word_windows.h"
#include "text/name_readings.h"
#include "text/name_segments.h"
#include "text/name_tokens.h"
#include "text/phonetic_key.h"
#include "text/token_similarity.h"

namespace cordon::screening::reference {

struct PlainWord {
    text::NameToken token;
    std::string sounds;
    std::uint32_t signature = 0;
    std::vector<std::uint32_t> keys;    // as a listed word
    std::vector<std::uint32_t> sought;  // as a word of a subject
    float weight = 1;
    bool listed = false;  // a subject's word that stands in a listing too
};

using PlainName = std::vector<PlainWord>;

// At most words_max words each: a longer name gives its windows, one of several readings those of each.
[[nodiscard]] inline std::vector<PlainName> plain_names(std::string_view utf8, const ScoreWeights& weights,
                                                        std::size_t readings_most = text::readings_max,
                                                        bool segments = false) {
    text::NameReadings readings;
    text::name_readings(utf8, readings, readings_most);
    if (segments) {
        (void)text::add_segments(utf8, readings);
    }
    std::vector<PlainName> names;
    for (const text::TokenisedName& tokenised : readings.view()) {
        for (const WordWindow& window : word_windows(tokenised.tokens.size())) {
            PlainName& name = names.emplace_back();
            std::size_t letters = 0;
            for (std::size_t at = window.first; at < window.last; ++at) {
                letters += tokenised.tokens[at].text.size();
            }
            for (std::size_t at = window.first; at < window.last; ++at) {
                PlainWord& word = name.emplace_back();
                word.token = tokenised.tokens[at];
                word.sounds = text::sound_letters(word.token.text);
                word.signature = text::sound_signature(word.token.text);
                text::key_hashes(word.token.text, word.token.vowelless, word.keys);
                const bool cut = at + 1 == window.last && end_may_be_cut(letters, window.last - window.first);
                text::sought_hashes(word.token.text, word.token.vowelless, cut, word.sought);
                word.weight = static_cast<float>(
                    background_weight(word.token.text, word.token.role, word.token.vowelless, weights));
            }
        }
    }
    return names;
}

class PlainSimilarities : public Similarities {
public:
    PlainSimilarities(const PlainName& subject, const PlainName& listed, const ScoreWeights& weights)
        : subject_(subject), listed_(listed), weights_(weights) {}

    [[nodiscard]] double keyed(std::size_t i, std::size_t j) override {
        const PlainWord& left = subject_[i];
        const PlainWord& right = listed_[j];
        if (left.token.text == right.token.text && left.token.vowelless == right.token.vowelless) {
            return 1.0;
        }
        if (left.token.role == text::TokenRole::initial) {
            return 0.0;
        }
        return comparable(left, right) && share_a_key(left.sought, right.keys)
                   ? likeness(left, right, weights_.pair_floor)
                   : 0.0;
    }

    [[nodiscard]] double keyed_together(std::size_t i, std::size_t j) override {
        const PlainWord& first = subject_[i];
        const PlainWord& second = subject_[i + 1];
        const PlainWord& right = listed_[j];
        PlainWord pair;
        pair.token.text = first.token.text + second.token.text;
        pair.token.vowelless = first.token.vowelless || second.token.vowelless;
        if (pair.token.text.size() < glued_letters_min || !comparable(pair, right)) {
            return 0;
        }
        pair.sounds = text::sound_letters(pair.token.text);
        pair.signature = text::sound_signature(pair.token.text);
        if (together_by_sound(pair.token.vowelless, first.listed && second.listed)) {
            pair.sought.push_back(text::sound_key_hash(pair.token.text));
        } else {
            text::sought_hashes(pair.token.text, pair.token.vowelless, false, pair.sought);
        }
        return share_a_key(pair.sought, right.keys) ? likeness(pair, right, weights_.glue_floor) : 0.0;
    }

    [[nodiscard]] bool sounds_as_two(std::size_t i, std::size_t j) override {
        return same_sound(subject_[i].token.text, listed_[j].token.text + listed_[j + 1].token.text);
    }

    [[nodiscard]] bool sounds_as_whole() override { return same_sound(whole(subject_), whole(listed_)); }

private:
    static std::string whole(const PlainName& name) {
        std::string letters;
        for (const PlainWord& word : name) {
            letters += word.token.text;
        }
        return letters;
    }

    static bool same_sound(const std::string& left, const std::string& right) {
        return left.size() >= glued_letters_min && right.size() >= glued_letters_min &&
               text::sound_hash(left) == text::sound_hash(right);
    }

    static bool share_a_key(const std::vector<std::uint32_t>& sought,
                            const std::vector<std::uint32_t>& keys) {
        std::vector<std::uint32_t> shared;
        std::ranges::set_intersection(sought, keys, std::back_inserter(shared));
        return !shared.empty();
    }

    static bool comparable(const PlainWord& left, const PlainWord& right) {
        const bool letters = right.token.role != text::TokenRole::initial &&
                             right.token.role != text::TokenRole::number &&
                             left.token.role != text::TokenRole::number;
        return letters || left.token.text == right.token.text;
    }

    static double likeness(const PlainWord& left, const PlainWord& right, double floor) {
        const double alike =
            text::token_similarity({left.token.text, left.sounds, left.signature, left.token.vowelless},
                                   {right.token.text, right.sounds, right.signature, right.token.vowelless});
        return alike >= floor ? static_cast<double>(static_cast<float>(alike)) : 0.0;
    }

    const PlainName& subject_;
    const PlainName& listed_;
    const ScoreWeights& weights_;
};

class PlainScan {
public:
    explicit PlainScan(std::span<const IndexedListing> listings) {
        struct Count {
            std::size_t most = 0;  // listings of one list
            std::map<std::uint8_t, std::size_t> by_list;
            std::size_t last = 0;
        };
        std::map<std::string, Count> seen;
        for (std::size_t ordinal = 0; ordinal < listings.size(); ++ordinal) {
            auto& names = names_.emplace_back();
            for (const model::ListedName& name : listings[ordinal].listing->names) {
                for (PlainName& plain :
                     plain_names(name.text, weights_,
                                 has_latin_name(*listings[ordinal].listing) ? 1 : text::readings_max)) {
                    for (const PlainWord& word : plain) {
                        Count& count = seen[spelled(word)];
                        if (count.last != ordinal + 1) {
                            count.last = ordinal + 1;
                            count.most = std::max(count.most, ++count.by_list[listings[ordinal].list]);
                        }
                    }
                    names.push_back(std::move(plain));
                }
            }
        }
        const double all = static_cast<double>(std::max<std::size_t>(listings.size(), 1000));
        for (auto& names : names_) {
            for (PlainName& name : names) {
                for (PlainWord& word : name) {
                    const double by_list =
                        std::log(all / static_cast<double>(seen[spelled(word)].most)) / std::log(all);
                    if (word.token.role == text::TokenRole::word) {
                        word.weight = static_cast<float>(std::min(
                            static_cast<double>(word.weight), std::clamp(by_list, weights_.list_floor, 1.0)));
                    }
                    listed_weights_[spelled(word)] = word.weight;
                }
            }
        }
    }

    // The best score of every listing, by ordinal.
    [[nodiscard]] std::vector<double> scores(std::string_view subject_name) {
        std::vector<double> best(names_.size(), 0.0);
        for (PlainName& subject : plain_names(subject_name, weights_, text::readings_max, true)) {
            for (PlainWord& word : subject) {
                if (word.token.ends_name) {
                    word.token.role = word.token.role_asked();
                    word.weight = static_cast<float>(
                        background_weight(word.token.text, word.token.role, false, weights_));
                }
                const auto known = listed_weights_.find(spelled(word));
                word.listed = known != listed_weights_.end() && word.token.role != text::TokenRole::initial;
                word.weight = word.listed ? known->second : word.weight;
            }
            load(subject, subject_words_);
            for (std::size_t ordinal = 0; ordinal < names_.size(); ++ordinal) {
                for (const PlainName& listed : names_[ordinal]) {
                    load(listed, listed_words_);
                    PlainSimilarities similarities(subject, listed, weights_);
                    score_names(subject_words_, listed_words_, similarities, weights_, alignment_);
                    best[ordinal] = std::max(best[ordinal], alignment_.score);
                }
            }
        }
        return best;
    }

private:
    [[nodiscard]] static std::string spelled(const PlainWord& word) {
        return word.token.text + (word.token.vowelless ? "-" : "+") +
               std::to_string(static_cast<int>(word.token.role));
    }

    void load(const PlainName& name, std::vector<ScoredWord>& words) const {
        words.clear();
        for (const PlainWord& word : name) {
            words.push_back(
                {.text = word.token.text,
                 .sounds = word.sounds,
                 .role = word.token.role,
                 .vowelless = word.token.vowelless,
                 .hangul = word.token.script == text::ScriptFamily::hangul,
                 .han = word.token.script == text::ScriptFamily::han,
                 .weight = word.weight,
                 .alone = static_cast<float>(share_alone(word.token.text, word.token.role, weights_)),
                 .general = is_general(word.token.text, word.token.role),
                 .says_whose = says_whose(word.token.text, word.token.role),
                 .signature = word.signature});
        }
        promote_when_nothing_else(words, weights_);
    }

    ScoreWeights weights_;
    std::vector<std::vector<PlainName>> names_;  // by listing
    std::map<std::string, float> listed_weights_;
    std::vector<ScoredWord> subject_words_;
    std::vector<ScoredWord> listed_words_;
    NameAlignment alignment_;
};

}  // namespace cordon::screening::reference
