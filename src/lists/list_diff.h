// lists/list_diff.h: what changed between two versions of one list.
//
// Role:        which parties came, which went, and which changed in which field, in the words of
//              model/listing_fields.h; so that a person sees what last night's publication did, and customers
//              are screened again against what is new only.
// Rules:       a listing is the same when its id is. The order of listings and of their values does not
//              count; nor do names of Cordon's supplement.
// Threads:     pure function.
// Determinism: ids in byte order, lines in the order of model::field_lines, whatever the order of the
//              listings.
// Cost:        O(n log n); field lines are made only for listings that are not equal value for value.
// Errors:      none.
// REQUIRES:    ids are unique in each version (read_list checks it).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/listing.h"
#include "model/listing_fields.h"

namespace cordon::lists {

struct ListingChange {
    std::string id;
    std::vector<model::FieldLine> before;  // lines that the later version does not have
    std::vector<model::FieldLine> after;   // lines that the earlier version did not have
    friend bool operator==(const ListingChange&, const ListingChange&) = default;
};

struct ListDiff {
    std::vector<std::string> added;
    std::vector<std::string> removed;
    std::vector<ListingChange> changed;
    [[nodiscard]] bool empty() const { return added.empty() && removed.empty() && changed.empty(); }
    friend bool operator==(const ListDiff&, const ListDiff&) = default;
};

[[nodiscard]] ListDiff diff_lists(std::span<const model::Listing> before,
                                  std::span<const model::Listing> after);

}  // namespace cordon::lists
