#include "trade/shipment_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "model/country.h"
#include "trade/control_fields.h"
#include "trade/goods.h"
#include "trade/shipment_numbers.h"

namespace cordon::trade {

using base::ErrorCode;
using base::fail;
using model::ConveyanceKind;
using model::Shipment;
using model::ShipmentStop;
using model::StopKind;

namespace {

// Roadsteads, platforms and the points of ports lie off the coast.
constexpr double outside_degrees_max = 0.5;

template <class Kind>
struct Word {
    std::string_view word;
    Kind kind;
};

constexpr auto stop_words = std::to_array<Word<StopKind>>({
    {"origin", StopKind::origin},
    {"production", StopKind::origin},
    {"loading", StopKind::loading},
    {"pickup", StopKind::loading},
    {"transit", StopKind::transit},
    {"transshipment", StopKind::transit},
    {"border_crossing", StopKind::transit},
    {"route", StopKind::transit},
    {"discharge", StopKind::discharge},
    {"unloading", StopKind::discharge},
    {"destination", StopKind::destination},
    {"delivery", StopKind::destination},
    {"storage", StopKind::storage},
    {"export_place", StopKind::export_place},
    {"export", StopKind::export_place},
});

constexpr auto conveyance_words = std::to_array<Word<ConveyanceKind>>({
    {"vessel", ConveyanceKind::vessel},
    {"ship", ConveyanceKind::vessel},
    {"truck", ConveyanceKind::truck},
    {"trailer", ConveyanceKind::truck},
    {"container", ConveyanceKind::container},
    {"rail", ConveyanceKind::rail},
    {"wagon", ConveyanceKind::rail},
    {"aircraft", ConveyanceKind::aircraft},
    {"pipeline", ConveyanceKind::pipeline},
    {"other", ConveyanceKind::other},
});

template <class Kind, std::size_t Count>
std::optional<Kind> kind_of(const std::array<Word<Kind>, Count>& words, std::string_view text) {
    const std::string word = base::replace_all(base::ascii_lower(base::trim(text)), " ", "_");
    for (const auto& each : words) {
        if (each.word == word) {
            return each.kind;
        }
    }
    return std::nullopt;
}

void doubt(Shipment& shipment, std::string code, std::string path, std::string text, std::string sentence) {
    shipment.doubts.push_back({std::move(code), std::move(path), std::move(text), std::move(sentence)});
}

// Said, and screened as text all the same.
void not_understood(Shipment& shipment, std::string code, std::string_view path, std::string_view text,
                    std::string_view what) {
    shipment.notes.push_back({std::string(path), std::string(text)});
    doubt(shipment, std::move(code), std::string(path), std::string(text),
          fmt::format("'{}' is {}", base::shown(text), what));
}

void check_conveyance(Shipment& shipment, const model::Conveyance& conveyance) {
    if (conveyance.identifier.empty()) {
        return;
    }
    if (conveyance.kind == ConveyanceKind::vessel) {
        const std::string digits = imo_digits(conveyance.identifier);
        if (digits.empty()) {
            doubt(shipment, "imo_malformed", conveyance.path, conveyance.identifier,
                  fmt::format("'{}' is no IMO number: a ship has seven digits",
                              base::shown(conveyance.identifier)));
        } else if (!imo_check_holds(digits)) {
            doubt(shipment, "imo_check_digit", conveyance.path, conveyance.identifier,
                  fmt::format("no ship has the IMO number {}: its check digit is wrong", digits));
        }
    }
    if (conveyance.kind == ConveyanceKind::container) {
        const std::string code = container_code(conveyance.identifier);
        if (code.empty()) {
            doubt(shipment, "container_malformed", conveyance.path, conveyance.identifier,
                  fmt::format("'{}' is no container number: four letters and seven digits (ISO 6346)",
                              base::shown(conveyance.identifier)));
        } else if (!container_check_holds(code)) {
            doubt(shipment, "container_check_digit", conveyance.path, conveyance.identifier,
                  fmt::format("no container has the number {}: its check digit is wrong", code));
        }
    }
}

void check_point(Shipment& shipment, const ShipmentStop& stop) {
    if (stop.point && stop.point->latitude == 0 && stop.point->longitude == 0) {
        doubt(shipment, "coordinates_zero", stop.path, "0, 0",
              "the point 0, 0 lies in the sea; it is what programs write where none is known: leave it out");
        return;
    }
    if (!stop.point || stop.country.empty()) {
        return;
    }
    if (in_extent(*stop.point, stop.country, outside_degrees_max)) {
        return;
    }
    const std::string point = fmt::format("{:.4f}, {:.4f}", stop.point->latitude, stop.point->longitude);
    const model::GeoPoint exchanged{stop.point->longitude, stop.point->latitude};
    if (valid_point(exchanged) && in_extent(exchanged, stop.country, outside_degrees_max)) {
        doubt(shipment, "coordinates_swapped", stop.path, point,
              fmt::format("the point {} does not lie in {}, the other way round it does: latitude and "
                          "longitude look swapped",
                          point, model::country_name(stop.country)));
    } else {
        doubt(shipment, "coordinates_outside_country", stop.path, point,
              fmt::format("the point {} does not lie in {}", point, model::country_name(stop.country)));
    }
}

// "T10:00:00Z", " 10:00", "T10:00:00.5+02:00", "Z", "+02:00".
bool is_time(std::string_view text) {
    const auto two = [&] {
        const bool digits =
            text.size() >= 2 && text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9';
        text.remove_prefix(digits ? 2 : 0);
        return digits;
    };
    const auto mark = [&](char letter) {
        const bool there = text.starts_with(letter);
        text.remove_prefix(there ? 1 : 0);
        return there;
    };
    const bool timed = mark('T') || mark(' ');
    if (timed) {
        if (!two() || !mark(':') || !two() || (mark(':') && !two())) {
            return false;
        }
        if (mark('.') || mark(',')) {
            text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
        }
    }
    if (mark('+') || mark('-')) {  // of a day alone with a colon: "2015-03-12-2016" is no day
        return two() && (mark(':') || timed) && two() && text.empty();
    }
    (void)mark('Z');
    return text.empty();
}

constexpr std::int32_t year_max = 2049;

// Objects travel with papers of any age.
bool may_be_old(const Shipment& shipment) {
    return std::ranges::any_of(shipment.goods, [](const model::GoodsItem& item) {
        const model::GoodsAnswer answer =
            bundled_goods().classify(item.description, item.hs_code, item.hs_edition);
        return std::ranges::any_of(answer.classes, [](const model::GoodsFinding& one) {
            return one.tier == model::GoodsTier::cultural_after_date ||
                   one.tier == model::GoodsTier::misdeclaration;
        });
    });
}

// No clock is here: what no shipment of our time can bear is told.
void check_year(Shipment& shipment, const std::string& path, const base::PartialDate& date,
                std::int32_t least) {
    if (date.known() && (date.from.year < least || date.to.year > year_max)) {
        doubt(shipment, "date_implausible", path, base::to_string(date),
              fmt::format("{} cannot be the time of a shipment: correct the year", base::to_string(date)));
    }
}

void check_years(Shipment& shipment) {
    std::vector<std::pair<std::string, base::PartialDate>> days = {{"/contract_date", shipment.contract_date},
                                                                   {"/shipped_on", shipment.shipped_on},
                                                                   {"/paid_on", shipment.paid_on}};
    for (const ShipmentStop& stop : shipment.stops) {
        days.emplace_back(stop.path, stop.date);
    }
    const bool any_early = std::ranges::any_of(days, [](const auto& day) {
        return day.second.known() && day.second.from.year < model::earliest_trade_year;
    });
    const std::int32_t least = any_early && may_be_old(shipment) ? 0 : model::earliest_trade_year;
    for (const auto& [path, date] : days) {
        check_year(shipment, path, date, least);
    }
    for (const model::GoodsItem& item : shipment.goods) {
        check_year(shipment, item.path, item.produced_on, 0);  // an antiquity may be old
    }
    for (const model::ProvenanceStep& step : shipment.provenance) {
        check_year(shipment, step.path, step.from, 0);
        check_year(shipment, step.path, step.to, 0);
    }
}

void check_order(Shipment& shipment, const std::string& path, const base::PartialDate& first,
                 std::string_view first_word, const base::PartialDate& then, std::string_view then_word) {
    if (first.known() && then.known() && then.to < first.from) {
        doubt(shipment, "dates_reversed", path, base::to_string(first),
              fmt::format("{} on {} and {} on {}: the one cannot come after the other", first_word,
                          base::to_string(first), then_word, base::to_string(then)));
    }
}

bool comes_last(StopKind kind) {
    return kind == StopKind::discharge || kind == StopKind::destination;
}

// The first day on which the goods are said to have left a place. What is loaded twice on its way, or cleared
// for export on it, leaves later ones too. A day that cannot be, or is guessed, says so only alone.
const ShipmentStop* first_start(const Shipment& shipment) {
    const auto place_in_time = [](const ShipmentStop& stop) {
        const bool guessed = stop.date.circa || stop.date.from.year < model::earliest_trade_year;
        return std::pair(guessed, stop.date.from);
    };
    const ShipmentStop* first = nullptr;
    for (const ShipmentStop& stop : shipment.stops) {
        const bool starts = stop.kind == StopKind::origin || stop.kind == StopKind::loading;
        if (starts && stop.date.known() &&
            (first == nullptr || place_in_time(stop) < place_in_time(*first))) {
            first = &stop;
        }
    }
    return first;
}

void check_way(Shipment& shipment) {
    const ShipmentStop* const first = first_start(shipment);
    if (first != nullptr) {
        check_order(shipment, first->path, first->date, "it left " + first->text, shipment.shipped_on,
                    "shipped");
    }
    for (const ShipmentStop& stop : shipment.stops) {
        if (stop.kind == StopKind::transit && first != nullptr) {
            check_order(shipment, stop.path, first->date, "it left " + first->text, stop.date,
                        "passed " + stop.text);
        }
        if (comes_last(stop.kind)) {
            check_order(shipment, stop.path, shipment.shipped_on, "shipped", stop.date,
                        "reached " + stop.text);
        }
        for (const ShipmentStop& last : shipment.stops) {
            if (stop.kind == StopKind::transit && last.kind == StopKind::destination) {
                check_order(shipment, stop.path, stop.date, "it passed " + stop.text, last.date,
                            "reached " + last.text);
            }
        }
    }
}

void check_dates(Shipment& shipment) {
    check_way(shipment);
    for (const model::GoodsItem& item : shipment.goods) {
        check_order(shipment, item.path, item.produced_on, "produced", shipment.shipped_on, "shipped");
    }
    for (const ShipmentStop& first : shipment.stops) {
        for (const ShipmentStop& last : shipment.stops) {
            if (model::starts_the_way(first.kind) && comes_last(last.kind)) {
                check_order(shipment, first.path, first.date, "it left " + first.text, last.date,
                            "reached " + last.text);
            }
        }
        if (first.kind == StopKind::loading || first.kind == StopKind::export_place) {
            for (const model::GoodsItem& item : shipment.goods) {
                check_order(shipment, item.path, item.produced_on, "produced", first.date, "loaded");
            }
        }
    }
    for (const model::ProvenanceStep& step : shipment.provenance) {
        check_order(shipment, step.path, step.from, "held from", step.to, "held until");
    }
}

// "03/04/2015" is the third of April or the fourth of March: both, and what lies between.
std::optional<base::PartialDate> either_way(std::string_view text) {
    const std::vector<std::string_view> parts = base::split(text, '/');
    if (parts.size() != 3 || parts[2].size() != 4) {
        return std::nullopt;
    }
    std::array<int, 3> numbers{};
    for (std::size_t at = 0; at < 3; ++at) {
        const auto number = decimal_number(parts[at]);
        if (!number || parts[at].size() > 4 ||
            parts[at].find_first_not_of("0123456789") != std::string_view::npos) {
            return std::nullopt;
        }
        numbers[at] = static_cast<int>(*number);
    }
    const auto one = base::make_date(numbers[2], numbers[1], numbers[0]);
    const auto other = base::make_date(numbers[2], numbers[0], numbers[1]);
    if (!one || !other || *one == *other) {
        return std::nullopt;
    }
    base::PartialDate either;
    either.from = std::min(*one, *other);
    either.to = std::max(*one, *other);
    either.source_text = text;
    return either;
}

}  // namespace

std::optional<StopKind> stop_kind(std::string_view word) {
    return kind_of(stop_words, word);
}

std::optional<ConveyanceKind> conveyance_kind(std::string_view word) {
    return kind_of(conveyance_words, word);
}

base::Result<base::PartialDate> shipment_date(std::string_view path, std::string_view text) {
    if (base::trim(text).empty()) {
        return base::PartialDate();
    }
    text = base::trim(text);
    // A time behind the day is left out: "2015-03-12T10:00:00Z".
    if (text.size() > 10 && is_time(text.substr(10))) {
        text = text.substr(0, 10);
    }
    if (auto either = either_way(text)) {
        return *std::move(either);
    }
    auto date = base::parse_partial_date(text);
    if (!date) {
        return fail(
            ErrorCode::invalid_input,
            fmt::format("{}: '{}' is no date; write 2015-03-12, 2015-03 or 2015", path, base::shown(text)));
    }
    return date;
}

base::Result<std::optional<model::GeoPoint>> shipment_point(std::string_view path, std::string_view latitude,
                                                            std::string_view longitude) {
    latitude = base::trim(latitude);
    longitude = base::trim(longitude);
    if (latitude.empty() && longitude.empty()) {
        return std::nullopt;
    }
    if (latitude.empty() || longitude.empty()) {
        return fail(ErrorCode::invalid_input, fmt::format("{}: a point needs lat and lon; {} is missing",
                                                          path, latitude.empty() ? "lat" : "lon"));
    }
    const auto north = decimal_number(latitude);
    const auto east = decimal_number(longitude);
    if (!north || !east) {
        return fail(ErrorCode::invalid_input, fmt::format("{}: '{}' is no number of degrees; write 35.09",
                                                          path, base::shown(north ? longitude : latitude)));
    }
    if (std::abs(*north) > 90 || std::abs(*east) > 180) {
        const bool swapped = std::abs(*east) <= 90 && std::abs(*north) <= 180;
        return fail(ErrorCode::invalid_input,
                    fmt::format("{}: latitude {} or longitude {} is out of range (-90 to 90, -180 to 180){}",
                                path, latitude, longitude, swapped ? "; they may be swapped" : ""));
    }
    return model::GeoPoint{*north, *east};
}

base::Result<double> shipment_quantity(std::string_view path, std::string_view text) {
    text = base::trim(text);
    if (text.empty()) {
        return 0.0;
    }
    const auto number = decimal_number(text);
    if (!number || *number < 0) {
        return fail(ErrorCode::invalid_input,
                    fmt::format("{}: '{}' is no quantity; write a number that is not negative, with a point "
                                "for decimals",
                                path, base::shown(text)));
    }
    return *number;
}

base::Result<std::string> shipment_amount(std::string_view path, std::string_view text) {
    text = base::trim(text);
    if (!text.empty() && !decimal_number(text)) {
        return fail(ErrorCode::invalid_input,
                    fmt::format("{}: '{}' is no amount; write 52.40", path, base::shown(text)));
    }
    return std::string(text);
}

std::string shipment_country(Shipment& shipment, std::string_view path, std::string_view text) {
    text = base::trim(text);
    if (text.empty()) {
        return {};
    }
    std::string code = model::country_code(text);
    if (code.empty()) {
        doubt(shipment, "unknown_country", std::string(path), std::string(text),
              fmt::format("'{}' is no country that is known; write its ISO 3166 code", base::shown(text)));
    }
    return code;
}

std::string shipment_hs_code(Shipment& shipment, std::string_view path, std::string_view text) {
    std::string digits;
    bool other = false;
    for (const char letter : text) {
        if (letter >= '0' && letter <= '9') {
            digits += letter;
        } else if (letter != '.' && letter != ' ' && letter != '-') {
            other = true;
        }
    }
    if (!base::trim(text).empty() && (other || digits.size() < 2 || digits.size() > 12)) {
        doubt(shipment, "hs_code_malformed", std::string(path), std::string(text),
              fmt::format("'{}' is no HS code: two to twelve digits", base::shown(text)));
        return {};
    }
    return digits;
}

std::string shipment_currency(Shipment& shipment, std::string_view path, std::string_view text) {
    std::string code = base::ascii_upper(base::trim(text));
    const bool letters =
        code.size() == 3 && code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
    if (!code.empty() && !letters) {
        not_understood(shipment, "currency_malformed", path, text, "no currency: three letters (ISO 4217)");
    }
    return code;
}

std::string shipment_hs_edition(Shipment& shipment, std::string_view path, std::string_view text) {
    constexpr auto editions = std::to_array<std::string_view>(
        {"1988", "1992", "1996", "2002", "2007", "2012", "2017", "2022", "2028"});
    std::string_view year = base::trim(text);
    if (base::ascii_istarts_with(year, "hs")) {
        year = base::trim(year.substr(2));
    }
    if (year.empty() || std::ranges::find(editions, year) != editions.end()) {
        return std::string(year);
    }
    not_understood(shipment, "hs_edition_unknown", path, text, "no edition of the HS: 2022, 2017, ...");
    return {};
}

model::IdentifierKind shipment_identifier(Shipment& shipment, std::string_view path, std::string_view text) {
    const std::string words = base::replace_all(base::ascii_lower(base::trim(text)), "_", " ");
    for (const bool whole : {true, false}) {
        for (std::uint8_t at = 0; at <= static_cast<std::uint8_t>(model::IdentifierKind::vessel_registration);
             ++at) {
            const auto kind = static_cast<model::IdentifierKind>(at);
            const std::string name = base::ascii_lower(model::to_string(kind));
            if (whole ? words == name
                      : words == name + " number" || words == name + " id" || words == name + " no") {
                return kind;
            }
        }
    }
    if (!words.empty()) {
        not_understood(shipment, "identifier_type_unknown", path, text,
                       "no type of identifier: imo, lei, passport, registration, tax, other, ...");
    }
    return model::IdentifierKind::other;
}

base::Status check_shipment(Shipment& shipment, const ShipmentLimits& limits) {
    if (shipment.goods.size() > limits.goods_max || shipment.stops.size() > limits.stops_max ||
        shipment.parties.size() > limits.parties_max) {
        return fail(ErrorCode::limit_exceeded,
                    fmt::format("more than {} goods items, {} stops or {} parties in one shipment; split it",
                                limits.goods_max, limits.stops_max, limits.parties_max));
    }
    for (const model::Conveyance& conveyance : shipment.conveyances) {
        check_conveyance(shipment, conveyance);
    }
    for (model::ShipmentStop& stop : shipment.stops) {
        if (!stop.locode.empty()) {
            std::string code = locode(stop.locode);
            if (code.empty()) {
                doubt(shipment, "locode_malformed", stop.path, stop.locode,
                      fmt::format("'{}' is no UN/LOCODE: a country and three letters",
                                  base::shown(stop.locode)));
            } else if (stop.country.empty()) {
                stop.country = code.substr(0, 2);
            } else if (stop.country != code.substr(0, 2)) {
                doubt(shipment, "locode_country", stop.path, stop.locode,
                      fmt::format("the port code {} is not one of {}", code, stop.country));
            }
            stop.locode = std::move(code);
        }
        check_point(shipment, stop);
    }
    check_years(shipment);
    // Each pair of dates is looked at: a limit keeps hostile files from taking long.
    if (shipment.stops.size() <= 1'000 && shipment.goods.size() <= 1'000) {
        check_dates(shipment);
    } else {
        doubt(shipment, "dates_not_compared", "", "",
              "more than 1,000 stops or goods items: their dates were not compared with each other");
    }
    return {};
}

}  // namespace cordon::trade
