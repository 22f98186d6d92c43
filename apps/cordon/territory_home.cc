#include "cordon/territory_home.h"

#include <fmt/format.h>

#include <filesystem>

#include "cordon/session.h"
#include "engine/territory_import.h"
#include "storage/territory_registry.h"

namespace cordon::app {

base::Result<engine::TerritoryView> open_territory(const std::string& home, const std::string& as_of) {
    CORDON_ASSIGN(const auto day, date_option("--as-of", as_of));
    CORDON_ASSIGN(const auto registry, storage::TerritoryRegistry::open_existing(home));
    return engine::territory_of(registry.get(), day.value_or(base::Date{}));
}

namespace {

// Changes whenever the database does: time and size of it and of its log.
std::string stamp_of(const std::string& home) {
    std::string stamp;
    for (const char* const name : {"/territory.db", "/territory.db-wal"}) {
        std::error_code absent;
        const auto written = std::filesystem::last_write_time(home + name, absent);
        const auto size = std::filesystem::file_size(home + name, absent);
        stamp += absent ? std::string("-;") : fmt::format("{} {};", written.time_since_epoch().count(), size);
    }
    return stamp;
}

}  // namespace

base::Result<std::shared_ptr<const engine::TerritoryView>> ServedTerritory::view() {
    const std::lock_guard held(mutex_);
    if (view_ == nullptr || stamp_of(home_) != stamp_) {
        std::string stamp = stamp_of(home_);
        CORDON_ASSIGN(engine::TerritoryView fresh, open_territory(home_, ""));
        if (const std::string after = stamp_of(home_); after != stamp) {
            // Opening may have touched the log; or somebody imported meanwhile, so it is read once more.
            stamp = after;
            CORDON_ASSIGN(fresh, open_territory(home_, ""));
        }
        stamp_ = stamp;
        view_ = std::make_shared<const engine::TerritoryView>(std::move(fresh));
    }
    return view_;
}

}  // namespace cordon::app
