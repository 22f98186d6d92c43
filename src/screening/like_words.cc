// The words of an index that are like those of a subject: part of NameSearch.
#include <algorithm>
#include <string>

#include "screening/index_builder.h"
#include "screening/index_search.h"

#include "text/phonetic_key.h"
#include "text/token_similarity.h"

namespace cordon::screening {

namespace {

// A record is asked for so many words before it is read; memory answers meanwhile.
constexpr std::size_t fetched_ahead = 8;
void fetch(const WordRecord* word) {
    __builtin_prefetch(word);
    __builtin_prefetch(&word->codes.letters);  // it may begin in one line of memory and end in the next
}

std::size_t memo_slot(std::uint32_t subject, std::uint32_t word) {
    const std::uint64_t key = (std::uint64_t{subject} << 32U) | word;
    return static_cast<std::size_t>((key * 0x9e3779b97f4a7c15ULL) >> 40U);
}

bool is_letters(text::TokenRole role) {
    return role != text::TokenRole::initial && role != text::TokenRole::number;
}

}  // namespace

void NameSearch::find_all_like_words() {
    for (std::size_t word = 0; word < state_.subject.size(); ++word) {
        find_like_words(word);
    }
    promote_when_nothing_else(state_.subject, weights_);
    find_like_pairs();
}

// Every word of the index that shares a key and is alike enough to be paired.
void NameSearch::find_like_words(std::size_t word) {
    ScoredWord& subject = state_.subject[word];
    auto& like = state_.like[word];
    like.clear();
    const bool initial = subject.role == text::TokenRole::initial;
    if (initial && !std::ranges::all_of(state_.subject, [](const ScoredWord& other) {
            return other.role == text::TokenRole::initial;
        })) {
        return;  // stands for a word or for nothing
    }
    const bool cut =
        word + 1 == state_.subject.size() && end_may_be_cut(whole_.size(), state_.subject.size());
    std::string spelled(subject.text);
    spelled.push_back(subject.vowelless ? '-' : '+');
    spelled += cut ? "c" : "";
    if (!remembered_.words.find(spelled, like)) {
        search_like_words(subject, weights_.pair_floor, cut ? SoughtBy::beginning_too : SoughtBy::keys, like);
        remembered_.words.keep(spelled, like);
    }
    if (initial) {  // a name of nothing but initials is compared by them
        std::erase_if(
            like, [&](const LikeWord& one) { return index_.text(index_.words[one.word]) != subject.text; });
    }
    for (const LikeWord& one : like) {
        remember(static_cast<std::uint32_t>(word), one.word, one.similarity);
        if (one.similarity >= 1) {
            const WordRecord& record = index_.words[one.word];
            if (index_.text(record) == subject.text && (record.vowelless != 0) == subject.vowelless &&
                subject.role == static_cast<text::TokenRole>(record.role)) {
                subject.number = one.word;
                subject.weight = record.weight;
            }
        }
    }
}

// The same for neighbouring words written together; see together_by_sound.
void NameSearch::find_like_pairs() {
    for (std::size_t at = 0; at + 1 < state_.subject.size(); ++at) {
        state_.like_pairs[at].clear();
        const ScoredWord& left = state_.subject[at];
        const ScoredWord& right = state_.subject[at + 1];
        std::string spelled = std::string(left.text) + std::string(right.text);
        if (spelled.size() < glued_letters_min) {
            continue;
        }
        const bool vowelless = left.vowelless || right.vowelless;
        const bool by_sound =
            together_by_sound(vowelless, left.number != not_in_index && right.number != not_in_index);
        const std::size_t letters = spelled.size();
        spelled += by_sound ? "=s" : "=k";
        spelled.push_back(vowelless ? '-' : '+');
        if (!remembered_.together.find(spelled, state_.like_pairs[at])) {
            const std::string pair = spelled.substr(0, letters);
            const std::string sounds = text::sound_letters(pair);
            const ScoredWord together{.text = pair,
                                      .sounds = sounds,
                                      .vowelless = vowelless,
                                      .signature = text::sound_signature(pair)};
            search_like_words(together, weights_.glue_floor, by_sound ? SoughtBy::sound : SoughtBy::keys,
                              state_.like_pairs[at]);
            remembered_.together.keep(spelled, state_.like_pairs[at]);
        }
        std::erase_if(state_.like_pairs[at], [&](const LikeWord& one) {
            return pair_alone(at, one.word) || pair_alone(at + 1, one.word);
        });
        for (const LikeWord& one : state_.like_pairs[at]) {
            remember(static_cast<std::uint32_t>(at) + SimilarityMemo::together_mark, one.word,
                     one.similarity);
        }
    }
}

void NameSearch::search_like_words(const ScoredWord& subject, double floor, SoughtBy by,
                                   std::vector<LikeWord>& like) {
    if (by == SoughtBy::sound) {
        state_.hashes.assign(1, text::sound_key_hash(subject.text));
    } else {
        text::sought_hashes(subject.text, subject.vowelless, by == SoughtBy::beginning_too, state_.hashes);
    }
    like.clear();
    state_.seen.clear();
    state_.seen_in.resize(index_.word_count(), 0);
    if (++state_.seen_round == 0) {
        std::ranges::fill(state_.seen_in, 0U);
        state_.seen_round = 1;
    }
    state_.batch.start({subject.text, subject.sounds, subject.signature, subject.vowelless}, floor);
    for (const std::uint32_t hash : state_.hashes) {
        const auto numbers = index_.words_under(hash);
        for (std::size_t at = 0; at < numbers.size(); ++at) {
            if (at + fetched_ahead < numbers.size()) {
                fetch(&index_.words[numbers[at + fetched_ahead]]);
            }
            const std::uint32_t number = numbers[at];
            if (state_.seen_in[number] == state_.seen_round) {
                continue;
            }
            state_.seen_in[number] = state_.seen_round;
            const WordRecord& word = index_.words[number];
            const bool letters = is_letters(static_cast<text::TokenRole>(word.role)) &&
                                 subject.role != text::TokenRole::number;
            if ((letters || index_.text(word) == subject.text) &&
                state_.batch.add(
                    {index_.text(word), index_.sounds(word), word.signature, word.vowelless != 0},
                    word.has_codes != 0 ? &word.codes : nullptr)) {
                state_.seen.push_back(number);
            }
        }
    }
    const auto similarities = state_.batch.finish();
    for (std::size_t at = 0; at < state_.seen.size(); ++at) {
        if (similarities[at] >= floor) {
            like.push_back({state_.seen[at], static_cast<float>(similarities[at])});
        }
    }
}

void NameSearch::remember(std::uint32_t subject, std::uint32_t word, float similarity) {
    auto& memo = state_.memo;
    if (++memo.used * 2 > memo.cells.size()) {
        std::vector<SimilarityMemo::Cell> old(memo.cells.size() * 2);
        std::swap(old, memo.cells);
        memo.used = 1;
        for (const SimilarityMemo::Cell& cell : old) {
            if (cell.search == memo.search) {
                remember(cell.subject, cell.word, cell.similarity);
            }
        }
    }
    const std::size_t mask = memo.cells.size() - 1;
    std::size_t slot = memo_slot(subject, word) & mask;
    while (memo.cells[slot].search == memo.search) {
        slot = (slot + 1) & mask;
    }
    memo.cells[slot] = {memo.search, word, subject, similarity};
}

double NameSearch::recall(std::uint32_t subject, std::uint32_t word) const {
    const auto& memo = state_.memo;
    const std::size_t mask = memo.cells.size() - 1;
    for (std::size_t slot = memo_slot(subject, word) & mask; memo.cells[slot].search == memo.search;
         slot = (slot + 1) & mask) {
        if (memo.cells[slot].word == word && memo.cells[slot].subject == subject) {
            return static_cast<double>(memo.cells[slot].similarity);
        }
    }
    return 0;
}

double NameSearch::keyed(std::size_t i, std::size_t j) {
    const ScoredWord& subject = state_.subject[i];
    const ScoredWord& listed = state_.listed[j];
    if (subject.number == listed.number ||
        (subject.text == listed.text && subject.vowelless == listed.vowelless)) {
        return 1.0;
    }
    return recall(static_cast<std::uint32_t>(i), listed.number);
}

double NameSearch::keyed_together(std::size_t i, std::size_t j) {
    return recall(static_cast<std::uint32_t>(i) + SimilarityMemo::together_mark, state_.listed[j].number);
}

}  // namespace cordon::screening
