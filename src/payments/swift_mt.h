// payments/swift_mt.h: SWIFT MT messages to model::Payment.
//
// Role:        reads MT 101, 102, 103 (with + and REMIT), 104, 107, 110, 190 to 199, 202 and 205 (with COV),
//              210, 299, 700, 701, 707, 710, 720, 760, 767, 940, 942, 950, 999. Every field, header and
//              trailer becomes a field of the Payment; party fields by option (A, B, C, D, F, G, H, K, L,
//              none) become parties.
// Rules:       lines are cut at 35 letters, also inside words: names and texts are kept joined with a blank,
//              and without one where a line is full. A tag that the type does not know is free text and
//              noted. A message without headers is told apart by its mandatory fields.
// Ownership:   the Payment owns its strings.
// Threads:     pure functions.
// Determinism: fields in the order of the message.
// Cost:        O(bytes).
// Errors:      unsupported (another type, a service message), limit_exceeded. A mandatory field that is
//              missing and a value that its format forbids are notes: the rest is read all the same.
#pragma once

#include <string>

#include "base/result.h"
#include "codec/swift_fin.h"
#include "model/payment.h"
#include "payments/read_limits.h"

namespace cordon::payments {

[[nodiscard]] base::Result<model::Payment> read_swift_mt(const codec::FinMessage& message,
                                                         const ReadLimits& limits = {});

// "103" from the application header, else from the fields; "" when neither tells.
[[nodiscard]] std::string mt_type(const codec::FinMessage& message);

}  // namespace cordon::payments
