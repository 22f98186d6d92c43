// server/rate_limit.h: so many requests a second for each caller, with a little saved up for bursts.
//
// Role:    token buckets by name (key id, or the address of who has no key).
// Rules:   a bucket begins full with `burst` and fills by `per_second`. Names are forgotten when their bucket
//          is full again; when names_max are remembered and none can be forgotten, newcomers are refused.
// Threads: take() locks; from any.
// Determinism: time is handed in.
// Cost:    one lock and one look-up.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace cordon::server {

class RateLimit {
public:
    // per_second 0: no limit.
    RateLimit(std::uint32_t per_second, std::uint32_t burst, std::size_t names_max = 100'000)
        : per_second_{static_cast<double>(per_second)},
          burst_{static_cast<double>(burst)},
          names_max_{names_max} {}

    // Milliseconds until the next one may come; 0: this one may.
    [[nodiscard]] std::uint32_t take(std::string_view name, std::uint64_t now_ms);

private:
    struct Bucket {
        double tokens = 0;
        std::uint64_t filled_ms = 0;
    };
    void forget_full(std::uint64_t now_ms);
    [[nodiscard]] double tokens_at(const Bucket& bucket, std::uint64_t now_ms) const;

    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
    std::uint64_t swept_ms_ = 0;
    double per_second_;
    double burst_;
    std::size_t names_max_;
};

}  // namespace cordon::server
