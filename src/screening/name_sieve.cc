// Which names of an index could reach min_score: part of NameSearch.
#include <algorithm>
#include <bit>

#include "screening/index_search.h"
#include "text/phonetic_key.h"

namespace cordon::screening {

namespace {

constexpr double light{little_weight};
constexpr double rounding = 1e-4;  // pairs are summed in floats

constexpr std::size_t gains_ahead = 16;  // asked of memory before they are needed

constexpr double pairs_summed = 256;  // of weight 1: their sum must not run over

float alone(const ScoredWord& word) {
    return word.weight * word.alone;
}

}  // namespace

void NameSearch::ready_names() {
    if (state_.gained == index_.wordings.data() && state_.gains.size() == index_.wording_count()) {
        return;
    }
    state_.gained = index_.wordings.data();
    state_.gains.assign(index_.wording_count(), 0);
    state_.touched.resize(index_.wording_count() + 1);  // one is written beyond those that count
    state_.touched_count = 0;
    state_.plain.resize(index_.wording_count());
    for (std::size_t wording = 0; wording < index_.wording_count(); ++wording) {
        state_.plain[wording] = (index_.wordings[wording].flags & (wording_promoted | wording_initials)) == 0;
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
        further_alone += heavy < gain_words ? 0.0 : static_cast<double>(alone(word));
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
            extra -= ((paired >> at) & 1U) != 0 ? static_cast<double>(alone(state_.subject[state_.order[at]]))
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

// What a pair adds, rounded up. Words of the subject that are paired are left out of needs.
NameGain NameSearch::worth_of(double matched, double unlike, double listed) const {
    const double worth = gain_matched_ * matched - cost_unlike_ * unlike + cost_missing_ * listed;
    return static_cast<NameGain>(std::max(worth, 0.0) * gain_units_) + 2;
}

// Rare words first. A name that has none of them yet cannot be reached any more by the common words alone,
// once their weight is too little beside the words left unpaired: then names are only added to, no new ones
// are met.
void NameSearch::meet_words() {
    double behind = 0;        // weight of the words already looked up
    double behind_alone = 0;  // and what they cost when they find no partner
    for (std::size_t at = 0; at < state_.order.size(); ++at) {
        const ScoredWord& subject = state_.subject[state_.order[at]];
        const auto weight = static_cast<double>(subject.weight);
        if (weight < light) {
            break;
        }
        meet_names(at, meets_new(at, behind, behind_alone));
        behind += weight;
        behind_alone += static_cast<double>(alone(subject));
    }
}

// Whether a name without any of the words before order[at] can still reach min_score. Names with initials
// are met in any case: those may stand for the words before.
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

// And what counts as not met.
float NameSearch::unlike_weight(const ScoredWord& subject, float listed, float matched) const {
    return std::min(std::min(subject.weight, listed) - matched,
                    static_cast<float>(weights_.extra) * alone(subject));
}

// Without a branch: who has a gain already is as good as random. No gain is 0 (worth_of), so that each
// wording is met once, and `touched` has room for all.
void NameSearch::add_gain(std::uint32_t wording, NameGain gain) {
    NameGain& sum = state_.gains[wording];
    state_.touched[state_.touched_count] = wording;
    state_.touched_count += sum == 0 ? 1U : 0U;
    sum = (sum | (gain & gain_pairs)) + (gain & ~gain_pairs);
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
    const double others = subject_weight_ - static_cast<double>(subject.weight);
    return static_cast<double>(listed) < light ||
           score_bound(
               {.matched = others + static_cast<double>(matched), .unlike = static_cast<double>(unlike)},
               weights_) +
                   rounding >=
               options_.min_score;
}

// Records, then postings, are asked for before they are read; memory answers meanwhile.
void NameSearch::fetch_ahead(const std::vector<LikeWord>& likes, std::size_t place) const {
    constexpr std::size_t record_ahead = 16;
    constexpr std::size_t postings_ahead = 6;
    if (place + record_ahead < likes.size()) {
        const WordRecord* const record = &index_.words[likes[place + record_ahead].word];
        __builtin_prefetch(record);
        __builtin_prefetch(record + 1);  // where its postings end
    }
    if (place + postings_ahead < likes.size()) {
        const std::uint32_t first = index_.words[likes[place + postings_ahead].word].postings;
        __builtin_prefetch(index_.postings.data() + first);
    }
}

// A name with two words like the subject's gets the worth of both: too much, which loses no name. A pair
// that no name can reach min_score with is in no alignment that counts: names meet by their other words, or
// not.
void NameSearch::meet_names(std::size_t at, bool meets_new) {
    const ScoredWord& subject = state_.subject[state_.order[at]];
    const NameGain bit = at < gain_words ? 1U << at : gain_more;
    const std::vector<LikeWord>& likes = state_.like[state_.order[at]];
    for (std::size_t place = 0; place < likes.size(); ++place) {
        fetch_ahead(likes, place);
        const LikeWord& like = likes[place];
        const float listed = index_.words[like.word].weight;
        const float matched = matched_weight(subject, like);
        const float unlike = unlike_weight(subject, listed, matched);
        const auto wordings = index_.wordings_with(like.word);
        const auto initialled = index_.words[like.word].initialled;
        const bool matters = may_matter(subject, listed, matched, unlike);
        if (!matters && initialled == 0) {
            continue;
        }
        const NameGain gain =
            bit |
            (worth_of(static_cast<double>(matched), static_cast<double>(unlike), static_cast<double>(listed))
             << gain_shift);
        add_gains(wordings.first(initialled), gain);
        if (!matters) {
            continue;
        }
        if (meets_new) {
            add_gains(wordings.subspan(initialled), gain);
            continue;
        }
        for (const std::uint32_t wording : wordings.subspan(initialled)) {
            NameGain& sum = state_.gains[wording];  // without a branch, as in add_gain
            sum = ((sum | (gain & gain_pairs)) + (gain & ~gain_pairs)) & (sum != 0 ? ~NameGain{0} : 0);
        }
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

// Two words written together may be paired with one of the name: added to what each of them may do alone.
void NameSearch::meet_together(std::size_t word) {
    const ScoredWord& left = state_.subject[word];
    const ScoredWord& right = state_.subject[word + 1];
    for (const LikeWord& like : state_.like_pairs[word]) {
        const float listed_weight = index_.words[like.word].weight;
        const float matched = std::min(std::max(left.weight, right.weight), listed_weight);
        const NameGain gain =
            pair_bit(word) | pair_bit(word + 1) |
            (worth_of(static_cast<double>(matched), 0, static_cast<double>(listed_weight)) << gain_shift);
        const NameTally tally{.matched = matched,
                              .subject = alone(left) + alone(right),
                              .listed = listed_weight,
                              .heavy_pairs = 1};
        for (const std::uint32_t wording : index_.wordings_with(like.word)) {
            add_gain(wording, gain);
            state_.glued.emplace_back(wording, tally);
        }
    }
}

// word: the subject's word that these are the neighbouring words of, or none; its partners' weight is not
// known.
void NameSearch::meet_apart(std::string_view together, TallyMark mark, std::size_t word) {
    const auto range = std::ranges::equal_range(index_.glue_hashes, text::sound_hash(together));
    for (auto at = range.begin(); at != range.end(); ++at) {
        const std::uint32_t wording =
            index_.glue_wordings[static_cast<std::size_t>(at - index_.glue_hashes.begin())];
        NameTally tally{.marks = mark};
        NameGain gain = gain_more | (gain_any << gain_shift);
        if (word < state_.subject.size()) {
            const ScoredWord& subject = state_.subject[word];
            const float listed = index_.wordings[wording].weight;
            tally = {.matched = subject.weight,
                     .subject = alone(subject),
                     .listed = listed,
                     .heavy_pairs = 1,
                     .marks = mark};
            gain =
                pair_bit(word) |
                (worth_of(static_cast<double>(subject.weight), 0, static_cast<double>(listed)) << gain_shift);
        }
        add_gain(wording, gain);
        state_.glued.emplace_back(wording, tally);
    }
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

// Keeps of `touched` what passes the first sieve, in order, and forgets all gains. Of running text all is
// kept.
void NameSearch::sift() {
    const auto touched = std::span(state_.touched).first(state_.touched_count);
    std::size_t kept = 0;
    for (std::size_t at = 0; at < touched.size(); ++at) {
        if (at + gains_ahead < touched.size()) {
            __builtin_prefetch(&state_.gains[touched[at + gains_ahead]], 1);
        }
        const std::uint32_t wording = touched[at];
        const bool keep = options_.within_text || reaches_need(wording);
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
        tally.subject += glued.subject;
        tally.listed += glued.listed;
        tally.heavy_pairs += glued.heavy_pairs;
        tally.marks |= glued.marks;
    }
}

// What the pairs of a name come to at most.
NameTally NameSearch::tally_of(std::uint32_t wording) const {
    NameTally tally;
    add_glued(wording, tally);
    const bool initials = initials_of(index_.wordings[wording].flags) > 0;
    const auto missing = static_cast<float>(weights_.missing);
    const auto words = index_.words_of(wording);
    for (const std::uint8_t at : state_.order) {
        const ScoredWord& subject = state_.subject[at];
        const bool heavy = static_cast<double>(subject.weight) >= light;
        bool paired = false;
        float most_matched = 0;
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
            paired = true;
        }
        if (paired) {
            tally.matched += most_matched;
            tally.unlike += least_unlike;
            tally.subject += alone(subject);
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
    if ((options_.within_address && (record.flags & wording_weak) != 0) ||
        std::ranges::none_of(index_.names_of(wording),
                             [this](std::uint32_t name) { return is_asked(name); })) {
        return false;
    }
    if ((record.flags & wording_promoted) != 0) {
        return bound_of_promoted(record) + rounding >= options_.min_score;
    }
    return (tally.marks & tally_whole) != 0 || initials_of(record.flags) == wording_initials_most ||
           bound_of(record, tally) + rounding >= options_.min_score;
}

// A name of titles alone, which are weighed like words there: each may stand for two of the subject's.
double NameSearch::bound_of_promoted(const WordingRecord& wording) const {
    const double words = static_cast<double>(wording.weight) / weights_.common_floor;
    return score_bound({.matched = static_cast<double>(wording.weight),
                        .extra = subject_alone_ - 2 * words * heaviest_alone_},
                       weights_);
}

double NameSearch::bound_of(const WordingRecord& wording, const NameTally& tally) const {
    const auto listed_initials = static_cast<double>(initials_of(wording.flags));
    const double initials = initials_ + listed_initials;
    return score_bound(
        {.matched = static_cast<double>(tally.matched) + light_weight_ + initials * weights_.initial,
         .unlike = static_cast<double>(tally.unlike),
         .extra = subject_alone_ - static_cast<double>(tally.subject) - initials_ * weights_.initial -
                  listed_initials * heaviest_alone_,
         .missing = static_cast<double>(wording.weight) - static_cast<double>(tally.listed) - light_listed_ -
                    initials_ - listed_initials * weights_.initial,
         .light = light * static_cast<double>(wording.light),
         .lone = tally.heavy_pairs <= 1 && initials == 0},
        weights_);
}

}  // namespace cordon::screening
