// Which names of an index have words like the subject's: part of NameSearch.
#include <algorithm>

#include "screening/index_search.h"
#include "text/phonetic_key.h"
#include "text/token_similarity.h"

namespace cordon::screening {

namespace {

constexpr double light{little_weight};

// Asked of memory before they are needed.
constexpr std::size_t records_ahead = 16;
constexpr std::size_t postings_ahead = 6;

}  // namespace

void NameSearch::ready_names() {
    if (state_.gained == index_.wordings.data() && state_.gains.size() == index_.wording_count()) {
        return;
    }
    state_.gained = index_.wordings.data();
    state_.gains.assign(index_.wording_count(), 0);
    state_.touched.resize(index_.wording_count() + 1);  // one is written beyond those that count
    state_.touched_count = 0;
    state_.paired.resize(index_.wording_count() + 1);
    state_.met_twice = MetTwice(index_.wording_count());
    state_.by_weight = WeightOrder(index_.wordings);
    state_.is_met.assign(index_.word_count(), false);
    state_.met_words.clear();
}

// What a pair adds, rounded up. Words of the subject that are paired are left out of needs.
NameGain NameSearch::worth_of(double matched, double unlike, double listed) const {
    const double worth = gain_matched_ * matched - cost_unlike_ * unlike + cost_missing_ * listed;
    return static_cast<NameGain>(std::max(worth, 0.0) * gain_units_) + 2;
}

// Rare words first. A name that has none of them yet cannot be reached any more by the common words alone,
// once their weight is too little beside the words left unpaired: then names are only added to, no new ones
// are met.
void NameSearch::meet_words() {
    weigh_all_pairs();
    state_.met_twice.clear();
    state_.met_twice.add(std::span(state_.touched).first(state_.touched_count));
    state_.fresh.clear();
    state_.further.clear();
    double behind = 0;        // weight of the words already looked up
    double behind_alone = 0;  // and what they cost when they find no partner
    for (std::size_t at = 0; at < state_.order.size(); ++at) {
        const ScoredWord& subject = state_.subject[state_.order[at]];
        const auto weight = static_cast<double>(subject.weight);
        if (weight < light) {
            break;
        }
        cut_postings(at, meets_new(at, behind, behind_alone));
        behind += weight;
        behind_alone += static_cast<double>(cost_alone(subject));
    }
    for (std::size_t at = 0; at < state_.most.size(); ++at) {
        meet_names(at);
    }
    add_meetings();
}

// Whether a name without any of the words before order[at] can still reach min_score. Names with initials
// are met in any case: those may stand for the words before.
bool NameSearch::meets_new(std::size_t at, double behind, double behind_alone) const {
    const bool last = at + 1 == state_.order.size() ||
                      static_cast<double>(state_.subject[state_.order[at + 1]].weight) < light;
    const PairSums sums{.matched = subject_weight_ + initials_ * weights_.initial - behind,
                        .extra = behind_alone - initials_ * weights_.initial,
                        .lone = last && initials_ == 0};
    return score_bound(sums, weights_) + rounding >= options_.min_score;
}

// Without a branch: who has a gain already is as good as random. No gain is 0 (worth_of), so that each
// wording is met once, and `touched` has room for all.
void NameSearch::add_gain(std::uint32_t wording, NameGain gain) {
    NameGain& sum = state_.gains[wording];
    state_.touched[state_.touched_count] = wording;
    state_.touched_count += sum == 0 ? 1U : 0U;
    sum = with_gain(sum, gain);
}

void NameSearch::add_gains(std::span<const std::uint32_t> wordings, NameGain gain) {
    for (std::size_t at = 0; at < wordings.size(); ++at) {
        if (at + gains_ahead < wordings.size()) {
            __builtin_prefetch(&state_.gains[wordings[at + gains_ahead]], 1);
        }
        add_gain(wordings[at], gain);
    }
}

// Whether a name with this pair can still reach min_score, were all other words of the subject met in full.
// Names with initials and names of titles alone are weighed otherwise.
bool NameSearch::may_matter(const ScoredWord& subject, float listed, float matched, float unlike) const {
    const double others =
        subject_weight_ + initials_ * weights_.initial - static_cast<double>(subject.weight);
    return static_cast<double>(listed) < light ||
           score_bound(
               {.matched = others + static_cast<double>(matched), .unlike = static_cast<double>(unlike)},
               weights_) +
                   rounding >=
               options_.min_score;
}

// What each pair of a word is worth. A pair that no name can reach min_score with is in no alignment that
// counts: names meet by their other words, or not.
void NameSearch::weigh_pairs(std::size_t at) {
    const ScoredWord& subject = state_.subject[state_.order[at]];
    std::vector<PairWorth>& worths = state_.worths[at];
    worths.clear();
    const std::vector<LikeWord>& likes = state_.like[state_.order[at]];
    for (std::size_t place = 0; place < likes.size(); ++place) {
        if (place + records_ahead < likes.size()) {
            const WordRecord* const record = &index_.words[likes[place + records_ahead].word];
            __builtin_prefetch(record);
            __builtin_prefetch(record + 1);  // where its postings end
        }
        const float listed = index_.words[likes[place].word].weight;
        const float matched = matched_weight(subject, likes[place]);
        const float unlike = unlike_weight(subject, listed, matched);
        const NameGain worth =
            worth_of(static_cast<double>(matched), static_cast<double>(unlike), static_cast<double>(listed));
        worths.push_back({.gain = (worth << gain_shift) | pair_bit(state_.order[at]),
                          .matters = may_matter(subject, listed, matched, unlike)});
    }
}

void NameSearch::weigh_all_pairs() {
    state_.most.clear();
    state_.worths.resize(std::max(state_.worths.size(), state_.order.size()));
    for (std::size_t at = 0; at < state_.order.size(); ++at) {
        if (static_cast<double>(state_.subject[state_.order[at]].weight) < light) {
            break;
        }
        weigh_pairs(at);
        NameGain most = 0;
        for (const PairWorth& worth : state_.worths[at]) {
            most = std::max(most, worth.gain >> gain_shift);
        }
        state_.most.push_back(most);
    }
    most_together_ = 0;
    for (std::size_t word = 0; word + 1 < state_.subject.size(); ++word) {
        NameGain most = 0;
        for (const LikeWord& like : state_.like_pairs[word]) {
            most = std::max(most, worth_together(tally_together(word, like)));
        }
        most_together_ += most;
    }
}

// Whether the subject's word is one of two that are like a listed word when written together.
bool NameSearch::is_in_pair(std::size_t word) const {
    return (word + 1 < state_.subject.size() && !state_.like_pairs[word].empty()) ||
           (word > 0 && !state_.like_pairs[word - 1].empty());
}

// Of the words from order[first] on, but for order[at], and of all neighbours written together: what their
// pairs are worth at most, less what the words cost that find no partner. In units of a gain.
double NameSearch::most_beside(std::size_t at, std::size_t first) const {
    double most = static_cast<double>(light_gain_);
    double extra = subject_alone_ - initials_ * weights_.initial;
    std::size_t partners = 1;
    extra -= static_cast<double>(cost_alone(state_.subject[state_.order[at]]));
    for (std::size_t place = first; place < state_.most.size(); ++place) {
        const std::size_t word = state_.order[place];
        if (place == at || (state_.most[place] == 0 && !is_in_pair(word))) {
            continue;
        }
        most += static_cast<double>(state_.most[place]);
        extra -= static_cast<double>(cost_alone(state_.subject[word]));
        ++partners;
    }
    const bool lone = partners == 1 && initials_ == 0 && most_together_ == 0;
    return most + static_cast<double>(most_together_) - cost_of_extra(extra, lone) * gain_units_;
}

// The same of no other words at all.
double NameSearch::most_alone(std::size_t at) const {
    const double extra = subject_alone_ - initials_ * weights_.initial -
                         static_cast<double>(cost_alone(state_.subject[state_.order[at]]));
    return static_cast<double>(light_gain_) - cost_of_extra(extra, initials_ == 0) * gain_units_;
}

// What words of the subject cost that find no partner. lone: no more than one word finds one.
double NameSearch::cost_of_extra(double extra, bool lone) const {
    const double here = std::max(extra, 0.0);
    return cost_extra_ * here + (lone ? weights_.conflict * weights_.lone * here : 0.0);
}

// How far the postings of each pair are read, and what they meet. A name that weighs more than its pairs can
// make good for is not read; one that weighs more than this pair alone can make good for is met only where
// another pair meets it too.
void NameSearch::cut_postings(std::size_t at, bool meets_new) {
    const double heaviest = gain_unit_ / cost_missing_;  // that a worth of 1 makes good for
    const double beside_met = most_beside(at, 0);
    const double beside_new = most_beside(at, at);
    const double beside_none = most_alone(at);
    const std::vector<LikeWord>& likes = state_.like[state_.order[at]];
    for (std::size_t place = 0; place < likes.size(); ++place) {
        if (place + postings_ahead < likes.size()) {
            const std::uint32_t first = index_.words[likes[place + postings_ahead].word].postings;
            __builtin_prefetch(index_.postings.data() + first);
        }
        PairWorth& pair = state_.worths[at][place];
        const auto worth = static_cast<double>(pair.gain >> gain_shift);
        const auto cut = [&](std::span<const std::uint32_t> wordings, double beside) {
            return state_.by_weight.up_to(wordings, (worth + beside) * heaviest);
        };
        const auto wordings = index_.wordings_with(likes[place].word);
        const std::uint32_t initialled = index_.words[likes[place].word].initialled;
        const auto met = pair.matters ? cut(wordings.subspan(initialled), beside_met) : wordings.first(0);
        const auto fresh = meets_new ? cut(met, beside_new) : met.first(0);
        const auto alone = cut(fresh, beside_none);
        pair.surely = {wordings.first(initialled), alone};
        pair.fresh = fresh.subspan(alone.size());
        if (meets_new) {
            pair.further = met.subspan(fresh.size());
            state_.met_twice.add(met);
        } else {
            pair.further = {};
            state_.met_twice.add_later(met, pair.gain, state_.further);
        }
    }
}

// A name with two words like the subject's gets the worth of both: too much, which loses no name.
void NameSearch::meet_names(std::size_t at) {
    for (const PairWorth& pair : state_.worths[at]) {
        for (const auto wordings : pair.surely) {
            add_gains(wordings, pair.gain);
        }
        state_.met_twice.keep(pair.fresh, pair.gain, state_.fresh);
        state_.met_twice.keep(pair.further, pair.gain, state_.further);
    }
}

// New names first; the others are added to only where they have met.
void NameSearch::add_meetings() {
    const auto fetch_gain = [this](std::span<const Meeting> meetings, std::size_t at) {
        if (at + gains_ahead < meetings.size()) {
            __builtin_prefetch(&state_.gains[meetings[at + gains_ahead].wording], 1);
        }
    };
    const auto fresh = state_.fresh.all();
    for (std::size_t at = 0; at < fresh.size(); ++at) {
        fetch_gain(fresh, at);
        add_gain(fresh[at].wording, fresh[at].gain);
    }
    const auto further = state_.further.all();
    for (std::size_t at = 0; at < further.size(); ++at) {
        fetch_gain(further, at);
        NameGain& sum = state_.gains[further[at].wording];  // without a branch, as in add_gain
        sum = with_gain(sum, further[at].gain) & (sum != 0 ? ~NameGain{0} : 0);
    }
}

// Of a subject's word in a gain; none where it says too little to be sought.
NameGain NameSearch::pair_bit(std::size_t word) const {
    if (static_cast<double>(state_.subject[word].weight) < light) {
        return 0;
    }
    const std::uint8_t place = state_.place_in_order[word];
    return place < gain_words ? 1U << place : gain_more;
}

// Words of the subject, neighbouring ones written together and all of them, against neighbouring words and
// whole names of the index.
void NameSearch::meet_glued() {
    for (std::size_t at = 0; at < state_.subject.size(); ++at) {
        const std::string_view word = state_.subject[at].text;
        if (word.size() >= glued_letters_min) {
            meet_apart(word, tally_apart, at);
        }
        if (at + 1 < state_.subject.size()) {
            meet_together(at);
        }
    }
    if (whole_.size() >= glued_letters_min) {
        meet_apart(whole_, tally_whole, state_.subject.size());
    }
}

// Two words of the subject written together beside one of the index: what such a pair comes to at most.
NameTally NameSearch::tally_together(std::size_t word, const LikeWord& like) const {
    const ScoredWord& left = state_.subject[word];
    const ScoredWord& right = state_.subject[word + 1];
    const WordRecord& listed = index_.words[like.word];
    const float weight = std::min(std::max(left.weight, right.weight), listed.weight);
    const auto alike = static_cast<double>(like.similarity);
    const auto rarer = static_cast<double>(std::max(left.weight, listed.weight));
    const bool across = left.vowelless != (listed.vowelless != 0);
    const float matched = weight * static_cast<float>(share_met(alike, rarer, across, weights_));
    const float alone = cost_alone(left) + cost_alone(right);
    const bool doubted = (left.vowelless || right.vowelless) != (listed.vowelless != 0) &&
                         text::doubted_together(alike) < weights_.glue_floor;
    return {.matched = matched,
            .sure = matched * static_cast<float>(sureness(alike, weights_)),
            .unlike = std::min({weight - matched, static_cast<float>(weights_.extra) * alone,
                                static_cast<float>(weights_.missing) * listed.weight}),
            .subject = alone,
            .listed = listed.weight,
            .heavy_pairs = 1,
            .marks = doubted ? std::uint32_t{tally_doubted} : 0U};
}

// Whether a word of the subject and one of the index are paired, or have other partners, wherever both are:
// then neither is left to be written together with its neighbour.
bool NameSearch::pair_alone(std::size_t word, std::uint32_t listed) const {
    return !state_.subject[word].hangul &&
           recall(static_cast<std::uint32_t>(word), listed) >= weights_.pair_floor;
}

// Two words written together may be paired with one of the name: added to what each of them may do alone.
void NameSearch::meet_together(std::size_t word) {
    for (const LikeWord& like : state_.like_pairs[word]) {
        const NameTally tally = tally_together(word, like);
        const NameGain gain = pair_bit(word) | pair_bit(word + 1) | (worth_together(tally) << gain_shift);
        for (const std::uint32_t wording : index_.wordings_with(like.word)) {
            add_gain(wording, gain);
            state_.glued.emplace_back(wording, tally);
        }
    }
}

NameGain NameSearch::worth_together(const NameTally& tally) const {
    return worth_of(static_cast<double>(tally.matched), static_cast<double>(tally.unlike),
                    static_cast<double>(tally.listed));
}

// word: the subject's word that these are the neighbouring words of, or none. Such names pass the first
// sieve whatever else they have: one word stands for many, so that they may be too heavy to meet by others.
void NameSearch::meet_apart(std::string_view together, TallyMark mark, std::size_t word) {
    const auto range = std::ranges::equal_range(index_.glue_hashes, text::sound_hash(together));
    for (auto at = range.begin(); at != range.end(); ++at) {
        const std::uint32_t wording =
            index_.glue_wordings[static_cast<std::size_t>(at - index_.glue_hashes.begin())];
        NameTally tally{.marks = mark};
        if (word < state_.subject.size()) {
            const ScoredWord& subject = state_.subject[word];
            tally = {.matched = subject.weight,
                     .sure = subject.weight,
                     .subject = cost_alone(subject),
                     .listed = index_.wordings[wording].weight,
                     .heavy_pairs = 1,
                     .marks = mark};
        }
        const bool passes = state_.gains[wording] >> gain_shift >= gain_any;  // once is enough, more run over
        add_gain(wording, passes ? gain_more : gain_more | (gain_any << gain_shift));
        state_.glued.emplace_back(wording, tally);
    }
}

}  // namespace cordon::screening
