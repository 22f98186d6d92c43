// lists/un_xml.h: the UN Security Council Consolidated List, XML.
//
// Role:        CONSOLIDATED_LIST { INDIVIDUALS { INDIVIDUAL* } ENTITIES { ENTITY* } } to listings. Schema:
//              https://www.un.org/sc/resources/sc-sanctions.xsd; its oddities are those seen in eight
//              publications of 2018 to 2026.
// Rules:       id is REFERENCE_NUMBER, for DATAID is given anew. DATAID, VERSIONNUM, sort keys and the word
//              "UN List" are not content. Names inside one value are taken out (lists/alias_split.h).
//              Elements that we do not know are kept and reported.
// Ownership:   the result owns its strings.
// Threads:     pure function.
// Determinism: same bytes, same result.
// Cost:        O(bytes).
// Errors:      invalid_input (not this format, not whole), and what codec/xml.h says.
#pragma once

#include <string_view>

#include "base/result.h"
#include "lists/list_format.h"

namespace cordon::lists {

[[nodiscard]] base::Result<ParsedList> read_un_xml(std::string_view bytes);

}  // namespace cordon::lists
