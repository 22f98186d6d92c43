// Goal: the Swiss list gives the targets that are listed on its date and no others, every spelling the
// publisher allows, and its amendments as deltas; a file that is not whole is an Error.
#include "lists/seco_xml.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/testing.h"

namespace cordon::lists {
namespace {

using model::NameKind;
using model::NameQuality;

std::string list_of(std::string_view targets, std::string_view type = "whole-list") {
    return R"xml(<?xml version="1.0" encoding="UTF-8"?><swiss-sanctions-list list-type=")xml" +
           std::string(type) +
           R"xml(" date="2031-05-07">
<sanctions-program ssid="1" version-date="2030-01-01">
  <program-key lang="eng">Lanternland</program-key><program-key lang="ger">Laternenland</program-key>
  <program-name lang="eng">Ordinance on Lanternland</program-name>
  <sanctions-set ssid="11" lang="eng">Financial measures, annex 2</sanctions-set>
  <sanctions-set ssid="11" lang="ger">Finanzsanktionen, Anhang 2</sanctions-set><origin>UN</origin>
</sanctions-program>
<place ssid="501"><location>Port Lamp</location><area>North</area><country
      iso-code="SY">Syria</country></place>)xml" +
           std::string(targets) + "</swiss-sanctions-list>";
}

constexpr std::string_view listed =
    R"xml(<modification modification-type="listed" effective-date="2030-02-03"/>)xml";

constexpr std::string_view person = R"xml(
<target ssid="900"><sanctions-set-id>11</sanctions-set-id><foreign-identifier>QDi.999</foreign-identifier>
<foreign-identifier>140</foreign-identifier>
<individual sex="male">
  <identity ssid="901" main="true">
    <name ssid="1" name-type="alias" quality="low" lang="eng">
      <name-part order="1" name-part-type="whole-name"><value>The Lamplighter</value></name-part></name>
    <name ssid="2" name-type="primary-name" quality="good" lang="eng">
      <name-part order="1" name-part-type="family-name"><value>Lantern</value>
        <spelling-variant lang="FRE" script="LATN">Lanterne</spelling-variant>
        <spelling-variant lang="ARA" script="ARAB">لانترن</spelling-variant></name-part>
      <name-part order="2" name-part-type="given-name"><value>Yusuf</value>
        <spelling-variant lang="GER" script="LATN">Jussuf</spelling-variant>
        <spelling-variant lang="ARA" script="ARAB">يوسف</spelling-variant></name-part>
      <name-part order="3" name-part-type="father-name"><value>Omar</value></name-part>
      <name-part order="4" name-part-type="title"><value>Dr.</value></name-part></name>
    <name ssid="3" name-type="formerly-known-as" quality="good">
      <name-part order="1" name-part-type="given-name"><value>Joseph</value></name-part>
      <name-part order="2" name-part-type="maiden-name"><value>Candle</value></name-part>
      <name-part order="3" name-part-type="family-name"><value>Lamp</value></name-part></name>
    <nationality ssid="4"><country iso-code="SY">Syria</country></nationality>
    <day-month-year ssid="5" day="3" month="2" year="1961" calendar="Gregorian" quality="good"/>
    <day-month-year ssid="6" year="1343" calendar="Islamic"/>
    <place-of-birth ssid="7" place-id="501"/>
    <address ssid="8" place-id="501" quality="good"><c-o>Guild</c-o><address-details>1 Lamp
      Row</address-details>
      <zip-code>77</zip-code></address>
    <identification-document ssid="9" document-type="passport"><number>P 123</number>
      <issuer code="IQ">Iraq</issuer><date-of-issue>2001-02-03</date-of-issue></identification-document>
  </identity>
  <identity ssid="902"><name ssid="10" name-type="primary-name" quality="good">
      <name-part order="1" name-part-type="whole-name"><value>Peter Wick</value></name-part></name>
    <day-month-year ssid="12" year="1970" month="5"/></identity>
  <justification ssid="13">Keeps the lamps.</justification>
  <other-information ssid="14">Seen in Port Lamp.</other-information>
</individual>
<modification modification-type="amended" effective-date="2031-01-01">
  <added><identity ssid="901"><name ssid="99" name-type="alias"><name-part name-part-type="whole-name">
    <value>Ghost Of History</value></name-part></name></identity></added></modification>
<modification modification-type="listed" effective-date="2030-02-03"/>
<candle-power>12</candle-power></target>)xml";

ParsedList parsed(const std::string& bytes) {
    auto list = read_seco_xml(bytes);
    EXPECT_TRUE(list) << list.error().message;
    return list ? std::move(*list) : ParsedList{};
}

const model::ListedName* find_name(const model::Listing& listing, std::string_view text) {
    const auto found = std::find_if(listing.names.begin(), listing.names.end(),
                                    [&](const model::ListedName& name) { return name.text == text; });
    return found == listing.names.end() ? nullptr : &*found;
}

TEST(Seco, SpellingsOfANameAreTheProductOfItsParts) {
    const auto list = parsed(list_of(person));
    ASSERT_EQ(list.listings.size(), 1U);
    const auto& listing = list.listings.front();
    struct Expected {
        std::string text;
        NameKind kind;
        NameQuality quality;
    };
    const Expected expected[] = {
        {"Yusuf Omar Lantern", NameKind::primary, NameQuality::strong},
        {"The Lamplighter", NameKind::aka, NameQuality::weak},
        {"Yusuf Omar Lanterne", NameKind::aka, NameQuality::strong},
        {"Jussuf Omar Lantern", NameKind::aka, NameQuality::strong},
        {"Jussuf Omar Lanterne", NameKind::aka, NameQuality::strong},
        {"يوسف Omar لانترن", NameKind::original_script, NameQuality::strong},
        {"Joseph Lamp", NameKind::fka, NameQuality::strong},
        {"Joseph Candle", NameKind::fka, NameQuality::strong},
        {"Peter Wick", NameKind::aka, NameQuality::strong},
    };
    EXPECT_EQ(listing.names.size(), std::size(expected));
    for (const auto& one : expected) {
        const auto* name = find_name(listing, one.text);
        ASSERT_NE(name, nullptr) << one.text;
        EXPECT_EQ(name->kind, one.kind) << one.text;
        EXPECT_EQ(name->quality, one.quality) << one.text;
    }
    EXPECT_EQ(listing.names.front().text, "Yusuf Omar Lantern");
    EXPECT_EQ(find_name(listing, "Peter Wick")->note, "identity 902");
    EXPECT_EQ(find_name(listing, "Joseph Candle")->note, "maiden name");
    EXPECT_EQ(find_name(listing, "Jussuf Omar Lantern")->source_text, "Yusuf Omar Lantern");
    EXPECT_EQ(listing.titles, std::vector<std::string>{"Dr."});
}

TEST(Seco, ReadsWhatElseATargetSays) {
    const auto list = parsed(list_of(person));
    const auto& listing = list.listings.front();
    EXPECT_EQ(listing.id, "900");
    EXPECT_EQ(listing.kind, model::PartyKind::person);
    EXPECT_EQ(listing.gender, model::Gender::male);
    EXPECT_EQ(listing.programmes, std::vector<std::string>{"Lanternland"});
    EXPECT_EQ(listing.measures, std::vector<std::string>{"Financial measures, annex 2"});
    EXPECT_EQ(listing.legal_bases, std::vector<std::string>{"Ordinance on Lanternland"});
    EXPECT_EQ(listing.cross_references, (std::vector<std::string>{"un:QDi.999", "foreign:140"}));
    EXPECT_EQ(base::to_string(listing.listed_on), "2030-02-03");
    EXPECT_EQ(base::to_string(listing.updated_on), "2031-01-01");
    EXPECT_EQ(listing.nationalities.front().code, "SY");
    ASSERT_EQ(listing.birth_dates.size(), 4U);
    EXPECT_EQ(base::to_string(listing.birth_dates[0].date), "1961-02-03");
    EXPECT_EQ(base::to_string(listing.birth_dates[2].date), "circa 1964..1965");
    EXPECT_EQ(base::to_string(listing.birth_dates[3].date), "1970-05");
    EXPECT_EQ(listing.birth_dates[3].note, "identity 902");
    ASSERT_EQ(listing.birth_places.size(), 1U);
    EXPECT_EQ(listing.birth_places.front().text, "Port Lamp, North, Syria");
    ASSERT_EQ(listing.addresses.size(), 1U);
    EXPECT_EQ(listing.addresses.front().city, "Port Lamp");
    EXPECT_EQ(listing.addresses.front().lines, (std::vector<std::string>{"c/o Guild", "1 Lamp Row"}));
    ASSERT_EQ(listing.identifiers.size(), 1U);
    EXPECT_EQ(listing.identifiers.front().issuer.code, "IQ");
    EXPECT_EQ(listing.reasons, (std::vector<std::string>{"Keeps the lamps.", "Seen in Port Lamp."}));
    EXPECT_EQ(listing.further, std::vector<std::string>{"target/candle-power: 12"});
    EXPECT_EQ(list.published, base::make_date(2031, 5, 7));
    EXPECT_FALSE(list.delta);
}

std::string target(std::string_view ssid, std::string_view modifications) {
    return "<target ssid=\"" + std::string(ssid) +
           "\"><entity><identity main=\"true\"><name name-type=\"primary-name\"><name-part "
           "name-part-type=\"whole-name\"><value>Wick " +
           std::string(ssid) + " Ltd</value></name-part></name></identity></entity>" +
           std::string(modifications) + "</target>";
}

std::string change(std::string_view type, std::string_view date) {
    return "<modification modification-type=\"" + std::string(type) + "\" effective-date=\"" +
           std::string(date) + "\"/>";
}

TEST(Seco, TheNewestModificationDecides) {
    const auto list =
        parsed(list_of(target("1", change("de-listed", "2031-01-01") + change("listed", "2030-01-01")) +
                       target("2", change("listed", "2031-01-01") + change("de-listed", "2030-01-01") +
                                       change("listed", "2029-01-01")) +
                       target("3", change("de-listed", "2031-12-31") +
                                       change("listed", "2030-01-01")) +  // not in effect yet
                       target("4", change("listed", "2030-01-01") +
                                       change("de-listed", "2031-01-01")) +  // printed upside down
                       target("5", "")));
    std::vector<std::string> ids;
    for (const auto& listing : list.listings) {
        ids.push_back(listing.id);
    }
    EXPECT_EQ(ids, (std::vector<std::string>{"2", "3", "5"}));
    EXPECT_EQ(base::to_string(list.listings[0].listed_on), "2031-01-01");
    EXPECT_GE(list.diagnostics.size(), 4U);
}

TEST(Seco, AnAmendmentIsADelta) {
    const auto list = parsed(list_of(target("1", change("listed", "2031-05-01")) +
                                         target("2", change("amended", "2031-05-01")) +
                                         target("3", change("de-listed", "2031-05-01")),
                                     "amendment"));
    ASSERT_TRUE(list.delta);
    EXPECT_EQ(list.delta->removed, std::vector<std::string>{"3"});
    ASSERT_EQ(list.listings.size(), 2U);
    EXPECT_EQ(list.listings[1].id, "2");
}

TEST(Seco, ShipsHaveTheirNumberInProse) {
    const auto list = parsed(list_of(
        "<target ssid=\"7\"><object object-type=\"vessel\"><identity main=\"true\"><name "
        "name-type=\"primary-name\">"
        "<name-part name-part-type=\"whole-name\"><value>Paper Boat</value></name-part></name></identity>"
        "<other-information>IMO Number: 9074729</other-information></object>" +
        std::string(listed) + "</target>"));
    ASSERT_EQ(list.listings.size(), 1U);
    EXPECT_EQ(list.listings.front().kind, model::PartyKind::vessel);
    ASSERT_EQ(list.listings.front().identifiers.size(), 1U);
    EXPECT_EQ(list.listings.front().identifiers.front().value, "9074729");
}

TEST(Seco, BeyondTheLimitEachVariantStillStandsInAName) {
    std::string parts;
    for (int part = 0; part < 3; ++part) {
        parts += "<name-part name-part-type=\"given-name\" order=\"" + std::to_string(part) + "\"><value>P" +
                 std::to_string(part) + "</value>";
        for (int variant = 0; variant < 9; ++variant) {
            parts += "<spelling-variant>V" + std::to_string(part) + std::to_string(variant) +
                     "</spelling-variant>";
        }
        parts += "</name-part>";
    }
    const auto list =
        parsed(list_of("<target ssid=\"7\"><individual><identity main=\"true\"><name "
                       "name-type=\"primary-name\">" +
                       parts + "</name></identity></individual>" + std::string(listed) + "</target>"));
    ASSERT_EQ(list.listings.size(), 1U);
    EXPECT_EQ(list.listings.front().names.size(), 28U);  // 10 x 10 x 10 would be 1000
    EXPECT_NE(find_name(list.listings.front(), "P0 V15 P2"), nullptr);
    ASSERT_EQ(list.diagnostics.size(), 1U);
    EXPECT_TRUE(list.diagnostics.front().message.starts_with("972 combinations"))
        << list.diagnostics.front().message;
}

TEST(Seco, RefusesWhatIsNoWholeList) {
    using base::ErrorCode;
    const auto whole = list_of(person);
    for (std::size_t cut = 0; cut < 100; ++cut) {
        EXPECT_FALSE(read_seco_xml(std::string_view(whole).substr(0, whole.size() * cut / 100))) << cut;
    }
    const std::pair<std::string, ErrorCode> cases[] = {
        {list_of(""), ErrorCode::invalid_input},
        {list_of(person, "digest"), ErrorCode::unsupported},
        {"<list/>", ErrorCode::unsupported},
        {"<swiss-sanctions-list xmlns=\"urn:x\" list-type=\"whole-list\"/>", ErrorCode::unsupported},
    };
    for (const auto& [bytes, code] : cases) {
        const auto list = read_seco_xml(bytes);
        ASSERT_FALSE(list) << bytes.substr(0, 60);
        EXPECT_EQ(list.error().code, code) << list.error().message;
    }
}

TEST(SecoReal, ExcerptOfTheWholeList) {
    const auto path = base::testing::real_data("lists/excerpts/seco_2026-08-27.trimmed.xml");
    if (!path) {
        GTEST_SKIP() << "needs the real data";
    }
    const auto list = parsed(base::testing::read_test_file(*path));
    ASSERT_EQ(list.listings.size(), 1U);
    EXPECT_EQ(list.listings[0].id, "34461");
    EXPECT_EQ(list.listings[0].names.front().text, "Hui Chon");
    EXPECT_EQ(list.listings[0].identifiers.front().value, "8405270");
    EXPECT_EQ(list.listings[0].programmes, std::vector<std::string>{"North Korea"});
}

TEST(SecoReal, SampleAmendment) {
    const auto path = base::testing::real_data("lists/seco/sample-amendment-2024-01-17/seco_sample.xml");
    if (!path) {
        GTEST_SKIP() << "needs the real data";
    }
    const auto bytes = base::testing::read_test_file(*path);
    const auto list = parsed(bytes);
    ASSERT_TRUE(list.delta);
    EXPECT_EQ(list.listings.size(), 3U);
    EXPECT_TRUE(list.delta->removed.empty());
    EXPECT_TRUE(list.diagnostics.empty());
    for (std::size_t cut = 0; cut < 100; ++cut) {
        EXPECT_FALSE(read_seco_xml(std::string_view(bytes).substr(0, bytes.size() * cut / 100))) << cut;
    }
}

}  // namespace
}  // namespace cordon::lists
