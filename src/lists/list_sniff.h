// lists/list_sniff.h: what one file is, from its first bytes.
//
// Role:    the part of detect_format that looks at a single file: a list format, one part of OFAC's CSV set,
//          a packed file, or something that is no list, with the sentence that helps the person who
//          downloaded it.
// Rules:   content decides. The file's name is used for OFAC's CSV parts only, whose files have no header and
//          may be empty, and to name the file in messages.
// Threads: pure functions.
// Cost:    the first line or the root element; never the whole file.
// Errors:  invalid_input (empty, an HTML page, a PDF, a spreadsheet or other binary file, unknown text or
//          XML), unsupported (UTF-16, an OFAC format that is not read).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "lists/list_format.h"

namespace cordon::lists {

// The format of an unpacked file.
[[nodiscard]] base::Result<ListFormat> sniff_list_file(const SourceFile& file);

// The list that a format belongs to; "" when content must say (OFAC).
[[nodiscard]] std::string_view list_of_format(ListFormat format);

// "'consolidated.xml'", or "the file" when it has no name.
[[nodiscard]] std::string named_file(const SourceFile& file);

}  // namespace cordon::lists
