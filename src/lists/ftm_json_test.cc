// Goal: FollowTheMoney files, flat or nested, give whole listings: what stands in helper entities (sanctions,
// addresses, documents, owners) reaches the party it belongs to, and what is left out is counted.
#include "lists/ftm_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/testing.h"
#include "lists/targets_simple_csv.h"

namespace cordon::lists {
namespace {

using model::IdentifierKind;
using model::Listing;
using model::NameKind;
using model::NameQuality;
using model::PartyKind;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

ParsedList read(std::string_view bytes) {
    auto list = read_ftm_json(bytes);
    EXPECT_TRUE(list) << (list ? "" : list.error().message);
    return list ? *std::move(list) : ParsedList{};
}

const Listing& listing(const ParsedList& list, std::string_view id) {
    static const Listing none;
    for (const Listing& each : list.listings) {
        if (each.id == id) {
            return each;
        }
    }
    ADD_FAILURE() << "no listing " << id;
    return none;
}

// Helpers before and after their parties, as real files have them.
const std::string flat =
    base::testing::read_test_file(CORDON_SOURCE_DIR "/corpus/lists/ftm/entities.ftm.json");

TEST(FtmJson, NamesWithTheirQuality) {
    const ParsedList list = read(flat);
    const Listing& person = listing(list, "p-1");
    EXPECT_EQ(person.kind, PartyKind::person);
    ASSERT_EQ(person.names.size(), 5U);
    EXPECT_EQ(person.names[0].text, "Mirko Olander") << "the caption is the primary name";
    EXPECT_EQ(person.names[0].kind, NameKind::primary);
    EXPECT_EQ(person.names[0].parts.size(), 2U);
    EXPECT_EQ(person.names[2].quality, NameQuality::strong);
    EXPECT_EQ(person.names[3].kind, NameKind::fka);
    EXPECT_EQ(person.names[4].text, "Buck");
    EXPECT_EQ(person.names[4].quality, NameQuality::weak);
}

TEST(FtmJson, FactsOfThePartyAndOfItsHelpers) {
    const ParsedList list = read(flat);
    const Listing& person = listing(list, "p-1");
    EXPECT_EQ(base::to_string(person.birth_dates.at(0).date), "1960-02");
    EXPECT_EQ(person.nationalities.at(0).code, "NO");
    EXPECT_EQ(person.countries.at(0).code, "SU") << "former states keep their code";
    EXPECT_EQ(person.gender, model::Gender::male);
    EXPECT_THAT(person.programmes, ElementsAre("TEST-1"));
    EXPECT_THAT(person.reasons, ElementsAre("Ran the pool"));
    EXPECT_EQ(base::to_string(person.listed_on), "2019-05-04");
    EXPECT_EQ(base::to_string(person.updated_on), "2024-02-03");
    EXPECT_THAT(person.cross_references, ElementsAre("ftm:xx-17", "un:QDi.999"));
    EXPECT_EQ(person.addresses.at(0).city, "Bergen");
    EXPECT_THAT(person.further, Contains("dataset: xx_test"));
    EXPECT_THAT(person.further, Contains("height: 1.80"));
    EXPECT_THAT(person.further, Contains("sanction authority: Board of Examples"));
    for (const std::string& line : person.further) {
        EXPECT_THAT(line, ::testing::Not(HasSubstr("last_seen"))) << "book-keeping that moves daily";
    }
    std::size_t passports = 0;
    for (const model::Identifier& identifier : person.identifiers) {
        if (identifier.kind == IdentifierKind::passport) {
            ++passports;
            EXPECT_EQ(identifier.issuer.code, "NO") << "the document says more than the bare number";
            EXPECT_EQ(base::to_string(identifier.expires), "2020-01-01");
        }
    }
    EXPECT_EQ(passports, 1U);
}

TEST(FtmJson, LinksStandOnBothEnds) {
    const ParsedList list = read(flat);
    EXPECT_THAT(listing(list, "p-1").relations,
                Contains(model::Relation{"owner of (60%)", "c-1", "Pelargon Trading"}));
    EXPECT_THAT(listing(list, "c-1").relations,
                Contains(model::Relation{"owned by (60%)", "p-1", "Mirko Olander"}));
    EXPECT_THAT(listing(list, "p-1").relations,
                Contains(model::Relation{"relative (sister)", "", "Asta Olander [p-2]"}))
        << "a relative who is not listed is named, not referred to";
}

TEST(FtmJson, VesselsAndWallets) {
    const ParsedList list = read(flat);
    EXPECT_EQ(listing(list, "v-1").kind, PartyKind::vessel);
    EXPECT_EQ(listing(list, "v-1").nationalities.at(0).code, "PA");
    EXPECT_EQ(listing(list, "v-1").identifiers.at(0).kind, IdentifierKind::imo);
    EXPECT_EQ(listing(list, "w-1").kind, PartyKind::wallet);
    EXPECT_EQ(listing(list, "w-1").names.at(0).text, "bc1qexample");
    bool holder_has_it = false;
    for (const model::Identifier& identifier : listing(list, "p-1").identifiers) {
        holder_has_it |= identifier.kind == IdentifierKind::wallet && identifier.currency == "XBT";
    }
    EXPECT_TRUE(holder_has_it);
}

TEST(FtmJson, WhatIsLeftOutIsCounted) {
    const ParsedList list = read(flat);
    EXPECT_EQ(list.listings.size(), 4U);
    std::string notes;
    for (const Diagnostic& diagnostic : list.diagnostics) {
        if (diagnostic.entry.empty()) {
            notes += diagnostic.value + ": " + diagnostic.message + "\n";
        }
    }
    EXPECT_THAT(notes, HasSubstr("Person 1: 1 parties left out"));
    EXPECT_THAT(notes, HasSubstr("Article 1: 1 entities left out"));
}

TEST(FtmJson, NotATargetButWithASanctionTopicIsAListing) {
    const ParsedList list = read(
        R"({"id":"a","schema":"Person","target":false,"properties":{"name":["A B"],"topics":["sanction"]}})");
    EXPECT_EQ(list.listings.size(), 1U);
}

TEST(FtmJson, NestedShapeSaysTheSame) {
    const ParsedList list =
        read(base::testing::read_test_file(CORDON_SOURCE_DIR "/corpus/lists/ftm/targets.nested.json"));
    ASSERT_EQ(list.listings.size(), 1U) << "a party inside another is not a listing by that";
    const Listing& person = list.listings[0];
    EXPECT_EQ(person.addresses.at(0).country.code, "NO");
    EXPECT_THAT(person.programmes, ElementsAre("TEST-1"));
    EXPECT_THAT(person.relations, ElementsAre(model::Relation{"owner of", "", "Pelargon Trading [c-1]"}));
    EXPECT_TRUE(person.further.empty());
}

TEST(FtmJson, BrokenFilesAreRefused) {
    struct Row {
        std::string_view bytes;
        std::string_view words;
    };
    const Row rows[] = {
        {R"({"id":"a","schema":"Person","properties":{"name":["A B"]}})"
         "\n"
         R"({"id":"a","schema":"Person","properties":{"name":["C D"]}})",
         "line 2: entity a stands already on line 1"},
        {R"({"id":"a","schema":"Person","properties":{}})", "entity a has no name"},
        {R"({"schema":"Person","properties":{"name":["A B"]}})", "the entity has no id"},
        {R"({"id":"a","name":"A B"})", "not a FollowTheMoney entity"},
        {R"([1,2])", "not a FollowTheMoney entity"},
        {R"({"id":"a","schema":"Person","properties":{"name":[["A"]]}})", "array inside an array"},
        {R"({"id":"a","schema":"Person","properties":["name"]})", "'properties' is not an object"},
        {R"({"id":"a","schema":"Address","properties":{}})", "no entity in the file is a listed party"},
        {R"({"id":"a","schema":"Per)", ""},
        {"", "no entity"},
    };
    for (const Row& row : rows) {
        const auto list = read_ftm_json(row.bytes);
        ASSERT_FALSE(list) << row.bytes;
        EXPECT_THAT(list.error().message, HasSubstr(std::string(row.words))) << row.bytes;
    }
}

constexpr std::string_view simple =
    "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,dataset,"
    "first_seen,last_seen,last_change\n"
    "p-1,Person,Mirko Olander,\"Mirek O.;\"\"Buck; the Baker\"\"\",1960;1961-03,no,,A1234567,Test Board,,,"
    "Test,2020-01-01,2026-01-01,2024-02-03\n"
    "v-1,Vessel,MV PELARGON,,,pa,,IMO9074729,,,,Test,2020-01-01,2026-01-01,\n";

TEST(TargetsSimpleCsv, RowsAndCellsWithSeveralValues) {
    EXPECT_TRUE(looks_like_targets_simple_csv(simple));
    const auto list = read_targets_simple_csv(simple);
    ASSERT_TRUE(list) << list.error().message;
    ASSERT_EQ(list->listings.size(), 2U);
    const Listing& person = list->listings[0];
    ASSERT_EQ(person.names.size(), 3U);
    EXPECT_EQ(person.names[2].text, "Buck; the Baker") << "a quoted ';' is part of the name";
    EXPECT_EQ(person.birth_dates.size(), 2U);
    EXPECT_EQ(base::to_string(person.updated_on), "2024-02-03");
    EXPECT_THAT(person.programmes, ElementsAre("Test Board"));
    EXPECT_EQ(list->listings[1].identifiers.at(0).kind, IdentifierKind::imo);
    EXPECT_EQ(list->list, "ftm");
}

TEST(TargetsSimpleCsv, BrokenTablesAreRefusedWithTheLine) {
    EXPECT_FALSE(read_targets_simple_csv(""));
    EXPECT_FALSE(read_targets_simple_csv("id,name\n1,Bell\n"));
    EXPECT_FALSE(read_targets_simple_csv("id,schema,name\n"));
    const auto twice = read_targets_simple_csv("id,schema,name\n1,Person,Bell\n1,Person,Ames\n");
    ASSERT_FALSE(twice);
    EXPECT_THAT(twice.error().message, HasSubstr("line 3: id 1 stands already on line 2"));
    const auto short_row = read_targets_simple_csv("id,schema,name\n1,Person\n");
    ASSERT_FALSE(short_row);
    EXPECT_THAT(short_row.error().message, HasSubstr("line 2"));
}

}  // namespace
}  // namespace cordon::lists
