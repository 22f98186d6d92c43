// lists/ofac_enhanced_xml.h: OFAC's ENHANCED XML (SDN_ENHANCED.XML, CONS_ENHANCED.XML; root sanctionsData).
//
// Role:        OFAC's richest format to listings: original scripts, listing dates, features with date ranges,
//              relations by entity id.
// Rules:       the entities' record is read by ofac_entity.h. Which list it is, the filters say; several
//              filters or none are told apart by guess_ofac_list.
// Ownership:   results own their strings.
// Threads:     pure function.
// Determinism: the order of siblings does not change model::content_hash.
// Cost:        O(bytes).
// Errors:      invalid_input (not well-formed, cut, an entity twice or without id, name or type), unsupported
//              (another root or namespace).
#pragma once

#include <string_view>

#include "base/result.h"
#include "lists/list_format.h"

namespace cordon::lists {

[[nodiscard]] base::Result<ParsedList> read_ofac_enhanced_xml(std::string_view bytes);

}  // namespace cordon::lists
