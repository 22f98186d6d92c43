// lists/targets_simple_csv.h: OpenSanctions' targets.simple.csv, one row per listed party, to listings.
//
// Role:        the short form of a FollowTheMoney data set: id, schema, name, aliases, birth_date, countries,
//              addresses, identifiers, sanctions, phones, emails, program_ids, dataset, first_seen,
//              last_seen, last_change; columns are found by name, unknown ones are kept under further.
// Rules:       comma, quotes by RFC 4180 strictly; values inside a cell are joined by ';', and quoted inside
//              the cell when they hold one. name is primary and strong, aliases are strong (weak ones cannot
//              be told apart here: prefer entities.ftm.json). The identifiers column does not say their
//              kinds: they are "other", except a wallet's and IMO numbers. first_seen and last_seen move
//              daily and are not kept; last_change is updated_on. A schema that is not a party's makes a
//              listing of unknown kind, with a diagnostic: every row of this file is a target.
// Threads:     pure function.
// Determinism: same bytes, same result.
// Cost:        O(bytes).
// Errors:      invalid_input with the line: no id, schema or name column, a row without id or name, an id
//              twice, another number of cells than the header; no rows.
#pragma once

#include <string_view>

#include "base/result.h"
#include "lists/list_format.h"

namespace cordon::lists {

[[nodiscard]] base::Result<ParsedList> read_targets_simple_csv(std::string_view bytes);

// True when the first line is this file's header.
[[nodiscard]] bool looks_like_targets_simple_csv(std::string_view bytes);

}  // namespace cordon::lists
