// Goal: however two people's words meet, a hold ends by two different people of whom the second is an
//       approver, and by nothing less.
#include <gtest/gtest.h>

#include <thread>

#include "codec/json.h"
#include "server/test_api.h"

namespace cordon::server {
namespace {

using testing::House;
using testing::plain_payment;

constexpr int rounds = 100;

struct Word {
    std::string_view principal;
    Roles roles;
};

// What the hold is after both have asked for its release at once.
engine::HoldState after(const House& house, int round, const Word& one, const Word& other) {
    const HttpResponse held =
        house.ask("POST", "/v1/payments",
                  plain_payment(fmt::format("RACE-{}", round), "Haroun Dawud Zamrani", 100 + round));
    const auto json = codec::parse_json(held.body);
    CORDON_CHECK(json.has_value() && json->find("verdict_id") != nullptr);
    const std::string id = json->find("verdict_id")->as_text();
    const auto say = [&](const Word& word) {
        (void)house.ask("POST", "/v1/holds/" + id + "/release", R"({"reason": "looked at"})", word.roles,
                        std::string(word.principal));
    };
    std::thread first([&] { say(one); });
    std::thread second([&] { say(other); });
    first.join();
    second.join();
    return house.record->store.hold(id)->state;
}

TEST(ApiRaces, TwoWordsOfOnePersonReleaseNothing) {
    const House house;
    for (int round = 0; round < rounds; ++round) {
        EXPECT_EQ(after(house, round, {"chen", {Role::approver}}, {"Chen ", {Role::approver}}),
                  engine::HoldState::proposed_release);
    }
}

TEST(ApiRaces, TwoAnalystsReleaseNothing) {
    const House house;
    for (int round = 0; round < rounds; ++round) {
        EXPECT_EQ(after(house, round, {"amira", {Role::analyst}}, {"boris", {Role::analyst}}),
                  engine::HoldState::proposed_release);
    }
}

TEST(ApiRaces, TwoApproversRelease) {
    const House house;
    for (int round = 0; round < rounds; ++round) {
        EXPECT_EQ(after(house, round, {"chen", {Role::approver}}, {"dora", {Role::approver}}),
                  engine::HoldState::released);
    }
}

// Where one person may decide, two at once decide it once.
TEST(ApiRaces, AWordAloneReleasesOnce) {
    const House house;
    for (const char* person : {"paula", "quentin"}) {
        ASSERT_TRUE(house.record->store.decide_policy(
            {"name = 'House'\nversion = '1'\nthreshold = 0.85\n[four_eyes]\nrelease_hold = false\n", person,
             "the board", testing::noon}));
    }
    for (int round = 0; round < rounds; ++round) {
        EXPECT_EQ(after(house, round, {"chen", {Role::approver}}, {"dora", {Role::approver}}),
                  engine::HoldState::released);
        const auto page = house.record->store.holds({.decided_too = true});
        ASSERT_TRUE(page);
        EXPECT_EQ(page->holds.back().events.size(), 2U) << "opened and released";
    }
}

}  // namespace
}  // namespace cordon::server
