// apps/cordon/gate_session.h: an opened home as the payment gate wants it.
//
// Role:    how the lists of a session stand, for the policy.
// Threads: pure function.
#pragma once

#include <vector>

#include "cordon/session.h"
#include "decision/judge.h"

namespace cordon::app {

[[nodiscard]] std::vector<decision::ListState> list_states(const Session& session);

}  // namespace cordon::app
