// decision/trade_codes.h: every code of a finding on goods, places and days, with what it comes to.
//
// Role:    part of the trade judge; docs/reference/trade-verdicts.md explains each, and a test compares.
// Rules:   a code that does not stand here holds.
// Threads: pure functions.
// Cost:    O(codes).
// Errors:  none.
#pragma once

#include <string_view>
#include <vector>

#include "decision/trade_judge.h"

namespace cordon::decision {

[[nodiscard]] TradeOutcome outcome_of(std::string_view code);

struct TradeCode {
    std::string_view code;
    TradeOutcome outcome = TradeOutcome::hold;
};
[[nodiscard]] std::vector<TradeCode> trade_codes();

}  // namespace cordon::decision
