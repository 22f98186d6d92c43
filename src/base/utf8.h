// base/utf8.h: code points in and out of UTF-8.
//
// Role:    the one UTF-8 reader of the house. Ill-formed bytes (overlong, surrogates, cut sequences, beyond
//          U+10FFFF) come out as U+FFFD, one per bad byte, so a caller can go on and still see that something
//          was wrong.
// Threads: pure functions.
// Cost:    O(bytes).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cordon::base {

constexpr char32_t replacement_character = 0xFFFD;

// Reads one code point at `at` and moves `at` behind it. REQUIRES: at < text.size().
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);
void append_utf8(std::string& text, char32_t code_point);
[[nodiscard]] std::u32string to_utf32(std::string_view text);
[[nodiscard]] std::string to_utf8(std::u32string_view text);
// Offset of the first ill-formed byte, nothing when all is well.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text);
[[nodiscard]] std::size_t code_point_count(std::string_view text);

}  // namespace cordon::base
