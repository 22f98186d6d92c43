// Goal: cultural property is judged by the day it left, oil by its signs, ownership by each regime's share.
#include <gtest/gtest.h>

#include <algorithm>

#include "trade/cultural_rules.h"
#include "trade/oil_signals.h"
#include "trade/ownership_rules.h"

namespace cordon::trade {
namespace {

using model::Shipment;
using model::StopKind;

base::PartialDate date(std::string_view text) {
    return text.empty() ? base::PartialDate() : base::parse_partial_date(text).value_or(base::PartialDate());
}

model::ShipmentStop stop(StopKind kind, std::string country, std::string_view day) {
    model::ShipmentStop made;
    made.kind = kind;
    made.country = std::move(country);
    made.date = date(day);
    return made;
}

model::ProvenanceStep step(std::string country, std::string_view from, std::string_view to,
                           std::string document) {
    return {"/provenance", "Example Family",   "", std::move(country), date(from),
            date(to),      std::move(document)};
}

// The codes of one item, a blank between them.
std::string judged(const Shipment& shipment, CulturalItem item) {
    std::string codes;
    for (const model::Finding& finding : cultural_findings(shipment, {std::move(item)})) {
        codes += (codes.empty() ? "" : " ") + finding.code;
    }
    return codes;
}

const CulturalItem statue{"/goods[1]", "ancient statue", "", {}, false, true};

TEST(CulturalRules, TheDayItLeftDecides) {
    struct Row {
        std::string country;
        std::string_view left;
        std::string_view code;
    };
    const Row rows[] = {
        {"SY", "2011-03-14", "cultural_undocumented"}, {"SY", "2011-03-15", "cultural_after_date"},
        {"SY", "2011-03", "cultural_date_unknown"},    {"SY", "2011", "cultural_date_unknown"},
        {"IQ", "1990-08-05", "cultural_undocumented"}, {"IQ", "1990-08-06", "cultural_after_date"},
        {"IQ", "2003", "cultural_after_date"},         {"SY", "2003", "cultural_undocumented"},
        {"IT", "2015", "cultural_provenance_unknown"}, {"SY", "", "cultural_date_unknown"},
    };
    for (const Row& row : rows) {
        Shipment shipment;
        shipment.stops.push_back(stop(StopKind::export_place, row.country, row.left));
        EXPECT_EQ(judged(shipment, statue), row.code) << row.country << " " << row.left;
    }
}

TEST(CulturalRules, PapersAndProvenance) {
    Shipment shipment;
    shipment.stops.push_back(stop(StopKind::export_place, "SY", "2012-06"));
    shipment.provenance.push_back(step("CH", "2012-07", "", "invoice"));
    EXPECT_EQ(judged(shipment, statue), "cultural_no_permit");
    shipment.export_permit = "P-1";
    EXPECT_EQ(judged(shipment, statue), "cultural_papers");

    Shipment abroad;
    abroad.provenance = {step("IQ", "1960", "1975", ""), step("CH", "1975", "2015", "customs entry")};
    EXPECT_EQ(judged(abroad, statue), "cultural_before_date");
    abroad.provenance[1].document.clear();
    EXPECT_EQ(judged(abroad, statue), "cultural_undocumented");
    abroad.provenance = {step("IQ", "1960", "1985", "letter"), step("CH", "1999", "2015", "invoice")};
    EXPECT_EQ(judged(abroad, statue), "cultural_provenance_gap");
}

TEST(CulturalRules, WhereItComesFrom) {
    CulturalItem palmyrene = statue;
    palmyrene.description = "funerary bust, Palmyrene";
    EXPECT_EQ(judged({}, palmyrene), "cultural_date_unknown") << "the words name the country";
    EXPECT_EQ(judged({}, statue), "cultural_provenance_unknown");
    CulturalItem painting = statue;
    painting.description = "landscape in acrylic";
    painting.antique = false;
    EXPECT_EQ(judged({}, painting), "cultural_other_source");
    CulturalItem cover{"/goods[1]", "garden ornaments", "SY", {}, true, false};
    EXPECT_EQ(judged({}, cover), "cultural_cover");
    cover.origin_country = "IT";
    EXPECT_EQ(judged({}, cover), "");
}

TEST(CulturalRules, WhatWordsNameCountsBesideWhatIsStated) {
    struct Row {
        std::string description;
        std::string origin;
        bool antique;
        std::string_view codes;
    };
    const Row rows[] = {
        {"ancient statue", "IT", true, "cultural_other_source"},
        {"Palmyrene funerary relief", "TR", true, "cultural_date_unknown"},
        {"ancient Syrian coins", "TR", true, "cultural_date_unknown"},
        {"ancient Syrian coins", "TR", false, "cultural_date_unknown"},
        {"pièces syriennes, antiquités", "CH", true, "cultural_date_unknown"},
        {"Mesopotamian cylinder seal", "LB", true, "cultural_date_unknown"},
        {"Assyrian relief", "TR", true, "cultural_date_unknown"},  // of Iraq alone
        {"Mesopotamian seal, Syria", "TR", true, "cultural_date_unknown cultural_date_unknown"},
        {"landscape by a Syrian painter", "FR", false, "cultural_other_source"},
        {"ПАЛЬМИРСКИЙ БЮСТ", "TR", true, "cultural_date_unknown"},
        {"Древние сирийские монеты", "TR", false, "cultural_date_unknown"},
        {"ДРЕВНИЕ МОНЕТЫ, СИРИЯ", "TR", false, "cultural_date_unknown"},
        {"Ассирийский рельеф", "TR", true, "cultural_date_unknown"},  // of Iraq alone
        {"TROUVÉ EN SYRIE", "", true, "cultural_date_unknown"},
        {"التماثيل السورية", "TR", true, "cultural_date_unknown"},
        {"والعراقية القديمة", "TR", true, "cultural_date_unknown"},
        {"Римские монеты", "IT", true, "cultural_other_source"},
    };
    for (const Row& row : rows) {
        CulturalItem item = statue;
        item.description = row.description;
        item.origin_country = row.origin;
        item.antique = row.antique;
        EXPECT_EQ(judged({}, item), row.codes) << row.description << " " << row.origin;
    }
    // Out of Syria in 2005 with papers, and made where the day is 1990.
    CulturalItem seal = statue;
    seal.description = "Mesopotamian cylinder seal";
    Shipment shipment;
    shipment.provenance = {step("SY", "2000", "2005", ""), step("CH", "2005", "2015", "invoice 77")};
    EXPECT_EQ(judged(shipment, seal), "cultural_before_date cultural_date_unknown");
}

TEST(CulturalRules, WhatIsNoProvenance) {
    Shipment shipment;
    shipment.stops.push_back(stop(StopKind::export_place, "CH", "2019"));
    EXPECT_EQ(judged(shipment, statue), "cultural_provenance_unknown") << "from where it was shipped";
    shipment.provenance = {step("", "1990", "2019", "")};
    EXPECT_EQ(judged(shipment, statue), "cultural_provenance_unknown") << "an owner of no country";
    shipment.provenance = {step("CH", "1990", "2019", "")};
    EXPECT_EQ(judged(shipment, statue), "cultural_other_source");
    shipment.provenance.clear();
    shipment.stops.push_back(stop(StopKind::origin, "IT", ""));
    EXPECT_EQ(judged(shipment, statue), "cultural_other_source");
}

model::GoodsItem oil(double quantity, std::string_view price) {
    model::GoodsItem item;
    item.path = "/goods";
    item.quantity = quantity;
    item.unit = "bbl";
    item.unit_price = price;
    item.currency = "USD";
    return item;
}

std::string signs(const Shipment& shipment, const OilContext& context) {
    std::string codes;
    for (const model::Finding& finding : oil_findings(shipment, context, bundled_oil_benchmark())) {
        codes += (codes.empty() ? "" : " ") + finding.code;
    }
    return codes;
}

TEST(OilSignals, SignsAddUp) {
    Shipment shipment;
    shipment.goods = {oil(600'000, "51.00")};
    OilContext context;
    context.crude = {0};
    context.days = {date("2015-03")};
    context.origin_named = true;
    EXPECT_EQ(signs(shipment, context), "") << "the usual price";
    shipment.goods[0].unit_price = "20.00";
    EXPECT_EQ(signs(shipment, context), "oil_price") << "one sign is a note";
    context.days.push_back(date("2001"));
    shipment.goods[0].produced_on = date("2016");
    EXPECT_EQ(signs(shipment, context), "oil_price") << "a further day takes nothing back";
    shipment.goods[0].produced_on = {};
    context.beside_held = true;
    EXPECT_EQ(signs(shipment, context), "oil_price");
    context.origin_named = false;
    EXPECT_EQ(signs(shipment, context), "oil_price oil_origin_hidden") << "and nobody says where from";
    context = {{0, 1, 2}, {}, {date("2015-03")}, false, false, true};
    shipment.goods = {oil(200, "20"), oil(210, "20"), oil(190, "20")};
    EXPECT_EQ(signs(shipment, context), "oil_price oil_lots oil_origin_hidden") << "two signs";
    context = {};
    EXPECT_EQ(signs(shipment, context), "") << "no oil";
}

TEST(OilSignals, PriceTables) {
    const auto table = OilBenchmark::read(
        "from,to,usd_per_barrel,source\n2015-01-01,2015-06-30,50,desk\n"
        "2015-06-01,2015-12-31,40,desk\n");
    ASSERT_TRUE(table);
    EXPECT_EQ(table->lowest(date("2015-06"))->usd_per_barrel, 40) << "of two the harmless one is the lower";
    EXPECT_FALSE(table->lowest(date("2014")));
    EXPECT_FALSE(table->lowest({}));
    for (const std::string_view bad :
         {"", "a,b\n", "from,to,usd_per_barrel,source\n2015-01-01,2014-01-01,5,x\n",
          "from,to,usd_per_barrel,source\n2015-01-01,2015-02-01,-5,x\n",
          "from,to,usd_per_barrel,source\n2015-01-01,2015-02-01,5,\n"}) {
        EXPECT_FALSE(OilBenchmark::read(bad)) << bad;
    }
}

std::string regimes(std::vector<double> shares, std::string_view day) {
    std::string names;
    for (const OwnershipRule& rule : owned_under(shares, date(day))) {
        names += (names.empty() ? "" : " ") + std::string(rule.regime);
    }
    return names;
}

TEST(OwnershipRules, SharesByRegimeAndDay) {
    EXPECT_EQ(regimes({50}, "2024-01-01"), "OFAC");
    EXPECT_EQ(regimes({50}, "2025-01-01"), "OFAC EU");
    EXPECT_EQ(regimes({51}, "2024-01-01"), "OFAC EU UK");
    EXPECT_EQ(regimes({30, 25}, "2024-01-01"), "OFAC EU") << "the UK does not add up";
    EXPECT_EQ(regimes({25, 25}, "2013-01-01"), "") << "nor did OFAC before August 2014";
    EXPECT_EQ(regimes({49.9}, "2025-01-01"), "");
    EXPECT_EQ(regimes({}, "2025-01-01"), "");
}

}  // namespace
}  // namespace cordon::trade
