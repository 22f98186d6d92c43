// payments/schema_check.h: a message against the XML schema of its type, as notes.
//
// Role:    for whoever has the schemas at hand: each fault becomes a note schema_fault with path and reason;
//          schema_not_at_hand when the message stands in another namespace (a national profile's).
// Threads: pure function over a compiled schema.
// Cost:    that of codec/xsd.h; beyond the gate's usual path.
// Errors:  those of reading the bytes.
#pragma once

#include <string_view>

#include "base/result.h"
#include "codec/xsd.h"
#include "model/payment.h"

namespace cordon::payments {

// payment: what read_payment made of the bytes; its type says which schema fits ("pacs.008.001.08.xsd").
[[nodiscard]] base::Status check_schema(std::string_view bytes, const codec::XsdSchema& schema,
                                        model::Payment& payment);

}  // namespace cordon::payments
