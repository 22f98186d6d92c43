// lists/un_reference.h: the UN's permanent reference numbers, however a list prints them.
//
// Role:    every list that carries UN entries names them by these numbers; this gives the one spelling that
//          links are made of.
// Threads: pure function.
// Errors:  none: a text that is not such a number gives "".
#pragma once

#include <string>
#include <string_view>

namespace cordon::lists {

// "QDE.131", " qdi.43 ", "QDi. 043" become "QDe.131", "QDi.043": two capital letters for the regime, i or e,
// a dot and at least three digits. "" for anything else ("N/A", "QI.B.62.02" of before 2015).
[[nodiscard]] std::string canonical_un_reference(std::string_view text);

}  // namespace cordon::lists
