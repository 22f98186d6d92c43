#include "engine/trade_tables.h"

namespace cordon::engine {

const TradeTables& bundled_trade_tables() {
    static const TradeTables tables{trade::bundled_territory(), &trade::bundled_goods(),
                                    &trade::bundled_places(), &trade::bundled_oil_benchmark()};
    return tables;
}

}  // namespace cordon::engine
