// trade/ownership_rules.h: from which share on a party counts as owned by listed parties, by regime and day.
//
// Role:        one table; every other room asks it.
// Rules:       OFAC: 50 % and more, shares of all blocked persons added up. EU: more than 50 %, and since the
//              guidance of July 2024 50 % and more, added up. UK: more than 50 %, not added up. The UN lists
//              name no share: owned or controlled, directly or indirectly.
// Sources:     OFAC, Revised guidance on entities owned by persons whose property is blocked (2014); Council
//              of the EU, Best practices (2018, and July 2024); OFSI, guidance on ownership and control.
// Threads:     pure functions.
// Cost:        O(regimes).
// Errors:      none.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace cordon::trade {

struct OwnershipRule {
    std::string_view regime;  // "OFAC", "EU", "UK"
    base::Date from;          // first day; unset: since ever
    base::Date to;            // last day; unset: still
    double percent = 50;
    bool above = false;     // more than the share; false: the share itself too
    bool added_up = false;  // of several listed owners
};

[[nodiscard]] std::span<const OwnershipRule> ownership_rules();

// Regimes under which these shares make the party owned on any of the days; an unknown date: today's rules
// and all before.
[[nodiscard]] std::vector<OwnershipRule> owned_under(std::span<const double> shares,
                                                     const base::PartialDate& days);

}  // namespace cordon::trade
