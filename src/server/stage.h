// server/stage.h: how far a message has come, for the times of each stage.
//
// Role:    named by whoever handles a message, counted in service_metrics.h.
// Threads: plain values.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

namespace cordon::server {

// The time of each is since the first byte of the request came.
enum class Stage : std::uint8_t {
    received,  // whole, and a worker has it
    parsed,
    screened,
    durable,  // judged and committed
    held,     // the same, of those that are held or blocked
    replied,  // the answer stands
};
[[nodiscard]] std::string_view to_string(Stage stage);

// On a clock that nobody sets.
[[nodiscard]] inline std::uint64_t monotonic_us() {
    const auto passed = std::chrono::steady_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(passed).count());
}

}  // namespace cordon::server
