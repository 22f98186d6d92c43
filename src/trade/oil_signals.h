// trade/oil_signals.h: signs that the origin of oil is hidden: price, lots, carriage, route.
//
// Role:        one sign alone is a note; with an origin that nobody names, or with another sign, a person
//              looks.
// Rules:       price: crude under 75 % of the benchmark of its day, in US dollars a barrel. Lots: three and
//              more of at most 300 barrels (50 t) at one and the same price. Carriage: crude or products on
//              trucks in a country beside held places. Route: through a crossing or a place that was held,
//              near it, or a place beside it.
// Sources:     prices: yearly averages of Brent (Europe Brent spot, FOB), as published by the US Energy
//              Information Administration, rounded to a dollar; a house may give its own table. Lots and
//              trucks: FATF, Financing of the Terrorist Organisation ISIL (2015).
// Threads:     pure functions; a benchmark is immutable.
// Determinism: same shipment, same findings.
// Cost:        O(goods + stops).
// Errors:      a benchmark table: invalid_input with its line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/shipment.h"
#include "model/verdict.h"

namespace cordon::trade {

struct OilPrice {
    base::Date from;
    base::Date to;  // inclusive
    double usd_per_barrel = 0;
    std::string source;
};

class OilBenchmark {
public:
    // CSV with the columns from, to, usd_per_barrel, source.
    [[nodiscard]] static base::Result<OilBenchmark> read(std::string_view csv);
    explicit OilBenchmark(std::vector<OilPrice> prices) : prices_(std::move(prices)) {}

    // The lowest price that held on any of the days; nothing when none is known.
    [[nodiscard]] std::optional<OilPrice> lowest(const base::PartialDate& days) const;

private:
    std::vector<OilPrice> prices_;
};

[[nodiscard]] const OilBenchmark& bundled_oil_benchmark();

// Which of the shipment's goods are oil, by index.
struct OilContext {
    std::vector<std::size_t> crude;
    std::vector<std::size_t> products;    // oil products and gas
    std::vector<base::PartialDate> days;  // any of them; those of production besides
    bool touches_held = false;            // a stop lies at or near a place that was held
    bool beside_held = false;             // a stop lies in a country that had such places, or borders on one
    bool origin_named = false;
};

[[nodiscard]] std::vector<model::Finding> oil_findings(const model::Shipment& shipment,
                                                       const OilContext& context,
                                                       const OilBenchmark& benchmark);

}  // namespace cordon::trade
