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

// What is known of a name while postings are read.
struct NameTally {
    float matched = 0;  // weight x similarity of the pairs so far
    float subject = 0;  // weight of the subject's words that are paired
    float listed = 0;   // weight of the listed words that are paired
    float last = 0;     // what the current word has added, so that a better pair of it replaces
    std::int16_t last_word = -1;
    bool touched = false;
    bool glued = false;
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

// Similarities of subject word x index word, worked out once a search; cells of earlier searches do not
// count.
struct SimilarityMemo {
    struct Cell {
        std::uint64_t key = 0;
        std::uint32_t search = 0;
        float similarity = 0;
    };
    std::vector<Cell> cells = std::vector<Cell>(1U << 14U);
    std::uint32_t search = 0;
};

// Like words of a word, remembered from one search to the next: the words of names repeat.
struct LikeWordCache {
    struct Entry {
        std::string word;  // text, then '-' when vowelless, else '+'
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
    std::vector<std::uint8_t> order;          // subject words, heaviest first
    std::vector<std::vector<LikeWord>> like;  // by subject word
    std::vector<NameTally> tallies;           // by name; all zero between searches
    std::vector<std::uint32_t> touched;
    std::vector<std::uint32_t> hashes;
    std::vector<std::uint32_t> seen;     // words that share a key with the one looked up
    std::vector<std::uint32_t> seen_in;  // by word: the look-up that has seen it
    std::uint32_t seen_round = 0;
    text::SimilarityBatch batch;
    NameAlignment alignment;
    SimilarityMemo memo;
};

class NameSearch : private Similarities {
public:
    NameSearch(const IndexView& index, const SearchOptions& options, const ScoreWeights& weights,
               SearchState& state)
        : index_(index), options_(options), weights_(weights), state_(state) {}

    // Scores every candidate for the words tokens[first, last) and appends those at or above min_score to
    // found, and counts the listings below the threshold. Returns true when candidates_max cut the work
    // short.
    bool run(std::size_t first, std::size_t last, std::vector<BestOfListing>& found);

    // The alignment of the words tokens[first, last) with one name, for the explanation of a hit.
    void align(std::size_t first, std::size_t last, std::uint32_t name);

private:
    void load_subject(std::size_t first, std::size_t last);
    void load_listed(std::uint32_t name);
    void find_like_words(std::size_t word);
    void tally_words();
    void tally_postings(std::size_t word, bool meets_new);
    [[nodiscard]] double bound_of(double matched, double extra, double missing) const;
    void tally_glued();
    void touch_glued(std::string_view together);
    NameTally& touch(std::uint32_t name);
    [[nodiscard]] bool worth_scoring(std::uint32_t name) const;
    [[nodiscard]] double keyed(std::size_t i, std::size_t j) override;
    [[nodiscard]] double any(std::size_t i, std::size_t j) override;
    void search_like_words(const ScoredWord& subject, double floor, std::vector<LikeWord>& like);
    void search_hashed_words(const ScoredWord& subject, double floor, std::vector<LikeWord>& like);
    [[nodiscard]] bool known_word(std::size_t word) const;
    void remember(std::size_t i, std::uint32_t word, float similarity);
    [[nodiscard]] const float* recall(std::size_t i, std::uint32_t word) const;
    void score(std::uint32_t name);

    const IndexView& index_;
    const SearchOptions& options_;
    const ScoreWeights& weights_;
    SearchState& state_;
    double subject_weight_ = 0;
    double subject_alone_ = 0;  // what its words cost when none finds a partner
    double initials_ = 0;
    std::vector<LikeWord> like_pair_;
};

}  // namespace cordon::screening
