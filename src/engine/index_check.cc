#include "engine/index_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/strings.h"

namespace cordon::engine {

namespace {

constexpr std::uint32_t hits_enough = 10'000;  // beside a common name many may score alike

IndexSelfTest ask(const Snapshot& snapshot, std::uint32_t ordinal, const model::Listing& listing,
                  double threshold) {
    const std::uint8_t number = snapshot.list_of(ordinal);
    IndexSelfTest test;
    test.list = snapshot.versions()[number].list;
    test.listing_id = listing.id;
    model::Subject subject;
    subject.names = {listing.names.front().text};
    subject.kind = listing.kind;
    screening::SearchOptions options;
    options.threshold = threshold;
    options.min_score = threshold;
    options.hits_max = hits_enough;
    options.lists = std::uint64_t{1} << number;
    options.explain = false;
    screening::SearchScratch scratch;
    const auto result = snapshot.search(subject, options, scratch);
    test.found = result && std::ranges::any_of(result->hits, [&](const screening::Hit& hit) {
                     return hit.listing == ordinal && hit.score >= threshold;
                 });
    if (!test.found) {
        test.sentence = fmt::format(
            "the index in use does not find {}, the first listing of {}, under its own name{}; do not rely "
            "on "
            "it: bring the list in again and start the service anew",
            base::shown(listing.id, 60), base::shown(test.list, 60),
            result ? "" : " (" + result.error().message + ")");
    }
    return test;
}

}  // namespace

std::vector<IndexSelfTest> test_index(const Snapshot& snapshot, double threshold) {
    std::vector<IndexSelfTest> tests;
    std::vector<bool> asked(snapshot.versions().size(), false);
    for (std::uint32_t ordinal = 0; ordinal < snapshot.listing_count(); ++ordinal) {
        const std::uint8_t number = snapshot.list_of(ordinal);
        if (asked[number]) {
            continue;
        }
        const auto listing = snapshot.listing(ordinal);
        if (!listing) {
            asked[number] = true;
            tests.push_back(
                {snapshot.versions()[number].list, "", false,
                 fmt::format("the first listing of {} cannot be read: {}",
                             base::shown(snapshot.versions()[number].list, 60), listing.error().message)});
        } else if (!listing->names.empty()) {
            asked[number] = true;
            tests.push_back(ask(snapshot, ordinal, *listing, threshold));
        }
    }
    return tests;
}

}  // namespace cordon::engine
