// server/oidc.h: bearer tokens of an OpenID Connect provider: who the caller is, when they say it truly.
//
// Role:        settings and keys as values; the check of one token. The process reads the files, and reads
//              them anew when they change (apps/cordon/serve_command.cc).
// Rules:       RFC 7519, RFC 7515, RFC 8725: algorithms RS256/384/512 and ES256/384/512 and nothing else, by
//              the kind of the key and never by the token's word alone; a key is chosen by kid, and an
//              unknown kid is no key. Issuer exact, audience named, exp there and not over, nbf and iat not
//              in the future, each within the skew (60 s at most). Tokens with `crit`, with a member twice
//              or of a `typ` other than JWT and at+jwt (RFC 9068) are refused. Roles come from a claim
//              through the map of the settings; who has none is nobody here.
// Ownership:   plain values.
// Threads:     check() from any thread.
// Determinism: same token, keys and now: same answer.
// Cost:        read(): a few us. proves(): 0.2 ms (RSA) to 2 ms (P-521), for the key is read anew each
//              time, so whoever asks for strangers counts them first (server/admission.h).
// Errors:      settings and keys: invalid_input in one sentence. check(): nothing, without saying why.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "server/roles.h"

namespace cordon::server {

struct OidcSettings {
    std::string issuer;
    std::string audience;
    std::string jwks;  // path of the file of keys
    std::string principal_claim = "sub";
    std::string roles_claim = "roles";                // "realm_access.roles" looks inside
    std::map<std::string, Roles, std::less<>> roles;  // what the claim says to what it means here
    std::string tenant_claim;                         // "": every caller is of `tenant`
    std::string tenant = "default";
    std::vector<std::string> tenants;  // those that the claim may name; with tenant_claim only
    std::uint32_t skew_seconds = 30;
};

[[nodiscard]] base::Result<OidcSettings> parse_oidc_settings(std::string_view toml);

struct OidcKey {
    std::string id;
    std::string algorithm;  // the only one it may sign with (RFC 8725, 3.1); "": any of its kind
    std::string kind;       // "RSA", "P-256", "P-384", "P-521"
    std::string pem;
};

// Of a JSON Web Key Set; keys for other uses and of other kinds are passed over. invalid_input: none is left.
[[nodiscard]] base::Result<std::vector<OidcKey>> parse_jwks(std::string_view json);

struct OidcCaller {
    std::string principal;
    std::string tenant;
    Roles roles;
    friend bool operator==(const OidcCaller&, const OidcCaller&) = default;
};

// What a token says, and the key that has to have signed it: worth nothing before proves() says so.
struct OidcClaim {
    OidcCaller caller;
    const OidcKey* key = nullptr;  // of the verifier
    std::string algorithm;
};

struct OidcVerifier {
    OidcSettings settings;
    std::vector<OidcKey> keys;

    // All rules but the signature.
    [[nodiscard]] std::optional<OidcClaim> read(std::string_view token, base::Instant now) const;
    [[nodiscard]] bool proves(std::string_view token, const OidcClaim& claim) const;
    // Both.
    [[nodiscard]] std::optional<OidcCaller> check(std::string_view token, base::Instant now) const;
};

}  // namespace cordon::server
