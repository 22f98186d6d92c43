// codec/toml.h: TOML text to the value tree of codec/json.h, so that configuration has one reader.
//
// Role:    parse_toml for cordon.toml and, later, policies. Dates and times come out as their text.
// Threads: pure function.
// Errors:  invalid_input with line and column in the sentence.
#pragma once

#include <string_view>

#include "base/result.h"
#include "codec/json.h"

namespace cordon::codec {

[[nodiscard]] base::Result<JsonValue> parse_toml(std::string_view text);

}  // namespace cordon::codec
