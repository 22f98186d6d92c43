// decision/policy_findings.h: what the policy itself finds in a payment: countries and amounts it names,
//                             notes of the reader, and a message in which nothing could be screened.
//
// Role:        judge() calls these, so that no caller can forget one.
// Determinism: in the order of the payment, then of the policy.
// Threads:     pure functions.
// Cost:        O(fields * rules).
#pragma once

#include <string_view>
#include <vector>

#include "decision/policy.h"
#include "model/payment.h"
#include "model/verdict.h"

namespace cordon::decision {

// Code "country": in country fields, BICs, IBANs and the countries of parties.
[[nodiscard]] std::vector<model::Finding> country_findings(const std::vector<CountryRule>& rules,
                                                           const model::Payment& payment);
// Codes "amount_over" and, where a rule needs an amount that cannot be read, "amount_unread".
[[nodiscard]] std::vector<model::Finding> amount_findings(const std::vector<AmountRule>& rules,
                                                          std::string_view scheme,
                                                          const model::Payment& payment);
// One for each note of the reader ("header_version" when a header announces another version of the same
// message), "possible_duplicate", and "nothing_to_screen" for a payment without a field.
[[nodiscard]] std::vector<model::Finding> message_findings(const model::Payment& payment);

}  // namespace cordon::decision
