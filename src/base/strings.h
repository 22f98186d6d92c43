// base/strings.h: the small text chores that every parser shares; ASCII and bytes only, no language
// knowledge.
//
// Role:      trim, collapse, split, ASCII case. What needs to know letters of the world is in text/.
// Ownership: views point into the argument; strings are new.
// Threads:   pure functions.
// Cost:      O(bytes).
// Errors:    none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cordon::base {

// Without blanks, tabs, line ends, no-break spaces (U+00A0) and byte-order marks at either end.
[[nodiscard]] std::string_view trim(std::string_view text);
// Trimmed, and each run of white space inside (U+00A0 included) made one blank.
[[nodiscard]] std::string collapse_whitespace(std::string_view text);
// Always at least one part; "a,,b" gives three.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, std::string_view separator);
[[nodiscard]] std::string ascii_lower(std::string_view text);
[[nodiscard]] std::string ascii_upper(std::string_view text);
[[nodiscard]] bool ascii_iequals(std::string_view left, std::string_view right);
[[nodiscard]] bool ascii_istarts_with(std::string_view text, std::string_view prefix);
// Position of needle in text whatever the ASCII case, npos when absent.
[[nodiscard]] std::size_t ascii_ifind(std::string_view text, std::string_view needle, std::size_t from = 0);
[[nodiscard]] std::string replace_all(std::string_view text, std::string_view from, std::string_view to);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);
// For messages: at most bytes_max bytes, cut at a code point, "..." when cut, control characters as '?'.
[[nodiscard]] std::string shown(std::string_view text, std::size_t bytes_max = 80);

}  // namespace cordon::base
