// Goal: whatever file a person hands over, Cordon knows what it is from its content, or says in one sentence
// what is wrong with it; and no listing without an id and a usable name gets in.
#include "lists/list_format.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/testing.h"
#include "codec/archive.h"

namespace cordon::lists {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view house = "id,name,quality\nH1,Aster Bell,primary\nH1,Астер Белл,original\n";
constexpr std::string_view ftm = R"({"id":"p-1","schema":"Person","properties":{"name":["Mirko Olander"]}})";

std::string sentence(const std::vector<SourceFile>& files, std::string_view forced = "") {
    const auto list = read_list(files, forced);
    return list ? "read as " + list->list : list.error().message;
}

// Small well-formed openings; whether the rest is whole is the reader's business.
TEST(DetectFormat, RootElementsTellXmlApart) {
    struct Row {
        std::string_view bytes;
        ListFormat format;
        std::string_view list;
    };
    const Row rows[] = {
        {R"(<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-02-27"/>)", ListFormat::un_xml, "un"},
        {R"(<export xmlns="http://eu.europa.ec/fpi/fsd/export"/>)", ListFormat::eu_fsf_xml, "eu"},
        {"\xEF\xBB\xBF<Designations></Designations>", ListFormat::uk_xml, "uk"},
        {"<!-- a comment --><swiss-sanctions-list/>", ListFormat::seco_xml, "ch"},
        {"\n <data-set/>", ListFormat::ca_sema_xml, "ca"},
        {house, ListFormat::plain_table, "table"},
        {ftm, ListFormat::ftm_json_lines, "ftm"},
        {"id,schema,name,aliases,birth_date,countries\n1,Person,Bell,,,\n", ListFormat::targets_simple_csv,
         "ftm"},
    };
    for (const Row& row : rows) {
        const auto detected = detect_format({{"download", row.bytes}});
        ASSERT_TRUE(detected) << row.bytes << detected.error().message;
        EXPECT_EQ(detected->format, row.format) << row.bytes;
        EXPECT_EQ(detected->list, row.list);
    }
}

TEST(DetectFormat, WhatIsNoListIsSaidInOneSentence) {
    struct Row {
        std::string_view bytes;
        std::string_view words;
    };
    using namespace std::string_view_literals;
    const Row rows[] = {
        {"", "'download' is empty"},
        {" \r\n\t", "'download' is empty"},
        {"\xEF\xBB\xBF", "'download' is empty"},
        {"<!DOCTYPE html><html><body>Log in</body></html>", "is an HTML page, not a list"},
        {"<HTML><head></head></HTML>", "is an HTML page, not a list"},
        {"\xFF\xFE<\0C\0"sv, "is UTF-16 text, which is not read; save it as UTF-8"},
        {"<\0C\0O\0"sv, "save it as UTF-8"},
        {"%PDF-1.7\n", "is a PDF"},
        {"\x7F"
         "ELF\x02\x01\x01\x00"sv,
         "is a binary file"},
        {"<rss version='2.0'/>", "root element 'rss'"},
        {"<sanctionsData xmlns='urn:other'/>", "namespace 'urn:other'"},
        {"<Sanctions xmlns='urn:x'/>", "take SDN_ENHANCED.XML"},
        {"{\"responses\":{}}", "JSON, but not FollowTheMoney"},
        {"[{\"id\":\"a\"}]", "JSON, but not FollowTheMoney"},
        {"Dear colleague, please find the list attached.\n", "is text in no list format known here"},
        {"<CONSOLIDATED_LIST", "download"},
    };
    for (const Row& row : rows) {
        EXPECT_THAT(sentence({{"download", row.bytes}}), HasSubstr(std::string(row.words))) << row.bytes;
    }
    EXPECT_THAT(sentence({}), HasSubstr("no file is given"));
}

TEST(ReadList, FilesOfDifferentListsAreNotMixed) {
    EXPECT_THAT(
        sentence({{"a.csv", house}, {"b.json", ftm}}),
        HasSubstr("the files belong to different lists: 'a.csv' is a table with a header, 'b.json' is "
                  "FollowTheMoney JSON lines; give the files of one publication at a time"));
    EXPECT_THAT(sentence({{"a.csv", house}, {"b.csv", house}}), HasSubstr("one file is a whole list"));
}

TEST(ReadList, TheForcedListMustFit) {
    struct Row {
        std::string_view bytes;
        std::string_view forced;
        std::string_view words;
    };
    const Row rows[] = {
        {house, "", "read as table"},
        {house, "table", "read as table"},
        {house, "table:bank-internal", "read as bank-internal"},
        {ftm, "ftm:opensanctions", "read as opensanctions"},
        {house, "eu", "the file is a table with a header and cannot be list 'eu'"},
        {house, "ftm:x1", "cannot be list 'ftm:x1'"},
        {ftm, "table:x1", "cannot be list 'table:x1'"},
        {house, "table:un", "'un' is no name for a list of your own"},
        {house, "table:A", "is no name for a list of your own"},
        {house, "table:", "is no name for a list of your own"},
        {house, "ofac", "'ofac' is no list"},
        {house, "ofac-sdn", "cannot be list 'ofac-sdn'"},
    };
    for (const Row& row : rows) {
        EXPECT_THAT(sentence({{"f", row.bytes}}, row.forced), HasSubstr(std::string(row.words)))
            << row.forced;
    }
}

TEST(ReadList, ScriptsAreFilledIn) {
    const auto list = read_list({{"f", house}}, "");
    ASSERT_TRUE(list) << list.error().message;
    EXPECT_EQ(list->listings.at(0).names.at(0).script, "Latn");
    EXPECT_EQ(list->listings.at(0).names.at(1).script, "Cyrl");
}

TEST(ReadList, AListingNeedsANameWithALetterOrDigit) {
    EXPECT_THAT(sentence({{"f", "id,name\nH1,---\nH2,Bell\nH3,...\n"}}),
                HasSubstr("entries without a name that holds a letter or digit: H1, H3"));
    EXPECT_EQ(sentence({{"f", "id,name\nH1,17\nH2,٤٥\nH3,阿\n"}}), "read as table")
        << "names of digits are names";
}

TEST(ReadList, PackedFilesAreUnpacked) {
    const std::string packed = codec::zstd_compress(house);
    EXPECT_EQ(sentence({{"list.csv.zst", packed}}), "read as table");
    EXPECT_THAT(sentence({{"list.zip", "PK\x03\x04 broken"}}), HasSubstr("unpacking 'list.zip'"));
}

// Official files as published, packed or not: detected, read and verified without a word about what they are.
TEST(ReadList, OfficialFilesGoThroughTheFrontDoor) {
    struct Row {
        std::vector<std::string_view> paths;
        ListFormat format;
        std::string_view list;
        std::size_t listings_min;
    };
    const Row rows[] = {
        {{"un/2026-02-27/consolidated.xml"}, ListFormat::un_xml, "un", 1003},
        {{"un/2018-06-21/consolidated.xml.zst"}, ListFormat::un_xml, "un", 600},
        {{"ofac_cons_enhanced/2025-02/CONS_ENHANCED.ZIP"}, ListFormat::ofac_enhanced_xml, "ofac-cons", 400},
        {{"ofac_cons_xml/2025-03-28/consolidated.xml"}, ListFormat::ofac_legacy_xml, "ofac-cons", 443},
        {{"ofac_cons_csv/2018-04/cons_alt.csv", "ofac_cons_csv/2018-04/cons_prim.csv",
          "ofac_cons_csv/2018-04/cons_add.csv"},
         ListFormat::ofac_csv,
         "ofac-cons",
         400},
        {{"ofac_sdn_csv/2019-01/add.csv", "ofac_sdn_csv/2019-01/alt.csv", "ofac_sdn_csv/2019-01/sdn.csv",
          "ofac_sdn_csv/2019-01/sdn_comments.csv"},
         ListFormat::ofac_csv,
         "ofac-sdn",
         7000},
        {{"uk/reconstructed/UK-Sanctions-List.2026-08-22.xml.zst"}, ListFormat::uk_xml, "uk", 3000},
        {{"eu/reconstructed/xmlFullSanctionsList_1_1.2026-05-01.xml.zst"},
         ListFormat::eu_fsf_xml,
         "eu",
         5000},
        {{"seco/sample-amendment-2024-01-17/seco_sample.xml"}, ListFormat::seco_xml, "ch", 0},
        {{"canada/2025-05/sema-lmes.xml"}, ListFormat::ca_sema_xml, "ca", 4000},
    };
    for (const Row& row : rows) {
        std::vector<std::string> contents;
        for (const std::string_view path : row.paths) {
            const auto real = base::testing::real_data("lists/" + std::string(path));
            if (!real) {
                GTEST_SKIP() << "needs the real data";
            }
            contents.push_back(base::testing::read_test_file(*real));
        }
        std::vector<SourceFile> files;
        for (std::size_t i = 0; i < contents.size(); ++i) {
            files.push_back({std::string(row.paths[i].substr(row.paths[i].rfind('/') + 1)), contents[i]});
        }
        const auto list = read_list(files, "");
        if (!list && list.error().message.ends_with("is not read yet")) {
            continue;
        }
        ASSERT_TRUE(list) << row.paths[0] << ": " << list.error().message;
        EXPECT_EQ(list->format, row.format) << row.paths[0];
        EXPECT_EQ(list->list, row.list) << row.paths[0];
        EXPECT_GE(list->listings.size(), row.listings_min) << row.paths[0];
        EXPECT_THAT(sentence(files, "table"), HasSubstr("cannot be list 'table'")) << row.paths[0];
    }
}

model::Listing entry(std::string id, std::string name) {
    model::Listing listing;
    listing.id = std::move(id);
    model::ListedName listed;
    listed.text = std::move(name);
    listing.names.push_back(listed);
    return listing;
}

ParsedList delta_of(ListFormat format) {
    ParsedList delta;
    delta.format = format;
    delta.delta.emplace();
    return delta;
}

TEST(ApplyDelta, RemovesChangesAndAdds) {
    ParsedList delta = delta_of(ListFormat::ofac_delta_xml);
    delta.delta->removed = {"1"};
    ListDelta::Change change;
    change.added.id = change.removed.id = "2";
    change.added.programmes = {"NEW", "KEPT"};
    change.removed.programmes = {"OLD"};
    change.added.listed_on = {2020, 2, 3};
    delta.delta->changed.push_back(change);
    delta.listings.push_back(entry("4", "Four"));
    std::vector<model::Listing> base{entry("1", "One"), entry("2", "Two"), entry("3", "Three")};
    base[1].programmes = {"OLD", "KEPT"};

    const auto after = apply_delta(base, delta);
    ASSERT_TRUE(after) << after.error().message;
    ASSERT_EQ(after->size(), 3U);
    EXPECT_EQ(after->at(0).id, "2");
    EXPECT_EQ(after->at(0).programmes, (std::vector<std::string>{"KEPT", "NEW"}));
    EXPECT_EQ(base::to_string(after->at(0).listed_on), "2020-02-03");
    EXPECT_EQ(after->at(1), base[2]) << "what the delta does not name stays as it is";
    EXPECT_EQ(after->at(2).id, "4");
}

TEST(ApplyDelta, ADeltaForAnotherBaseIsAConflict) {
    const std::vector<model::Listing> base{entry("1", "One")};
    ParsedList removes = delta_of(ListFormat::ofac_delta_xml);
    removes.delta->removed = {"9"};
    ParsedList changes = delta_of(ListFormat::ofac_delta_xml);
    changes.delta->changed.emplace_back();
    changes.delta->changed[0].added.id = changes.delta->changed[0].removed.id = "9";
    ParsedList adds = delta_of(ListFormat::ofac_delta_xml);
    adds.listings.push_back(entry("1", "Again"));
    for (const ParsedList& delta : {removes, changes, adds}) {
        const auto after = apply_delta(base, delta);
        ASSERT_FALSE(after);
        EXPECT_EQ(after.error().code, base::ErrorCode::conflict) << after.error().message;
        EXPECT_THAT(after.error().message, HasSubstr("another version"));
    }
    EXPECT_FALSE(apply_delta(base, ParsedList{})) << "a whole list is no delta";
}

TEST(ApplyDelta, ASwissAmendmentReplacesTheTargetsItNames) {
    ParsedList delta = delta_of(ListFormat::seco_xml);
    delta.listings = {entry("1", "One, amended"), entry("2", "Two")};
    const auto after = apply_delta({entry("1", "One")}, delta);
    ASSERT_TRUE(after) << after.error().message;
    ASSERT_EQ(after->size(), 2U);
    EXPECT_EQ(after->at(0).names.at(0).text, "One, amended");
}

}  // namespace
}  // namespace cordon::lists
