// Goal: an EU export comes out whole, under its reference, with the right name first and weak names marked
// weak; a file that is not whole is an Error, because a short list lets listed people through.
#include "lists/eu_fsf_xml.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/strings.h"
#include "base/testing.h"
#include "codec/archive.h"

namespace cordon::lists {
namespace {

using model::IdentifierKind;
using model::NameKind;
using model::NameQuality;

constexpr std::string_view head =
    R"xml(<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2031-05-07T14:39:54.511+01:00"
      globalFileId="7">)xml";

std::string export_of(std::string_view entities) {
    return std::string(head) + std::string(entities) + "</export>";
}

// A person of fiction, with what the publisher's entries can hold.
constexpr std::string_view person = R"xml(
<sanctionEntity designationDate="2029-03-04" designationDetails="by decision 12" unitedNationId="QDi.43"
    euReferenceNumber="EU.90001.7" logicalId="90001">
  <remark>Leads the Lantern Cell.</remark>
  <regulation regulationType="amendment" organisationType="council" publicationDate="2029-03-05"
      entryIntoForceDate="2029-03-06" numberTitle="2029/77 (OJ L1)" programme="LANT" logicalId="5">
    <publicationUrl>http://example.test/oj/77</publicationUrl></regulation>
  <subjectType code="person" classificationCode="P"/>
  <nameAlias wholeName="Abu Qandil" strong="false" nameLanguage="" regulationLanguage="en" logicalId="3"/>
  <nameAlias wholeName="Jan Lantaarn" strong="true" nameLanguage="NL" regulationLanguage="en" logicalId="1"/>
  <nameAlias firstName="John" middleName="Q." lastName="Lantern" wholeName="John Q.  Lantern" gender="M"
      title="(a) Mullah, (b) Maulavi." function="Former (a) keeper of lamps, (b) treasurer" nameLanguage="EN"
      strong="true" regulationLanguage="en" logicalId="4">
    <regulationSummary regulationType="amendment" publicationDate="2030-01-02" numberTitle="2030/1 (OJ L2)"
      publicationUrl="http://example.test/oj/1"/></nameAlias>
  <nameAlias firstName="Johnny" lastName="Lamp" strong="true" regulationLanguage="en" logicalId="9">
    <remark>ood quality</remark></nameAlias>
  <nameAlias wholeName="The Lamplighter" strong="true" regulationLanguage="en" logicalId="10">
    <remark>Lo quality a.k.a.</remark></nameAlias>
  <nameAlias wholeName="Джон Лантерн" strong="true" nameLanguage="BG" regulationLanguage="en" logicalId="11"/>
  <nameAlias wholeName="Τζον Λάντερν" strong="true" nameLanguage="EL" regulationLanguage="en" logicalId="12"/>
  <nameAlias wholeName="جون لانترن" strong="true" nameLanguage="AR" regulationLanguage="en" logicalId="13"/>
  <citizenship countryIso2Code="SY" countryDescription="SYRIAN ARAB REPUBLIC" regulationLanguage="en"
      logicalId="1"/>
  <citizenship countryIso2Code="00" countryDescription="UNKNOWN" regulationLanguage="en" logicalId="2"/>
  <birthdate circa="false" calendarType="GREGORIAN" birthdate="1961-02-03" dayOfMonth="3" monthOfYear="2"
      year="1961" city="Homs" place="Old Town" region="" countryIso2Code="SY"
      countryDescription="SYRIAN ARAB REPUBLIC" logicalId="1"/>
  <birthdate circa="true" calendarType="GREGORIAN" year="1958" countryIso2Code="00"
      countryDescription="UNKNOWN"/>
  <birthdate circa="false" calendarType="GREGORIAN" yearRangeFrom="1957" yearRangeTo="1960"
      countryIso2Code="00"
      countryDescription="UNKNOWN"/>
  <birthdate circa="false" calendarType="ISLAMIC" year="1343" countryIso2Code="00"
      countryDescription="UNKNOWN"/>
  <address street="1 Lamp Row" poBox="77" zipCode="1000" city="Aleppo" asAtListingTime="true"
      countryIso2Code="SY"
      countryDescription="SYRIAN ARAB REPUBLIC"><contactInfo key="EMAIL" value="john@example.test"/></address>
  <identification identificationTypeCode="passport" identificationTypeDescription="National passport"
      number="P 123" latinNumber="" knownFalse="true" reportedLost="true" issueDate="2001-02-03"
      validTo="2011-02-02"
      nameOnDocument="J. Lamp" countryIso2Code="IQ"
      countryDescription="IRAQ"><remark>seized</remark></identification>
  <identification identificationTypeCode="other" number="" countryIso2Code="00"><remark>has a card</remark>
  </identification>
  <moonPhase code="full">waning</moonPhase>
</sanctionEntity>)xml";

model::Listing only_listing(std::string_view entities) {
    const auto list = read_eu_fsf_xml(export_of(entities));
    EXPECT_TRUE(list) << list.error().message;
    return list && list->listings.size() == 1 ? list->listings.front() : model::Listing{};
}

TEST(EuFsf, ReadsNamesWithTheEnglishStrongOneFirst) {
    const auto listing = only_listing(person);
    ASSERT_EQ(listing.id, "EU.90001.7");
    struct Expected {
        std::string text;
        NameKind kind;
        NameQuality quality;
        std::string script;
    };
    const std::vector<Expected> expected = {
        {"John Q. Lantern", NameKind::primary, NameQuality::strong, "Latn"},
        {"Abu Qandil", NameKind::aka, NameQuality::weak, "Latn"},
        {"Jan Lantaarn", NameKind::aka, NameQuality::strong, "Latn"},
        {"Johnny Lamp", NameKind::aka, NameQuality::strong, "Latn"},
        {"The Lamplighter", NameKind::aka, NameQuality::weak, "Latn"},
        {"Джон Лантерн", NameKind::translation, NameQuality::strong, "Cyrl"},
        {"Τζον Λάντερν", NameKind::translation, NameQuality::strong, "Grek"},
        {"جون لانترن", NameKind::original_script, NameQuality::strong, "Arab"},
    };
    ASSERT_EQ(listing.names.size(), expected.size());
    for (std::size_t at = 0; at < expected.size(); ++at) {
        EXPECT_EQ(listing.names[at].text, expected[at].text);
        EXPECT_EQ(listing.names[at].kind, expected[at].kind) << expected[at].text;
        EXPECT_EQ(listing.names[at].quality, expected[at].quality) << expected[at].text;
        EXPECT_EQ(listing.names[at].script, expected[at].script) << expected[at].text;
    }
    EXPECT_EQ(listing.names.front().parts.size(), 3U);
    EXPECT_EQ(listing.names[4].note, "Lo quality a.k.a.");
}

TEST(EuFsf, ReadsWhatElseAnEntrySays) {
    const auto listing = only_listing(person);
    EXPECT_EQ(listing.kind, model::PartyKind::person);
    EXPECT_EQ(listing.gender, model::Gender::male);
    EXPECT_EQ(listing.titles, (std::vector<std::string>{"Mullah", "Maulavi"}));
    EXPECT_EQ(listing.positions, (std::vector<std::string>{"Former", "keeper of lamps", "treasurer"}));
    ASSERT_EQ(listing.nationalities.size(), 1U);
    EXPECT_EQ(listing.nationalities.front().code, "SY");
    EXPECT_EQ(listing.programmes, std::vector<std::string>{"LANT"});
    EXPECT_EQ(listing.legal_bases, (std::vector<std::string>{"2029/77 (OJ L1)", "2030/1 (OJ L2)"}));
    EXPECT_EQ(listing.links,
              (std::vector<std::string>{"http://example.test/oj/77", "http://example.test/oj/1"}));
    EXPECT_EQ(base::to_string(listing.listed_on), "2029-03-04");
    EXPECT_EQ(base::to_string(listing.updated_on), "2030-01-02");
    EXPECT_EQ(listing.reasons, (std::vector<std::string>{"Leads the Lantern Cell.", "by decision 12"}));
    ASSERT_EQ(listing.cross_references.size(), 1U);
    EXPECT_EQ(listing.cross_references.front(), "un:QDi.043");
    ASSERT_EQ(listing.birth_places.size(), 1U);
    EXPECT_EQ(listing.birth_places.front().text, "Homs, Old Town, SYRIAN ARAB REPUBLIC");
    ASSERT_EQ(listing.addresses.size(), 1U);
    EXPECT_EQ(listing.addresses.front().lines, (std::vector<std::string>{"1 Lamp Row", "PO box 77"}));
    EXPECT_EQ(listing.addresses.front().note, "as at listing time");
}

TEST(EuFsf, ReadsBirthDates) {
    const auto listing = only_listing(person);
    ASSERT_EQ(listing.birth_dates.size(), 5U);
    EXPECT_EQ(base::to_string(listing.birth_dates[0].date), "1961-02-03");
    EXPECT_EQ(base::to_string(listing.birth_dates[1].date), "circa 1958");
    EXPECT_EQ(base::to_string(listing.birth_dates[2].date), "1957..1960");
    EXPECT_EQ(base::to_string(listing.birth_dates[3].date),
              "circa 1924..1925");  // 1343 of the lunar calendar
    EXPECT_EQ(base::to_string(listing.birth_dates[4].date), "circa 1964..1965");  // 1343 of the Iranian one
    EXPECT_EQ(listing.birth_dates[4].date.source_text, "1343 (ISLAMIC calendar)");
}

TEST(EuFsf, ReadsIdentifiersWithTheirFlags) {
    const auto listing = only_listing(person);
    ASSERT_EQ(listing.identifiers.size(), 2U);
    EXPECT_EQ(listing.identifiers[0].kind, IdentifierKind::email);
    const auto& passport = listing.identifiers[1];
    EXPECT_EQ(passport.kind, IdentifierKind::passport);
    EXPECT_EQ(passport.value, "P 123");
    EXPECT_EQ(passport.issuer.code, "IQ");
    EXPECT_EQ(passport.note, "known to be false; reported lost; in the name of J. Lamp; seized");
    EXPECT_EQ(base::to_string(passport.expires), "2011-02-02");
}

TEST(EuFsf, DropsNothingSilently) {
    const auto list = read_eu_fsf_xml(export_of(person));
    ASSERT_TRUE(list);
    const auto& further = list->listings.front().further;
    const auto says = [&](std::string_view words) {
        return std::any_of(further.begin(), further.end(),
                           [&](const std::string& line) { return line.contains(words); });
    };
    EXPECT_TRUE(says("sanctionEntity/moonPhase: waning code=full"));
    EXPECT_TRUE(says("has a card"));
    const auto& diagnostics = list->diagnostics;
    for (const std::string_view field : {"sanctionEntity/moonPhase", "identification", "birthdate"}) {
        EXPECT_TRUE(std::any_of(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& diagnostic) {
            return diagnostic.field == field && diagnostic.entry == "EU.90001.7";
        })) << field;
    }
    EXPECT_EQ(list->published, base::make_date(2031, 5, 7));
}

TEST(EuFsf, TellsShipsFromCompaniesWithAnImoNumber) {
    const auto entity = [](std::string_view number, std::string_view address) {
        return "<sanctionEntity euReferenceNumber=\"EU.1.1\" logicalId=\"1\"><subjectType "
               "code=\"enterprise\"/>"
               "<nameAlias wholeName=\"Paper Boat\" strong=\"true\" logicalId=\"1\"/>" +
               std::string(address) + "<identification identificationTypeCode=\"imo\" number=\"" +
               std::string(number) + "\"/></sanctionEntity>";
    };
    EXPECT_EQ(only_listing(entity("9074729", "")).kind, model::PartyKind::vessel);
    EXPECT_EQ(only_listing(entity("9074729", "<address city=\"Dubai\"/>")).kind, model::PartyKind::entity);
    const auto company = only_listing(entity("5342884", ""));
    EXPECT_EQ(company.kind, model::PartyKind::entity);
    EXPECT_EQ(company.identifiers.front().note, "not a ship's number: an IMO company number");
}

TEST(EuFsf, EntriesWithoutReferenceOrNameAreKept) {
    const auto list = read_eu_fsf_xml(
        export_of("<sanctionEntity euReferenceNumber=\"\" logicalId=\"5\"><subjectType code=\"person\"/>"
                  "<nameAlias firstName=\"Nob\" lastName=\"Ody\" logicalId=\"1\"/></sanctionEntity>"
                  "<sanctionEntity euReferenceNumber=\"EU.2.2\" logicalId=\"6\"><subjectType "
                  "code=\"person\"/></sanctionEntity>"
                  "<sanctionEntity euReferenceNumber=\"EU.2.2\" logicalId=\"7\"><subjectType code=\"robot\"/>"
                  "<nameAlias wholeName=\"One Ltd; Two Ltd;\" logicalId=\"1\"/></sanctionEntity>"));
    ASSERT_TRUE(list) << list.error().message;
    ASSERT_EQ(list->listings.size(), 3U);
    EXPECT_EQ(list->listings[0].id, "logicalId:5");
    EXPECT_EQ(list->listings[0].names.front().text, "Nob Ody");
    EXPECT_EQ(list->listings[1].names.front().text, "EU.2.2");
    EXPECT_EQ(list->listings[2].id, "EU.2.2#2");
    ASSERT_EQ(list->listings[2].names.size(), 2U);
    EXPECT_EQ(list->listings[2].names[1].text, "Two Ltd");
    EXPECT_EQ(list->listings[2].names[1].source_text, "One Ltd; Two Ltd;");
    EXPECT_EQ(list->diagnostics.size(), 5U);
}

TEST(EuFsf, RefusesWhatIsNoWholeExport) {
    using base::ErrorCode;
    const std::string whole = export_of(person);
    for (std::size_t cut = 0; cut < 100; ++cut) {
        EXPECT_FALSE(read_eu_fsf_xml(std::string_view(whole).substr(0, whole.size() * cut / 100))) << cut;
    }
    const std::map<std::string, ErrorCode> cases = {
        {export_of(""), ErrorCode::invalid_input},
        {"<export/>", ErrorCode::unsupported},
        {"<list xmlns=\"http://eu.europa.ec/fpi/fsd/export\"/>", ErrorCode::unsupported},
        {"<!DOCTYPE export>" + whole.substr(whole.find("<export")), ErrorCode::unsupported},
    };
    for (const auto& [bytes, code] : cases) {
        const auto list = read_eu_fsf_xml(bytes);
        ASSERT_FALSE(list) << bytes.substr(0, 60);
        EXPECT_EQ(list.error().code, code) << list.error().message;
    }
}

TEST(EuFsfReal, ReconstructedListIsReadWhole) {
    const auto path =
        base::testing::real_data("lists/eu/reconstructed/xmlFullSanctionsList_1_1.2026-05-01.xml.zst");
    if (!path) {
        GTEST_SKIP() << "needs the real data";
    }
    const auto bytes = codec::zstd_decompress(base::testing::read_test_file(*path));
    ASSERT_TRUE(bytes);
    const auto list = read_eu_fsf_xml(*bytes);
    ASSERT_TRUE(list) << list.error().message;
    EXPECT_EQ(list->listings.size(), 5860U);
    EXPECT_FALSE(list->published);
    std::size_t references = 0;
    std::size_t vessels = 0;
    std::set<std::string> unknown_countries;
    for (const auto& listing : list->listings) {
        references += listing.cross_references.size();
        vessels += listing.kind == model::PartyKind::vessel ? 1U : 0U;
        ASSERT_FALSE(listing.names.empty());
        EXPECT_EQ(listing.names.front().kind, NameKind::primary);
        for (const auto& name : listing.names) {
            EXPECT_FALSE(name.text.empty()) << listing.id;
        }
        for (const auto& address : listing.addresses) {
            if (address.country.code.empty() && !address.country.text.empty()) {
                unknown_countries.insert(address.country.text);
            }
        }
    }
    EXPECT_EQ(references, 88U);
    EXPECT_EQ(vessels, 2U);  // Unica and New Konk; the other 23 IMO numbers are companies'
    EXPECT_TRUE(unknown_countries.empty()) << *unknown_countries.begin();
    EXPECT_TRUE(
        std::none_of(list->diagnostics.begin(), list->diagnostics.end(),
                     [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::warning; }));
    // Cut anywhere, it is an Error: the whole file at few places, its first entities at a hundred.
    for (const std::size_t left_out : {20UL, 4'000'000UL, 12'000'000UL}) {
        EXPECT_FALSE(read_eu_fsf_xml(std::string_view(*bytes).substr(0, bytes->size() - left_out)))
            << left_out;
    }
    const auto few = bytes->substr(0, bytes->rfind("<sanctionEntity", 300'000)) + "</export>";
    ASSERT_TRUE(read_eu_fsf_xml(few));
    for (std::size_t cut = 0; cut < 100; ++cut) {
        EXPECT_FALSE(read_eu_fsf_xml(std::string_view(few).substr(0, few.size() * cut / 100))) << cut;
    }
}

TEST(EuFsfReal, OfficialExcerptIsRead) {
    const auto path = base::testing::real_data("lists/excerpts/eu_fsf_1_1_2018-12-21.trimmed.xml");
    if (!path) {
        GTEST_SKIP() << "needs the real data";
    }
    const auto list = read_eu_fsf_xml(base::testing::read_test_file(*path));
    ASSERT_TRUE(list) << list.error().message;
    ASSERT_EQ(list->listings.size(), 2U);
    EXPECT_EQ(list->published, base::make_date(2018, 12, 21));
    EXPECT_EQ(list->listings[0].identifiers.size(), 1U);
    EXPECT_EQ(list->listings[1].names.size(), 3U);
    EXPECT_TRUE(list->diagnostics.empty());
}

}  // namespace
}  // namespace cordon::lists
