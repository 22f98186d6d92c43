// Goal: places of the record are found in addresses and free text in many spellings and five languages;
// they decide with a sign beside them and never alone; streets, firms, persons and homonyms elsewhere do
// not decide.
#include "trade/place_spotter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <iterator>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/prng.h"
#include "base/testing.h"
#include "trade/place_fold.h"
#include "trade/place_spellings.h"
#include "trade/place_weight.h"
#include "trade/territory.h"

namespace cordon::trade {
namespace {

using model::FieldClass;

PlaceContext in(FieldClass field_class, std::vector<std::string> countries = {}) {
    PlaceContext context;
    context.field_class = field_class;
    context.countries = std::move(countries);
    return context;
}

// The place that decides in a text, "" when none does.
std::string decided(std::string_view text, const PlaceContext& context = in(FieldClass::text)) {
    for (const PlaceMention& mention : bundled_places().spot(text, context)) {
        if (mention.decides) {
            return mention.place_id;
        }
    }
    return "";
}

std::string all_of(std::string_view text, const PlaceContext& context = in(FieldClass::text)) {
    std::string made;
    for (const PlaceMention& mention : bundled_places().spot(text, context)) {
        made += mention.place_id + " " + std::to_string(mention.weight) + " " + mention.reason + "\n";
    }
    return made;
}

struct Row {
    const char* text;
    const char* place;  // "" when no place may decide
};

TEST(PlaceSpotter, SignsBesideAName) {
    const std::string raqqa = "OCHA:C5710";
    const std::vector<Row> rows = {
        {"crude oil from Raqqa, Syria", "OCHA:C5710"},
        {"SHIPMENT AR-RAQQAH SYRIA 200 BBL", "OCHA:C5710"},
        {"Rakka'dan ham petrol, Suriye", "OCHA:C5710"},
        {"pétrole brut de Raqqa (Syrie)", "OCHA:C5710"},
        {"نفط خام من الرقة سوريا", "OCHA:C5710"},
        {"شحنة بالرقة في سوريا", "OCHA:C5710"},
        {"нефть из Ракки, Сирия", "OCHA:C5710"},
        {"пшеница, элеватор в Мосуле, Ирак", "GN:99072"},
        {"Musul, Irak: buğday", "GN:99072"},
        {"wheat from silos at Tel Abyad, harvest June 2015", "OCHA:C5792"},
        {"Dêrazor, Sûriye", "OCHA:C5086"},
        {"DEIREZZOR 03.2015 CONDENSATE", "OCHA:C5086"},
        {"purchase at Al-Omar oil field 12/2014", "place:sy-al-omar-oil-field"},
        {"Tall Afar district, Iraq", "place:iq-tal-afar"},
        {"diesel Manbij and Jarablus", "OCHA:C1767"},
        {"Hit, Iraq", "GN:95788"},
        {"goods to the city of Fallujah", ""},
        {"city of Fallujah 2015", "GN:99454"},
        {"Raqqa", ""},
        {"Raqqa Street 12, Syria", ""},
        {"rue de Damas, Beyrouth", ""},
        {"Mosul Restaurant London", ""},
        {"hotel booking Damascus 4711", ""},
        {"Damascus, MD 20872", ""},
        {"Bagdad, Arizona", ""},
        {"Palmyra, New York", ""},
        {"Cham, Deutschland", ""},
        {"Tripoli, Lebanon", ""},
        {"smash hit single", ""},
        {"Mr Rabia invoice 2015", ""},
        {"Hamadan, Iran", ""},
        {"aleppo pepper 2 kg", ""},
        {"Marine traffic, mosulin, raqqath", ""},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(decided(row.text), row.place) << row.text << "\n" << all_of(row.text);
    }
}

TEST(PlaceSpotter, TheMessageSpeaksToo) {
    EXPECT_EQ(decided("Raqqa", in(FieldClass::address, {"SY"})), "OCHA:C5710");
    EXPECT_EQ(decided("Raqqa", in(FieldClass::address, {"DE"})), "");
    EXPECT_EQ(decided("Damascus", in(FieldClass::address, {"US"})), "");
    EXPECT_EQ(decided("Tripoli", in(FieldClass::address, {"LB"})), "");
    EXPECT_EQ(decided("Karim Mosul", in(FieldClass::name, {"IQ"})), "") << "a party's name never decides";
    EXPECT_EQ(decided("Raqqa", in(FieldClass::identifier, {"SY"})), "") << "not read at all";
    PlaceContext bank = in(FieldClass::text);
    bank.bank_countries = {"IQ"};
    EXPECT_EQ(decided("transfer for Mosul branch", bank), "GN:99072");
    PlaceContext iraqi = in(FieldClass::address, {"IQ"});
    iraqi.postcode = "41001";
    EXPECT_EQ(decided("Al Jamhuri, Mosul", iraqi), "GN:99072");
}

TEST(PlaceSpotter, BytesAndReason) {
    const std::string text = "Fatura: Dêrazor’dan petrol, Suriye";
    const auto mentions = bundled_places().spot(text, in(FieldClass::text));
    ASSERT_EQ(mentions.size(), 1U);
    EXPECT_EQ(text.substr(mentions[0].begin, mentions[0].end - mentions[0].begin), "Dêrazor");
    EXPECT_EQ(mentions[0].country, "SY");
    ASSERT_TRUE(mentions[0].point.has_value());
    EXPECT_NEAR(mentions[0].point->latitude, 35.34, 0.1);
    EXPECT_EQ(mentions[0].reason,
              "\"Dêrazor\" is a name of Deir ez-Zor (SY); for it: its country is named beside it");
}

TEST(PlaceSpotter, LongerNamesWin) {
    const auto mentions = bundled_places().spot("Mosul dam, Iraq", in(FieldClass::text));
    ASSERT_EQ(mentions.size(), 1U);
    EXPECT_EQ(mentions[0].place_id, "place:iq-mosul-dam");
}

TEST(PlaceSpotter, EveryIdIsOneThatTerritoryKnows) {
    for (const GazetteerPlace& place : bundled_gazetteer().places()) {
        EXPECT_TRUE(place.place_id.starts_with("town:") || bundled_territory()->knows_place(place.place_id))
            << place.place_id;
    }
    EXPECT_GE(bundled_gazetteer().places().size(), 200U);
}

TEST(PlaceSpotter, VariantsOfAName) {
    std::set<std::string> made;
    for (const PlacePattern& pattern : place_patterns("Ar-Raqqah", true)) {
        made.insert(pattern.letters);
    }
    for (const char* const due : {"ar raqqah", "al raqqah", "el raqqa", "raqqa", "arraqqah", "raqqah"}) {
        EXPECT_TRUE(made.contains(due)) << due;
    }
}

// A property: every strong spelling, planted with its country or a year of the conflict in an address or a
// remittance text, is found, and decides in nearly all.
TEST(PlaceSpotter, PlantedNamesAreFound) {
    base::Prng random(base::testing::seed_from_environment(5));
    const std::vector<std::string> before = {"invoice 118 ",       "payment for goods ", "/ROC/881 ",
                                             "Industrial zone, ",  "P.O. Box 77, ",      "ثمن بضاعة ",
                                             "оплата по счету 7 ", "mal bedeli "};
    const std::vector<std::string> years = {" 2015", ", 03/2014", " 12.06.2016", " (2017)"};
    int planted = 0;
    int found = 0;
    int deciding = 0;
    for (const GazetteerPlace& place : bundled_gazetteer().places()) {
        for (const std::string& name : place.names) {
            const bool by_year = random.below(2) == 0;
            const std::string country = place.country.substr(0, 2);
            const std::string text = before[random.below(before.size())] + name +
                                     (by_year ? years[random.below(years.size())] : ", " + country);
            const PlaceContext context =
                by_year ? in(random.below(2) == 0 ? FieldClass::text : FieldClass::address)
                        : in(FieldClass::address, {country});
            const auto mentions = bundled_places().spot(text, context);
            const auto ours = std::ranges::find(mentions, place.place_id, &PlaceMention::place_id);
            ++planted;
            found += ours != mentions.end() ? 1 : 0;
            const bool decides = std::ranges::any_of(mentions, &PlaceMention::decides);
            deciding += decides ? 1 : 0;
            EXPECT_TRUE(ours != mentions.end()) << text << "\n" << all_of(text, context);
        }
    }
    std::printf("planted %d, found %d, deciding %d\n", planted, found, deciding);
    EXPECT_GE(found * 1000, planted * 980);
    EXPECT_GE(deciding * 1000, planted * 970);
}

// The rule as it reads, each candidate against each other.
std::vector<PlaceCandidate> longest_slowly(const std::vector<PlaceCandidate>& all) {
    std::vector<PlaceCandidate> kept;
    for (const PlaceCandidate& one : all) {
        const bool beaten = std::ranges::any_of(all, [&](const PlaceCandidate& other) {
            const bool longer = other.first <= one.first && other.last >= one.last &&
                                other.last - other.first > one.last - one.first;
            return longer || (other.first == one.first && other.last == one.last && one.weak && !other.weak);
        });
        const bool again = std::ranges::any_of(kept, [&](const PlaceCandidate& other) {
            return other.place == one.place && other.first == one.first && other.last == one.last;
        });
        if (!beaten && !again) {
            kept.push_back(one);
        }
    }
    return kept;
}

TEST(PlaceSpotter, LongerNamesWinAsTheRuleSays) {
    const std::uint64_t seed = base::testing::seed_from_environment(71);
    base::Prng random(seed);
    const std::vector<GazetteerPlace> places(4);
    const auto key = [&](const PlaceCandidate& one) {
        return std::tuple(one.first, one.last, one.place - places.data(), one.weak);
    };
    for (int round = 0; round < 3'000; ++round) {
        std::vector<PlaceCandidate> all(random.below(12));
        for (PlaceCandidate& one : all) {
            one.place = &places[random.below(places.size())];
            one.weak = random.below(2) == 0;
            one.first = random.below(10);
            one.last = one.first + 1 + random.below(5);
        }
        auto slow = longest_slowly(all);
        keep_longest(all);
        std::vector<decltype(key(all.front()))> kept;
        std::vector<decltype(key(all.front()))> due;
        std::ranges::transform(all, std::back_inserter(kept), key);
        std::ranges::transform(slow, std::back_inserter(due), key);
        std::ranges::sort(kept);
        std::ranges::sort(due);
        ASSERT_EQ(kept, due) << "seed " << seed << " round " << round;
    }
}

std::string text_of_names(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
        text += i % 3 == 0 ? "Mosul Iraq " : i % 3 == 1 ? "Raqqa " : "Syria ";
    }
    return text;
}

TEST(PlaceSpotter, AVeryLongTextOfNames) {
    const auto mentions = bundled_places().spot(text_of_names(40'000), in(FieldClass::text));
    EXPECT_GE(mentions.size(), 26'000U);
    EXPECT_TRUE(mentions.back().decides);
}

// Someone may send a quarter of a megabyte of place names: the work grows with the text, not with its
// square. Eight times the text is eight times the work, sixty-four times were it the square; the fastest of
// three runs of each, by the processor's clock.
TEST(PlaceSpotter, TheWorkGrowsWithTheText) {
    const auto seconds = [](const std::string& text) {
        double fastest = 1e9;
        for (int run = 0; run < 3; ++run) {
            const std::clock_t begin = std::clock();
            EXPECT_FALSE(bundled_places().spot(text, in(FieldClass::text)).empty());
            fastest = std::min(fastest, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
        }
        return fastest;
    };
    const double small = seconds(text_of_names(5'000));
    EXPECT_LT(seconds(text_of_names(40'000)), 24 * small);
}

}  // namespace
}  // namespace cordon::trade
