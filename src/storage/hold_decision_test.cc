// Goal: who may decide on a hold is what the policy says that two people activated in the record, in memory
//       and on disk alike; whatever is doubtful needs two; the database itself refuses the rest.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/hash.h"
#include "engine/hold_rules.h"
#include "engine/memory_verdict_store.h"
#include "storage/record_audit.h"
#include "storage/test_judged.h"
#include "storage/test_sealed_home.h"

namespace cordon::storage {
namespace {

using base::ErrorCode;
using engine::HoldState;
using engine::NewVerdict;
using engine::VerdictStore;
using enum model::FindingKind;
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
using testing::why;

enum class Place { memory, disk, sealed };

class HoldDecisions : public ::testing::TestWithParam<Place> {
protected:
    void SetUp() override {
        if (GetParam() == Place::memory) {
            store_ = std::make_unique<engine::MemoryVerdictStore>();
        } else if (GetParam() == Place::disk) {
            store_ = home_.open();
        } else {
            key_ = testing::make_data_key(home_);
            store_ = testing::open_sealed(home_, key_);
        }
    }
    void TearDown() override {
        if (GetParam() != Place::memory) {
            ASSERT_TRUE(store_->checkpoint(minutes_later(100)));
            store_.reset();
            const auto audit = audit_record(home_.path(), testing::known_keys(home_.path()), "", key_);
            ASSERT_TRUE(audit) << audit.error().message;
            EXPECT_EQ(audit->faults_found, 0U) << (audit->faults.empty() ? "" : audit->faults[0]);
        }
    }
    std::string held(const NewVerdict& fresh) {
        EXPECT_TRUE(store_->append({&fresh, 1}, noon));
        return fresh.verdict_id;
    }
    [[nodiscard]] base::Result<HoldState> say(const std::string& id, const std::string& who, bool release,
                                              bool may_confirm = true) {
        return store_->decide({.verdict_id = id,
                               .principal = who,
                               .reason = "papers seen",
                               .release = release,
                               .at = minutes_later(1),
                               .may_confirm = may_confirm});
    }
    [[nodiscard]] engine::HoldEvent last(const std::string& id) { return store_->hold(id)->events.back(); }

    RecordHome home_;
    std::string key_;
    std::unique_ptr<VerdictStore> store_;
};

TEST_P(HoldDecisions, WhatOneWordDoes) {
    using enum HoldState;
    const std::string all = "release_hold = false\nrelease_data_quality = false\nreject = false\n";
    const struct {
        const char* what;
        std::string toml;  // "": nothing was activated
        NewVerdict verdict;
        bool release;
        HoldState becomes;
    } table[] = {
        {"nothing activated: the shipped policy is nobody's word", "", judged(1, {no_address()}), true,
         proposed_release},
        {"a policy that does not say so", house_policy(""), judged(2, {no_address()}), true,
         proposed_release},
        {"missing data, one person", one_for_quality(), judged(3, {no_address()}), true, released},
        {"and a listed name", one_for_quality(), judged(4, {no_address(), listed_name()}), true,
         proposed_release},
        {"a listed name, where the house says so", house_policy(all), judged(5, {listed_name()}), true,
         released},
        {"a rejection under the first policy", one_for_quality(), judged(6, {no_address()}), false,
         proposed_reject},
        {"a rejection where one may", house_policy("reject = false\n"), judged(7, {listed_name()}), false,
         rejected},
        {"a block is rejected by two", house_policy(all), judged(8, {listed_name(Outcome::block)}), false,
         proposed_reject},
        {"a cargo", one_for_quality(), judged(9, {why(message, "bad_value")}, "shipment"), true,
         proposed_release},
        {"a message of no known format", one_for_quality(), judged(10, {why(message, "bad_value")}, ""), true,
         proposed_release},
        {"bytes that this build cannot read", house_policy(all), testing::verdict(11, Outcome::hold), true,
         proposed_release},
        {"the same, to reject", house_policy(all), testing::verdict(12, Outcome::hold), false,
         proposed_reject},
    };
    std::string active;
    for (const auto& row : table) {
        if (row.toml != active) {
            activate(*store_, row.toml);
            active = row.toml;
        }
        const std::string id = held(row.verdict);
        const auto now = say(id, "anna", row.release);
        ASSERT_TRUE(now) << row.what << ": " << now.error().message;
        EXPECT_EQ(*now, row.becomes) << row.what;
        const bool alone = row.becomes == released || row.becomes == rejected;
        EXPECT_EQ(last(id).policy_sha256, alone ? policy_hash(row.toml) : "") << row.what;
        EXPECT_FALSE(last(id).block_allowed) << row.what;
        if (!alone) {
            EXPECT_EQ(say(id, "ANNA.", row.release).error().code, ErrorCode::conflict) << row.what;
            EXPECT_TRUE(say(id, "bert", row.release)) << row.what;
            EXPECT_EQ(last(id).policy_sha256, "") << "two said so: " << row.what;
        }
        EXPECT_EQ(say(id, "carl", row.release).error().code, ErrorCode::conflict) << "it is over";
    }
}

TEST_P(HoldDecisions, WhatIsDisputedOrHeldAgainNeedsTwo) {
    using enum HoldState;
    activate(*store_, house_policy("release_data_quality = false\nreject = false\n"));
    // A newer list held it again, also after a release; so does whoever stops it.
    const std::string again = held(judged(1, {no_address()}));
    ASSERT_TRUE(store_->open_hold(again, "cordon", "the lists of now hold it", noon));
    EXPECT_EQ(say(again, "anna", true), proposed_release);
    const std::string later = held(judged(2, {no_address()}));
    EXPECT_EQ(say(later, "anna", true), released);
    ASSERT_TRUE(store_->open_hold(later, "zoe", "stop it", noon));
    EXPECT_EQ(say(later, "anna", true), proposed_release);
    EXPECT_EQ(say(later, "anna", false), proposed_reject);
    // A pass that was held since has no reason that one person could judge.
    const std::string passed = held(judged(3, {why(data_quality, "R16-03", Outcome::pass)}));
    ASSERT_TRUE(store_->open_hold(passed, "cordon", "held by its verdict", noon));
    EXPECT_EQ(say(passed, "anna", true), proposed_release);
    // The id came again with other content: both need two.
    const std::string first = held(judged(4, {no_address()}));
    NewVerdict other = judged(4, {no_address()});
    other.key.content_sha256 = base::sha256_hex("other");
    other.verdict_id.back() = other.verdict_id.back() == '0' ? '1' : '0';
    const std::string second = held(other);
    for (const std::string& id : {first, second}) {
        EXPECT_EQ(say(id, "anna", true), proposed_release) << id;
    }
    // Somebody proposed the opposite.
    activate(*store_, house_policy(""));
    const std::string disputed = held(judged(5, {no_address()}));
    EXPECT_EQ(say(disputed, "anna", false), proposed_reject);
    activate(*store_, one_for_quality());
    EXPECT_EQ(say(disputed, "bert", true), proposed_release);
    EXPECT_EQ(say(disputed, "bert", true).error().code, ErrorCode::conflict);
    EXPECT_EQ(say(disputed, "anna", true), released);
    // What waits for a second word when the policy changes may be ended by the first.
    activate(*store_, house_policy(""));
    const std::string waits = held(judged(6, {no_address()}));
    EXPECT_EQ(say(waits, "anna", true), proposed_release);
    EXPECT_EQ(say(waits, "anna", true).error().code, ErrorCode::conflict);
    activate(*store_, one_for_quality());
    EXPECT_EQ(say(waits, "anna", true), released);
    EXPECT_EQ(last(waits).policy_sha256, policy_hash(one_for_quality()));
    // Who may only propose, only proposes.
    const std::string proposed = held(judged(7, {no_address()}));
    EXPECT_EQ(say(proposed, "ann", true, false), proposed_release);
    EXPECT_EQ(say(proposed, "ann", true, false).error().code, ErrorCode::conflict);
    EXPECT_EQ(say(proposed, "bob", true, false).error().code, ErrorCode::conflict);
    EXPECT_EQ(say(proposed, "bert", true), released);
    EXPECT_EQ(last(proposed).policy_sha256, "") << "two said so";
}

TEST_P(HoldDecisions, ABlockIsReleasedByTwoAndOnlyWhereThePolicyAllowsIt) {
    using enum HoldState;
    const std::string id = held(judged(1, {listed_name(Outcome::block)}));
    const auto refused = [&](const char* says) {
        const auto no = say(id, "anna", true);
        ASSERT_FALSE(no);
        EXPECT_EQ(no.error().code, ErrorCode::conflict);
        EXPECT_NE(no.error().message.find(says), std::string::npos) << no.error().message;
        EXPECT_NE(no.error().message.find("release_block = true"), std::string::npos) << no.error().message;
    };
    refused("the shipped policy does not let a block be released");
    activate(*store_, house_policy("release_hold = false\nrelease_data_quality = false\n"));
    refused("does not let a block be released");
    EXPECT_EQ(store_->hold(id)->events.size(), 1U) << "nothing was written";
    activate(*store_, blocks_may_go());
    EXPECT_EQ(say(id, "anna", true), proposed_release);
    EXPECT_TRUE(last(id).block_allowed);
    EXPECT_EQ(last(id).policy_sha256, policy_hash(blocks_may_go()));
    EXPECT_EQ(say(id, "anna", true).error().code, ErrorCode::conflict) << "one person, twice";
    EXPECT_EQ(say(id, "bert", false), proposed_reject) << "a rejection needs no policy";
    EXPECT_EQ(last(id).policy_sha256, "");
    EXPECT_EQ(say(id, "anna", true), proposed_release);
    // Taken back before the second word.
    activate(*store_, house_policy(""));
    refused("does not let a block be released");
    activate(*store_, blocks_may_go());
    EXPECT_EQ(say(id, "bert", true), released);
    EXPECT_TRUE(last(id).block_allowed);
}

// Nobody decided on it until two people do; then it stays, whatever a later build ships.
TEST_P(HoldDecisions, TheShippedPolicyCanBeActivated) {
    const std::string shipped(engine::default_policy_text());
    EXPECT_EQ(say(held(judged(1, {no_address()})), "anna", true), HoldState::proposed_release);
    activate(*store_, shipped);
    EXPECT_EQ(store_->decide_policy({shipped, "paula", "again", noon}).error().code, ErrorCode::conflict);
    EXPECT_EQ(say(held(judged(2, {no_address()})), "anna", true), HoldState::released);
}

INSTANTIATE_TEST_SUITE_P(Stores, HoldDecisions, ::testing::Values(Place::memory, Place::disk, Place::sealed),
                         [](const auto& each) {
                             return each.param == Place::memory ? std::string("InMemory")
                                    : each.param == Place::disk ? std::string("OnDisk")
                                                                : std::string("Sealed");
                         });

// A policy whose kept text is not the one that was decided on says nothing.
TEST(HoldRules, AChangedPolicyTextLetsNobodyDecideAlone) {
    const RecordHome home;
    auto store = home.open();
    const std::vector<NewVerdict> batch = {judged(1, {no_address()}),
                                           judged(2, {listed_name(Outcome::block)})};
    ASSERT_TRUE(store->append(batch, noon));
    activate(*store, house_policy(""));
    ASSERT_EQ(raw_sql(home.path(), std::string("DROP TRIGGER policies_never_change; UPDATE policies SET toml "
                                               "= toml || 'release_block = true\n'")),
              "");
    EXPECT_EQ(store->decide({batch[0].verdict_id, "anna", "seen", true, noon}), HoldState::proposed_release);
    EXPECT_EQ(store->decide({batch[1].verdict_id, "anna", "seen", true, noon}).error().code,
              ErrorCode::conflict);
}

// The reasons are gone then; whether that policy let one person decide on any hold is still there.
TEST(HoldRules, OfAnErasedVerdictThePolicyIsAsked) {
    using enum engine::HoldStep;
    const struct {
        const char* what;
        Outcome outcome;
        engine::HoldStep step;
        decision::FourEyesRules rules;
        bool allowed;
    } table[] = {
        {"nothing allows it", Outcome::hold, released, {}, false},
        {"missing data", Outcome::hold, released, {.release_data_quality = false}, true},
        {"any hold", Outcome::hold, released, {.release_hold = false}, true},
        {"a rejection, and only releases are let", Outcome::hold, rejected, {.release_hold = false}, false},
        {"a rejection", Outcome::hold, rejected, {.reject = false}, true},
        {"a pass that was held", Outcome::pass, released, {.release_hold = false}, false},
        {"a block", Outcome::block, released, {.release_hold = false, .release_block = true}, false},
    };
    for (const auto& row : table) {
        engine::Hold before;
        before.verdict.outcome = row.outcome;
        before.verdict.erased = "erased on 2026-11-22 by anna and bert because: over";
        const engine::HoldEvent event{9, row.step, "anna", "erased", noon, false, std::string(64, '1')};
        EXPECT_EQ(engine::not_allowed(before, event, {event.policy_sha256, row.rules}).empty(), row.allowed)
            << row.what;
    }
}

// Leaves: 0 to 3 two policy activations (the second lets one person decide and blocks go), then 4 a hold, 5
// opened, 6 a block, 7 opened, 8 a pass, 9 a hold that was opened twice, 10, 11, 12 a hold with a proposal to
// reject, 13, 14; 15 the pass is held.
TEST(HoldRules, TheDatabaseItselfRefusesAWordAloneWithoutThePolicy) {
    const RecordHome home;
    const std::string both = house_policy("release_data_quality = false\nrelease_block = true\n");
    auto store = home.open();
    activate(*store, house_policy(""));
    activate(*store, both);
    const std::vector<NewVerdict> batch = {judged(1, {no_address()}),
                                           judged(2, {listed_name(Outcome::block)}), judged(3, {}),
                                           judged(4, {no_address()})};
    ASSERT_TRUE(store->append(batch, noon));
    ASSERT_TRUE(store->open_hold(batch[3].verdict_id, "cordon", "again", noon));
    const NewVerdict last = judged(5, {no_address()});
    ASSERT_TRUE(store->append({&last, 1}, noon));
    ASSERT_TRUE(store->decide({last.verdict_id, "anna", "no", false, noon}));
    ASSERT_TRUE(store->open_hold(batch[2].verdict_id, "cordon", "listed since", noon));
    ASSERT_EQ(store->hold(batch[2].verdict_id)->events.back().leaf, 15U);
    store.reset();
    const std::string active = "x'" + policy_hash(both) + "'";
    const std::string earlier = "x'" + policy_hash(house_policy("")) + "'";
    const auto step = [](int verdict, int number, const char* who, const std::string& policy, int block,
                         int leaf = 16) {
        return "INSERT INTO leaves VALUES (" + std::to_string(leaf) +
               ", 2, zeroblob(32)); INSERT INTO hold_events (leaf, verdict, step, principal, reason, "
               "block_allowed, policy, at) VALUES (" +
               std::to_string(leaf) + ", " + std::to_string(verdict) + ", " + std::to_string(number) + ", '" +
               who + "', 'x', " + std::to_string(block) + ", " + policy + ", 1); ";
    };
    const char* two = "two different people";
    const char* disputed = "held once and nobody disputes";
    const char* not_active = "two people activated last";
    const char* as_block = "says that a block may be released";
    const struct {
        const char* what;
        std::string sql;
        const char* refusal;  // "" for what is allowed
    } table[] = {
        {"alone, by the active policy", step(4, 3, "anna", active, 0), ""},
        {"alone to reject, by the active policy (the audit reads it)", step(4, 4, "anna", active, 0), ""},
        {"alone without a policy", step(4, 3, "anna", "NULL", 0), two},
        {"by a policy that does not stand any more", step(4, 3, "anna", earlier, 0), not_active},
        {"by a policy that nobody knows", step(4, 3, "anna", "zeroblob(32)", 0), not_active},
        {"by something that is no hash", step(4, 3, "anna", "x'00'", 0), "length(policy)"},
        {"a proposal that names a policy", step(4, 1, "anna", active, 0), disputed},
        {"an opening that names one", step(4, 0, "anna", active, 0), disputed},
        {"a hold released like a block", step(4, 3, "anna", active, 1), as_block},
        {"a hold that was opened twice", step(9, 3, "anna", active, 0), disputed},
        {"a hold that somebody wants rejected", step(12, 3, "bert", active, 0), disputed},
        {"its rejection by whoever proposed it", step(12, 4, "anna", active, 0), ""},
        {"a second word after a lone one", step(4, 3, "anna", active, 0) + step(4, 3, "bert", active, 0, 17),
         disputed},
        {"a pass that was held since", step(8, 3, "anna", active, 0), two},
        {"a block, alone", step(6, 3, "anna", active, 1), two},
        {"a block by the same person twice",
         step(6, 1, "anna", active, 1) + step(6, 3, "Anna.", active, 1, 17), two},
        {"a block without a policy", step(6, 1, "anna", "NULL", 1), as_block},
        {"a block as if it were a hold", step(6, 1, "anna", "NULL", 0), "where the policy allows it"},
        {"a block that does not say it is one", step(6, 1, "anna", active, 0), disputed},
        {"a block by an earlier policy", step(6, 1, "anna", earlier, 1), not_active},
        {"a block whose second word names none",
         step(6, 1, "anna", active, 1) + step(6, 3, "bert", "NULL", 0, 17), "where the policy allows it"},
        {"a block rejected by one", step(6, 4, "anna", active, 0), two},
        {"a block by two, by the active policy",
         step(6, 1, "anna", active, 1) + step(6, 3, "bert", active, 1, 17), ""},
    };
    for (const auto& row : table) {
        const std::string says = raw_sql(home.path(), "BEGIN; " + row.sql + "ROLLBACK");
        if (*row.refusal == '\0') {
            EXPECT_EQ(says, "") << row.what;
        } else {
            EXPECT_NE(says.find(row.refusal), std::string::npos) << row.what << ": " << says;
        }
    }
    EXPECT_EQ(raw_sql(home.path(), "UPDATE hold_events SET policy = " + active),
              "the record is only added to");
}

}  // namespace
}  // namespace cordon::storage
