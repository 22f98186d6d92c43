// Goal: the UK list is read whole or not at all; its names stand in reading order with their parts, and its
// UN references lead to the UN's entries however they are typed.
#include "lists/uk_xml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/testing.h"
#include "codec/archive.h"
#include "lists/uk_xml_facts.h"

namespace cordon::lists {
namespace {

using model::NameKind;
using model::NameQuality;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr std::string_view reconstructed = "lists/uk/reconstructed/UK-Sanctions-List.2026-08-22.xml.zst";

std::string unpacked(const std::string& path) {
    auto plain = codec::zstd_decompress(base::testing::read_test_file(path));
    EXPECT_TRUE(plain);
    return plain ? *std::move(plain) : std::string();
}

std::string list_of(std::string_view designations) {
    return "<Designations><DateGenerated>02/09/2031</DateGenerated>" + std::string(designations) +
           "</Designations>";
}

std::vector<std::string> name_lines(const model::Listing& listing) {
    std::vector<std::string> lines;
    for (const model::ListedName& name : listing.names) {
        lines.push_back(std::string(to_string(name.kind)) + " " + std::string(to_string(name.quality)) +
                        ": " + name.text + (name.note.empty() ? "" : " [" + name.note + "]"));
    }
    return lines;
}

TEST(UkXml, EveryFieldOfAPersonFindsItsPlace) {
    const auto parsed = read_uk_xml(list_of(R"(<Designation><LastUpdated>04/08/2026</LastUpdated>
        <DateDesignated>29/06/2012</DateDesignated><UniqueID>AQD9001</UniqueID>
        <OFSIGroupID>12703</OFSIGroupID>
        <UNReferenceNumber>QDI.9 </UNReferenceNumber><Names>
        <Name><Name6>Abu Sahl</Name6><NameType>ALias</NameType>
        <AliasStrength>Low quality a.k.a</AliasStrength></Name>
        <Name><Name1>Karim </Name1><Name2>Talib</Name2><Name6> DANESH</Name6>
        <NameType>Primary name</NameType></Name>
        <Name><Name1>Kareem</Name1><Name6>DANESH</Name6><NameType>Primary Name Variation</NameType></Name>
        </Names>
        <NonLatinNames><NonLatinName><NameNonLatinScript>كريم دانش</NameNonLatinScript>
        <NonLatinScriptLanguage>Arabic</NonLatinScriptLanguage></NonLatinName></NonLatinNames>
        <Titles><Title>Dr</Title></Titles><RegimeName>A Regime</RegimeName>
        <IndividualEntityShip>Individual</IndividualEntityShip><DesignationSource>UN</DesignationSource>
        <SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed>
        <SanctionsImposedIndicators><AssetFreeze>true</AssetFreeze><Deflag>false</Deflag>
        </SanctionsImposedIndicators>
        <OtherInformation>Seen at https://example.test/a.</OtherInformation>
        <UKStatementofReasons>&amp;lt;p&amp;gt;Buyer
        &amp;amp;amp; seller&amp;lt;br/&amp;gt;</UKStatementofReasons>
        <Addresses><Address><AddressLine1>5 Fig Lane</AddressLine1><AddressLine6>Aden</AddressLine6>
        <AddressPostalCode>11</AddressPostalCode><AddressCountry>Yemen</AddressCountry></Address>
        </Addresses>
        <PhoneNumbers><PhoneNumber>+967 1</PhoneNumber></PhoneNumbers>
        <EmailAddresses><EmailAddress>k@example.test</EmailAddress></EmailAddresses>
        <IndividualDetails><Individual><DOBs><DOB>dd/mm/1945</DOB><DOB>dd/11/1960</DOB>
        <DOB>nobody knows</DOB></DOBs>
        <Nationalities><Nationality>Yemen</Nationality></Nationalities><Positions>
        <Position>Treasurer</Position>
        </Positions><Genders><Gender>Male</Gender></Genders>
        <BirthDetails><Location><TownOfBirth>Aden</TownOfBirth><CountryOfBirth>Yemen</CountryOfBirth>
        </Location>
        </BirthDetails><PassportDetails><Passport><PassportNumber>Z0055</PassportNumber>
        <PassportAdditionalInformation>Yemen number. Expired on 6 Dec 2016</PassportAdditionalInformation>
        </Passport>
        </PassportDetails></Individual></IndividualDetails><ShoeSize>44</ShoeSize></Designation>)"));
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_EQ(base::to_string(*parsed->published), "2031-09-02");
    const model::Listing& listing = parsed->listings.front();
    EXPECT_EQ(listing.id, "AQD9001");
    EXPECT_THAT(name_lines(listing), ElementsAre("primary strong: Karim Talib DANESH", "aka weak: Abu Sahl",
                                                 "aka strong: Kareem DANESH [primary name variation]",
                                                 "original script unknown: كريم دانش"));
    EXPECT_THAT(listing.names[0].parts,
                ElementsAre(model::NamePart{model::NamePartKind::given, "Karim"},
                            model::NamePart{model::NamePartKind::further_given, "Talib"},
                            model::NamePart{model::NamePartKind::family, "DANESH"}));
    EXPECT_EQ(listing.names[3].language, "arabic");
    EXPECT_EQ(listing.names[3].script, "Arab");
    EXPECT_THAT(listing.cross_references, ElementsAre("un:QDi.009"));
    EXPECT_THAT(listing.measures, ElementsAre("Asset freeze", "Travel Ban"));
    EXPECT_THAT(listing.reasons, ElementsAre("Seen at https://example.test/a.", "Buyer & seller"));
    EXPECT_THAT(listing.links, ElementsAre("https://example.test/a"));
    EXPECT_EQ(base::to_string(listing.listed_on), "2012-06-29");
    EXPECT_EQ(base::to_string(listing.updated_on), "2026-08-04");
    EXPECT_EQ(listing.gender, model::Gender::male);
    ASSERT_THAT(listing.birth_dates, SizeIs(3));
    EXPECT_EQ(base::to_string(listing.birth_dates[0].date), "1945");
    EXPECT_EQ(base::to_string(listing.birth_dates[1].date), "1960-11");
    EXPECT_FALSE(listing.birth_dates[2].date.known());
    ASSERT_THAT(listing.identifiers, SizeIs(4));
    EXPECT_EQ(listing.identifiers[0].type_text, "OFSI Group ID");
    EXPECT_EQ(listing.identifiers[3].value, "Z0055");
    EXPECT_EQ(listing.identifiers[3].issuer.code, "YE");
    EXPECT_EQ(base::to_string(listing.identifiers[3].expires), "2016-12-06");
    EXPECT_THAT(listing.further, ElementsAre("DesignationSource: UN",
                                             "SanctionsImposedIndicators AssetFreeze: true", "ShoeSize: 44"));
}

TEST(UkXml, EntitiesAndShips) {
    const auto parsed = read_uk_xml(list_of(R"(<Designation><UniqueID>AQD9002</UniqueID>
        <UNReferenceNumber>N/A</UNReferenceNumber><Names>
        <Name><Name6>Plains Trading</Name6><NameType>Primary Name</NameType></Name></Names>
        <IndividualEntityShip>Entity</IndividualEntityShip><EntityDetails><Entity>
        <ParentCompanies><ParentCompany>Hill Holding</ParentCompany></ParentCompanies>
        <Subsidiaries><Subsidiary>Plains Cargo</Subsidiary></Subsidiaries>
        <BusinessRegistrationNumbers>
        <BusinessRegistrationNumber>OGRN: 1027700132195</BusinessRegistrationNumber>
        </BusinessRegistrationNumbers></Entity></EntityDetails></Designation>
        <Designation><UniqueID>RUS9003</UniqueID><Names><Name><Name6>IMO 9000001 ("PLAINS STAR")</Name6>
        <NameType>Primary Name</NameType></Name></Names><IndividualEntityShip>Ship</IndividualEntityShip>
        <ShipDetails><Ship><IMONumbers><IMONumber>IMO 9000001</IMONumber></IMONumbers>
        <CurrentOwnerOperators>
        <CurrentOwnerOperator>Plains Cargo</CurrentOwnerOperator></CurrentOwnerOperators>
        <CurrentBelievedFlagOfShips>
        <CurrentBelievedFlagOfShip>Panama</CurrentBelievedFlagOfShip></CurrentBelievedFlagOfShips>
        <YearsBuilt><YearBuilt>1999</YearBuilt></YearsBuilt></Ship></ShipDetails></Designation>)"));
    ASSERT_TRUE(parsed) << parsed.error().message;
    const model::Listing& entity = parsed->listings[0];
    EXPECT_THAT(entity.cross_references, SizeIs(0));
    ASSERT_THAT(entity.relations, SizeIs(2));
    EXPECT_EQ(entity.relations[0].kind, "parent company");
    EXPECT_EQ(entity.relations[1].target_name, "Plains Cargo");
    ASSERT_THAT(entity.identifiers, SizeIs(1));
    EXPECT_EQ(entity.identifiers[0].kind, model::IdentifierKind::ogrn);
    EXPECT_EQ(entity.identifiers[0].value, "1027700132195");
    const model::Listing& ship = parsed->listings[1];
    EXPECT_EQ(ship.kind, model::PartyKind::vessel);
    EXPECT_THAT(name_lines(ship), ElementsAre("primary strong: IMO 9000001", "aka strong: PLAINS STAR"));
    ASSERT_THAT(ship.identifiers, SizeIs(1));
    EXPECT_EQ(ship.identifiers[0].value, "9000001");
    ASSERT_THAT(ship.nationalities, SizeIs(1));
    EXPECT_EQ(ship.nationalities[0].code, "PA");
}

TEST(UkXml, HtmlIsUndone) {
    EXPECT_EQ(html_unescaped("a &amp;amp; b"), "a &amp; b");
    EXPECT_EQ(html_unescaped("&#8217;&#x2019;&quot;&nope;&"), "’’\"&nope;&");
    EXPECT_EQ(html_unescaped("a<BR/>b<b>c"), "a b<b>c");
    EXPECT_EQ(html_unescaped("&#xD800;&#1114112;"), "&#xD800;&#1114112;");
}

TEST(UkXml, WhatIsNotAWholeUkListIsRefused) {
    EXPECT_FALSE(read_uk_xml("<Sanctions/>"));
    EXPECT_FALSE(read_uk_xml(list_of("")));
    const auto nameless = read_uk_xml(list_of("<Designation><Names/></Designation>"));
    ASSERT_FALSE(nameless);
    EXPECT_THAT(nameless.error().message, HasSubstr("has no UniqueID"));
}

TEST(UkXml, RealPublicationIsReadWhole) {
    const auto path = base::testing::real_data(reconstructed);
    if (!path) {
        GTEST_SKIP() << "needs the real data";
    }
    const auto parsed = read_uk_xml(unpacked(*path));
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_EQ(parsed->listings.size(), 6349U);
    std::size_t un_references = 0;
    for (const model::Listing& listing : parsed->listings) {
        un_references += listing.cross_references.size();
        EXPECT_EQ(listing.names.front().kind, NameKind::primary) << listing.id;
        EXPECT_NE(listing.kind, model::PartyKind::unknown) << listing.id;
    }
    EXPECT_EQ(un_references, 1004U);  // 1,005 values, one of them "N/A"
    for (const Diagnostic& diagnostic : parsed->diagnostics) {
        EXPECT_TRUE(diagnostic.severity == Severity::note || diagnostic.field == "DateGenerated")
            << diagnostic.entry << " " << diagnostic.field << " " << diagnostic.message << " "
            << diagnostic.value;
    }
}

TEST(UkXml, ATruncatedPublicationIsAnError) {
    constexpr std::size_t cuts = 20;
    const auto path = base::testing::real_data(reconstructed);
    if (!path) {
        GTEST_SKIP() << "needs the real data";
    }
    const std::string whole = unpacked(*path);
    const std::size_t end = whole.rfind("</Designations>");
    for (std::size_t cut = 0; cut < cuts; ++cut) {
        const std::size_t bytes = cut + 1 == cuts ? end + 5 : whole.size() / cuts * cut;
        EXPECT_FALSE(read_uk_xml(std::string_view(whole).substr(0, bytes))) << "cut at byte " << bytes;
    }
}

TEST(UkXml, AnExcerptOfAnotherDayIsRead) {
    const auto path = base::testing::real_data("lists/excerpts/uk_sanctions_list_2026-09-02.trimmed.xml");
    if (!path) {
        GTEST_SKIP() << "needs the real data";
    }
    const auto parsed = read_uk_xml(base::testing::read_test_file(*path));
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_EQ(base::to_string(*parsed->published), "2026-09-02");
    EXPECT_THAT(parsed->listings, SizeIs(2));
}

}  // namespace
}  // namespace cordon::lists
