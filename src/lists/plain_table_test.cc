// Goal: a house list saved from a spreadsheet comes in whole: every row, every name with its quality, every
// date and number, and nothing that could not be read is lost or guessed.
#include "lists/plain_table.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "base/strings.h"
#include "base/testing.h"

namespace cordon::lists {
namespace {

using model::Listing;
using model::NameKind;
using model::NameQuality;
using model::PartyKind;

ParsedList read(std::string_view bytes) {
    auto list = read_plain_table(bytes);
    EXPECT_TRUE(list) << (list ? "" : list.error().message);
    return list ? *std::move(list) : ParsedList{};
}

std::string sentence(std::string_view bytes) {
    const auto list = read_plain_table(bytes);
    return list ? "read" : list.error().message;
}

TEST(PlainTable, SeveralRowsOfOneIdMakeOneListing) {
    const ParsedList list = read(
        "entity_id\ttype\tquality\tname\tdob\tcountry\n"
        "T-1\tperson\tgood\tMirko \"Buck\" Olander\t1960\tNorway\n"
        "T-2\tentity\tprimary\tPELARGON TRADING\t\t\n"
        "T-1\tperson\tprimary\tMIRKO OLANDER\t1960\tNorway\n"
        "T-1\tperson\tlow\tThe Baker\t1960; circa 1962\tNorway\n");
    ASSERT_EQ(list.listings.size(), 2U);
    const Listing& person = list.listings[0];
    EXPECT_EQ(person.id, "T-1");
    EXPECT_EQ(person.kind, PartyKind::person);
    ASSERT_EQ(person.names.size(), 3U);
    EXPECT_EQ(person.names[0].text, "MIRKO OLANDER") << "the primary name comes first";
    EXPECT_EQ(person.names[0].kind, NameKind::primary);
    EXPECT_EQ(person.names[1].text, "Mirko \"Buck\" Olander") << "in a TSV a quote is a plain character";
    EXPECT_EQ(person.names[1].quality, NameQuality::strong);
    EXPECT_EQ(person.names[2].quality, NameQuality::weak);
    ASSERT_EQ(person.birth_dates.size(), 2U);
    EXPECT_TRUE(person.birth_dates[1].date.circa);
    ASSERT_EQ(person.countries.size(), 1U);
    EXPECT_EQ(person.countries[0].code, "NO");
    EXPECT_EQ(list.listings[1].kind, PartyKind::entity);
    EXPECT_EQ(list.list, "table");
    EXPECT_TRUE(list.diagnostics.empty());
}

TEST(PlainTable, QualitiesAsOtherListsSayThem) {
    struct Row {
        std::string_view quality;
        NameKind kind;
        NameQuality read;
    };
    const Row rows[] = {
        {"primary", NameKind::primary, NameQuality::unknown},
        {"Primary Name", NameKind::primary, NameQuality::unknown},
        {"good", NameKind::aka, NameQuality::strong},
        {"Strong", NameKind::aka, NameQuality::strong},
        {"low", NameKind::aka, NameQuality::weak},
        {"WEAK", NameKind::aka, NameQuality::weak},
        {"a.k.a.", NameKind::aka, NameQuality::unknown},
        {"f.k.a.", NameKind::fka, NameQuality::unknown},
        {"nka", NameKind::nka, NameQuality::unknown},
        {"original script", NameKind::original_script, NameQuality::unknown},
        {"translation", NameKind::translation, NameQuality::unknown},
        {"so-so", NameKind::aka, NameQuality::unknown},
    };
    for (const Row& row : rows) {
        const ParsedList list = read("id,name,quality\nX1,Aster Bell," + std::string(row.quality) + "\n");
        ASSERT_EQ(list.listings.size(), 1U);
        EXPECT_EQ(list.listings[0].names[0].kind, row.kind) << row.quality;
        EXPECT_EQ(list.listings[0].names[0].quality, row.read) << row.quality;
        EXPECT_EQ(list.diagnostics.size(), row.quality == "so-so" ? 1U : 0U) << row.quality;
    }
}

TEST(PlainTable, CommaTableWithQuotedCellsAndNumbers) {
    const ParsedList list = read(
        "\xEF\xBB\xBFUID,Full Name,Aliases,Weak-Alias,Passport,IMO,Address,Programme,Listed On,Desk\r\n"
        "H-1,\"Olander, Mirko\",\"M. Olander; Mirek O.\",Buck,A1234567 (Norway);B7,,\"1 Quay, Bergen; "
        "Norway\",TEST-A;TEST-B,2020-02-03,north\r\n"
        "H-2,MV PELARGON,,,,9074729,,,3 Feb 2020,\r\n");
    ASSERT_EQ(list.listings.size(), 2U);
    const Listing& person = list.listings[0];
    ASSERT_EQ(person.names.size(), 4U);
    EXPECT_EQ(person.names[0].text, "Olander, Mirko") << "the name cell is never split";
    EXPECT_EQ(person.names[0].kind, NameKind::primary);
    EXPECT_EQ(person.names[1].text, "M. Olander");
    EXPECT_EQ(person.names[1].source_text, "M. Olander; Mirek O.");
    EXPECT_EQ(person.names[3].quality, NameQuality::weak);
    ASSERT_EQ(person.identifiers.size(), 2U);
    EXPECT_EQ(person.identifiers[0].value, "A1234567");
    EXPECT_EQ(person.identifiers[0].issuer.code, "NO");
    EXPECT_EQ(person.identifiers[0].source_text, "A1234567 (Norway)");
    EXPECT_EQ(person.addresses.at(0).lines.at(0), "1 Quay, Bergen; Norway") << "addresses are never split";
    EXPECT_EQ(person.programmes, (std::vector<std::string>{"TEST-A", "TEST-B"}));
    EXPECT_EQ(person.further, std::vector<std::string>{"Desk: north"});
    EXPECT_EQ(base::to_string(list.listings[1].listed_on), "2020-02-03");
    EXPECT_EQ(list.listings[1].identifiers.at(0).kind, model::IdentifierKind::imo);
    ASSERT_EQ(list.diagnostics.size(), 1U);
    EXPECT_EQ(list.diagnostics[0].value, "Desk") << "unknown columns are named once";
}

TEST(PlainTable, WhatCannotBeReadIsKeptAndReportedOnce) {
    const ParsedList list = read(
        "id;name;type;dob;country;gender;listed_on\n"
        "X1;Aster Bell;robot;after the war;Atlantis;?;last year\n"
        "X1;A. Bell;robot;after the war;Atlantis;?;last year\n");
    ASSERT_EQ(list.listings.size(), 1U);
    const Listing& listing = list.listings[0];
    EXPECT_EQ(listing.birth_dates.at(0).date.source_text, "after the war");
    EXPECT_FALSE(listing.birth_dates.at(0).date.known());
    EXPECT_EQ(listing.countries.at(0).text, "Atlantis");
    EXPECT_EQ(listing.further,
              (std::vector<std::string>{"type: robot", "gender: ?", "listed_on: last year"}));
    EXPECT_EQ(list.diagnostics.size(), 5U);
}

TEST(PlainTable, ANameSaidBothWeakAndStrongIsStrong) {
    const ParsedList list = read("id,name,quality\nX1,Bell,low\nX1,Bell,good\nX1,Bell,low\n");
    ASSERT_EQ(list.listings.at(0).names.size(), 1U);
    EXPECT_EQ(list.listings[0].names[0].quality, NameQuality::strong);
}

TEST(PlainTable, BrokenTablesAreRefusedWithTheLine) {
    EXPECT_NE(sentence("id,name\nX1,Bell\n,Ames\n").find("line 3: the row has no id"), std::string::npos);
    EXPECT_NE(sentence("id,name\nX1,Bell\n\nX2,\n").find("line 4: the row has no name"), std::string::npos);
    EXPECT_NE(sentence("id,name\nX1\n").find("line 2: 1 cells where the header has 2"), std::string::npos);
    EXPECT_NE(sentence("id,name\nX1,\"Bell\n").find("2"), std::string::npos) << "a quote is left open";
    EXPECT_NE(sentence("name,country\nBell,Norway\n").find("exactly one id column"), std::string::npos);
    EXPECT_NE(sentence("id,uid,name\n1,1,Bell\n").find("exactly one id column"), std::string::npos);
    EXPECT_NE(sentence("id,name\n").find("no rows"), std::string::npos);
    EXPECT_NE(sentence("").find("empty"), std::string::npos);
    EXPECT_NE(sentence("id,name\nX1,Be\xFFll\n"), "read");
}

TEST(PlainTable, TheDevelopmentTestListIsReadWhole) {
    const auto path = base::testing::real_data("../eval/dev/list_full.tsv");
    if (!path) {
        GTEST_SKIP() << "needs the development half of the screening test";
    }
    const std::string bytes = base::testing::read_test_file(*path);
    std::map<std::string, std::set<std::string>> expected;
    bool header = true;
    for (const std::string_view line : base::split(bytes, '\n')) {
        if (!header && !line.empty()) {
            const auto cells = base::split(line, '\t');
            expected[std::string(cells.at(0))].insert(base::collapse_whitespace(cells.at(3)));
        }
        header = false;
    }
    const ParsedList list = read(bytes);
    ASSERT_EQ(list.listings.size(), expected.size());
    for (const Listing& listing : list.listings) {
        std::set<std::string> names;
        for (const model::ListedName& name : listing.names) {
            names.insert(name.text);
        }
        EXPECT_EQ(names, expected[listing.id]) << listing.id;
        EXPECT_EQ(listing.names.front().kind, NameKind::primary) << listing.id;
        EXPECT_NE(listing.kind, PartyKind::unknown) << listing.id;
    }
    // One country cell is "na", which is no country.
    ASSERT_EQ(list.diagnostics.size(), 1U);
    EXPECT_EQ(list.diagnostics[0].value, "na");
}

}  // namespace
}  // namespace cordon::lists
