#include "screening/screening_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/strings.h"
#include "screening/index_builder.h"
#include "screening/index_search.h"
#include "screening/reason.h"
#include "text/name_readings.h"

namespace cordon::screening {

namespace {

constexpr std::size_t name_bytes_max = std::size_t{1} << 20U;
constexpr ScoreWeights shipped_weights{};

// Where the words of a hit stand, so that it can be explained afterwards.
struct Found {
    BestOfListing best;
    std::size_t subject_name = 0;
    std::size_t reading = 0;  // text/name_readings.h
    WordWindow window{};
};

bool better(const Found& left, const Found& right) {
    return left.best.score != right.best.score ? left.best.score > right.best.score
                                               : left.best.name < right.best.name;
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
    std::ranges::sort(found, [](const Found& left, const Found& right) {
        return left.best.score != right.best.score ? left.best.score > right.best.score
                                                   : left.best.listing < right.best.listing;
    });
}

}  // namespace

struct SearchScratch::State {
    SearchState search;
    text::NameReadings readings;
    std::shared_ptr<const IndexView> remembered;  // whose words the cache has; held, so that no later index
                                                  // can stand at the same address
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

base::Result<ScreeningIndex> ScreeningIndex::build(std::span<const IndexedListing> listings) {
    auto bytes = std::make_shared<std::string>();
    CORDON_ASSIGN(*bytes, build_index_bytes(listings, shipped_weights));
    const std::string_view view = *bytes;
    return open(view, std::move(bytes));
}

base::Result<ScreeningIndex> ScreeningIndex::open(std::string_view bytes, std::shared_ptr<const void> owner) {
    CORDON_ASSIGN(auto view, view_index(bytes));
    ScreeningIndex index;
    index.bytes_ = bytes;
    index.owner_ = std::move(owner);
    index.view_ = std::make_shared<IndexView>(view);
    return index;
}

base::Result<SearchResult> ScreeningIndex::search(const model::Subject& subject, const SearchOptions& options,
                                                  SearchScratch& scratch) const {
    SearchState& state = scratch.state_->search;
    text::NameReadings& readings = scratch.state_->readings;
    if (scratch.state_->remembered != view_) {
        state.cache.index = nullptr;
        scratch.state_->remembered = view_;
    }
    NameSearch names(*view_, options, shipped_weights, state);
    SearchResult result;
    std::vector<Found> found;
    bool compared = false;
    for (std::size_t at = 0; at < subject.names.size(); ++at) {
        if (subject.names[at].size() > name_bytes_max) {
            return base::fail(
                base::ErrorCode::limit_exceeded,
                fmt::format("a name of {} bytes is over the limit of 1 MiB", subject.names[at].size()));
        }
        text::name_readings(subject.names[at], readings);
        for (std::size_t reading = 0; reading < readings.count; ++reading) {
            std::swap(state.tokens, readings.all[reading]);
            for (const WordWindow& window : word_windows(state.tokens.tokens.size())) {
                if (window.first == window.last) {
                    continue;
                }
                compared = true;
                std::vector<BestOfListing> scored;
                result.truncated = names.run(window.first, window.last, scored) || result.truncated;
                for (const BestOfListing& best : scored) {
                    found.push_back({best, at, reading, window});
                }
            }
            std::swap(state.tokens, readings.all[reading]);
        }
    }
    if (!compared) {
        return base::fail(base::ErrorCode::invalid_input,
                          subject.names.empty() ? std::string("the subject has no name; give one")
                                                : fmt::format("'{}' has no letter or digit to compare",
                                                              base::shown(subject.names[0])));
    }
    keep_best_of_each(found);
    std::size_t tokenised = subject.names.size();
    for (const Found& one : found) {
        result.below_threshold += one.best.score < options.threshold ? 1U : 0U;
        if (one.best.score < options.min_score) {
            continue;
        }
        if (result.hits.size() == options.hits_max) {
            result.truncated = true;
            continue;
        }
        Hit hit;
        hit.listing = one.best.listing;
        hit.name = view_->name_positions[one.best.name];
        hit.score = one.best.score;
        if (options.explain) {
            if (tokenised != one.subject_name) {
                text::name_readings(subject.names[one.subject_name], readings);
                tokenised = one.subject_name;
            }
            state.tokens = readings.all[one.reading];
            names.align(one.window.first, one.window.last, one.best.name);
            hit.parts = compared_parts(state.subject, state.listed, state.alignment);
            hit.reason = reason_sentence(hit.parts, state.alignment);
        }
        result.hits.push_back(std::move(hit));
    }
    return result;
}

std::uint32_t ScreeningIndex::listing_count() const {
    return static_cast<std::uint32_t>(view_->listing_lists.size());
}

std::uint32_t ScreeningIndex::name_count() const {
    return static_cast<std::uint32_t>(view_->name_listings.size());
}

}  // namespace cordon::screening
