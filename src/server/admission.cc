#include "server/admission.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "base/hash.h"

namespace cordon::server {

namespace {

// Rates go by a clock that nobody sets.
std::uint64_t steady_ms() {
    const auto passed = std::chrono::steady_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(passed).count());
}

}  // namespace

Admission::Admission(const AdmissionLimits& limits, std::function<base::Instant()> now)
    : now_(std::move(now)),
      by_key_(limits.per_key, limits.per_key),
      by_address_(limits.per_address, limits.per_address),
      new_tokens_(limits.new_tokens_per_address, limits.new_tokens_per_address),
      keys_(std::make_shared<ApiKeys>()) {}

void Admission::set_keys(ApiKeys keys) {
    auto fresh = std::make_shared<const ApiKeys>(std::move(keys));
    const std::lock_guard lock(mutex_);
    keys_ = std::move(fresh);
}

void Admission::set_oidc(std::shared_ptr<const OidcVerifier> verifier) {
    const std::lock_guard lock(mutex_);
    oidc_ = std::move(verifier);
    proven_.clear();
    oldest_proven_.clear();
}

std::optional<HttpResponse> Admission::admit(HttpRequest& request) {
    std::shared_ptr<const ApiKeys> keys;
    std::shared_ptr<const OidcVerifier> oidc;
    {
        const std::lock_guard lock(mutex_);
        keys = keys_;
        oidc = oidc_;
    }
    const std::string_view text = presented_key(request);
    const ApiKey* const key = text.empty() ? nullptr : keys->check(text, now_());
    if (key != nullptr) {
        request.principal = key->principal;
        request.tenant = key->tenant;
        request.key_id = key->id;
        request.roles = key->roles;
    }
    std::string counted = key != nullptr ? key->id : std::string();
    if (key == nullptr && oidc != nullptr && !text.empty()) {
        const auto claim = oidc->read(text, now_());
        const Proof proof = claim ? proof_of(*oidc, *claim, text, request.peer) : Proof::none;
        if (proof == Proof::too_many) {
            return too_often(1'000);
        }
        if (proof == Proof::good) {
            counted = "oidc:" + claim->caller.tenant + ":" + claim->caller.principal;
            request.principal = claim->caller.principal;
            request.tenant = claim->caller.tenant;
            request.key_id = "oidc";
            request.roles = claim->caller.roles;
        }
    }
    // No handler needs the key itself, and so none can leak it.
    std::erase_if(request.fields, [](const auto& field) {
        return field.first == "authorization" || field.first == "x-api-key";
    });
    const std::uint32_t wait_ms =
        counted.empty() ? by_address_.take(request.peer, steady_ms()) : by_key_.take(counted, steady_ms());
    return wait_ms == 0 ? std::nullopt : std::optional(too_often(wait_ms));
}

Admission::Proof Admission::proof_of(const OidcVerifier& oidc, const OidcClaim& claim, std::string_view token,
                                     std::string_view peer) {
    constexpr std::size_t proven_max = 10'000;
    const std::string digest = base::sha256_hex(token);
    {
        const std::lock_guard lock(mutex_);
        if (&oidc == oidc_.get() && proven_.contains(digest)) {
            return Proof::good;
        }
    }
    if (new_tokens_.take(peer, steady_ms()) != 0) {
        return Proof::too_many;
    }
    if (!oidc.proves(token, claim)) {
        return Proof::none;
    }
    const std::lock_guard lock(mutex_);
    if (&oidc == oidc_.get()) {
        if (proven_.insert(digest).second) {
            oldest_proven_.push_back(digest);
        }
        if (proven_.size() > proven_max) {
            proven_.erase(oldest_proven_.front());
            oldest_proven_.pop_front();
        }
    }
    return Proof::good;
}

HttpResponse Admission::too_often(std::uint32_t wait_ms) {
    HttpResponse response = problem(429, "too-many-requests", "This caller asks too often",
                                    "nothing was done about this request; wait, then send it again");
    response.fields.emplace_back("retry-after", fmt::format("{}", (wait_ms + 999) / 1000));
    return response;
}

}  // namespace cordon::server
