#include "engine/shipment_days.h"

#include <fmt/format.h>

#include <algorithm>

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
constexpr std::int32_t transport_days = 30;
constexpr std::int32_t after_contract_days = 180;
constexpr std::int32_t before_payment_days = 365;

PartialDate later(PartialDate days, std::int32_t count) {
    if (days.known()) {
        days.to = base::date_from_days(base::days_since_epoch(days.to) + count);
    }
    return days;
}

PartialDate earlier(PartialDate days, std::int32_t count) {
    if (days.known()) {
        days.from = base::date_from_days(base::days_since_epoch(days.from) - count);
    }
    return days;
}

}  // namespace

ShipmentDays::ShipmentDays(const Shipment& shipment) : shipment_(shipment) {
    for (const model::GoodsItem& item : shipment.goods) {
        trade::take_days(produced_, item.produced_on, days_max);
    }
    for (const ShipmentStop& stop : shipment.stops) {
        if (stop.date.known() && (!any_stop_.known() || stop.date.from < any_stop_.from)) {
            any_stop_ = stop.date;
            any_stop_starts_ = starts_the_way(stop.kind);
        }
    }
    if (std::ranges::any_of(shipment.doubts,
                            [](const Shipment::Doubt& doubt) { return doubt.code == "dates_reversed"; })) {
        trade::take_days(contradicting_, shipment.shipped_on, contradicting_max);
        for (const ShipmentStop& stop : shipment.stops) {
            trade::take_days(contradicting_, stop.date, contradicting_max);
        }
    }
}

std::vector<PartialDate> ShipmentDays::of(const ShipmentStop& stop) const {
    std::vector<PartialDate> days;
    if (stop.date.known()) {
        days.push_back(stop.date);
    }
    if (stop.kind == StopKind::origin) {
        days.insert(days.end(), produced_.begin(), produced_.end());
    }
    if (days.empty()) {
        days.push_back(shared(stop.kind));
    }
    for (const PartialDate& other : contradicting_) {
        trade::take_days(days, other, produced_.size() + contradicting_max + 1);
    }
    if (starts_the_way(stop.kind) && shipment_.paid_on.known() && days.front().known()) {
        days.push_back(shipment_.paid_on);  // whoever holds the place then is paid
    }
    return days;
}

PartialDate ShipmentDays::whole() const {
    return one_sided() ? named() : shared(StopKind::loading);
}

std::string ShipmentDays::supposed() const {
    if (!one_sided()) {
        return {};
    }
    const PartialDate days = one_sided_days();
    return fmt::format(
        "when the goods moved is not said, only when the contract was made or paid: {} to {} "
        "was asked for",
        base::to_string(days.from), base::to_string(days.to));
}

bool ShipmentDays::one_sided() const {
    return !shipment_.shipped_on.known() && !any_stop_.known() && named().known();
}

PartialDate ShipmentDays::named() const {
    return shipment_.shipped_on.known()      ? shipment_.shipped_on
           : any_stop_.known()               ? any_stop_
           : shipment_.contract_date.known() ? shipment_.contract_date
                                             : shipment_.paid_on;
}

PartialDate ShipmentDays::one_sided_days() const {
    const PartialDate& paid = shipment_.paid_on;
    if (!shipment_.contract_date.known()) {
        return later(earlier(paid, before_payment_days), transport_days);
    }
    PartialDate days = later(shipment_.contract_date, after_contract_days);
    if (paid.known()) {
        days.from = std::min(days.from, paid.from);
        days.to = std::max(days.to, paid.to);
    }
    return days;
}

PartialDate ShipmentDays::shared(StopKind kind) const {
    const PartialDate base = one_sided() ? one_sided_days() : named();
    if (!starts_the_way(kind)) {
        return later(base, transport_days);
    }
    const bool arrived = !shipment_.shipped_on.known() && any_stop_.known() && !any_stop_starts_;
    return arrived ? earlier(base, transport_days) : base;
}

}  // namespace cordon::engine
