// Goal: each form of a shipment is read whole; each broken one is refused in a sentence that says what and
//       where; what contradicts itself is told, never guessed; what is not known is kept as a note.
#include "trade/shipment_reader.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>
#include <string>

#include "base/strings.h"
#include "base/testing.h"
#include "trade/shipment_csv.h"
#include "trade/test_shipments.h"

namespace cordon::trade {
namespace {

using model::Shipment;
using model::StopKind;
using testing::sound_bill;
using testing::sound_csv;
using testing::sound_json;

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string out = base::replace_all(text, from, to);
    EXPECT_NE(out, text) << "the test changes nothing: " << from;
    return out;
}

std::string codes_of(const Shipment& shipment) {
    std::string codes;
    for (const Shipment::Doubt& doubt : shipment.doubts) {
        codes += (codes.empty() ? "" : " ") + doubt.code;
    }
    return codes;
}

TEST(ShipmentReader, JsonIsReadWhole) {
    ASSERT_EQ(shipment_format(sound_json), ShipmentFormat::json);
    const auto shipment = read_shipment(sound_json);
    ASSERT_TRUE(shipment) << shipment.error().message;
    EXPECT_EQ(shipment->id, "T-1");
    ASSERT_EQ(shipment->goods.size(), 1U);
    EXPECT_EQ(shipment->goods[0].hs_code, "270900");
    EXPECT_EQ(shipment->goods[0].currency, "USD");
    EXPECT_EQ(base::to_string(shipment->goods[0].produced_on), "2015-02");
    ASSERT_EQ(shipment->stops.size(), 2U);
    EXPECT_EQ(shipment->stops[0].kind, StopKind::loading);
    ASSERT_TRUE(shipment->stops[0].point);
    EXPECT_EQ(shipment->stops[1].country, "TR") << "from the port's code";
    EXPECT_EQ(shipment->parties[0].owned_percent, 12.5);
    EXPECT_EQ(shipment->parties[0].owners[0].percent, 12.5);
    EXPECT_EQ(shipment->provenance[0].holder, "Example Family");
    EXPECT_EQ(shipment->humanitarian[0].provider_category, "UN");
    EXPECT_EQ(codes_of(*shipment), "");
}

TEST(ShipmentReader, JsonBroken) {
    struct Case {
        std::string text;
        std::string_view says;
    };
    const Case cases[] = {
        {std::string(sound_json.substr(0, sound_json.size() - 40)), ""},
        {replaced(sound_json, R"("shipment": "T-1",)", R"("shipment": "",)"), "/shipment"},
        {replaced(sound_json, R"("lat": 35.09)", R"("lat": 95.09)"), "out of range"},
        {replaced(sound_json, R"("lat": 35.09, "lon": 40.56)", R"("lat": 140.56, "lon": 35.09)"), "swapped"},
        {replaced(sound_json, R"("lat": 35.09,)", ""), "lat is missing"},
        {replaced(sound_json, R"("date": "2015-03-12")", R"("date": "2015-13-12")"), "/stops[1]/date"},
        {replaced(sound_json, R"("quantity": 600)", R"("quantity": -600)"), "/goods[1]/quantity"},
        {replaced(sound_json, R"("unit_price": "20.00")", R"("unit_price": "cheap")"), "no amount"},
        {replaced(sound_json, R"("kind": "loading")", R"("kind": "somewhere")"), "none of origin"},
        {replaced(sound_json, R"("kind": "container")", R"("kind": "box")"), "none of vessel"},
        {replaced(sound_json, R"("role": "seller", "name": "Fern Road Traders Example")",
                  R"("role": "seller")"),
         "without a name"},
        {replaced(sound_json, R"("unit": "bbl")", R"("unit": "bbl", "unit": "t")"), "stands twice"},
        {replaced(sound_json, R"("percent": 12.5)", R"("percent": 112.5)"), "100 percent"},
        {R"({"shipment": "T-1", "goods": []})", "/goods is missing or empty"},
        {R"({"shipment": "T-1", "goods": {"description": "oil"}})", "is no list"},
        {R"({"shipment": "T-1", "goods": [{"quantity": 4}]})", "nothing says what is carried"},
        {R"({"shipment": "T-1", "goods": ["oil"]})", "is no object"},
        {R"({"shipment": ["T-1"], "goods": [{"description": "oil"}]})", "is no text"},
    };
    for (const Case& one : cases) {
        const auto shipment = read_shipment(one.text);
        ASSERT_FALSE(shipment) << one.text;
        EXPECT_NE(shipment.error().message.find(one.says), std::string::npos) << shipment.error().message;
    }
}

TEST(ShipmentReader, WhatContradictsItselfIsADoubt) {
    struct Case {
        std::string text;
        std::string_view codes;
    };
    const Case cases[] = {
        {replaced(sound_json, "9074729", "9074728"), "imo_check_digit"},
        {replaced(sound_json, "9074729", "74729"), "imo_malformed"},
        {replaced(sound_json, "305438-3", "305438-4"), "container_check_digit"},
        {replaced(sound_json, "CSQU", "CQU"), "container_malformed"},
        {replaced(sound_json, R"("lat": 35.09, "lon": 40.56)", R"("lat": 40.56, "lon": 35.09)"),
         "coordinates_swapped"},
        {replaced(sound_json, R"("lat": 35.09)", R"("lat": 55.09)"), "coordinates_outside_country"},
        {replaced(sound_json, R"("lat": 35.09, "lon": 40.56)", R"("lat": 0, "lon": 0)"), "coordinates_zero"},
        {replaced(sound_json, R"("produced_on": "2015-02")", R"("produced_on": "2016-02")"),
         "dates_reversed dates_reversed"},
        {replaced(sound_json, R"("date": "2015-03-20")", R"("date": "2014-03-20")"),
         "dates_reversed dates_reversed"},
        {replaced(sound_json, R"("shipped_on": "2015-03-12")", R"("shipped_on": "2015-03-11")"),
         "dates_reversed"},
        {replaced(sound_json, R"("shipped_on": "2015-03-12")", R"("shipped_on": "2015-03-21")"),
         "dates_reversed"},
        {replaced(sound_json, R"({"kind": "discharge")",
                  R"({"kind": "transit", "place": "Homs", "date": "2015-03-01"}, {"kind": "discharge")"),
         "dates_reversed"},
        {replaced(sound_json, R"("from": "1970", "to": "2005")", R"("from": "2005", "to": "1970")"),
         "dates_reversed"},
        {replaced(sound_json, R"("origin_country": "SY")", R"("origin_country": "Freedonia")"),
         "unknown_country"},
        {replaced(sound_json, "TR CEY", "CEYHAN"), "locode_malformed"},
        {replaced(sound_json, "2709.00", "oil"), "hs_code_malformed"},
        {replaced(sound_json, R"("unit": "bbl")", R"("unit": "bbl", "colour": "black")"), "unknown_member"},
        {replaced(sound_json, R"("export_permit")", R"("export_licence")"), "unknown_member"},
        {replaced(sound_json, R"("usd")", R"("dollars")"), "currency_malformed"},
        {replaced(sound_json, R"("unit": "bbl")", R"("unit": "bbl", "hs_edition": "2015")"),
         "hs_edition_unknown"},
        {replaced(sound_json, R"("country": "TR", "owned)",
                  R"("country": "TR", "identifiers": [{"type": "im0", "value": "9074729"}], "owned)"),
         "identifier_type_unknown"},
        {replaced(sound_json, R"("shipped_on": "2015-03-12")", R"("shipped_on": "2105-03-12")"),
         "date_implausible dates_reversed"},
        {replaced(sound_json, R"("shipped_on": "2015-03-12")", R"("contract_date": "1015-03-12")"),
         "date_implausible"},
        {replaced(sound_json, R"("shipped_on": "2015-03-12")", R"("contract_date": "1989-12-31")"),
         "date_implausible"},
        {replaced(sound_json, R"("shipped_on": "2015-03-12")", R"("contract_date": "1990-01-01")"), ""},
    };
    for (const Case& one : cases) {
        const auto shipment = read_shipment(one.text);
        ASSERT_TRUE(shipment) << shipment.error().message;
        EXPECT_EQ(codes_of(*shipment), one.codes);
    }
}

TEST(ShipmentReader, ObjectsMayHaveTravelledLongAgo) {
    const auto read = [](std::string_view goods) {
        return read_shipment(fmt::format(
            R"({{"shipment": "OLD", "goods": [{{"description": "{}"}}], "stops": [{{"kind": "export",
                "country": "IQ", "date": "1968-05-01"}}]}})",
            goods));
    };
    const auto object = read("ancient Babylonian clay tablet, antiquity");
    ASSERT_TRUE(object) << object.error().message;
    EXPECT_EQ(codes_of(*object), "");
    const auto wheat = read("wheat");
    ASSERT_TRUE(wheat) << wheat.error().message;
    EXPECT_EQ(codes_of(*wheat), "date_implausible");
}

TEST(ShipmentReader, ADayThatMayStandEitherWayRoundIsBoth) {
    struct Row {
        std::string_view text;
        const char* from;
        const char* to;
    };
    const Row rows[] = {
        {"03/04/2015", "2015-03-04", "2015-04-03"}, {"3/4/2015", "2015-03-04", "2015-04-03"},
        {"12/01/2015", "2015-01-12", "2015-12-01"}, {"04/04/2015", "2015-04-04", "2015-04-04"},
        {"13/04/2015", "2015-04-13", "2015-04-13"}, {"03.04.2015", "2015-04-03", "2015-04-03"},
        {"2015-04-03", "2015-04-03", "2015-04-03"},
    };
    for (const Row& row : rows) {
        const auto date = shipment_date("/date", row.text);
        ASSERT_TRUE(date) << row.text;
        EXPECT_EQ(base::to_string(date->from), row.from) << row.text;
        EXPECT_EQ(base::to_string(date->to), row.to) << row.text;
    }
}

TEST(ShipmentReader, ADayMayHaveATimeAndNothingElse) {
    for (const std::string_view good : {"2015-03-12T10:00:00Z", "2015-03-12T10:00", "2015-03-12 10:00:30",
                                        "2015-03-12Z", "2015-03-12+02:00", "2015-03-12T10:00:00.25-0300"}) {
        const auto date = shipment_date("/date", good);
        ASSERT_TRUE(date) << good;
        EXPECT_EQ(date->from, (base::Date{2015, 3, 12})) << good;
    }
    for (const std::string_view bad :
         {"2018-03-12 really 2015-03-12", "2018-03-12/2015-03-12", "2018-03-12-2015", "2018-03-12T2015-03-12",
          "2018-03-12 2015", "2018-03-12x", "2018-03-12T10:00 or 2015"}) {
        EXPECT_FALSE(shipment_date("/date", bad)) << bad;
    }
}

TEST(ShipmentReader, ABlankShareIsNotSaid) {
    for (const std::string_view blank : {R"("")", R"("  ")", "null"}) {
        const auto shipment = read_shipment(
            replaced(sound_json, R"("owned_percent": 12.5)", "\"owned_percent\": " + std::string(blank)));
        ASSERT_TRUE(shipment) << shipment.error().message;
        EXPECT_EQ(shipment->parties[0].owned_percent, -1) << blank;
    }
}

TEST(ShipmentReader, IdentifiersHaveTheirKind) {
    for (const auto& [type, kind] : {std::pair{"imo", model::IdentifierKind::imo},
                                     {"IMO number", model::IdentifierKind::imo},
                                     {"registration_number", model::IdentifierKind::registration},
                                     {"tax id", model::IdentifierKind::tax},
                                     {"national_id", model::IdentifierKind::national_id}}) {
        Shipment shipment;
        EXPECT_EQ(shipment_identifier(shipment, "/type", type), kind) << type;
        EXPECT_TRUE(shipment.doubts.empty()) << type;
    }
}

TEST(ShipmentReader, LaterRowsOfAShipmentAddOrContradict) {
    struct Case {
        std::string_view columns;
        std::string_view first;
        std::string_view second;
        std::string_view codes;
    };
    constexpr Case cases[] = {
        {"seller,seller_owned_percent", "Fern,", "Fern,80", ""},
        {"seller,seller_owned_percent", "Fern,20", "Fern,80", "rows_differ"},
        {"seller,seller_country", "Fern,", "Fern,SY", ""},
        {"seller,seller_country", "Fern,TR", "Fern,SY", "rows_differ"},
        {"seller,seller_address", "Fern,Izmir", "Fern,Raqqa", ""},
        {"export_permit,seller", "P-1,Fern", "P-1,Fern", ""},
        {"export_permit,seller", "P-1,Fern", "P-2,Fern", "rows_differ"},
        {"humanitarian_ground,humanitarian_provider", "UNSCR 2664,UN", "licence,NGO", ""},
        {"humanitarian_ground,humanitarian_provider", ",", ",UN", ""},
    };
    for (const Case& one : cases) {
        const auto shipment = read_csv_shipment(fmt::format(
            "shipment,description,{}\nT-1,oil,{}\nT-1,oil,{}\n", one.columns, one.first, one.second));
        ASSERT_TRUE(shipment) << shipment.error().message;
        EXPECT_EQ(codes_of(*shipment), one.codes) << one.columns << " " << one.second;
        if (one.columns.ends_with("owned_percent")) {
            EXPECT_EQ(shipment->parties[0].owned_percent, 80) << "the greater share counts";
        } else if (one.columns.ends_with("seller_country")) {
            EXPECT_EQ(shipment->parties[0].subject.countries.back().code, "SY");
        } else if (one.columns.ends_with("address")) {
            EXPECT_EQ(shipment->parties[0].address_lines.size(), 2U);
        } else if (one.columns.starts_with("humanitarian")) {
            EXPECT_EQ(shipment->humanitarian.size(), one.first == "," ? 1U : 2U);
        }
    }
    const auto nameless = read_csv_shipment("shipment,description,seller,seller_address\nT-1,oil,,Raqqa\n");
    ASSERT_FALSE(nameless);
    EXPECT_NE(nameless.error().message.find("without a name"), std::string::npos);
    const auto dated = read_csv_shipment("shipment,description,loading_date\nT-1,oil,2015-03-12\n");
    ASSERT_TRUE(dated) << dated.error().message;
    EXPECT_EQ(dated->stops.size(), 1U) << "a day without a place is not dropped";
}

TEST(ShipmentReader, TablesComeApart) {
    ASSERT_EQ(shipment_format(sound_csv), ShipmentFormat::csv);
    const std::vector<std::string> parts = split_shipments(sound_csv);
    ASSERT_EQ(parts.size(), 2U);
    const auto first = read_shipment(parts[0]);
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_EQ(first->goods.size(), 2U);
    EXPECT_EQ(first->stops.size(), 1U) << "two rows name one place";
    EXPECT_EQ(first->parties.size(), 1U);
    EXPECT_EQ(first->conveyances[0].identifier, "9074729");
    const auto second = read_shipment(parts[1]);
    ASSERT_TRUE(second) << second.error().message;
    EXPECT_EQ(second->id, "T-2");
    EXPECT_FALSE(second->stops[0].point);
    EXPECT_TRUE(read_shipment(replaced(parts[0], ",", ";"))) << "another separator";
}

TEST(ShipmentReader, TablesBroken) {
    struct Case {
        std::string text;
        std::string_view says;
    };
    const Case cases[] = {
        {replaced(sound_csv, "loading_date", "loading_day"), "no column"},
        {replaced(sound_csv, "hs_code", "unit"), "stands twice"},
        {"shipment,description\n", "no row"},
        {"shipment,description\nT-1\n", "line 2: 1 fields"},
        {"shipment,description\n,oil\n", "line 2: 'shipment' is empty"},
        {"shipment,description\nT-1,\n", "nothing says what is carried"},
        {"shipment,description,loading_lat\nT-1,oil,35\n", "lon is missing"},
        {"shipment,description,loading_lat,loading_lon\nT-1,oil,35,200\n", "out of range"},
        {"shipment,description,shipped_on\nT-1,oil,soon\n", "no date"},
        {"shipment,description,quantity\nT-1,oil,many\n", "no quantity"},
        {"shipment,description\nT-1,\"oil\n", ""},
        {"shipment,description\nT-1,oil\nT-2,gas\nT-1,oil\n", "second shipment"},
    };
    for (const Case& one : cases) {
        const auto shipment = read_csv_shipment(one.text);
        ASSERT_FALSE(shipment) << one.text;
        EXPECT_NE(shipment.error().message.find(one.says), std::string::npos) << shipment.error().message;
    }
    const auto apart = split_csv_shipments("shipment,description\nT-1,oil\nT-2,gas\nT-1,oil\n");
    ASSERT_FALSE(apart);
    EXPECT_NE(apart.error().message.find("do not stand together"), std::string::npos);
}

TEST(ShipmentReader, BillOfLading) {
    ASSERT_EQ(shipment_format(sound_bill), ShipmentFormat::ubl);
    const auto shipment = read_shipment(sound_bill);
    ASSERT_TRUE(shipment) << shipment.error().message;
    EXPECT_EQ(shipment->type, "BillOfLading");
    ASSERT_EQ(shipment->goods.size(), 1U);
    EXPECT_EQ(shipment->goods[0].hs_code, "251010");
    EXPECT_EQ(shipment->goods[0].unit, "TNE");
    ASSERT_EQ(shipment->stops.size(), 2U);
    EXPECT_EQ(shipment->stops[0].locode, "SYTTS");
    EXPECT_EQ(shipment->stops[1].kind, StopKind::origin);
    ASSERT_TRUE(shipment->stops[1].point);
    EXPECT_NEAR(shipment->stops[1].point->latitude, 34.13, 1e-6);
    EXPECT_NEAR(shipment->stops[1].point->longitude, 37.55, 1e-6);
    ASSERT_EQ(shipment->parties.size(), 1U);
    EXPECT_EQ(shipment->parties[0].role, "consignor");
    ASSERT_EQ(shipment->conveyances.size(), 2U);
    EXPECT_TRUE(std::ranges::any_of(shipment->notes, [](const Shipment::Note& note) {
        return note.text == "freight prepaid at Palmyra";
    }));
    EXPECT_EQ(codes_of(*shipment), "");
}

TEST(ShipmentReader, EveryDescriptionAndCodeOfAUblLineIsRead) {
    const auto read = [](std::string_view more) {
        const auto shipment = read_shipment(
            replaced(sound_bill, "<cbc:Description>phosphate rock in bulk</cbc:Description>",
                     "<cbc:Description>phosphate rock in bulk</cbc:Description>" + std::string(more)));
        EXPECT_TRUE(shipment) << shipment.error().message;
        return shipment.value_or(Shipment());
    };
    const auto code = [](std::string_view list, std::string_view digits) {
        return fmt::format(
            "<cac:CommodityClassification><cbc:ItemClassificationCode listID=\"{}\">{}"
            "</cbc:ItemClassificationCode></cac:CommodityClassification>",
            list, digits);
    };
    const Shipment second = read("<cbc:Description>crude oil</cbc:Description>");
    ASSERT_EQ(second.goods.size(), 2U);
    EXPECT_EQ(second.goods[1].description, "crude oil");
    EXPECT_EQ(second.goods[0].hs_code, "251010");
    EXPECT_EQ(read("<cbc:Keyword>crude oil</cbc:Keyword>").goods.back().description, "crude oil");
    const Shipment coded = read(code("HS", "251010") + code("HS", "270900") + code("HTS10", "1001.99.00"));
    ASSERT_EQ(coded.goods.size(), 3U);
    EXPECT_EQ(coded.goods[1].hs_code, "270900");
    EXPECT_EQ(coded.goods[2].hs_code, "10019900");
    // "": read as no code; the digits: read as that, without a doubt; "?" and digits: read, and told.
    struct Row {
        const char* list;
        const char* digits;
        const char* want;
    };
    const Row rows[] = {
        {"HS", "2709.00", "270900"},
        {"hs code", "270900", "270900"},
        {"HS2022", "270900", "270900"},
        {"UN/CEFACT 7143 HS", "270900", "270900"},
        {"Harmonized System", "270900", "270900"},
        {"Harmonised-System 2017", "270900", "270900"},
        {"HTSUS", "2709001000", "2709001000"},
        {"SRZ", "270900", "270900"},
        {"TSP", "27090090", "27090090"},
        {"EU Combined Nomenclature", "27090090", "27090090"},
        {"NCM", "27090010", "27090010"},
        {"customs tariff", "270900", "270900"},
        {"", "270900", "?270900"},
        {"CUSTOMS8", "2709.00.10", "?27090010"},
        {"ZZZ", "2709.00", "?270900"},
        {"X1", "2709", "?2709"},
        {"own goods", "270900", "?270900"},
        {"QQ", "270900", "?270900"},
        {"CV", "270900", "?270900"},
        {"SSU", "270900", "?270900"},
        {"SRV", "270900", "?270900"},  // no GTIN has six digits
        {"STI", "270900", "?270900"},  // nor has a code of the CPV
        {"TST", "15101505", ""},
        {"UNSPSC 19", "15101505", ""},
        {"MP", "270900", ""},
        {"STI", "09230000-1", ""},
        {"eCl@ss", "27090001", ""},
        {"GTIN", "4006381333931", ""},
        {"SN", "270900", ""},
        {"SITC", "333000", ""},
        {"own goods", "7011", ""},
        {"", "9913", ""},
        {"", "A-270900-B", ""},
    };
    for (const Row& row : rows) {
        const Shipment one = read(code(row.list, row.digits));
        std::string got = codes_of(one) == "hs_list_unknown" ? "?" : codes_of(one);
        got += one.goods.size() > 1 ? one.goods[1].hs_code : "";
        EXPECT_EQ(got, row.want) << row.list << " " << row.digits;
    }
    // Beside a code that is surely one of the HS the doubtful one comes second.
    const Shipment both = read(code("own", "270900") + code("HS", "100199"));
    ASSERT_EQ(both.goods.size(), 3U);
    EXPECT_EQ(both.goods[0].hs_code, "251010");
    EXPECT_EQ(both.goods[1].hs_code, "100199");
    EXPECT_EQ(both.goods[2].hs_code, "270900");
    const auto property = [](std::string_view name) {
        return fmt::format(
            "<cac:AdditionalItemProperty><cbc:Name>{}</cbc:Name><cbc:Value>270900</cbc:Value>"
            "</cac:AdditionalItemProperty>",
            name);
    };
    EXPECT_EQ(read(property("HS code")).goods.size(), 2U);
    EXPECT_EQ(read(property("colour")).goods.size(), 1U);
    EXPECT_EQ(read("<cac:CommodityClassification><cbc:CommodityCode listID=\"UNSPSC\">27090000"
                   "</cbc:CommodityCode></cac:CommodityClassification>")
                  .goods.size(),
              1U);
}

TEST(ShipmentReader, ADayOfDeliveryWithoutAPlaceBoundsTheWay) {
    const auto shipped = [](std::string_view delivery) {
        const auto shipment = read_shipment(fmt::format(
            R"(<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>D-1</ID>
               <IssueDate>2017-12-01</IssueDate><Delivery>{}</Delivery><InvoiceLine><Item><Name>wheat</Name>
               </Item></InvoiceLine></Invoice>)",
            delivery));
        EXPECT_TRUE(shipment) << shipment.error().message;
        const base::PartialDate days = shipment ? shipment->shipped_on : base::PartialDate();
        return base::to_string(days.from) + " " + base::to_string(days.to);
    };
    constexpr std::string_view day = "<ActualDeliveryDate>2015-03-31</ActualDeliveryDate>";
    EXPECT_EQ(shipped(day), "2015-03-01 2015-03-31");
    EXPECT_EQ(shipped(std::string(day) + "<DeliveryAddress><CityName>Raqqa</CityName></DeliveryAddress>"),
              " ")
        << "the stop bears the day";
    EXPECT_EQ(shipped(""), " ");
}

// Each code that the sources of this room give a doubt stands in the reference.
TEST(ShipmentReader, EveryDoubtStandsInTheReference) {
    const std::string page = base::testing::read_test_file("docs/reference/trade-verdicts.md");
    const std::size_t list = page.find("What the papers contradict holds");
    ASSERT_NE(list, std::string::npos);
    std::set<std::string> codes;
    for (const auto& entry : std::filesystem::directory_iterator("src/trade")) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with(".cc") || name.ends_with("_test.cc")) {
            continue;
        }
        const std::string text = base::testing::read_test_file("src/trade/" + name);
        const std::regex made(
            R"x((?:doubts\.push_back\(\s*\{|doubt\([a-z_]+,|not_understood\([a-z_]+,)\s*"([a-z_]+)")x");
        for (std::sregex_iterator at(text.begin(), text.end(), made), end; at != end; ++at) {
            codes.insert((*at)[1].str());
        }
    }
    EXPECT_GE(codes.size(), 20U);
    for (const std::string& code : codes) {
        EXPECT_NE(page.find("`" + code + "`", list), std::string::npos) << code;
    }
}

TEST(ShipmentReader, UblBroken) {
    struct Case {
        std::string text;
        std::string_view says;
    };
    const Case cases[] = {
        {std::string(sound_bill.substr(0, sound_bill.size() - 30)), ""},
        {replaced(sound_bill, "<cbc:ID>BL-1</cbc:ID>", ""), "/BillOfLading/ID is missing"},
        {replaced(sound_bill, "BillOfLading>", "Catalogue>"), ""},
        {replaced(replaced(sound_bill, "<BillOfLading", "<Catalogue"), "</BillOfLading", "</Catalogue"),
         "is no document that is read here"},
        {replaced(sound_bill, "2015-03-10", "10th of March"), "no date"},
        {replaced(sound_bill, ">2000<", ">lots<"), "no quantity"},
        {replaced(sound_bill, ">37</cbc:Long", ">237</cbc:Long"), "out of range"},
        {replaced(sound_bill, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
                  "<!DOCTYPE x [<!ENTITY a \"b\">]>"),
         ""},
        {replaced(sound_bill, "encoding=\"UTF-8\"", "encoding=\"UTF-16\""), ""},
        {replaced(replaced(sound_bill, "GoodsItem>", "Package>"), "phosphate", "rock"),
         "GoodsItem is missing"},
    };
    for (const Case& one : cases) {
        const auto shipment = read_shipment(one.text);
        ASSERT_FALSE(shipment) << one.text.substr(0, 300);
        EXPECT_NE(shipment.error().message.find(one.says), std::string::npos) << shipment.error().message;
    }
}

TEST(ShipmentReader, RealInvoices) {
    int read = 0;
    for (const std::string_view name :
         {"Allowance-example", "base-example", "GR-base-example-correct", "Vat-category-S",
          "sales-order-example", "base-negative-inv-correction", "vat-category-E", "vat-category-O",
          "vat-category-Z"}) {
        const auto file = base::testing::real_data("payments/ubl/peppol_" + std::string(name) + ".xml");
        if (!file) {
            GTEST_SKIP() << "needs the real data";
        }
        const auto shipment = read_shipment(base::testing::read_test_file(*file));
        ASSERT_TRUE(shipment) << name << ": " << shipment.error().message;
        EXPECT_FALSE(shipment->goods.empty()) << name;
        EXPECT_GE(shipment->parties.size(), 2U) << name;
        ++read;
    }
    EXPECT_EQ(read, 9);
}

TEST(ShipmentReader, OtherBytesAreNoShipments) {
    for (const std::string_view bytes : {"", "{", "{\"id\": \"P-1\", \"amount\": \"1\", \"goods\": \"oil\"}",
                                         "<Document/>", "{1:F01X}", "id,name\n1,2\n", "\xFF\xFE"}) {
        EXPECT_EQ(shipment_format(bytes), ShipmentFormat::none) << bytes;
        EXPECT_FALSE(read_shipment(bytes));
    }
}

}  // namespace
}  // namespace cordon::trade
