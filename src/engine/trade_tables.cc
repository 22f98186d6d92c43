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

namespace {
constexpr std::string_view own_territory = "territory ";

bool as_shipped(const TerritoryView& view) {
    return view.territory == trade::bundled_territory() && view.gazetteer == nullptr;
}

}  // namespace

bool is_own_table(std::string_view check) {
    return check.starts_with(own_territory);
}

std::vector<std::string> own_tables(const TerritoryView& view) {
    std::vector<std::string> own;
    if (!as_shipped(view)) {
        for (const TerritoryTable& table : view.tables) {
            own.push_back(fmt::format("{}{} {}", own_territory, table.table, table.sha256));
        }
    }
    return own;
}

base::Result<TradeTables> trade_tables_of(const TerritoryView& view) {
    TradeTables tables = bundled_trade_tables();
    if (as_shipped(view)) {
        return tables;
    }
    tables.own = own_tables(view);
    tables.territory = view.territory;
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
