// lists/plain_table.h: an institution's own list: a table with a header, one or several rows per party.
//
// Role:        the form for house lists, test lists and lists that a publisher gives as a spreadsheet (saved
//              as UTF-8 text). Separator: tab, comma or semicolon, whichever the header line uses most.
// Rules:       quoting: comma and semicolon tables follow RFC 4180 strictly; in tab-separated tables a quote
//              is an ordinary character. Every row has as many cells as the header.
//              Columns (case, blanks, '-', '.' and '_' do not matter):
//                id        entity_id, id, listing_id, uid, reference             required
//                name      name, full_name, whole_name                           required; never split
//                quality   quality, alias_quality, name_quality, name_type       primary; good, strong, high;
//                          low, weak; aka, alias; fka, former, previous; nka; original, native; translation
//                alias     alias, aliases, aka          further names, quality not said      ';' separates
//                          weak_alias, weak_aliases     further names of low quality         ';' separates
//                type      type, kind, schema, entity_type    person, entity, vessel, aircraft, wallet
//                          and the words other lists use for them
//                dates     dob, date_of_birth, birth_date     any form of base/date.h        ';' separates
//                          listed_on, updated_on              an exact day
//                places    country, countries, nationality, citizenship, flag                ';' separates
//                          address, birth_place, pob          whole cell
//                numbers   passport, national_id, tax_id, registration, imo, mmsi, lei, bic, wallet, phone,
//                          email, website; "X123 (Syria)" gives the issuing country          ';' separates
//                rest      programme, title, position, cross_reference                       ';' separates
//                          gender, reason, legal_basis, link                                 whole cell
//              Any other column is kept in Listing::further as "column: value", and one note names all such
//              columns. Rows of one id need not be adjacent: they make one listing, in order of first
//              appearance. Rows repeat facts; equal facts stand once. A name without quality is primary when
//              it is the listing's first, else an alias whose quality is not said. Equal names of one listing
//              stand once, the first one wins. A quality, type, date, country or gender that cannot be read
//              is kept as text and reported.
// Threads:     pure function.
// Determinism: same bytes, same result.
// Cost:        O(bytes).
// Errors:      invalid_input with the line: no id or name column, a row without id or name or with another
//              number of cells than the header, bad quoting, ill-formed UTF-8; no rows at all.
#pragma once

#include <string_view>

#include "base/result.h"
#include "lists/list_format.h"

namespace cordon::lists {

[[nodiscard]] base::Result<ParsedList> read_plain_table(std::string_view bytes);

// True when the first line is a header with an id column and a name column.
[[nodiscard]] bool looks_like_plain_table(std::string_view bytes);

}  // namespace cordon::lists
