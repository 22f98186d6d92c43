// apps/cordon/territory_home.h: the territory of a home: the shipped tables and those imported there.
//
// Role:    opens what `cordon territory` and `cordon trade` answer from.
// Threads: ServedTerritory from any thread.
// Errors:  those of the store; a table that no longer reads is refused, never left out.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "base/result.h"
#include "engine/territory_answer.h"

namespace cordon::app {

// as_of: "" or a day; the versions published on or before it.
[[nodiscard]] base::Result<engine::TerritoryView> open_territory(const std::string& home,
                                                                 const std::string& as_of);

// The same for a service: read again when the database has changed.
class ServedTerritory {
public:
    explicit ServedTerritory(std::string home) : home_{std::move(home)} {}
    [[nodiscard]] base::Result<std::shared_ptr<const engine::TerritoryView>> view();

private:
    std::string home_;
    std::mutex mutex_;
    std::string stamp_;
    std::shared_ptr<const engine::TerritoryView> view_;
};

}  // namespace cordon::app
