#include "lists/list_diff.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace cordon::lists {

namespace {

using model::FieldLine;
using model::Listing;

std::vector<const Listing*> by_id(std::span<const Listing> listings) {
    std::vector<const Listing*> ordered;
    ordered.reserve(listings.size());
    for (const Listing& listing : listings) {
        ordered.push_back(&listing);
    }
    std::ranges::sort(ordered, {}, [](const Listing* listing) { return std::string_view(listing->id); });
    return ordered;
}

std::optional<ListingChange> change_of(const Listing& before, const Listing& after) {
    if (before == after) {
        return {};
    }
    const std::vector<FieldLine> old_lines = model::field_lines(before);
    const std::vector<FieldLine> new_lines = model::field_lines(after);
    ListingChange change;
    change.id = after.id;
    std::ranges::set_difference(old_lines, new_lines, std::back_inserter(change.before));
    std::ranges::set_difference(new_lines, old_lines, std::back_inserter(change.after));
    if (change.before.empty() && change.after.empty()) {
        return {};
    }
    return change;
}

}  // namespace

ListDiff diff_lists(std::span<const Listing> before, std::span<const Listing> after) {
    const std::vector<const Listing*> old_listings = by_id(before);
    const std::vector<const Listing*> new_listings = by_id(after);
    ListDiff diff;
    auto old_at = old_listings.begin();
    auto new_at = new_listings.begin();
    while (old_at != old_listings.end() || new_at != new_listings.end()) {
        if (new_at == new_listings.end() || (old_at != old_listings.end() && (*old_at)->id < (*new_at)->id)) {
            diff.removed.push_back((*old_at++)->id);
        } else if (old_at == old_listings.end() || (*new_at)->id < (*old_at)->id) {
            diff.added.push_back((*new_at++)->id);
        } else {
            if (auto change = change_of(**old_at, **new_at); change) {
                diff.changed.push_back(*std::move(change));
            }
            ++old_at;
            ++new_at;
        }
    }
    return diff;
}

}  // namespace cordon::lists
