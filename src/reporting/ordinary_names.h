// reporting/ordinary_names.h: invented names of people and companies whom nobody looks for.
//
// Role:        the other half of effectiveness: how often screening stops somebody for nothing. A bank
//              without a file of its own customers at hand measures on these; with one, --ordinary is the
//              better test.
// Rules:       given and family names in common use, by region, drawn at random, so a pair is nobody in
//              particular. A pair can be a listed name all the same: many listed names are common ones.
// Ownership:   values.
// Threads:     pure functions.
// Determinism: same seed, same number: same names.
// Cost:        O(number).
// Errors:      none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/listing.h"

namespace cordon::reporting {

struct OrdinaryName {
    std::string text;
    std::string_view group;  // "Arabic", "companies", ...; a constant
    model::PartyKind kind = model::PartyKind::person;
};

// The groups in turn, so that each has the same share.
[[nodiscard]] std::vector<OrdinaryName> ordinary_names(std::size_t count, std::uint64_t seed);

}  // namespace cordon::reporting
