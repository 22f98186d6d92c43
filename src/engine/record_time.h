// engine/record_time.h: how far back a window of time reaches in the record, when clocks are not believed.
//
// Role:        a payment that was held is remembered for so many hours (decision/resubmission.h). A clock
//              that leaps ahead a year must not make the record forget.
// Rules:       between one verdict and the next no more than a seventh of the window, and no more than a day,
//              counts as gone by: what the clock says beyond that may be a leap as well as a holiday, and
//              lengthens the window. The order is that of the log: what was recorded while the clock stood
//              wrong is within when its neighbours are. Where verdicts come each day and clocks are right,
//              the window is what it says.
// Threads:     pure function over the store.
// Determinism: same verdicts before the leaf, same instant: same start.
// Cost:        one look-up for each 4,096 leaves of the window, and those around longer pauses and its start.
// Errors:      those of the store.
#pragma once

#include <cstdint>

#include "base/instant.h"
#include "base/result.h"
#include "engine/verdict_store.h"

namespace cordon::engine {

// The first leaf of a window that ends at `at`, before this leaf.
[[nodiscard]] base::Result<std::uint64_t> window_start(VerdictStore& store, base::Instant at,
                                                       std::uint64_t before_leaf, std::int64_t window_ms);

}  // namespace cordon::engine
