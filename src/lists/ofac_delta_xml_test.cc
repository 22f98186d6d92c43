// Goal: a delta's additions, removals and changes are told apart, a change holds only what changes, and a
// base with the change applied is what the next full list says. Own fictional entities, and an excerpt of a
// published delta.
#include "lists/ofac_delta_xml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/strings.h"
#include "base/testing.h"
#include "lists/ofac_enhanced_xml.h"
#include "model/listing_fields.h"

namespace cordon::lists {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string delta(const std::string& entities) {
    return "<sanctionsData "
           "xmlns='https://www.treasury.gov/ofac/DeltaFile/1.0'><publicationInfo><datePublished>"
           "2026-08-24T00:00:00-04:00</datePublished></publicationInfo><entities>" +
           entities + "</entities></sanctionsData>";
}

std::string full_list(const std::string& entities) {
    return "<sanctionsData xmlns='https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"
           "ENHANCED_XML'><publicationInfo><dataAsOf>2026-08-24T00:00:00</dataAsOf></"
           "publicationInfo><entities>" +
           entities + "</entities></sanctionsData>";
}

std::string name(std::string_view action, std::string_view text, bool primary, bool weak) {
    return "<name id='" + std::string(text) + "'" + std::string(action) + "><isPrimary>" +
           (primary ? "true</isPrimary>" : "false</isPrimary><aliasType>A.K.A.</aliasType>") +
           "<isLowQuality>" + (weak ? "true" : "false") +
           "</isLowQuality><translations><translation><isPrimary>true</isPrimary><script>Latin</script>"
           "<formattedLastName>" +
           std::string(text) + "</formattedLastName><formattedFullName>" + std::string(text) +
           "</formattedFullName></translation></translations></name>";
}

std::string passport(std::string_view action, std::string_view number) {
    return "<identityDocument id='" + std::string(number) + "'" + std::string(action) +
           "><type>Passport</type><documentNumber>" + std::string(number) +
           "</documentNumber><isValid>true</isValid><issuingCountry>Chad</issuingCountry></identityDocument>";
}

std::string birth(std::string_view action, std::string_view year) {
    const std::string y(year);
    return "<feature id='" + y + "'" + std::string(action) +
           "><type featureTypeId='8'>Birthdate</type><value>" + y + "</value><valueDate><fromDateBegin>" + y +
           "-01-01</fromDateBegin><toDateEnd>" + y +
           "-12-31</toDateEnd><isApproximate>false</isApproximate></valueDate></feature>";
}

std::string city(std::string_view action, std::string_view value) {
    return "<addressPart" + std::string(action) + "><type>CITY</type><value>" + std::string(value) +
           "</value></addressPart>";
}

std::string address(const std::string& parts) {
    return "<address id='4'><country>Chad</country><translations><translation id='5'><script>Latin</script>"
           "<addressParts>" +
           parts + "</addressParts></translation></translations></address>";
}

std::string entity(std::string_view attributes, const std::string& inside) {
    return "<entity " + std::string(attributes) +
           "><generalInfo><entityType>Individual</entityType></generalInfo>" + inside + "</entity>";
}

constexpr std::string_view sdn =
    "<sanctionsLists><sanctionsList datePublished='2014-05-14'>SDN List</sanctionsList></sanctionsLists>";
constexpr std::string_view street = "<addressPart><type>ADDRESS1</type><value>1 Quay</value></addressPart>";
constexpr std::string_view add = " action='add'";
constexpr std::string_view gone = " action='remove'";

ParsedList read(const std::string& xml) {
    auto parsed = read_ofac_delta_xml(xml);
    EXPECT_TRUE(parsed.has_value()) << parsed.error().message;
    return parsed ? *std::move(parsed) : ParsedList{};
}

TEST(OfacDeltaXml, TellsAdditionsRemovalsAndChangesApart) {
    const ParsedList parsed =
        read(delta(entity("id='1' action='add'",
                          std::string(sdn) + "<names>" + name("", "NEWCOMER", true, false) + "</names>") +
                   "<entity id='2' action='remove'/>" +
                   "<entity id='3'><sanctionsPrograms><sanctionsProgram action='add'>SDGT</sanctionsProgram>"
                   "</sanctionsPrograms></entity>"));
    EXPECT_EQ(parsed.list, "ofac-sdn");
    EXPECT_EQ(base::to_string(parsed.published.value()), "2026-08-24");
    ASSERT_THAT(parsed.listings, SizeIs(1));
    EXPECT_EQ(parsed.listings[0].names.at(0).text, "NEWCOMER");
    EXPECT_EQ(base::to_string(parsed.listings[0].listed_on), "2014-05-14");
    ASSERT_TRUE(parsed.delta.has_value());
    EXPECT_THAT(parsed.delta->removed, ElementsAre("2"));
    ASSERT_THAT(parsed.delta->changed, SizeIs(1));
    EXPECT_EQ(parsed.delta->changed[0].added.id, "3");
    EXPECT_EQ(parsed.delta->changed[0].removed.id, "3");
    EXPECT_THAT(parsed.delta->changed[0].added.programmes, ElementsAre("SDGT"));
    EXPECT_THAT(parsed.delta->changed[0].removed.programmes, IsEmpty());
}

struct Row {
    std::string what;
    std::string before;
    std::string change;
    std::string after;
};

const std::string head = "<names>" + name("", "NOBODY", true, false);
const std::string whole_head = head + "</names>";

// The rule that matters: yesterday's list and the delta give today's list.
void expect_next_list(const std::vector<Row>& table) {
    for (const Row& row : table) {
        const auto before = read_ofac_enhanced_xml(full_list(entity("id='1'", row.before)));
        const auto after = read_ofac_enhanced_xml(full_list(entity("id='1'", row.after)));
        ASSERT_TRUE(before.has_value() && after.has_value()) << row.what;
        const ParsedList parsed = read(delta("<entity id='1'>" + row.change + "</entity>"));
        EXPECT_THAT(parsed.diagnostics, IsEmpty()) << row.what;
        model::Listing listing = before->listings.at(0);
        EXPECT_THAT(apply_ofac_change(listing, parsed.delta.value().changed.at(0)), IsEmpty()) << row.what;
        EXPECT_EQ(model::field_lines(listing), model::field_lines(after->listings.at(0))) << row.what;
    }
}

TEST(OfacDeltaXml, BaseAndChangeMakeTheNextListOfNames) {
    expect_next_list(
        {{"an alias comes", whole_head, "<names>" + name(add, "OTHER", false, true) + "</names>",
          head + name("", "OTHER", false, true) + "</names>"},
         {"an alias goes", head + name("", "OTHER", false, true) + "</names>",
          "<names>" + name(gone, "OTHER", false, true) + "</names>", whole_head},
         {"a name is spelled anew", whole_head,
          "<names><name id='NOBODY'><translations><translation><formattedLastName action='remove'>NOBODY"
          "</formattedLastName><formattedLastName action='add'>NOBODIE</formattedLastName><formattedFullName "
          "action='remove'>NOBODY</formattedFullName><formattedFullName "
          "action='add'>NOBODIE</formattedFullName>"
          "</translation></translations></name></names>",
          "<names>" + name("", "NOBODIE", true, false) + "</names>"},
         {"an alias becomes weak", head + name("", "OTHER", false, false) + "</names>",
          "<names><name id='OTHER'><isLowQuality action='remove'>false</isLowQuality><isLowQuality "
          "action='add'>true"
          "</isLowQuality><translations><translation><formattedFullName>OTHER</formattedFullName></"
          "translation>"
          "</translations></name></names>",
          head + name("", "OTHER", false, true) + "</names>"}});
}

TEST(OfacDeltaXml, BaseAndChangeMakeTheNextListOfFacts) {
    expect_next_list(
        {{"a passport is replaced",
          whole_head + "<identityDocuments>" + passport("", "A1") + "</identityDocuments>",
          "<identityDocuments>" + passport(gone, "A1") + passport(add, "B2") + "</identityDocuments>",
          whole_head + "<identityDocuments>" + passport("", "B2") + "</identityDocuments>"},
         {"a passport's number is corrected",
          whole_head + "<identityDocuments>" + passport("", "A1") + "</identityDocuments>",
          "<identityDocuments><identityDocument id='A1'><documentNumber action='remove'>A1</documentNumber>"
          "<documentNumber action='add'>A2</documentNumber></identityDocument></identityDocuments>",
          whole_head + "<identityDocuments>" + passport("", "A2") + "</identityDocuments>"},
         {"a birth date is corrected", whole_head + "<features>" + birth("", "1950") + "</features>",
          "<features>" + birth(gone, "1950") + birth(add, "1951") + "</features>",
          whole_head + "<features>" + birth("", "1951") + "</features>"},
         {"a place of birth is spelled anew",
          whole_head +
              "<features><feature id='7'><type>Place of Birth</type><value>Nowhere, Chad</value></feature>"
              "</features>",
          "<features><feature id='7'><value action='remove'>Nowhere, Chad</value><value "
          "action='add'>Elsewhere, Chad"
          "</value></feature></features>",
          whole_head +
              "<features><feature id='7'><type>Place of Birth</type><value>Elsewhere, Chad</value></feature>"
              "</features>"},
         {"an address moves",
          whole_head + "<addresses>" + address(std::string(street) + city("", "Port")) + "</addresses>",
          "<addresses><address id='4'><translations><translation id='5'><addressParts>" + city(gone, "Port") +
              city(add, "Harbour") + "</addressParts></translation></translations></address></addresses>",
          whole_head + "<addresses>" + address(std::string(street) + city("", "Harbour")) + "</addresses>"},
         {"an address loses a part",
          whole_head + "<addresses>" + address(std::string(street) + city("", "Port")) + "</addresses>",
          "<addresses><address id='4'><translations><translation id='5'><addressParts>" + city(gone, "Port") +
              "</addressParts></translation></translations></address></addresses>",
          whole_head + "<addresses>" + address(std::string(street)) + "</addresses>"},
         {"an address gains a part",
          whole_head + "<addresses>" + address(std::string(street)) + "</addresses>",
          "<addresses><address id='4'><translations><translation id='5'><addressParts>" + city(add, "Port") +
              "</addressParts></translation></translations></address></addresses>",
          whole_head + "<addresses>" + address(std::string(street) + city("", "Port")) + "</addresses>"}});
}

TEST(OfacDeltaXml, SaysWhatTheBaseDoesNotHave) {
    const ParsedList parsed =
        read(delta("<entity id='1'><names>" + name(gone, "OTHER", false, false) +
                   "</names><sanctionsPrograms>"
                   "<sanctionsProgram action='remove'>SDGT</sanctionsProgram></sanctionsPrograms></entity>"));
    model::Listing base;
    base.id = "1";
    EXPECT_THAT(apply_ofac_change(base, parsed.delta.value().changed.at(0)),
                ElementsAre(HasSubstr("name 'OTHER'"), HasSubstr("programme 'SDGT'")));
}

TEST(OfacDeltaXml, WhatCannotBeAppliedIsReported) {
    const ParsedList parsed = read(delta(
        "<entity id='1'><features><feature id='5'><reliability action='add'>Confirmed</reliability></feature>"
        "</features></entity><entity id='2'/>"));
    ASSERT_THAT(parsed.diagnostics, ::testing::Not(IsEmpty()));
    for (const Diagnostic& diagnostic : parsed.diagnostics) {
        EXPECT_EQ(diagnostic.severity, Severity::warning);
    }
}

TEST(OfacDeltaXml, RefusesWhatItCannotTrust) {
    const auto error = [](const std::string& xml) {
        const auto parsed = read_ofac_delta_xml(xml);
        return parsed ? std::string() : parsed.error().message;
    };
    EXPECT_THAT(error(delta("<entity id='1' action='change'/>")), HasSubstr("neither add nor remove"));
    EXPECT_THAT(error(delta("<entity id='1'/><entity id='1'/>")), HasSubstr("twice"));
    EXPECT_THAT(error(full_list("")), HasSubstr("not an OFAC delta file"));
    const std::string whole =
        delta("<entity id='1'><names>" + name(add, "OTHER", false, false) + "</names></entity>");
    for (std::size_t at = 0; at < whole.size(); at += 3) {
        EXPECT_NE(error(whole.substr(0, at)), "") << "cut at " << at;
    }
}

TEST(OfacDeltaXmlReal, AnExcerptOfAPublishedDelta) {
    const auto path = base::testing::real_data("lists/excerpts/ofac_delta_2026-08-24.trimmed.xml");
    if (!path) {
        GTEST_SKIP() << "needs the real data";
    }
    const std::string bytes = base::testing::read_test_file(*path);
    const ParsedList parsed = read(bytes);
    EXPECT_EQ(parsed.list, "ofac-sdn");
    EXPECT_THAT(parsed.listings, SizeIs(1));
    ASSERT_TRUE(parsed.delta.has_value());
    EXPECT_THAT(parsed.delta->removed, SizeIs(1));
    ASSERT_THAT(parsed.delta->changed, SizeIs(1));
    const ListDelta::Change& change = parsed.delta->changed[0];
    EXPECT_THAT(change.removed.addresses, SizeIs(1));
    EXPECT_THAT(change.added.addresses, SizeIs(1));
    EXPECT_THAT(change.added.programmes, SizeIs(1));

    model::Listing base;
    base.id = change.added.id;
    base.names.push_back({.text = "ANY"});
    base.addresses.push_back(change.removed.addresses[0]);
    base.addresses[0].note.clear();
    base.addresses[0].country = {"IR", "Iran"};
    EXPECT_THAT(apply_ofac_change(base, change), IsEmpty());
    ASSERT_THAT(base.addresses, SizeIs(1));
    EXPECT_THAT(base.addresses[0].lines, IsEmpty());
    EXPECT_EQ(base.addresses[0].city, change.added.addresses[0].city);

    const std::size_t end = base::trim(bytes).size();
    for (std::size_t at = 0; at < end; at += end / 100) {
        EXPECT_FALSE(read_ofac_delta_xml(std::string_view(bytes).substr(0, at)).has_value())
            << "cut at " << at;
    }
}

}  // namespace
}  // namespace cordon::lists
