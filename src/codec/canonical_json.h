// codec/canonical_json.h: the one way to write a JSON value, so that a signature over it means something.
//
// Role:        JSON Canonicalization Scheme, RFC 8785: no white space, members sorted by the UTF-16 units of
//              their keys, the shortest number that reads back the same, laid out as ECMAScript does.
// Threads:     pure function.
// Determinism: equal values, equal bytes, whatever the order of members and the spelling of numbers.
// Cost:        O(bytes, log of members).
// Errors:      invalid_input: a key twice in one object; an integer beyond 2^53, which readers that know only
//              doubles would read as another.
#pragma once

#include <string>

#include "base/result.h"
#include "codec/json.h"

namespace cordon::codec {

[[nodiscard]] base::Result<std::string> canonical_json(const JsonValue& value);

}  // namespace cordon::codec
