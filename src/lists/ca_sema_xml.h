// lists/ca_sema_xml.h: Canada's consolidated autonomous sanctions list (SEMA and JVCFOA), XML.
//
// Role:        list "ca". The publisher gives no reference: a listing's id is "country|schedule|item", the
//              country in English as published; a repeated id gets "#2" with a warning. The file does not say
//              when it was published.
// Rules:       a record with LastName or GivenName is a person, with ShipIMONumber a vessel, else an entity.
// Names:
//              ca_sema_names.h; the whole published text stands in source_text wherever one was cut. Country
//              is the regulation's: it gives the programme, and a country the party is tied to. Birth dates:
//              those of base/date.h, "a or b" as two, "Sep-99", days as spreadsheet numbers, "1970s".
//              Canada's list holds no UN 1267 entries.
// Ownership:   the result owns its strings.
// Threads:     pure function.
// Determinism: same bytes, same result.
// Cost:        O(bytes).
// Errors:      invalid_input (broken, truncated, no record), unsupported (another root, DOCTYPE),
//              limit_exceeded (codec/xml.h).
#pragma once

#include <string_view>

#include "lists/list_format.h"

namespace cordon::lists {

[[nodiscard]] base::Result<ParsedList> read_ca_sema_xml(std::string_view bytes);

}  // namespace cordon::lists
