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
#include "trade/cultural_rules.h"
#include "trade/oil_signals.h"
#include "trade/ownership_rules.h"
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

bool is_oil(const model::GoodsFinding& one) {
    return one.tier == GoodsTier::prohibited_if_isil && one.goods_class != "refinery_equipment";
}

bool names_mandate_goods(const TradeGoods& goods) {
    return goods.matters && std::ranges::any_of(goods.answer.classes, [](const model::GoodsFinding& one) {
               return one.tier >= GoodsTier::high_risk;
           });
}

class CaseBuilder {
public:
    CaseBuilder(const Shipment& shipment, const TradeTables& tables)
        : shipment_(shipment), tables_(tables), days_(shipment) {}

    TradeCase build() {
        for (const model::GoodsItem& item : shipment_.goods) {
            TradeGoods goods{item.path, item.description,
                             tables_.goods->classify(item.description, item.hs_code, item.hs_edition)};
            if (auto vague = goods.answer.classes.empty() ? vague_oil(item.description) : std::nullopt) {
                goods.answer.classes.push_back(*std::move(vague));
                goods.matters = false;
            }
            goods.vague = says_too_little(item, goods.answer);
            judged_.goods.push_back(std::move(goods));
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
    // A code of goods that are not of the mandate does not say what "goods as per contract" are, nor does a
    // chapter with such goods among others. A code in the place of all words does.
    [[nodiscard]] bool says_too_little(const model::GoodsItem& item, const model::GoodsAnswer& answer) const {
        if (std::ranges::any_of(answer.classes, [](const model::GoodsFinding& one) {
                return one.tier >= GoodsTier::high_risk;
            })) {
            return false;
        }
        if (tables_.goods->chapter_may_hold(item.hs_code, GoodsTier::high_risk)) {
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
        const std::string supposed = days_.supposed();
        const bool decide = std::ranges::any_of(judged_.places, [](const TradePlace& place) {
            return place.zone || place.answer.grade >= PlaceGrade::near;
        });
        if (!supposed.empty() && decide && std::ranges::any_of(judged_.goods, names_mandate_goods)) {
            judged_.signals.push_back(place_finding("trade_note_place", supposed));
        }
    }

    void add_stop(const ShipmentStop& stop) {
        const LocatedPlace located = locate(tables_, stop);
        stop_ids_.insert(located.ids.begin(), located.ids.end());
        named_stops_.push_back(located.ids.empty() ? std::string_view() : std::string_view(stop.text));
        add_place(stop, located, true);
        if (const auto other = locate_elsewhere(tables_, stop, located)) {
            doubt_country(stop, *other);
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
                base::shown(stop.text), model::country_name(stop.country),
                model::country_name(other.country)));
        finding.field = stop.path;
        finding.field_class = model::FieldClass::address;
        finding.text = stop.text;
        judged_.signals.push_back(std::move(finding));
    }

    [[nodiscard]] bool held_then(const ShipmentStop& stop, const LocatedPlace& place,
                                 PlaceGrade least) const {
        return std::ranges::any_of(days_.of(stop), [&](const PartialDate& days) {
            return answer_for(tables_, place, days).grade >= least;
        });
    }

    void add_place(const ShipmentStop& stop, const LocatedPlace& located, bool told) {
        for (const PartialDate& days : days_.of(stop)) {
            TradePlace place;
            place.path = stop.path;
            place.text = stop.text.empty() ? std::string(model::country_name(stop.country)) : stop.text;
            place.country = located.country;
            place.kind = stop.kind;
            place.date = days;
            place.located = located.located();
            place.told = told;
            place.point = located.shown;
            place.answer = answer_for(tables_, located, days);
            place.zone = !place.located && !place.country.empty() && held_in(place.country, days);
            judged_.places.push_back(std::move(place));
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
    // to where, the buyer's. A place at the other end of the way takes nothing back.
    void add_partners_countries() {
        const bool start_told = std::ranges::any_of(
            shipment_.stops, [](const ShipmentStop& stop) { return starts_the_way(stop.kind); });
        const bool end_told = std::ranges::any_of(shipment_.stops, [](const ShipmentStop& stop) {
            return stop.kind == StopKind::destination || stop.kind == StopKind::discharge;
        });
        const bool any_told = std::ranges::any_of(judged_.places, &TradePlace::told);
        judged_.way = any_told ? decision::WaySaid::yes : decision::WaySaid::no;
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
        if (kind != StopKind::loading || origin_said()) {
            return;
        }
        if (beside_held(country)) {
            judged_.way = decision::WaySaid::beside_held;
        } else if (judged_.way == decision::WaySaid::no) {
            judged_.way = decision::WaySaid::yes;
        }
    }

    // By the country of the goods alone.
    [[nodiscard]] bool origin_said() const {
        return std::ranges::any_of(shipment_.goods,
                                   [](const model::GoodsItem& item) { return !item.origin_country.empty(); });
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
            // Without a country a bare name of a place that was held then counts.
            spot(party.path, base::join(party.address_lines, ", "), model::FieldClass::address, countries,
                 kind_for(party.role), true, countries.empty());
        }
    }

    // A line that is the very name of a place in another country than the party's, where that was held then.
    void doubt_address(const model::ShipmentParty& party, const std::vector<std::string>& countries) {
        if (countries.size() != 1) {
            return;
        }
        for (const std::string& line : party.address_lines) {
            ShipmentStop stop;
            stop.kind = kind_for(party.role);
            stop.path = party.path;
            stop.text = line;
            stop.country = countries.front();
            const auto other = locate_elsewhere(tables_, stop, locate(tables_, stop));
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
            if (!mention.decides && !(beside_goods && mention.weight >= place_weight_beside_goods)) {
                continue;
            }
            const bool known = stop_ids_.contains(mention.place_id) ||
                               std::ranges::any_of(named_stops_, [&](std::string_view stop) {
                                   return base::ascii_ifind(stop, mention.name) != std::string_view::npos;
                               });
            if (known) {
                continue;
            }
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
            if (held_then(stop, located, PlaceGrade::partial)) {
                add_place(stop, located, told);
            }
            if (field_class == model::FieldClass::text) {
                add_on_named_days(stop, located, text);
            }
        }
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
                object = object || one.tier == GoodsTier::cultural_after_date;
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
        for (std::size_t at = 0; at < shipment_.goods.size(); ++at) {
            const auto& classes = judged_.goods[at].answer.classes;
            if (std::ranges::any_of(classes, is_oil)) {
                const bool crude = std::ranges::any_of(
                    classes, [](const model::GoodsFinding& one) { return one.goods_class == "crude_oil"; });
                (crude ? context.crude : context.products).push_back(at);
                context.origin_named = context.origin_named || !shipment_.goods[at].origin_country.empty();
            }
        }
        context.days = days_.whole();
        for (const TradePlace& place : judged_.places) {
            context.touches_held = context.touches_held || place.answer.grade >= PlaceGrade::near;
            context.beside_held = context.beside_held || beside_held(place.country);
            context.origin_named = context.origin_named || place.kind == StopKind::origin;
        }
        std::ranges::move(trade::oil_findings(shipment_, context, *tables_.oil),
                          std::back_inserter(judged_.signals));
    }

    const Shipment& shipment_;
    const TradeTables& tables_;
    ShipmentDays days_;
    std::set<std::string, std::less<>> stop_ids_;
    std::vector<std::string_view> named_stops_;  // texts of stops whose place is known
    std::map<std::tuple<std::string, base::Date, base::Date>, bool> held_in_;
    std::map<std::string, bool> beside_held_;
    TradeCase judged_;
};

model::Finding ownership(std::string code, const model::ShipmentParty& party, std::string sentence) {
    model::Finding finding;
    finding.kind = model::FindingKind::ownership;
    finding.code = std::move(code);
    finding.field = party.path;
    finding.field_class = model::FieldClass::name;
    finding.text = party.subject.names.empty() ? std::string() : party.subject.names.front();
    finding.sentence = std::move(sentence);
    return finding;
}

std::string regimes_of(const std::vector<trade::OwnershipRule>& rules) {
    std::string names;
    for (const trade::OwnershipRule& rule : rules) {
        const std::string one = fmt::format("{} ({} {} %{})", rule.regime, rule.above ? "more than" : "from",
                                            rule.percent, rule.added_up ? ", added up" : "");
        if (names.find(one) == std::string::npos) {
            names += (names.empty() ? "" : ", ") + one;
        }
    }
    return names;
}

}  // namespace

TradeCase trade_case(const Shipment& shipment, const TradeTables& tables) {
    return CaseBuilder(shipment, tables).build();
}

std::vector<model::Finding> ownership_findings(const Shipment& shipment,
                                               const std::vector<model::Finding>& found) {
    std::vector<model::Finding> findings;
    const PartialDate& days = shipment.paid_on.known() ? shipment.paid_on : shipment.shipped_on;
    for (const model::ShipmentParty& party : shipment.parties) {
        const std::string name =
            party.subject.names.empty() ? "a party" : base::shown(party.subject.names.front());
        if (party.owned_percent >= 0) {
            const double shares[] = {party.owned_percent};
            const auto under = trade::owned_under(shares, days);
            if (!under.empty()) {
                findings.push_back(ownership("owned_by_listed", party,
                                             fmt::format("{} is owned by listed parties to {} %: {}", name,
                                                         party.owned_percent, regimes_of(under))));
            } else if (party.owned_percent > 0) {
                findings.push_back(ownership("owned_minority", party,
                                             fmt::format("{} is owned by listed parties to {} %, below every "
                                                         "regime's share; control was not looked at",
                                                         name, party.owned_percent)));
            }
        }
        std::vector<double> shares;
        for (const model::ShipmentOwner& owner : party.owners) {
            const bool hit = std::ranges::any_of(found, [&](const model::Finding& finding) {
                return !finding.listing_id.empty() && finding.field.starts_with(owner.path);
            });
            if (hit) {
                shares.push_back(owner.percent < 0 ? 100 : owner.percent);  // a share that is not said: all
            }
        }
        if (const auto under = trade::owned_under(shares, days); !under.empty()) {
            findings.push_back(
                ownership("owned_through_matches", party,
                          fmt::format("{} would be owned by listed parties, if the matches of its "
                                      "owners are right: {}",
                                      name, regimes_of(under))));
        }
    }
    return findings;
}

}  // namespace cordon::engine
