// apps/cordon/api_ports.h: what the API of the service (server/api.h) needs of a home.
//
// Role:    record, keys and checkpoint behind the API's ports.
// Threads: the functions from any thread; `global` and `lists` must outlive them.
#pragma once

#include <memory>

#include "cordon/commands.h"
#include "cordon/territory_home.h"
#include "server/api.h"

namespace cordon::app {

// lists: what requests are answered from.
[[nodiscard]] server::ApiPorts api_ports(const GlobalOptions& global, server::ListsProvider lists,
                                         std::shared_ptr<ServedTerritory> territory);

}  // namespace cordon::app
