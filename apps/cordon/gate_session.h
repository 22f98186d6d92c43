// apps/cordon/gate_session.h: an opened home as the payment gate wants it.
//
// Role:    how the lists of a session stand, for the policy.
// Rules:   a file that came by hand is as new as its publication, which says nothing about whether a newer
//          one exists: it is reported as degraded, and its hours do not run.
// Threads: pure function.
#pragma once

#include <vector>

#include "cordon/session.h"
#include "decision/judge.h"

namespace cordon::app {

[[nodiscard]] std::vector<decision::ListState> list_states(const Session& session);

}  // namespace cordon::app
