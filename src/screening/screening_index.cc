#include "screening/screening_index.h"

#include "base/parse.h"
#include "base/strings.h"

// First light only: exact comparison of lower-cased names. The index proper replaces this file.
namespace cordon::screening {

struct SearchScratch::State {};
SearchScratch::SearchScratch() : state_(std::make_unique<State>()) {}
SearchScratch::~SearchScratch() = default;
SearchScratch::SearchScratch(SearchScratch&&) noexcept = default;
SearchScratch& SearchScratch::operator=(SearchScratch&&) noexcept = default;

std::string_view to_string(PartRelation) {
    return "exact";
}

base::Result<ScreeningIndex> ScreeningIndex::build(std::span<const IndexedListing> listings) {
    auto text = std::make_shared<std::string>();
    for (std::uint32_t at = 0; at < listings.size(); ++at) {
        for (std::uint32_t name = 0; name < listings[at].listing->names.size(); ++name) {
            *text += std::to_string(at) + '\t' + std::to_string(name) + '\t' +
                     base::ascii_lower(listings[at].listing->names[name].text) + '\n';
        }
    }
    ScreeningIndex index;
    index.bytes_ = *text;
    index.owner_ = text;
    return index;
}

base::Result<ScreeningIndex> ScreeningIndex::open(std::string_view bytes, std::shared_ptr<const void> owner) {
    ScreeningIndex index;
    index.bytes_ = bytes;
    index.owner_ = std::move(owner);
    return index;
}

base::Result<SearchResult> ScreeningIndex::search(const model::Subject& subject, const SearchOptions&,
                                                  SearchScratch&) const {
    SearchResult result;
    for (const std::string_view line : base::split(bytes_, '\n')) {
        const auto cells = base::split(line, '\t');
        if (cells.size() == 3 && cells[2] == base::ascii_lower(subject.names.at(0))) {
            CORDON_ASSIGN(const auto listing, base::parse_number<std::uint32_t>(cells[0]));
            CORDON_ASSIGN(const auto name, base::parse_number<std::uint32_t>(cells[1]));
            result.hits.push_back(
                {.listing = listing, .name = name, .score = 1.0, .parts = {}, .reason = "same"});
        }
    }
    return result;
}

std::uint32_t ScreeningIndex::listing_count() const {
    return 0;
}

std::uint32_t ScreeningIndex::name_count() const {
    return 0;
}

}  // namespace cordon::screening
