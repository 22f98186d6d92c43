// Goal: OFAC's CSV set is read whole (every entry, alternate, address and remark) or refused with the reason;
// what does not fit is reported. Own fictional rows, and the published sets of 2019-01, 2021-07 and 2018-04.
#include "lists/ofac_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/prng.h"
#include "base/testing.h"
#include "lists/ofac_common.h"

namespace cordon::lists {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view main_rows =
    "101,\"QUILLFEATHER, Orin Bastable, Jr.\",\"individual\",\"SDGT] [FTO\",\"Director, Nowhere "
    "Trading\",-0- ,-0- "
    ",-0- ,-0- ,-0- ,-0- ,\"DOB 14 Aug 1965; alt. DOB circa 1963; POB Cali, Valle, Colombia; a.k.a. 'THE "
    "'OLD' "
    "ONE'; Gender Male; Passport A1 (Iran) issued 3 Mar 1999 expires 3 Mar 2004.\"\r\n"
    "102,\"NOWHERE TRADING CO., LTD.\",-0- ,\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Linked To: "
    "QUILLFEATHER, "
    "Orin Bastable.\"\r\n"
    "103,\"SEA SNAIL\",\"vessel\",\"NPWMD\",-0- ,\"ABCD9\",\"Bulk "
    "Carrier\",\"1,200\",\"900\",\"Panama\",\"NOWHERE "
    "SHIPPING\",\"Vessel Registration Identification IMO 9999993; MMSI 123456789 (vessel).\"\r\n\x1a";
constexpr std::string_view add_rows =
    "101,1,\"1 Example Street\",\"Exampleton EX1 2MP\",\"United Kingdom\",-0- \r\n"
    "102,2,-0- ,\"Mexico, D.F. 11570\",\"Mexico\",-0- \r\n\x1a";
constexpr std::string_view alt_rows =
    "101,1,\"aka\",\"QUILFETHER, Oren\",-0- \r\n"
    "102,2,\"fka\",\"SOMEWHERE TRADING\",-0- \r\n"
    "102,3,\"nka\",\"ELSEWHERE TRADING\",-0- \r\n\x1a";
constexpr std::string_view comment_rows = "102,\"; Website www.nowhere.example.\"\r\n";

std::vector<SourceFile> whole_set() {
    return {{"sdn.csv", main_rows},
            {"add.csv", add_rows},
            {"alt.csv", alt_rows},
            {"sdn_comments.csv", comment_rows}};
}

std::string error_of(const std::vector<SourceFile>& files) {
    const auto parsed = read_ofac_csv(files);
    return parsed ? "" : parsed.error().message;
}

TEST(OfacCsv, ReadsEveryColumn) {
    const auto parsed = read_ofac_csv(whole_set());
    ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
    ASSERT_EQ(parsed->listings.size(), 3U);
    EXPECT_EQ(parsed->list, "ofac-sdn");
    const model::Listing& person = parsed->listings[0];
    EXPECT_EQ(person.id, "101");
    EXPECT_EQ(person.kind, model::PartyKind::person);
    EXPECT_EQ(person.names[0].text, "Orin Bastable QUILLFEATHER Jr.");
    EXPECT_EQ(person.names[0].source_text, "QUILLFEATHER, Orin Bastable, Jr.");
    EXPECT_EQ(person.names[1].text, "THE 'OLD' ONE");
    EXPECT_EQ(person.names[1].quality, model::NameQuality::weak);
    EXPECT_EQ(person.names[2].text, "Oren QUILFETHER");
    EXPECT_EQ(person.names[2].quality, model::NameQuality::strong);
    EXPECT_THAT(person.programmes, ElementsAre("SDGT", "FTO"));
    EXPECT_THAT(person.positions, ElementsAre("Director, Nowhere Trading"));
    EXPECT_EQ(person.gender, model::Gender::male);
    ASSERT_EQ(person.birth_dates.size(), 2U);
    EXPECT_EQ(base::to_string(person.birth_dates[0].date), "1965-08-14");
    EXPECT_TRUE(person.birth_dates[1].date.circa);
    EXPECT_EQ(person.birth_places.at(0).country.code, "CO");
    ASSERT_EQ(person.identifiers.size(), 1U);
    EXPECT_EQ(person.identifiers[0].value, "A1");
    EXPECT_EQ(person.identifiers[0].issuer.code, "IR");
    EXPECT_EQ(base::to_string(person.identifiers[0].expires), "2004-03-03");
    ASSERT_EQ(person.addresses.size(), 1U);
    EXPECT_EQ(person.addresses[0].city, "Exampleton");
    EXPECT_EQ(person.addresses[0].postal_code, "EX1 2MP");
    EXPECT_EQ(person.addresses[0].country.code, "GB");

    const model::Listing& entity = parsed->listings[1];
    EXPECT_EQ(entity.kind, model::PartyKind::entity);
    EXPECT_EQ(entity.names[0].text, "NOWHERE TRADING CO., LTD.");
    EXPECT_EQ(entity.names[1].kind, model::NameKind::fka);
    EXPECT_EQ(entity.names[2].kind, model::NameKind::nka);
    EXPECT_EQ(entity.addresses[0].city, "Mexico");
    EXPECT_EQ(entity.addresses[0].region, "D.F.");

    const model::Listing& vessel = parsed->listings[2];
    EXPECT_EQ(vessel.kind, model::PartyKind::vessel);
    EXPECT_EQ(vessel.nationalities.at(0).code, "PA");
    EXPECT_EQ(vessel.identifiers.at(0).kind, model::IdentifierKind::call_sign);
    EXPECT_EQ(vessel.identifiers.at(1).kind, model::IdentifierKind::imo);
    EXPECT_EQ(vessel.identifiers.at(1).value, "9999993");
    EXPECT_EQ(vessel.relations.at(0).target_name, "NOWHERE SHIPPING");
}

TEST(OfacCsv, ACommentContinuesItsRemarkWithoutAnythingBetween) {
    std::vector<SourceFile> files = whole_set();
    const std::string main = "7,\"NOWHERE\",-0- ,\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"" +
                             std::string(980, 'x') + "; a.k.a. 'GLIMMER\"\r\n";
    files[0].bytes = main;
    files[1].bytes = "7,1,-0- ,-0- ,\"Chad\",-0- \r\n";
    files[2].bytes = "7,1,\"aka\",\"NOBODY\",-0- \r\n";
    files[3].bytes = "7,\"HOLM'; Linked To: NOBODY.\"\r\n";
    const auto parsed = read_ofac_csv(files);
    ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
    EXPECT_EQ(parsed->listings[0].names.at(1).text, "GLIMMERHOLM");
    EXPECT_EQ(parsed->listings[0].relations.at(0).target_name, "NOBODY");
}

TEST(OfacCsv, NamesTheMissingPart) {
    for (const auto& [at, expected] : std::vector<std::pair<std::size_t, std::string>>{
             {0, "the main file"}, {1, "add.csv is missing"}, {2, "alt.csv is missing"}}) {
        std::vector<SourceFile> files = whole_set();
        files.erase(files.begin() + static_cast<std::ptrdiff_t>(at));
        EXPECT_THAT(error_of(files), HasSubstr(expected));
        EXPECT_THAT(error_of(files), HasSubstr("the OFAC CSV set is incomplete"));
    }
}

TEST(OfacCsv, DoesWithoutCommentsOnlyWhenNoRemarkCanContinueThere) {
    std::vector<SourceFile> files = whole_set();
    files.pop_back();
    const auto parsed = read_ofac_csv(files);
    ASSERT_TRUE(parsed.has_value());
    EXPECT_TRUE(std::ranges::any_of(parsed->diagnostics, [](const Diagnostic& diagnostic) {
        return diagnostic.severity == Severity::warning && diagnostic.field == "sdn_comments.csv";
    }));
    const std::string long_remark = "101,\"NOWHERE\",-0- ,\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"" +
                                    std::string(1'000, 'x') + "\"\r\n";
    files[0].bytes = long_remark;
    EXPECT_THAT(error_of(files), HasSubstr("sdn_comments.csv is missing"));
}

TEST(OfacCsv, KnowsThePartsByTheirColumnsNotTheirNames) {
    std::vector<SourceFile> files = {{"d", comment_rows}, {"c", alt_rows}, {"b", add_rows}, {"a", main_rows}};
    EXPECT_EQ(error_of(files), "");
    files.push_back({"e", alt_rows});
    EXPECT_THAT(error_of(files), HasSubstr("c and e are the same part"));
    EXPECT_THAT(error_of({{"other.csv", "a,b,c\r\n"}}), HasSubstr("belongs to no part"));
}

TEST(OfacCsv, ReportsRowsWithoutTheirListing) {
    std::vector<SourceFile> files = whole_set();
    files[2].bytes = "101,1,\"aka\",\"X\",-0- \r\n999,2,\"aka\",\"ORPHAN\",-0- \r\n";
    const auto parsed = read_ofac_csv(files);
    ASSERT_TRUE(parsed.has_value());
    EXPECT_TRUE(std::ranges::any_of(parsed->diagnostics, [](const Diagnostic& diagnostic) {
        return diagnostic.severity == Severity::warning && diagnostic.entry == "999";
    }));
}

TEST(OfacCsv, RefusesDamage) {
    struct Row {
        std::string_view what;
        std::size_t file;
        std::string bytes;
        std::string_view sentence;
    };
    const Row table[] = {
        {"a column too few", 2, "101,1,\"aka\",\"X\",-0- \r\n102,2,\"aka\",\"Y\"\r\n", "alt.csv, line 2"},
        {"cut inside a row", 1, std::string(add_rows.substr(0, add_rows.size() - 30)),
         "add.csv: record 2, line 2"},
        {"cut inside quotes", 0, std::string(main_rows.substr(0, main_rows.size() - 20)), "sdn.csv"},
        {"cut inside the last null", 1, "101,1,\"S\",\"C\",\"Chad\",-", "ends inside this row"},
        {"a listing twice", 0,
         std::string(main_rows.substr(0, main_rows.size() - 1)) + std::string(main_rows),
         "stands here twice"},
        {"no number", 2, "A1,1,\"aka\",\"X\",-0- \r\n", "listing number"},
        {"unknown alias type", 2, "101,1,\"bka\",\"X\",-0- \r\n", "not aka, fka or nka"},
        {"unknown entry type", 0,
         "101,\"X\",\"balloon\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n", "'balloon'"},
    };
    for (const Row& row : table) {
        std::vector<SourceFile> files = whole_set();
        files[row.file].bytes = row.bytes;
        EXPECT_THAT(error_of(files), HasSubstr(row.sentence)) << row.what;
    }
}

TEST(OfacCsv, SaysWhenAFileLacksTheEndMarkThatOthersHave) {
    std::vector<SourceFile> files = whole_set();
    files[1].bytes.remove_suffix(1);
    const auto parsed = read_ofac_csv(files);
    ASSERT_TRUE(parsed.has_value());
    EXPECT_TRUE(std::ranges::any_of(parsed->diagnostics, [](const Diagnostic& diagnostic) {
        return diagnostic.severity == Severity::warning && diagnostic.field == "add.csv";
    }));
}

// ---- the published files
// -------------------------------------------------------------------------------------

struct RealSet {
    std::vector<std::string> bytes;
    std::vector<SourceFile> files;
};

std::optional<RealSet> real_set(const std::string& folder, const std::vector<std::string>& names) {
    RealSet set;
    set.bytes.reserve(names.size());
    for (const std::string& name : names) {
        const auto path = base::testing::real_data(folder + "/" + name);
        if (!path) {
            return {};
        }
        set.bytes.push_back(base::testing::read_test_file(*path));
        set.files.push_back({name, set.bytes.back()});
    }
    return set;
}

const std::vector<std::string> sdn_names = {"sdn.csv", "add.csv", "alt.csv", "sdn_comments.csv"};

struct WeakCount {
    std::size_t listings = 0;
    std::size_t names = 0;
    std::size_t alternates = 0;
};

WeakCount count_names(const std::vector<model::Listing>& listings) {
    WeakCount count;
    for (const model::Listing& listing : listings) {
        const auto weak = static_cast<std::size_t>(
            std::ranges::count(listing.names, model::NameQuality::weak, &model::ListedName::quality));
        count.listings += weak > 0 ? 1U : 0U;
        count.names += weak;
        count.alternates += listing.names.size() - weak - 1;
    }
    return count;
}

TEST(OfacCsvReal, TheSdnListOfJuly2021) {
    const auto set = real_set("lists/ofac_sdn_csv/2021-07", sdn_names);
    if (!set) {
        GTEST_SKIP() << "needs the real data";
    }
    const auto parsed = read_ofac_csv(set->files);
    ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
    EXPECT_EQ(parsed->listings.size(), 8'976U);
    EXPECT_EQ(parsed->list, "ofac-sdn");
    EXPECT_EQ(guess_ofac_list(parsed->listings), "ofac-sdn");
    const WeakCount count = count_names(parsed->listings);
    EXPECT_EQ(count.alternates, 11'910U);
    EXPECT_EQ(count.listings, 1'265U);
    EXPECT_EQ(count.names, 2'441U);
    const auto warnings = std::ranges::count(parsed->diagnostics, Severity::warning, &Diagnostic::severity);
    EXPECT_LT(warnings, 10) << "what the remarks say is nearly all understood";
}

TEST(OfacCsvReal, OtherPublishedSetsAreRead) {
    const auto sdn = real_set("lists/ofac_sdn_csv/2019-01", sdn_names);
    const auto cons =
        real_set("lists/ofac_cons_csv/2018-04", {"cons_prim.csv", "cons_add.csv", "cons_alt.csv"});
    if (!sdn || !cons) {
        GTEST_SKIP() << "needs the real data";
    }
    const auto first = read_ofac_csv(sdn->files);
    ASSERT_TRUE(first.has_value()) << first.error().message;
    EXPECT_EQ(first->list, "ofac-sdn");
    const auto second = read_ofac_csv(cons->files);
    ASSERT_TRUE(second.has_value()) << second.error().message;
    EXPECT_EQ(second->list, "ofac-cons");
    EXPECT_EQ(guess_ofac_list(second->listings), "ofac-cons");
}

// A cut exactly behind a row cannot be seen; every other cut must be.
TEST(OfacCsvReal, ACutInsideARowIsRefused) {
    const auto set =
        real_set("lists/ofac_cons_csv/2018-04", {"cons_prim.csv", "cons_add.csv", "cons_alt.csv"});
    if (!set) {
        GTEST_SKIP() << "needs the real data";
    }
    base::Prng prng(base::testing::seed_from_environment(20'210'701));
    for (int round = 0; round < 60; ++round) {
        std::vector<SourceFile> files = set->files;
        SourceFile& cut = files[prng.below(files.size())];
        cut.bytes = cut.bytes.substr(0, 1 + prng.below(cut.bytes.size() - 10));
        const bool behind_a_row = cut.bytes.ends_with('\n') || cut.bytes.ends_with('\r') ||
                                  cut.bytes.ends_with(",-0-") || cut.bytes.ends_with(",-0- ") ||
                                  cut.bytes.ends_with(",-0") || cut.bytes.ends_with(".\"");
        EXPECT_TRUE(behind_a_row || !read_ofac_csv(files).has_value())
            << cut.name << " at " << cut.bytes.size();
    }
}

}  // namespace
}  // namespace cordon::lists
