// server/api_keys.h: who may speak to the service: keys, kept as hashes, with roles, tenant and principal.
//
// Role:        the file of keys as a value: read, checked against, changed, written. Where the file stands
//              and how it is replaced is the caller's (apps/cordon/apikey_command.cc).
// Rules:       a key is "cordon_<id>_<secret>": 12 and 64 hexadecimal letters, the secret 256 random bits.
//              Kept is the SHA-256 of the secret: with so much chance in it, a slow hash adds nothing. The
//              key itself is shown once, to whoever makes it. Disabled and expired keys stay in the file: the
//              record speaks of their ids.
// Ownership:   plain values.
// Threads:     readers in any number; a change makes a new value.
// Determinism: but for make(), same text: same keys, and back.
// Cost:        check: one SHA-256, one comparison in constant time.
// Errors:      invalid_input (words that are no tenant or principal), not_found (no such id), conflict
//              (disabled already), corrupt (the file was changed by hand and no longer says what it should).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "server/http_exchange.h"
#include "server/roles.h"

namespace cordon::server {

struct ApiKey {
    std::string id;
    std::string secret_sha256;
    Roles roles;
    std::string tenant;
    std::string principal;
    base::Instant created_at;
    std::string created_by;
    std::optional<base::Instant> expires_at;
    std::optional<base::Instant> disabled_at;
    std::string disabled_by;

    [[nodiscard]] bool valid_at(base::Instant now) const {
        return !disabled_at && (!expires_at || now < *expires_at);
    }
    friend bool operator==(const ApiKey&, const ApiKey&) = default;
};

struct WantedKey {
    Roles roles;
    std::string tenant;
    std::string principal;
    std::optional<base::Instant> expires_at;
};

class ApiKeys {
public:
    [[nodiscard]] static base::Result<ApiKeys> parse(std::string_view json);
    [[nodiscard]] std::string text() const;

    // The key itself, to be shown once.
    [[nodiscard]] base::Result<std::string> make(const WantedKey& wanted, base::Instant now,
                                                 std::string_view by);
    [[nodiscard]] base::Status disable(std::string_view id, base::Instant now, std::string_view by);

    // The key that this text is, when it is valid now; nullptr for everything else, without saying why.
    [[nodiscard]] const ApiKey* check(std::string_view key, base::Instant now) const;
    [[nodiscard]] const std::vector<ApiKey>& all() const { return keys_; }
    [[nodiscard]] bool any_valid(base::Instant now) const;

private:
    std::vector<ApiKey> keys_;
};

// What the caller sent as a key: "X-Api-Key: K", "Authorization: Bearer K" or "Authorization: ApiKey K"; ""
// when there is none.
[[nodiscard]] std::string_view presented_key(const HttpRequest& request);
// Letters, digits and ". _ - @", 1 to 64 of them: what tenants and principals are made of.
[[nodiscard]] bool is_plain_name(std::string_view text);

}  // namespace cordon::server
