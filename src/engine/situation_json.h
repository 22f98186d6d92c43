// engine/situation_json.h: what surrounded a verdict, as text that is kept beside it.
//
// Role:        scheme of the channel, state of the lists, grounds, proofs: all that judge() was told and that
//              neither message, lists nor policy say. With it a verdict can be derived again.
// Rules:       canonical JSON (RFC 8785: members sorted, no white space), so one situation is one text and
//              is kept once under its SHA-256.
// Threads:     pure functions.
// Determinism: same situation, same bytes; reading gives back what was written.
// Errors:      corrupt: not such a text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "decision/judge.h"

namespace cordon::engine {

struct KeptSituation {
    decision::Situation policy;
    bool supplement = true;           // Cordon's own names were screened against
    std::vector<std::string> checks;  // GateSituation::checks
};

[[nodiscard]] std::string write_situation(const KeptSituation& situation);
[[nodiscard]] base::Result<KeptSituation> read_situation(std::string_view json);

}  // namespace cordon::engine
