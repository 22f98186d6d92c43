// Which names of an index could reach min_score: part of NameSearch.
#include <algorithm>
#include <bit>

#include "screening/index_search.h"
#include "text/phonetic_key.h"

namespace cordon::screening {

namespace {

constexpr double light{little_weight};

constexpr double pairs_summed = 256;  // of weight 1: their sum must not run over

}  // namespace

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
            subject_alone_ += static_cast<double>(cost_alone(subject));
            heaviest_alone_ = std::max(heaviest_alone_, static_cast<double>(cost_alone(subject)));
        } else if (!options_.within_text) {  // there they are met like others
            light_weight_ += weight;
            light_listed_ += light;
        }
        state_.order.push_back(static_cast<std::uint8_t>(word));
    }
    std::ranges::stable_sort(state_.order, std::ranges::greater{},
                             [this](std::uint8_t word) { return state_.subject[word].weight; });
    state_.place_in_order.resize(state_.order.size());
    for (std::size_t place = 0; place < state_.order.size(); ++place) {
        state_.place_in_order[state_.order[place]] = static_cast<std::uint8_t>(place);
    }
}

// score_bound reaches min_score only when
//     matched (1 - min_score) / min_score >= conflict x against + relief x lost.
// relief is least where all of the subject is matched; with that one, both sides are sums over pairs. needs
// has what the pairs must be worth together for each set of paired words, the listed name left out.
void NameSearch::set_needs() {
    const double least = std::max(options_.min_score - rounding, 0.01);
    const double relief = relief_of(subject_weight_ + initials_ * weights_.initial, weights_);
    gain_matched_ = (1 - least) / least;
    gain_unit_ = std::max(gain_unit_least, pairs_summed * gain_matched_ / gain_any);
    gain_units_ = 1 / gain_unit_;
    cost_unlike_ = relief;
    cost_extra_ = relief * weights_.extra;
    cost_missing_ = relief * weights_.missing;
    initial_worth_ =
        gain_matched_ * weights_.initial + cost_missing_ * weights_.initial + cost_extra_ * heaviest_alone_;
    if (options_.within_text) {  // where names are met by their anchors
        return;
    }
    state_.needs.assign(std::size_t{gain_pairs} + 1, 0);
    state_.initialled_needs.assign(std::size_t{gain_pairs} + 1, 0);
    std::size_t heavy = 0;
    double further_alone = 0;  // of the words that have no bit of their own
    for (; heavy < state_.order.size(); ++heavy) {
        const ScoredWord& word = state_.subject[state_.order[heavy]];
        if (static_cast<double>(word.weight) < light) {
            break;
        }
        further_alone += heavy < gain_words ? 0.0 : static_cast<double>(cost_alone(word));
    }
    // Light words and initials of the subject may stand for words of the listed name.
    double light_gain = (light_weight_ + initials_ * weights_.initial) * gain_matched_ +
                        (light_listed_ + initials_) * cost_missing_;
    for (std::size_t at = heavy; at < state_.order.size(); ++at) {
        float most = 0;
        for (const LikeWord& like : state_.like[state_.order[at]]) {
            most = std::max(most, index_.words[like.word].weight);
        }
        light_gain += static_cast<double>(most) * cost_missing_;
    }
    light_gain_ = static_cast<NameGain>(light_gain / gain_unit_) + 1;
    const std::size_t with_bits = std::min<std::size_t>(heavy, gain_words);
    for (std::uint32_t paired = 0; paired < (1U << with_bits); ++paired) {
        double extra = subject_alone_ - initials_ * weights_.initial;
        for (std::size_t at = 0; at < with_bits; ++at) {
            extra -= ((paired >> at) & 1U) != 0
                         ? static_cast<double>(cost_alone(state_.subject[state_.order[at]]))
                         : 0.0;
        }
        const auto units = [&](double need) { return static_cast<NameGain>(need / gain_unit_); };
        const double here = std::max(extra, 0.0);
        const bool lone = std::popcount(paired) <= 1 && initials_ == 0;
        const double against = lone ? weights_.conflict * weights_.lone * here : 0.0;
        state_.needs[paired] = units(cost_extra_ * here + against);
        state_.initialled_needs[paired] = units(cost_extra_ * here);
        const NameGain further = units(cost_extra_ * std::max(extra - further_alone, 0.0));
        state_.needs[paired | gain_more] = further;
        state_.initialled_needs[paired | gain_more] = further;
    }
}

// Of the weight of such a pair, what counts as matched.
float NameSearch::matched_weight(const ScoredWord& subject, const LikeWord& like) const {
    const WordRecord& listed = index_.words[like.word];
    const auto rarer = static_cast<double>(std::max(subject.weight, listed.weight));
    const bool across = subject.vowelless != (listed.vowelless != 0);
    return std::min(subject.weight, listed.weight) *
           static_cast<float>(share_met(static_cast<double>(like.similarity), rarer, across, weights_));
}

// And what counts as not met.
float NameSearch::unlike_weight(const ScoredWord& subject, float listed, float matched) const {
    return std::min(std::min(subject.weight, listed) - matched,
                    static_cast<float>(weights_.extra) * cost_alone(subject));
}

// The first sieve. Names of titles alone are weighed otherwise: they pass, and so do those of too many
// initials to be counted.
bool NameSearch::reaches_need(std::uint32_t wording) const {
    const NameGain sum = state_.gains[wording];
    const NameGain worth = (sum >> gain_shift) + light_gain_;
    const NameGain paired = sum & gain_pairs;
    if (worth < state_.needs[paired] && state_.plain[wording]) {
        return false;
    }
    const WordingRecord& record = index_.wordings[wording];
    const auto missing =
        static_cast<NameGain>(cost_missing_ * static_cast<double>(record.weight) / gain_unit_);
    if (state_.plain[wording]) {
        return worth >= state_.needs[paired] + missing;
    }
    const unsigned initials = initials_of(record.flags);
    return (record.flags & wording_promoted) != 0 || initials == wording_initials_most ||
           static_cast<double>(worth) + initials * initial_worth_ / gain_unit_ >=
               static_cast<double>(state_.initialled_needs[paired]) + static_cast<double>(missing);
}

// Keeps of `touched` what passes the first sieve, in order, with which words are paired, and forgets all
// gains. Of running text all is kept.
void NameSearch::sift() {
    const auto touched = std::span(state_.touched).first(state_.touched_count);
    std::size_t kept = 0;
    for (std::size_t at = 0; at < touched.size(); ++at) {
        if (at + gains_ahead < touched.size()) {
            __builtin_prefetch(&state_.gains[touched[at + gains_ahead]], 1);
        }
        const std::uint32_t wording = touched[at];
        const bool keep = options_.within_text || reaches_need(wording);
        state_.paired[kept] = state_.gains[wording] & gain_pairs;
        state_.gains[wording] = 0;
        touched[kept] = wording;
        kept += keep ? 1U : 0U;
    }
    state_.touched_count = kept;
}

void NameSearch::add_glued(std::uint32_t wording, NameTally& tally) const {
    for (const auto& [_, glued] :
         std::ranges::equal_range(state_.glued, wording, {}, &std::pair<std::uint32_t, NameTally>::first)) {
        tally.matched += glued.matched;
        tally.sure += glued.matched;
        tally.subject += glued.subject;
        tally.listed += glued.listed;
        tally.heavy_pairs += glued.heavy_pairs;
        tally.marks |= glued.marks;
    }
}

// Of the initials of both sides, those that a word of the other side begins with.
InitialsMet NameSearch::initials_met(std::uint32_t wording) const {
    InitialsMet met;
    const auto words = index_.words_of(wording);
    for (const ScoredWord& subject : state_.subject) {
        const bool begins = std::ranges::any_of(
            words, [&](std::uint32_t word) { return index_.words[word].first == subject.text.front(); });
        met.subject += subject.role == text::TokenRole::initial && begins ? 1U : 0U;
    }
    for (const std::uint32_t word : words) {
        const WordRecord& listed = index_.words[word];
        const bool begins = std::ranges::any_of(
            state_.subject, [&](const ScoredWord& subject) { return listed.first == subject.text.front(); });
        met.listed +=
            static_cast<text::TokenRole>(listed.role) == text::TokenRole::initial && begins ? 1U : 0U;
    }
    return met;
}

// What the pairs of a name come to at most. paired_words: the low bits of its gain. A pair that is not among
// them is in no alignment that counts: the name would be too heavy for it, or the pair too unlike.
NameTally NameSearch::tally_of(std::uint32_t wording, NameGain paired_words) const {
    NameTally tally;
    add_glued(wording, tally);
    const bool initials = initials_of(index_.wordings[wording].flags) > 0;
    const auto missing = static_cast<float>(weights_.missing);
    const auto words = index_.words_of(wording);
    for (const std::uint8_t at : state_.order) {
        const ScoredWord& subject = state_.subject[at];
        const bool heavy = static_cast<double>(subject.weight) >= light;
        if (heavy && (paired_words & (pair_bit(at) | gain_more)) == 0) {
            continue;
        }
        bool paired = false;
        float most_matched = 0;
        float most_sure = 0;
        float least_unlike = 0;
        for (std::size_t place = 0; place < words.size(); ++place) {
            const std::uint32_t number = words[place];
            const auto similarity = static_cast<float>(recall(at, number));
            if (similarity <= 0) {
                continue;
            }
            const float listed = index_.words[number].weight;
            if (!heavy) {  // says nothing, but may be paired with a word of the listed name that does
                tally.listed += static_cast<double>(listed) >= light ? listed : 0;
                continue;
            }
            tally.listed += listed;  // of two that are like the word, both: a bound all the same
            const float matched = matched_weight(subject, {number, similarity});
            // Beside initials of the name, the subject's word may stand for one, and this one be missing.
            const float unlike =
                std::min(unlike_weight(subject, listed, matched), initials ? missing * listed : 1.0F);
            least_unlike = paired ? std::min(least_unlike, unlike) : unlike;
            most_matched = std::max(most_matched, matched);
            const double sure = sureness(static_cast<double>(similarity), weights_);
            most_sure = std::max(most_sure, matched * static_cast<float>(sure));
            paired = true;
        }
        if (paired) {
            tally.matched += most_matched;
            tally.sure += most_sure;
            tally.unlike += least_unlike;
            tally.subject += cost_alone(subject);
            ++tally.heavy_pairs;
        }
    }
    return tally;
}

// Whether the search is of names like this one at all.
bool NameSearch::is_asked(std::uint32_t name) const {
    const NameRecord& record = index_.names[name];
    return (options_.supplement || (record.flags & name_supplement) == 0) &&
           ((options_.lists >> record.list) & 1U) != 0;
}

// The second sieve.
bool NameSearch::worth_scoring(std::uint32_t wording, const NameTally& tally) const {
    const WordingRecord& record = index_.wordings[wording];
    if (options_.within_address && (record.flags & wording_weak) != 0) {
        return false;
    }
    return may_reach(wording, tally) &&
           std::ranges::any_of(index_.names_of(wording),
                               [this](std::uint32_t name) { return is_asked(name); });
}

// Each initial may stand for a word; which ones do is seen only where that matters.
bool NameSearch::may_reach(std::uint32_t wording, const NameTally& tally) const {
    const WordingRecord& record = index_.wordings[wording];
    const auto reaches = [this](double bound) { return bound + rounding >= options_.min_score; };
    if ((tally.marks & tally_whole) != 0) {
        return true;
    }
    if ((record.flags & wording_promoted) != 0) {
        return reaches(bound_of_promoted(record));
    }
    const InitialsMet all{.subject = static_cast<std::uint32_t>(initials_),
                          .listed = initials_of(record.flags)};
    if (all.listed == wording_initials_most) {
        return true;
    }
    return reaches(bound_of(record, tally, all)) &&
           (all.subject + all.listed == 0 || reaches(bound_of(record, tally, initials_met(wording))));
}

// A name of titles alone, which are weighed like words there: each may stand for two of the subject's.
double NameSearch::bound_of_promoted(const WordingRecord& wording) const {
    const double words = static_cast<double>(wording.weight) / weights_.common_floor;
    return score_bound({.matched = static_cast<double>(wording.weight),
                        .extra = subject_alone_ - 2 * words * heaviest_alone_},
                       weights_);
}

double NameSearch::bound_of(const WordingRecord& wording, const NameTally& tally,
                            const InitialsMet& met) const {
    const double initials = met.subject + met.listed;
    const double beside = light_weight_ + initials * weights_.initial;
    return score_bound({.matched = static_cast<double>(tally.matched) + beside,
                        .sure = static_cast<double>(tally.sure) + beside + rounding,
                        .unlike = static_cast<double>(tally.unlike),
                        .extra = subject_alone_ - static_cast<double>(tally.subject) -
                                 met.subject * weights_.initial - met.listed * heaviest_alone_,
                        .missing = static_cast<double>(wording.weight) - static_cast<double>(tally.listed) -
                                   light_listed_ - met.subject - met.listed * weights_.initial,
                        .light = light * static_cast<double>(wording.light),
                        .lone = tally.heavy_pairs <= 1 && initials == 0},
                       weights_);
}

}  // namespace cordon::screening
