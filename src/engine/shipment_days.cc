#include "engine/shipment_days.h"

#include <fmt/format.h>

#include <algorithm>

#include "decision/trade_judge.h"
#include "trade/shipment_dates.h"

namespace cordon::engine {

using base::PartialDate;
using model::Shipment;
using model::ShipmentStop;
using model::starts_the_way;
using model::StopKind;

namespace {

constexpr std::size_t days_max = 50;  // beyond, one range spans all that remain
constexpr std::size_t contradicting_max = 10;
constexpr std::size_t shared_max = 10;
constexpr std::int32_t transport_days = 30;
constexpr std::int32_t after_contract_days = 180;
constexpr std::int32_t before_payment_days = 365;
constexpr base::Date first_day{1900, 1, 1};
constexpr base::Date last_day{9999, 12, 31};

base::Date moved(const base::Date& day, std::int32_t count) {
    return base::date_from_days(std::clamp(base::days_since_epoch(day) + count,
                                           base::days_since_epoch({1, 1, 1}),
                                           base::days_since_epoch(last_day)));
}

// From so many days before to so many days after.
PartialDate widened(PartialDate days, std::int32_t before, std::int32_t after) {
    if (days.known()) {
        days.from = moved(days.from, -before);
        days.to = moved(days.to, after);
    }
    return days;
}

// How far on the way; places of one number may stand in any order.
int place_on_the_way(StopKind kind) {
    switch (kind) {
        case StopKind::origin: return 0;
        case StopKind::loading: return 1;
        case StopKind::export_place: return 2;
        case StopKind::transit:
        case StopKind::storage: return 3;
        case StopKind::discharge: return 4;
        case StopKind::destination: return 5;
    }
    return 0;
}

// Goods may be stored before they are loaded and after they are discharged.
bool before_on_the_way(StopKind left, StopKind right) {
    return left != StopKind::storage && right != StopKind::storage &&
           place_on_the_way(left) < place_on_the_way(right);
}

bool ships(StopKind kind) {
    return kind == StopKind::loading || kind == StopKind::export_place;
}

// The days that another stop's let suppose.
void suppose_from(std::vector<PartialDate>& days, StopKind kind, const ShipmentStop& other) {
    if (starts_the_way(kind) && starts_the_way(other.kind)) {
        trade::take_days(days, other.date, shared_max);
        return;
    }
    if (!before_on_the_way(other.kind, kind)) {
        trade::take_days(days, widened(other.date, transport_days, 0), shared_max);
    }
    if (!before_on_the_way(kind, other.kind) && !starts_the_way(kind)) {
        trade::take_days(days, widened(other.date, 0, transport_days), shared_max);
    }
}

}  // namespace

ShipmentDays::ShipmentDays(const Shipment& shipment, bool guess_old, const base::Date& today_at_least)
    : shipment_(shipment), guess_old_(guess_old), today_at_least_(today_at_least) {
    for (const model::GoodsItem& item : shipment.goods) {
        trade::take_days(produced_, item.produced_on, days_max);
    }
    any_stop_ =
        std::ranges::any_of(shipment.stops, [](const ShipmentStop& stop) { return stop.date.known(); });
    if (std::ranges::any_of(shipment.doubts,
                            [](const Shipment::Doubt& doubt) { return doubt.code == "dates_reversed"; })) {
        trade::take_days(contradicting_, shipment.shipped_on, contradicting_max);
        for (const ShipmentStop& stop : shipment.stops) {
            trade::take_days(contradicting_, stop.date, contradicting_max);
        }
    }
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        shared_[kind] = shared(static_cast<StopKind>(kind), true);
        shared_[kinds + kind] = shared(static_cast<StopKind>(kind), false);
    }
}

ShipmentDays::Shared ShipmentDays::shared(StopKind kind, bool on_route) const {
    const std::int32_t after = starts_the_way(kind) ? 0 : transport_days;
    Shared days;
    const auto take = [&](const PartialDate& shipped) {
        trade::take_days(guessed(shipped) ? days.supposed : days.certain, widened(shipped, 0, after),
                         shared_max);
    };
    take(shipment_.shipped_on);
    for (const ShipmentStop& stop : shipment_.stops) {
        if (ships(stop.kind) && (!on_route || stop.kind != kind)) {
            take(stop.date);
        }
    }
    for (const ShipmentStop& stop : shipment_.stops) {
        if (stop.date.known()) {
            suppose_from(days.supposed, kind, stop);
        }
    }
    for (const PartialDate& one : one_sided_days()) {
        trade::take_days(days.supposed, one, shared_max + 2);
    }
    days.bounds = bounds(kind);
    return days;
}

PartialDate ShipmentDays::bounds(StopKind kind) const {
    base::Date from = first_day;
    base::Date to = last_day;
    const auto not_before = [&](const PartialDate& days) {
        if (days.known() && !guessed(days)) {
            from = std::max(from, days.from);
        }
    };
    not_before(shipment_.contract_date);
    for (const ShipmentStop& stop : shipment_.stops) {
        if (before_on_the_way(stop.kind, kind)) {
            not_before(stop.date);
        } else if (before_on_the_way(kind, stop.kind) && stop.date.known() && !guessed(stop.date)) {
            to = std::min(to, stop.date.to);
        }
    }
    PartialDate first_produced;
    for (const model::GoodsItem& item : shipment_.goods) {
        if (!item.produced_on.known()) {
            first_produced = {};
            break;
        }
        if (!first_produced.known() || item.produced_on.from < first_produced.from) {
            first_produced = item.produced_on;
        }
    }
    if (first_produced.known() && first_produced.from <= to) {
        not_before(first_produced);
    }
    PartialDate days;
    if (from <= to && (from > first_day || to < last_day)) {
        days.from = from;
        days.to = to;
    }
    return days;
}

bool ShipmentDays::guessed(const PartialDate& days) const {
    return days.known() && (days.circa || (guess_old_ && days.from.year < model::earliest_trade_year) ||
                            decision::too_far_ahead(days, today_at_least_));
}

std::vector<StopDays> ShipmentDays::of(const ShipmentStop& stop, bool on_route,
                                       const std::vector<PartialDate>& same_place) const {
    const Shared& shared = shared_[static_cast<std::size_t>(stop.kind) + (on_route ? 0 : kinds)];
    std::vector<PartialDate> days;
    trade::take_days(days, stop.date, 1);
    bool certain = stop.date.known() && !guessed(stop.date);
    if (!certain) {
        for (const PartialDate& other : shared.certain) {
            trade::take_days(days, other, days.size() + 1);
        }
        for (const PartialDate& other : same_place) {
            trade::take_days(days, other, 2 * shared_max);
            certain = certain || (other.known() && !guessed(other));
        }
        certain = certain || !shared.certain.empty();
    }
    if (!certain) {
        for (const PartialDate& other : shared.supposed) {
            trade::take_days(days, other, days.size() + 1);
        }
    }
    if (stop.kind == StopKind::origin) {
        for (const PartialDate& other : produced_) {
            trade::take_days(days, other, days.size() + 1);
        }
    }
    for (const PartialDate& other : contradicting_) {
        trade::take_days(days, other, days.size() + 1);
    }
    if (starts_the_way(stop.kind)) {
        trade::take_days(days, shipment_.paid_on, days.size() + 1);  // whoever holds the place then is paid
    }
    std::vector<StopDays> asked;
    for (PartialDate& one : days) {
        asked.push_back({std::move(one), true});
    }
    if (!certain || guessed(stop.date)) {
        asked.push_back({shared.bounds, false});
    }
    return asked;
}

std::vector<PartialDate> ShipmentDays::whole() const {
    std::vector<PartialDate> days = shared_[static_cast<std::size_t>(StopKind::origin)].certain;
    if (!days.empty()) {
        return days;
    }
    for (const ShipmentStop& stop : shipment_.stops) {
        trade::take_days(days, stop.date, shared_max);
    }
    trade::take_days(days, shipment_.contract_date, shared_max + 1);
    trade::take_days(days, shipment_.paid_on, shared_max + 2);
    return days;
}

std::string ShipmentDays::supposed() const {
    if (shipment_.shipped_on.known() || any_stop_) {
        return {};
    }
    std::string ranges;
    for (const PartialDate& days : one_sided_days()) {
        ranges += fmt::format("{}{} to {}", ranges.empty() ? "" : " and ", base::to_string(days.from),
                              base::to_string(days.to));
    }
    return ranges.empty() ? std::string()
                          : fmt::format(
                                "when the goods moved is not said, only when the contract was made "
                                "or paid: {} was asked for",
                                ranges);
}

std::vector<PartialDate> ShipmentDays::one_sided_days() const {
    std::vector<PartialDate> days;
    trade::take_days(days, widened(shipment_.contract_date, 0, after_contract_days), 1);
    trade::take_days(days, widened(shipment_.paid_on, before_payment_days, transport_days), 2);
    return days;
}

}  // namespace cordon::engine
