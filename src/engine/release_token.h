// engine/release_token.h: the signed word that one message may go out, for fifteen minutes at most.
//
// Role:        whoever moves the money asks for this and checks it with the gate's public key, without asking
//              the gate. It names the message, the verdict and the lists that were looked at.
// Rules:       a signed statement of type cordon.release_token.1 (codec/signed_statement.h). None is made for
//              a hold or a block that was not released. Checking is by the instant that the reader hands in;
//              a token is valid from its issue until just before it expires. That it was withdrawn since,
//              only the record knows (VerdictStore::tokens).
// Ownership:   values.
// Threads:     pure functions.
// Determinism: same grounds and key: same bytes.
// Cost:        about 30 us to make, 70 us to check, and the JSON.
// Errors:      conflict (no token for this verdict), invalid_input (not of this form), corrupt (signature or
//              hash does not hold), stale (before its issue, expired), not_found (signed by an unknown key).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "base/signature.h"
#include "codec/signed_statement.h"
#include "engine/verdict_store.h"
#include "model/verdict.h"

namespace cordon::engine {

inline constexpr std::string_view release_token_type = "cordon.release_token.1";

struct TokenGrounds {
    std::string verdict_id;
    std::string content_sha256;
    model::Outcome outcome = model::Outcome::hold;
    HoldState state = HoldState::open;
    std::vector<model::ListUse> lists;  // newest at the time of issue
};

struct ReleaseToken {
    std::string verdict_id;
    std::string content_sha256;
    TokenKind kind = TokenKind::pass;
    base::Instant issued;
    base::Instant expires;
    std::vector<model::ListUse> lists;
    base::PublicKey key;
};

// Its kind follows from the grounds. life_ms: 1 to 900,000. Keep it (VerdictStore) before handing it out.
[[nodiscard]] base::Result<NewToken> make_release_token(const TokenGrounds& grounds, base::Instant issued,
                                                        std::int64_t life_ms, std::string_view principal,
                                                        std::string_view engine_build,
                                                        const base::SigningKey& key);

// Form and signature only.
[[nodiscard]] base::Result<ReleaseToken> open_release_token(std::string_view bytes);
// What the house says of who signs: nothing, or why nobody may rely on this key for what was signed then.
using SignerCheck = std::function<base::Status(const base::PublicKey& key, base::Instant signed_at)>;
// And its signer is one of the house's at its time, and it is valid at that instant.
[[nodiscard]] base::Result<ReleaseToken> verify_release_token(std::string_view bytes,
                                                              const SignerCheck& signer, base::Instant at);

}  // namespace cordon::engine
