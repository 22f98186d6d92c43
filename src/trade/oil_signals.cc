#include "trade/oil_signals.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/strings.h"
#include "codec/csv.h"
#include "trade/shipment_numbers.h"

namespace cordon::trade {

using base::ErrorCode;
using base::fail;
using model::Finding;
using model::Shipment;

namespace {

constexpr double cheap_share = 0.75;
constexpr double barrels_per_tonne = 7.33;
constexpr double small_lot_barrels = 300;
constexpr double small_lot_tonnes = 50;
constexpr std::size_t lots_min = 3;

enum class Unit : std::uint8_t { other, barrel, tonne };
Unit unit_of(std::string_view text) {
    const std::string unit = base::ascii_lower(base::trim(text));
    for (const std::string_view word : {"bbl", "bbls", "barrel", "barrels", "bll", "bl"}) {
        if (unit == word) {
            return Unit::barrel;
        }
    }
    for (const std::string_view word : {"t", "mt", "tne", "ton", "tons", "tonne", "tonnes"}) {
        if (unit == word) {
            return Unit::tonne;
        }
    }
    return Unit::other;
}

Finding sign(std::string code, std::string path, std::string sentence) {
    Finding finding;
    finding.kind = model::FindingKind::oil;
    finding.code = std::move(code);
    finding.field = std::move(path);
    finding.field_class = model::FieldClass::goods;
    finding.sentence = std::move(sentence);
    return finding;
}

// Dollars a barrel; nothing when it cannot be told.
std::optional<double> price_of(const model::GoodsItem& item) {
    if (item.currency != "USD") {
        return std::nullopt;
    }
    const Unit unit = unit_of(item.unit);
    auto price = decimal_number(item.unit_price);
    if (!price && item.quantity > 0) {
        if (const auto amount = decimal_number(item.amount)) {
            price = *amount / item.quantity;
        }
    }
    if (!price || *price <= 0 || unit == Unit::other) {
        return std::nullopt;
    }
    return unit == Unit::barrel ? *price : *price / barrels_per_tonne;
}

std::optional<Finding> cheap(const model::GoodsItem& item, const OilContext& context,
                             const OilBenchmark& benchmark) {
    const auto price = price_of(item);
    if (!price) {
        return std::nullopt;
    }
    std::vector<base::PartialDate> days = context.days;
    days.insert(days.begin(), item.produced_on);
    std::optional<OilPrice> usual;
    for (const base::PartialDate& one : days) {
        usual = benchmark.lowest(one);
        if (usual && *price < usual->usd_per_barrel * cheap_share) {
            break;
        }
        usual.reset();
    }
    if (!usual) {
        return std::nullopt;
    }
    return sign("oil_price", item.path,
                fmt::format("{:.2f} dollars a barrel, where the usual price of {} to {} was {:.2f} ({})",
                            *price, base::to_string(usual->from), base::to_string(usual->to),
                            usual->usd_per_barrel, usual->source));
}

std::optional<Finding> small_lots(const Shipment& shipment, const std::vector<std::size_t>& oil) {
    std::map<std::string, std::size_t> at_price;
    for (const std::size_t at : oil) {
        const model::GoodsItem& item = shipment.goods[at];
        const Unit unit = unit_of(item.unit);
        const bool small =
            item.quantity > 0 && ((unit == Unit::barrel && item.quantity <= small_lot_barrels) ||
                                  (unit == Unit::tonne && item.quantity <= small_lot_tonnes));
        if (small && !item.unit_price.empty()) {
            ++at_price[item.unit_price + " " + item.currency];
        }
    }
    for (const auto& [price, count] : at_price) {
        if (count >= lots_min) {
            return sign("oil_lots", "/goods", fmt::format("{} small lots at one price, {}", count, price));
        }
    }
    return std::nullopt;
}

}  // namespace

base::Result<OilBenchmark> OilBenchmark::read(std::string_view csv) {
    CORDON_ASSIGN(const auto records, codec::read_csv(csv, {}));
    const std::vector<std::string> header = {"from", "to", "usd_per_barrel", "source"};
    if (records.empty() || records.front().fields != header) {
        return fail(ErrorCode::invalid_input,
                    "line 1: a table of oil prices has the columns from,to,usd_per_barrel,source");
    }
    std::vector<OilPrice> prices;
    for (std::size_t at = 1; at < records.size(); ++at) {
        const auto& fields = records[at].fields;
        if (fields.size() != header.size()) {
            return fail(ErrorCode::invalid_input,
                        fmt::format("line {}: {} fields where there are four columns", records[at].line,
                                    fields.size()));
        }
        const auto from = base::parse_iso_date(fields[0]);
        const auto to = base::parse_iso_date(fields[1]);
        const auto price = decimal_number(fields[2]);
        if (!from || !to || *to < *from || !price || *price <= 0 || base::trim(fields[3]).empty()) {
            return fail(
                ErrorCode::invalid_input,
                fmt::format("line {}: two days in order (2015-01-01), a price above zero and a source "
                            "are wanted",
                            records[at].line));
        }
        prices.push_back({*from, *to, *price, fields[3]});
    }
    return OilBenchmark(std::move(prices));
}

std::optional<OilPrice> OilBenchmark::lowest(const base::PartialDate& days) const {
    std::optional<OilPrice> lowest;
    for (const OilPrice& price : prices_) {
        const bool holds = days.known() && price.from <= days.to && days.from <= price.to;
        if (holds && (!lowest || price.usd_per_barrel < lowest->usd_per_barrel)) {
            lowest = price;
        }
    }
    return lowest;
}

const OilBenchmark& bundled_oil_benchmark() {
    static const OilBenchmark made = [] {
        struct Year {
            std::int16_t year;
            double price;
        };
        constexpr Year years[] = {{2010, 80}, {2011, 111}, {2012, 112}, {2013, 109}, {2014, 99},
                                  {2015, 52}, {2016, 44},  {2017, 54},  {2018, 71},  {2019, 64},
                                  {2020, 42}, {2021, 71},  {2022, 101}, {2023, 82},  {2024, 81}};
        std::vector<OilPrice> prices;
        for (const Year& each : years) {
            prices.push_back({{each.year, 1, 1},
                              {each.year, 12, 31},
                              each.price,
                              "Brent, yearly average, US Energy Information Administration"});
        }
        return OilBenchmark(std::move(prices));
    }();
    return made;
}

std::vector<Finding> oil_findings(const Shipment& shipment, const OilContext& context,
                                  const OilBenchmark& benchmark) {
    std::vector<std::size_t> oil = context.crude;
    oil.insert(oil.end(), context.products.begin(), context.products.end());
    if (oil.empty()) {
        return {};
    }
    std::vector<Finding> signs;
    for (const std::size_t at : context.crude) {
        if (auto found = cheap(shipment.goods[at], context, benchmark)) {
            signs.push_back(*std::move(found));
            break;
        }
    }
    if (auto found = small_lots(shipment, oil)) {
        signs.push_back(*std::move(found));
    }
    const bool trucks = std::ranges::any_of(shipment.conveyances, [](const model::Conveyance& conveyance) {
        return conveyance.kind == model::ConveyanceKind::truck;
    });
    if (trucks && context.beside_held) {
        signs.push_back(sign("oil_carriage", "/conveyances", "oil on trucks beside places that were held"));
    }
    const std::size_t count = signs.size() + (context.touches_held ? 1 : 0);
    const bool hidden = !context.origin_named && (context.touches_held || (context.beside_held && count > 0));
    if (hidden || count >= 2) {
        Finding finding =
            sign("oil_origin_hidden", shipment.goods[oil.front()].path,
                 fmt::format("{}{}{}", context.origin_named ? "" : "where the oil comes from is not said",
                             context.origin_named || count == 0 ? "" : "; ",
                             count == 0
                                 ? ""
                                 : fmt::format("{} sign{} of a hidden origin (price, lots, carriage, route)",
                                               count, count == 1 ? "" : "s")));
        signs.push_back(std::move(finding));
    }
    return signs;
}

}  // namespace cordon::trade
