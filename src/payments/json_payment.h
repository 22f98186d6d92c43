// payments/json_payment.h: Cordon's own plain JSON payment to model::Payment.
//
// Role:        for senders that have neither ISO 20022 nor SWIFT messages: card, wallet and money-transfer
//              systems, trade platforms. docs/reference/payment-messages.md is the schema.
// Rules:       id, amount, currency, debtor and creditor must be there. A member that the schema does not
//              know is free text, marked unknown and noted; so is one of another type than it should have. A
//              key given twice is refused: nobody can say which one counts.
// Limits:      ReadLimits.
// Ownership:   the Payment owns its strings.
// Threads:     pure function.
// Determinism: fields in document order.
// Cost:        O(bytes).
// Errors:      invalid_input (not JSON, no object, a key twice, a mandatory member missing), limit_exceeded.
#pragma once

#include <string_view>

#include "base/result.h"
#include "model/payment.h"
#include "payments/read_limits.h"

namespace cordon::payments {

[[nodiscard]] base::Result<model::Payment> read_json_payment(std::string_view bytes,
                                                             const ReadLimits& limits = {});

}  // namespace cordon::payments
