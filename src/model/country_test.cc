// Goal: the country texts that lists print come out as ISO codes, because country evidence only counts when
// both sides speak the same code; and what we cannot read is said to be unknown, never guessed.
#include "model/country.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "base/strings.h"
#include "base/testing.h"

namespace cordon::model {
namespace {

struct Row {
    std::string_view alpha2;
    std::string_view alpha3;
    std::string_view name;
    std::string_view variants;
};
constexpr Row rows[] = {
#include "model/country_table.inc"
};

TEST(Country, EveryTextOfTheTableLeadsToItsOwnRow) {
    std::set<std::string_view> codes;
    for (const auto& row : rows) {
        EXPECT_TRUE(codes.insert(row.alpha2).second) << row.alpha2 << " stands twice";
        EXPECT_EQ(country_code(row.alpha2), row.alpha2);
        EXPECT_EQ(country_code(row.alpha3), row.alpha2) << row.alpha3;
        EXPECT_EQ(country_code(row.name), row.alpha2) << row.name;
        EXPECT_EQ(country_name(row.alpha2), row.name);
        for (const auto variant : base::split(row.variants, '|')) {
            EXPECT_EQ(country_code(variant), row.alpha2) << variant;
        }
    }
    EXPECT_GE(codes.size(), 254U);
}

TEST(Country, ReadsWhatListsPrint) {
    const std::map<std::string, std::string> cases = {
        {"Syrian Arab Republic", "SY"},
        {"  SYRIA\n ", "SY"},
        {"Syrie", "SY"},
        {"Syrian", "SY"},
        {"Syria / Syrie", "SY"},
        {"Belarus / B\xC3\xA9larus", "BY"},
        {"Myanmar (Burma) / Myanmar (Birmanie)", "MM"},
        {"Venezuela ", "VE"},
        {"Haiti / Ha\xC3\xAFti", "HT"},
        {"USSR (until 1991)", "SU"},
        {"former Soviet Union", "SU"},
        {"DRC", "CD"},
        {"ZR", "CD"},
        {"CONGO, Democratic Republic of (was Zaire)", "CD"},
        {"CONGO, People's Republic of", "CG"},
        {"United Kingdom of Great Britain and Northern Ireland", "GB"},
        {"UK", "GB"},
        {"EL", "GR"},
        {"KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF", "KP"},
        {"Korea (Republic of)", "KR"},
        {"Democratic People\xE2\x80\x99s Republic of Korea", "KP"},
        {"IRAN (ISLAMIC REPUBLIC OF)", "IR"},
        {"Iran, Islamic Republic of", "IR"},
        {"PALESTINIAN TERRITORY, Occupied", "PS"},
        {"TANZANIA, UNITED REPUBLIC OF", "TZ"},
        {"BOSNIA AND HERZEGOWINA", "BA"},
        {"COTE D'IVOIRE", "CI"},
        {"C\xC3\xB4te d\xE2\x80\x99Ivoire", "CI"},
        {"T\xC3\xBCrkiye", "TR"},
        {"The Gambia", "GM"},
        {"St. Kitts & Nevis", "KN"},
        {"Sudanese by birth", "SD"},
        {"Syrian national", "SY"},
        {"Kosovo (under UNSCR 1244/1999)", "XK"},
        {"YUGOSLAVIA", "YU"},
        {"SERBIA AND MONTENEGRO", "CS"},
        {"German Democratic Republic", "DD"},
        {"U.S.A.", "US"},
        {"usa", "US"},
        {"ru", "RU"},
        {"Niger", "NE"},
        {"Nigeria", "NG"},
        {"Guinea", "GN"},
        {"Guinea-Bissau", "GW"},
    };
    for (const auto& [text, code] : cases) {
        EXPECT_EQ(country_code(text), code) << text;
    }
}

TEST(Country, DoesNotGuess) {
    for (const std::string_view text :
         {"", "  ", "UNKNOWN", "00", "na", "n/a", "Korea", "Congolese", "Atlantis",
          "Hamas Terrorist Attacks / Attaques terroristes du Hamas", "(", ",", " / ", "\xFF\xFE", "Aleppo"}) {
        EXPECT_EQ(country_code(text), "") << text;
    }
    EXPECT_EQ(country_name("ZZ"), "");
    EXPECT_EQ(country_name(""), "");
}

TEST(Country, KeepsTheTextAsPublished) {
    const auto known = country_from_text(" Iran (Islamic\n   Republic of) ");
    EXPECT_EQ(known.code, "IR");
    EXPECT_EQ(known.text, "Iran (Islamic Republic of)");
    const auto unknown = country_from_text("Elbonia");
    EXPECT_EQ(unknown.code, "");
    EXPECT_EQ(unknown.text, "Elbonia");
}

// Texts between <tag> and </tag>, how often each.
std::map<std::string, int> values_between(std::string_view text, std::string_view open,
                                          std::string_view close) {
    std::map<std::string, int> counted;
    for (auto at = text.find(open); at != std::string_view::npos; at = text.find(open, at + 1)) {
        const auto from = at + open.size();
        ++counted[base::collapse_whitespace(text.substr(from, text.find(close, from) - from))];
    }
    return counted;
}

TEST(Country, KnowsEveryCountryOfTheUnList) {
    const auto path = base::testing::real_data("lists/un/2026-02-27/consolidated.xml");
    if (!path) {
        GTEST_SKIP() << "needs the real data";
    }
    const auto bytes = base::testing::read_test_file(*path);
    // Not countries: the UN writes "na" where it knows none.
    const std::set<std::string> known_unknown = {"", "na"};
    int seen = 0;
    for (const std::string tag : {"COUNTRY", "COUNTRY_OF_BIRTH", "ISSUING_COUNTRY", "COUNTRY_OF_ISSUE"}) {
        for (const auto& [text, times] : values_between(bytes, "<" + tag + ">", "</" + tag + ">")) {
            if (times >= 2 && !known_unknown.contains(text)) {
                ++seen;
                EXPECT_NE(country_code(text), "") << tag << " '" << text << "' " << times << " times";
            }
        }
    }
    EXPECT_GE(seen, 80);
    // NATIONALITY holds VALUE children; so do other elements, whose values are then dates or list types.
    for (const auto& [block, times] : values_between(bytes, "<NATIONALITY>", "</NATIONALITY>")) {
        for (const auto& [text, inner] : values_between(block, "<VALUE>", "</VALUE>")) {
            if (times * inner >= 2 && !known_unknown.contains(text)) {
                EXPECT_NE(country_code(text), "") << "NATIONALITY '" << text << "'";
            }
        }
    }
}

TEST(Country, KnowsEveryCountryOfTheEuList) {
    // The file itself is read by lists/eu_fsf_xml_test.cc; these are the spellings of it that differ from
    // ISO's.
    const std::map<std::string, std::string> cases = {
        {"RUSSIAN FEDERATION", "RU"},
        {"MOLDOVA, REPUBLIC OF", "MD"},
        {"VIRGIN ISLANDS (BRITISH)", "VG"},
        {"NETHERLANDS ANTILLES", "AN"},
        {"SAINT KITTS AND NEVIS", "KN"},
        {"MARSHALL ISLANDS", "MH"},
        {"VIET NAM", "VN"},
        {"HONG KONG", "HK"},
        {"CZECH REPUBLIC", "CZ"},
        {"VENEZUELA", "VE"},
        {"CENTRAL AFRICAN REPUBLIC", "CF"},
        {"TRINIDAD AND TOBAGO", "TT"},
    };
    for (const auto& [text, code] : cases) {
        EXPECT_EQ(country_code(text), code) << text;
    }
}

}  // namespace
}  // namespace cordon::model
