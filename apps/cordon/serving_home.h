// apps/cordon/serving_home.h: the lists, policy and threshold of a home, kept up to date for the service.
//
// Role:      looks at the home each time it is asked to, and puts a new ServingLists in place when something
//            changed; requests that run keep theirs (server/serving_lists.h).
// Rules:     fail closed: when the active versions cannot be loaded, those in use stay, but their age counts
//            as unknown from then on, so that the policy holds and searches say degraded.
// Ownership: owns the registry.
// Threads:   refresh() on one thread; lists() on any.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "cordon/commands.h"
#include "cordon/territory_home.h"
#include "server/publishers.h"
#include "server/serving_lists.h"
#include "storage/list_registry.h"

namespace cordon::app {

class ServingHome {
public:
    explicit ServingHome(const GlobalOptions& global);

    // What changed, a sentence; "" when nothing did.
    [[nodiscard]] std::string refresh();
    [[nodiscard]] std::shared_ptr<const server::ServingLists> lists() const;
    [[nodiscard]] std::shared_ptr<ServedTerritory> territory() const { return territory_; }

private:
    [[nodiscard]] base::Result<server::ServingLists> read(const server::ServingLists& before);
    void put(server::ServingLists fresh);
    void give_back_memory();

    const GlobalOptions& global_;
    std::unique_ptr<storage::ListRegistry> registry_;
    std::shared_ptr<ServedTerritory> territory_;
    std::shared_ptr<const engine::TerritoryView> territory_seen_;  // what the served tables were made of
    int looks_to_trim_ = 0;  // after a change of lists: the old ones may be in use for a while
    mutable std::mutex mutex_;
    std::shared_ptr<const server::ServingLists> lists_;
};

}  // namespace cordon::app
