// Goods, places and days spotted in the texts of a payment.
#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/strings.h"
#include "engine/goods_in_text.h"
#include "engine/trade_check.h"
#include "engine/trade_place.h"
#include "engine/vague_goods.h"
#include "trade/area_words.h"
#include "trade/cultural_rules.h"
#include "trade/shipment_dates.h"

namespace cordon::engine {

using base::PartialDate;
using decision::TradeCase;
using decision::TradeGoods;
using decision::TradePlace;
using model::FieldClass;
using model::GoodsTier;
using model::Payment;
using model::PaymentField;

namespace {

constexpr std::size_t days_max = 10;  // beyond, one range spans all that remain
constexpr std::size_t transactions_max = 1'000;

bool names_goods(FieldClass field_class) {
    return field_class == FieldClass::text || field_class == FieldClass::goods ||
           field_class == FieldClass::reference;
}

bool names_places(FieldClass field_class) {
    return names_goods(field_class) || field_class == FieldClass::address;
}

// Not of a person's birth.
bool is_payment_day(const PaymentField& field) {
    return field.field_class == FieldClass::date &&
           base::ascii_ifind(field.path, "birth") == std::string_view::npos &&
           base::ascii_ifind(field.path, "sgntr") == std::string_view::npos;
}

struct GoodsFound {
    std::uint32_t transaction = model::no_index;
    TradeGoods goods;
};

struct PlaceFound {
    std::uint32_t transaction = model::no_index;
    std::string path;
    trade::PlaceMention mention;
    bool area = false;  // "governorate" stands beside it
};

struct DayFound {
    std::uint32_t transaction = model::no_index;
    PartialDate day;
};

bool goes_with(std::uint32_t left, std::uint32_t right) {
    return left == right || left == model::no_index || right == model::no_index;
}

class PaymentTexts {
public:
    PaymentTexts(const Payment& payment, const TradeTables& tables) : payment_(payment), tables_(tables) {}

    std::vector<TradeCase> cases() {
        find_goods();
        if (goods_.empty()) {
            return {};
        }
        find_places();
        if (places_.empty()) {
            return {};
        }
        find_days();
        std::set<std::uint32_t> transactions;
        for (const GoodsFound& found : goods_) {
            transactions.insert(found.transaction);
        }
        std::vector<TradeCase> cases;
        for (const std::uint32_t transaction : transactions) {
            if (cases.size() == transactions_max) {
                TradeCase& more = cases.emplace_back();
                more.signals.push_back(
                    model::plain_finding(model::FindingKind::place, "trade_too_many",
                                         "more transactions name goods and places than were looked at"));
                more.of_payment = true;
                break;
            }
            cases.push_back(case_of(transaction));
        }
        return cases;
    }

private:
    template <class Each>
    static void for_texts(const PaymentField& field, const Each& each) {
        each(field.text);
        if (!field.glued.empty()) {
            each(field.glued);
        }
        if (const std::string closed = closed_up(field.text); !closed.empty()) {
            each(closed);
        }
    }

    void find_goods() {
        for (const PaymentField& field : payment_.fields) {
            if (!names_goods(field.field_class)) {
                continue;
            }
            for_texts(field, [&](const std::string& text) {
                GoodsFound found;
                found.goods.answer.classes = goods_in_text(*tables_.goods, text);
                if (!found.goods.answer.classes.empty()) {
                    found.transaction = field.transaction;
                    found.goods.path = field.path;
                    found.goods.text = text;
                    goods_.push_back(std::move(found));
                }
            });
        }
    }

    [[nodiscard]] trade::PlaceContext context_of(const PaymentField& field) const {
        trade::PlaceContext context;
        context.field_class = field.field_class;
        if (const auto countries = party_countries_.find(field.party); countries != party_countries_.end()) {
            context.countries = countries->second;
        }
        return context;
    }

    void find_party_countries() {
        for (const PaymentField& field : payment_.fields) {
            if (field.field_class == FieldClass::country && field.party != model::no_index &&
                field.text.size() == 2) {
                party_countries_[field.party].push_back(field.text);
            }
        }
    }

    static bool area_beside(std::string_view text, const trade::PlaceMention& mention) {
        constexpr std::size_t beside = 24;
        const std::size_t begin = mention.begin - std::min(mention.begin, beside);
        return trade::names_area(text.substr(begin, mention.end - begin + beside));
    }

    // A place that a field names twice is one place, and as a governorate the larger one.
    void find_places() {
        find_party_countries();
        std::set<std::string_view> with_goods;
        for (const GoodsFound& found : goods_) {
            with_goods.insert(found.goods.path);
        }
        for (const PaymentField& field : payment_.fields) {
            if (!names_places(field.field_class)) {
                continue;
            }
            const trade::PlaceContext context = context_of(field);
            const bool beside_goods = with_goods.contains(field.path);
            std::set<std::string> named;
            for_texts(field, [&](const std::string& text) {
                const auto take = [&](trade::PlaceMention& mention) {
                    const bool area = area_beside(text, mention);
                    if (named.insert(mention.place_id + (area ? "+" : "")).second) {
                        places_.push_back({field.transaction, field.path, std::move(mention), area});
                    }
                };
                for (trade::PlaceMention& mention : tables_.places->spot(text, context)) {
                    if (mention.decides || (beside_goods && mention.weight >= place_weight_beside_goods)) {
                        take(mention);
                    }
                }
                // A country beside the bare name of another one's place takes nothing back.
                if (!context.countries.empty()) {
                    for (trade::PlaceMention& bare : bare_places(tables_, text, context.countries)) {
                        take(bare);
                    }
                }
            });
        }
    }

    void find_days() {
        for (const PaymentField& field : payment_.fields) {
            if (names_goods(field.field_class)) {
                for (trade::SpottedDate& spotted : trade::spot_dates(field.text)) {
                    named_.push_back({field.transaction, std::move(spotted.date)});
                }
            } else if (is_payment_day(field)) {
                for (trade::SpottedDate& spotted : trade::spot_dates(field.text)) {
                    paid_.push_back({field.transaction, std::move(spotted.date)});
                }
                if (paid_.empty() || !(paid_.back().transaction == field.transaction)) {
                    take_swift_day(field);
                }
            } else if (field.path.starts_with(":32A")) {
                take_swift_day(field);
            }
        }
    }

    void take_swift_day(const PaymentField& field) {
        if (const auto day = trade::swift_day(field.text)) {
            paid_.push_back({field.transaction, base::on_day(*day)});
        }
    }

    [[nodiscard]] std::vector<PartialDate> days_of(std::uint32_t transaction) const {
        std::vector<PartialDate> days;
        const auto take = [&](const std::vector<DayFound>& found) {
            for (const DayFound& each : found) {
                if (goes_with(each.transaction, transaction)) {
                    trade::take_days(days, each.day, days_max);
                }
            }
        };
        take(named_);
        take(paid_);
        if (days.empty()) {
            days.emplace_back();  // nothing tells: any day
        }
        return days;
    }

    TradeCase case_of(std::uint32_t transaction) const {
        TradeCase judged;
        judged.of_payment = true;
        for (const GoodsFound& found : goods_) {
            if (found.transaction == transaction) {
                judged.goods.push_back(found.goods);
            }
        }
        const std::vector<PartialDate> days = days_of(transaction);
        for (const PlaceFound& found : places_) {
            if (!goes_with(found.transaction, transaction)) {
                continue;
            }
            LocatedPlace located;
            located.country = found.mention.country.substr(0, 2);
            if (tables_.territory->knows_place(found.mention.place_id)) {
                located.ids.push_back(found.mention.place_id);
            }
            if (found.mention.point) {
                located.points.push_back(*found.mention.point);
            }
            for (const PartialDate& day : days) {
                TradePlace place;
                place.path = found.path;
                place.country = located.country;
                place.date = day;
                place.located = true;
                place.as_area = found.area || trade::names_area(found.mention.name);
                for (model::PlaceAnswer& answer : answers_for(tables_, located, day)) {
                    place.answer = std::move(answer);
                    place.text = found.mention.name;
                    place.text += found.area && place.answer.of_its_seat ? " governorate" : "";
                    judged.places.push_back(place);
                }
            }
        }
        add_cultural(judged);
        return judged;
    }

    // An antiquity named with a place of Iraq or Syria after the day: who held the place does not matter.
    static void add_cultural(TradeCase& judged) {
        for (const TradeGoods& goods : judged.goods) {
            const bool cultural = std::ranges::any_of(
                goods.answer.classes,
                [](const model::GoodsFinding& one) { return one.tier == GoodsTier::cultural_after_date; });
            for (const TradePlace& place : judged.places) {
                const base::Date day = trade::removal_day(place.country);
                if (!cultural || day.year == 0 || (place.date.known() && place.date.to < day)) {
                    continue;
                }
                model::Finding finding;
                finding.kind = model::FindingKind::cultural;
                finding.code = "cultural_in_payment";
                finding.field = goods.path;
                finding.field_class = FieldClass::goods;
                finding.text = goods.text;
                finding.sentence = "the text names cultural property and " + place.text +
                                   ", from where removal is unlawful since " + base::to_string(day);
                judged.signals.push_back(std::move(finding));
                return;
            }
        }
    }

    const Payment& payment_;
    const TradeTables& tables_;
    std::vector<GoodsFound> goods_;
    std::map<std::uint32_t, std::vector<std::string>> party_countries_;
    std::vector<PlaceFound> places_;
    std::vector<DayFound> named_;
    std::vector<DayFound> paid_;
};

}  // namespace

std::vector<TradeCase> trade_cases(const Payment& payment, const TradeTables& tables) {
    return PaymentTexts(payment, tables).cases();
}

}  // namespace cordon::engine
