// apps/cordon/trade_home.h: the tables that goods and places are looked up in, as they are in a home.
//
// Role:      territory with what was imported there, the bundled goods and names, and a table of oil prices
//            of the user's own.
// Ownership: what is returned keeps what the tables point to.
// Errors:    those of the store; invalid_input for a price table.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/trade_tables.h"

namespace cordon::app {

// prices: a file, "" for the bundled yearly averages.
[[nodiscard]] base::Result<std::shared_ptr<const engine::TradeTables>> open_trade_tables(
    const std::string& home, const std::string& prices);

// The tables of the home as they stood when these were its own; null: no published day of its versions gives
// them.
[[nodiscard]] base::Result<std::shared_ptr<const engine::TradeTables>> trade_tables_named(
    const std::string& home, const std::vector<std::string>& own);

}  // namespace cordon::app
