#include "cordon/territory_home.h"

#include "base/hash.h"

namespace cordon::app {

base::Result<engine::TerritoryView> open_territory(const std::string& /*home*/,
                                                   const std::string& /*as_of*/) {
    engine::TerritoryView view;
    view.territory = trade::bundled_territory();
    view.tables.push_back({"facts", "shipped", base::sha256_hex(trade::bundled_control_facts_csv()),
                           view.territory->facts().size()});
    return view;
}

}  // namespace cordon::app
