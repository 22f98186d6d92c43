#include "screening/screening_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <queue>
#include <tuple>
#include <utility>

#include "base/check.h"
#include "base/strings.h"
#include "screening/explanation.h"
#include "screening/identifier_index.h"
#include "screening/index_builder.h"
#include "screening/index_search.h"
#include "screening/reason.h"
#include "screening/text_anchors.h"
#include "screening/word_windows.h"
#include "text/name_readings.h"
#include "text/name_segments.h"

namespace cordon::screening {

namespace {

constexpr std::size_t name_bytes_max = std::size_t{1} << 20U;
constexpr ScoreWeights shipped_weights{};
constexpr FactWeights shipped_fact_weights{};
constexpr std::uint32_t no_name = ~0U;  // found by an identifier alone

// Where the words of a hit stand, so that it can be explained afterwards.
struct Found {
    BestOfListing best;
    std::size_t subject_name = 0;
    std::size_t reading = 0;  // text/name_readings.h
    WordWindow window{};
    double score = 0;       // with facts
    std::size_t facts = 0;  // place in the judgements, from 1; 0: none
};

bool better(const Found& left, const Found& right) {
    if (left.best.score != right.best.score) {
        return left.best.score > right.best.score;
    }
    const auto place = [](const Found& one) {
        return std::tuple(one.best.name, one.subject_name, one.reading, one.window.first);
    };
    return place(left) < place(right);
}

void sort_by_score(std::vector<Found>& found) {
    std::ranges::sort(found, [](const Found& left, const Found& right) {
        return left.score != right.score ? left.score > right.score : left.best.listing < right.best.listing;
    });
}

// A listing once, by its best name; ordered by score, then ordinal.
void keep_best_of_each(std::vector<Found>& found) {
    std::ranges::sort(found, [](const Found& left, const Found& right) {
        return left.best.listing != right.best.listing ? left.best.listing < right.best.listing
                                                       : better(left, right);
    });
    const auto repeated = std::ranges::unique(
        found, [](const Found& left, const Found& right) { return left.best.listing == right.best.listing; });
    found.erase(repeated.begin(), repeated.end());
    for (Found& one : found) {
        one.score = one.best.score;
    }
    sort_by_score(found);
}

// One search: the names of the subject, then what else is known of it, then the answer.
class SubjectSearch {
public:
    SubjectSearch(const IndexView& view, LikeWordTables& remembered, const model::Subject& subject,
                  const SearchOptions& options, const ListingSource& listings, SearchState& state,
                  text::NameReadings& readings)
        : view_(view),
          subject_(subject),
          options_(options),
          looser_(options),
          listings_(listings),
          state_(state),
          readings_(readings),
          with_facts_(listings && has_facts(subject)),
          names_(view, remembered, looser_, options.within_text ? text_weights : shipped_weights, state) {
        if (with_facts_) {
            looser_.min_score =
                std::min(options.min_score, options.threshold - shipped_fact_weights.raise_max);
        }
    }

    base::Result<SearchResult> run() {
        CORDON_TRY(compare_names());
        if (!with_facts_) {
            keep_best_of_each(found_);
            return answer();
        }
        std::ranges::copy_if(found_, std::back_inserter(all_),
                             [this](const Found& one) { return one.best.score >= options_.threshold; });
        keep_best_of_each(found_);
        CORDON_TRY(add_identified());
        CORDON_TRY(compare_with_facts());
        sort_by_score(found_);
        return answer();
    }

    // Every name of one listing, best first, and the facts.
    base::Result<Explanation> explain_listing(std::uint32_t ordinal, const model::Listing& listing) {
        only_ = ordinal;
        CORDON_TRY(compare_names());
        Explanation explanation;
        explanation.threshold = options_.threshold;
        std::ranges::sort(found_, better);
        all_ = found_;
        for (const Found& one : found_) {
            const std::uint32_t position = view_.names[one.best.name].position;
            if (std::ranges::find(explanation.names, position, &ExplainedName::name) !=
                explanation.names.end()) {
                continue;
            }
            align(one);
            explanation.names.push_back(
                {.name = position,
                 .subject_name = static_cast<std::uint32_t>(one.subject_name),
                 .score = one.best.score,
                 .whole_name = state_.alignment.whole_name,
                 .whole_similarity = state_.alignment.whole_similarity,
                 .parts = compared_parts(state_.subject, state_.listed, state_.alignment),
                 .sums = state_.alignment.sums});
        }
        explanation.facts = compare_facts(subject_, listing, shipped_fact_weights);
        explanation.strong_name = has_strong_name(ordinal);
        const double name_score = explanation.names.empty() ? 0.0 : explanation.names.front().score;
        explanation.score = score_with_facts(name_score, explanation.strong_name, explanation.facts,
                                             options_.threshold, shipped_fact_weights);
        return explanation;
    }

private:
    base::Status compare_names() {
        bool compared = false;
        for (std::size_t at = 0; at < subject_.names.size(); ++at) {
            if (subject_.names[at].size() > name_bytes_max) {
                return base::fail(
                    base::ErrorCode::limit_exceeded,
                    fmt::format("a name of {} bytes is over the limit of 1 MiB", subject_.names[at].size()));
            }
            read_name(at);
            for (std::size_t reading = 0; reading < readings_.count; ++reading) {
                std::swap(state_.tokens, readings_.all[reading]);
                compared = compare_reading(at, reading) || compared;
                std::swap(state_.tokens, readings_.all[reading]);
            }
        }
        const bool by_number = subject_.names.empty() && listings_ && !subject_.identifiers.empty();
        if (!compared && !by_number) {
            return base::fail(base::ErrorCode::invalid_input,
                              subject_.names.empty() ? std::string("the subject has no name; give one")
                                                     : fmt::format("'{}' has no letter or digit to compare",
                                                                   base::shown(subject_.names[0])));
        }
        return {};
    }

    // The ways to read a name of the subject, then the names that may stand inside it.
    void read_name(std::size_t at) {
        text::name_readings(subject_.names[at], readings_, options_.readings ? text::readings_max : 1);
        if (options_.readings && !options_.within_text) {
            result_.truncated = !text::add_segments(subject_.names[at], readings_) || result_.truncated;
        }
        tokenised_ = at;
    }

    // False when there is nothing to compare.
    bool compare_reading(std::size_t at, std::size_t reading) {
        bool compared = false;
        for (const WordWindow& window : word_windows(state_.tokens.tokens.size())) {
            if (window.first == window.last) {
                continue;
            }
            compared = true;
            if (only_ != no_name) {
                score_only(at, reading, window);
                continue;
            }
            std::vector<BestOfListing> scored;
            result_.truncated = names_.run(window.first, window.last, scored) || result_.truncated;
            for (const BestOfListing& best : scored) {
                found_.push_back({best, at, reading, window});
            }
        }
        return compared;
    }

    // Every name of the one listing that is to be explained.
    void score_only(std::size_t at, std::size_t reading, const WordWindow& window) {
        for (std::uint32_t name = 0; name < view_.name_count(); ++name) {
            const bool excluded = !options_.supplement && (view_.names[name].flags & name_supplement) != 0;
            if (view_.names[name].listing == only_ && !excluded) {
                names_.align(window.first, window.last, name);
                found_.push_back(
                    {{.listing = only_, .name = name, .score = state_.alignment.score}, at, reading, window});
            }
        }
    }

    // Into state_: how the words of a found name compare.
    void align(const Found& one) {
        if (tokenised_ != one.subject_name) {
            read_name(one.subject_name);
        }
        state_.tokens = readings_.all[one.reading];
        names_.align(one.window.first, one.window.last, one.best.name);
    }

    // Listings with an equal strong identifier that no name has led to.
    base::Status add_identified() {
        identified_ = listings_with(view_, subject_.identifiers);
        std::erase_if(identified_, [this](std::uint32_t listing) {
            return ((options_.lists >> view_.listing_lists[listing]) & 1U) == 0;
        });
        for (const std::uint32_t listing : identified_) {
            if (std::ranges::any_of(found_, [&](const Found& one) { return one.best.listing == listing; })) {
                continue;
            }
            Found one{.best = {.listing = listing, .name = no_name}};
            CORDON_TRY(judge(one));
            if (judgements_[one.facts - 1].identified) {
                found_.push_back(one);
            }
        }
        return {};
    }

    // Best names first; those that cannot come among the hits shown, nor over the threshold, are left as
    // their names have them.
    base::Status compare_with_facts() {
        std::priority_queue<double, std::vector<double>, std::greater<>> best;
        for (Found& one : found_) {
            const double most = one.best.score + shipped_fact_weights.raise_max;
            const bool by_number = std::ranges::binary_search(identified_, one.best.listing);
            const bool cannot_matter =
                most < options_.threshold &&
                (most < options_.min_score || (best.size() == options_.hits_max && best.top() > most));
            if (one.facts != 0 || (cannot_matter && !by_number)) {
                continue;
            }
            CORDON_TRY(judge(one));
            best.push(one.score);
            if (best.size() > options_.hits_max) {
                best.pop();
            }
        }
        return {};
    }

    base::Status judge(Found& one) {
        CORDON_ASSIGN(const model::Listing listing, listings_(one.best.listing));
        const FactsJudgement& judgement =
            judgements_.emplace_back(compare_facts(subject_, listing, shipped_fact_weights));
        one.facts = judgements_.size();
        const bool strong = judgement.clear && has_strong_name(one.best.listing);
        one.score =
            score_with_facts(one.best.score, strong, judgement, options_.threshold, shipped_fact_weights);
        return {};
    }

    bool has_strong_name(std::uint32_t listing) {
        return std::ranges::any_of(all_, [&](const Found& one) {
            if (one.best.listing != listing || one.best.score < options_.threshold ||
                one.best.score < shipped_fact_weights.strong_name_score ||
                (view_.names[one.best.name].flags & name_weak) != 0) {
                return false;
            }
            align(one);
            double weight = 0;
            for (const WordPair& pair : state_.alignment.pairs) {
                weight += static_cast<double>(pair.weight);
            }
            return weight >= shipped_fact_weights.strong_name_weight;
        });
    }

    SearchResult answer() {
        for (const Found& one : found_) {
            result_.below_threshold += one.score < options_.threshold ? 1U : 0U;
            if (one.score < options_.min_score) {
                continue;
            }
            if (result_.hits.size() == options_.hits_max) {
                result_.truncated = true;
                continue;
            }
            Hit& hit = result_.hits.emplace_back();
            hit.listing = one.best.listing;
            hit.name = one.best.name == no_name ? 0 : view_.names[one.best.name].position;
            hit.score = one.score;
            hit.name_score = one.best.score;
            if (options_.explain) {
                explain(one, hit);
            }
        }
        return std::move(result_);
    }

    void explain(const Found& one, Hit& hit) {
        if (one.best.name != no_name) {
            align(one);
            hit.parts = compared_parts(state_.subject, state_.listed, state_.alignment);
            hit.reason = reason_sentence(hit.parts, state_.alignment);
        }
        if (one.facts != 0) {
            FactsJudgement& judgement = judgements_[one.facts - 1];
            add_facts(hit, judgement);
        }
    }

    const IndexView& view_;
    const model::Subject& subject_;
    const SearchOptions& options_;
    SearchOptions looser_;  // finds names that facts can lift
    const ListingSource& listings_;
    SearchState& state_;
    text::NameReadings& readings_;
    bool with_facts_;
    NameSearch names_;
    std::size_t tokenised_ = 0;     // subject name in readings_
    std::uint32_t only_ = no_name;  // the one listing to be explained
    std::vector<Found> found_;
    std::vector<Found> all_;  // every name, before the best of each listing was chosen
    std::vector<std::uint32_t> identified_;
    std::vector<FactsJudgement> judgements_;
    SearchResult result_;
};

}  // namespace

struct SearchScratch::State {
    SearchState search;
    text::NameReadings readings;
    std::shared_ptr<const IndexView> searched;  // held, so that no later index can stand at the same address
};

SearchScratch::SearchScratch() : state_(std::make_unique<State>()) {}
SearchScratch::~SearchScratch() = default;
SearchScratch::SearchScratch(SearchScratch&&) noexcept = default;
SearchScratch& SearchScratch::operator=(SearchScratch&&) noexcept = default;

std::string_view to_string(PartRelation relation) {
    switch (relation) {
        case PartRelation::exact: return "exact";
        case PartRelation::script: return "script";
        case PartRelation::phonetic: return "phonetic";
        case PartRelation::edit: return "edit";
        case PartRelation::initial: return "initial";
        case PartRelation::glued: return "glued";
        case PartRelation::noise: return "noise";
        case PartRelation::missing: return "missing";
        case PartRelation::extra: return "extra";
        case PartRelation::identifier: return "identifier";
    }
    CORDON_CHECK(false && "a PartRelation outside its enum");
    return {};
}

ParallelFor one_after_the_other() {
    return [](std::size_t count, const std::function<void(std::size_t)>& body) {
        for (std::size_t at = 0; at < count; ++at) {
            body(at);
        }
    };
}

base::Result<ScreeningIndex> ScreeningIndex::build(std::span<const IndexedListing> listings,
                                                   const ParallelFor& share) {
    auto bytes = std::make_shared<std::string>();
    CORDON_ASSIGN(*bytes, build_index_bytes(listings, shipped_weights, share));
    const std::string_view view = *bytes;
    return open(view, std::move(bytes));
}

base::Result<ScreeningIndex> ScreeningIndex::open(std::string_view bytes, std::shared_ptr<const void> owner) {
    CORDON_ASSIGN(auto view, view_index(bytes));
    ScreeningIndex index;
    index.bytes_ = bytes;
    index.owner_ = std::move(owner);
    index.view_ = std::make_shared<IndexView>(view);
    index.remembered_ = std::make_shared<LikeWordTables>();
    return index;
}

// Without what it remembers of another index, which may have stood at the same address.
SearchState& ScreeningIndex::ready(SearchScratch& scratch) const {
    if (scratch.state_->searched != view_) {
        scratch.state_->search.gained = nullptr;
        scratch.state_->searched = view_;
    }
    return scratch.state_->search;
}

base::Result<SearchResult> ScreeningIndex::search(const model::Subject& subject, const SearchOptions& options,
                                                  SearchScratch& scratch,
                                                  const ListingSource& listings) const {
    return SubjectSearch(*view_, *remembered_, subject, options, listings, ready(scratch),
                         scratch.state_->readings)
        .run();
}

std::vector<std::uint32_t> ScreeningIndex::listings_with(
    std::span<const model::Identifier> identifiers) const {
    return screening::listings_with(*view_, identifiers);
}

std::vector<std::string_view> ScreeningIndex::filed_in_text(std::string_view text) const {
    return screening::filed_in_text(*view_, text);
}

base::Result<Explanation> ScreeningIndex::explain(const model::Subject& subject, std::uint32_t ordinal,
                                                  const model::Listing& listing, const SearchOptions& options,
                                                  SearchScratch& scratch) const {
    CORDON_CHECK(ordinal < listing_count());
    const ListingSource none;
    return SubjectSearch(*view_, *remembered_, subject, options, none, ready(scratch),
                         scratch.state_->readings)
        .explain_listing(ordinal, listing);
}

std::uint32_t ScreeningIndex::listing_count() const {
    return static_cast<std::uint32_t>(view_->listing_lists.size());
}

std::uint32_t ScreeningIndex::name_count() const {
    return static_cast<std::uint32_t>(view_->name_count());
}

}  // namespace cordon::screening
