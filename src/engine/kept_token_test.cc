// Goal: a token that the record never kept, or that was withdrawn, does not hold, however well it is signed.
#include "engine/kept_token.h"

#include <gtest/gtest.h>

namespace cordon::engine {
namespace {

TEST(KeptToken, HoldsWhileTheRecordKeepsIt) {
    constexpr base::Instant issued{1'000};
    constexpr base::Instant expires{9'000};
    KeptToken one;
    one.token.kind = TokenKind::release;
    one.token.issued = issued;
    one.token.expires = expires;
    KeptToken withdrawn = one;
    withdrawn.void_since = base::Instant{5'000};
    withdrawn.void_reason = "it came again";
    ReleaseToken token;
    token.kind = TokenKind::release;
    token.issued = issued;
    token.expires = expires;
    ReleaseToken of_another_kind = token;
    of_another_kind.kind = TokenKind::pass;
    ReleaseToken of_another_time = token;
    of_another_time.expires = {9'001};
    const struct {
        const char* what;
        std::vector<KeptToken> kept;
        ReleaseToken token;
        std::int64_t at;
        std::optional<base::ErrorCode> refused;
    } table[] = {
        {"kept", {one}, token, 6'000, std::nullopt},
        {"kept, not withdrawn yet", {withdrawn}, token, 4'999, std::nullopt},
        {"withdrawn", {withdrawn}, token, 5'000, base::ErrorCode::conflict},
        {"none kept", {}, token, 6'000, base::ErrorCode::not_found},
        {"another kind", {one}, of_another_kind, 6'000, base::ErrorCode::not_found},
        {"another time", {one}, of_another_time, 6'000, base::ErrorCode::not_found},
    };
    for (const auto& each : table) {
        const base::Status status = check_kept_token(each.kept, each.token, {each.at});
        EXPECT_EQ(status ? std::nullopt : std::optional(status.error().code), each.refused) << each.what;
    }
}

}  // namespace
}  // namespace cordon::engine
