#include "engine/kept_token.h"

#include <fmt/format.h>

#include <algorithm>

namespace cordon::engine {

base::Status check_kept_token(std::span<const KeptToken> kept, const ReleaseToken& token, base::Instant at) {
    const auto found = std::ranges::find_if(kept, [&token](const KeptToken& one) {
        return one.token.kind == token.kind && one.token.issued == token.issued &&
               one.token.expires == token.expires;
    });
    if (found == kept.end()) {
        return base::fail(base::ErrorCode::not_found,
                          "this token was never kept in the record: do not release");
    }
    if (found->void_since && *found->void_since <= at) {
        return base::fail(base::ErrorCode::conflict,
                          fmt::format("this token was withdrawn on {}: {}: do not release",
                                      base::to_string(*found->void_since), found->void_reason));
    }
    return {};
}

}  // namespace cordon::engine
