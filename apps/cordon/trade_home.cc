#include "cordon/trade_home.h"

#include <functional>
#include <set>

#include "base/hash.h"
#include "cordon/territory_home.h"
#include "engine/territory_import.h"
#include "storage/file_ops.h"
#include "storage/territory_registry.h"

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

base::Result<std::shared_ptr<const engine::TradeTables>> trade_tables_named(
    const std::string& home, const std::vector<std::string>& own) {
    CORDON_ASSIGN(const auto registry, storage::TerritoryRegistry::open_existing(home));
    std::set<base::Date, std::greater<>> days = {base::Date{}};  // the last one: without a day, as of now
    if (registry != nullptr) {
        CORDON_ASSIGN(const auto versions, registry->versions());
        for (const engine::TerritoryVersion& version : versions) {
            days.insert(version.published);
        }
    }
    for (const base::Date& day : days) {
        CORDON_ASSIGN(const engine::TerritoryView view, engine::territory_of(registry.get(), day));
        if (engine::own_tables(view) == own) {
            CORDON_ASSIGN(engine::TradeTables tables, engine::trade_tables_of(view));
            return std::make_shared<const engine::TradeTables>(std::move(tables));
        }
    }
    return std::shared_ptr<const engine::TradeTables>();
}

}  // namespace cordon::app
