// lists/ofac_legacy_xml.h: OFAC's SDN.XML and CONSOLIDATED.XML (root sdnList).
//
// Role:        reads both lists in both namespaces (tempuri.org until the move to the Sanctions List Service,
//              the service's own since) to listings. Which list it is, the file does not say: guess_ofac_list
//              tells.
// Rules:       idList is a grab-bag (passports, gender, wallets, directives): every entry goes through
//              add_ofac_fact. The uid of an entry is its id; the uids of its children are no content, they
//              change when nothing else does. Elements that this reader does not know stay in
//              Listing::further and are reported.
// Source:      OFAC's sdn.xsd and consolidated.xsd; the files of 2018-04, 2025-03 and 2025-10.
// Ownership:   results own their strings.
// Threads:     pure function.
// Determinism: the order of siblings does not change model::content_hash.
// Cost:        O(bytes).
// Errors:      invalid_input (not well-formed, cut, Record_Count differs from the entries, an entry without
//              uid, name or known type, twice the same uid), unsupported (another root or namespace).
#pragma once

#include <string_view>

#include "base/result.h"
#include "lists/list_format.h"

namespace cordon::lists {

[[nodiscard]] base::Result<ParsedList> read_ofac_legacy_xml(std::string_view bytes);

}  // namespace cordon::lists
