// server/trace_context.h: W3C trace context, so that a payment can be followed from the hub through Cordon.
//
// Role:        takes over the caller's trace with a span of our own, or begins a new trace.
// Rules:       https://www.w3.org/TR/trace-context/ level 1: an invalid traceparent counts as none, and its
//              tracestate goes with it; a later version than 00 is read by the first four fields.
// Threads:     pure functions.
// Determinism: ids come from the numbers handed in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cordon::server {

struct TraceContext {
    std::string trace_id;   // 32 hexadecimal letters
    std::string parent_id;  // 16: our own span, what we answer with and hand on
    std::string flags;      // 2
    std::string state;      // tracestate as it came, "" when there is none or it cannot be taken over

    [[nodiscard]] std::string traceparent() const;  // "" when trace_id is
};

// The numbers are random; zeros are made ones, since an id of zeros is invalid.
struct TraceNumbers {
    std::uint64_t trace_high = 0;
    std::uint64_t trace_low = 0;
    std::uint64_t span = 0;
};
[[nodiscard]] TraceContext trace_context(std::string_view traceparent, std::string_view tracestate,
                                         const TraceNumbers& numbers);

}  // namespace cordon::server
