#include "engine/trade_tables.h"

#include <fmt/format.h>

namespace cordon::engine {

const TradeTables& bundled_trade_tables() {
    static const TradeTables tables{trade::bundled_territory(),
                                    &trade::bundled_goods(),
                                    &trade::bundled_places(),
                                    &trade::bundled_oil_benchmark(),
                                    {}};
    return tables;
}

TradeTables trade_tables_of(const TerritoryView& view) {
    TradeTables tables = bundled_trade_tables();
    if (view.territory != tables.territory) {
        tables.territory = view.territory;
        for (const TerritoryTable& table : view.tables) {
            tables.own.push_back(fmt::format("territory {} {}", table.table, table.sha256));
        }
    }
    return tables;
}

}  // namespace cordon::engine
