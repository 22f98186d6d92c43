// Goal: the same party on several lists is recognised by evidence that a person can check, never by a name
// alone, and it is seen when one list drops a party that another keeps.
#include "lists/party_links.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "base/strings.h"
#include "base/testing.h"
#include "lists/list_format.h"
#include "lists/simple_fold.h"

namespace cordon::lists {
namespace {

using model::IdentifierKind;
using model::Listing;
using model::NameQuality;
using model::PartyKind;

Listing party(std::string id, PartyKind kind, std::string name) {
    Listing listing;
    listing.id = std::move(id);
    listing.kind = kind;
    model::ListedName listed;
    listed.text = std::move(name);
    listing.names.push_back(listed);
    return listing;
}

Listing born(Listing listing, std::string_view text) {
    listing.birth_dates.push_back({base::parse_partial_date(text).value(), ""});
    return listing;
}

Listing from(Listing listing, std::string_view code) {
    listing.countries.push_back({std::string(code), std::string(code)});
    return listing;
}

Listing with(Listing listing, IdentifierKind kind, std::string_view value, std::string_view issuer = "",
             std::string_view note = "") {
    model::Identifier identifier;
    identifier.kind = kind;
    identifier.value = value;
    identifier.issuer.code = issuer;
    identifier.note = note;
    listing.identifiers.push_back(identifier);
    return listing;
}

Listing stating(Listing listing, std::string_view reference) {
    listing.cross_references.emplace_back(reference);
    return listing;
}

// "" when the two are not linked, else the evidence.
std::string linked(const Listing& left, const Listing& right) {
    const std::vector<Listing> a{left};
    const std::vector<Listing> b{right};
    const ListListings lists[] = {{"uk", b}, {"eu", a}};
    const auto links = link_parties(lists);
    if (links.empty()) {
        return "";
    }
    EXPECT_EQ(links.size(), 1U);
    EXPECT_EQ(links[0].list_a, "eu");
    EXPECT_EQ(links[0].id_b, right.id);
    return std::string(to_string(links[0].evidence)) + ": " + links[0].text;
}

TEST(SimpleFold, TableOfNames) {
    EXPECT_EQ(simple_fold("  JOSÉ  al-Qa’ida "), "jose al qaida");
    EXPECT_EQ(simple_fold("Šťastný Łukasz ß"), "stastny lukasz ss");
    EXPECT_EQ(simple_fold("Тест-Имя"), "Тест Имя");
    EXPECT_EQ(folded_words("OLANDER, Mirko"), "mirko olander");
    EXPECT_EQ(folded_words("Olander"), "") << "one word is no full name";
}

TEST(PartyLinks, TableOfEvidence) {
    const Listing mirko = party("E1", PartyKind::person, "Mirko OLANDER");
    const Listing same = party("U1", PartyKind::person, "OLANDER Mírko");
    const Listing firm = party("E2", PartyKind::entity, "Pelargon Trading");
    const Listing firm_too = party("U2", PartyKind::entity, "PELARGON TRADING");
    const Listing ship = party("U3", PartyKind::vessel, "MV PELARGON");
    struct Row {
        std::string_view why;
        Listing left;
        Listing right;
        std::string_view evidence;
    };
    const Row rows[] = {
        {"a name alone is no evidence", mirko, same, ""},
        {"same year", born(mirko, "1960"), born(same, "3 Feb 1960"),
         "name and birth date: Mirko OLANDER, 1960-02-03"},
        {"other year", born(mirko, "1960"), born(same, "1961"), ""},
        {"a range too wide", born(mirko, "1950 to 1965"), born(same, "1961"), ""},
        {"firms of one country", from(firm, "NO"), from(firm_too, "NO"),
         "name and country: PELARGON TRADING, NO"},
        {"firms of two countries", from(firm, "NO"), from(firm_too, "SE"), ""},
        {"one states the other", stating(mirko, "uk:u1"), same, "stated reference: uk:u1"},
        {"both state a third", stating(mirko, "un:QDi.900"), stating(same, "un:qdi.900"),
         "stated reference: un:QDi.900"},
        {"passport", with(mirko, IdentifierKind::passport, "A 12-345", "NO"),
         with(party("U9", PartyKind::person, "Somebody Else"), IdentifierKind::passport, "a12345", "NO"),
         "identifier: passport A12345 NO"},
        {"passport of another country", with(mirko, IdentifierKind::passport, "A12345", "NO"),
         with(same, IdentifierKind::passport, "A12345", "SE"), ""},
        {"passport without country", with(mirko, IdentifierKind::passport, "A12345"),
         with(same, IdentifierKind::passport, "A12345"), ""},
        {"false passport", with(mirko, IdentifierKind::passport, "A12345", "NO", "false"),
         with(same, IdentifierKind::passport, "A12345", "NO"), ""},
        {"IMO of a ship listed as an entity", with(firm, IdentifierKind::imo, "IMO 9074729"),
         with(ship, IdentifierKind::imo, "9074729"), "identifier: IMO 9074729"},
        {"a person is no ship", with(mirko, IdentifierKind::imo, "9074729"),
         with(ship, IdentifierKind::imo, "9074729"), ""},
        {"BIC of the head office", with(firm, IdentifierKind::bic, "PELGNO22XXX"),
         with(firm_too, IdentifierKind::bic, "PELGNO22"), "identifier: BIC PELGNO22"},
        {"the strongest evidence is given", stating(born(mirko, "1960"), "uk:U1"), born(same, "1960"),
         "stated reference: uk:U1"},
    };
    for (const Row& row : rows) {
        const std::string evidence = linked(row.left, row.right);
        EXPECT_TRUE(base::ascii_iequals(evidence, row.evidence)) << row.why << ": " << evidence;
    }
}

TEST(PartyLinks, WeakNamesAndSupplementAreNoEvidence) {
    Listing left = born(party("E1", PartyKind::person, "Mirko Olander"), "1960");
    const Listing right = born(party("U1", PartyKind::person, "Mirko Olander"), "1960");
    EXPECT_NE(linked(left, right), "");
    left.names[0].quality = NameQuality::weak;
    EXPECT_EQ(linked(left, right), "");
    left.names[0].quality = NameQuality::unknown;
    left.names[0].supplement = true;
    EXPECT_EQ(linked(left, right), "");
}

TEST(PartyLinks, PlaceholdersAreNoEvidence) {
    std::vector<Listing> many;
    for (int i = 0; i < 60; ++i) {
        many.push_back(with(party("M" + std::to_string(i), PartyKind::person, "Name N" + std::to_string(i)),
                            IdentifierKind::passport, "0000000", "NO"));
    }
    const std::vector<Listing> one{many[0]};
    const ListListings lists[] = {{"eu", many}, {"uk", one}};
    const auto links = link_parties(lists);
    EXPECT_TRUE(links.empty());
}

// The UK list states the UN's references and the EU list some of them: links by reference and links by name
// and date must agree where both exist.
TEST(PartyLinks, RealListsAgree) {
    const std::pair<std::string_view, std::string_view> sources[] = {
        {"un", "lists/un/2026-02-27/consolidated.xml"},
        {"uk", "lists/uk/reconstructed/UK-Sanctions-List.2026-08-22.xml.zst"},
        {"eu", "lists/eu/reconstructed/xmlFullSanctionsList_1_1.2026-05-01.xml.zst"}};
    std::vector<ParsedList> parsed;
    for (const auto& [list, path] : sources) {
        const auto real = base::testing::real_data(path);
        if (!real) {
            GTEST_SKIP() << "needs the real data";
        }
        const std::string bytes = base::testing::read_test_file(*real);
        auto read = read_list({{std::string(list), bytes}}, "");
        ASSERT_TRUE(read) << read.error().message;
        parsed.push_back(*std::move(read));
    }
    std::vector<ListListings> lists;
    for (const ParsedList& list : parsed) {
        lists.push_back({list.list, list.listings});
    }
    // What a list states, and what would be found had it stated nothing: both must name the same UN entry.
    std::map<std::pair<std::string, std::string>, std::string> stated;
    for (const PartyLink& link : link_parties(lists)) {
        const bool un_first = link.list_a == "un";
        if (link.evidence == LinkEvidence::stated_reference && (un_first || link.list_b == "un")) {
            stated[{un_first ? link.list_b : link.list_a, un_first ? link.id_b : link.id_a}] =
                un_first ? link.id_a : link.id_b;
        }
    }
    EXPECT_GE(stated.size(), 1000U);
    for (ParsedList& list : parsed) {
        for (Listing& listing : list.listings) {
            listing.cross_references.clear();
        }
    }
    std::size_t right = 0;
    std::size_t wrong = 0;
    for (const PartyLink& link : link_parties(lists)) {
        const auto said = stated.find({link.list_a, link.id_a});  // "eu" and "uk" sort before "un"
        if (link.list_b == "un" && said != stated.end()) {
            ++(said->second == link.id_b ? right : wrong);
        }
    }
    RecordProperty("right", static_cast<int>(right));
    RecordProperty("wrong", static_cast<int>(wrong));
    EXPECT_GE(right, 200U);
    EXPECT_LE(wrong * 50, right) << "the UN itself lists one alias for two entries now and then";
}

TEST(Divergences, APartyThatOneListDropsAndAnotherKeeps) {
    const std::vector<Listing> un{party("QDe.900", PartyKind::entity, "Front of Examples")};
    const std::vector<Listing> uk_before{stating(party("AQD1", PartyKind::entity, "FoE"), "un:QDe.900"),
                                         party("AQD2", PartyKind::entity, "Only Here")};
    const std::vector<Listing> uk_after;
    const ListListings before[] = {{"un", un}, {"uk", uk_before}};
    const ListListings after[] = {{"un", un}, {"uk", uk_after}};
    const auto divergences = find_divergences(before, after);
    ASSERT_EQ(divergences.size(), 1U);
    EXPECT_EQ(divergences[0].removed, (PartyReference{"uk", "AQD1"}));
    EXPECT_EQ(divergences[0].kept, (std::vector<PartyReference>{{"un", "QDe.900"}}));

    EXPECT_TRUE(find_divergences(before, before).empty());
    const std::vector<Listing> renumbered{stating(party("AQD9", PartyKind::entity, "FoE"), "un:QDe.900")};
    const ListListings new_number[] = {{"un", un}, {"uk", renumbered}};
    EXPECT_TRUE(find_divergences(before, new_number).empty()) << "another id of the same list is no removal";
    const ListListings without_uk[] = {{"un", un}};
    EXPECT_TRUE(find_divergences(before, without_uk).empty())
        << "a list that is not loaded has removed nobody";
    const ListListings neither[] = {{"un", uk_after}, {"uk", uk_after}};
    EXPECT_TRUE(find_divergences(before, neither).empty()) << "nobody keeps it";
}

}  // namespace
}  // namespace cordon::lists
