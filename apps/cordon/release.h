// apps/cordon/release.h: after two people have released a hold: the newest lists once more, then the token.
//
// Role:   a hold may be days old when it is released. Before anybody's word counts, the message is judged
//         again by the lists and the policy of now: what it was not held for before holds it again. After the
//         second word the release token is made, kept and given.
// Errors: conflict when the hold was opened again, with what was found; those of the record, lists and keys.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "cordon/commands.h"
#include "engine/verdict_store.h"

namespace cordon::app {

// To be asked before each word for a release. A list that the verdict stands on and that is not there now, or
// that cannot be told to be fresh, holds too.
[[nodiscard]] base::Status check_before_release(const GlobalOptions& global, engine::VerdictStore& record,
                                                std::string_view verdict_id);

// The signed token of a verdict whose hold was just released.
[[nodiscard]] base::Result<std::string> release_token_for(const GlobalOptions& global,
                                                          engine::VerdictStore& record,
                                                          std::string_view verdict_id);

}  // namespace cordon::app
