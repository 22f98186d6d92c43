// text/script.h: in which script a text is written.
//
// Role:    ISO 15924 codes for names; from ICU's script property, for import and display, not for hot loops.
// Threads: pure functions.
// Cost:    O(code points).
#pragma once

#include <string>
#include <string_view>

namespace cordon::text {

// The script of most letters ("Latn", "Arab", "Cyrl", "Hani", "Hang", "Kana", "Hebr", ...), "" when there is
// no letter. Kana beside Han gives "Jpan", Hangul beside Han "Kore".
[[nodiscard]] std::string script_of(std::string_view utf8);

// True when letters of more than one script stand in the text (Han with Kana or Hangul counts as one).
[[nodiscard]] bool has_mixed_scripts(std::string_view utf8);

}  // namespace cordon::text
