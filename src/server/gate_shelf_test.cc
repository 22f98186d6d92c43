// Goal: what gates remember outlives a renewal of lists that changed nothing, and never one that changed
// something: an answer remembered under other lists would be a wrong answer.
#include "server/gate_shelf.h"

#include <gtest/gtest.h>

#include <functional>
#include <string_view>

#include "server/test_api.h"

namespace cordon::server {
namespace {

using testing::fresh_lists;
using testing::plain_payment;

using Change = std::function<void(ServingLists&)>;

struct Renewal {
    std::string_view what;
    Change change;
    bool kept;  // the gates
};

const std::vector<Renewal> renewals{
    {"nothing but the time of reading", [](ServingLists&) {}, true},
    {"the sentence about a list", [](ServingLists& lists) { lists.statuses[0].sentence = "other"; }, true},
    {"a list's age, within its limit", [](ServingLists& lists) { lists.statuses[0].age_hours += 1; }, true},
    {"the same policy, read again",
     [](ServingLists& lists) { lists.policy = std::make_shared<engine::PolicyFile>(*lists.policy); }, true},
    {"another policy",
     [](ServingLists& lists) {
         auto other = std::make_shared<engine::PolicyFile>(*lists.policy);
         other->sha256 = std::string(64, 'a');
         lists.policy = other;
     },
     false},
    {"another snapshot", [](ServingLists& lists) { lists.snapshot = testing::new_snapshot(); }, false},
    {"a list that grew stale",
     [](ServingLists& lists) { lists.statuses[0].freshness = engine::Freshness::unknown; }, false},
    {"a list that is missing", [](ServingLists& lists) { lists.missing_lists.emplace_back("eu"); }, false},
    {"another version of a list", [](ServingLists& lists) { lists.statuses[0].version.version = "other"; },
     false},
};

TEST(GateShelf, WhatIsRememberedOutlivesARenewalThatChangesNothing) {
    const auto first = fresh_lists();
    const MessageOrigin origin{"default", "api", "", {}, {}};
    for (const Renewal& renewal : renewals) {
        GateShelf shelf("test-build", 1);
        const auto before = shelf.examine(first, origin, plain_payment("R-1", "Kaja Orrefjell"));
        auto renewed = std::make_shared<ServingLists>(*first);
        renewed->read_at.unix_ms += 2'000;
        renewal.change(*renewed);
        const auto after = shelf.examine(renewed, origin, plain_payment("R-2", "Kaja Orrefjell"));
        EXPECT_EQ(shelf.gates_made(), renewal.kept ? 1U : 2U) << renewal.what;
        EXPECT_EQ(after.gate == before.gate, renewal.kept) << renewal.what;
        // And again: the newest is the one that is known.
        auto once_more = std::make_shared<ServingLists>(*renewed);
        once_more->read_at.unix_ms += 2'000;
        (void)shelf.examine(once_more, origin, plain_payment("R-3", "Kaja Orrefjell"));
        EXPECT_EQ(shelf.gates_made(), renewal.kept ? 1U : 2U) << renewal.what;
    }
}

TEST(GateShelf, ARequestThatBeganBeforeTheChangeIsJudgedByItsOwnLists) {
    const auto first = fresh_lists();
    const MessageOrigin origin{"default", "api", "", {}, {}};
    GateShelf shelf("test-build", 1);
    (void)shelf.examine(first, origin, plain_payment("R-1", "Kaja Orrefjell"));
    auto other = std::make_shared<ServingLists>(*first);
    other->read_at.unix_ms += 2'000;
    other->missing_lists.emplace_back("eu");
    const auto late = shelf.examine(other, origin, plain_payment("R-2", "Kaja Orrefjell"));
    const auto early = shelf.examine(first, origin, plain_payment("R-3", "Kaja Orrefjell"));
    EXPECT_NE(late.gate->under()->situation_sha256, early.gate->under()->situation_sha256);
    // The newer ones are still there.
    const auto again = shelf.examine(other, origin, plain_payment("R-4", "Kaja Orrefjell"));
    EXPECT_EQ(again.gate, late.gate);
}

TEST(GateShelf, OtherTenantsChannelsAndGroundsHaveGatesOfTheirOwn) {
    const auto lists = fresh_lists();
    GateShelf shelf("test-build", 1);
    const std::vector<MessageOrigin> origins{{"a", "api", "", {}, {}},
                                             {"b", "api", "", {}, {}},
                                             {"a", "swift", "", {}, {}},
                                             {"a", "api", "sepa", {}, {}},
                                             {"a", "api", "", {"licence"}, {}}};
    for (const MessageOrigin& origin : origins) {
        (void)shelf.examine(lists, origin, plain_payment("R-1", "Kaja Orrefjell"));
    }
    EXPECT_EQ(shelf.gates_made(), origins.size());
}

}  // namespace
}  // namespace cordon::server
