// What the shares of the owners that were found on a list come to.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "base/strings.h"
#include "engine/trade_check.h"
#include "trade/ownership_rules.h"
#include "trade/shipment_dates.h"

namespace cordon::engine {

using base::PartialDate;
using model::Shipment;

namespace {

model::Finding ownership(std::string code, const model::ShipmentParty& party, std::string sentence) {
    model::Finding finding;
    finding.kind = model::FindingKind::ownership;
    finding.code = std::move(code);
    finding.field = party.path;
    finding.field_class = model::FieldClass::name;
    finding.text = party.subject.names.empty() ? std::string() : party.subject.names.front();
    finding.sentence = std::move(sentence);
    return finding;
}

std::string regimes_of(const std::vector<trade::OwnershipRule>& rules) {
    std::string names;
    for (const trade::OwnershipRule& rule : rules) {
        const std::string one = fmt::format("{} ({} {} %{})", rule.regime, rule.above ? "more than" : "from",
                                            rule.percent, rule.added_up ? ", added up" : "");
        if (names.find(one) == std::string::npos) {
            names += (names.empty() ? "" : ", ") + one;
        }
    }
    return names;
}

// Under any regime of any of the days.
std::vector<trade::OwnershipRule> owned_on(std::span<const double> shares,
                                           const std::vector<PartialDate>& days) {
    std::vector<trade::OwnershipRule> rules;
    for (const PartialDate& one : days) {
        std::ranges::move(trade::owned_under(shares, one), std::back_inserter(rules));
    }
    return rules;
}

}  // namespace

std::vector<model::Finding> ownership_findings(const Shipment& shipment,
                                               const std::vector<model::Finding>& found) {
    std::vector<model::Finding> findings;
    std::vector<PartialDate> days;
    trade::take_days(days, shipment.paid_on, 1);
    trade::take_days(days, shipment.shipped_on, 2);
    if (days.empty()) {
        days.emplace_back();  // nothing tells: any regime
    }
    for (const model::ShipmentParty& party : shipment.parties) {
        const std::string name =
            party.subject.names.empty() ? "a party" : base::shown(party.subject.names.front());
        if (party.owned_percent >= 0) {
            const double shares[] = {party.owned_percent};
            const auto under = owned_on(shares, days);
            if (!under.empty()) {
                findings.push_back(ownership("owned_by_listed", party,
                                             fmt::format("{} is owned by listed parties to {} %: {}", name,
                                                         party.owned_percent, regimes_of(under))));
            } else if (party.owned_percent > 0) {
                findings.push_back(ownership("owned_minority", party,
                                             fmt::format("{} is owned by listed parties to {} %, below every "
                                                         "regime's share; control was not looked at",
                                                         name, party.owned_percent)));
            }
        }
        std::vector<double> shares;
        for (const model::ShipmentOwner& owner : party.owners) {
            const bool hit = std::ranges::any_of(found, [&](const model::Finding& finding) {
                return !finding.listing_id.empty() && finding.field.starts_with(owner.path);
            });
            if (hit) {
                shares.push_back(owner.percent < 0 ? 100 : owner.percent);  // a share that is not said: all
            }
        }
        if (const auto under = owned_on(shares, days); !under.empty()) {
            findings.push_back(
                ownership("owned_through_matches", party,
                          fmt::format("{} would be owned by listed parties, if the matches of its "
                                      "owners are right: {}",
                                      name, regimes_of(under))));
        }
    }
    return findings;
}

}  // namespace cordon::engine
