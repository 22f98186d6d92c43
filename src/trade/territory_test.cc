// Goal: who held which place when, as an officer would read it out of the shipped table; each edge of an
//       interval,
// each grade, and that nothing doubtful is read as the harmless side.
#include "trade/territory.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "trade/control_csv.h"
#include "trade/territory_places.h"

namespace cordon::trade {
namespace {

using model::PlaceAnswer;
using model::PlaceGrade;

base::Date day(std::string_view text) {
    return base::parse_iso_date(text).value();
}

// "2015-06" asks about every day of that June.
PlaceAnswer ask_place(std::string_view name, std::string_view when, std::string_view holder = "") {
    const auto places = bundled_territory()->named(name, "");
    EXPECT_EQ(places.size(), 1U) << name;
    if (places.size() != 1) {
        return {};
    }
    const auto date = base::parse_partial_date(when);
    EXPECT_TRUE(date.has_value()) << when;
    return bundled_territory()->of_place(places.front().place_id, date->from, date->to, holder);
}

struct Scenario {
    const char* place;
    const char* when;
    PlaceGrade grade;
    const char* fact;  // the first piece of evidence; "" for none
};

void PrintTo(const Scenario& scenario, std::ostream* out) {
    *out << scenario.place << " on " << scenario.when;
}

class ShippedTable : public testing::TestWithParam<Scenario> {};

TEST_P(ShippedTable, AnswersAsTheHistoryWas) {
    const Scenario& scenario = GetParam();
    const PlaceAnswer answer = ask_place(scenario.place, scenario.when);
    EXPECT_EQ(model::grade_code(answer.grade), model::grade_code(scenario.grade));
    const std::string first = answer.evidence.empty() ? "" : answer.evidence.front().fact_id;
    EXPECT_EQ(first, scenario.fact);
}

constexpr auto held = PlaceGrade::held;
constexpr auto contested = PlaceGrade::contested;
constexpr auto other_time = PlaceGrade::held_other_time;

INSTANTIATE_TEST_SUITE_P(
    Officer, ShippedTable,
    testing::Values(
        // Mosul: 10 June 2014 to 10 July 2017, both days certain to three days.
        Scenario{"Mosul", "2014-06-06", other_time, "mosul"},
        Scenario{"Mosul", "2014-06-07", contested, "mosul"}, Scenario{"Mosul", "2014-06-10", held, "mosul"},
        Scenario{"Mosul", "2016-01-15", held, "mosul"}, Scenario{"Mosul", "2017-07-09", held, "mosul"},
        Scenario{"Mosul", "2017-07-10", contested, "mosul"},
        Scenario{"Mosul", "2017-07-12", contested, "mosul"},
        Scenario{"Mosul", "2017-07-13", other_time, "mosul"},
        Scenario{"Mosul", "2017-07", contested, "mosul"}, Scenario{"Mosul", "2015", held, "mosul"},
        Scenario{"الموصل", "2015-03-01", held, "mosul"}, Scenario{"Mossoul", "2015-03-01", held, "mosul"},
        // Raqqa: from mid-January 2014 (two weeks of doubt) until 17 October 2017.
        Scenario{"Raqqa", "2013-12-01", other_time, "raqqa"},
        Scenario{"Raqqa", "2014-01-05", contested, "raqqa"},
        Scenario{"Ar-Raqqah", "2015-08-01", held, "raqqa"}, Scenario{"الرقة", "2017-10-16", held, "raqqa"},
        Scenario{"Rakka", "2017-10-18", contested, "raqqa"},
        Scenario{"Raqqa", "2018-01-01", other_time, "raqqa"},
        // Palmyra: twice, and not in between.
        Scenario{"Palmyra", "2015-05-01", other_time, "palmyra1"},
        Scenario{"Palmyra", "2015-05-21", held, "palmyra1"},
        Scenario{"Tadmur", "2016-03-26", held, "palmyra1"},
        Scenario{"Palmyra", "2016-03-28", contested, "palmyra1"},
        Scenario{"Palmyra", "2016-03", contested, "palmyra1"},
        Scenario{"Palmyra", "2016-07-01", other_time, "palmyra1"},
        Scenario{"Palmyra", "2016-12-10", contested, "palmyra2"},
        Scenario{"تدمر", "2016-12-11", held, "palmyra2"}, Scenario{"Palmyra", "2017-03-01", held, "palmyra2"},
        Scenario{"Palmyra", "2017-03-20", other_time, "palmyra1"},
        // Sirte, Tell Abyad.
        Scenario{"Sirte", "2015-05-20", contested, "sirte"}, Scenario{"Sirte", "2015-06-01", held, "sirte"},
        Scenario{"سرت", "2016-12-05", held, "sirte"}, Scenario{"Sirte", "2017-01-01", other_time, "sirte"},
        Scenario{"Tell Abyad", "2015-06-14", held, "tellabyad"},
        Scenario{"Tal Abyad", "2015-06-16", contested, "tellabyad"},
        Scenario{"Tell Abyad", "2015-06-30", other_time, "tellabyad"},
        // In part, fought over, never, still.
        Scenario{"Deir ez-Zor", "2015-06-01", PlaceGrade::partial, "deirezzor"},
        Scenario{"Kobani", "2014-11-01", contested, "kobani"},
        Scenario{"Haditha", "2015-06-01", PlaceGrade::never, "neg_haditha"},
        Scenario{"Idlib", "2020-01-01", held, "idlib"}, Scenario{"Al-Omar", "2015-06-01", held, "alomar"},
        Scenario{"Haditha dam", "2015-06-01", PlaceGrade::never, "neg_haditha"},
        Scenario{"Homs", "2015-06-01", PlaceGrade::admin, "palmyra1"}));

TEST(Territory, AMonthThatReachesIntoAnIntervalIsNeverHarmless) {
    for (const char* const when : {"2015-05", "2016-03", "circa 2016", "2017-03", "2016"}) {
        EXPECT_GE(ask_place("Palmyra", when).grade, contested) << when;
    }
}

TEST(Territory, APointIsThePlaceNearItselfAndNearBeyond) {
    const auto ask = [](double lat, double lon, std::string_view on) {
        return bundled_territory()->at({lat, lon}, day(on), day(on), "");
    };
    EXPECT_EQ(ask(36.34, 43.12, "2015-01-01").grade, held);
    EXPECT_EQ(ask(36.36, 43.10, "2015-01-01").grade, held);    // 3 km
    const PlaceAnswer near = ask(36.34, 42.95, "2015-01-01");  // 15 km west of Mosul
    EXPECT_EQ(near.grade, PlaceGrade::near);
    ASSERT_FALSE(near.evidence.empty());
    EXPECT_EQ(near.evidence.front().fact_id, "mosul");
    EXPECT_NEAR(near.evidence.front().distance_km, 15.2, 0.1);
    EXPECT_EQ(near.evidence.front().source, "encyclopedia: start;general knowledge");
    EXPECT_EQ(ask(36.34, 42.95, "2012-01-01").grade, PlaceGrade::no_data);
    EXPECT_EQ(ask(48.20, 16.37, "2015-01-01").grade, PlaceGrade::no_data);  // Vienna
    // Coordinates known to ten kilometres: seven away may be the place itself.
    EXPECT_EQ(ask(33.104, 37.24, "2015-10-01").grade, PlaceGrade::no_data);
    EXPECT_EQ(ask(34.293, 37.26, "2015-10-01").grade, contested);
}

TEST(Territory, APlacesOwnFactOutranksItsNeighbours) {
    // Abu Kamal was lost in 2017; Baghuz, five kilometres on, only in 2019.
    const PlaceAnswer answer =
        bundled_territory()->at({34.45, 40.92}, day("2018-06-01"), day("2018-06-01"), "");
    EXPECT_EQ(answer.grade, other_time);
    EXPECT_EQ(answer.evidence.front().fact_id, "abukamal");
    bool baghuz = false;
    for (const auto& evidence : answer.evidence) {
        baghuz = baghuz || (evidence.fact_id == "baghuz" && evidence.grade == PlaceGrade::near);
    }
    EXPECT_TRUE(baghuz) << "the neighbour is still shown";
}

TEST(Territory, TheHolderAskedForIsTheOneAnsweredAbout) {
    EXPECT_EQ(ask_place("Idlib", "2020-01-01", "ISIL").grade, PlaceGrade::no_data);
    EXPECT_EQ(ask_place("Idlib", "2020-01-01", "HTS").grade, held);
    EXPECT_EQ(ask_place("Mosul", "2015-01-01", "Daesh").grade, held);
    EXPECT_EQ(ask_place("Haditha", "2015-01-01", "ISIL").grade, PlaceGrade::never);
    EXPECT_EQ(ask_place("Mukalla", "2015-06-01", "AQAP").grade, held);
    EXPECT_EQ(ask_place("Gwoza", "2014-12-01", "Boko Haram").grade, held);
}

TEST(Territory, ANameIsAPlaceOnlyWhenItIsCloseEnough) {
    const auto first = [](std::string_view name) {
        const auto places = bundled_territory()->named(name, "");
        return places.size() == 1 ? places.front().place_id : std::to_string(places.size());
    };
    EXPECT_EQ(first("Baghuz"), "place:sy-al-baghuz-fawqani");
    EXPECT_EQ(first("Palmyre"), "OCHA:C2889");
    EXPECT_EQ(first("Deir Ezzor"), "OCHA:C5086");
    EXPECT_EQ(first("Mosul dam"), "place:iq-mosul-dam");
    for (const char* const elsewhere :
         {"Basra", "Baghdad", "Vienna", "Paris", "Rome", "Cairo", "Aden", "Najaf", "Karbala", "Latakia",
          "Tripoli", "Benghazi", "Dohuk", "Beirut", "Amman"}) {
        EXPECT_EQ(first(elsewhere), "0") << elsewhere;
    }
}

TEST(Territory, AnUnknownDayIsAnyDay) {
    const auto place = bundled_territory()->named("Mosul", "IQ");
    ASSERT_EQ(place.size(), 1U);
    EXPECT_EQ(bundled_territory()->of_place(place.front().place_id, {}, {}, "").grade, contested);
    EXPECT_EQ(bundled_territory()->of_place(place.front().place_id, day("2018-01-01"), {}, "").grade,
              other_time);
    EXPECT_EQ(bundled_territory()->of_place("GN:0", {}, {}, "").grade, PlaceGrade::no_data);
}

}  // namespace
}  // namespace cordon::trade
