// Goal: tables of control facts and objections are kept as they came, by several processes, and what was
//       changed
// behind the database's back is noticed.
#include "storage/territory_registry.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "engine/territory_import.h"
#include "storage/file_ops.h"
#include "storage/sqlite.h"
#include "storage/test_record.h"

namespace cordon::storage {
namespace {

constexpr std::string_view table_csv =
    "fact_id,name_en,country,lat,lon,holder_group,valid_from,valid_to_exclusive,status,confidence_from,"
    "confidence_to,source\n"
    "t1,Testbourg,ML,16.00,-3.00,JNIM,2022-01-10,2023-05-01,held,M,L,an invented report\n";

class TerritoryRegistryTest : public ::testing::Test {
protected:
    std::unique_ptr<TerritoryRegistry> open() {
        auto made = TerritoryRegistry::open(home_.path());
        EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().message);
        return made ? *std::move(made) : nullptr;
    }
    static engine::TerritoryImport request(std::string_view bytes, base::Date published) {
        engine::TerritoryImport wanted;
        wanted.files = {{"table.csv", std::string(bytes), {}}};
        wanted.table = "sahel";
        wanted.published = published;
        wanted.principal = "ines";
        wanted.now = base::Instant{1'793'620'800'000};
        return wanted;
    }
    testing::RecordHome home_;
};

TEST_F(TerritoryRegistryTest, AVersionIsKeptWholeAndReadAgainElsewhere) {
    EXPECT_EQ(TerritoryRegistry::open_existing(home_.path() + "/none")->get(), nullptr);
    ASSERT_TRUE(engine::import_territory(*open(), request(table_csv, {2026, 11, 1})).has_value());
    const auto again = open();
    const auto versions = again->versions();
    ASSERT_TRUE(versions.has_value());
    ASSERT_EQ(versions->size(), 1U);
    EXPECT_EQ(versions->front().version, "2026-11-01");
    EXPECT_EQ(again->files("sahel", "2026-11-01")->front().bytes, table_csv);
    EXPECT_EQ(again->files("sahel", "2026-11-02").error().code, base::ErrorCode::not_found);
    const auto view = engine::territory_of(again.get(), {});
    ASSERT_TRUE(view.has_value());
    EXPECT_EQ(view->tables.size(), 2U);
    const auto answer = view->territory->at({16, -3}, {2022, 6, 1}, {2022, 6, 1}, "");
    EXPECT_EQ(answer.evidence.at(0).fact_id, "sahel:t1");
    const auto before = engine::territory_of(again.get(), {2026, 10, 31});
    EXPECT_EQ(before->territory->at({16, -3}, {2022, 6, 1}, {2022, 6, 1}, "").grade,
              model::PlaceGrade::no_data);
}

TEST_F(TerritoryRegistryTest, OfOneTableTheNewestVersionCounts) {
    const auto store = open();
    ASSERT_TRUE(engine::import_territory(*store, request(table_csv, {2026, 11, 2})).has_value());
    const std::string other =
        std::string(table_csv) + "t2,Other,ML,16.50,-3.50,JNIM,2022,,held,M,,a report\n";
    const auto older = engine::import_territory(*store, request(other, {2026, 11, 1}));
    ASSERT_TRUE(older.has_value()) << older.error().message;
    EXPECT_FALSE(older->counts);
    EXPECT_EQ(engine::territory_of(store.get(), {})->tables.at(1).version, "2026-11-02");
    EXPECT_EQ(engine::territory_of(store.get(), {2026, 11, 1})->tables.at(1).version, "2026-11-01");
    EXPECT_TRUE(engine::import_territory(*store, request(table_csv, {2026, 11, 2}))->unchanged);
    const auto same_day = engine::import_territory(*store, request(other, {2026, 11, 2}));
    EXPECT_EQ(same_day->version.version, "2026-11-02.2");
    EXPECT_EQ(same_day->against.added, std::vector<std::string>{"t2"});
}

TEST_F(TerritoryRegistryTest, ObjectionsStayAndChangesBehindTheirBackAreNoticed) {
    const auto store = open();
    const engine::TerritoryDispute objection{"mosul", "a paper", "the east bank was lost before", "ines",
                                             base::Instant{1'793'620'800'000}};
    ASSERT_TRUE(engine::dispute_fact(*store, objection).has_value());
    engine::TerritoryDispute unknown = objection;
    unknown.fact_id = "atlantis";
    EXPECT_EQ(engine::dispute_fact(*store, unknown).error().code, base::ErrorCode::not_found);
    const auto view = engine::territory_of(store.get(), {});
    const auto answer = view->territory->at({36.34, 43.12}, {2016, 1, 1}, {2016, 1, 1}, "");
    ASSERT_EQ(answer.evidence.at(0).disputes.size(), 1U);
    EXPECT_EQ(answer.evidence.at(0).disputes.at(0).statement, "the east bank was lost before");
    EXPECT_EQ(answer.grade, model::PlaceGrade::held) << "an objection changes no grade";
    FileOps ops;
    const auto database = Database::open(home_.path() + "/territory.db", ops);
    ASSERT_TRUE(database.has_value());
    EXPECT_FALSE((*database)->run("DELETE FROM disputes").has_value());
    ASSERT_TRUE(engine::import_territory(*store, request(table_csv, {2026, 11, 2})).has_value());
    for (const std::string table : {"versions", "files", "disputes"}) {
        const auto replaced = (*database)->run("INSERT OR REPLACE INTO " + table + " SELECT * FROM " + table);
        ASSERT_FALSE(replaced.has_value()) << table;
        EXPECT_NE(replaced.error().message.find("is there already"), std::string::npos)
            << replaced.error().message;
    }
    const auto again = (*database)->run(
        "INSERT OR REPLACE INTO versions SELECT id + 100, table_name, version, format, published, "
        "accepted_at, "
        "principal, reason, source, country, sha256, 1 FROM versions");
    EXPECT_FALSE(again.has_value());
    ASSERT_TRUE((*database)->run("DROP TRIGGER disputes_never_change").has_value());
    ASSERT_TRUE((*database)->run("UPDATE disputes SET statement = 'all is well'").has_value());
    EXPECT_EQ(store->disputes().error().code, base::ErrorCode::corrupt);
}

}  // namespace
}  // namespace cordon::storage
