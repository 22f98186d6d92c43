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
            for (std::size_t at = window.first; at < window.last; ++at) {
                PlainWord& word = name.emplace_back();
                word.token = tokenised.tokens[at];
                word.sounds = text::sound_letters(word.token.text);
                word.signature = text::sound_signature(word.token.text);
                text::key_hashes(word.token.text, word.token.vowelless, word.keys);
                text::sought_hashes(word.token.text, word.token.vowelless, word.sought);
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
        if (left.token.role == text::TokenRole::initial || right.token.role == text::TokenRole::initial) {
            return 0.0;
        }
        const bool number =
            left.token.role == text::TokenRole::number || right.token.role == text::TokenRole::number;
        std::vector<std::uint32_t> shared;
        std::ranges::set_intersection(left.sought, right.keys, std::back_inserter(shared));
        return shared.empty() || (number && left.token.text != right.token.text) ? 0.0
                                                                                 : likeness(left, right);
    }

    [[nodiscard]] double any(std::size_t i, std::size_t j) override {
        const auto letters = [](const PlainWord& word) {
            return word.token.role != text::TokenRole::initial && word.token.role != text::TokenRole::number;
        };
        return letters(subject_[i]) && letters(listed_[j]) ? likeness(subject_[i], listed_[j]) : 0.0;
    }

private:
    [[nodiscard]] double likeness(const PlainWord& left, const PlainWord& right) const {
        const double alike =
            text::token_similarity({left.token.text, left.sounds, left.signature, left.token.vowelless},
                                   {right.token.text, right.sounds, right.signature, right.token.vowelless});
        return alike >= weights_.pair_floor ? static_cast<double>(static_cast<float>(alike)) : 0.0;
    }

    const PlainName& subject_;
    const PlainName& listed_;
    const ScoreWeights& weights_;
};

class PlainScan {
public:
    explicit PlainScan(std::span<const IndexedListing> listings) {
        std::map<std::string, std::pair<std::size_t, std::size_t>> seen;  // listings, last listing
        for (std::size_t ordinal = 0; ordinal < listings.size(); ++ordinal) {
            auto& names = names_.emplace_back();
            for (const model::ListedName& name : listings[ordinal].listing->names) {
                for (PlainName& plain :
                     plain_names(name.text, weights_,
                                 has_latin_name(*listings[ordinal].listing) ? 1 : text::readings_max)) {
                    for (const PlainWord& word : plain) {
                        auto& [count, last] = seen[spelled(word)];
                        count += last == ordinal + 1 ? 0U : 1U;
                        last = ordinal + 1;
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
                        std::log(all / static_cast<double>(seen[spelled(word)].first)) / std::log(all);
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
                const auto known = listed_weights_.find(spelled(word));
                word.weight = known == listed_weights_.end() ? word.weight : known->second;
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
        return word.token.text + (word.token.vowelless ? "-" : "+");
    }

    void load(const PlainName& name, std::vector<ScoredWord>& words) const {
        words.clear();
        for (const PlainWord& word : name) {
            words.push_back(
                {.text = word.token.text,
                 .sounds = word.sounds,
                 .role = word.token.role,
                 .vowelless = word.token.vowelless,
                 .weight = word.weight,
                 .alone = static_cast<float>(share_alone(word.token.text, word.token.role, weights_)),
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
