// Goal: each foreign form of control facts is read as it means, or refused with one sentence: what, where,
// what to do. All places and holders' days here are invented.
#include "trade/control_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "base/strings.h"
#include "base/testing.h"
#include "trade/control_fields.h"
#include "trade/control_lua.h"
#include "trade/control_mgrs.h"
#include "trade/territory.h"
#include "trade/territory_places.h"

namespace cordon::trade {
namespace {

base::Date day(std::string_view text) {
    return base::parse_iso_date(text).value();
}

base::Result<ControlTable> read_one(std::string_view bytes, std::string_view name = "file",
                                    const std::string& country = "SY", const std::string& source = "a book") {
    ControlRequest request;
    request.country = country;
    request.source = source;
    return read_control_files({{name, bytes, {}}}, request);
}

std::string refusal(const base::Result<ControlTable>& table) {
    return table ? "accepted" : table.error().message;
}

// ---- GeoJSON

std::string feature(std::string_view properties, std::string_view geometry) {
    return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{)" +
           std::string(properties) + R"(},"geometry":)" + std::string(geometry) + "}]}";
}

constexpr std::string_view square =
    R"({"type":"Polygon","coordinates":[[[38,35],[39,35],[39,36],[38,36],[38,35]]]})";
constexpr std::string_view dated = R"("id":"a","holder":"ISIL","from":"2015-01-01","to":"2015-06-01")";

TEST(ControlGeoJson, APolygonIsHeldInItsIntervalAndNearOutside) {
    auto table = read_one(feature(dated, square));
    ASSERT_TRUE(table.has_value()) << table.error().message;
    EXPECT_EQ(table->format, ControlFormat::geojson);
    const auto territory = Territory::build(std::move(table->table.facts), {});
    ASSERT_TRUE(territory.has_value());
    const auto grade = [&](double lat, double lon, std::string_view on) {
        return (*territory)->at({lat, lon}, day(on), day(on), "").grade;
    };
    EXPECT_EQ(grade(35.5, 38.5, "2015-03-01"), model::PlaceGrade::held);
    EXPECT_EQ(grade(35.5, 38.5, "2016-03-01"), model::PlaceGrade::held_other_time);
    EXPECT_EQ(grade(35.5, 39.1, "2015-03-01"), model::PlaceGrade::near);
    EXPECT_EQ(grade(35.5, 39.5, "2015-03-01"), model::PlaceGrade::no_data);
}

TEST(ControlGeoJson, WhatMakesNoSenseIsRefused) {
    struct Case {
        std::string bytes;
        const char* says;
    };
    const auto ring = [](std::string_view positions) {
        return R"({"type":"Polygon","coordinates":[[)" + std::string(positions) + "]]}";
    };
    const std::vector<Case> cases = {
        {R"({"type":"FeatureCollection","features":[)", "json"},
        {R"({"type":"FeatureCollection","features":[]})", "no GeoJSON with features"},
        {R"({"type":"Topology","objects":{}})", "no GeoJSON with features"},
        {feature(dated, "null"), "no geometry"},
        {feature(dated, R"({"type":"LineString","coordinates":[[38,35],[39,35]]})"),
         "its geometry is 'LineString'"},
        {feature(dated, ring("[38,35],[39,35],[39,36],[38,36]")), "not closed"},
        {feature(dated, ring("[38,35],[39,35],[38,35]")), "at least four"},
        {feature(dated, ring(R"([38,35],[39,"35"],[39,36],[38,35])")), "no number"},
        {feature(dated, ring("[38,135],[39,35],[39,36],[38,135]")), "longitude first"},
        {feature(dated, ring("[35,38],[35,39],[36,39],[36,38],[35,38]")), "seem to be exchanged"},
        {feature(dated, ring("[38,35],[39,35],[38.5,35],[38,35]")), "encloses nothing"},
        {feature(R"("id":"a","holder":"ISIL","from":"2015-06-01","to":"2015-01-01")", square),
         "before it begins"},
        {feature(R"("id":"a","holder":"ISIL","to":"2015-01-01")", square),
         "from which it was held is missing"},
        {feature(R"("id":"a","holder":"ISIL","from":"June 2015")", square), "is no date"},
        {feature(R"("id":"a","from":"2015-01-01")", square), "holder is missing"},
        {feature(R"("id":"a","holder":"ISIL","from":"2015-01-01","country":"Narnia")", square),
         "is no country"},
        {R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:32637"}}})",
         "convert them to WGS 84"},
    };
    for (const Case& each : cases) {
        const std::string said = refusal(read_one(each.bytes));
        EXPECT_NE(base::ascii_ifind(said, each.says), std::string::npos) << said << "\n for " << each.bytes;
    }
    const std::string across = ring("[179,35],[-179,35],[-179,36],[179,36],[179,35]");
    EXPECT_NE(refusal(read_one(feature(dated, across), "file", "")).find("antimeridian"), std::string::npos);
    EXPECT_NE(refusal(read_one(feature(dated, square), "file", "SY", "")).find("where it is from"),
              std::string::npos);
}

TEST(ControlGeoJson, RepairsAndStrangersAreSaid) {
    const auto table =
        read_one(feature(R"("id":"a","holder":"Red Lions","from":"2015","colour":"red")",
                         R"({"type":"Polygon","coordinates":[[[38,35],[39,36],[39,35],[38,36],[38,35]]]})"));
    ASSERT_TRUE(table.has_value()) << table.error().message;
    std::string said;
    for (const FactRemark& remark : table->table.remarks) {
        said += remark.message + "\n";
    }
    EXPECT_NE(said.find("crosses or touches itself"), std::string::npos) << said;
    EXPECT_NE(said.find("'Red Lions'"), std::string::npos) << said;
    EXPECT_NE(said.find("'colour'"), std::string::npos) << said;
}

// ---- the Carter Center's tables

constexpr std::string_view carter_header =
    "Location,Lat Long / MGRS Grid,Controlled By,Controlled By (Previous),Date\n";

TEST(ControlCarter, ChangesMakeIntervals) {
    const auto table = read_one(std::string(carter_header) +
                                "Testville,\"35.95, 39.01\",ISIS,Opposition,2014-01-14\n"
                                "Testville,\"35.95, 39.01\",Kurdish,ISIS,2017-10-17\n"
                                "Otherby,37S EV 00000 00000,Opposition,ISIS,2015-06-15\n");
    ASSERT_TRUE(table.has_value()) << table.error().message;
    EXPECT_EQ(table->format, ControlFormat::carter);
    ASSERT_EQ(table->table.facts.size(), 2U);
    const ControlFact& other = table->table.facts[0];
    EXPECT_EQ(other.name, "Otherby");
    EXPECT_EQ(base::to_string(other.to.first), "2015-06-15");
    EXPECT_EQ(other.from.confidence, model::Confidence::low) << "since when is not said";
    const ControlFact& town = table->table.facts[1];
    EXPECT_EQ(town.holder, "ISIS");
    EXPECT_EQ(base::to_string(town.from.first), "2014-01-14");
    EXPECT_EQ(base::to_string(town.to.first), "2017-10-17");
}

TEST(ControlCarter, SnapshotsOfSeveralDaysMakeIntervals) {
    constexpr std::string_view first =
        "Name,Lat Long / MGRS Grid,Controlled By\nTestville,\"35.95, 39.01\",ISIS\n";
    constexpr std::string_view second =
        "Name,Lat Long / MGRS Grid,Controlled By\nTestville,\"35.95, 39.01\",Government\n";
    ControlRequest request;
    request.country = "SY";
    const auto table =
        read_control_files({{"2015-06-01.csv", first, {}}, {"2015-07-01.csv", second, {}}}, request);
    ASSERT_TRUE(table.has_value()) << table.error().message;
    ASSERT_EQ(table->table.facts.size(), 1U);
    const ControlFact& fact = table->table.facts.front();
    EXPECT_EQ(base::to_string(fact.to.first), "2015-06-02") << "lost on some day after the first map";
    EXPECT_EQ(base::to_string(fact.to.last), "2015-07-01");
}

TEST(ControlCarter, WhatMakesNoSenseIsRefused) {
    const auto row = [](std::string_view text) {
        return std::string(carter_header) + std::string(text) + "\n";
    };
    const std::vector<std::pair<std::string, const char*>> cases = {
        {row(",\"35.95, 39.01\",ISIS,,2015-01-01"), "name of the place: is empty"},
        {row("T,,ISIS,,2015-01-01"), "position is empty"},
        {row("T,\"35.95\",ISIS,,2015-01-01"), "is no position"},
        {row("T,\"95.95, 39.01\",ISIS,,2015-01-01"), "no number of degrees"},
        {row("T,\"39.2, 35.95\",ISIS,,2015-01-01"), "seem to be exchanged"},
        {row("T,37S EV 123 4567,ISIS,,2015-01-01"), "even number of digits"},
        {row("T,\"35.95, 39.01 / 37S EV 90000 90000\",ISIS,,2015-01-01"), "names two places"},
        {row("T,\"35.95, 39.01\",,,2015-01-01"), "Controlled By: is empty"},
        {row("T,\"35.95, 39.01\",ISIS,,01/02/2015"), "is no day"},
        {row("T,\"35.95, 39.01\",ISIS"), "3 fields, but the first line names 5"},
        {row("T,\"35.95, 39.01\",Government,,2015-01-01"), "nothing in it says that a listed group held"},
        {"Lat Long / MGRS Grid,Controlled By\n\"35,39\",ISIS\n", "among the columns"},
        {"Name,Lat Long / MGRS Grid,Controlled By\nT,\"35.9, 39.0\",ISIS\n",
         "no column Date and no day in its name"},
    };
    for (const auto& [bytes, says] : cases) {
        const std::string said = refusal(read_one(bytes));
        EXPECT_NE(said.find(says), std::string::npos) << said << "\n for " << bytes;
    }
    EXPECT_NE(refusal(read_one(row("T,\"35.95, 39.01\",ISIS,,2015-01-01"), "f", "")).find("--country"),
              std::string::npos);
}

TEST(ControlMgrs, KnownPointsComeOutWithinTwoMetres) {
    struct Known {
        const char* text;
        double latitude, longitude;
    };
    // Made with the series forward, and two that anybody knows: the Eiffel Tower, the White House.
    constexpr Known known[] = {{"31U DQ 48251 11932", 48.8582, 2.2945},
                               {"18S UJ 23394 07395", 38.8977, -77.0365},
                               {"31N AA 66021 00000", 0.0, 0.0},
                               {"38S LF 31281 23301", 36.34, 43.12},
                               {"56H LH 34900 52288", -33.8568, 151.2153}};
    for (const Known& each : known) {
        const auto place = read_mgrs(each.text);
        ASSERT_TRUE(place.has_value()) << each.text << ": " << place.error().message;
        EXPECT_LT(distance_km(place->point, {each.latitude, each.longitude}), 0.02) << each.text;
    }
    EXPECT_EQ(read_mgrs("31UDQ4825111932")->cell_metres, 1);
    EXPECT_EQ(read_mgrs("31U DQ 48 11")->cell_metres, 1000);
    for (const char* const text : {"", "UDQ", "61U DQ 48 11", "31I DQ 48 11", "31U DW 48 11", "31U DQ 4 11",
                                   "31U DQ 48251 1193x", "31U AQ 48 11", "31C DQ 48 11"}) {
        if (std::string_view(text) != "31U AQ 48 11" && std::string_view(text) != "31C DQ 48 11") {
            EXPECT_FALSE(read_mgrs(text).has_value()) << text;
        }
    }
}

// ---- Wikipedia's map modules

constexpr std::string_view module_one = R"(-- a comment
local m = require("Module:Marks")
return { marks = {
{ lat = "36.277", long = "41.281", mark = "Dot_yellow_ff4.svg", label = "[[Alpha_crossing]]" },
{ lat = "35.118", long = "41.205", mark = "Location dot black.svg", label = "[[Beta|Beta town]]" },
{ lat = "35.473", long = "39.988", mark = m.IS, label = "[[Gamma]]" },
{ lat = 34.2, long = 39.1, mark = "80x80-red-black-anim.gif", label = "[[Delta]]" },
{ lat = "34.688", long = "38.004", mark = m.gov_oil, marksize = "10", label = "[[Epsilon field]]" },
{ lat = "34.7", long = "38.1", mark = "Arch dam 12x12.svg", label = "[[Some dam]]" },
--[[ { lat = "1", long = "1", mark = m.IS } ]]
} })";

TEST(ControlLua, MarksTellTheirHolder) {
    const auto read = read_map_module(module_one);
    ASSERT_TRUE(read.has_value()) << read.error().message;
    ASSERT_EQ(read->marks.size(), 5U);
    EXPECT_EQ(read->marks[0].holder, "SDF");
    EXPECT_EQ(read->marks[1].holder, "ISIL");
    EXPECT_EQ(read->marks[1].name, "Beta town");
    EXPECT_EQ(read->marks[2].holder, "ISIL");
    EXPECT_EQ(read->marks[3].holder, "ISIL");
    EXPECT_EQ(read->marks[3].status, FactStatus::contested);
    EXPECT_EQ(read->marks[4].holder, "GOVERNMENT");
    ASSERT_EQ(read->remarks.size(), 1U);
    EXPECT_NE(read->remarks[0].message.find("Arch dam"), std::string::npos);
}

TEST(ControlLua, RevisionsMakeIntervals) {
    const std::string two = base::replace_all(module_one, "Location dot black.svg", "Location dot red.svg");
    const auto table = read_control_files(
        {{"rev-2015-06-01.lua", module_one, {}}, {"rev-2015-08-01.lua", two, {}}}, {std::nullopt, "", ""});
    ASSERT_TRUE(table.has_value()) << table.error().message;
    EXPECT_EQ(table->format, ControlFormat::wikipedia);
    ASSERT_EQ(table->table.facts.size(), 3U);
    auto territory = Territory::build(table->table.facts, {});
    ASSERT_TRUE(territory.has_value());
    const auto grade = [&](std::string_view name, std::string_view on) {
        const auto place = (*territory)->named(name, "");
        EXPECT_EQ(place.size(), 1U) << name;
        return (*territory)->of_place(place.front().place_id, day(on), day(on), "").grade;
    };
    EXPECT_EQ(grade("Beta town", "2015-06-01"), model::PlaceGrade::held);
    EXPECT_EQ(grade("Beta town", "2015-07-01"), model::PlaceGrade::contested)
        << "lost on some day between the maps";
    EXPECT_EQ(grade("Beta town", "2015-12-01"), model::PlaceGrade::held_other_time);
    EXPECT_EQ(grade("Gamma", "2015-12-01"), model::PlaceGrade::held) << "nothing later says that it was lost";
    EXPECT_EQ(grade("Delta", "2015-07-01"), model::PlaceGrade::contested);
}

TEST(ControlLua, WhatMakesNoSenseIsRefused) {
    const std::vector<std::pair<std::string, const char*>> cases = {
        {"return { { lat = \"36.2\", long = \"41.2\", mark = m.IS }", "never closed"},
        {"{ lat = \"36.2, long = 41 }\n", "quotes is never closed"},
        {"{ lat = \"36.2\", label = [[x", "[[ ]] is never closed"},
        {"{ lat = \"36.2\", mark = m.IS }", "only one of lat and long"},
        {"{ lat = \"136.2\", long = \"41.2\", mark = m.IS }", "no number of degrees"},
        {"{ lat = \"north\", long = \"41.2\", mark = m.IS }", "latitude 'north'"},
        {"{ lat = \"36.2\", lat = \"36.3\", long = \"41.2\", mark = m.IS }", "says 'lat' twice"},
        {"} { lat = \"36.2\", long = \"41.2\", mark = m.IS }", "closes nothing"},
        {"return {}", "no mark in it"},
        {"{ lat = \"36.2\", long = \"41.2\", mark = m.IS } \xff", "no UTF-8"},
        {std::string(100, '{') + "lat mark", "inside each other"},
    };
    for (const auto& [bytes, says] : cases) {
        ControlRequest request;
        request.format = ControlFormat::wikipedia;
        const std::string said = refusal(read_control_files({{"x", bytes, day("2015-06-01")}}, request));
        EXPECT_NE(said.find(says), std::string::npos) << said << "\n for " << bytes;
    }
    const auto no_day = read_control_files({{"rev.lua", module_one, {}}}, {});
    EXPECT_NE(refusal(no_day).find("does not say of which day"), std::string::npos);
    const auto twice =
        read_control_files({{"a", module_one, day("2015-06-01")}, {"b", module_one, day("2015-06-01")}}, {});
    EXPECT_NE(refusal(twice).find("two maps are of"), std::string::npos);
}

TEST(ControlLua, ReadsTheSampleOfARealModule) {
    const auto file = base::testing::real_data("geo/samples/wikipedia_module_format.lua");
    if (!file) {
        GTEST_SKIP() << "needs the real data";
    }
    const auto read = read_map_module(base::testing::read_test_file(*file));
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(read->marks.size(), 8U);
}

TEST(ControlTable, TheDayStandsInTheName) {
    EXPECT_EQ(day_in_name("map-2015-06-01.lua"), day("2015-06-01"));
    EXPECT_EQ(day_in_name("20150601.csv"), day("2015-06-01"));
    EXPECT_EQ(day_in_name("map.lua"), std::nullopt);
    EXPECT_EQ(day_in_name("2015-06-01_to_2015-07-01.lua"), std::nullopt);
}

}  // namespace
}  // namespace cordon::trade
