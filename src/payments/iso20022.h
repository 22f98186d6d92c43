// payments/iso20022.h: ISO 20022 payment messages to model::Payment.
//
// Role:        reads pacs.002/003/004/008/009 (COV and ADV included), pain.001/008, camt.029/052/053/054/056
//              of any version, with or without business application header and wrapper. The whole tree is
//              walked: every text and every attribute becomes a field; elements are told apart by local name.
// Rules:       an element that is not in payments/iso20022_elements.h is free text, marked unknown and noted.
//              A code, date or amount that does not look like one is free text too.
// Limits:      ReadLimits; beyond them limit_exceeded, and the caller holds.
// Ownership:   the Payment owns its strings.
// Threads:     pure function.
// Determinism: fields in document order.
// Cost:        O(bytes).
// Errors:      invalid_input (no message in it), unsupported (another message type), limit_exceeded.
#pragma once

#include "base/result.h"
#include "codec/xml_tree.h"
#include "model/payment.h"
#include "payments/read_limits.h"

namespace cordon::payments {

[[nodiscard]] base::Result<model::Payment> read_iso20022(const codec::XmlTree& tree,
                                                         const ReadLimits& limits = {});

}  // namespace cordon::payments
