#include "screening/index_search.h"

#include <algorithm>
#include <string>

#include "base/hash.h"
#include "screening/index_builder.h"
#include "text/name_frequency.h"
#include "text/phonetic_key.h"
#include "text/token_similarity.h"

namespace cordon::screening {

namespace {

constexpr std::uint32_t not_in_index = ~0U;
constexpr double light{little_weight};
constexpr double rounding = 1e-4;  // tallies are floats

float alone(const ScoredWord& word) {
    return word.weight * word.alone;
}

std::size_t memo_slot(std::uint32_t subject, std::uint32_t word) {
    const std::uint64_t key = (std::uint64_t{subject} << 32U) | word;
    return static_cast<std::size_t>((key * 0x9e3779b97f4a7c15ULL) >> 40U);
}

bool is_letters(text::TokenRole role) {
    return role != text::TokenRole::initial && role != text::TokenRole::number;
}

}  // namespace

bool NameSearch::run(std::size_t first, std::size_t last, std::vector<BestOfListing>& found) {
    ready_tallies();
    load_subject(first, last);
    find_all_like_words();
    add_up_subject();
    meet_glued();
    tally_words();

    std::uint32_t scored = 0;
    bool truncated = false;
    for (const std::uint32_t name : state_.touched) {
        if (!truncated && worth_scoring(name)) {
            if (scored == options_.candidates_max) {
                truncated = true;
                continue;
            }
            ++scored;
            score(name, state_.tallies[name].marks);
            if (state_.alignment.score > 0 && (!options_.within_text || stands_together(name))) {
                const NameRecord& record = index_.names[name];
                found.push_back({.listing = record.listing,
                                 .name = name,
                                 .score = state_.alignment.score,
                                 .supplement = (record.flags & name_supplement) != 0});
            }
        }
    }
    for (const std::uint32_t name : state_.touched) {
        NameTally& tally = state_.tallies[name];
        tally = {.weight = tally.weight, .flags = tally.flags};
    }
    state_.touched.clear();
    return truncated;
}

void NameSearch::align(std::size_t first, std::size_t last, std::uint32_t name) {
    load_subject(first, last);
    find_all_like_words();
    score(name, tally_apart | tally_whole);
}

void NameSearch::ready_tallies() {
    if (state_.tallied == index_.names.data() && state_.tallies.size() == index_.name_count()) {
        return;
    }
    state_.tallies.resize(index_.name_count());
    for (std::size_t name = 0; name < state_.tallies.size(); ++name) {
        state_.tallies[name] = {.weight = index_.names[name].weight, .flags = index_.names[name].flags};
    }
    state_.tallied = index_.names.data();
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
        state_.sounds[at - first] = text::sound_letters(token.text);
        state_.subject.push_back(
            {.text = token.text,
             .sounds = state_.sounds[at - first],
             .role = token.role,
             .vowelless = token.vowelless,
             .weight =
                 static_cast<float>(background_weight(token.text, token.role, token.vowelless, weights_)),
             .alone = options_.within_text
                          ? 0.0F
                          : static_cast<float>(share_alone(token.text, token.role, weights_)),
             .signature = text::sound_signature(token.text),
             .number = not_in_index});
        whole_ += token.text;
    }
    if (state_.like.size() < state_.subject.size()) {
        state_.like.resize(state_.subject.size());
        state_.like_pairs.resize(state_.subject.size());
    }
}

void NameSearch::load_listed(std::uint32_t name) {
    state_.listed.clear();
    for (const std::uint32_t number : index_.words_of(name)) {
        const WordRecord& word = index_.words[number];
        state_.listed.push_back({.text = index_.text(word),
                                 .sounds = index_.sounds(word),
                                 .role = static_cast<text::TokenRole>(word.role),
                                 .vowelless = word.vowelless != 0,
                                 .weight = word.weight,
                                 .signature = word.signature,
                                 .number = number});
    }
    if ((index_.names[name].flags & name_promoted) != 0) {
        promote_when_nothing_else(state_.listed, weights_);
    }
}

void NameSearch::find_all_like_words() {
    if (state_.cache.index != index_.word_letters.data()) {
        state_.cache = LikeWordCache{.index = index_.word_letters.data()};
    }
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
    like = remembered(std::move(spelled), subject, weights_.pair_floor,
                      cut ? SoughtBy::beginning_too : SoughtBy::keys);
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

// The same for neighbouring words written together. Two words of the index were written apart on purpose, as
// a rule: only words of the same sound are theirs.
void NameSearch::find_like_pairs() {
    for (std::size_t at = 0; at + 1 < state_.subject.size(); ++at) {
        state_.like_pairs[at].clear();
        const ScoredWord& left = state_.subject[at];
        const ScoredWord& right = state_.subject[at + 1];
        std::string spelled = std::string(left.text) + std::string(right.text);
        if (spelled.size() < glued_letters_min) {
            continue;
        }
        const std::string pair = spelled;
        const std::string sounds = text::sound_letters(pair);
        const bool by_sound = left.number != not_in_index && right.number != not_in_index;
        const ScoredWord together{.text = pair,
                                  .sounds = sounds,
                                  .vowelless = left.vowelless || right.vowelless,
                                  .signature = text::sound_signature(pair)};
        spelled += by_sound ? "=s" : "=k";
        spelled.push_back(together.vowelless ? '-' : '+');
        state_.like_pairs[at] = remembered(std::move(spelled), together, weights_.glue_floor,
                                           by_sound ? SoughtBy::sound : SoughtBy::keys);
        for (const LikeWord& one : state_.like_pairs[at]) {
            remember(static_cast<std::uint32_t>(at) + SimilarityMemo::together_mark, one.word,
                     one.similarity);
        }
    }
}

const std::vector<LikeWord>& NameSearch::remembered(std::string&& spelled, const ScoredWord& subject,
                                                    double floor, SoughtBy by) {
    auto& entry = state_.cache.entries[base::fast_checksum(spelled) % state_.cache.entries.size()];
    if (entry.word != spelled) {
        entry.word.clear();
        search_like_words(subject, floor, by, entry.like);
        entry.word = std::move(spelled);
    }
    return entry.like;
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
        const std::uint32_t bucket = hash >> (32U - index_.key_bits);
        for (std::uint32_t at = index_.key_offsets[bucket]; at < index_.key_offsets[bucket + 1]; ++at) {
            const std::uint32_t number = index_.key_words[at];
            if (index_.key_hashes[at] != hash || state_.seen_in[number] == state_.seen_round) {
                continue;
            }
            state_.seen_in[number] = state_.seen_round;
            const WordRecord& word = index_.words[number];
            const bool letters = is_letters(static_cast<text::TokenRole>(word.role)) &&
                                 subject.role != text::TokenRole::number;
            if (letters || index_.text(word) == subject.text) {
                state_.seen.push_back(number);
                state_.batch.add(
                    {index_.text(word), index_.sounds(word), word.signature, word.vowelless != 0});
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

void NameSearch::add_up_subject() {
    subject_weight_ = 0;
    subject_alone_ = 0;
    light_weight_ = 0;
    light_listed_ = 0;
    initials_ = 0;
    heaviest_alone_ = 0;
    state_.order.clear();
    for (std::size_t word = 0; word < state_.subject.size(); ++word) {
        const ScoredWord& subject = state_.subject[word];
        const auto weight = static_cast<double>(subject.weight);
        subject_weight_ += weight;
        initials_ += subject.role == text::TokenRole::initial ? 1.0 : 0.0;
        if (weight >= light) {
            subject_alone_ += static_cast<double>(alone(subject));
            heaviest_alone_ = std::max(heaviest_alone_, static_cast<double>(alone(subject)));
        } else {
            light_weight_ += weight;
            light_listed_ += light;
        }
        state_.order.push_back(static_cast<std::uint8_t>(word));
    }
    std::ranges::stable_sort(state_.order, std::ranges::greater{},
                             [this](std::uint8_t word) { return state_.subject[word].weight; });
}

// Rare words first. A name that has none of them yet cannot be reached any more by the common words alone,
// once their weight is too little beside the words left unpaired: then names are only added to, no new ones
// are met.
void NameSearch::tally_words() {
    double behind = 0;        // weight of the words already looked up
    double behind_alone = 0;  // and what they cost when they find no partner
    for (std::size_t at = 0; at < state_.order.size(); ++at) {
        const ScoredWord& subject = state_.subject[state_.order[at]];
        const auto weight = static_cast<double>(subject.weight);
        if (weight < light) {
            tally_light_words(at);
            break;
        }
        tally_postings(state_.order[at], meets_new(at, behind, behind_alone));
        behind += weight;
        behind_alone += static_cast<double>(alone(subject));
    }
}

// Whether a name without any of the words before order[at] can still reach min_score. Names with initials are
// met in any case: those may stand for the words before.
bool NameSearch::meets_new(std::size_t at, double behind, double behind_alone) const {
    const bool last = at + 1 == state_.order.size() ||
                      static_cast<double>(state_.subject[state_.order[at + 1]].weight) < light;
    const PairSums sums{.matched = subject_weight_ - behind,
                        .extra = behind_alone - initials_ * weights_.initial,
                        .lone = last && initials_ == 0};
    return score_bound(sums, weights_) + rounding >= options_.min_score;
}

// Of the weight of such a pair, what counts as matched.
float NameSearch::matched_weight(const ScoredWord& subject, const LikeWord& like) const {
    const WordRecord& listed = index_.words[like.word];
    const auto rarer = static_cast<double>(std::max(subject.weight, listed.weight));
    const bool across = subject.vowelless != (listed.vowelless != 0);
    return std::min(subject.weight, listed.weight) *
           static_cast<float>(share_met(static_cast<double>(like.similarity), rarer, across, weights_));
}

void NameSearch::tally_postings(std::size_t word, bool meets_new) {
    const ScoredWord& subject = state_.subject[word];
    const auto mark = static_cast<std::uint8_t>(word + 1);
    const float cost_alone = alone(subject);
    const float unlike_max = static_cast<float>(weights_.extra) * cost_alone;
    for (const LikeWord& like : state_.like[word]) {
        const float listed_weight = index_.words[like.word].weight;
        const float matched = matched_weight(subject, like);
        const float unlike = std::min(std::min(subject.weight, listed_weight) - matched, unlike_max);
        for (const std::uint32_t name : index_.names_with(like.word)) {
            NameTally& tally = state_.tallies[name];
            if ((tally.marks & tally_touched) == 0) {
                if (!meets_new && initials_of(tally.flags) == 0) {
                    continue;
                }
                tally.marks = static_cast<std::uint8_t>(tally.marks | tally_touched);
                state_.touched.push_back(name);
            }
            tally.listed += listed_weight;  // of two that are like the word, both: a bound all the same
            if (tally.last_word != mark) {
                tally.last_word = mark;
                tally.matched += matched;
                tally.unlike += unlike;
                tally.subject += cost_alone;
                tally.last_matched = matched;
                tally.last_unlike = unlike;
                tally.heavy_pairs = static_cast<std::uint8_t>(tally.heavy_pairs + 1);
                continue;
            }
            if (matched > tally.last_matched) {
                tally.matched += matched - tally.last_matched;
                tally.last_matched = matched;
            }
            if (unlike < tally.last_unlike) {
                tally.unlike -= tally.last_unlike - unlike;
                tally.last_unlike = unlike;
            }
        }
    }
}

// Two words written together may be paired with one of the name: added to what each of them may do alone.
void NameSearch::tally_pairs(std::size_t at) {
    const ScoredWord& left = state_.subject[at];
    const ScoredWord& right = state_.subject[at + 1];
    for (const LikeWord& like : state_.like_pairs[at]) {
        const float listed_weight = index_.words[like.word].weight;
        const float matched = std::min(std::max(left.weight, right.weight), listed_weight);
        for (const std::uint32_t name : index_.names_with(like.word)) {
            NameTally& tally = touch(name);
            tally.matched += matched;
            tally.subject += alone(left) + alone(right);
            tally.listed += listed_weight;
            tally.heavy_pairs = static_cast<std::uint8_t>(std::min(tally.heavy_pairs + 1, 100));
        }
    }
}

// Particles and titles say nothing, but may be paired with words of the listed name that do.
void NameSearch::tally_light_words(std::size_t from) {
    for (std::size_t at = from; at < state_.order.size(); ++at) {
        for (const LikeWord& like : state_.like[state_.order[at]]) {
            const float weight = index_.words[like.word].weight;
            if (static_cast<double>(weight) < light) {
                continue;
            }
            for (const std::uint32_t name : index_.names_with(like.word)) {
                state_.tallies[name].listed += (state_.tallies[name].marks & tally_touched) != 0 ? weight : 0;
            }
        }
    }
}

// Words of the subject, neighbouring ones written together and all of them, against neighbouring words and
// whole names of the index.
void NameSearch::meet_glued() {
    for (std::size_t at = 0; at < state_.subject.size(); ++at) {
        const std::string_view word = state_.subject[at].text;
        if (word.size() >= glued_letters_min) {
            touch_glued(word, tally_apart, &state_.subject[at]);
        }
        if (at + 1 < state_.subject.size()) {
            tally_pairs(at);
        }
    }
    if (whole_.size() >= glued_letters_min) {
        touch_glued(whole_, tally_whole, nullptr);
    }
}

NameTally& NameSearch::touch(std::uint32_t name) {
    NameTally& tally = state_.tallies[name];
    if ((tally.marks & tally_touched) == 0) {
        tally.marks = static_cast<std::uint8_t>(tally.marks | tally_touched);
        state_.touched.push_back(name);
    }
    return tally;
}

// word: the subject's word that these are the neighbouring words of; its partners' weight is not known.
void NameSearch::touch_glued(std::string_view together, TallyMark mark, const ScoredWord* word) {
    const auto range = std::ranges::equal_range(index_.glue_hashes, text::sound_hash(together));
    for (auto at = range.begin(); at != range.end(); ++at) {
        const auto place = static_cast<std::size_t>(at - index_.glue_hashes.begin());
        NameTally& tally = touch(index_.glue_names[place]);
        tally.marks = static_cast<std::uint8_t>(tally.marks | mark);
        if (word != nullptr) {
            tally.matched += word->weight;
            tally.subject += alone(*word);
            tally.listed = std::max(tally.listed, tally.weight);
            tally.heavy_pairs = static_cast<std::uint8_t>(std::min(tally.heavy_pairs + 1, 100));
        }
    }
}

bool NameSearch::worth_scoring(std::uint32_t name) const {
    const NameTally& tally = state_.tallies[name];
    if ((!options_.supplement && (tally.flags & name_supplement) != 0) ||
        (options_.within_address && (tally.flags & name_weak) != 0)) {
        return false;
    }
    if ((tally.flags & name_promoted) != 0) {
        if (bound_of_promoted(tally) + rounding < options_.min_score) {
            return false;
        }
    } else if ((tally.marks & tally_whole) == 0 && initials_of(tally.flags) < name_initials_most &&
               bound_of(tally) + rounding < options_.min_score) {
        return false;
    }
    return ((options_.lists >> index_.names[name].list) & 1U) != 0;
}

// A name of titles alone, which are weighed like words there: each may stand for two of the subject's.
double NameSearch::bound_of_promoted(const NameTally& tally) const {
    const double words = static_cast<double>(tally.weight) / weights_.common_floor;
    return score_bound(
        {.matched = static_cast<double>(tally.weight), .extra = subject_alone_ - 2 * words * heaviest_alone_},
        weights_);
}

double NameSearch::bound_of(const NameTally& tally) const {
    const auto listed_initials = static_cast<double>(initials_of(tally.flags));
    const double initials = initials_ + listed_initials;
    return score_bound(
        {.matched = static_cast<double>(tally.matched) + light_weight_ + initials * weights_.initial,
         .unlike = static_cast<double>(tally.unlike),
         .extra = subject_alone_ - static_cast<double>(tally.subject) - initials_ * weights_.initial -
                  listed_initials * heaviest_alone_,
         .missing = static_cast<double>(tally.weight) - static_cast<double>(tally.listed) - light_listed_ -
                    initials_ - listed_initials * weights_.initial,
         .lone = tally.heavy_pairs <= 1 && initials == 0},
        weights_);
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

void NameSearch::score(std::uint32_t name, std::uint8_t marks) {
    marks_ = marks;
    load_listed(name);
    score_names(state_.subject, state_.listed, *this, weights_, state_.alignment);
}

}  // namespace cordon::screening
