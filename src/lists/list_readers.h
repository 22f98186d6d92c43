// lists/list_readers.h: the table of readers, one per format.
//
// Role:    read_list's last step: hands the unpacked bytes to the reader of their format.
// Threads: pure function.
// Errors:  the reader's.
#pragma once

#include <vector>

#include "base/result.h"
#include "lists/list_format.h"

namespace cordon::lists {

// REQUIRES: files are unpacked, not empty, and all of this format.
[[nodiscard]] base::Result<ParsedList> read_as(ListFormat format, const std::vector<SourceFile>& files);

}  // namespace cordon::lists
