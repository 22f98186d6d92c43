// lists/ofac_remarks.h: the remarks column of OFAC's CSV files, a small language of its own.
//
// Role:        reads "DOB 14 Aug 1965; alt. DOB circa 1963; POB Cali, Valle, Colombia; a.k.a. 'EL TIO';
//              Passport A1 (Iran) issued 3 Mar 1999 expires 3 Mar 2004; Linked To: X." into a listing. Weak
//              aliases stand nowhere else in OFAC's CSV.
// Rules:       fragments end at "; ", except inside an alias's quotes (names hold apostrophes: the closing
//              quote is the one before "; ", a bracket or the end) and before "U.S. Persons Must ...", which
//              continues the sanctions information. A fragment may begin with "alt. " and may stand in
//              brackets. A fragment without a key that we know is free text; the whole remark goes to
//              Listing::reasons, so free text is kept there.
// Source:      grammar measured on OFAC's SDN files of 2019-01 and 2021-07 and the Consolidated file of
//              2018-04.
// Ownership:   results own their strings.
// Threads:     pure functions.
// Determinism: same text, same listing.
// Cost:        O(bytes times the number of known keys).
// Errors:      none; what cannot be read stays text and is reported.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lists/list_format.h"
#include "model/listing.h"

namespace cordon::lists {

// The fragments, trimmed, without the full stop that ends the remark.
[[nodiscard]] std::vector<std::string> split_ofac_remark(std::string_view remark);

// Adds all that the remark says to the listing, whose kind must be set (names of persons are turned round).
// REQUIRES: remark is whole: the comments file's continuation is already appended.
void read_ofac_remark(std::string_view remark, model::Listing& listing, std::vector<Diagnostic>& diagnostics);

}  // namespace cordon::lists
