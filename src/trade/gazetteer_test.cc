// Goal: the gazetteers of GeoNames and OCHA are read with ids, names and points; broken ones are refused
// in one clear sentence that says where and what to do.
#include "trade/gazetteer.h"

#include <gtest/gtest.h>

#include <string>

#include "base/testing.h"
#include "codec/archive.h"
#include "trade/gazetteer_readers.h"
#include "trade/place_spotter.h"

namespace cordon::trade {
namespace {

constexpr const char* two_towns =
    "101\tTestabad\tTestabad\tTest "
    "Abad,\xD8\xAA\xD8\xB3\xD8\xAA,TST\t35.5\t38.25\tP\tPPL\tSY\t\t10\t\t\t\t900\t\t12\t"
    "Asia/Damascus\t2020-01-01\n"
    "102\tQasr Fern\tQasr Fern\t\t36\t39\tP\tPPL\tSY\t\t10\t\t\t\t900\t\t12\tAsia/Damascus\t2020-01-01\n";

TEST(Gazetteer, GeoNames) {
    const auto read = read_gazetteer(two_towns, "");
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(read->format, "geonames");
    const GazetteerPlace* const town = read->gazetteer.find("GN:101");
    ASSERT_NE(town, nullptr);
    EXPECT_EQ(town->country, "SY");
    EXPECT_DOUBLE_EQ(town->point->longitude, 38.25);
    EXPECT_EQ(town->names.size(), 2U) << "the airport's code is no name";
}

TEST(Gazetteer, OchaTableAndGeoJson) {
    const auto csv = read_gazetteer(
        "ADM1_PCODE,ADM3_PCODE,ADM3_EN,ADM3_AR,Latitude,Longitude\nSY11,SY110203,Fernville,"
        "\xD8\xA7\xD9\x84\xD8\xB1,"
        "35.1,38\n",
        "");
    ASSERT_TRUE(csv.has_value()) << csv.error().message;
    EXPECT_EQ(csv->format, "ocha-csv");
    EXPECT_NE(csv->gazetteer.find("OCHA:SY110203"), nullptr);
    const auto json = read_gazetteer(R"({"type": "FeatureCollection", "features": [{"type": "Feature",
        "properties": {"NAME_EN": "Pale Dune", "PCODE": "C99", "ADMIN1_COD": "SY07"},
        "geometry": {"type": "MultiPoint", "coordinates": [[36.5, 35.75]]}}]})",
                                     "");
    ASSERT_TRUE(json.has_value()) << json.error().message;
    const GazetteerPlace* const place = json->gazetteer.find("OCHA:C99");
    ASSERT_NE(place, nullptr);
    EXPECT_EQ(place->country, "SY");
    EXPECT_DOUBLE_EQ(place->point->latitude, 35.75);
}

TEST(Gazetteer, PlacesOfImportedFactsAreSpotted) {
    ControlFact fact;
    fact.id = "mine:t1";
    fact.name = "Fernville Depot";
    fact.alt_names = {"Pale Dune Depot", "Hit"};
    fact.country = "GR";
    fact.has_point = true;
    fact.point = {40.52, 21.27};
    fact.holder = "ISIL";
    Gazetteer gazetteer;
    add_places_of({fact}, {}, gazetteer);
    ASSERT_EQ(gazetteer.places().size(), 1U);
    EXPECT_EQ(gazetteer.places()[0].weak_names.front(), "Hit") << "an ordinary word, too";
    const auto spotter = PlaceSpotter::make(std::move(gazetteer));
    ASSERT_TRUE(spotter.has_value());
    const auto mentions = spotter->spot("loaded at Pale Dune Depot, Greece", {});
    ASSERT_EQ(mentions.size(), 1U);
    EXPECT_TRUE(mentions[0].decides);
}

TEST(Gazetteer, LoadedNamesAreSpotted) {
    auto read = read_gazetteer(two_towns, "");
    ASSERT_TRUE(read.has_value());
    const auto spotter = PlaceSpotter::make(std::move(read->gazetteer));
    ASSERT_TRUE(spotter.has_value());
    const auto mentions = spotter->spot("wheat from Qasr-Fern, Syria", {});
    ASSERT_EQ(mentions.size(), 1U);
    EXPECT_EQ(mentions.front().place_id, "GN:102");
    EXPECT_TRUE(mentions.front().decides);
}

TEST(Gazetteer, NamesOfSeveralCountriesAreHomonyms) {
    const auto read = read_place_tables(
        "place_id,country,latitude,longitude,names,weak_names\ntown:a,SY,,,Fernville,\ntown:b,YE,,,Fernville,"
        "\n",
        "name,country,note\n");
    ASSERT_TRUE(read.has_value());
    const auto spotter = PlaceSpotter::make(*read);
    ASSERT_TRUE(spotter.has_value());
    const auto mentions = spotter->spot("wheat from Fernville, Yemen", {});
    ASSERT_EQ(mentions.size(), 2U);
    EXPECT_EQ(mentions[0].place_id, "town:b") << "the heavier first";
    EXPECT_TRUE(mentions[0].decides);
    EXPECT_FALSE(mentions[1].decides) << mentions[1].reason;
}

struct Broken {
    const char* name;
    std::string bytes;
    const char* says;
};

TEST(Gazetteer, BrokenOnesAreRefusedInOneSentence) {
    const std::string town(two_towns);
    const std::string header = "PCODE,NAME_EN,LATITUDE,LONGITUDE,ADMIN1_COD\n";
    const std::vector<Broken> rows = {
        {"empty", "", "the gazetteer is empty; take the whole file"},
        {"a column short", town.substr(0, town.find("\t2020")) + "\n",
         "18 columns where a GeoNames dump has 19"},
        {"number", "9x" + town, "'9x101' is no GeoNames number"},
        {"latitude", "1\tA town\tA town\t\t95.0\t38\tP\tPPL\tSY\t\t\t\t\t\t\t\t\t\t\n",
         "is no latitude (-90 to 90)"},
        {"country", "1\tA town\tA town\t\t35\t38\tP\tPPL\tSyria\t\t\t\t\t\t\t\t\t\t\n",
         "'Syria' is no country"},
        {"not UTF-8", "1\tA t\xFFwn\tA town\t\t35\t38\tP\tPPL\tSY\t\t\t\t\t\t\t\t\t\t\n", "is not UTF-8"},
        {"no p-code column", "NAME,LATITUDE\nx,1\n", "no column for the p-code"},
        {"empty p-code", header + ",Fernville,35,38,SY01\n", "the p-code is empty"},
        {"no country", header + "1x,Fernville,35,38,\n", "nothing tells the country of 1x"},
        {"point", header + "C1,Fernville,35,east,SY01\n", "'35', 'east' is no latitude"},
        {"columns", header + "C1,Fernville\n", "2 columns where the header has 5"},
        {"open quote", header + "C1,\"Fernville\n", "quote"},
        {"json", "{\"features\": [", "JSON"},
        {"no features", "{\"type\": \"Topology\"}", "the GeoJSON has no list \"features\""},
        {"no properties", "{\"features\": [{}]}", "has no properties"},
        {"names all empty", header + "C1,,35,38,SY01\n", "holds no places that could be read"},
    };
    for (const Broken& row : rows) {
        const auto read = read_gazetteer(row.bytes, "");
        ASSERT_FALSE(read.has_value()) << row.name;
        EXPECT_NE(read.error().message.find(row.says), std::string::npos)
            << row.name << ": " << read.error().message;
    }
    EXPECT_FALSE(read_gazetteer(town, "Syria").has_value());
}

TEST(Gazetteer, BrokenPlaceTablesAreRefused) {
    const std::string header = "place_id,country,latitude,longitude,names,weak_names\n";
    const std::vector<Broken> rows = {
        {"columns", "id,names\n", "the columns must be place_id"},
        {"short row", header + "town:x,SY\n", "2 columns where 6 are due"},
        {"id", header + "Raqqa,SY,,,Raqqa,\n", "has no kind before a colon"},
        {"country", header + "town:x,Syria,,,Raqqa,\n", "'Syria' is no country"},
        {"twice", header + "town:x,SY,,,Raqqa,\ntown:x,SY,,,Rakka,\n", "stands twice"},
        {"point", header + "town:x,SY,north,38,Raqqa,\n", "is no point"},
        {"beyond", header + "town:x,SY,35,381,Raqqa,\n", "is no point"},
        {"no name", header + "town:x,SY,,,,\n", "has no name"},
        {"quote", header + "town:x,SY,,,\"Raqqa,\n", "quote"},
    };
    for (const Broken& row : rows) {
        const auto read = read_place_tables(row.bytes, "name,country,note\n");
        ASSERT_FALSE(read.has_value()) << row.name;
        EXPECT_NE(read.error().message.find(row.says), std::string::npos)
            << row.name << ": " << read.error().message;
    }
    const auto homonym = read_place_tables(header, "name,country,note\nTripoli,Lebanon,\n");
    ASSERT_FALSE(homonym.has_value());
    EXPECT_NE(homonym.error().message.find("place_homonyms.csv line 2"), std::string::npos);
}

TEST(Gazetteer, RealDumps) {
    std::size_t places = 0;
    for (const char* const country : {"SY", "IQ", "LY", "LB", "JO", "TR", "IR", "SA"}) {
        const auto path =
            base::testing::real_data(std::string("geo/geonames/cities1000_2013_") + country + ".tsv");
        if (!path) {
            GTEST_SKIP() << "needs the real data";
        }
        const auto read = read_gazetteer(base::testing::read_test_file(*path), "");
        ASSERT_TRUE(read.has_value()) << country << ": " << read.error().message;
        places += read->gazetteer.places().size();
    }
    EXPECT_GE(places, 2000U);
}

}  // namespace
}  // namespace cordon::trade
