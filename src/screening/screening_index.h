// screening/screening_index.h: from a subject to the listings it may be, with scores and reasons.
//
// Role:        an immutable index over the listings of one snapshot, and the search over it. Candidates come
//              from the index, scores from screening/name_score.h; a hit says which name matched and how each
//              part did.
// Ownership:   build() copies what it needs. open() reads an index in place from bytes that `owner` keeps
//              alive. Listings are named by ordinal: their position in the span given to build().
// Threads:     immutable after build() or open(): any number of readers, each with its own SearchScratch.
// Determinism: same listings, same subject, same options: same hits in the same order, bit for bit.
// Cost:        see docs/reference/performance.md, written by `make bench`.
// Errors:      see each function. Nothing throws except std::bad_alloc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/listing.h"
#include "model/subject.h"
#include "screening/facts.h"

namespace cordon::screening {

struct Explanation;
struct IndexView;
struct LikeWordTables;
struct SearchState;

// The one shipped threshold, for names alone; docs/concepts/what-a-score-means.md says what it means.
constexpr double shipped_threshold = 0.85;

// Calls body(0) to body(count - 1), each once, in any order and on any threads, and returns when all are
// done.
using ParallelFor = std::function<void(std::size_t count, const std::function<void(std::size_t)>& body)>;
[[nodiscard]] ParallelFor one_after_the_other();

struct IndexedListing {
    const model::Listing* listing = nullptr;
    std::uint8_t list = 0;  // number of its list in the snapshot, for list filters; under 64
};

// The listing of an ordinal, for the facts of a subject; an Error ends the search.
using ListingSource = std::function<base::Result<model::Listing>(std::uint32_t ordinal)>;

struct SearchOptions {
    double threshold = shipped_threshold;  // at or above: a hit
    double min_score =
        shipped_threshold;         // results down to here are returned too (tuning, below-the-line review)
    std::uint32_t hits_max = 100;  // best first; more than this sets truncated
    std::uint64_t lists = ~std::uint64_t{0};  // bit i: list number i is searched
    bool supplement = true;                   // false: names of Cordon's supplement do not count
    bool explain = true;                      // false: hits without parts and reason, for who only counts
    bool readings = true;  // false: native names under their first reading alone (text/name_readings.h), and
                           // no names inside a line (text/name_segments.h)
    std::uint32_t candidates_max = 20'000;  // names scored at most, those written alike once; more sets
                                            // truncated
    // The names are running text, in which listed names are to be spotted: what stands around a name costs
    // nothing, what a name lacks costs more, and its words must stand together.
    bool within_text = false;
    // That text is an address. Streets, towns and ships bear the same names: a single word counts only when
    // it is all there is and no known place, a name that the list itself calls weak never.
    bool within_address = false;
};

enum class PartRelation : std::uint8_t {
    exact,       // same letters
    script,      // same letters once romanised from another script
    phonetic,    // another spelling of the same sound
    edit,        // a slip: letters changed, lost, added or swapped
    initial,     // a letter for a name
    glued,       // parts written together or apart
    noise,       // a title, particle or legal form on one side only
    missing,     // part of the listed name that the subject lacks
    extra,       // part of the subject's name that the listed name lacks
    identifier,  // an equal identifier
};
[[nodiscard]] std::string_view to_string(PartRelation relation);

struct ComparedPart {
    std::string subject_part;  // as compared (folded); "" for missing
    std::string listed_part;   // "" for extra
    PartRelation relation = PartRelation::exact;
    double similarity = 0;  // 0 to 1
    double weight = 0;      // rarity of the part: how much it says
    double met = 0;         // of its weight, what counts as matched
};

struct Hit {
    std::uint32_t listing = 0;  // ordinal
    std::uint32_t name = 0;     // position in Listing::names
    double score = 0;
    double name_score = 0;  // of the name alone; 0 when an identifier alone has found it
    std::vector<ComparedPart> parts;
    std::vector<ComparedFact> facts;  // what the subject gave beside names; screening/facts.h
    bool contradicted = false;        // a fact differs and none agrees: look at it later, not never
    std::string reason;               // one sentence
};

struct SearchResult {
    std::vector<Hit> hits;              // a listing once, by its best name; score descending, then ordinal
    std::uint32_t below_threshold = 0;  // listings that were scored and fell under the threshold
    bool truncated = false;  // a limit was reached: the answer must not be read as "no further hits"
};

// Memory that one thread reuses between searches.
class SearchScratch {
public:
    SearchScratch();
    ~SearchScratch();
    SearchScratch(SearchScratch&&) noexcept;
    SearchScratch& operator=(SearchScratch&&) noexcept;
    SearchScratch(const SearchScratch&) = delete;
    SearchScratch& operator=(const SearchScratch&) = delete;

private:
    friend class ScreeningIndex;
    struct State;
    std::unique_ptr<State> state_;
};

class ScreeningIndex {
public:
    // Fails with invalid_input when a listing has a name in which nothing can be compared (no letter, no
    // digit): such a name could never be found, so the snapshot is refused rather than half indexed.
    [[nodiscard]] static base::Result<ScreeningIndex> build(std::span<const IndexedListing> listings,
                                                            const ParallelFor& share = one_after_the_other());

    // The index as bytes; and back, in place (bytes must be 8-byte aligned). open fails with corrupt for
    // bytes that are not such an index, or of another index version. Whoever stores the bytes guards them
    // with a checksum.
    [[nodiscard]] std::string_view bytes() const { return bytes_; }
    [[nodiscard]] static base::Result<ScreeningIndex> open(std::string_view bytes,
                                                           std::shared_ptr<const void> owner);

    // Fails with invalid_input when no name of the subject has a letter or digit (a subject of identifiers
    // alone needs none when listings is given), and with limit_exceeded for
    // a name of more than 1 MiB; a caller must hold, not pass. Long names are screened in windows, never cut.
    // Facts and identifiers of the subject are looked at when `listings` says what each listing holds
    // (engine::Snapshot::search does); without it, and for a subject of names alone, names decide.
    [[nodiscard]] base::Result<SearchResult> search(const model::Subject& subject,
                                                    const SearchOptions& options, SearchScratch& scratch,
                                                    const ListingSource& listings = {}) const;

    // Listings that may have one of these identifiers, ascending: to be compared one by one.
    [[nodiscard]] std::vector<std::uint32_t> listings_with(
        std::span<const model::Identifier> identifiers) const;
    // Parts of a text that may be some listing's identifier (screening/identifier_index.h).
    [[nodiscard]] std::vector<std::string_view> filed_in_text(std::string_view text) const;

    // The arithmetic behind one listing's score, hit or not (screening/explanation.h). listing: that of the
    // ordinal. Fails as search does.
    [[nodiscard]] base::Result<Explanation> explain(const model::Subject& subject, std::uint32_t ordinal,
                                                    const model::Listing& listing,
                                                    const SearchOptions& options,
                                                    SearchScratch& scratch) const;

    [[nodiscard]] std::uint32_t listing_count() const;
    [[nodiscard]] std::uint32_t name_count() const;

private:
    ScreeningIndex() = default;
    SearchState& ready(SearchScratch& scratch) const;
    std::string_view bytes_;
    std::shared_ptr<const void> owner_;
    std::shared_ptr<const IndexView> view_;
    std::shared_ptr<LikeWordTables> remembered_;
};

}  // namespace cordon::screening
