// lists/ofac_delta_xml.h: OFAC's delta files (root sanctionsData, namespace DeltaFile/1.0).
//
// Role:        what one publication adds, changes and removes. entity@action add: a whole new listing;
//              remove: an id to take away; none: a changed listing, of which only the changed children are
//              given, each with its own action.
// Rules:       values that a delta takes away are spelled as ofac_enhanced_xml.h spells them, so a base read
//              from the enhanced XML fits exactly; apply_ofac_change also finds them by their main value, so
//              that a base from another OFAC format fits as far as it can.
// Source:      OFAC's DeltaFile.xsd as far as the published delta of 2026-08-24 shows it.
// Ownership:   results own their strings.
// Threads:     pure functions.
// Determinism: same bytes, same result.
// Errors:      as ofac_enhanced_xml.h; unsupported for an action other than add and remove.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lists/list_format.h"

namespace cordon::lists {

[[nodiscard]] base::Result<ParsedList> read_ofac_delta_xml(std::string_view bytes);

// base with the change. Returns one sentence for each value that the change takes away and base does not have
// (base is then another version, or was read from a poorer format); the rest is applied all the same.
std::vector<std::string> apply_ofac_change(model::Listing& base, const ListDelta::Change& change);

}  // namespace cordon::lists
