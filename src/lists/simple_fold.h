// lists/simple_fold.h: the small name folding that party links compare by.
//
// Role:    "José  AL-Qa'ida" and "jose al qaida" are the same text. Screening folds far better (text/); links
//          want equality that a reader can check by eye.
// Rules:   Latin letters lose case and diacritics (Latin-1 and Latin Extended-A); combining marks and
//          apostrophes go; other punctuation becomes a blank; blanks collapse; letters of other scripts stay
//          as they are.
// Threads: pure functions.
// Cost:    O(code points).
// Errors:  none; ill-formed bytes come out as U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace cordon::lists {

[[nodiscard]] std::string simple_fold(std::string_view name);
// simple_fold with the words sorted; "" when there are fewer than two.
[[nodiscard]] std::string folded_words(std::string_view name);

}  // namespace cordon::lists
