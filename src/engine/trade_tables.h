// engine/trade_tables.h: the tables that goods and places are looked up in.
//
// Role:    one bundle for the gate; bundled_trade_tables() is what ships with the binary, trade_tables_of()
//          what a house has made of it.
// Threads: immutable: any number of threads may read.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/territory_answer.h"
#include "trade/goods.h"
#include "trade/oil_signals.h"
#include "trade/place_spotter.h"
#include "trade/territory.h"

namespace cordon::engine {

struct TradeTables {
    std::shared_ptr<const trade::Territory> territory;
    const trade::GoodsTable* goods = nullptr;
    const trade::PlaceSpotter* places = nullptr;
    const trade::OilBenchmark* oil = nullptr;
    std::shared_ptr<const trade::PlaceSpotter>
        own_places;  // what `places` points to, when it is a home's own
    // Tables that do not ship with the binary, with their hashes: a verdict cannot be derived from the record
    // alone then, and names them among its checks.
    std::vector<std::string> own;
};

// Made when first asked for.
[[nodiscard]] const TradeTables& bundled_trade_tables();

// Whether a check of a situation is the name of such a table.
[[nodiscard]] bool is_own_table(std::string_view check);

// TradeTables::own of that view; empty where it is what ships.
[[nodiscard]] std::vector<std::string> own_tables(const TerritoryView& view);

// With the territory and the gazetteer of a home: places that were imported are found in texts too. Errors:
// those of the spotter, when there are too many names.
[[nodiscard]] base::Result<TradeTables> trade_tables_of(const TerritoryView& view);

}  // namespace cordon::engine
