// Goal: a payment to "Daesh" is found although no official entry says so; and nobody can take our names for
// the publisher's.
#include "lists/supplement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "base/strings.h"
#include "base/testing.h"
#include "base/utf8.h"
#include "lists/list_format.h"
#include "lists/un_reference.h"
#include "model/listing_fields.h"
#include "text/script.h"

namespace cordon::lists {
namespace {

using model::ListedName;
using model::Listing;

Listing group(std::string id, std::string name) {
    Listing listing;
    listing.id = std::move(id);
    ListedName primary;
    primary.text = std::move(name);
    listing.names.push_back(primary);
    return listing;
}

bool has(const Listing& listing, std::string_view text) {
    for (const ListedName& name : listing.names) {
        if (name.text == text) {
            return true;
        }
    }
    return false;
}

TEST(Supplement, TheTableIsWellFormed) {
    std::set<std::pair<std::string, std::string>> seen;
    for (const SupplementName& name : supplement_names()) {
        EXPECT_EQ(canonical_un_reference(name.un_reference), name.un_reference) << name.text;
        EXPECT_FALSE(base::first_invalid_utf8(name.text));
        EXPECT_EQ(base::collapse_whitespace(name.text), name.text);
        EXPECT_NE(text::script_of(name.text), "") << name.text;
        EXPECT_FALSE(name.source.empty()) << name.text;
        EXPECT_EQ(name.language.size(), 2U) << name.text;
        EXPECT_TRUE(seen.emplace(name.un_reference, base::ascii_lower(name.text)).second)
            << name.un_reference << " " << name.text << " stands twice";
    }
}

TEST(Supplement, CommonNamesReachTheEntry) {
    std::vector<Listing> un{group("QDe.115", "AL-QAIDA IN IRAQ"), group("QDe.137", "AL-NUSRAH FRONT"),
                            group("QDe.001", "ABU SAYYAF GROUP")};
    add_supplement(un, "un");
    for (const std::string_view name : {"Daesh", "Da'esh", "داعش", "ISIS", "ISIL", "Islamic State", "ИГИЛ",
                                        "État islamique", "IŞİD", "DEAŞ"}) {
        EXPECT_TRUE(has(un[0], name)) << name;
    }
    EXPECT_TRUE(has(un[1], "Front al-Nosra"));
    EXPECT_EQ(un[2].names.size(), 1U);
    for (const Listing& listing : un) {
        for (std::size_t i = 1; i < listing.names.size(); ++i) {
            EXPECT_TRUE(listing.names[i].supplement);
            EXPECT_NE(listing.names[i].note, "") << "the source is told";
            EXPECT_NE(listing.names[i].script, "");
        }
    }
}

TEST(Supplement, OtherListsGetItThroughTheirReference) {
    std::vector<Listing> uk{group("AQD0001", "AL-QAIDA IN IRAQ"), group("AQD0002", "Other")};
    uk[0].cross_references = {"un:QDE.115"};
    uk[1].id = "QDe.115";  // an id alone means nothing on another list
    add_supplement(uk, "uk");
    EXPECT_TRUE(has(uk[0], "Daesh"));
    EXPECT_EQ(uk[1].names.size(), 1U);
}

TEST(Supplement, WhatIsThereIsNotAddedAndNothingIsAddedTwice) {
    std::vector<Listing> un{group("QDe.115", "DAESH")};
    const std::string before = model::content_hash(un);
    add_supplement(un, "un");
    EXPECT_FALSE(has(un[0], "Daesh"));
    const std::size_t names = un[0].names.size();
    add_supplement(un, "un");
    EXPECT_EQ(un[0].names.size(), names);
    EXPECT_EQ(model::content_hash(un), before) << "the content is the publisher's";
}

TEST(Supplement, EveryReferenceIsOnTheUnList) {
    const auto path = base::testing::real_data("lists/un/2026-02-27/consolidated.xml");
    if (!path) {
        GTEST_SKIP() << "needs the real data";
    }
    const std::string bytes = base::testing::read_test_file(*path);
    auto list = read_list({{"consolidated.xml", bytes}}, "");
    ASSERT_TRUE(list) << list.error().message;
    std::map<std::string, const Listing*> by_id;
    for (const Listing& listing : list->listings) {
        by_id[listing.id] = &listing;
    }
    for (const SupplementName& name : supplement_names()) {
        EXPECT_TRUE(by_id.contains(std::string(name.un_reference))) << name.un_reference;
    }
    std::size_t before = 0;
    for (const Listing& listing : list->listings) {
        before += listing.names.size();
    }
    add_supplement(list->listings, "un");
    std::size_t after = 0;
    for (const Listing& listing : list->listings) {
        after += listing.names.size();
    }
    EXPECT_GT(after, before + 100);
}

}  // namespace
}  // namespace cordon::lists
