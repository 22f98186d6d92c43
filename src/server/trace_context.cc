#include "server/trace_context.h"

#include <fmt/format.h>

#include <algorithm>

namespace cordon::server {

namespace {

constexpr std::size_t traceparent_bytes = 55;
constexpr std::size_t tracestate_bytes_max = 2048;

bool is_lower_hex(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
    });
}

bool all_zeros(std::string_view text) {
    return text.find_first_not_of('0') == std::string_view::npos;
}

// 00-<32>-<16>-<2>
bool is_valid(std::string_view text) {
    if (text.size() < traceparent_bytes || text[2] != '-' || text[35] != '-' || text[52] != '-') {
        return false;
    }
    const std::string_view version = text.substr(0, 2);
    if (!is_lower_hex(version) || version == "ff") {
        return false;
    }
    if (text.size() > traceparent_bytes && (version == "00" || text[traceparent_bytes] != '-')) {
        return false;
    }
    const std::string_view trace = text.substr(3, 32);
    const std::string_view parent = text.substr(36, 16);
    return is_lower_hex(trace) && is_lower_hex(parent) && is_lower_hex(text.substr(53, 2)) &&
           !all_zeros(trace) && !all_zeros(parent);
}

bool is_printable(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) { return letter >= ' ' && letter <= '~'; });
}

}  // namespace

std::string TraceContext::traceparent() const {
    return trace_id.empty() ? std::string() : fmt::format("00-{}-{}-{}", trace_id, parent_id, flags);
}

TraceContext trace_context(std::string_view traceparent, std::string_view tracestate,
                           const TraceNumbers& numbers) {
    TraceContext context;
    context.parent_id = fmt::format("{:016x}", numbers.span == 0 ? 1 : numbers.span);
    if (!is_valid(traceparent)) {
        const std::uint64_t low = numbers.trace_high == 0 && numbers.trace_low == 0 ? 1 : numbers.trace_low;
        context.trace_id = fmt::format("{:016x}{:016x}", numbers.trace_high, low);
        context.flags = "00";
        return context;
    }
    context.trace_id = traceparent.substr(3, 32);
    context.flags = traceparent.substr(53, 2);
    if (tracestate.size() <= tracestate_bytes_max && is_printable(tracestate)) {
        context.state = tracestate;
    }
    return context;
}

}  // namespace cordon::server
