// engine/kept_token.h: is a release token one that the record keeps, and was it withdrawn?
//
// Role:    a token is checked without the record (engine/release_token.h); who has the record asks it too.
// Rules:   a token is signed, so kind and times name it: its bytes may have been written anew on the way.
// Threads: pure.
// Errors:  not_found (never kept), conflict (withdrawn).
#pragma once

#include <span>

#include "base/instant.h"
#include "base/result.h"
#include "engine/release_token.h"
#include "engine/verdict_store.h"

namespace cordon::engine {

// kept: the tokens of its verdict.
[[nodiscard]] base::Status check_kept_token(std::span<const KeptToken> kept, const ReleaseToken& token,
                                            base::Instant at);

}  // namespace cordon::engine
