#include "engine/trade_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/strings.h"
#include "engine/trade_place.h"
#include "engine/vague_goods.h"
#include "model/country.h"
#include "trade/cultural_rules.h"
#include "trade/oil_signals.h"
#include "trade/ownership_rules.h"

namespace cordon::engine {

using base::PartialDate;
using decision::TradeCase;
using decision::TradeGoods;
using decision::TradePlace;
using model::GoodsTier;
using model::PlaceGrade;
using model::Shipment;
using model::ShipmentStop;
using model::StopKind;

namespace {

constexpr std::size_t notes_max = 2'000;
constexpr std::size_t days_max = 50;
constexpr std::int32_t transport_days = 30;

bool starts_the_way(StopKind kind) {
    return kind == StopKind::origin || kind == StopKind::loading || kind == StopKind::export_place;
}

PartialDate later(PartialDate days, std::int32_t count) {
    if (days.known()) {
        days.to = base::date_from_days(base::days_since_epoch(days.to) + count);
    }
    return days;
}

// The days on which goods stood at the places of one shipment.
class ShipmentDays {
public:
    explicit ShipmentDays(const Shipment& shipment) : shipment_(shipment) {
        std::set<std::pair<base::Date, base::Date>> seen;
        for (const model::GoodsItem& item : shipment.goods) {
            if (item.produced_on.known() && produced_.size() < days_max &&
                seen.emplace(item.produced_on.from, item.produced_on.to).second) {
                produced_.push_back(item.produced_on);
            }
        }
        for (const ShipmentStop& stop : shipment.stops) {
            if (stop.date.known() && (!any_stop_.known() || stop.date.from < any_stop_.from)) {
                any_stop_ = stop.date;
            }
        }
    }

    // At least one; an unknown one when nothing tells.
    [[nodiscard]] std::vector<PartialDate> of(const ShipmentStop& stop) const {
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
        if (starts_the_way(stop.kind) && shipment_.paid_on.known() && days.front().known()) {
            days.push_back(shipment_.paid_on);  // whoever holds the place then is paid
        }
        return days;
    }

    // Of the whole shipment.
    [[nodiscard]] PartialDate whole() const { return shared(StopKind::loading); }

private:
    [[nodiscard]] PartialDate shared(StopKind kind) const {
        const PartialDate& base = shipment_.shipped_on.known()      ? shipment_.shipped_on
                                  : any_stop_.known()               ? any_stop_
                                  : shipment_.contract_date.known() ? shipment_.contract_date
                                                                    : shipment_.paid_on;
        return starts_the_way(kind) ? base : later(base, transport_days);
    }

    const Shipment& shipment_;
    std::vector<PartialDate> produced_;
    PartialDate any_stop_;
};

bool is_oil(const model::GoodsFinding& one) {
    return one.tier == GoodsTier::prohibited_if_isil && one.goods_class != "refinery_equipment";
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
            judged_.goods.push_back(std::move(goods));
        }
        for (const ShipmentStop& stop : shipment_.stops) {
            add_stop(stop, true);
        }
        add_origin_countries();
        add_parties();
        add_texts();
        judged_.humanitarian = shipment_.humanitarian;
        add_cultural();
        add_oil();
        return std::move(judged_);
    }

private:
    void add_stop(const ShipmentStop& stop, bool told) {
        const LocatedPlace located = locate(tables_, stop);
        add_place(stop, located, told);
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
            place.zone =
                !place.located && !place.country.empty() && had_held_places(tables_, place.country, days);
            judged_.places.push_back(std::move(place));
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
                add_stop(stop, true);
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
            spot(party.path, base::join(party.address_lines, ", "), model::FieldClass::address, countries,
                 kind_for(party.role), true);
        }
    }

    void add_texts() {
        for (const model::GoodsItem& item : shipment_.goods) {
            std::vector<std::string> countries;
            if (!item.origin_country.empty()) {
                countries.push_back(item.origin_country);
            }
            spot(item.path, item.description, model::FieldClass::goods, countries, StopKind::origin, true);
        }
        std::size_t count = 0;
        for (const Shipment::Note& note : shipment_.notes) {
            if (++count > notes_max) {
                model::Finding finding;
                finding.kind = model::FindingKind::place;
                finding.code = "trade_too_many";
                finding.sentence = fmt::format("places were spotted in the first {} texts only", notes_max);
                judged_.signals.push_back(std::move(finding));
                break;
            }
            spot(note.path, note.text, model::FieldClass::text, {}, StopKind::transit, false);
        }
    }

    void spot(const std::string& path, const std::string& text, model::FieldClass field_class,
              std::vector<std::string> countries, StopKind kind, bool told) {
        if (text.empty()) {
            return;
        }
        trade::PlaceContext context;
        context.field_class = field_class;
        context.countries = std::move(countries);
        for (const trade::PlaceMention& mention : tables_.places->spot(text, context)) {
            if (!mention.decides) {
                continue;
            }
            const bool known = std::ranges::any_of(shipment_.stops, [&](const ShipmentStop& stop) {
                return base::ascii_ifind(stop.text, mention.name) != std::string_view::npos;
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
            if (answer_for(tables_, located, days_.of(stop).front()).grade >= PlaceGrade::partial) {
                add_place(stop, located, told);
            }
        }
    }

    void add_cultural() {
        std::vector<trade::CulturalItem> items;
        for (std::size_t at = 0; at < judged_.goods.size(); ++at) {
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
        for (std::size_t at = 0; at < judged_.goods.size(); ++at) {
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
            context.beside_held = context.beside_held || beside_held_places(place.country);
            context.origin_named = context.origin_named || place.kind == StopKind::origin;
        }
        std::ranges::move(trade::oil_findings(shipment_, context, *tables_.oil),
                          std::back_inserter(judged_.signals));
    }

    const Shipment& shipment_;
    const TradeTables& tables_;
    ShipmentDays days_;
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
