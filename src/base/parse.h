// base/parse.h: numbers from text, whole text or an Error; the replacement of std::stoi and its kin.
//
// Role:    parse_number<int>("42"). Leading blanks, trailing bytes, overflow and empty text are errors.
// Threads: pure functions.
// Errors:  invalid_input with the text in the sentence.
#pragma once

#include <charconv>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/strings.h"

namespace cordon::base {

template <class Number>
[[nodiscard]] Result<Number> parse_number(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return fail(ErrorCode::invalid_input, "'" + shown(text, 40) + "' is not a number we can read");
    }
    return number;
}

}  // namespace cordon::base
