// lists/uk_xml.h: the UK Sanctions List of the FCDO, XML.
//
// Role:        Designations { DateGenerated, Designation* } to listings: the one UK list since
//              28 January 2026.
// Rules:       id is UniqueID. Name1 to Name5 are given names, Name6 is the family name or an entity's name;
//              reading order is 1 to 6. UNReferenceNumber becomes a cross reference in the UN's own spelling.
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

[[nodiscard]] base::Result<ParsedList> read_uk_xml(std::string_view bytes);

}  // namespace cordon::lists
