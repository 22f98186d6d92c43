// Goal: SDN.XML and CONSOLIDATED.XML are read whole or refused; the same publication with its siblings
// shuffled and renumbered has the same content. Own fictional entries, and the published files of 2018 and
// 2025.
#include "lists/ofac_legacy_xml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/prng.h"
#include "base/strings.h"
#include "base/testing.h"
#include "model/listing_fields.h"

namespace cordon::lists {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view old_namespace = "http://tempuri.org/sdnList.xsd";
constexpr std::string_view new_namespace =
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML";

constexpr std::string_view person =
    "<sdnEntry><uid>11</uid><firstName>Orin</firstName><lastName>QUILLFEATHER</lastName><title>Haji</title>"
    "<sdnType>Individual</sdnType><remarks>Free words; (Linked To: NOWHERE)</remarks>"
    "<programList><program>SDGT</program><program>FTO</program></programList>"
    "<idList><id><uid>1</uid><idType>Gender</idType><idNumber>Male</idNumber></id>"
    "<id><uid>2</uid><idType>Passport</idType><idNumber>A1</idNumber><idCountry>Iran</idCountry>"
    "<issueDate>03 Mar 1999</issueDate><expirationDate>2004</expirationDate></id>"
    "<id><uid>3</uid><idType>Digital Currency Address - XBT</idType><idNumber>1Nowhere</idNumber></id>"
    "<id><uid>4</uid><idType>Secondary sanctions risk:</idType><idNumber>Section X</idNumber></id></idList>"
    "<akaList><aka><uid>5</uid><type>a.k.a.</type><category>weak</category><lastName>THE "
    "QUILL</lastName></aka>"
    "<aka><uid>6</uid><type>f.k.a.</type><category>strong</category><lastName>QUIL</lastName>"
    "<firstName>Oren</firstName></aka></akaList>"
    "<nationalityList><nationality><uid>7</uid><country>Chad</country><mainEntry>true</mainEntry></"
    "nationality>"
    "</nationalityList>"
    "<dateOfBirthList><dateOfBirthItem><uid>8</uid><dateOfBirth>circa 1950</dateOfBirth>"
    "<mainEntry>false</mainEntry></dateOfBirthItem><dateOfBirthItem><uid>9</uid><dateOfBirth>03 Mar 1951"
    "</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem></dateOfBirthList>"
    "<placeOfBirthList><placeOfBirthItem><uid>10</uid><placeOfBirth>Nowhere, Chad</placeOfBirth>"
    "<mainEntry>true</mainEntry></placeOfBirthItem></placeOfBirthList></sdnEntry>";
constexpr std::string_view vessel =
    "<sdnEntry><uid>12</uid><lastName>SEA SNAIL</lastName><sdnType>Vessel</sdnType>"
    "<programList><program>NPWMD</program></programList>"
    "<idList><id><uid>20</uid><idType>Vessel Registration Identification</idType><idNumber>IMO "
    "9999993</idNumber>"
    "</id></idList>"
    "<addressList><address><uid>21</uid><address1>1 "
    "Quay</address1><city>Port</city><postalCode>77</postalCode>"
    "<country>Panama</country></address></addressList>"
    "<vesselInfo><callSign>ABCD9</callSign><vesselType>Bulk "
    "Carrier</vesselType><vesselFlag>Panama</vesselFlag>"
    "<vesselOwner>NOWHERE SHIPPING</vesselOwner><tonnage>1200</tonnage></vesselInfo></sdnEntry>";

std::string document(std::string_view entries, std::string_view count = "2",
                     std::string_view name_space = new_namespace, std::string_view date = "10/22/2025") {
    return "<?xml version=\"1.0\" standalone=\"yes\"?><sdnList xmlns=\"" + std::string(name_space) +
           "\"><publshInformation><Publish_Date>" + std::string(date) + "</Publish_Date><Record_Count>" +
           std::string(count) + "</Record_Count></publshInformation>" + std::string(entries) + "</sdnList>";
}

std::string both() {
    return std::string(person) + std::string(vessel);
}

std::string error_of(const std::string& xml) {
    const auto parsed = read_ofac_legacy_xml(xml);
    return parsed ? "" : parsed.error().message;
}

TEST(OfacLegacyXml, ReadsEveryElement) {
    const auto parsed = read_ofac_legacy_xml(document(both()));
    ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
    EXPECT_EQ(base::to_string(parsed->published.value()), "2025-10-22");
    EXPECT_EQ(parsed->stated_count.value(), 2U);
    EXPECT_EQ(parsed->list, "ofac-sdn");
    EXPECT_TRUE(parsed->diagnostics.empty());

    const model::Listing& first = parsed->listings.at(0);
    EXPECT_EQ(first.id, "11");
    EXPECT_EQ(first.names.at(0).text, "Orin QUILLFEATHER");
    EXPECT_EQ(first.names.at(1).quality, model::NameQuality::weak);
    EXPECT_EQ(first.names.at(2).kind, model::NameKind::fka);
    EXPECT_EQ(first.names.at(2).text, "Oren QUIL");
    EXPECT_THAT(first.titles, ElementsAre("Haji"));
    EXPECT_THAT(first.programmes, ElementsAre("SDGT", "FTO"));
    EXPECT_EQ(first.gender, model::Gender::male);
    EXPECT_EQ(first.identifiers.at(0).issuer.code, "IR");
    EXPECT_EQ(base::to_string(first.identifiers.at(0).expires), "2004");
    EXPECT_EQ(first.identifiers.at(1).currency, "XBT");
    EXPECT_THAT(first.further, ElementsAre("Secondary sanctions risk: Section X"));
    EXPECT_EQ(first.nationalities.at(0).code, "TD");
    EXPECT_EQ(base::to_string(first.birth_dates.at(0).date), "1951-03-03") << "the main entry first";
    EXPECT_TRUE(first.birth_dates.at(1).date.circa);
    EXPECT_EQ(first.birth_places.at(0).country.code, "TD");
    EXPECT_EQ(first.relations.at(0).target_name, "NOWHERE");

    const model::Listing& second = parsed->listings.at(1);
    EXPECT_EQ(second.kind, model::PartyKind::vessel);
    EXPECT_EQ(second.identifiers.at(0).value, "9999993");
    EXPECT_EQ(second.identifiers.at(0).kind, model::IdentifierKind::imo);
    EXPECT_EQ(second.addresses.at(0).postal_code, "77");
    EXPECT_EQ(second.nationalities.at(0).code, "PA");
    EXPECT_EQ(second.relations.at(0).target_name, "NOWHERE SHIPPING");
}

TEST(OfacLegacyXml, BothNamespacesSayTheSame) {
    const auto now = read_ofac_legacy_xml(document(both()));
    const auto then = read_ofac_legacy_xml(document(both(), "2", old_namespace));
    ASSERT_TRUE(now.has_value() && then.has_value());
    EXPECT_EQ(model::content_hash(now->listings), model::content_hash(then->listings));
}

TEST(OfacLegacyXml, ChildNumbersAndOrderAreNoContent) {
    const auto plain = read_ofac_legacy_xml(document(both()));
    std::string shuffled = std::string(vessel) + std::string(person);
    shuffled = base::replace_all(shuffled, "<uid>5</uid>", "<uid>505</uid>");
    const auto other = read_ofac_legacy_xml(document(shuffled));
    ASSERT_TRUE(plain.has_value() && other.has_value());
    EXPECT_EQ(model::content_hash(plain->listings), model::content_hash(other->listings));
}

TEST(OfacLegacyXml, RefusesWhatIsNotWhole) {
    EXPECT_THAT(error_of(document(both(), "3")),
                HasSubstr("Record_Count says 3 entries and the file holds 2"));
    EXPECT_THAT(error_of(document(std::string(person) + std::string(person))), HasSubstr("twice"));
    EXPECT_THAT(error_of(document("<sdnEntry><lastName>X</lastName></sdnEntry>", "1")), HasSubstr("no uid"));
    EXPECT_THAT(error_of(document("<sdnEntry><uid>1</uid><sdnType>Entity</sdnType></sdnEntry>", "1")),
                HasSubstr("no name"));
    EXPECT_THAT(error_of(document("<sdnEntry><uid>1</uid><lastName>X</lastName><sdnType>Balloon</sdnType>"
                                  "</sdnEntry>",
                                  "1")),
                HasSubstr("'Balloon'"));
    EXPECT_THAT(error_of(document(both(), "2", "http://nowhere.example")),
                HasSubstr("http://nowhere.example"));
    EXPECT_THAT(error_of(document(both(), "2", new_namespace, "22/10/2025")), HasSubstr("MM/DD/YYYY"));
    const std::string whole = document(both());
    for (std::size_t at = 0; at < whole.size(); at += 7) {
        EXPECT_NE(error_of(whole.substr(0, at)), "") << "cut at " << at;
    }
}

TEST(OfacLegacyXml, UnknownElementsAreKeptAndReported) {
    const auto parsed = read_ofac_legacy_xml(document(
        "<sdnEntry><uid>1</uid><lastName>X</lastName><sdnType>Entity</sdnType><mood>bad</mood></sdnEntry>",
        "1"));
    ASSERT_TRUE(parsed.has_value());
    EXPECT_THAT(parsed->listings[0].further, ElementsAre("mood: bad"));
    EXPECT_EQ(parsed->diagnostics.at(0).field, "mood");
}

// ---- the published files
// -------------------------------------------------------------------------------------

std::optional<std::string> real_file(const std::string& day) {
    const auto path = base::testing::real_data("lists/ofac_cons_xml/" + day + "/consolidated.xml");
    return path ? std::optional(base::testing::read_test_file(*path)) : std::nullopt;
}

TEST(OfacLegacyXmlReal, TheConsolidatedList) {
    struct Row {
        const char* day;
        std::size_t listings;
        std::size_t weak;
    };
    for (const Row& row : {Row{"2018-04-06", 639, 46}, Row{"2025-10-22", 443, 72}}) {
        const auto bytes = real_file(row.day);
        if (!bytes) {
            GTEST_SKIP() << "needs the real data";
        }
        const auto parsed = read_ofac_legacy_xml(*bytes);
        ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
        EXPECT_EQ(parsed->listings.size(), row.listings);
        EXPECT_EQ(parsed->list, "ofac-cons");
        EXPECT_EQ(base::to_string(parsed->published.value()), row.day);
        std::ptrdiff_t weak = 0;
        for (const model::Listing& listing : parsed->listings) {
            weak += std::ranges::count(listing.names, model::NameQuality::weak, &model::ListedName::quality);
        }
        EXPECT_EQ(weak, static_cast<std::ptrdiff_t>(row.weak));
        for (const Diagnostic& diagnostic : parsed->diagnostics) {
            EXPECT_NE(diagnostic.severity, Severity::warning)
                << diagnostic.entry << " " << diagnostic.field << " " << diagnostic.value << " "
                << diagnostic.message;
        }
    }
}

TEST(OfacLegacyXmlReal, ADownloadWithItsSiblingsInAnotherOrderIsTheSameContent) {
    const auto first = real_file("2025-10-22");
    const auto second = real_file("2025-10-22_b");
    if (!first || !second) {
        GTEST_SKIP() << "needs the real data";
    }
    ASSERT_NE(*first, *second);
    const auto one = read_ofac_legacy_xml(*first);
    const auto two = read_ofac_legacy_xml(*second);
    ASSERT_TRUE(one.has_value() && two.has_value());
    EXPECT_EQ(model::content_hash(one->listings), model::content_hash(two->listings));
}

TEST(OfacLegacyXmlReal, EveryCutIsRefused) {
    const auto bytes = real_file("2025-10-22");
    if (!bytes) {
        GTEST_SKIP() << "needs the real data";
    }
    base::Prng prng(base::testing::seed_from_environment(20'251'022));
    const std::size_t end = base::trim(*bytes).size();
    for (int round = 0; round < 100; ++round) {
        const std::size_t at = prng.below(end);
        EXPECT_FALSE(read_ofac_legacy_xml(std::string_view(*bytes).substr(0, at)).has_value())
            << "cut at " << at;
    }
}

}  // namespace
}  // namespace cordon::lists
