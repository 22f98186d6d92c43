#include "engine/trade_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/strings.h"
#include "engine/goods_in_text.h"
#include "engine/shipment_days.h"
#include "engine/trade_place.h"
#include "engine/vague_goods.h"
#include "model/country.h"
#include "trade/area_words.h"
#include "trade/cultural_rules.h"
#include "trade/oil_signals.h"
#include "trade/shipment_dates.h"

namespace cordon::engine {

using base::PartialDate;
using decision::TradeCase;
using decision::TradeGoods;
using decision::TradePlace;
using model::GoodsTier;
using model::PlaceGrade;
using model::Shipment;
using model::ShipmentStop;
using model::starts_the_way;
using model::StopKind;

namespace {

constexpr std::size_t notes_max = 2'000;

model::Finding place_finding(std::string code, std::string sentence) {
    return model::plain_finding(model::FindingKind::place, std::move(code), std::move(sentence));
}

bool is_object(const model::GoodsFinding& one) {
    return one.tier == GoodsTier::cultural_after_date;
}

// Whether a stop or party says any place; a day alone does not.
bool says_place(const ShipmentStop& stop) {
    return !stop.country.empty() || !base::trim(stop.text).empty() || !stop.locode.empty() || stop.point;
}

// How much a place says of the goods: they came out of it, stood there, or passed or are named with it.
int strength(StopKind kind, bool told) {
    return !told || kind == StopKind::transit ? 0 : starts_the_way(kind) ? 2 : 1;
}

bool names_mandate_goods(const TradeGoods& goods) {
    return goods.matters && std::ranges::any_of(goods.answer.classes, [](const model::GoodsFinding& one) {
               return one.tier >= GoodsTier::high_risk;
           });
}

class CaseBuilder {
public:
    CaseBuilder(const Shipment& shipment, const TradeTables& tables, const base::Date& today_at_least)
        : shipment_(shipment), tables_(tables) {
        judged_.today_at_least = today_at_least;
    }

    TradeCase build() {
        add_goods();
        days_.emplace(shipment_, !only_objects(), judged_.today_at_least);
        for (const ShipmentStop& stop : shipment_.stops) {
            route_.insert(stop.path);
        }
        for (const ShipmentStop& stop : shipment_.stops) {
            add_stop(stop);
        }
        add_origin_countries();
        add_parties();
        add_texts();
        add_partners_countries();
        doubt_days();
        judged_.humanitarian = shipment_.humanitarian;
        add_cultural();
        add_oil();
        return std::move(judged_);
    }

private:
    // Oil that is named vaguely counts whatever else the item is. Items first, in their order.
    void add_goods() {
        std::vector<TradeGoods> beside;
        for (const model::GoodsItem& item : shipment_.goods) {
            TradeGoods goods{item.path, item.description,
                             tables_.goods->classify(item.description, item.hs_code, item.hs_edition)};
            goods.origin_said = !item.origin_country.empty();
            goods.vague = says_too_little(item, goods.answer);
            auto& classes = goods.answer.classes;
            if (auto vague = std::ranges::none_of(classes, model::is_oil) ? vague_oil(item.description)
                                                                          : std::nullopt) {
                vague_oil_.insert(judged_.goods.size());
                goods.matters = !classes.empty();
                (goods.matters ? beside.emplace_back(TradeGoods{item.path, item.description, {}, false})
                               : goods)
                    .answer.classes.push_back(*std::move(vague));
            }
            judged_.goods.push_back(std::move(goods));
        }
        std::ranges::move(beside, std::back_inserter(judged_.goods));
    }

    // Of which an old day is no wonder, besides goods of no class.
    [[nodiscard]] bool only_objects() const {
        const auto object = [](const TradeGoods& goods) {
            return std::ranges::any_of(goods.answer.classes, is_object);
        };
        const auto& all = judged_.goods;
        return std::ranges::any_of(all, object) && std::ranges::none_of(all, [&](const TradeGoods& goods) {
                   return !object(goods) && (goods.vague || !goods.answer.classes.empty());
               });
    }

    // A code does not say what "goods as per contract" are, nor does a chapter with goods of the mandate
    // among others. A code in the place of all words does.
    [[nodiscard]] bool says_too_little(const model::GoodsItem& item, const model::GoodsAnswer& answer) const {
        const auto any_class = [&](bool of_words) {
            return std::ranges::any_of(answer.classes, [&](const model::GoodsFinding& one) {
                return one.tier >= GoodsTier::high_risk &&
                       (!of_words || one.source != model::GoodsSource::code);
            });
        };
        if (any_class(true)) {
            return false;
        }
        if (!any_class(false) && tables_.goods->chapter_may_hold(item.hs_code, GoodsTier::high_risk)) {
            return true;
        }
        if (base::trim(item.description).empty()) {
            return item.hs_code.empty();
        }
        std::vector<NamedPart> places;
        for (const trade::PlaceMention& mention : tables_.places->spot(item.description, {})) {
            places.push_back({mention.begin, mention.end});
        }
        return says_nothing(item.description, places);
    }

    // Days that were supposed are told where they decide.
    void doubt_days() {
        const std::string supposed = days_->supposed();
        const bool decide = std::ranges::any_of(judged_.places, [](const TradePlace& place) {
            return place.zone || place.answer.grade >= PlaceGrade::near;
        });
        if (!supposed.empty() && decide && std::ranges::any_of(judged_.goods, names_mandate_goods)) {
            judged_.signals.push_back(place_finding("trade_note_place", supposed));
        }
    }

    void add_stop(const ShipmentStop& stop) {
        const LocatedPlace located = locate(tables_, stop);
        named_stops_.push_back({located.ids, stop.text, stop.kind, stop.date});
        add_place(stop, located, true);
        if (const auto other = locate_elsewhere(tables_, stop, located)) {
            doubt_country(stop, *other);
        }
        for (const LocatedPlace& bare : locate_bare(tables_, stop, located)) {
            if (held_then(stop, bare, PlaceGrade::partial)) {
                add_place(stop, bare, true);
            }
        }
    }

    // The name speaks of one country and the paper of another. Both places count; the doubt itself is told
    // where the place was held then, or the goods are such that it matters.
    void doubt_country(const ShipmentStop& stop, const LocatedPlace& other) {
        add_place(stop, other, true);
        const bool matters = std::ranges::any_of(judged_.goods, names_mandate_goods);
        if (!matters && !held_then(stop, other, PlaceGrade::near)) {
            return;
        }
        model::Finding finding = place_finding(
            "place_country",
            fmt::format(
                "'{}' is said to lie in {}, where no such place is known; one of that name lies in {}",
                base::shown(stop.text), model::country_name(stated_country(stop)),
                model::country_name(other.country)));
        finding.field = stop.path;
        finding.field_class = model::FieldClass::address;
        finding.text = stop.text;
        judged_.signals.push_back(std::move(finding));
    }

    [[nodiscard]] std::vector<StopDays> days_of(const ShipmentStop& stop,
                                                const std::vector<PartialDate>& same_place = {}) const {
        return days_->of(stop, route_.contains(stop.path), same_place);
    }

    [[nodiscard]] bool held_then(const ShipmentStop& stop, const LocatedPlace& place, PlaceGrade least,
                                 const std::vector<PartialDate>& same_place = {}) const {
        return std::ranges::any_of(days_of(stop, same_place), [&](const StopDays& asked) {
            return answer_for(tables_, place, asked.days).grade >= least;
        });
    }

    // As told for the very place by a stronger word, or added before.
    bool added_before(const ShipmentStop& stop, const LocatedPlace& located, const StopDays& asked,
                      bool told) {
        bool before = !located.ids.empty();
        for (const std::string& id : located.ids) {
            int& strongest =
                added_.try_emplace({id, asked.days.from, asked.days.to, asked.told}, -1).first->second;
            before = before && strongest >= strength(stop.kind, told);
            strongest = std::max(strongest, strength(stop.kind, told));
        }
        return before;
    }

    void add_place(const ShipmentStop& stop, const LocatedPlace& located, bool told) {
        for (const StopDays& asked : days_of(stop)) {
            static_cast<void>(added_before(stop, located, asked, told));
            add_place_on(stop, located, asked, told);
        }
    }

    // A day that is not known stays unknown, whatever bounds it.
    void add_place_on(const ShipmentStop& stop, const LocatedPlace& located, const StopDays& asked,
                      bool told) {
        TradePlace place;
        place.path = stop.path;
        place.text = stop.text.empty() ? std::string(model::country_name(stop.country)) : stop.text;
        place.as_area = trade::names_area(place.text);
        place.country = located.country;
        place.kind = stop.kind;
        place.date = asked.told ? asked.days : PartialDate();
        place.located = located.located();
        place.told = told;
        place.point = located.shown;
        place.zone = !place.located && !place.country.empty() && held_in(place.country, asked.days);
        for (model::PlaceAnswer& answer : answers_for(tables_, located, asked.days)) {
            place.answer = std::move(answer);
            judged_.places.push_back(place);
        }
    }

    // Asked once for each country and days: a table of facts is long.
    bool held_in(const std::string& country, const PartialDate& days) {
        const auto [known, fresh] = held_in_.try_emplace({country, days.from, days.to}, false);
        if (fresh) {
            known->second = had_held_places(tables_, country, days);
        }
        return known->second;
    }
    bool beside_held(const std::string& country) {
        const auto [known, fresh] = beside_held_.try_emplace(country, false);
        if (fresh && !country.empty()) {
            known->second = beside_held_places(tables_, country);
        }
        return known->second;
    }

    // Where nothing says from where the goods come, the seller's country is what is known; where nothing says
    // to where, the buyer's. A place at the other end of the way takes nothing back, nor does the office of
    // export. What one item says of its origin answers for that item (decision/).
    void add_partners_countries() {
        const auto says = [&](auto... kinds) {
            return std::ranges::any_of(shipment_.stops, [&](const ShipmentStop& stop) {
                return ((stop.kind == kinds) || ...) && says_place(stop);
            });
        };
        const bool start_told = says(StopKind::origin, StopKind::loading);
        const bool end_told = says(StopKind::destination, StopKind::discharge);
        const bool start_named = std::ranges::any_of(judged_.places, [&](const TradePlace& place) {
            return place.told && place.located && starts_the_way(place.kind);
        });
        const bool from_storage = !shipment_.stops.empty() &&
                                  shipment_.stops.front().kind == StopKind::storage &&
                                  says_place(shipment_.stops.front());
        const bool said = start_told || start_named || from_storage || says(StopKind::export_place);
        judged_.way = said ? decision::WaySaid::yes : decision::WaySaid::no;
        judged_.end_said = end_told;
        std::set<std::pair<StopKind, std::string>> seen;
        for (const model::ShipmentParty& party : shipment_.parties) {
            const StopKind kind = kind_for(party.role);
            const bool asked =
                (kind == StopKind::loading && !start_told) || (kind == StopKind::destination && !end_told);
            for (const model::Country& country : party.subject.countries) {
                if (asked && seen.insert({kind, country.code}).second) {
                    add_partners_country(party, kind, country.code);
                }
            }
        }
    }

    void add_partners_country(const model::ShipmentParty& party, StopKind kind, const std::string& country) {
        ShipmentStop stop;
        stop.kind = kind;
        stop.path = party.path + "/country";
        stop.country = country;
        add_stop(stop);
        if (kind != StopKind::loading) {
            return;
        }
        if (beside_held(country)) {
            judged_.way = decision::WaySaid::beside_held;
        } else if (judged_.way == decision::WaySaid::no) {
            judged_.way = decision::WaySaid::yes;
        }
    }

    // "Of Syrian origin" and no place in Syria: from where in Syria?
    void add_origin_countries() {
        std::set<std::string> seen;
        for (const model::GoodsItem& item : shipment_.goods) {
            const bool placed = std::ranges::any_of(shipment_.stops, [&](const ShipmentStop& stop) {
                return starts_the_way(stop.kind) && stop.country == item.origin_country &&
                       (!stop.text.empty() || stop.point);
            });
            if (!item.origin_country.empty() && !placed && seen.insert(item.origin_country).second) {
                ShipmentStop stop;
                stop.kind = StopKind::origin;
                stop.path = item.path + "/origin_country";
                stop.country = item.origin_country;
                add_stop(stop);
            }
        }
    }

    static StopKind kind_for(std::string_view role) {
        for (const std::string_view word :
             {"buyer", "consignee", "customer", "delivery", "importer", "notify"}) {
            if (base::ascii_ifind(role, word) != std::string_view::npos) {
                return StopKind::destination;
            }
        }
        for (const std::string_view word :
             {"seller", "supplier", "consignor", "shipper", "exporter", "despatch"}) {
            if (base::ascii_ifind(role, word) != std::string_view::npos) {
                return StopKind::loading;
            }
        }
        return StopKind::transit;
    }

    // A party that sits in a held place is a place of the shipment; one that sits anywhere else says nothing.
    void add_parties() {
        for (const model::ShipmentParty& party : shipment_.parties) {
            std::vector<std::string> countries;
            for (const model::Country& country : party.subject.countries) {
                countries.push_back(country.code);
            }
            doubt_address(party, countries);
            const std::string address = base::join(party.address_lines, ", ");
            spot(party.path, address, model::FieldClass::address, countries, kind_for(party.role), true);
            // A bare name of a place that was held then counts, whatever other country stands beside it.
            std::vector<std::string> lines = party.address_lines;
            lines.push_back(address);
            for (const std::string& line : lines) {
                for (const trade::PlaceMention& bare : bare_places(tables_, line, countries)) {
                    add_mention(party.path, bare, kind_for(party.role), true);
                }
            }
        }
    }

    // A line that is the very name of a place in another country than the party's, where that was held then;
    // with several countries, a place that none of them knows.
    void doubt_address(const model::ShipmentParty& party, const std::vector<std::string>& countries) {
        if (countries.empty()) {
            return;
        }
        for (const std::string& line : party.address_lines) {
            ShipmentStop stop;
            stop.kind = kind_for(party.role);
            stop.path = party.path;
            stop.text = line;
            std::optional<LocatedPlace> other;
            for (const std::string& country : countries) {
                stop.country = country;
                other = locate_elsewhere(tables_, stop, locate(tables_, stop));
                if (!other || std::ranges::find(countries, other->country) != countries.end()) {
                    other.reset();
                    break;
                }
            }
            if (other && held_then(stop, *other, PlaceGrade::partial)) {
                doubt_country(stop, *other);
            }
        }
    }

    void add_texts() {
        for (std::size_t at = 0; at < shipment_.goods.size(); ++at) {
            const model::GoodsItem& item = shipment_.goods[at];
            std::vector<std::string> countries;
            if (!item.origin_country.empty()) {
                countries.push_back(item.origin_country);
            }
            spot(item.path, item.description, model::FieldClass::goods, countries, StopKind::origin, true,
                 names_mandate_goods(judged_.goods[at]));
        }
        std::size_t count = 0;
        for (const Shipment::Note& note : shipment_.notes) {
            if (++count > notes_max) {
                judged_.signals.push_back(place_finding(
                    "trade_too_many",
                    fmt::format("goods and places were spotted in the first {} texts only", notes_max)));
                break;
            }
            const bool beside_goods = spot_goods(note);
            spot(note.path, note.text, model::FieldClass::text, {}, StopKind::transit, false, beside_goods);
        }
    }

    // What a text names beside the goods counts with a held place, each class once.
    bool spot_goods(const Shipment::Note& note) {
        TradeGoods goods{note.path, note.text, {}, false, false};
        auto named = goods_in_text(*tables_.goods, note.text);
        const bool any = !named.empty();
        std::erase_if(named, [&](const model::GoodsFinding& one) {
            return std::ranges::any_of(judged_.goods, [&](const TradeGoods& other) {
                return std::ranges::any_of(other.answer.classes, [&](const model::GoodsFinding& known) {
                    return known.goods_class == one.goods_class;
                });
            });
        });
        if (!named.empty()) {
            goods.answer.classes = std::move(named);
            judged_.goods.push_back(std::move(goods));
        }
        return any;
    }

    void spot(const std::string& path, const std::string& text, model::FieldClass field_class,
              std::vector<std::string> countries, StopKind kind, bool told, bool beside_goods = false) {
        if (text.empty()) {
            return;
        }
        trade::PlaceContext context;
        context.field_class = field_class;
        context.countries = std::move(countries);
        for (const trade::PlaceMention& mention : tables_.places->spot(text, context)) {
            if (mention.decides || (beside_goods && mention.weight >= place_weight_beside_goods)) {
                const auto [stop, located] = add_mention(path, mention, kind, told);
                if (field_class == model::FieldClass::text) {
                    add_on_named_days(stop, located, text);
                }
            }
        }
    }

    // On the days of the shipment and of the stops at that place: a stop there on another day, or at another
    // end of the way, does not take back what the text says.
    std::pair<ShipmentStop, LocatedPlace> add_mention(const std::string& path,
                                                      const trade::PlaceMention& mention, StopKind kind,
                                                      bool told) {
        ShipmentStop stop;
        stop.kind = kind;
        stop.path = path;
        stop.text = mention.name;
        stop.country = mention.country.substr(0, 2);
        LocatedPlace located;
        located.country = stop.country;
        if (tables_.territory->knows_place(mention.place_id)) {
            located.ids.push_back(mention.place_id);
        }
        if (mention.point) {
            located.points.push_back(*mention.point);
            located.shown = mention.point;
        }
        const std::vector<PartialDate> same_place = days_of_stops_at(mention, kind, told);
        if (held_then(stop, located, PlaceGrade::partial, same_place)) {
            for (const StopDays& asked : days_of(stop, same_place)) {
                if (!added_before(stop, located, asked, told)) {
                    add_place_on(stop, located, asked, told);
                }
            }
        }
        return {std::move(stop), std::move(located)};
    }

    [[nodiscard]] std::vector<PartialDate> days_of_stops_at(const trade::PlaceMention& mention, StopKind kind,
                                                            bool told) const {
        constexpr std::size_t days_max = 10;  // beyond, one range spans all that remain
        std::vector<PartialDate> days;
        for (const NamedStop& stop : named_stops_) {
            const bool same =
                std::ranges::find(stop.ids, mention.place_id) != stop.ids.end() ||
                (!stop.ids.empty() && base::ascii_ifind(stop.text, mention.name) != std::string_view::npos);
            if (same && (!told || starts_the_way(stop.kind) == starts_the_way(kind))) {
                trade::take_days(days, stop.date, days_max);
            }
        }
        return days;
    }

    // "Lifted at Raqqa in June 2015": the day that stands in the same text counts beside those of the papers.
    void add_on_named_days(ShipmentStop stop, const LocatedPlace& located, std::string_view text) {
        constexpr std::size_t days_max = 10;  // beyond, one range spans all that remain
        std::vector<PartialDate> days;
        for (const trade::SpottedDate& spotted : trade::spot_dates(text)) {
            trade::take_days(days, spotted.date, days_max);
        }
        for (const PartialDate& day : days) {
            stop.date = day;
            if (held_then(stop, located, PlaceGrade::partial)) {
                add_place(stop, located, false);
            }
        }
    }

    void add_cultural() {
        std::vector<trade::CulturalItem> items;
        for (std::size_t at = 0; at < shipment_.goods.size(); ++at) {
            const model::GoodsItem& item = shipment_.goods[at];
            trade::CulturalItem cultural{item.path, item.description, item.origin_country, {}, false, false};
            bool object = false;
            for (const model::GoodsFinding& one : judged_.goods[at].answer.classes) {
                object = object || is_object(one);
                cultural.antique = cultural.antique || one.goods_class == "cultural_collections" ||
                                   one.goods_class == "cultural_antiques";
                cultural.cover = cultural.cover || one.tier == GoodsTier::misdeclaration;
            }
            if (!object && !cultural.cover) {
                continue;
            }
            cultural.cover = cultural.cover && !object;
            for (const trade::PlaceMention& mention : tables_.places->spot(item.description, {})) {
                if (mention.decides) {
                    cultural.places_named.push_back(mention.country.substr(0, 2));
                }
            }
            items.push_back(std::move(cultural));
        }
        std::ranges::move(trade::cultural_findings(shipment_, items), std::back_inserter(judged_.signals));
    }

    void add_oil() {
        trade::OilContext context;
        bool each_said = true;
        for (std::size_t at = 0; at < shipment_.goods.size(); ++at) {
            const auto& classes = judged_.goods[at].answer.classes;
            if (vague_oil_.contains(at) || std::ranges::any_of(classes, model::is_oil)) {
                const bool crude =
                    vague_oil_.contains(at) || std::ranges::any_of(classes, [](const auto& one) {
                        return one.goods_class == "crude_oil";
                    });
                (crude ? context.crude : context.products).push_back(at);
                each_said = each_said && origin_said(shipment_.goods[at]);
            }
        }
        context.days = days_->whole();
        for (const TradePlace& place : judged_.places) {
            context.touches_held = context.touches_held || place.answer.grade >= PlaceGrade::near;
            context.beside_held = context.beside_held || beside_held(place.country);
        }
        context.origin_named =
            each_said || std::ranges::any_of(shipment_.stops, [](const ShipmentStop& stop) {
                return stop.kind == StopKind::origin && says_place(stop);
            });
        std::ranges::move(trade::oil_findings(shipment_, context, *tables_.oil),
                          std::back_inserter(judged_.signals));
    }

    // By its country of origin, or a place that its description names.
    [[nodiscard]] bool origin_said(const model::GoodsItem& item) const {
        return !item.origin_country.empty() ||
               std::ranges::any_of(judged_.places, [&](const TradePlace& place) {
                   return place.kind == StopKind::origin && place.path == item.path;
               });
    }

    struct NamedStop {
        std::vector<std::string> ids;
        std::string text;
        StopKind kind = StopKind::loading;
        PartialDate date;
    };

    const Shipment& shipment_;
    const TradeTables& tables_;
    std::optional<ShipmentDays> days_;
    std::set<std::size_t> vague_oil_;  // items
    std::vector<NamedStop> named_stops_;
    std::set<std::string, std::less<>> route_;  // paths of stops
    // The strongest word of a place, on days that are told or not.
    std::map<std::tuple<std::string, base::Date, base::Date, bool>, int> added_;
    std::map<std::tuple<std::string, base::Date, base::Date>, bool> held_in_;
    std::map<std::string, bool> beside_held_;
    TradeCase judged_;
};

}  // namespace

TradeCase trade_case(const Shipment& shipment, const TradeTables& tables, const base::Date& today_at_least) {
    return CaseBuilder(shipment, tables, today_at_least).build();
}

}  // namespace cordon::engine
