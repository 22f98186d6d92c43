// apps/cordon/trade_home.h: the tables that goods and places are looked up in, as they are in a home.
//
// Role:      territory with what was imported there, the bundled goods and names, and a table of oil prices
//            of the user's own.
// Ownership: keeps what the tables point to.
// Errors:    those of the store; invalid_input for a price table.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/trade_tables.h"

namespace cordon::app {

struct TradeHome {
    engine::TradeTables tables;
    std::optional<trade::OilBenchmark> prices;
    // Tables that do not ship with the binary, with their hashes: a verdict cannot be derived from the record
    // alone then (GateSituation::checks).
    std::vector<std::string> own_tables;
};

// prices: a file, "" for the bundled yearly averages. Stays where it is made: tables point into it.
[[nodiscard]] base::Status open_trade_home(const std::string& home, const std::string& prices,
                                           TradeHome& into);

}  // namespace cordon::app
