// text/name_segments.h: the parts of a line in which a name may stand among other things.
//
// Role:        payment lines and badly kept customer files write accounts, addresses and purposes around
//              names: "PAYMENT TO X FOR INVOICE 4411", "X, 12 Main Street, Cairo". The parts between such
//              words are searched as names of their own, beside the whole line, so that what stands around a
//              name does not lower its score.
// Rules:       a part ends at , ; : / | and brackets, at a word with a digit and at a word that is written
//              around names (text/name_words.h). Parts are given only when the line has such a word or two
//              such signs, and only those with two words or more that can be of a name: a name alone has
//              none.
// Threads:     pure function.
// Determinism: parts in the order of the line.
// Cost:        O(letters); one look-up a word, for lines of four words or more.
// Errors:      none.
#pragma once

#include <string_view>
#include <vector>

#include "text/name_readings.h"

namespace cordon::text {

// As many parts of one line are searched by themselves; of more, the caller is told.
constexpr std::size_t segments_max = 48;

// Views into the text; empty for a name alone.
[[nodiscard]] std::vector<std::string_view> name_segments(std::string_view utf8);

// The words of each segment as a further reading. False when there are more than segments_max: the answer to
// the line is truncated then.
[[nodiscard]] bool add_segments(std::string_view utf8, NameReadings& readings);

}  // namespace cordon::text
