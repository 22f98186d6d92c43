// Goal: the service answers about territory as the command line does, in the shapes that its description
//       promises.
#include <gtest/gtest.h>

#include <string>

#include "codec/json.h"
#include "server/test_api.h"

namespace cordon::server {
namespace {

using testing::House;

codec::JsonValue json_of(const HttpResponse& response) {
    EXPECT_EQ(response.status, 200) << response.body;
    auto json = codec::parse_json(response.body);
    EXPECT_TRUE(json.has_value());
    return json ? *std::move(json) : codec::JsonValue{};
}

std::string grade_of(const House& house, std::string_view target) {
    const codec::JsonValue json = json_of(house.ask("GET", target));
    const codec::JsonValue* grade = json.find("grade");
    return grade == nullptr ? "" : grade->as_text();
}

TEST(TerritoryApi, PointsAndPlacesAreGraded) {
    const House house;
    EXPECT_EQ(grade_of(house, "/v1/territory/at?latitude=36.34&longitude=43.12&date=2015-01-01"), "HELD");
    EXPECT_EQ(grade_of(house, "/v1/territory/at?latitude=36.34&longitude=42.95&date=2015-01-01"), "NEAR");
    EXPECT_EQ(grade_of(house, "/v1/territory/place?name=Palmyra&date=2016-03"), "CONTESTED");
    EXPECT_EQ(grade_of(house, "/v1/territory/place?name=Tadmur&date=2016-07-01"), "HELD_OTHER_TIME");
    EXPECT_EQ(grade_of(house, "/v1/territory/place?name=Idlib&date=2020-01-01&holder=ISIL"), "NO_DATA");
    const codec::JsonValue place =
        json_of(house.ask("GET", "/v1/territory/place?name=%D8%AA%D8%AF%D9%85%D8%B1&date=2015-06-01"));
    EXPECT_EQ(place.find("places")->array()->size(), 1U);
    EXPECT_EQ(place.find("evidence")->array()->front().find("fact_id")->as_text(), "palmyra1");
    EXPECT_EQ(place.find("tables")->array()->front().find("version")->as_text(), "shipped");
}

// A village that no fact names, a little beside Mosul.
TEST(TerritoryApi, PlacesOfAnImportedGazetteerAreAskedByTheirPoint) {
    House house;
    const std::string village = "/v1/territory/place?name=Qaxoplim&date=2015-01-01";
    EXPECT_EQ(grade_of(house, village), "NO_DATA");
    engine::TerritoryView view = **shipped_territory();
    trade::Gazetteer gazetteer;
    gazetteer.add(trade::GazetteerPlace{.place_id = "GN:9900000",
                                        .name = "Qaxoplim",
                                        .country = "IQ",
                                        .names = {"Qaksoplym"},
                                        .weak_names = {},
                                        .point = model::GeoPoint{36.34, 43.12}});
    view.gazetteer = std::make_shared<const trade::Gazetteer>(std::move(gazetteer));
    house.territory = std::make_shared<const engine::TerritoryView>(std::move(view));
    EXPECT_EQ(grade_of(house, village), "HELD");
    EXPECT_EQ(grade_of(house, "/v1/territory/place?name=Qaksoplym&date=2015-01-01&country=IQ"), "HELD");
    EXPECT_EQ(grade_of(house, "/v1/territory/place?name=Qaxoplim&date=2024-01-01"), "HELD_OTHER_TIME");
    EXPECT_EQ(grade_of(house, village + "&country=SY"), "NO_DATA");
    const codec::JsonValue answer = json_of(house.ask("GET", village));
    EXPECT_EQ(answer.find("places")->array()->front().find("place_id")->as_text(), "GN:9900000");
    EXPECT_EQ(grade_of(house, "/v1/territory/place?name=Palmyra&date=2016-03"), "CONTESTED");
}

TEST(TerritoryApi, AMapIsGeoJson) {
    const House house;
    const HttpResponse map = house.ask("GET", "/v1/territory/map?date=2015-06-01");
    EXPECT_EQ(map.content_type, "application/geo+json");
    const codec::JsonValue json = json_of(map);
    EXPECT_EQ(json.find("type")->as_text(), "FeatureCollection");
    EXPECT_GT(json.find("features")->array()->size(), 50U);
}

TEST(TerritoryApi, QuestionsThatMakeNoSenseAreRefused) {
    const House house;
    for (const char* const target :
         {"/v1/territory/at?latitude=96&longitude=43&date=2015", "/v1/territory/at?latitude=36&date=2015",
          "/v1/territory/at?latitude=36&longitude=43&date=2015-02-30",
          "/v1/territory/at?latitude=36&longitude=43",
          "/v1/territory/at?latitude=43.12&longitude=36.34&date=2015&country=IQ",
          "/v1/territory/place?date=2015", "/v1/territory/place?name=Mosul&date=2015&country=Narnia",
          "/v1/territory/place?name=Mosul&date=2015&colour=red", "/v1/territory/map?date=someday"}) {
        EXPECT_EQ(house.ask("GET", target).status, 400) << target;
    }
    EXPECT_EQ(house.ask("GET", "/v1/territory/map?date=2015", "", {}, "").status, 401);
}

}  // namespace
}  // namespace cordon::server
