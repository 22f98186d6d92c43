// Goal: a verdict's row holds what differs from its form; what comes back is what was kept, or an error.
#include "storage/verdict_forms.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/verdict_json.h"
#include "storage/file_ops.h"
#include "storage/record_audit.h"
#include "storage/record_file.h"
#include "storage/test_judged.h"
#include "storage/test_old_layout.h"
#include "storage/test_record.h"
#include "storage/test_sealed_home.h"

namespace cordon::storage {
namespace {

using engine::NewVerdict;
using testing::listed_name;
using testing::noon;
using testing::raw_sql;
using testing::RecordHome;

constexpr std::string_view planted = "Quorvant Brimstal";

// As with six lists, and a name found in it.
NewVerdict of_six_lists(int number) {
    NewVerdict fresh = testing::judged(number, {listed_name()});
    model::Verdict verdict = *engine::read_verdict(fresh.bytes);
    for (int list = 0; list < 6; ++list) {
        const std::string name = "list-" + std::to_string(list);
        verdict.lists.push_back({name, "2026-11-23", base::sha256_hex(name)});
    }
    verdict.policy_sha256 = base::sha256_hex("policy");
    verdict.type = "pacs.008 " + std::string(planted);  // as its header may say
    verdict.reasons[0].finding.listed_name = planted;
    verdict.reasons[0].finding.text = "to " + std::string(planted);
    verdict.reasons[0].finding.sentence = "the name is " + std::string(planted);
    fresh.bytes = engine::write_verdict(verdict);
    fresh.verdict_id = verdict.id;
    return fresh;
}

std::vector<NewVerdict> some(int first, int count) {
    std::vector<NewVerdict> batch;
    for (int number = first; number < first + count; ++number) {
        batch.push_back(of_six_lists(number));
    }
    return batch;
}

std::int64_t number_in(const std::string& home, const char* sql) {
    FileOps ops;
    return *(*Database::open(record_path(home), ops))->number(sql);
}

void expect_kept(engine::VerdictStore& store, const std::vector<NewVerdict>& batch) {
    for (const NewVerdict& fresh : batch) {
        const auto there = store.find(fresh.key);
        ASSERT_TRUE(there && *there) << fresh.key.message_id;
        EXPECT_EQ((*there)->bytes, fresh.bytes);
    }
}

TEST(VerdictForms, ARowHoldsWhatDiffers) {
    const RecordHome home;
    const auto batch = some(0, 30);
    auto store = home.open();
    ASSERT_TRUE(store->append(batch, noon));
    expect_kept(*store, batch);
    expect_kept(*home.open(), batch);
    EXPECT_EQ(number_in(home.path(), "SELECT count(*) FROM verdict_forms"), 1);
    EXPECT_GT(batch[0].bytes.size(), 1'200U);
    EXPECT_LT(number_in(home.path(), "SELECT max(length(bytes)) FROM verdicts"), 400);
    EXPECT_EQ(audit_record(home.path(), testing::known_keys(home.path()), "")->faults_found, 0U);
}

TEST(VerdictForms, AFormNamesNobody) {
    const RecordHome home;
    auto store = testing::open_sealed(home, testing::make_data_key(home));
    const auto batch = some(0, 5);
    ASSERT_TRUE(store->append(batch, noon));
    expect_kept(*store, batch);
    EXPECT_EQ(number_in(home.path(), "SELECT count(*) FROM verdict_forms"), 1);
    for (const char* part : {"Quorvant", "Brimstal"}) {
        const std::string sql =
            "SELECT count(*) FROM verdict_forms WHERE json LIKE '%" + std::string(part) + "%'";
        EXPECT_EQ(number_in(home.path(), sql.c_str()), 0) << part;
    }
    const std::string id =
        "SELECT count(*) FROM verdict_forms WHERE json LIKE '%" + batch[0].key.message_id + "%'";
    EXPECT_EQ(number_in(home.path(), id.c_str()), 0);
}

// What was rolled back left no form; the next transaction keeps it again.
TEST(VerdictForms, AFormGoesWithItsTransaction) {
    const RecordHome home;
    auto store = home.open();
    std::vector<NewVerdict> torn = some(0, 2);
    torn[1].key.tenant.clear();  // no row may have none
    ASSERT_FALSE(store->append(torn, noon));
    EXPECT_EQ(number_in(home.path(), "SELECT count(*) FROM verdict_forms"), 0);
    const auto batch = some(5, 3);
    ASSERT_TRUE(store->append(batch, noon));
    expect_kept(*home.open(), batch);
}

TEST(VerdictForms, TheFifthLayoutIsBroughtUp) {
    const RecordHome home;
    const auto before = some(0, 4);
    ASSERT_TRUE(home.open()->append(before, noon));
    testing::to_layout_5(home.path());
    EXPECT_EQ(VerdictRegistry::open_to_read(home.path(), {"gate", "test build"}).error().code,
              base::ErrorCode::unsupported);
    auto store = home.open();
    const auto after = some(10, 4);
    ASSERT_TRUE(store->append(after, testing::minutes_later(1)));
    expect_kept(*store, before);
    expect_kept(*store, after);
    EXPECT_EQ(number_in(home.path(), "SELECT count(*) FROM verdicts WHERE hex(bytes) LIKE '7B%'"), 4);
    EXPECT_EQ(audit_record(home.path(), testing::known_keys(home.path()), "")->faults_found, 0U);
}

// One process goes on when another brings the record to a layout that it does not know, and when a row that
// it reads is damaged: it takes nothing more in the one case, all else in the other.
TEST(VerdictForms, WhatOthersDoMeanwhileIsNoticed) {
    const RecordHome home;
    auto store = home.open();
    ASSERT_TRUE(store->append(some(0, 2), noon));
    ASSERT_EQ(raw_sql(home.path(), std::string(testing::drop_triggers) +
                                       "UPDATE verdicts SET bytes = x'0100000009' WHERE leaf = 0"),
              "");
    EXPECT_EQ(store->find(of_six_lists(0).key).error().code, base::ErrorCode::corrupt);
    ASSERT_TRUE(home.open()->append(some(2, 1), noon));
    const auto more = some(5, 2);
    const auto appended = store->append(more, noon);
    ASSERT_TRUE(appended) << appended.error().message;
    expect_kept(*store, more);
    ASSERT_EQ(raw_sql(home.path(), "PRAGMA user_version = 7"), "");
    EXPECT_EQ(store->append(some(8, 1), noon).error().code, base::ErrorCode::unsupported);
}

TEST(VerdictForms, WhatWasChangedIsFound) {
    struct Tampering {
        const char* what;
        const char* sql;
    };
    for (const Tampering& tampering : {
             Tampering{"a form", "UPDATE verdict_forms SET json = replace(json, '2026', '2025')"},
             Tampering{"a form taken away", "DELETE FROM verdict_forms"},
             Tampering{"a row cut short",
                       "UPDATE verdicts SET bytes = substr(bytes, 1, 3) WHERE leaf = (SELECT max(leaf) FROM "
                       "verdicts)"},
             Tampering{
                 "a row of another form",
                 "UPDATE verdicts SET bytes = x'0100000009' WHERE leaf = (SELECT max(leaf) FROM verdicts)"},
             Tampering{"a row of another verdict",
                       "UPDATE verdicts SET bytes = (SELECT bytes FROM verdicts WHERE leaf = 0) WHERE leaf = "
                       "(SELECT max(leaf) FROM verdicts)"},
         }) {
        const RecordHome home;
        ASSERT_TRUE(home.open()->append(some(0, 3), noon));
        EXPECT_EQ(raw_sql(home.path(), tampering.sql), "the record is only added to") << tampering.what;
        ASSERT_EQ(raw_sql(home.path(), testing::drop_triggers), "");
        ASSERT_EQ(raw_sql(home.path(), tampering.sql), "") << tampering.what;
        const auto report = audit_record(home.path(), testing::known_keys(home.path()), "");
        ASSERT_TRUE(report) << tampering.what << ": " << report.error().message;
        EXPECT_FALSE(report->faults.empty()) << tampering.what;
    }
}

}  // namespace
}  // namespace cordon::storage
