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
    initial_gain_ = weights_.initial * gain_matched_ + cost_missing_;
    double light_gain =
        light_weight_ * gain_matched_ + light_listed_ * cost_missing_ + initials_ * initial_gain_;
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
        state_.needs[paired] = units(cost_of_extra(here, lone));
        state_.initialled_needs[paired] = units(cost_of_extra(here, false));
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

// Of the subject's initials, what those are worth that a word of the name may begin with.
double NameSearch::worth_of_initials(std::uint16_t firsts) const {
    double worth = 0;
    for (const ScoredWord& subject : state_.subject) {
        const bool met = subject.role == text::TokenRole::initial &&
                         (firsts & first_letter_bit(subject.text.front())) != 0;
        worth += met ? initial_gain_ : 0;
    }
    return worth;
}

// The first sieve. Names of titles alone are weighed otherwise: they pass, and so do those of too many
// initials to be counted.
bool NameSearch::reaches_need(std::uint32_t wording) const {
    const NameGain sum = state_.gains[wording];
    const NameGain paired = sum & gain_pairs;
    const WordingRecord& record = index_.wordings[wording];
    NameGain worth = (sum >> gain_shift) + light_gain_;
    if (initials_ > 0) {
        const double absent = initials_ * initial_gain_ - worth_of_initials(record.firsts);
        worth -= static_cast<NameGain>(absent / gain_unit_);
    }
    const auto missing =
        static_cast<NameGain>(cost_missing_ * static_cast<double>(record.weight) / gain_unit_);
    if (is_plain(record.flags)) {
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
            __builtin_prefetch(&index_.wordings[touched[at + gains_ahead]]);
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

// Words that are written together or apart are not paired one by one, or the other way round: what either
// comes to at most is counted, and nothing lost. Pairs that count beside another one only are left out where
// there is none; the same initial on both sides is one too.
void NameSearch::add_glued(std::uint32_t wording, NameTally& tally) const {
    const auto all =
        std::ranges::equal_range(state_.glued, wording, {}, &std::pair<std::uint32_t, NameTally>::first);
    const bool lone = tally.heavy_pairs == 0 && initials_ <= 0;
    if (std::ranges::all_of(
            all, [&](const auto& glued) { return lone && (glued.second.marks & tally_doubted) != 0; })) {
        return;
    }
    tally.glued = true;
    for (const auto& [_, glued] : all) {
        tally.matched += glued.matched;
        tally.sure += glued.sure;
        tally.subject += glued.subject;
        tally.listed += glued.listed;
        tally.heavy_pairs += glued.heavy_pairs;
        tally.marks |= glued.marks;
    }
}

// An initial beside a word that weighs so much, or beside the same initial, where nothing is lost.
// unmet: what it costs to stand for nothing.
void NameSearch::meet_initial(double partner, bool same, double unmet, InitialsMet& met) const {
    const double alike = same ? 1.0 : weights_.initial_similarity;
    const double matched = weights_.initial * share_met(alike, partner, false, weights_);
    ++met.count;
    met.matched += matched;
    met.sure += matched * sureness(alike, weights_);
    met.unlike += std::min(weights_.initial - matched, unmet);
}

// Of the subject. That it may be written together with its neighbour is seen to where the bound is made.
void NameSearch::meet_subject_initial(const ScoredWord& initial, double partner, bool same,
                                      InitialsMet& met) const {
    const bool counts = static_cast<double>(initial.weight) >= light;
    meet_initial(partner, same, counts ? weights_.extra * static_cast<double>(cost_alone(initial)) : 0, met);
    met.extra += weights_.initial;
    met.missing += partner;
}

// And of the listed name, that may be a particle.
void NameSearch::meet_listed_initial(double partner, bool same, InitialsMet& met) const {
    meet_initial(partner, same, weights_.missing * weights_.particle, met);
    met.extra += heaviest_alone_;
    met.missing += weights_.initial;
}

// As if each stood for a word of the other side that says all, and were that word.
InitialsMet NameSearch::all_initials(const WordingRecord& record) const {
    constexpr double heaviest = 1;
    InitialsMet met;
    for (const ScoredWord& subject : state_.subject) {
        if (subject.role == text::TokenRole::initial) {
            meet_subject_initial(subject, heaviest, true, met);
        }
    }
    for (unsigned at = 0; at < initials_of(record.flags); ++at) {
        meet_listed_initial(heaviest, true, met);
    }
    return met;
}

// Of the initials of both sides, those that a word of the other side begins with.
InitialsMet NameSearch::initials_met(std::uint32_t wording, std::uint32_t taken) const {
    const auto is_initial = [](text::TokenRole role) { return role == text::TokenRole::initial; };
    InitialsMet met;
    const auto words = index_.words_of(wording);
    for (const ScoredWord& subject : state_.subject) {
        if (!is_initial(subject.role)) {
            continue;
        }
        double partner = 0;
        bool same = false;
        for (std::size_t place = 0; place < words.size(); ++place) {
            const WordRecord& listed = index_.words[words[place]];
            if (listed.first == subject.text.front() && ((taken >> place) & 1U) == 0) {
                partner = std::max({partner, static_cast<double>(listed.weight), weights_.initial});
                same = same || listed.letter_count == subject.text.size();
            }
        }
        if (partner > 0) {
            meet_subject_initial(subject, partner, same, met);
        }
    }
    for (const std::uint32_t word : words) {
        const WordRecord& listed = index_.words[word];
        if (!is_initial(static_cast<text::TokenRole>(listed.role))) {
            continue;
        }
        double partner = 0;
        bool same = false;
        for (const ScoredWord& subject : state_.subject) {
            if (listed.first == subject.text.front()) {
                partner = std::max({partner, static_cast<double>(subject.weight), weights_.initial});
                same = same || listed.letter_count == subject.text.size();
            }
        }
        if (partner > 0) {
            meet_listed_initial(partner, same, met);
        }
    }
    return met;
}

// What the pairs of a name come to at most. paired_words: the low bits of its gain. A pair that is not among
// them is in no alignment that counts: the name would be too heavy for it, or the pair too unlike.
NameTally NameSearch::tally_of(std::uint32_t wording, NameGain paired_words) const {
    NameTally tally;
    const bool initials = initials_of(index_.wordings[wording].flags) > 0;
    const auto words = index_.words_of(wording);
    for (const std::uint8_t at : state_.order) {
        const ScoredWord& subject = state_.subject[at];
        const bool heavy = static_cast<double>(subject.weight) >= light;
        if (heavy && (paired_words & (pair_bit(at) | gain_more)) == 0) {
            continue;
        }
        std::size_t partners = 0;
        std::size_t partner = 0;
        float most_matched = 0;
        float most_sure = 0;
        float least_unlike = 0;
        for (std::size_t place = 0; place < words.size(); ++place) {
            const std::uint32_t number = words[place];
            const auto similarity = static_cast<float>(recall(at, number));
            if (similarity <= 0) {
                continue;
            }
            ++partners;
            partner = place;
            const float listed = index_.words[number].weight;
            if (!heavy) {  // says nothing, but may be paired with a word of the listed name that does
                tally.listed += static_cast<double>(listed) >= light ? listed : 0;
                continue;
            }
            tally.listed += listed;  // of two that are like the word, both: a bound all the same
            const float matched = matched_weight(subject, {number, similarity});
            // The subject's word may stand for an initial of the name, and this one be another's partner.
            const float unlike = initials ? 0.0F : unlike_weight(subject, listed, matched);
            least_unlike = partners > 1 ? std::min(least_unlike, unlike) : unlike;
            most_matched = std::max(most_matched, matched);
            const double sure = sureness(static_cast<double>(similarity), weights_);
            most_sure = std::max(most_sure, matched * static_cast<float>(sure));
        }
        // A word as short as an initial, which may be two letters ("zh"), may be the partner of one.
        if (partners == 1 && !subject.hangul && index_.words[words[partner]].letter_count > 2) {
            tally.taken |= 1U << partner;
        }
        if (heavy && partners > 0) {
            tally.matched += most_matched;
            tally.sure += most_sure;
            tally.unlike += least_unlike;
            tally.subject += cost_alone(subject);
            ++tally.heavy_pairs;
        }
    }
    add_glued(wording, tally);
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
    if (initials_of(record.flags) == wording_initials_most) {
        return true;
    }
    const InitialsMet all = all_initials(record);
    return reaches(bound_of(record, tally, all)) &&
           (all.count == 0 || reaches(bound_of(record, tally, initials_met(wording, tally.taken))));
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
    return score_bound({.matched = static_cast<double>(tally.matched) + light_weight_ + met.matched,
                        .sure = static_cast<double>(tally.sure) + light_weight_ + met.sure + rounding,
                        .unlike = tally.glued ? 0.0 : static_cast<double>(tally.unlike) + met.unlike,
                        .extra = subject_alone_ - static_cast<double>(tally.subject) - met.extra,
                        .missing = static_cast<double>(wording.weight) - static_cast<double>(tally.listed) -
                                   light_listed_ - met.missing,
                        .light = light * static_cast<double>(wording.light),
                        .lone = tally.heavy_pairs <= 1 && met.count == 0},
                       weights_);
}

}  // namespace cordon::screening
