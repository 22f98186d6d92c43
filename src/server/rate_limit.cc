#include "server/rate_limit.h"

#include <algorithm>
#include <cmath>

namespace cordon::server {

double RateLimit::tokens_at(const Bucket& bucket, std::uint64_t now_ms) const {
    const std::uint64_t passed = now_ms > bucket.filled_ms ? now_ms - bucket.filled_ms : 0;
    return std::min(burst_, bucket.tokens + static_cast<double>(passed) * per_second_ / 1000.0);
}

std::uint32_t RateLimit::take(std::string_view name, std::uint64_t now_ms) {
    if (per_second_ <= 0) {
        return 0;
    }
    const std::lock_guard lock(mutex_);
    auto found = buckets_.find(std::string(name));
    if (found == buckets_.end()) {
        if (buckets_.size() >= names_max_) {
            forget_full(now_ms);
        }
        if (buckets_.size() >= names_max_) {
            return 1000;
        }
        found = buckets_.emplace(std::string(name), Bucket{burst_, now_ms}).first;
    }
    Bucket& bucket = found->second;
    bucket.tokens = tokens_at(bucket, now_ms);
    bucket.filled_ms = std::max(bucket.filled_ms, now_ms);
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return 0;
    }
    return static_cast<std::uint32_t>(std::ceil((1 - bucket.tokens) * 1000.0 / per_second_));
}

// At most once a second: a crowd of strangers must not make everybody else wait for sweeping.
void RateLimit::forget_full(std::uint64_t now_ms) {
    if (now_ms < swept_ms_ + 1000 && swept_ms_ != 0) {
        return;
    }
    swept_ms_ = now_ms;
    std::erase_if(buckets_, [&](const auto& entry) { return tokens_at(entry.second, now_ms) >= burst_; });
}

}  // namespace cordon::server
