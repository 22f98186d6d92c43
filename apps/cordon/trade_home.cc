#include "cordon/trade_home.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "cordon/territory_home.h"
#include "storage/file_ops.h"

namespace cordon::app {

base::Status open_trade_home(const std::string& home, const std::string& prices, TradeHome& into) {
    into.tables = engine::bundled_trade_tables();
    CORDON_ASSIGN(const engine::TerritoryView view, open_territory(home, ""));
    if (view.territory != into.tables.territory) {
        into.tables.territory = view.territory;
        for (const engine::TerritoryTable& table : view.tables) {
            into.own_tables.push_back(fmt::format("territory {} {}", table.table, table.sha256));
        }
    }
    if (!prices.empty()) {
        CORDON_ASSIGN(const std::string csv, storage::read_file(prices));
        auto read = trade::OilBenchmark::read(csv);
        if (!read) {
            return base::fail(read.error().code, prices + ": " + read.error().message);
        }
        into.prices = *std::move(read);
        into.tables.oil = &*into.prices;
        into.own_tables.push_back("oil prices " + base::sha256_hex(csv));
    }
    return {};
}

}  // namespace cordon::app
