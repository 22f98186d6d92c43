// payments/read_limits.h: how much of a message is read before it is refused, which means held.
//
// Rules:   docs/reference/payment-messages.md tells users these numbers.
// Threads: plain values.
#pragma once

#include <cstdint>

#include "base/result.h"

namespace cordon::payments {

struct ReadLimits {
    std::uint64_t bytes_max = 1ULL << 20U;  // of one message
    std::uint32_t depth_max = 64;
    std::uint32_t parties_max = 10'000;
    std::uint32_t fields_max = 200'000;
};

// Error limit_exceeded when the message is larger than the limit.
[[nodiscard]] base::Status check_size(std::uint64_t size_bytes, const ReadLimits& limits);

}  // namespace cordon::payments
