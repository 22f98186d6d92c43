// engine/threshold_change.h: who set this home's threshold, when, why, and what it does to detection.
//
// Role:    the threshold decides what a person never sees, so it is never moved silently: each change is a
//          record that stays. Without one, the shipped threshold holds.
// Rules:   a threshold has two decimals, 0.50 to 1.00. A change needs a reason and an effectiveness report
//          that shows what it does.
// Threads: plain values and pure functions.
// Errors:  invalid_input with the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "screening/screening_index.h"

namespace cordon::engine {

struct ThresholdChange {
    std::int32_t hundredths = 0;  // 82: 0.82
    base::Instant at;
    std::string principal;
    std::string reason;
    std::string report_sha256;  // of the statement in the report that it rests on
    std::string effect;         // one sentence, from that report
};

// What holds after these changes, oldest first.
[[nodiscard]] double threshold_after(const std::vector<ThresholdChange>& history);
// "shipped", or "set 2026-11-22 by ines: fewer false alarms in branch 7".
[[nodiscard]] std::string threshold_source(const std::vector<ThresholdChange>& history);
[[nodiscard]] base::Result<std::int32_t> parse_threshold(std::string_view text);

}  // namespace cordon::engine
