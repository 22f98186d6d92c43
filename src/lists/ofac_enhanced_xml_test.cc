// Goal: the enhanced XML gives original scripts, listing dates, date ranges and relations, and is read whole
// or refused. Own fictional entities, and the published Consolidated list of 2025.
#include "lists/ofac_enhanced_xml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/prng.h"
#include "base/strings.h"
#include "base/testing.h"
#include "codec/archive.h"
#include "lists/ofac_entity.h"
#include "model/listing_fields.h"

namespace cordon::lists {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view name_space =
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML";

std::string latin_name(std::string_view id, std::string_view first, std::string_view last,
                       std::string_view more) {
    std::string xml = "<name id='" + std::string(id) + "'>" + std::string(more) +
                      "<translations><translation id='1" + std::string(id) +
                      "'><isPrimary>true</isPrimary><script refId='20122'>Latin</script>";
    xml += first.empty() ? "" : "<formattedFirstName>" + std::string(first) + "</formattedFirstName>";
    xml += "<formattedLastName>" + std::string(last) + "</formattedLastName><formattedFullName>" +
           std::string(last) + (first.empty() ? "" : ", " + std::string(first)) +
           "</formattedFullName></translation>";
    return xml;
}

const std::string primary_name =
    latin_name("1", "Orin", "QUILLFEATHER", "<isPrimary>true</isPrimary><isLowQuality>false</isLowQuality>") +
    "<translation id='2'><isPrimary>false</isPrimary><script>Cyrillic</script><formattedFirstName>Орин"
    "</formattedFirstName><formattedLastName>КВИЛФЕЗЕР</formattedLastName><formattedFullName>КВИЛФЕЗЕР, Орин"
    "</formattedFullName></translation><translation id='3'><isPrimary>false</isPrimary><script>Chinese "
    "Simplified"
    "</script><formattedFirstName>无名</formattedFirstName><formattedLastName>羽</formattedLastName>"
    "<formattedFullName>羽, 无名</formattedFullName></translation></translations></name>";
const std::string weak_name =
    latin_name("2", "", "THE QUILL",
               "<isPrimary>false</isPrimary><aliasType>A.K.A.</aliasType><isLowQuality>true</isLowQuality>") +
    "</translations></name>";

std::string feature(std::string_view type, std::string_view value, std::string_view more = "") {
    return "<feature id='9'><type featureTypeId='8'>" + std::string(type) +
           "</type><versionId>5</versionId><value>" + std::string(value) + "</value>" + std::string(more) +
           "<isPrimary>true</isPrimary></feature>";
}

std::string entity(std::string_view id) {
    return "<entity id='" + std::string(id) +
           "'><generalInfo><identityId>5</identityId><entityType "
           "refId='600'>Individual</entityType><remarks>Free "
           "words</remarks></generalInfo><sanctionsLists><sanctionsList id='1' "
           "datePublished='2016-06-03'>Sectoral "
           "Sanctions Identifications List</sanctionsList><sanctionsList id='2' "
           "datePublished='2014-10-10'>SDN List"
           "</sanctionsList></sanctionsLists><sanctionsPrograms><sanctionsProgram id='3'>UKRAINE-EO13662"
           "</sanctionsProgram></sanctionsPrograms><sanctionsTypes><sanctionsType>Block</sanctionsType>"
           "</sanctionsTypes><legalAuthorities><legalAuthority>Executive Order "
           "1</legalAuthority></legalAuthorities>"
           "<names>" +
           weak_name + primary_name +
           "</names><addresses><address id='4'><country>Chad</country><translations><translation "
           "id='5'><isPrimary>"
           "true</isPrimary><script>Latin</script><addressParts><addressPart "
           "id='6'><type>ADDRESS1</type><value>1 Quay"
           "</value></addressPart><addressPart id='7'><type>CITY</type><value>Port</value></addressPart>"
           "</addressParts></translation></translations></address></addresses><features>" +
           feature("Birthdate", "circa 1950",
                   "<valueDate "
                   "id='1'><fromDateBegin>1949-01-01</fromDateBegin><fromDateEnd>1949-01-01</fromDateEnd>"
                   "<toDateBegin>1951-12-31</toDateBegin><toDateEnd>1951-12-31</toDateEnd><isApproximate>true"
                   "</isApproximate><isDateRange>false</isDateRange></valueDate>") +
           feature("Gender", "Female") + feature("Nationality Country", "Chad") +
           feature("Website", "www.nowhere.example", "<reliability>Reported</reliability>") +
           feature("Digital Currency Address - XBT", "1Nowhere") +
           "</features><identityDocuments><identityDocument id='1'><type>Registration ID</type><name "
           "nameId='2'>THE "
           "QUILL</name><documentNumber>77</documentNumber><isValid>false</isValid><issuingAuthority>OGRN"
           "</issuingAuthority><issuingCountry>Russia</issuingCountry></identityDocument></identityDocuments>"
           "<relationships><relationship id='1'><type>Owned or Controlled By</type><relatedEntity "
           "entityId='88'>"
           "NOWHERE</relatedEntity><quality>High</quality></relationship></relationships></entity>";
}

std::string document(const std::string& entities, std::string_view space = name_space) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?><sanctionsData xmlns=\"" + std::string(space) +
           "\"><publicationInfo><dataAsOf>2025-01-10T00:00:00</"
           "dataAsOf><filters><sanctionsLists><sanctionsList "
           "refId='91512'>Consolidated List</sanctionsList></sanctionsLists></filters></publicationInfo>"
           "<referenceValues/><featureTypes/><entities>" +
           entities + "</entities></sanctionsData>";
}

std::string error_of(const std::string& xml) {
    const auto parsed = read_ofac_enhanced_xml(xml);
    return parsed ? "" : parsed.error().message;
}

TEST(OfacEnhancedXml, ReadsEveryElement) {
    const auto parsed = read_ofac_enhanced_xml(document(entity("11")));
    ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
    EXPECT_EQ(parsed->list, "ofac-cons");
    EXPECT_EQ(base::to_string(parsed->published.value()), "2025-01-10");
    const model::Listing& listing = parsed->listings.at(0);
    EXPECT_EQ(listing.id, "11");
    EXPECT_EQ(base::to_string(listing.listed_on), "2016-06-03")
        << "not the SDN List's date on the other list";
    ASSERT_EQ(listing.names.size(), 4U);
    EXPECT_EQ(listing.names[0].text, "Orin QUILLFEATHER");
    EXPECT_EQ(listing.names[0].script, "Latn");
    EXPECT_EQ(listing.names[1].text, "THE QUILL");
    EXPECT_EQ(listing.names[1].quality, model::NameQuality::weak);
    EXPECT_EQ(listing.names[2].text, "Орин КВИЛФЕЗЕР");
    EXPECT_EQ(listing.names[2].script, "Cyrl");
    EXPECT_EQ(listing.names[2].kind, model::NameKind::original_script);
    EXPECT_EQ(listing.names[3].text, "羽无名") << "Chinese keeps the family name first";
    EXPECT_THAT(listing.programmes, ElementsAre("UKRAINE-EO13662"));
    EXPECT_THAT(listing.measures, ElementsAre("Block"));
    EXPECT_THAT(listing.legal_bases, ElementsAre("Executive Order 1"));
    EXPECT_THAT(listing.reasons, ElementsAre("Free words"));
    EXPECT_THAT(listing.further, Contains("Sanctions list: SDN List (2014-10-10)"));
    EXPECT_EQ(listing.addresses.at(0).lines.at(0), "1 Quay");
    EXPECT_EQ(listing.addresses.at(0).country.code, "TD");
    EXPECT_EQ(base::to_string(listing.birth_dates.at(0).date), "circa 1949..1951");
    EXPECT_EQ(listing.birth_dates.at(0).date.source_text, "circa 1950");
    EXPECT_EQ(listing.gender, model::Gender::female);
    EXPECT_EQ(listing.nationalities.at(0).code, "TD");
    ASSERT_EQ(listing.identifiers.size(), 3U);
    EXPECT_EQ(listing.identifiers[0].note, "reliability: Reported");
    EXPECT_EQ(listing.identifiers[1].currency, "XBT");
    EXPECT_EQ(listing.identifiers[2].kind, model::IdentifierKind::ogrn);
    EXPECT_EQ(listing.identifiers[2].note, "OGRN; not valid; in the name of THE QUILL");
    EXPECT_EQ(listing.relations.at(0).target_id, "88");
}

TEST(OfacEnhancedXml, NumbersOfChildrenAreNoContent) {
    const std::string xml = document(entity("11"));
    const std::string other = base::replace_all(base::replace_all(xml, "<name id='", "<name id='7"),
                                                "<feature id='9'>", "<feature id='10'>");
    const auto one = read_ofac_enhanced_xml(xml);
    const auto two = read_ofac_enhanced_xml(other);
    ASSERT_TRUE(one.has_value() && two.has_value());
    EXPECT_EQ(model::content_hash(one->listings), model::content_hash(two->listings));
}

TEST(OfacEnhancedXml, RefusesWhatIsNotWhole) {
    EXPECT_THAT(error_of(document(entity("1") + entity("1"))), HasSubstr("twice"));
    EXPECT_THAT(error_of(document(entity("1"), "http://nowhere.example")),
                HasSubstr("http://nowhere.example"));
    EXPECT_THAT(error_of(document("<entity id='1'><generalInfo><entityType>Balloon</entityType></generalInfo>"
                                  "</entity>")),
                HasSubstr("'Balloon'"));
    EXPECT_THAT(error_of(document("<entity id='1'><generalInfo><entityType>Entity</entityType></generalInfo>"
                                  "</entity>")),
                HasSubstr("no name"));
    const std::string whole = document(entity("1"));
    for (std::size_t at = 0; at < whole.size(); at += 11) {
        EXPECT_NE(error_of(whole.substr(0, at)), "") << "cut at " << at;
    }
}

TEST(OfacEnhancedXml, TheDayOfListingIsTheLists) {
    const std::vector<OfacListDate> lists = {{"SDN List", {2014, 1, 2}},
                                             {"Consolidated List", {2014, 10, 10}},
                                             {"Non-SDN Palestinian Legislative Council List", {2006, 4, 12}}};
    EXPECT_EQ(base::to_string(ofac_listed_on(lists, "ofac-sdn")), "2014-01-02");
    EXPECT_EQ(base::to_string(ofac_listed_on(lists, "ofac-cons")), "2006-04-12");
    EXPECT_EQ(base::to_string(ofac_listed_on({}, "ofac-sdn")), "");
}

// ---- the published file
// --------------------------------------------------------------------------------------

std::optional<std::string> real_file() {
    const auto path = base::testing::real_data("lists/ofac_cons_enhanced/2025-02/CONS_ENHANCED.ZIP");
    if (!path) {
        return {};
    }
    auto entries = codec::unzip(base::testing::read_test_file(*path));
    if (!entries || entries->size() != 1) {
        return "";
    }
    return std::move(entries->front().bytes);
}

TEST(OfacEnhancedXmlReal, TheConsolidatedListOf2025) {
    const auto bytes = real_file();
    if (!bytes) {
        GTEST_SKIP() << "needs the real data";
    }
    const auto parsed = read_ofac_enhanced_xml(*bytes);
    ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
    EXPECT_EQ(parsed->listings.size(), 443U);
    EXPECT_EQ(parsed->list, "ofac-cons");
    std::size_t cyrillic = 0;
    std::size_t chinese = 0;
    std::size_t weak = 0;
    std::size_t relations = 0;
    for (const model::Listing& listing : parsed->listings) {
        EXPECT_TRUE(base::is_valid(listing.listed_on)) << listing.id;
        EXPECT_EQ(listing.names.front().kind, model::NameKind::primary) << listing.id;
        relations += static_cast<std::size_t>(std::ranges::count_if(
            listing.relations, [](const model::Relation& relation) { return !relation.target_id.empty(); }));
        for (const model::ListedName& name : listing.names) {
            cyrillic += name.script == "Cyrl" ? 1U : 0U;
            chinese += name.script == "Hans" || name.script == "Hant" ? 1U : 0U;
            weak += name.quality == model::NameQuality::weak ? 1U : 0U;
        }
    }
    EXPECT_EQ(cyrillic, 39U);
    EXPECT_EQ(chinese, 6U);
    EXPECT_GE(weak, 70U);
    EXPECT_EQ(relations, 283U);
    for (const Diagnostic& diagnostic : parsed->diagnostics) {
        EXPECT_NE(diagnostic.severity, Severity::warning)
            << diagnostic.entry << " " << diagnostic.field << " " << diagnostic.value << " "
            << diagnostic.message;
    }
}

TEST(OfacEnhancedXmlReal, EveryCutIsRefused) {
    const auto bytes = real_file();
    if (!bytes) {
        GTEST_SKIP() << "needs the real data";
    }
    base::Prng prng(base::testing::seed_from_environment(20'250'110));
    const std::size_t end = base::trim(*bytes).size();
    for (int round = 0; round < 100; ++round) {
        const std::size_t at = prng.below(end);
        EXPECT_FALSE(read_ofac_enhanced_xml(std::string_view(*bytes).substr(0, at)).has_value())
            << "cut at " << at;
    }
}

}  // namespace
}  // namespace cordon::lists
