// apps/cordon/release.h: after two people have released a hold: the newest lists once more, then the token.
//
// Role:   a hold may be days old when it is released. The message is judged again by the lists and the policy
//         of now; what it was not held for before holds it again. Else the release token is made, kept and
//         given.
// Errors: conflict when the hold was opened again, with what was found; those of the record, lists and keys.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "cordon/commands.h"
#include "engine/verdict_store.h"

namespace cordon::app {

// The signed token of a verdict whose hold was just released.
[[nodiscard]] base::Result<std::string> release_token_for(const GlobalOptions& global,
                                                          engine::VerdictStore& record,
                                                          std::string_view verdict_id);

}  // namespace cordon::app
