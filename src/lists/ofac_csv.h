// lists/ofac_csv.h: OFAC's CSV set (sdn, add, alt, sdn_comments; cons_prim, cons_add, cons_alt,
// cons_comments).
//
// Role:        joins the four files of one publication to listings. No file has a header; each is known by
//              its columns: 12 main, 6 addresses, 5 alternate names (the third says aka, fka or nka), 2
//              comments. File names only tell an empty file's part and SDN from Consolidated.
// Rules:       the set is read whole or refused: main, addresses, alternates and comments must be there. Only
//              the comments may be missing, when no remark reaches 1,000 characters (then nothing can have
//              spilled over), and that is reported. Rows for a listing that the main file does not have are
//              reported. A comment continues its remark without anything between.
// Source:      OFAC's dat_spec.txt and cons_dat_spec.txt.
// Ownership:   results own their strings; SourceFile borrows its bytes.
// Threads:     pure function.
// Determinism: same bytes, same result, whatever the order of the files.
// Cost:        O(bytes).
// Errors:      invalid_input (a missing part, a part twice, a row with another number of columns, a file that
//              ends inside a row, a listing twice) with file and line. A file cut exactly behind a row cannot
//              be told from a whole one; when other parts end with OFAC's 0x1A and this one does not, that is
//              reported.
#pragma once

#include <vector>

#include "base/result.h"
#include "lists/list_format.h"

namespace cordon::lists {

[[nodiscard]] base::Result<ParsedList> read_ofac_csv(const std::vector<SourceFile>& files);

}  // namespace cordon::lists
