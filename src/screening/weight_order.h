// screening/weight_order.h: the wordings of an index stand by weight; where those of a weight begin and end.
//
// Role:        names that say too much, or too little, to be met by some pairs are ends of every posting
//              list, and not read. In steps of 1/64, so that a bound costs no search in the records.
// Ownership:   a table of its own, some kB.
// Threads:     read only.
// Cost:        making it is O(wordings), the others O(log of a posting list).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "screening/index_layout.h"

namespace cordon::screening {

class WeightOrder {
public:
    using Wordings = std::span<const std::uint32_t>;  // ascending

    WeightOrder() = default;
    // REQUIRES: the wordings of an IndexView: those of titles alone, then by weight.
    explicit WeightOrder(std::span<const WordingRecord> wordings);

    // Those of titles alone, whatever they weigh.
    [[nodiscard]] Wordings of_titles(Wordings wordings) const;
    // The first of them, to the last that weighs no more.
    [[nodiscard]] Wordings up_to(Wordings wordings, double weight) const;
    // The last of them, from the first that weighs as much and is not of titles alone.
    [[nodiscard]] Wordings from(Wordings wordings, double weight) const;

private:
    std::uint32_t of_titles_ = 0;
    std::vector<std::uint32_t> ends_ = {0};  // by step: how many wordings weigh no more
};

}  // namespace cordon::screening
