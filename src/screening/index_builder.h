// screening/index_builder.h: listings to the bytes of a screening index.
//
// Role:        folds every name, gives each distinct word a number, a weight and its keys, and lays all out
//              as index_layout.h says. Names of more words than words_max are filed as overlapping windows.
// Ownership:   copies what it needs.
// Determinism: same listings in the same order: same bytes, on however many threads the work is shared out.
// Cost:        O(total letters); memory about three times the index while building.
// Errors:      invalid_input for a name with nothing to compare, naming list entry and name.
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "screening/name_score.h"
#include "screening/screening_index.h"

namespace cordon::screening {

[[nodiscard]] base::Result<std::string> build_index_bytes(std::span<const IndexedListing> listings,
                                                          const ScoreWeights& weights,
                                                          const ParallelFor& share);

// A listing with a name in Latin letters: its native names are filed under their first reading alone
// (text/name_readings.h).
[[nodiscard]] bool has_latin_name(const model::Listing& listing);

// Whether the last word of a name of so many letters in so many words may be cut short: the name lines of
// SWIFT MT and of many systems end at 35 signs.
[[nodiscard]] constexpr bool end_may_be_cut(std::size_t letters, std::size_t words) {
    return words > 1 && letters + words - 1 >= 30;
}

}  // namespace cordon::screening
