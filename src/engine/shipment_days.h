// engine/shipment_days.h: the days on which goods stood at the places of one shipment.
//
// Role:        part of the trade check: each stop is asked for these days.
// Rules:       a day that is said adds to the days that are asked for and takes none away, but for the
//              exceptions of engine/milder_facts.h. A stop counts on its own day, the origin also on those of
//              production, places where goods start also on the day of payment. A stop without a day is dated
//              by the day of the shipment and the days of loading and export (30 days later for where goods
//              arrive). Where there are none, days are supposed: up to 30 days before or after every other
//              stop's, the 180 days from the contract, the year before and the month after the payment. What
//              is supposed may hold and never clears: the stop is then asked for an unknown day as well,
//              bounded by what is certain (nothing moves before the contract, before it was produced or
//              before an earlier stop). A guessed day leaves the day unknown, whatever other days are told.
//              Where dates contradict each other every stop counts on all of them.
// Ownership:   the shipment must outlive it.
// Threads:     const functions from any thread.
// Determinism: same shipment, same days.
// Cost:        O(goods + stops), and for each stop a bounded number of days.
// Errors:      none.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/date.h"
#include "model/shipment.h"

namespace cordon::engine {

struct StopDays {
    base::PartialDate days;  // unset: any day
    bool told = true;        // false: bounds of a day that is not known
};

class ShipmentDays {
public:
    // guess_old: a day before 1990 is only guessed; of old objects it is not. today_at_least: a day that has
    // been (year 0: not known); one that lies too far ahead of it is only guessed.
    ShipmentDays(const model::Shipment& shipment, bool guess_old, const base::Date& today_at_least);

    // At least one. on_route: a stop of the shipment, not a place that a text or a party's address names: one
    // place of loading does not date another. same_place: days of stops at a place that a text names.
    [[nodiscard]] std::vector<StopDays> of(const model::ShipmentStop& stop, bool on_route,
                                           const std::vector<base::PartialDate>& same_place = {}) const;

    // Of the whole shipment, each by itself: those of shipping, else all that the papers name.
    [[nodiscard]] std::vector<base::PartialDate> whole() const;

    // What days were supposed for want of better ones; "" when the papers tell.
    [[nodiscard]] std::string supposed() const;

private:
    struct Shared {
        std::vector<base::PartialDate> certain;
        std::vector<base::PartialDate> supposed;
        base::PartialDate bounds;  // of the day that is not known
    };
    [[nodiscard]] Shared shared(model::StopKind kind, bool on_route) const;
    [[nodiscard]] base::PartialDate bounds(model::StopKind kind) const;
    [[nodiscard]] bool guessed(const base::PartialDate& days) const;
    [[nodiscard]] std::vector<base::PartialDate> one_sided_days() const;

    static constexpr std::size_t kinds = static_cast<std::size_t>(model::StopKind::export_place) + 1;
    const model::Shipment& shipment_;
    bool guess_old_ = false;
    base::Date today_at_least_;
    std::vector<base::PartialDate> produced_;
    std::vector<base::PartialDate> contradicting_;  // all days, where they contradict each other
    std::array<Shared, 2 * kinds> shared_;  // of stops without a day, by kind; then those off the route
    bool any_stop_ = false;                 // has a day
};

}  // namespace cordon::engine
