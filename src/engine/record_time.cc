#include "engine/record_time.h"

#include <algorithm>
#include <optional>

namespace cordon::engine {

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::uint64_t stride_leaves = 4'096;

class Window {
public:
    Window(VerdictStore& store, base::Instant at, std::int64_t window_ms)
        : store_(store),
          at_(at),
          pause_ms_max_(std::min(day_ms, window_ms / 7)),
          since_ms_(at.unix_ms - window_ms) {}

    base::Result<std::uint64_t> start(std::uint64_t before_leaf) {
        CORDON_ASSIGN(std::optional<VerdictTime> late, store_.last_verdict_before(before_leaf));
        if (late) {
            since_ms_ -= std::max<std::int64_t>(0, at_.unix_ms - late->at.unix_ms - pause_ms_max_);
        }
        if (!late) {
            return 0;
        }
        if (late->at.unix_ms < since_ms_) {
            return late->leaf + 1;
        }
        while (late->leaf > 0) {
            const std::uint64_t place = (late->leaf - 1) / stride_leaves * stride_leaves;
            CORDON_ASSIGN(const std::optional<VerdictTime> early, store_.last_verdict_before(place + 1));
            CORDON_ASSIGN(const std::int64_t more, beyond(place, early, late->leaf, *late));
            since_ms_ -= more;
            if (!early || early->at.unix_ms < since_ms_) {
                return boundary(place, late->leaf);
            }
            late = early;
        }
        return 0;
    }

private:
    // What the pauses between the verdicts of two places come to beyond what counts. early, late: the last
    // verdict at or before its place.
    base::Result<std::int64_t> beyond(std::uint64_t early_place, const std::optional<VerdictTime>& early,
                                      std::uint64_t late_place, const VerdictTime& late) {
        const std::int64_t gap_ms = early ? late.at.unix_ms - early->at.unix_ms : pause_ms_max_ + 1;
        if ((early && early->leaf == late.leaf) || gap_ms <= pause_ms_max_) {
            return 0;
        }
        if (late_place - early_place <= 1) {
            return early ? gap_ms - pause_ms_max_ : 0;  // before the first verdict there is no pause
        }
        const std::uint64_t middle_place = early_place + (late_place - early_place) / 2;
        CORDON_ASSIGN(const std::optional<VerdictTime> middle, store_.last_verdict_before(middle_place + 1));
        CORDON_ASSIGN(const std::int64_t right,
                      beyond(middle_place, middle ? middle : early, late_place, late));
        if (!middle) {
            return right;
        }
        CORDON_ASSIGN(const std::int64_t left, beyond(early_place, early, middle_place, *middle));
        return left + right;
    }

    // The first place after `outside` whose last verdict is within.
    base::Result<std::uint64_t> boundary(std::uint64_t outside, std::uint64_t within) {
        while (within - outside > 1) {
            const std::uint64_t middle = outside + (within - outside) / 2;
            CORDON_ASSIGN(const std::optional<VerdictTime> found, store_.last_verdict_before(middle + 1));
            (found && found->at.unix_ms >= since_ms_ ? within : outside) = middle;
        }
        return within;
    }

    VerdictStore& store_;
    base::Instant at_;
    std::int64_t pause_ms_max_;
    std::int64_t since_ms_;
};

}  // namespace

base::Result<std::uint64_t> window_start(VerdictStore& store, base::Instant at, std::uint64_t before_leaf,
                                         std::int64_t window_ms) {
    return Window(store, at, window_ms).start(before_leaf);
}

}  // namespace cordon::engine
