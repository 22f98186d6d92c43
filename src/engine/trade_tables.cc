#include "engine/trade_tables.h"

#include <fmt/format.h>

#include <utility>

#include "trade/gazetteer_readers.h"

namespace cordon::engine {

const TradeTables& bundled_trade_tables() {
    static const TradeTables tables{trade::bundled_territory(),
                                    &trade::bundled_goods(),
                                    &trade::bundled_places(),
                                    &trade::bundled_oil_benchmark(),
                                    nullptr,
                                    {}};
    return tables;
}

base::Result<TradeTables> trade_tables_of(const TerritoryView& view) {
    TradeTables tables = bundled_trade_tables();
    if (view.territory == tables.territory && view.gazetteer == nullptr) {
        return tables;
    }
    tables.territory = view.territory;
    for (const TerritoryTable& table : view.tables) {
        tables.own.push_back(fmt::format("territory {} {}", table.table, table.sha256));
    }
    trade::Gazetteer gazetteer = trade::bundled_gazetteer();
    trade::add_places_of(view.territory->facts(), trade::bundled_facilities(), gazetteer);
    if (view.gazetteer != nullptr) {
        for (const trade::GazetteerPlace& place : view.gazetteer->places()) {
            gazetteer.add(place);
        }
    }
    CORDON_ASSIGN(auto spotter, trade::PlaceSpotter::make(std::move(gazetteer)));
    tables.own_places = std::make_shared<const trade::PlaceSpotter>(std::move(spotter));
    tables.places = tables.own_places.get();
    return tables;
}

}  // namespace cordon::engine
