// Goal: an own gazetteer adds places and takes no doubt back; a port code names its place; coordinates take
//       back no governorate.
#include "engine/trade_place.h"

#include <gtest/gtest.h>

#include <memory>

#include "base/check.h"
#include "engine/territory_answer.h"
#include "trade/gazetteer.h"

namespace cordon::engine {
namespace {

model::ShipmentStop stop_at(std::string text, std::string country) {
    model::ShipmentStop stop;
    stop.text = std::move(text);
    stop.country = std::move(country);
    return stop;
}

TEST(TradePlace, AnOwnPlaceOfAShippedNameIsDoubtedAllTheSame) {
    auto own = std::make_shared<trade::Gazetteer>();
    own->add(trade::GazetteerPlace{"own:1", "Mosul", "US", {"Mosul"}, {}, model::GeoPoint{36.0, -91.0}});
    own->add(trade::GazetteerPlace{"own:2", "Fernfield", "US", {"Fernfield"}, {}, model::GeoPoint{36, -91}});
    const auto tables = trade_tables_of({bundled_trade_tables().territory, {}, own});
    ASSERT_TRUE(tables.has_value());
    const auto mosul = stop_at("Mosul", "US");
    const LocatedPlace located = locate(*tables, mosul);
    EXPECT_TRUE(located.located());
    const auto elsewhere = locate_elsewhere(*tables, mosul, located);
    ASSERT_TRUE(elsewhere.has_value());
    EXPECT_EQ(elsewhere->country, "IQ");
    const auto fernfield = stop_at("Fernfield", "US");
    EXPECT_FALSE(locate_elsewhere(*tables, fernfield, locate(*tables, fernfield)).has_value());
    const auto right = stop_at("Mosul", "IQ");
    EXPECT_FALSE(locate_elsewhere(*tables, right, locate(*tables, right)).has_value());
}

TEST(TradePlace, APortCodeNamesItsPlace) {
    model::ShipmentStop stop = stop_at("", "IQ");
    stop.locode = "IQOSM";
    const base::PartialDate day = base::on_day({2015, 6, 1});
    const LocatedPlace mosul = locate(bundled_trade_tables(), stop);
    EXPECT_EQ(answer_for(bundled_trade_tables(), mosul, day).grade, model::PlaceGrade::held);
    stop.text = "Erbil";  // both count
    const LocatedPlace both = locate(bundled_trade_tables(), stop);
    EXPECT_EQ(answer_for(bundled_trade_tables(), both, day).grade, model::PlaceGrade::held);
    stop.locode = "IQQQQ";
    stop.text.clear();
    EXPECT_FALSE(locate(bundled_trade_tables(), stop).located());
}

TEST(TradePlace, AGovernorateStaysOneBesideCoordinates) {
    struct Row {
        model::GeoPoint point;
        base::Date day;
        std::string_view grades;
    };
    const base::Date held{2015, 6, 1};
    const base::Date freed{2022, 6, 1};
    const Row rows[] = {
        {{53.55, 10}, freed, "NO_DATA NO_DATA:area"},
        {{53.55, 10}, held, "ADMIN:area"},
        {{35.95, 39}, freed, "HELD_OTHER_TIME NO_DATA:area"},
        {{36.1, 39.1}, held, "NEAR ADMIN:area"},
        {{35.95, 39}, held, "HELD"},
    };
    for (const Row& row : rows) {
        model::ShipmentStop stop = stop_at("Raqqa governorate", "SY");
        stop.point = row.point;
        const LocatedPlace located = locate(bundled_trade_tables(), stop);
        std::string grades;
        for (const model::PlaceAnswer& answer :
             answers_for(bundled_trade_tables(), located, base::on_day(row.day))) {
            grades += (grades.empty() ? "" : " ") + std::string(model::grade_code(answer.grade)) +
                      (answer.of_area ? ":area" : "");
        }
        EXPECT_EQ(grades, row.grades) << row.point.latitude << " " << base::to_string(row.day);
    }
}

}  // namespace
}  // namespace cordon::engine
