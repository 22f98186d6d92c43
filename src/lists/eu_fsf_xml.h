// lists/eu_fsf_xml.h: the EU's consolidated financial sanctions list, XML 1.1 (FSF export).
//
// Role:        list "eu"; a listing's id is its euReferenceNumber ("EU.36.64"). Only the Official Journal is
//              authentic; the export follows it.
// Rules:       the primary name is the nameAlias with the lowest logicalId among the strong ones in English
//              or no stated language and in Latin script; others are aka, Greek and Bulgarian renderings are
//              translations, other scripts original script. strong="false", or a remark that says low quality
//              (in any of the publisher's spellings), makes a name weak. Country "00"/UNKNOWN is no country.
//              Years of the Islamic calendar are read twice, as lunar and as solar years, because the EU
//              gives Iranian years that way too. An enterprise is a vessel when it has a ship's IMO number
//              (check digit) and no street or city; the EU also prints IMO company numbers. listed_on is
//              designationDate, else unset; updated_on is the latest publication date of a regulation named
//              in the entry.
// Source:      schema eu_fsf_schema_1_1.xsd of the publisher.
// Ownership:   the result owns its strings.
// Threads:     pure function.
// Determinism: same bytes, same result.
// Cost:        O(bytes).
// Errors:      invalid_input (broken, truncated, no entry), unsupported (another root or namespace, DOCTYPE),
//              limit_exceeded (codec/xml.h).
#pragma once

#include <string_view>

#include "lists/list_format.h"

namespace cordon::lists {

[[nodiscard]] base::Result<ParsedList> read_eu_fsf_xml(std::string_view bytes);

}  // namespace cordon::lists
