#include "screening/index_search.h"

#include <algorithm>
#include <bit>
#include <string>

#include "base/hash.h"
#include "text/phonetic_key.h"
#include "text/token_similarity.h"

namespace cordon::screening {

namespace {

constexpr std::uint32_t not_in_index = ~0U;
constexpr std::size_t glued_letters_min = 5;
constexpr double light_weight = 0.1;
constexpr double glued_slack = 2.0;  // weight of two words

std::uint64_t memo_slot(std::uint64_t key) {
    return (key * 0x9e3779b97f4a7c15ULL) >> 40U;
}

float alone(const ScoredWord& word) {
    return word.weight * word.alone;
}

}  // namespace

bool NameSearch::run(std::size_t first, std::size_t last, std::vector<BestOfListing>& found) {
    state_.tallies.resize(index_.name_listings.size());
    load_subject(first, last);
    subject_weight_ = 0;
    subject_alone_ = 0;
    initials_ = 0;
    state_.order.clear();
    for (std::size_t word = 0; word < state_.subject.size(); ++word) {
        find_like_words(word);
        subject_weight_ += static_cast<double>(state_.subject[word].weight);
        subject_alone_ += static_cast<double>(alone(state_.subject[word]));
        initials_ += state_.subject[word].role == text::TokenRole::initial ? 1.0 : 0.0;
        state_.order.push_back(static_cast<std::uint8_t>(word));
    }
    tally_words();
    tally_glued();

    std::uint32_t scored = 0;
    bool truncated = false;
    for (const std::uint32_t name : state_.touched) {
        if (worth_scoring(name)) {
            if (scored == options_.candidates_max) {
                truncated = true;
                break;
            }
            ++scored;
            score(name);
            if (state_.alignment.score > 0) {
                found.push_back({.listing = index_.name_listings[name],
                                 .name = name,
                                 .score = state_.alignment.score,
                                 .supplement = (index_.name_flags[name] & name_supplement) != 0});
            }
        }
    }
    for (const std::uint32_t name : state_.touched) {
        state_.tallies[name] = {};
    }
    state_.touched.clear();
    return truncated;
}

void NameSearch::align(std::size_t first, std::size_t last, std::uint32_t name) {
    load_subject(first, last);
    for (std::size_t word = 0; word < state_.subject.size(); ++word) {
        find_like_words(word);
    }
    score(name);
}

void NameSearch::load_subject(std::size_t first, std::size_t last) {
    state_.subject.clear();
    if (++state_.memo.search == 0) {  // wrapped around: forget all
        std::ranges::fill(state_.memo.cells, SimilarityMemo::Cell{});
        state_.memo.search = 1;
    }
    state_.sounds.resize(std::max(state_.sounds.size(), last - first));
    for (std::size_t at = first; at < last; ++at) {
        const text::NameToken& token = state_.tokens.tokens[at];
        state_.sounds[at - first] = text::sound_letters(token.text);
        state_.subject.push_back({.text = token.text,
                                  .sounds = state_.sounds[at - first],
                                  .role = token.role,
                                  .vowelless = token.vowelless,
                                  .weight = static_cast<float>(
                                      background_weight(token.text, token.role, token.vowelless, weights_)),
                                  .alone = static_cast<float>(share_alone(token.text, token.role, weights_)),
                                  .signature = text::sound_signature(token.text),
                                  .number = not_in_index});
    }
    if (state_.like.size() < state_.subject.size()) {
        state_.like.resize(state_.subject.size());
    }
    promote_when_nothing_else(state_.subject, weights_);
}

void NameSearch::load_listed(std::uint32_t name) {
    state_.listed.clear();
    for (const std::uint32_t number : index_.words_of(name)) {
        state_.listed.push_back({.text = index_.word(number),
                                 .sounds = index_.sounds(number),
                                 .role = static_cast<text::TokenRole>(index_.word_flags[number] & 0x7FU),
                                 .vowelless = (index_.word_flags[number] & 0x80U) != 0,
                                 .weight = index_.word_weights[number],
                                 .signature = index_.word_signatures[number],
                                 .number = number});
    }
    if ((index_.name_flags[name] & name_promoted) != 0) {
        promote_when_nothing_else(state_.listed, weights_);
    }
}

// Every word of the index that shares a key and is alike enough to be paired.
void NameSearch::search_like_words(const ScoredWord& subject, double floor, std::vector<LikeWord>& like) {
    text::sought_hashes(subject.text, subject.vowelless, state_.hashes);
    search_hashed_words(subject, floor, like);
}

// The same under the keys in state_.hashes.
void NameSearch::search_hashed_words(const ScoredWord& subject, double floor, std::vector<LikeWord>& like) {
    like.clear();
    state_.seen.clear();
    state_.seen_in.resize(index_.word_weights.size(), 0);
    if (++state_.seen_round == 0) {
        std::ranges::fill(state_.seen_in, 0U);
        state_.seen_round = 1;
    }
    for (const std::uint32_t hash : state_.hashes) {
        const std::uint32_t bucket = hash >> (32U - index_.key_bits);
        for (std::uint32_t at = index_.key_offsets[bucket]; at < index_.key_offsets[bucket + 1]; ++at) {
            const std::uint32_t number = index_.key_words[at];
            if (index_.key_hashes[at] == hash && state_.seen_in[number] != state_.seen_round) {
                state_.seen_in[number] = state_.seen_round;
                state_.seen.push_back(number);
            }
        }
    }
    state_.batch.start({subject.text, subject.sounds, subject.signature, subject.vowelless}, floor);
    const auto comparable = [&](std::uint32_t number) {
        const auto role = static_cast<text::TokenRole>(index_.word_flags[number] & 0x7FU);
        const bool letters = role != text::TokenRole::initial && role != text::TokenRole::number &&
                             subject.role != text::TokenRole::number;
        return letters || index_.word(number) == subject.text;
    };
    std::erase_if(state_.seen, [&](std::uint32_t number) { return !comparable(number); });
    for (const std::uint32_t number : state_.seen) {
        state_.batch.add({index_.word(number), index_.sounds(number), index_.word_signatures[number],
                          (index_.word_flags[number] & 0x80U) != 0});
    }
    const auto similarities = state_.batch.finish();
    for (std::size_t at = 0; at < state_.seen.size(); ++at) {
        if (similarities[at] >= floor) {
            like.push_back({state_.seen[at], static_cast<float>(similarities[at])});
        }
    }
}

void NameSearch::find_like_words(std::size_t word) {
    ScoredWord& subject = state_.subject[word];
    auto& like = state_.like[word];
    like.clear();
    if (subject.role == text::TokenRole::initial) {
        return;
    }
    if (state_.cache.index != index_.word_letters.data()) {
        state_.cache = LikeWordCache{.index = index_.word_letters.data()};
    }
    std::string spelled(subject.text);
    spelled.push_back(subject.vowelless ? '-' : '+');
    auto& entry = state_.cache.entries[base::fast_checksum(spelled) % state_.cache.entries.size()];
    if (entry.word != spelled) {
        search_like_words(subject, weights_.pair_floor, entry.like);
        entry.word = std::move(spelled);
    }
    like = entry.like;
    for (const LikeWord& one : like) {
        remember(word, one.word, one.similarity);
        const std::uint8_t flags = index_.word_flags[one.word];
        if (one.similarity >= 1 && index_.word(one.word) == subject.text &&
            ((flags & 0x80U) != 0) == subject.vowelless &&
            subject.role == static_cast<text::TokenRole>(flags & 0x7FU)) {
            subject.number = one.word;
            subject.weight = index_.word_weights[one.word];
        }
    }
}

// Rare words first. A name that has none of them yet cannot be reached any more by the common words alone,
// once their weight is too little beside the words left unpaired: then names are only added to, no new ones
// are met.
void NameSearch::tally_words() {
    std::ranges::stable_sort(state_.order, std::ranges::greater{},
                             [this](std::uint8_t word) { return state_.subject[word].weight; });
    double behind = 0;        // weight of the words already looked up
    double behind_alone = 0;  // and what they cost when they find no partner
    for (const std::uint8_t word : state_.order) {
        const auto weight = static_cast<double>(state_.subject[word].weight);
        if (weight < light_weight) {
            break;  // particles and titles decide nothing
        }
        const bool meets_new =
            bound_of(subject_weight_ - behind, behind_alone - initials_, 0.0) >= options_.min_score;
        tally_postings(word, meets_new);
        behind += weight;
        behind_alone += static_cast<double>(alone(state_.subject[word]));
    }
}

double NameSearch::bound_of(double matched, double extra, double missing) const {
    // Some slack for words that only the aligner pairs.
    return matched <= 0 ? 0.0 : score_bound(matched, extra, missing, weights_) * 1.1 + 0.05;
}

void NameSearch::tally_postings(std::size_t word, bool meets_new) {
    const ScoredWord& subject = state_.subject[word];
    const auto mark = static_cast<std::int16_t>(word);
    for (const LikeWord& like : state_.like[word]) {
        const float weight = std::min(subject.weight, index_.word_weights[like.word]);
        const float adds = weight * like.similarity;
        for (const std::uint32_t name : index_.names_with(like.word)) {
            if (!meets_new && !state_.tallies[name].touched) {
                continue;
            }
            NameTally& tally = touch(name);
            if (tally.last_word != mark) {
                tally.last_word = mark;
                tally.matched += adds;
                tally.subject += alone(subject);
                tally.listed += index_.word_weights[like.word];
                tally.last = adds;
            } else if (adds > tally.last) {
                tally.matched += adds - tally.last;
                tally.last = adds;
            }
        }
    }
}

// Words of the subject written together, against words, neighbouring words and whole names of the index.
void NameSearch::tally_glued() {
    std::string whole;
    for (std::size_t at = 0; at < state_.subject.size(); ++at) {
        whole += state_.subject[at].text;
        if (state_.subject[at].text.size() >= glued_letters_min) {
            touch_glued(state_.subject[at].text);
        }
        if (at + 1 == state_.subject.size()) {
            break;
        }
        const std::string pair =
            std::string(state_.subject[at].text) + std::string(state_.subject[at + 1].text);
        if (pair.size() < glued_letters_min) {
            continue;
        }
        touch_glued(pair);
        const std::string sounds = text::sound_letters(pair);
        const bool vowelless = state_.subject[at].vowelless || state_.subject[at + 1].vowelless;
        const ScoredWord together{
            .text = pair,
            .sounds = sounds,
            .vowelless = vowelless,
            .signature = state_.subject[at].signature | state_.subject[at + 1].signature};
        if (known_word(at) &&
            known_word(at + 1)) {  // two whole words: written apart on purpose, or the same sound
            state_.hashes.assign(1, text::sound_key_hash(pair));
            search_hashed_words(together, weights_.glue_floor, like_pair_);
        } else {
            search_like_words(together, weights_.glue_floor, like_pair_);
        }
        for (const LikeWord& like : like_pair_) {
            for (const std::uint32_t name : index_.names_with(like.word)) {
                touch(name).glued = true;
            }
        }
    }
    if (whole.size() >= glued_letters_min) {
        touch_glued(whole);
    }
}

bool NameSearch::known_word(std::size_t word) const {
    return state_.subject[word].number != not_in_index;
}

NameTally& NameSearch::touch(std::uint32_t name) {
    NameTally& tally = state_.tallies[name];
    if (!tally.touched) {
        tally.touched = true;
        state_.touched.push_back(name);
    }
    return tally;
}

void NameSearch::touch_glued(std::string_view together) {
    const std::uint32_t hash = text::sound_hash(together);
    const auto range = std::ranges::equal_range(index_.glue_hashes, hash);
    for (auto at = range.begin(); at != range.end(); ++at) {
        const std::uint32_t name =
            index_.glue_names[static_cast<std::size_t>(at - index_.glue_hashes.begin())];
        touch(name).glued = true;
    }
}

// An upper bound of the score from the tally; with some slack for words that only the aligner pairs.
bool NameSearch::worth_scoring(std::uint32_t name) const {
    const std::uint32_t listing = index_.name_listings[name];
    const std::uint8_t flags = index_.name_flags[name];
    if (((options_.lists >> index_.listing_lists[listing]) & 1U) == 0 ||
        (!options_.supplement && (flags & name_supplement) != 0)) {
        return false;
    }
    const NameTally& tally = state_.tallies[name];
    if ((flags & name_promoted) != 0) {
        // A name of titles alone says too little beside other words.
        return subject_weight_ < std::max(2.0, 1.5 * static_cast<double>(index_.name_weights[name]));
    }
    // Words that only the aligner pairs: glued ones and initials.
    const double slack = initials_ + (tally.glued ? glued_slack : 0.0);
    const double matched = static_cast<double>(tally.matched) + (tally.glued ? 1.0 : 0.0);
    const double extra = subject_alone_ - static_cast<double>(tally.subject) - slack;
    const double missing =
        static_cast<double>(index_.name_weights[name]) - static_cast<double>(tally.listed) - slack;
    return bound_of(matched, extra, missing) >= options_.min_score;
}

void NameSearch::remember(std::size_t i, std::uint32_t word, float similarity) {
    const std::uint64_t key = (static_cast<std::uint64_t>(i) << 32U) | word;
    auto& cells = state_.memo.cells;
    const std::size_t mask = cells.size() - 1;
    std::size_t slot = memo_slot(key) & mask;
    for (std::size_t probe = 0; probe < 64; ++probe, slot = (slot + 1) & mask) {
        if (cells[slot].search != state_.memo.search || cells[slot].key == key) {
            break;
        }
    }
    cells[slot] = {key, state_.memo.search, similarity};
}

const float* NameSearch::recall(std::size_t i, std::uint32_t word) const {
    const std::uint64_t key = (static_cast<std::uint64_t>(i) << 32U) | word;
    const auto& cells = state_.memo.cells;
    const std::size_t mask = cells.size() - 1;
    std::size_t slot = memo_slot(key) & mask;
    for (std::size_t probe = 0; probe < 64; ++probe, slot = (slot + 1) & mask) {
        if (cells[slot].search != state_.memo.search) {
            return nullptr;
        }
        if (cells[slot].key == key) {
            return &cells[slot].similarity;
        }
    }
    return nullptr;
}

double NameSearch::keyed(std::size_t i, std::size_t j) {
    const ScoredWord& subject = state_.subject[i];
    const ScoredWord& listed = state_.listed[j];
    if (subject.text == listed.text && subject.vowelless == listed.vowelless) {
        return 1.0;
    }
    const float* known = recall(i, listed.number);
    return known == nullptr ? 0.0 : static_cast<double>(*known);
}

double NameSearch::any(std::size_t i, std::size_t j) {
    const ScoredWord& subject = state_.subject[i];
    const ScoredWord& listed = state_.listed[j];
    const auto letters = [](const ScoredWord& word) {
        return word.role != text::TokenRole::initial && word.role != text::TokenRole::number;
    };
    if (!letters(subject) || !letters(listed)) {
        return 0.0;
    }
    if (const float* known = recall(i, listed.number); known != nullptr) {
        return static_cast<double>(*known);
    }
    const double alike = text::token_similarity(
        {subject.text, subject.sounds, subject.signature, subject.vowelless},
        {listed.text, listed.sounds, listed.signature, listed.vowelless}, weights_.pair_floor);
    remember(i, listed.number, static_cast<float>(alike));
    return static_cast<double>(static_cast<float>(alike));
}

void NameSearch::score(std::uint32_t name) {
    load_listed(name);
    score_names(state_.subject, state_.listed, *this, weights_, state_.alignment);
}

}  // namespace cordon::screening
