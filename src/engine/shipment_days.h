// engine/shipment_days.h: the days on which goods stood at the places of one shipment.
//
// Role:        part of the trade check: each stop is asked for these days.
// Rules:       a stop counts on its own day, the origin also on those of production, places where goods start
//              also on the day of payment; a stop without a day on the days of the shipment. Where the papers
//              tell only when the contract was made the goods moved from that day on (180 days are asked
//              for), where only when it was paid, in the year before or the month after. Where dates
//              contradict each other every stop counts on all of them.
// Ownership:   the shipment must outlive it.
// Threads:     const functions from any thread.
// Determinism: same shipment, same days.
// Cost:        O(goods + stops), and for each stop a bounded number of days.
// Errors:      none.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "model/shipment.h"

namespace cordon::engine {

class ShipmentDays {
public:
    explicit ShipmentDays(const model::Shipment& shipment);

    // At least one; an unknown one when nothing tells.
    [[nodiscard]] std::vector<base::PartialDate> of(const model::ShipmentStop& stop) const;

    // Of the whole shipment: the day that the papers name.
    [[nodiscard]] base::PartialDate whole() const;

    // What days were supposed for want of better ones; "" when the papers tell.
    [[nodiscard]] std::string supposed() const;

private:
    [[nodiscard]] base::PartialDate named() const;
    [[nodiscard]] base::PartialDate shared(model::StopKind kind) const;
    [[nodiscard]] bool one_sided() const;
    [[nodiscard]] base::PartialDate one_sided_days() const;

    const model::Shipment& shipment_;
    std::vector<base::PartialDate> produced_;
    std::vector<base::PartialDate> contradicting_;  // all days, where they contradict each other
    base::PartialDate any_stop_;
    bool any_stop_starts_ = false;
};

}  // namespace cordon::engine
