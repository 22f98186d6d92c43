#include "trade/letter_of_credit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/strings.h"
#include "model/country.h"
#include "trade/shipment_checks.h"
#include "trade/shipment_dates.h"

namespace cordon::trade {

using model::PaymentField;
using model::Shipment;
using model::StopKind;

namespace {

constexpr auto types =
    std::to_array<std::string_view>({"MT700", "MT701", "MT707", "MT710", "MT711", "MT720", "MT721"});

// "45A" of ":45A:", ":45A[2]:/3".
std::string_view tag_of(std::string_view path) {
    if (!path.starts_with(':')) {
        return {};
    }
    path.remove_prefix(1);
    return path.substr(0, std::min(path.find_first_of(":["), path.size()));
}

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

// As long as a credit may have been open when only one end of it is said.
constexpr std::int32_t open_days = 365;

base::Date days_from(const base::Date& day, std::int32_t count) {
    return base::date_from_days(base::days_since_epoch(day) + count);
}

// The code behind "HS", "HS CODE", "H.S. NO", "TARIFF".
std::string hs_code_in(std::string_view text) {
    for (const std::string_view word : {"HS", "H.S.", "HSCODE", "HTS", "TARIFF"}) {
        for (std::size_t at = base::ascii_ifind(text, word); at != std::string_view::npos;
             at = base::ascii_ifind(text, word, at + 1)) {
            if (at > 0 && text[at - 1] != ' ' && text[at - 1] != '(' && text[at - 1] != ',') {
                continue;
            }
            std::string_view rest = text.substr(at + word.size());
            for (const std::string_view filler : {" ", "CODE", "NO", ".", ":", " ", "NUMBER", ":", " "}) {
                while (base::ascii_istarts_with(rest, filler)) {
                    rest.remove_prefix(filler.size());
                }
            }
            std::string digits;
            while (!rest.empty() && (is_digit(rest.front()) ||
                                     (rest.front() == '.' && rest.size() > 1 && is_digit(rest[1])))) {
                if (is_digit(rest.front())) {
                    digits += rest.front();
                }
                rest.remove_prefix(1);
            }
            if (digits.size() >= 4 && digits.size() <= 12) {
                return digits;
            }
        }
    }
    return {};
}

// "SY" of "ORIGIN: SYRIA", "OF SYRIAN ORIGIN", "COUNTRY OF ORIGIN SYRIAN ARAB REPUBLIC".
std::string origin_in(std::string_view text) {
    const std::size_t at = base::ascii_ifind(text, "origin");
    if (at == std::string_view::npos) {
        return {};
    }
    const auto words = [](std::string_view part) {
        std::vector<std::string_view> all;
        for (const std::string_view word : base::split(part, ' ')) {
            const std::size_t from = word.find_first_not_of(":.,;()");
            if (from != std::string_view::npos) {
                all.push_back(word.substr(from, word.find_last_not_of(":.,;()") + 1 - from));
            }
        }
        return all;
    };
    const auto behind = words(text.substr(at + 6));
    for (std::size_t length = std::min<std::size_t>(behind.size(), 4); length > 0; --length) {
        std::vector<std::string> few(behind.begin(), behind.begin() + static_cast<std::ptrdiff_t>(length));
        std::string code = model::country_code(base::join(few, " "));
        if (!code.empty()) {
            return code;
        }
    }
    const auto before = words(text.substr(0, at));
    return before.empty() ? std::string() : model::country_code(before.back());
}

void read_goods(const PaymentField& field, Shipment& shipment) {
    std::vector<std::string> parts;
    for (const std::string_view part : base::split(field.text, '+')) {
        if (const std::string_view text = base::trim(part); !text.empty()) {
            parts.emplace_back(text);
        }
    }
    std::size_t number = 0;
    for (std::string& text : parts) {
        model::GoodsItem item;
        item.path = parts.size() > 1 ? fmt::format("{}[{}]", field.path, ++number) : field.path;
        item.hs_code = hs_code_in(text);
        item.origin_country = origin_in(text);
        item.description = std::move(text);
        shipment.goods.push_back(std::move(item));
    }
    if (!field.glued.empty()) {  // a word may be cut at the end of a line
        shipment.notes.push_back({field.path, field.glued});
    }
}

void read_stop(const PaymentField& field, StopKind kind, Shipment& shipment) {
    model::ShipmentStop stop;
    stop.kind = kind;
    stop.path = field.path;
    stop.text = field.text;
    const std::size_t comma = stop.text.rfind(',');
    stop.country = model::country_code(base::trim(
        comma == std::string::npos ? std::string_view() : std::string_view(stop.text).substr(comma + 1)));
    if (stop.country.empty()) {
        const std::size_t blank = stop.text.rfind(' ');
        if (blank != std::string::npos) {
            stop.country = model::country_code(std::string_view(stop.text).substr(blank + 1));
        }
    }
    shipment.stops.push_back(std::move(stop));
}

// 50 applicant (the buyer), 59 beneficiary (the seller), all others banks and whoever else is named. Screened
// with the payment; here their addresses and countries count as places.
void add_party(const model::PaymentParty& party, Shipment& shipment) {
    const std::string_view tag = tag_of(party.path);
    model::ShipmentParty taken;
    taken.path = party.path;
    taken.role = tag.starts_with("50") ? "buyer" : tag.starts_with("59") ? "seller" : "bank";
    taken.subject = party.subject;
    taken.address_lines = party.address_lines;
    if (!party.town.empty()) {
        taken.address_lines.push_back(party.town);
    }
    shipment.parties.push_back(std::move(taken));
}

struct CreditDays {
    std::optional<base::Date> issued;
    std::optional<base::Date> earliest;  // the first and the last of the latest days of shipment (44C)
    std::optional<base::Date> latest;
    std::optional<base::Date> expires;
    std::vector<base::PartialDate> periods;  // of shipment (44D), one that spans all
};

// The day of a field, or a doubt.
std::optional<base::Date> day_of(const PaymentField& field, Shipment& shipment) {
    const auto day = swift_day(field.text);
    if (!day) {
        shipment.doubts.push_back(
            {"date_malformed", field.path, field.text,
             fmt::format("'{}' is no date of the form YYMMDD", base::shown(field.text))});
    }
    return day;
}

// Whether it was a field of days.
bool take_day(const PaymentField& field, std::string_view tag, Shipment& shipment, CreditDays& days) {
    if (tag == "44C") {
        if (const auto day = day_of(field, shipment)) {
            days.earliest = std::min(days.earliest.value_or(*day), *day);
            days.latest = std::max(days.latest.value_or(*day), *day);
        }
    } else if (tag == "31C" || tag == "30") {
        const auto day = day_of(field, shipment);
        days.issued = days.issued ? days.issued : day;
    } else if (tag == "31D") {
        days.expires = day_of(field, shipment);
    } else if (tag == "44D") {
        shipment.notes.push_back({field.path, field.text});
        for (const SpottedDate& spotted : spot_dates(field.text)) {
            take_days(days.periods, spotted.date, 1);  // from the first of them to the last
        }
    } else {
        return false;
    }
    return true;
}

// A period and a latest day exclude each other; where both stand, each day of either counts.
void take_days_of(CreditDays days, Shipment& shipment) {
    if (days.issued) {
        shipment.contract_date = base::on_day(*days.issued);
    }
    if (days.latest) {
        base::PartialDate shipped = base::on_day(*days.latest);  // a bound, and not the day
        shipped.from = days.issued && *days.issued < *days.latest ? std::min(*days.issued, *days.earliest)
                                                                  : days_from(*days.earliest, -open_days);
        if (days.issued && *days.earliest < *days.issued) {
            shipment.doubts.push_back(
                {"dates_reversed", ":44C:", base::to_string(*days.earliest),
                 fmt::format("shipment at the latest on {}, and the credit was issued on {}",
                             base::to_string(*days.earliest), base::to_string(*days.issued))});
        }
        take_days(days.periods, shipped, 1);
    }
    if (!days.periods.empty()) {
        shipment.shipped_on = days.periods.front();
    } else if (days.issued) {
        shipment.shipped_on = base::on_day(*days.issued);
        shipment.shipped_on.to =
            days.expires && *days.issued < *days.expires ? *days.expires : days_from(*days.issued, open_days);
    }
}

}  // namespace

bool is_letter_of_credit(const model::Payment& payment) {
    return payment.format == model::MessageFormat::swift_mt &&
           std::ranges::find(types, payment.type) != types.end();
}

Shipment shipment_of_credit(const model::Payment& payment) {
    Shipment shipment;
    shipment.id = payment.message_id;
    shipment.format = "swift-mt";
    shipment.type = payment.type;
    CreditDays days;
    for (const PaymentField& field : payment.fields) {
        const std::string_view tag = tag_of(field.path);
        if (tag == "45A" || tag == "45B" || tag == "45C" || tag == "45") {
            read_goods(field, shipment);
        } else if (tag == "44A" || tag == "44E") {
            read_stop(field, StopKind::loading, shipment);
        } else if (tag == "44F") {
            read_stop(field, StopKind::discharge, shipment);
        } else if (tag == "44B") {
            read_stop(field, StopKind::destination, shipment);
        } else if (take_day(field, tag, shipment, days)) {
            continue;
        } else if (tag.starts_with("46") || tag.starts_with("47") || tag.starts_with("79") ||
                   tag.starts_with("78") || tag.starts_with("72") || tag.starts_with("49")) {
            shipment.notes.push_back({field.path, field.text});
        }
    }
    take_days_of(std::move(days), shipment);
    if (shipment.goods.empty()) {  // field 45 is missing: whatever it is
        model::GoodsItem item;
        item.path = ":45A:";
        item.description = "goods not described";
        shipment.goods.push_back(std::move(item));
    }
    for (const model::PaymentParty& party : payment.parties) {
        add_party(party, shipment);
    }
    if (const base::Status checked = check_shipment(shipment, {}); !checked) {
        shipment.doubts.push_back({"credit_unchecked", "/", "", checked.error().message});
    }
    return shipment;
}

}  // namespace cordon::trade
