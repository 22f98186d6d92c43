// Goal: whoever forges a lone release or a block's release, leaf and all, is found by the policy that is
//       kept; what earlier layouts kept stays sound; erasures keep who decided by which policy.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/audit_log.h"
#include "engine/verdict_record.h"
#include "storage/record_audit.h"
#include "storage/record_erasure.h"
#include "storage/test_judged.h"
#include "storage/test_old_layout.h"
#include "storage/test_sealed_home.h"

namespace cordon::storage {
namespace {

namespace fs = std::filesystem;

using engine::HoldEvent;
using engine::HoldState;
using engine::HoldStep;
using engine::NewVerdict;
using model::Outcome;
using testing::activate;
using testing::blocks_may_go;
using testing::house_policy;
using testing::judged;
using testing::listed_name;
using testing::minutes_later;
using testing::no_address;
using testing::noon;
using testing::one_for_quality;
using testing::policy_hash;
using testing::raw_sql;
using testing::RecordHome;

std::vector<std::string> faults(const std::string& home, const std::string& keys_of) {
    const auto report = audit_record(home, testing::known_keys(keys_of), "");
    EXPECT_TRUE(report) << report.error().message;
    return report ? report->faults : std::vector<std::string>();
}

// A step and its leaf, as Cordon itself would write them.
std::string forged(const std::string& verdict_id, std::uint64_t verdict_leaf, const HoldEvent& event) {
    const base::Sha256Digest hash = engine::audit_leaf_hash(engine::hold_leaf(verdict_id, event));
    const std::string leaf = std::to_string(event.leaf);
    return "INSERT INTO leaves VALUES (" + leaf + ", 2, x'" + base::to_hex(hash) +
           "'); INSERT INTO hold_events (leaf, verdict, step, principal, reason, block_allowed, policy, at) "
           "VALUES (" +
           leaf + ", " + std::to_string(verdict_leaf) + ", " + std::to_string(static_cast<int>(event.step)) +
           ", '" + event.principal + "', '" + event.reason + "', " + (event.block_allowed ? "1" : "0") +
           ", nullif(x'" + event.policy_sha256 + "', x''), " + std::to_string(event.at.unix_ms) + "); ";
}

class HoldAudit : public ::testing::Test {
protected:
    static constexpr std::uint64_t next = 14;  // leaf

    // Leaves 0 to 3: a policy that lets blocks go, then one that lets one person release missing data. Holds
    // and their openings: 4, 5 missing data; 6, 7 a listed name; 8, 9 a block; 10, 11 missing data, opened
    // again 12; 13: a release of the first, by anna alone.
    void SetUp() override {
        auto store = home_.open();
        activate(*store, blocks_may_go());
        activate(*store, one_for_quality());
        batch_ = {judged(1, {no_address()}), judged(2, {no_address(), listed_name()}),
                  judged(3, {listed_name(Outcome::block)}), judged(4, {no_address()})};
        ASSERT_TRUE(store->append(batch_, noon));
        ASSERT_TRUE(store->open_hold(batch_[3].verdict_id, "cordon", "listed since", noon));
        ASSERT_EQ(store->decide({batch_[0].verdict_id, "anna", "seen", true, noon}), HoldState::released);
        ASSERT_EQ(store->hold(batch_[0].verdict_id)->events.back().leaf, 13U);
        store.reset();
        ASSERT_EQ(faults(home_.path(), home_.path()), std::vector<std::string>());
    }
    // What the audit says of a copy after this.
    std::vector<std::string> after(const std::string& sql) {
        const std::string bent = home_.folder() + "/bent";
        fs::remove_all(bent);
        fs::create_directories(bent);
        fs::copy(home_.path() + "/record.db", bent + "/record.db");
        EXPECT_EQ(raw_sql(bent, std::string(testing::drop_triggers) + sql), "");
        return faults(bent, home_.path());
    }
    [[nodiscard]] static HoldEvent step(HoldStep is, const char* who, const std::string& policy,
                                        bool block = false, std::uint64_t leaf = next) {
        return {leaf, is, who, "papers seen", minutes_later(3), block, policy};
    }

    RecordHome home_;
    std::vector<NewVerdict> batch_;
};

TEST_F(HoldAudit, AForgedWordIsFound) {
    const std::string quality = policy_hash(one_for_quality());
    const std::string blocks = policy_hash(blocks_may_go());
    const auto on = [&](std::size_t which, const HoldEvent& event) {
        return forged(batch_[which].verdict_id, 4 + 2 * which, event);
    };
    const std::string alone = "does not let one person decide this hold alone";
    const std::string not_active = "that policy was not the active one";
    const std::string by_one = "holds decided by one person (1)";
    const std::string block = "blocks released where the policy does not allow it (1)";
    using enum HoldStep;
    const struct {
        const char* what;
        std::string sql;
        std::string fault;
    } table[] = {
        {"alone, and no policy named", on(1, step(released, "anna", "")), by_one},
        {"a listed name, alone, by the active policy", on(1, step(released, "anna", quality)), alone},
        {"a rejection, alone, by the active policy", on(1, step(rejected, "anna", quality)), alone},
        {"by a policy that stood once", on(1, step(released, "anna", blocks)), not_active},
        {"by a policy that was never there", on(1, step(released, "anna", std::string(64, '7'))), not_active},
        {"what was opened twice", on(3, step(released, "anna", quality)), alone},
        {"a proposal that names a policy", on(1, step(proposed_release, "anna", quality)), "no policy is"},
        {"a hold as if it were a block", on(1, step(released, "anna", quality, true)), "no policy is"},
        {"a block by two, by a policy that does not let it",
         on(2, step(proposed_release, "anna", quality, true)) +
             on(2, step(released, "bert", quality, true, next + 1)),
         "does not let a block be released"},
        {"a block by two, by a policy that stood once",
         on(2, step(proposed_release, "anna", blocks, true)) +
             on(2, step(released, "bert", blocks, true, next + 1)),
         not_active},
        {"a block that no policy is named for", on(2, step(proposed_release, "anna", "", true)), block},
        {"a block, alone", on(2, step(released, "anna", quality, true)), by_one},
        {"the policy's text changed to let it",
         on(1, step(released, "anna", quality)) + "UPDATE policies SET toml = toml || 'release_hold = false'",
         not_active},
    };
    for (const auto& row : table) {
        const std::vector<std::string> said = after(row.sql);
        EXPECT_TRUE(std::ranges::any_of(
            said, [&](const std::string& one) { return one.find(row.fault) != std::string::npos; }))
            << row.what << ": " << (said.empty() ? "nothing found" : said[0]);
        EXPECT_TRUE(std::ranges::none_of(
            said,
            [](const std::string& one) { return one.find("is not what its row says") != std::string::npos; }))
            << row.what << ": the leaf itself is sound";
    }
    // And what is in order has no fault, whoever wrote it.
    EXPECT_EQ(after(on(1, step(proposed_release, "anna", "")) + on(1, step(released, "bert", "", false, 15))),
              std::vector<std::string>());
}

TEST_F(HoldAudit, TheNamedPolicyIsPartOfTheLeaf) {
    for (const char* change : {"policy = NULL", "policy = zeroblob(32)", "block_allowed = 1"}) {
        const auto said = after(std::string("UPDATE hold_events SET ") + change + " WHERE leaf = 13");
        EXPECT_TRUE(std::ranges::any_of(said, [](const std::string& one) {
            return one.starts_with("leaf 13 is not what its row says");
        })) << change;
    }
    const auto lines = audit_lines(home_.path(), 12, 2);
    ASSERT_TRUE(lines && lines->size() == 2);
    EXPECT_EQ(lines->at(0).text.find("policy_sha256"), std::string::npos) << "as earlier layouts wrote it";
    EXPECT_NE(lines->at(1).text.find("\"policy_sha256\":\"" + policy_hash(one_for_quality()) + "\""),
              std::string::npos);
}

// Of layout 4, which named no policy: its leaves stay, and its holds are decided as the policy says now.
TEST_F(HoldAudit, TheFourthLayoutIsBroughtUp) {
    const RecordHome home;
    auto store = home.open();
    activate(*store, one_for_quality());
    const std::vector<NewVerdict> batch = {judged(1, {no_address()}), judged(2, {listed_name()}),
                                           judged(3, {no_address()})};
    ASSERT_TRUE(store->append(batch, noon));
    for (const char* person : {"anna", "bert"}) {
        ASSERT_TRUE(store->decide({batch[1].verdict_id, person, "seen", true, noon}));
    }
    ASSERT_TRUE(store->checkpoint(noon));
    store.reset();
    const std::string root = audit_record(home.path(), testing::known_keys(home.path()), "")->root;
    testing::to_layout_5(home.path());
    ASSERT_EQ(raw_sql(home.path(), "ALTER TABLE hold_events DROP COLUMN policy; PRAGMA user_version = 4"),
              "");
    EXPECT_EQ(VerdictRegistry::open_to_read(home.path(), {"gate", "test build"}).error().code,
              base::ErrorCode::unsupported);
    store = home.open();
    const auto brought_up = audit_record(home.path(), testing::known_keys(home.path()), "");
    ASSERT_TRUE(brought_up) << brought_up.error().message;
    EXPECT_EQ(brought_up->faults_found, 0U);
    EXPECT_EQ(brought_up->root, root);
    EXPECT_EQ(store->hold(batch[1].verdict_id)->events.back().policy_sha256, "");
    EXPECT_EQ(store->decide({batch[0].verdict_id, "anna", "seen", true, noon}), HoldState::released);
    EXPECT_EQ(raw_sql(home.path(),
                      "INSERT INTO leaves SELECT max(seq) + 1, 2, zeroblob(32) FROM leaves; INSERT INTO "
                      "hold_events (leaf, verdict, step, principal, reason, block_allowed, at) SELECT "
                      "max(seq), (SELECT max(leaf) FROM verdicts), 3, 'anna', 'x', 0, 1 FROM leaves"),
              "a hold is decided by two different people who say the same");
}

// What was erased keeps who decided by which policy; the reasons are gone.
TEST(HoldAuditErasure, AnErasedReleaseStaysBound) {
    const RecordHome home;
    auto store = home.open();
    activate(*store, one_for_quality());
    const std::vector<NewVerdict> batch = {judged(1, {no_address()}), judged(2, {no_address()})};
    ASSERT_TRUE(store->append(batch, noon));
    for (const NewVerdict& each : batch) {
        ASSERT_EQ(store->decide({each.verdict_id, "anna", "seen", true, noon}), HoldState::released);
    }
    const base::Instant later{noon.unix_ms + 6LL * 31'557'600'000};
    const ErasureScope scope{minutes_later(5), "", ""};
    for (const char* person : {"anna", "bert"}) {
        const auto erased = store->erase({scope, person, "over", "", retention_years_min, later});
        ASSERT_TRUE(erased) << erased.error().message;
    }
    ASSERT_TRUE(store->checkpoint(later));
    store.reset();
    const auto audit = audit_record(home.path(), testing::known_keys(home.path()), "");
    ASSERT_TRUE(audit) << audit.error().message;
    EXPECT_EQ(audit->erased_verdicts, 2U);
    EXPECT_EQ(audit->faults_found, 0U) << (audit->faults.empty() ? "" : audit->faults[0]);
    EXPECT_EQ(raw_sql(home.path(), "UPDATE hold_events SET policy = NULL"), "the record is only added to");
    EXPECT_EQ(raw_sql(home.path(), "UPDATE hold_events SET policy = policy"), "") << "what erasing may do";
    ASSERT_EQ(raw_sql(home.path(), std::string(testing::drop_triggers) +
                                       "UPDATE hold_events SET policy = NULL WHERE verdict = (SELECT "
                                       "max(leaf) FROM verdicts)"),
              "");
    const auto said = faults(home.path(), home.path());
    EXPECT_EQ(std::ranges::count(said, "holds decided by one person (1)"), 1);
    EXPECT_TRUE(std::ranges::any_of(
        said, [](const std::string& one) { return one.starts_with("the erasure of leaf"); }));
}

}  // namespace
}  // namespace cordon::storage
