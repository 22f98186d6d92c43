// engine/trade_check.h: a shipment, and a payment that names goods and places, to what decision/ judges.
//
// Role:        puts the parts of trade/ together: goods classified, stops located and asked for their days,
//              places named in texts spotted, cultural property, oil signs and ownership looked at. The gate
//              (payment_gate.h) screens the parties and judges.
// Rules:       a stop counts on its own day, the origin also on the days of production, loading and origin
//              also on the day of payment; a stop without a day on those of the shipment; a shipment without
//              any day is asked for all days. In a payment goods and a place of one transaction count
//              together; their days are those that the text names, and the day of payment.
// Ownership:   tables must outlive the call.
// Threads:     pure functions.
// Determinism: same input, same tables, same case.
// Cost:        O(goods + stops + bytes of text).
// Errors:      none: what could not be looked at is a finding.
#pragma once

#include "decision/trade_judge.h"
#include "engine/trade_tables.h"
#include "model/payment.h"
#include "model/shipment.h"

namespace cordon::engine {

// What was read and found of one shipment, for whoever shows it.
struct TradeExamined {
    model::Shipment shipment;
    decision::TradeCase judged;
};

// today_at_least: a day that has been (year 0: not known); later years are doubted.
[[nodiscard]] decision::TradeCase trade_case(const model::Shipment& shipment, const TradeTables& tables,
                                             const base::Date& today_at_least);

// Only pairs of goods and places; nothing when the payment names no such goods.
[[nodiscard]] std::vector<decision::TradeCase> trade_cases(const model::Payment& payment,
                                                           const TradeTables& tables);

// The shipment as the fields and parties that are screened; its doubts are notes of the payment.
[[nodiscard]] model::Payment payment_of(const model::Shipment& shipment);

// What the shares of the owners that were found on a list come to. found: findings of the screening.
[[nodiscard]] std::vector<model::Finding> ownership_findings(const model::Shipment& shipment,
                                                             const std::vector<model::Finding>& found);

}  // namespace cordon::engine
