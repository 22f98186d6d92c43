// screening/index_search.h: the search over one index for one name; used by screening_index.cc only.
//
// Role:        words of the subject -> like words of the index (like_words.cc) -> wordings that have them
//              (name_meeting.cc) and could reach min_score (name_sieve.cc) -> scored, with all names so
//              written. They are sifted three times: by weight and by whether a second pair meets them,
//              before sums are kept; by a linear bound, one sum each; then by score_bound on their pairs.
//              None of these leaves out a name that would reach min_score. Names that have nothing but an
//              initial of the subject's ("X Kolar" for Xavier K) are not met; they score less than any
//              threshold in use.
// Threads:     one SearchState a thread.
// Determinism: candidates are scored in the order in which they are met, which the index and subject set.
// Cost:        O(like words + their postings + candidates x words).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "screening/index_layout.h"
#include "screening/like_word_table.h"
#include "screening/meetings.h"
#include "screening/name_score.h"
#include "screening/screening_index.h"
#include "screening/weight_order.h"
#include "text/name_tokens.h"
#include "text/similarity_batch.h"

namespace cordon::screening {

// What of a name has met the subject, all in one number, since each posting meets another one: in the low
// bits which of the subject's heaviest words are paired, the last bit for any further one; above them the sum
// of what its pairs are worth (NameSearch::worth_of), never too little.
using NameGain = std::uint32_t;
constexpr unsigned gain_words = 7;
constexpr unsigned gain_shift = gain_words + 1;
constexpr double gain_unit_least = 1.0 / 4096;
constexpr NameGain gain_more = 1U << gain_words;
constexpr NameGain gain_pairs = gain_more * 2 - 1;  // the low bits
constexpr double rounding = 1e-4;                   // pairs are summed in floats
constexpr std::size_t gains_ahead = 16;             // asked of memory before they are needed
constexpr NameGain gain_any = 1U << 22U;            // passes every test; in units of the sum

// A sum of gains and one more.
[[nodiscard]] inline NameGain with_gain(NameGain sum, NameGain gain) {
    return (sum | (gain & gain_pairs)) + (gain & ~gain_pairs);
}

// What a word of the subject costs when it finds no partner.
[[nodiscard]] inline float cost_alone(const ScoredWord& word) {
    return word.weight * word.alone;
}

// Bounds on what the pairs of one name come to; see PairSums.
struct NameTally {
    float matched = 0;
    float sure = 0;  // of matched
    float unlike = 0;
    float subject = 0;              // of the subject's words that are paired: what they would cost alone
    float listed = 0;               // weight of the listed words that are paired
    std::uint32_t heavy_pairs = 0;  // words of the subject that are paired
    std::uint32_t marks = 0;        // TallyMark
    std::uint32_t taken = 0;        // a bit for each listed word that a word of the subject is paired with
    bool glued = false;             // words written together or apart are among it
};

// Initials that a word of the other side begins with, each for one at most; what that comes to at most.
struct InitialsMet {
    std::uint32_t count = 0;
    double matched = 0;
    double sure = 0;  // of matched
    double unlike = 0;
    double extra = 0;    // what of the subject is not extra then
    double missing = 0;  // and of the listed name not missing
};

enum TallyMark : std::uint8_t {
    tally_apart = 1,    // a word of the subject sounds as neighbouring words of it
    tally_whole = 2,    // sounds the same without blanks: always scored
    tally_doubted = 4,  // two words written together that count beside another pair only
};

struct BestOfListing {
    std::uint32_t listing = 0;
    std::uint32_t name = 0;  // name number in the index
    double score = 0;
    bool supplement = false;
};

// A word of the index beside words of a running text: the best that any of these makes of it.
struct MetWord {
    std::uint32_t search = 0;  // SimilarityMemo::search; cells of earlier searches do not count
    float matched = 0;         // at most so much of its weight is met
    float unlike = 0;          // at least so much of the pair is not
    float listed = 0;          // its weight
};

constexpr std::uint32_t not_in_index = ~0U;  // the number of such a word

// Similarities of subject word x index word that were found in this search; cells of earlier searches do not
// count.
struct SimilarityMemo {
    struct Cell {
        std::uint32_t search = 0;
        std::uint32_t word = 0;
        std::uint32_t subject = 0;  // its place; together_mark more for two words written together
        float similarity = 0;
    };
    static constexpr std::uint32_t together_mark = 256;
    std::vector<Cell> cells = std::vector<Cell>(1U << 12U);
    std::size_t used = 0;
    std::uint32_t search = 0;
};

// What all searches of one index remember together. Neighbours written together seldom come again, and would
// put out the words.
struct LikeWordTables {
    LikeWordTable words{1U << 17U};
    LikeWordTable together{1U << 14U};
};

struct PairWorth {
    NameGain gain = 0;     // of a name with the pair
    bool matters = false;  // NameSearch::may_matter
    // Of its postings: met in any case, met where another pair meets them too, only added to.
    std::array<std::span<const std::uint32_t>, 2> surely;
    std::span<const std::uint32_t> fresh;
    std::span<const std::uint32_t> further;
};

struct SearchState {
    text::TokenisedName tokens;
    std::vector<std::string> sounds;  // by subject word
    std::vector<ScoredWord> subject;
    std::vector<ScoredWord> listed;
    std::vector<std::uint8_t> order;                // subject words, heaviest first
    std::vector<std::vector<LikeWord>> like;        // by subject word
    std::vector<std::vector<LikeWord>> like_pairs;  // by the first of two subject words written together
    std::vector<NameGain> gains;                    // by wording; 0 between searches
    std::vector<std::uint32_t> touched;             // wordings with a gain: the first touched_count
    std::size_t touched_count = 0;
    std::vector<NameGain> paired;                // beside touched, once sifted: the low bits of its gains
    std::vector<std::vector<PairWorth>> worths;  // by place in order, of each like word
    MetTwice met_twice;
    Meetings fresh;                            // may be met
    Meetings further;                          // of names that are met otherwise
    std::vector<NameGain> most;                // by place in order, of the words that say something
    WeightOrder by_weight;                     // of the wordings
    std::vector<NameGain> needs;               // by the low bits of a gain: what its sum must reach
    std::vector<std::uint8_t> place_in_order;  // by subject word
    std::vector<std::pair<std::uint32_t, NameTally>> glued;  // of words written together, by wording
    std::vector<MetWord> met;                                // by word of the index; of running text only
    std::vector<std::uint32_t> met_words;                    // those of this search
    std::vector<bool> is_met;                                // the same by word; few lines of memory
    const void* gained = nullptr;                            // whose wordings those are
    std::vector<NameGain> initialled_needs;  // the same for a name with initials, before those are counted
    std::vector<std::uint32_t> hashes;
    std::vector<std::uint32_t> seen;     // words that share a key with the one looked up
    std::vector<std::uint32_t> seen_in;  // by word: the look-up that has seen it
    std::uint32_t seen_round = 0;
    text::SimilarityBatch batch;
    NameAlignment alignment;
    SimilarityMemo memo;
};

// Under which keys words of the index are looked up.
enum class SoughtBy : std::uint8_t { keys, beginning_too, sound };

class NameSearch : private Similarities {
public:
    NameSearch(const IndexView& index, LikeWordTables& remembered, const SearchOptions& options,
               const ScoreWeights& weights, SearchState& state)
        : index_(index), remembered_(remembered), options_(options), weights_(weights), state_(state) {}

    // Scores every name that can reach min_score for the words tokens[first, last), appends those with any
    // score to found. Returns true when candidates_max cut the work short.
    bool run(std::size_t first, std::size_t last, std::vector<BestOfListing>& found);

    // The alignment of the words tokens[first, last) with one name, for the explanation of a hit.
    void align(std::size_t first, std::size_t last, std::uint32_t name);

private:
    void load_subject(std::size_t first, std::size_t last);
    void load_listed(std::uint32_t wording);
    void fetch_ahead(std::size_t at) const;
    void add_names_of(std::uint32_t wording, std::vector<BestOfListing>& found) const;
    void find_all_like_words();
    void find_like_words(std::size_t word);
    void find_like_pairs();
    void search_like_words(const ScoredWord& subject, double floor, SoughtBy by, std::vector<LikeWord>& like);
    void ready_names();
    void add_up_subject();
    void set_needs();
    void meet_words();
    void cut_postings(std::size_t at, bool meets_new);
    void meet_names(std::size_t at);
    void add_meetings();
    void weigh_all_pairs();
    void weigh_pairs(std::size_t at);
    [[nodiscard]] bool is_in_pair(std::size_t word) const;
    [[nodiscard]] double most_beside(std::size_t at, std::size_t first) const;
    [[nodiscard]] double most_alone(std::size_t at) const;
    [[nodiscard]] double cost_of_extra(double extra, bool lone) const;
    [[nodiscard]] bool may_matter(const ScoredWord& subject, float listed, float matched, float unlike) const;
    // Of running text; name_in_text.cc.
    void meet_text();
    void meet_beside(std::span<const std::uint32_t> anchored);
    void note_met(const ScoredWord& subject, const LikeWord& like);
    [[nodiscard]] double weight_needed(const MetWord& met) const;
    [[nodiscard]] NameTally tally_of_text(std::uint32_t wording) const;
    [[nodiscard]] bool meets_new(std::size_t at, double behind, double behind_alone) const;
    void meet_glued();
    [[nodiscard]] NameTally tally_together(std::size_t word, const LikeWord& like) const;
    [[nodiscard]] NameGain worth_together(const NameTally& tally) const;
    [[nodiscard]] bool pair_alone(std::size_t word, std::uint32_t listed) const;
    void meet_together(std::size_t word);
    void meet_apart(std::string_view together, TallyMark mark, std::size_t word);
    void add_gain(std::uint32_t wording, NameGain gain);
    void add_gains(std::span<const std::uint32_t> wordings, NameGain gain);
    [[nodiscard]] NameGain pair_bit(std::size_t word) const;
    [[nodiscard]] float matched_weight(const ScoredWord& subject, const LikeWord& like) const;
    [[nodiscard]] float unlike_weight(const ScoredWord& subject, float listed, float matched) const;
    [[nodiscard]] NameGain worth_of(double matched, double unlike, double listed) const;
    void sift();
    [[nodiscard]] bool reaches_need(std::uint32_t wording) const;
    [[nodiscard]] NameTally tally_of(std::uint32_t wording, NameGain paired_words) const;
    void add_glued(std::uint32_t wording, NameTally& tally) const;
    [[nodiscard]] double worth_of_initials(std::uint16_t firsts) const;
    void meet_initial(double partner, bool same, double unmet, InitialsMet& met) const;
    void meet_subject_initial(const ScoredWord& initial, double partner, bool same, InitialsMet& met) const;
    void meet_listed_initial(double partner, bool same, InitialsMet& met) const;
    [[nodiscard]] InitialsMet all_initials(const WordingRecord& record) const;
    [[nodiscard]] InitialsMet initials_met(std::uint32_t wording, std::uint32_t taken) const;
    [[nodiscard]] bool may_reach(std::uint32_t wording, const NameTally& tally) const;
    [[nodiscard]] bool is_asked(std::uint32_t name) const;
    [[nodiscard]] bool worth_scoring(std::uint32_t wording, const NameTally& tally) const;
    [[nodiscard]] double bound_of(const WordingRecord& wording, const NameTally& tally,
                                  const InitialsMet& met) const;
    [[nodiscard]] double bound_of_promoted(const WordingRecord& wording) const;
    [[nodiscard]] double keyed(std::size_t i, std::size_t j) override;
    [[nodiscard]] double keyed_together(std::size_t i, std::size_t j) override;
    [[nodiscard]] bool sounds_as_two(std::size_t i, std::size_t j) override;
    [[nodiscard]] bool sounds_as_whole() override;
    void remember(std::uint32_t subject, std::uint32_t word, float similarity);
    [[nodiscard]] double recall(std::uint32_t subject, std::uint32_t word) const;
    void score(std::uint32_t wording, std::uint32_t marks);
    // Of a name spotted in running text; name_in_text.cc.
    [[nodiscard]] bool stands_together(std::uint32_t wording) const;
    [[nodiscard]] bool stands_whole(std::uint32_t wording) const;
    [[nodiscard]] std::size_t place_of(const WordPair& pair) const;
    [[nodiscard]] std::size_t heavy_words(std::size_t first, std::size_t last) const;
    [[nodiscard]] bool has_near(std::size_t first, std::size_t last, text::TokenRole most) const;
    [[nodiscard]] bool names_street(std::size_t first, std::size_t last) const;
    [[nodiscard]] bool is_craft(std::uint32_t wording) const;
    [[nodiscard]] bool is_part_of_longer_name(std::size_t first, std::size_t last) const;

    const IndexView& index_;
    LikeWordTables& remembered_;
    const SearchOptions& options_;
    const ScoreWeights& weights_;
    SearchState& state_;
    double subject_weight_ = 0;
    double subject_alone_ = 0;  // what its words cost when none finds a partner
    double light_weight_ = 0;   // of its particles and titles
    double light_listed_ = 0;   // what their light partners can weigh
    double initials_ = 0;
    double heaviest_alone_ = 0;  // what the word costs that costs most
    // Of score_bound at min_score, when relief is least: what a weight that is matched, unlike, extra or
    // missing adds to either side.
    double gain_unit_ = gain_unit_least;
    double gain_units_ = 1 / gain_unit_least;  // in a weight of 1
    double gain_matched_ = 0;
    double cost_unlike_ = 0;
    double cost_extra_ = 0;
    double cost_missing_ = 0;
    double initial_worth_ = 0;    // of an initial of the listed name
    double initial_gain_ = 0;     // and of the subject at most
    NameGain light_gain_ = 0;     // of the subject's light words and initials at most
    NameGain most_together_ = 0;  // of neighbouring words written together, at most
    std::string whole_;           // the subject's words without blanks
    std::uint32_t marks_ = 0;     // of the name being scored
};

}  // namespace cordon::screening
