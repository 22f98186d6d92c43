// payments/canonical_content.h: the bytes of a message that its hash is taken over: the key of "one message,
// one verdict".
//
// Role:        two transmissions of one message have the same content though their line ends, indentation,
//              prefixes, quotes, comments, character references or order of JSON members differ. Every text,
//              attribute and path is in it, also of headers and trailers: whatever is screened is hashed, so
//              that nobody can get the verdict of one message for another. A message sent again with the mark
//              of a possible duplicate is another content under the same id, and that is for people to look
//              at.
// Rules:       XML: elements by namespace and local name in document order, attributes sorted, white space of
//              texts collapsed as the reader does. FIN: the bytes with line ends as LF, without separators at
//              the ends.
//              JSON: RFC 8785. The first line names the format and the version of these rules.
// Threads:     pure function.
// Determinism: same message, same bytes, on every build.
// Cost:        O(bytes).
// Errors:      those of reading the bytes: what is not well-formed has no canonical content. The caller then
//              hashes the bytes as they are.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "payments/message_document.h"
#include "payments/read_limits.h"

namespace cordon::payments {

[[nodiscard]] base::Result<std::string> canonical_content(MessageDocument& message);
[[nodiscard]] base::Result<std::string> canonical_content(std::string_view bytes,
                                                          const ReadLimits& limits = {});

}  // namespace cordon::payments
