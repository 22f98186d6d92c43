// engine/list_standing.h: how the lists stand, as the payment policy wants to know it.
//
// Role:    from freshness and what is missing to decision::ListState; the same for a run over files and for
//          the service.
// Threads: pure function.
#pragma once

#include <string>
#include <vector>

#include "decision/judge.h"
#include "engine/list_status.h"

namespace cordon::engine {

[[nodiscard]] std::vector<decision::ListState> list_states(const std::vector<ListStatus>& statuses,
                                                           const std::vector<std::string>& missing_lists);

// Lists for whose sake the policy holds every payment: missing, too old, of an age that cannot be told.
[[nodiscard]] std::vector<std::string> holding_lists(const decision::Policy& policy,
                                                     const std::vector<decision::ListState>& states);

}  // namespace cordon::engine
