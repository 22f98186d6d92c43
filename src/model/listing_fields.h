// model/listing_fields.h: a listing as a sorted set of (field, value) lines.
//
// Role:        the one flat view of a listing, with three uses: the canonical content hash (order of elements
//              in a published file does not matter, OFAC shuffles them), field-level diffs, and what a person
//              is shown.
// Determinism: same listing, whatever the order of its vectors: same lines in the same order.
// Threads:     pure functions.
// Cost:        O(size of the listing, log of its number of fields).
#pragma once

#include <string>
#include <vector>

#include "model/listing.h"

namespace cordon::model {

struct FieldLine {
    std::string field;  // "name", "alias", "birth date", "identifier passport", ...
    std::string value;  // everything that the field says, qualifiers in brackets
    friend auto operator<=>(const FieldLine&, const FieldLine&) = default;
};

// Sorted by field, then value; equal lines once. Supplement names are left out: they are not the publisher's.
[[nodiscard]] std::vector<FieldLine> field_lines(const Listing& listing);

// SHA-256 (hex) over the field lines of all listings in order of id. Equal exactly when the publisher said
// the same.
[[nodiscard]] std::string content_hash(const std::vector<Listing>& listings);

}  // namespace cordon::model
