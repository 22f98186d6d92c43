#include "trade/ownership_rules.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace cordon::trade {

namespace {

constexpr auto rules = std::to_array<OwnershipRule>({
    {"OFAC", {}, {2014, 8, 12}, 50, false, false},
    {"OFAC", {2014, 8, 13}, {}, 50, false, true},
    {"EU", {}, {2024, 6, 30}, 50, true, true},
    {"EU", {2024, 7, 1}, {}, 50, false, true},
    {"UK", {}, {}, 50, true, false},
});

bool in_force(const OwnershipRule& rule, const base::PartialDate& days) {
    if (!days.known()) {
        return true;
    }
    return (rule.from.year == 0 || rule.from <= days.to) && (rule.to.year == 0 || days.from <= rule.to);
}

}  // namespace

std::span<const OwnershipRule> ownership_rules() {
    return rules;
}

std::vector<OwnershipRule> owned_under(std::span<const double> shares, const base::PartialDate& days) {
    std::vector<OwnershipRule> under;
    if (shares.empty()) {
        return under;
    }
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    const double largest = *std::ranges::max_element(shares);
    for (const OwnershipRule& rule : rules) {
        const double share = rule.added_up ? sum : largest;
        const bool reached = rule.above ? share > rule.percent : share >= rule.percent;
        if (reached && in_force(rule, days)) {
            under.push_back(rule);
        }
    }
    return under;
}

}  // namespace cordon::trade
