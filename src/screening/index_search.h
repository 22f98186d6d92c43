// screening/index_search.h: the search over one index for one name; used by screening_index.cc only.
//
// Role:        words of the subject -> like words of the index -> names that could reach min_score -> scored
//              names.
// Threads:     one SearchState a thread.
// Determinism: candidates are scored in order of name number.
// Cost:        O(like words + their postings + candidates x words).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "screening/index_layout.h"
#include "screening/name_score.h"
#include "screening/screening_index.h"
#include "text/name_tokens.h"
#include "text/similarity_batch.h"

namespace cordon::screening {

// What is known of a name while postings are read; half a line of memory, since each posting meets another.
struct NameTally {
    // Bounds on what the pairs of words come to; see PairSums.
    float matched = 0;
    float unlike = 0;
    float subject = 0;  // of the subject's words that are paired: what they would cost alone
    float listed = 0;   // weight of the listed words that are paired
    // What the current word has added, so that a better pair of it replaces.
    float last_matched = 0;
    float last_unlike = 0;
    float weight = 0;              // NameRecord::weight
    std::uint8_t last_word = 0;    // place of the current word, one up; 0: none
    std::uint8_t marks = 0;        // TallyMark
    std::uint8_t flags = 0;        // NameRecord::flags
    std::uint8_t heavy_pairs = 0;  // words of the subject that are paired
};
static_assert(sizeof(NameTally) == 32);

enum TallyMark : std::uint8_t {
    tally_touched = 1,
    tally_apart = 2,  // a word of the subject sounds as neighbouring words of it
    tally_whole = 4,  // sounds the same without blanks: always scored
};

struct BestOfListing {
    std::uint32_t listing = 0;
    std::uint32_t name = 0;  // name number in the index
    double score = 0;
    bool supplement = false;
};

struct LikeWord {
    std::uint32_t word;
    float similarity;
};

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

// Like words of a word, remembered from one search to the next: the words of names repeat.
struct LikeWordCache {
    struct Entry {
        std::string word;  // text, '-' when vowelless, else '+', and how it is sought
        std::vector<LikeWord> like;
    };
    const void* index = nullptr;  // whose words these are
    std::vector<Entry> entries = std::vector<Entry>(1U << 16U);
};

struct SearchState {
    text::TokenisedName tokens;
    std::vector<std::string> sounds;  // by subject word
    LikeWordCache cache;
    std::vector<ScoredWord> subject;
    std::vector<ScoredWord> listed;
    std::vector<std::uint8_t> order;                // subject words, heaviest first
    std::vector<std::vector<LikeWord>> like;        // by subject word
    std::vector<std::vector<LikeWord>> like_pairs;  // by the first of two subject words written together
    std::vector<NameTally> tallies;                 // by name; nothing tallied between searches
    const void* tallied = nullptr;                  // whose names those are
    std::vector<std::uint32_t> touched;
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
    NameSearch(const IndexView& index, const SearchOptions& options, const ScoreWeights& weights,
               SearchState& state)
        : index_(index), options_(options), weights_(weights), state_(state) {}

    // Scores every name that can reach min_score for the words tokens[first, last), appends those with any
    // score to found. Returns true when candidates_max cut the work short.
    bool run(std::size_t first, std::size_t last, std::vector<BestOfListing>& found);

    // The alignment of the words tokens[first, last) with one name, for the explanation of a hit.
    void align(std::size_t first, std::size_t last, std::uint32_t name);

private:
    void ready_tallies();
    void load_subject(std::size_t first, std::size_t last);
    void load_listed(std::uint32_t name);
    void find_all_like_words();
    void find_like_words(std::size_t word);
    void find_like_pairs();
    const std::vector<LikeWord>& remembered(std::string&& spelled, const ScoredWord& subject, double floor,
                                            SoughtBy by);
    void search_like_words(const ScoredWord& subject, double floor, SoughtBy by, std::vector<LikeWord>& like);
    void add_up_subject();
    void tally_words();
    void tally_postings(std::size_t word, bool meets_new);
    void tally_pairs(std::size_t at);
    void tally_light_words(std::size_t from);
    [[nodiscard]] bool meets_new(std::size_t at, double behind, double behind_alone) const;
    void meet_glued();
    [[nodiscard]] float matched_weight(const ScoredWord& subject, const LikeWord& like) const;
    void touch_glued(std::string_view together, TallyMark mark, const ScoredWord* word);
    NameTally& touch(std::uint32_t name);
    [[nodiscard]] bool worth_scoring(std::uint32_t name) const;
    [[nodiscard]] double bound_of(const NameTally& tally) const;
    [[nodiscard]] double bound_of_promoted(const NameTally& tally) const;
    [[nodiscard]] double keyed(std::size_t i, std::size_t j) override;
    [[nodiscard]] double keyed_together(std::size_t i, std::size_t j) override;
    [[nodiscard]] bool sounds_as_two(std::size_t i, std::size_t j) override;
    [[nodiscard]] bool sounds_as_whole() override;
    void remember(std::uint32_t subject, std::uint32_t word, float similarity);
    [[nodiscard]] double recall(std::uint32_t subject, std::uint32_t word) const;
    void score(std::uint32_t name, std::uint8_t marks);
    // Of a name spotted in running text; name_in_text.cc.
    [[nodiscard]] bool stands_together(std::uint32_t name) const;
    [[nodiscard]] std::size_t heavy_words(std::size_t first, std::size_t last) const;
    [[nodiscard]] bool has_near(std::size_t first, std::size_t last, text::TokenRole most) const;
    [[nodiscard]] bool is_part_of_longer_name(std::size_t first, std::size_t last) const;

    const IndexView& index_;
    const SearchOptions& options_;
    const ScoreWeights& weights_;
    SearchState& state_;
    double subject_weight_ = 0;
    double subject_alone_ = 0;  // what its words cost when none finds a partner
    double light_weight_ = 0;   // of its particles and titles
    double light_listed_ = 0;   // what their light partners can weigh
    double initials_ = 0;
    double heaviest_alone_ = 0;  // what the word costs that costs most
    std::string whole_;          // the subject's words without blanks
    std::uint8_t marks_ = 0;     // of the name being scored
};

}  // namespace cordon::screening
