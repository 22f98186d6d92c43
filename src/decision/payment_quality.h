// decision/payment_quality.h: does a transfer say who pays and who is paid? FATF Recommendation 16 as
//findings.
// Role:        codes R16-01 to R16-11. What follows from a code (hold or report, by scheme and amount) is the
//              policy's; here it is only said what is missing and where it should stand.
// Sources:     FATF R.16 and its interpretive note (as before and as revised in June 2025); Wolfsberg Group,
//              Payment Transparency Standards (2023).
// Rules:       asked only of messages that carry customers (a pacs.008, a pain.001, an MT103, the customers
//              underlying a cover), never of a status report or a statement. Address, identification and the
//              creditor's place are asked only of transfers across a border and above the threshold;
//              countries that cannot be told count as a border.
// Determinism: by transaction, then by code.
// Threads:     pure functions.
// Cost:        O(transactions * parties + bytes of text).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "decision/payment_view.h"
#include "decision/policy.h"
#include "model/payment.h"
#include "model/verdict.h"

namespace cordon::decision {

inline constexpr std::array<std::string_view, 11> r16_codes = {"R16-01", "R16-02", "R16-03", "R16-04",
                                                               "R16-05", "R16-06", "R16-07", "R16-08",
                                                               "R16-09", "R16-10", "R16-11"};

// R16-01 to R16-09.
[[nodiscard]] std::vector<model::Finding> payment_quality(const R16Rules& rules,
                                                          const model::Payment& payment);
// R16-10 and R16-11 of two messages of one chain: transactions with the same UETR. `newer` is the one judged.
[[nodiscard]] std::vector<model::Finding> chain_quality(const model::Payment& earlier,
                                                        const model::Payment& newer);

// Above the threshold of its currency, or not known to be below it; no_index: any transaction is.
[[nodiscard]] bool above_threshold(const R16Rules& rules, const model::Payment& payment,
                                   std::uint32_t transaction);
// Both sides known and of one country or one area of the policy.
[[nodiscard]] bool is_domestic(const R16Rules& rules, const PaymentIndex& index, std::uint32_t transaction);

// Why the name says nothing ("a placeholder", "digits only", "a BIC", ...), "" when it may be a name.
[[nodiscard]] std::string_view meaningless_name(std::string_view name);
// The words that hint at another party ("ON BEHALF OF"), "" when there are none.
[[nodiscard]] std::string_view hint_of_other_party(std::string_view text);

}  // namespace cordon::decision
