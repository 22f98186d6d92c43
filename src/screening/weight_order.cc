#include "screening/weight_order.h"

#include <algorithm>
#include <numeric>

namespace cordon::screening {

namespace {

constexpr double steps_of_one = 64;
constexpr std::size_t steps = 1024;  // the last is of all that weigh more
constexpr double rounding = 1e-4;    // weights are summed in floats

std::size_t step_of(double weight) {
    return static_cast<std::size_t>(std::clamp(weight * steps_of_one, 0.0, steps - 1.0));
}

// How many of them are numbered below `end`.
std::size_t below(WeightOrder::Wordings wordings, std::uint32_t end) {
    if (wordings.empty() || wordings.front() >= end) {
        return 0;
    }
    return static_cast<std::size_t>(std::ranges::lower_bound(wordings, end) - wordings.begin());
}

}  // namespace

WeightOrder::WeightOrder(std::span<const WordingRecord> wordings) : ends_(steps, 0) {
    for (const WordingRecord& wording : wordings.first(wordings.size() - 1)) {
        const bool of_titles = (wording.flags & wording_promoted) != 0;
        of_titles_ += of_titles ? 1U : 0U;
        ++ends_[of_titles ? 0 : step_of(static_cast<double>(wording.weight))];
    }
    std::partial_sum(ends_.begin(), ends_.end(), ends_.begin());
}

WeightOrder::Wordings WeightOrder::of_titles(Wordings wordings) const {
    return wordings.first(below(wordings, of_titles_));
}

WeightOrder::Wordings WeightOrder::up_to(Wordings wordings, double weight) const {
    return wordings.first(below(wordings, ends_[step_of(weight + rounding)]));
}

WeightOrder::Wordings WeightOrder::from(Wordings wordings, double weight) const {
    const std::size_t step = step_of(weight - rounding);
    return wordings.subspan(below(wordings, step == 0 ? of_titles_ : ends_[step - 1]));
}

}  // namespace cordon::screening
