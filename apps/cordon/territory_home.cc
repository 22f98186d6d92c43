#include "cordon/territory_home.h"

#include "cordon/session.h"
#include "engine/territory_import.h"
#include "storage/territory_registry.h"

namespace cordon::app {

base::Result<engine::TerritoryView> open_territory(const std::string& home, const std::string& as_of) {
    CORDON_ASSIGN(const auto day, date_option("--as-of", as_of));
    CORDON_ASSIGN(const auto registry, storage::TerritoryRegistry::open_existing(home));
    return engine::territory_of(registry.get(), day.value_or(base::Date{}));
}

}  // namespace cordon::app
