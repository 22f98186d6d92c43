// payments/coverage.h: was every word of the message read?
//
// Role:        the check behind `--coverage`, made on purpose by other means than the readers: the bytes are
//              read again (XML by libxml2), every text node, attribute, FIN field and JSON value of them is
//              listed, and each must stand in a field of the Payment.
// Rules:       a text of XML or JSON must be the text of a field, letters compared without white space; a
//              word of FIN of two letters and more must be a word of a field. What stands n times in the
//              message must be found n times. Declarations of namespaces, comments and instructions carry no
//              text of the message.
// Ownership:   owns its strings.
// Threads:     pure function.
// Cost:        O(bytes), slower than the readers: for tests and on request, not for the gate's own path.
// Errors:      those of reading the bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/payment.h"

namespace cordon::payments {

struct Coverage {
    std::uint64_t texts = 0;          // text nodes, attributes, field values
    std::vector<std::string> unseen;  // path and text, in document order
};

// payment: what read_payment made of the same bytes.
[[nodiscard]] base::Result<Coverage> coverage(std::string_view bytes, const model::Payment& payment);

}  // namespace cordon::payments
