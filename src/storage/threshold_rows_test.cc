// Goal: every change of the threshold stays on record as it was made, also in a home of an older cordon.
#include "storage/threshold_rows.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>

#include "storage/list_registry.h"

namespace cordon::storage {
namespace {

class ThresholdRows : public ::testing::Test {
protected:
    ThresholdRows() {
        std::string name = (std::filesystem::temp_directory_path() / "cordon_threshold_XXXXXX").string();
        home_ = ::mkdtemp(name.data());
    }
    ~ThresholdRows() override { std::filesystem::remove_all(home_); }

    int run_sql(const char* sql) const {
        sqlite3* database = nullptr;
        EXPECT_EQ(sqlite3_open((home_ + "/cordon.db").c_str(), &database), SQLITE_OK);
        const int code = sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
        EXPECT_EQ(sqlite3_close(database), SQLITE_OK);
        return code;
    }

    std::string home_;
};

engine::ThresholdChange change(std::int32_t hundredths, std::string reason) {
    return {hundredths, base::Instant{1'763'812'800'000}, "ines", std::move(reason), std::string(64, 'a'),
            "none"};
}

TEST_F(ThresholdRows, ChangesAreReadBackInOrder) {
    {
        auto registry = ListRegistry::open(home_);
        ASSERT_TRUE(registry);
        EXPECT_TRUE((*registry)->threshold_changes().value().empty());
        ASSERT_TRUE((*registry)->add_threshold_change(change(85, "first")));
        ASSERT_TRUE((*registry)->add_threshold_change(change(82, "second")));
    }
    const auto again = ListRegistry::open(home_).value()->threshold_changes();
    ASSERT_TRUE(again);
    ASSERT_EQ(again->size(), 2U);
    EXPECT_EQ((*again)[0].reason, "first");
    EXPECT_EQ((*again)[1].hundredths, 82);
    EXPECT_EQ((*again)[1].principal, "ines");
    EXPECT_EQ((*again)[1].at, base::Instant{1'763'812'800'000});
}

TEST_F(ThresholdRows, TheDatabaseRefusesWhatMustNotBe) {
    auto registry = ListRegistry::open(home_);
    ASSERT_TRUE(registry);
    ASSERT_TRUE((*registry)->add_threshold_change(change(85, "kept")));
    EXPECT_FALSE((*registry)->add_threshold_change(change(101, "too high")));
    EXPECT_FALSE((*registry)->add_threshold_change(change(20, "too low")));
    EXPECT_FALSE((*registry)->add_threshold_change(change(80, "")));
    EXPECT_NE(run_sql("UPDATE threshold_changes SET hundredths = 99"), SQLITE_OK);
    EXPECT_NE(run_sql("DELETE FROM threshold_changes"), SQLITE_OK);
    EXPECT_NE(run_sql("INSERT OR REPLACE INTO threshold_changes SELECT id, at, 99, principal, reason, "
                      "report_sha256, effect FROM threshold_changes"),
              SQLITE_OK);
    const auto kept = (*registry)->threshold_changes();
    ASSERT_EQ(kept->size(), 1U);
    EXPECT_EQ((*kept)[0].hundredths, 85);
}

TEST_F(ThresholdRows, AHomeOfTheFirstLayoutIsBroughtUpToDate) {
    ASSERT_TRUE(ListRegistry::open(home_));
    const std::string to_second =
        "DROP TRIGGER versions_are_only_added; DROP TRIGGER one_version_is_active; "
        "DROP TRIGGER files_are_only_added; DROP TRIGGER files_never_change; "
        "DROP TRIGGER files_are_never_deleted; DROP TRIGGER diagnostics_are_only_added; "
        "DROP TRIGGER diagnostics_never_change; DROP TRIGGER diagnostics_are_never_deleted; "
        "DROP TRIGGER events_are_only_added; PRAGMA user_version = 2; ";
    ASSERT_EQ(run_sql((to_second + "DROP TRIGGER threshold_changes_are_only_added;").c_str()), SQLITE_OK);
    ASSERT_TRUE(ListRegistry::open(home_)) << "of the second layout";
    ASSERT_EQ(run_sql((to_second + "DROP TABLE threshold_changes; PRAGMA user_version = 1;").c_str()),
              SQLITE_OK);
    auto registry = ListRegistry::open(home_);
    ASSERT_TRUE(registry) << registry.error().message;
    EXPECT_TRUE((*registry)->threshold_changes().value().empty());
    EXPECT_TRUE((*registry)->add_threshold_change(change(85, "after")));
}

}  // namespace
}  // namespace cordon::storage
