#include "cordon/trade_home.h"

#include "base/hash.h"
#include "cordon/territory_home.h"
#include "storage/file_ops.h"

namespace cordon::app {

namespace {

struct TablesAndPrices {
    engine::TradeTables tables;
    trade::OilBenchmark prices;
};

}  // namespace

base::Result<std::shared_ptr<const engine::TradeTables>> open_trade_tables(const std::string& home,
                                                                           const std::string& prices) {
    CORDON_ASSIGN(const engine::TerritoryView view, open_territory(home, ""));
    CORDON_ASSIGN(engine::TradeTables tables, engine::trade_tables_of(view));
    if (prices.empty()) {
        return std::make_shared<const engine::TradeTables>(std::move(tables));
    }
    CORDON_ASSIGN(const std::string csv, storage::read_file(prices));
    auto read = trade::OilBenchmark::read(csv);
    if (!read) {
        return base::fail(read.error().code, prices + ": " + read.error().message);
    }
    const auto own = std::make_shared<TablesAndPrices>(std::move(tables), *std::move(read));
    own->tables.oil = &own->prices;
    own->tables.own.push_back("oil prices " + base::sha256_hex(csv));
    return std::shared_ptr<const engine::TradeTables>(own, &own->tables);
}

}  // namespace cordon::app
