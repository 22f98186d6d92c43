// Goal: whoever may only propose ends no hold, and holds are found by tenant and page, in memory and on disk
//       alike.
#include <gtest/gtest.h>

#include "engine/memory_verdict_store.h"
#include "storage/test_record.h"
#include "storage/verdict_registry.h"

namespace cordon::storage {
namespace {

using base::ErrorCode;
using engine::HoldState;
using engine::NewVerdict;
using model::Outcome;
using testing::noon;
using testing::RecordHome;
using testing::verdict;

class HoldsOfAnyStore : public ::testing::TestWithParam<bool> {
protected:
    void SetUp() override {
        if (GetParam()) {
            store_ = home_.open();
        } else {
            store_ = std::make_unique<engine::MemoryVerdictStore>();
        }
    }
    void append(const NewVerdict& fresh) {
        const auto answers = store_->append({&fresh, 1}, noon);
        ASSERT_TRUE(answers) << answers.error().message;
    }

    RecordHome home_;
    std::unique_ptr<engine::VerdictStore> store_;
};
INSTANTIATE_TEST_SUITE_P(Stores, HoldsOfAnyStore, ::testing::Bool());

TEST_P(HoldsOfAnyStore, WhoMayOnlyProposeDoesNotConfirm) {
    const std::string id = verdict(1, Outcome::hold).verdict_id;
    append(verdict(1, Outcome::hold));
    const auto say = [&](const char* who, bool release, bool may_confirm) {
        return store_->decide({.verdict_id = id,
                               .principal = who,
                               .reason = "looked at",
                               .release = release,
                               .at = noon,
                               .may_confirm = may_confirm});
    };
    EXPECT_EQ(*say("anna", true, false), HoldState::proposed_release);
    EXPECT_EQ(say("bert", true, false).error().code, ErrorCode::conflict);
    EXPECT_EQ(store_->hold(id)->state, HoldState::proposed_release);
    EXPECT_EQ(*say("carl", true, true), HoldState::released);
}

TEST_P(HoldsOfAnyStore, HoldsAreAskedForByTenantAndPage) {
    for (int number = 0; number < 6; ++number) {
        NewVerdict held = verdict(number, Outcome::hold);
        held.key.tenant = number % 2 == 0 ? "alpha" : "beta";
        append(held);
    }
    const auto first = store_->holds({.holds_max = 2, .tenant = "alpha"});
    ASSERT_TRUE(first && first->holds.size() == 2 && first->truncated);
    const std::uint64_t next = first->holds.back().verdict.leaf + 1;
    const auto rest = store_->holds({.holds_max = 2, .tenant = "alpha", .from_leaf = next});
    ASSERT_TRUE(rest && rest->holds.size() == 1 && !rest->truncated);
    EXPECT_EQ(rest->holds.front().verdict.key.tenant, "alpha");
    EXPECT_GE(rest->holds.front().verdict.leaf, next);
    EXPECT_TRUE(store_->holds({.tenant = "gamma"})->holds.empty());
    EXPECT_EQ(store_->holds({})->holds.size(), 6U);
}

}  // namespace
}  // namespace cordon::storage
