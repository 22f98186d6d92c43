// server/admission.h: who asks, and whether it asks too often.
//
// Role:      what the server calls with the head of each request (HttpService::admit): finds the key or the
//            bearer token of a provider (server/oidc.h), notes
//            principal, tenant and roles in the request, counts against the caller's rate.
// Rules:     a text that is no valid key is no key: what is open stays open, everything else is refused by
//            the route (401). Callers with a key are counted by its id, others by their address. A token
//            whose signature was not seen before costs milliseconds to check: of those each address has 50 a
//            second, which callers behind one proxy share, and the 10,000 found good last are remembered
//            while the provider's keys stay the same.
// Ownership: owns the keys it was last given.
// Threads:   any.
// Errors:    429 with Retry-After.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "base/instant.h"
#include "server/api_keys.h"
#include "server/http_exchange.h"
#include "server/oidc.h"
#include "server/rate_limit.h"

namespace cordon::server {

struct AdmissionLimits {
    std::uint32_t per_key = 20'000;  // requests a second, as many in a burst; 0: no limit
    std::uint32_t per_address = 20'000;
    std::uint32_t new_tokens_per_address = 50;
};

class Admission {
public:
    Admission(const AdmissionLimits& limits, std::function<base::Instant()> now);

    void set_keys(ApiKeys keys);
    // Bearer tokens are taken too; nullptr: no more.
    void set_oidc(std::shared_ptr<const OidcVerifier> verifier);
    [[nodiscard]] std::optional<HttpResponse> admit(HttpRequest& request);

private:
    enum class Proof : std::uint8_t { none, good, too_many };
    [[nodiscard]] Proof proof_of(const OidcVerifier& oidc, const OidcClaim& claim, std::string_view token,
                                 std::string_view peer);
    static HttpResponse too_often(std::uint32_t wait_ms);

    std::function<base::Instant()> now_;
    RateLimit by_key_;
    RateLimit by_address_;
    RateLimit new_tokens_;
    std::mutex mutex_;
    std::shared_ptr<const ApiKeys> keys_;
    std::shared_ptr<const OidcVerifier> oidc_;
    std::unordered_set<std::string> proven_;  // SHA-256 of tokens that a key of oidc_ has signed
    std::deque<std::string> oldest_proven_;   // the same, in the order of their coming
};

}  // namespace cordon::server
