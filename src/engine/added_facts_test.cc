// Goal: a fact that is added to a shipment makes its verdict no milder, but for the exceptions that
//       engine/milder_facts.h names, and of these only what was held for want of that very fact. Shipments of
//       corpus/trade/scenarios and generated ones; CORDON_SEED repeats a run, CORDON_ROUNDS makes it longer.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/parse.h"
#include "base/prng.h"
#include "base/strings.h"
#include "base/testing.h"
#include "codec/toml.h"
#include "engine/milder_facts.h"
#include "engine/trade_check.h"
#include "trade/shipment_reader.h"

namespace cordon::engine {
namespace {

using base::PartialDate;
using base::Prng;
using decision::TradeOutcome;
using model::Shipment;
using model::StopKind;

template <class Each>
const Each& one_of(Prng& prng, const std::vector<Each>& all) {
    return all[prng.below(all.size())];
}

struct Spot {
    std::string text;
    std::string country;
};

// Held ones, near ones, freed ones, ordinary ones, unknown ones and some that only say a country.
const std::vector<Spot>& spots() {
    static const std::vector<Spot> all = {{"Raqqa", "SY"},
                                          {"Raqqa", ""},
                                          {"Mosul", "IQ"},
                                          {"Hawija", "IQ"},
                                          {"Sirte", "LY"},
                                          {"Manbij", "SY"},
                                          {"Tal Abyad", "SY"},
                                          {"Deir ez-Zor", "SY"},
                                          {"Damascus", "SY"},
                                          {"Baghdad", "IQ"},
                                          {"Raqqa", "TR"},
                                          {"Raqqa governorate", "SY"},
                                          {"Ninawa", "IQ"},
                                          {"Homs", "SY"},
                                          {"Hamburg", "DE"},
                                          {"Mersin", "TR"},
                                          {"Rotterdam", "NL"},
                                          {"Xyzburg", ""},
                                          {"Xyzburg", "DE"},
                                          {"", "SY"},
                                          {"", "DE"},
                                          {"Jarabulus", "SY"},
                                          {"Depot near Mosul", ""},
                                          {"Main Road, Hawija", "DE"},
                                          {"Al-Omar oil field", "SY"},
                                          {"Faysh Khabur", "IQ"}};
    return all;
}

const std::vector<std::string>& goods_words() {
    static const std::vector<std::string> all = {"crude oil",
                                                 "fuel",
                                                 "goods as per contract",
                                                 "wheat",
                                                 "wheat from Mosul",
                                                 "drones",
                                                 "cash",
                                                 "gold bars",
                                                 "ammonium nitrate",
                                                 "machinery",
                                                 "light sweet oil",
                                                 "cement",
                                                 "crude oil from Raqqa",
                                                 "",
                                                 "plastic buckets",
                                                 "olive oil",
                                                 "cigarettes and fuel",
                                                 "food parcels",
                                                 "modular refinery",
                                                 "pickups"};
    return all;
}

const std::vector<std::string>& hs_codes() {
    static const std::vector<std::string> all = {"300490", "100199", "392690", "950300", "63",     "2710",
                                                 "270900", "15",     "870323", "310230", "840999", "252329",
                                                 "93",     "27",     "871000", "710812"};
    return all;
}

PartialDate some_day(Prng& prng) {
    static const std::vector<std::string> all = {
        "2010-01-01", "2013-05-20", "2014-06-12", "2015-06-01", "2015-06-20", "2015",  "2016-03",
        "2017-08-02", "2019-05-01", "2021",       "2024-02-01", "1915",       "2018?", "2041"};
    const auto day = base::parse_partial_date(one_of(prng, all));
    CORDON_CHECK(day.has_value());
    return *day;
}

std::string some_country(Prng& prng) {
    return one_of(prng, std::vector<std::string>{"SY", "DE", "TR", "IQ", "US", "LB", "NL", "LY"});
}

std::string some_role(Prng& prng) {
    return one_of(prng, std::vector<std::string>{"seller", "buyer", "bank", "carrier", "notify"});
}

StopKind some_kind(Prng& prng) {
    return static_cast<StopKind>(prng.below(static_cast<std::uint64_t>(StopKind::export_place) + 1));
}

model::ShipmentStop some_stop(Prng& prng, const Shipment& shipment) {
    const Spot& spot = one_of(prng, spots());
    model::ShipmentStop stop;
    stop.kind = some_kind(prng);
    stop.path = fmt::format("/stops/{}", shipment.stops.size());
    stop.text = spot.text;
    stop.country = spot.country;
    return stop;
}

model::ShipmentParty some_party(Prng& prng, const Shipment& shipment) {
    model::ShipmentParty party;
    party.path = fmt::format("/parties/{}", shipment.parties.size());
    party.role = some_role(prng);
    party.subject.names = {"Green Hill Supplies Example"};
    return party;
}

const std::vector<std::string>& addresses() {
    static const std::vector<std::string> all = {
        "Raqqa",        "Main Road, Hawija", "1 Main Street, Hamburg",
        "Raqqa, Syria", "Mosul Street 5",    "Bab Street 4, Mosul"};
    return all;
}

model::GoodsItem some_item(Prng& prng, const Shipment& shipment) {
    model::GoodsItem item;
    item.path = fmt::format("/goods/{}", shipment.goods.size());
    item.description = one_of(prng, goods_words());
    if (item.description.empty() || prng.below(4) == 0) {
        item.hs_code = one_of(prng, hs_codes());
    }
    return item;
}

const std::vector<std::string>& note_texts() {
    static const std::vector<std::string> all = {"handled with care",
                                                 "shipped in 2010",
                                                 "from Hamburg to Rotterdam",
                                                 "olive oil",
                                                 "Raqqa, 2010",
                                                 "crude oil by way of Raqqa, Syria",
                                                 "lifted at Raqqa in June 2015",
                                                 "fuel and medicine",
                                                 "Homs"};
    return all;
}

// A change, and under which exceptions it may make a verdict milder. False: it does not apply.
using Allowed = std::vector<MilderFact>;
using Change = std::function<bool(Shipment&, Prng&, Allowed&)>;

bool add_stop(Shipment& shipment, Prng& prng, Allowed& allowed) {
    model::ShipmentStop stop = some_stop(prng, shipment);
    if (prng.below(2) == 0) {
        stop.date = some_day(prng);
        allowed.push_back(MilderFact::bounding_day);
        allowed.push_back(MilderFact::order_told);
        // Of the same place: the day of what a text names without one.
        allowed.push_back(stop.kind == StopKind::loading || stop.kind == StopKind::export_place
                              ? MilderFact::shipping_day
                              : MilderFact::stop_day);
    }
    if (stop.kind != StopKind::transit && (stop.kind != StopKind::storage || shipment.stops.empty())) {
        allowed.push_back(MilderFact::start_told);
    }
    shipment.stops.push_back(std::move(stop));
    return true;
}

bool date_stop(Shipment& shipment, Prng& prng, Allowed& allowed) {
    if (shipment.stops.empty()) {
        return false;
    }
    model::ShipmentStop& stop = shipment.stops[prng.below(shipment.stops.size())];
    if (stop.date.known()) {
        return false;
    }
    stop.date = some_day(prng);
    allowed = {MilderFact::stop_day, MilderFact::bounding_day, MilderFact::order_told};
    if (stop.kind == StopKind::loading || stop.kind == StopKind::export_place) {
        allowed.push_back(MilderFact::shipping_day);
    }
    return true;
}

bool place_stop(Shipment& shipment, Prng& prng, Allowed& allowed) {
    if (shipment.stops.empty()) {
        return false;
    }
    model::ShipmentStop& stop = shipment.stops[prng.below(shipment.stops.size())];
    allowed = {MilderFact::place_told, MilderFact::start_told};
    if (stop.date.known()) {
        allowed.push_back(MilderFact::stop_day);  // of what a text names at that place
    }
    switch (prng.below(4)) {
        case 0:
            if (!stop.country.empty()) {
                return false;
            }
            stop.country = some_country(prng);
            return true;
        case 1:
            if (!stop.text.empty()) {
                return false;
            }
            stop.text = one_of(prng, std::vector<std::string>{"Hamburg", "Damascus", "Raqqa", "Xyzburg"});
            return true;
        case 2:
            if (!stop.locode.empty()) {
                return false;
            }
            stop.locode = one_of(prng, std::vector<std::string>{"DEHAM", "SYDAM", "TRMER", "IQOSM"});
            return true;
        default:
            if (stop.point) {
                return false;
            }
            stop.point = one_of(prng, std::vector<model::GeoPoint>{{53.55, 10}, {33.51, 36.29}, {35.95, 39}});
            return true;
    }
}

bool add_day(Shipment& shipment, Prng& prng, Allowed& allowed) {
    PartialDate* const days[] = {&shipment.shipped_on, &shipment.contract_date, &shipment.paid_on};
    const std::size_t which = prng.below(3);
    if (days[which]->known()) {
        return false;
    }
    *days[which] = some_day(prng);
    if (which == 0) {
        allowed = {MilderFact::shipping_day};
    } else if (which == 1) {
        allowed = {MilderFact::bounding_day};
    }
    return true;
}

bool add_party(Shipment& shipment, Prng& prng, Allowed& allowed) {
    model::ShipmentParty party = some_party(prng, shipment);
    if (prng.below(2) == 0) {
        party.subject.countries.push_back({some_country(prng), ""});
        allowed = {MilderFact::start_told};
    }
    if (prng.below(2) == 0) {
        party.address_lines = {one_of(prng, addresses())};
    }
    shipment.parties.push_back(std::move(party));
    return true;
}

bool tell_party(Shipment& shipment, Prng& prng, Allowed& allowed) {
    if (shipment.parties.empty()) {
        return false;
    }
    model::ShipmentParty& party = shipment.parties[prng.below(shipment.parties.size())];
    if (prng.below(2) == 0) {
        party.subject.countries.push_back({some_country(prng), ""});
        allowed = {MilderFact::start_told, MilderFact::name_known_there};
    } else {
        party.address_lines.push_back(one_of(prng, addresses()));
    }
    return true;
}

bool add_item(Shipment& shipment, Prng& prng, Allowed& allowed) {
    shipment.goods.push_back(some_item(prng, shipment));
    if (prng.below(3) == 0) {
        allowed = {MilderFact::bounding_day};  // the earliest of all
        shipment.goods.back().produced_on = some_day(prng);
    }
    if (prng.below(3) == 0) {
        shipment.goods.back().origin_country = some_country(prng);
    }
    return true;
}

bool tell_item(Shipment& shipment, Prng& prng, Allowed& allowed) {
    if (shipment.goods.empty()) {
        return false;
    }
    model::GoodsItem& item = shipment.goods[prng.below(shipment.goods.size())];
    switch (prng.below(5)) {
        case 0:
            if (!item.hs_code.empty()) {
                return false;
            }
            if (base::trim(item.description).empty()) {
                allowed = {MilderFact::words_told};
            }
            item.hs_code = one_of(prng, hs_codes());
            return true;
        case 1:
            if (item.produced_on.known()) {
                return false;
            }
            item.produced_on = some_day(prng);
            allowed = {MilderFact::bounding_day};
            return true;
        case 2:
            if (!item.origin_country.empty()) {
                return false;
            }
            item.origin_country = some_country(prng);
            allowed = {MilderFact::start_told};
            return true;
        case 3:
            if (!item.unit_price.empty() || !item.amount.empty() || item.quantity > 0) {
                return false;
            }
            item.unit_price = "20.00";
            item.currency = "USD";
            item.unit = "bbl";
            item.quantity = 200;
            return true;
        default:
            if (!item.description.empty() || item.hs_code.empty()) {
                return false;
            }
            item.description = one_of(prng, goods_words());
            return true;
    }
}

bool add_note(Shipment& shipment, Prng& prng, Allowed&) {
    shipment.notes.push_back({fmt::format("/text/{}", shipment.notes.size()), one_of(prng, note_texts())});
    return true;
}

bool add_paper(Shipment& shipment, Prng& prng, Allowed&) {
    if (prng.below(2) == 0) {
        shipment.conveyances.push_back({model::ConveyanceKind::truck, "/conveyances/9", "Truck 1", ""});
    } else {
        shipment.humanitarian.push_back({"mercy", "", "", ""});  // no whole ground
    }
    return true;
}

struct Fact {
    std::string_view name;
    Change change;
};

const std::vector<Fact>& facts() {
    static const std::vector<Fact> all = {
        {"a stop", add_stop},  {"the day of a stop", date_stop}, {"which place a stop is", place_stop},
        {"a day", add_day},    {"a party", add_party},           {"more of a party", tell_party},
        {"an item", add_item}, {"more of an item", tell_item},   {"a note", add_note},
        {"a paper", add_paper}};
    return all;
}

struct Judged {
    TradeOutcome outcome = TradeOutcome::pass;
    std::set<std::string> doubts;
    std::vector<model::Reason> reasons;
};

Judged judge(Shipment shipment) {
    const auto checked = trade::check_shipment(shipment, {});
    CORDON_CHECK(checked.has_value());
    Judged judged;
    const auto take = [&](const std::vector<model::Finding>& findings) {
        for (const model::Finding& finding : findings) {
            model::Reason reason = decision::trade_reason(finding);
            reason.finding = finding;
            judged.outcome = std::max(judged.outcome, decision::trade_outcome(reason));
            judged.reasons.push_back(std::move(reason));
        }
    };
    const decision::TradeCase trade = trade_case(shipment, bundled_trade_tables(), {2026, 1, 1});
    take(decision::trade_findings({}, trade));
    take(ownership_findings(shipment, {}));
    for (const Shipment::Doubt& doubt : shipment.doubts) {
        judged.doubts.insert(doubt.code);
    }
    if (!shipment.doubts.empty()) {
        judged.outcome = std::max(judged.outcome, TradeOutcome::review);
    }
    return judged;
}

// Cultural property has a table of its own, in which papers and days decide (MilderFact::object_papers).
bool clears(const Allowed& allowed, std::string_view code) {
    return std::ranges::any_of(milder_facts, [&](const MilderFactRow& row) {
        // No place here has a namesake in another country: only the doubt and its unknown days go.
        if (row.fact == MilderFact::name_known_there && code != "place_country" && code != "trade_undated" &&
            code != "trade_contested") {
            return false;
        }
        const bool given =
            row.fact == MilderFact::object_papers || std::ranges::find(allowed, row.fact) != allowed.end();
        return given &&
               (" " + std::string(row.codes) + " ").find(fmt::format(" {} ", code)) != std::string::npos;
    });
}

// A finding of a stop that had a day of its own, or of a text's place on the day of shipment, is not one of
// an unknown day.
bool was_open(const Shipment& before, const model::Finding& finding, const Allowed& allowed) {
    const bool of_days = std::ranges::find(allowed, MilderFact::stop_day) != allowed.end() ||
                         std::ranges::find(allowed, MilderFact::shipping_day) != allowed.end();
    const bool of_hold = finding.code == "trade_held" || finding.code == "trade_area_oil";
    return !of_days || !of_hold || std::ranges::none_of(before.stops, [&](const model::ShipmentStop& stop) {
        return stop.path == finding.field && stop.date.exact() && stop.date.from.year >= 1990;
    });
}

// The first reason that should not have been cleared; "" when all is right.
std::string wrongly_milder(const Shipment& before, const Judged& was, const Judged& is,
                           const Allowed& allowed) {
    if (is.outcome >= was.outcome) {
        return {};
    }
    const bool ordered = std::ranges::find(allowed, MilderFact::order_told) != allowed.end();
    for (const std::string& doubt : was.doubts) {
        if (!is.doubts.contains(doubt) && !(ordered && doubt == "dates_reversed")) {
            return doubt;
        }
    }
    if (ordered && is.doubts.size() < was.doubts.size()) {
        return {};
    }
    for (const model::Reason& reason : was.reasons) {
        if (decision::trade_outcome(reason) > is.outcome &&
            !(clears(allowed, reason.finding.code) && was_open(before, reason.finding, allowed))) {
            return fmt::format("{} ({}): {}", reason.finding.code, reason.finding.field,
                               reason.finding.sentence);
        }
    }
    return {};
}

std::string shown(const Shipment& shipment) {
    std::string text;
    for (const model::GoodsItem& item : shipment.goods) {
        text += fmt::format("\n  goods '{}' hs '{}' origin '{}' produced '{}'", item.description,
                            item.hs_code, item.origin_country, base::to_string(item.produced_on));
    }
    for (const model::ShipmentStop& stop : shipment.stops) {
        text += fmt::format("\n  stop {} '{}' {} {} {} '{}'", static_cast<int>(stop.kind), stop.text,
                            stop.country, stop.locode, stop.point ? "point" : "", base::to_string(stop.date));
    }
    for (const model::ShipmentParty& party : shipment.parties) {
        text += fmt::format("\n  party {} {} '{}'", party.role,
                            party.subject.countries.empty() ? "" : party.subject.countries.front().code,
                            base::join(party.address_lines, " | "));
    }
    for (const Shipment::Note& note : shipment.notes) {
        text += fmt::format("\n  note '{}'", note.text);
    }
    return text + fmt::format("\n  contract '{}' shipped '{}' paid '{}'",
                              base::to_string(shipment.contract_date), base::to_string(shipment.shipped_on),
                              base::to_string(shipment.paid_on));
}

std::vector<Shipment> of_scenarios() {
    std::vector<Shipment> shipments;
    for (const auto& entry : std::filesystem::directory_iterator("corpus/trade/scenarios")) {
        const auto table = codec::parse_toml(base::testing::read_test_file(entry.path().string()));
        CORDON_CHECK(table.has_value());
        const codec::JsonValue* const each = table->find("scenario");
        CORDON_CHECK(each != nullptr && each->array() != nullptr);
        for (const codec::JsonValue& one : *each->array()) {
            const codec::JsonValue* const text = one.find("shipment");
            if (text == nullptr) {
                continue;
            }
            auto read = trade::read_shipment(text->as_text());
            if (read.has_value()) {
                shipments.push_back(*std::move(read));
            }
        }
    }
    std::ranges::sort(shipments, {}, &Shipment::id);
    return shipments;
}

Shipment generated(Prng& prng) {
    Shipment shipment;
    shipment.id = "GEN-1";
    Allowed ignored;
    shipment.goods.push_back(some_item(prng, shipment));
    for (const auto& [change, in] : std::initializer_list<std::pair<Change, int>>{{add_item, 4},
                                                                                  {tell_item, 3},
                                                                                  {add_stop, 1},
                                                                                  {add_stop, 3},
                                                                                  {add_day, 2},
                                                                                  {add_party, 3},
                                                                                  {add_note, 6}}) {
        if (prng.below(static_cast<std::uint64_t>(in)) == 0) {
            change(shipment, prng, ignored);
        }
    }
    return shipment;
}

TEST(AddedFacts, MakeNoVerdictMilderButForTheTable) {
    const std::uint64_t seed = base::testing::seed_from_environment(20261122);
    const char* const rounds_text = std::getenv("CORDON_ROUNDS");
    const std::uint32_t rounds =
        rounds_text == nullptr ? 1'000 : base::parse_number<std::uint32_t>(rounds_text).value();
    fmt::print("seed {}\n", seed);
    Prng prng(seed);
    std::vector<Shipment> shipments = of_scenarios();
    EXPECT_GE(shipments.size(), 150U);
    std::map<std::string, std::size_t> wrong;  // kinds of failure, each shown once
    std::size_t compared = 0;
    std::size_t milder = 0;
    for (std::uint32_t round = 0; round < rounds; ++round) {
        const Shipment before = prng.below(2) == 0 ? one_of(prng, shipments) : generated(prng);
        const Judged was = judge(before);
        if (was.outcome < TradeOutcome::review) {
            continue;
        }
        for (const Fact& fact : facts()) {
            Shipment after = before;
            Allowed allowed;
            if (!fact.change(after, prng, allowed)) {
                continue;
            }
            ++compared;
            const Judged is = judge(after);
            milder += is.outcome < was.outcome ? 1U : 0U;
            const std::string reason = wrongly_milder(before, was, is, allowed);
            if (!reason.empty() && wrong[fmt::format("{} {}", fact.name, reason.substr(0, 20))]++ == 0) {
                ADD_FAILURE() << fact.name << " made " << decision::trade_outcome_code(was.outcome) << " "
                              << decision::trade_outcome_code(is.outcome) << ": lost " << reason
                              << "\nbefore:" << shown(before) << "\nafter:" << shown(after);
            }
        }
    }
    fmt::print("{} facts added, {} cleared something by the table\n", compared, milder);
    for (const auto& [kind, count] : wrong) {
        fmt::print("{:>6} {}\n", count, kind);
    }
}

}  // namespace
}  // namespace cordon::engine
