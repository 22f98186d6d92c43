// engine/trade_tables.h: the tables that goods and places are looked up in.
//
// Role:    one bundle for the gate; bundled_trade_tables() is what ships with the binary.
// Threads: immutable: any number of threads may read.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

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
};

// Made when first asked for.
[[nodiscard]] const TradeTables& bundled_trade_tables();

}  // namespace cordon::engine
