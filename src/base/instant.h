// base/instant.h: a point in time as the audit sees it: UTC, milliseconds, always handed in from outside.
//
// Role:    nothing in this house reads a clock except the edges; they pass Instants in. Order of events is
//          the log's, never the clock's.
// Threads: plain values.
// Errors:  parse says what it could not read.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"

namespace cordon::base {

struct Instant {
    std::int64_t unix_ms = 0;
    friend auto operator<=>(const Instant&, const Instant&) = default;
};

// "2026-11-22T01:05:00Z", milliseconds only when they are not zero.
[[nodiscard]] std::string to_string(const Instant& instant);
// "YYYY-MM-DDThh:mm[:ss[.fff]]" with "Z" or "+hh:mm"; without a zone it is UTC.
[[nodiscard]] Result<Instant> parse_instant(std::string_view text);
[[nodiscard]] Date utc_day(const Instant& instant);
// First millisecond of the day, UTC.
[[nodiscard]] Instant start_of(const Date& date);

}  // namespace cordon::base
