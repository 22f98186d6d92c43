// payments/swift_mt_rules.h: what the values of SWIFT MT fields must look like.
//
// Role:    the sentences behind notes of the code bad_value: a date, amount, currency, code or BIC that its
//          field format forbids, a line that is too long.
// Rules:   SWIFT field formats of the fields named in the table; the lengths of lines (35 letters; 50 in
//          77T's and 79's, 65 in trade texts).
// Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

namespace cordon::payments {

// "" when the value may stand in that field. type: "103"; tag: "32A".
[[nodiscard]] std::string check_mt_value(std::string_view type, std::string_view tag, std::string_view value);

}  // namespace cordon::payments
