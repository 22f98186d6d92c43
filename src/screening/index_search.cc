#include "screening/index_search.h"

#include <algorithm>
#include <string>

#include "screening/index_builder.h"
#include "text/name_frequency.h"
#include "text/phonetic_key.h"
#include "text/token_similarity.h"

namespace cordon::screening {

bool NameSearch::run(std::size_t first, std::size_t last, std::vector<BestOfListing>& found) {
    ready_names();
    load_subject(first, last);
    find_all_like_words();
    add_up_subject();
    set_needs();
    meet_glued();
    options_.within_text ? meet_text() : meet_words();
    std::ranges::stable_sort(state_.glued, {}, &std::pair<std::uint32_t, NameTally>::first);

    std::uint32_t scored = 0;
    bool truncated = false;
    sift();
    for (std::size_t at = 0; at < state_.touched_count; ++at) {
        fetch_ahead(at);
        const std::uint32_t wording = state_.touched[at];
        const NameTally tally =
            options_.within_text ? tally_of_text(wording) : tally_of(wording, state_.paired[at]);
        if (!worth_scoring(wording, tally)) {
            continue;
        }
        if (scored == options_.candidates_max) {
            truncated = true;
            break;
        }
        ++scored;
        score(wording, tally.marks);
        if (state_.alignment.score > 0 && (!options_.within_text || stands_together(wording))) {
            add_names_of(wording, found);
        }
    }
    state_.touched_count = 0;
    state_.glued.clear();
    return truncated;
}

// Records, then words, are asked for before they are read; memory answers meanwhile.
void NameSearch::fetch_ahead(std::size_t at) const {
    constexpr std::size_t records_ahead = 12;
    constexpr std::size_t words_ahead = 4;
    if (at + records_ahead < state_.touched_count) {
        __builtin_prefetch(&index_.wordings[state_.touched[at + records_ahead]]);
    }
    if (at + words_ahead < state_.touched_count) {
        __builtin_prefetch(index_.words_of(state_.touched[at + words_ahead]).data());
    }
}

void NameSearch::add_names_of(std::uint32_t wording, std::vector<BestOfListing>& found) const {
    for (const std::uint32_t name : index_.names_of(wording)) {
        if (is_asked(name)) {
            const NameRecord& record = index_.names[name];
            found.push_back({.listing = record.listing,
                             .name = name,
                             .score = state_.alignment.score,
                             .supplement = (record.flags & name_supplement) != 0});
        }
    }
}

void NameSearch::align(std::size_t first, std::size_t last, std::uint32_t name) {
    load_subject(first, last);
    find_all_like_words();
    score(index_.names[name].wording, tally_apart | tally_whole);
}

void NameSearch::load_subject(std::size_t first, std::size_t last) {
    state_.subject.clear();
    whole_.clear();
    if (++state_.memo.search == 0) {  // wrapped around: forget all
        std::ranges::fill(state_.memo.cells, SimilarityMemo::Cell{});
        state_.memo.search = 1;
    }
    state_.memo.used = 0;
    state_.sounds.resize(std::max(state_.sounds.size(), last - first));
    for (std::size_t at = first; at < last; ++at) {
        const text::NameToken& token = state_.tokens.tokens[at];
        const text::TokenRole role = options_.within_text ? token.role : token.role_asked();
        state_.sounds[at - first] = text::sound_letters(token.text);
        state_.subject.push_back(
            {.text = token.text,
             .sounds = state_.sounds[at - first],
             .role = role,
             .vowelless = token.vowelless,
             .hangul = token.script == text::ScriptFamily::hangul,
             .han = token.script == text::ScriptFamily::han,
             .weight = static_cast<float>(background_weight(token.text, role, token.vowelless, weights_)),
             .alone =
                 options_.within_text ? 0.0F : static_cast<float>(share_alone(token.text, role, weights_)),
             .general = is_general(token.text, role),
             .says_whose = !options_.within_text && says_whose(token.text, role),
             .signature = text::sound_signature(token.text),
             .number = not_in_index});
        whole_ += token.text;
    }
    if (state_.like.size() < state_.subject.size()) {
        state_.like.resize(state_.subject.size());
        state_.like_pairs.resize(state_.subject.size());
    }
}

void NameSearch::load_listed(std::uint32_t wording) {
    state_.listed.clear();
    for (const std::uint32_t number : index_.words_of(wording)) {
        const WordRecord& word = index_.words[number];
        state_.listed.push_back({.text = index_.text(word),
                                 .sounds = index_.sounds(word),
                                 .role = static_cast<text::TokenRole>(word.role),
                                 .vowelless = word.vowelless != 0,
                                 .weight = word.weight,
                                 .signature = word.signature,
                                 .number = number});
    }
    if ((index_.wordings[wording].flags & wording_promoted) != 0) {
        promote_when_nothing_else(state_.listed, weights_);
    }
    if (is_craft(wording)) {  // a letter of a ship's name stands for no word: "SOFIA K" is not Sofia Kolar
        for (ScoredWord& word : state_.listed) {
            word.role = word.role == text::TokenRole::initial ? text::TokenRole::word : word.role;
        }
    }
}

bool NameSearch::sounds_as_two(std::size_t i, std::size_t j) {
    if ((marks_ & tally_apart) == 0) {
        return false;
    }
    const std::string_view subject = state_.subject[i].text;
    const std::string two = std::string(state_.listed[j].text) + std::string(state_.listed[j + 1].text);
    return subject.size() >= glued_letters_min && two.size() >= glued_letters_min &&
           text::sound_hash(subject) == text::sound_hash(two);
}

bool NameSearch::sounds_as_whole() {
    if ((marks_ & tally_whole) == 0) {
        return false;
    }
    std::string whole;
    for (const ScoredWord& word : state_.listed) {
        whole += word.text;
    }
    return text::sound_hash(whole) == text::sound_hash(whole_);
}

void NameSearch::score(std::uint32_t wording, std::uint32_t marks) {
    marks_ = marks;
    load_listed(wording);
    score_names(state_.subject, state_.listed, *this, weights_, state_.alignment);
}

}  // namespace cordon::screening
