// Goal: over HTTP too, who decides on a hold is what the policy says that two people activated in the record,
//       and the answer says which it was.
#include <gtest/gtest.h>

#include <array>

#include "codec/json.h"
#include "engine/policy_file.h"
#include "server/test_api.h"

namespace cordon::server {
namespace {

using testing::House;

constexpr const char* why = R"({"reason": "asked the sender"})";

std::string member(const HttpResponse& answer, std::string_view key) {
    const auto json = codec::parse_json(answer.body);
    const codec::JsonValue* const value = json ? json->find(key) : nullptr;
    return value == nullptr ? std::string() : value->as_text();
}

// How many reasons hold it.
std::size_t reasons_that_hold(const HttpResponse& answer) {
    std::size_t held = 0;
    const auto json = codec::parse_json(answer.body);
    for (const codec::JsonValue& reason : *json->find("reasons")->array()) {
        held += reason.find("outcome")->as_text() == "hold" ? 1U : 0U;
    }
    return held;
}

// Held for nothing but the creditor's account, which is missing; no two resemble each other.
std::string held_for_data(const House& house, std::size_t number) {
    constexpr std::array<std::string_view, 5> payers = {"", "Marit Solbakkengen", "Ingvild Tofteberg",
                                                        "Torunn Hagelund", "Sunniva Breivold"};
    constexpr std::array<std::string_view, 5> payees = {"", "Kaja Orrefjell", "Halvor Stensrud",
                                                        "Eilif Kvernmo", "Gudrun Aasheim"};
    const HttpResponse held =
        house.ask("POST", "/v1/payments",
                  fmt::format(R"({{"message_id": "D{0}", "created": "2026-11-02T11:30:00Z", )"
                              R"("amount_minor": 250{0}1000, )"
                              R"("currency": "EUR", "debtor": {{"name": "{1}", "country": "NO", )"
                              R"("account": "99{0:08}"}}, "creditor": {{"name": "{2}", "country": "NO"}}, )"
                              R"("remittance": "invoice {0}"}})",
                              number, payers.at(number), payees.at(number)));
    EXPECT_EQ(member(held, "verdict"), "hold") << held.body;
    EXPECT_EQ(reasons_that_hold(held), 1U) << held.body;
    return member(held, "verdict_id");
}

void activate(const House& house, const std::string& toml) {
    for (const char* person : {"paula", "quentin"}) {
        ASSERT_TRUE(house.record->store.decide_policy({toml, person, "the board", testing::noon}));
    }
}

HttpResponse say(const House& house, const std::string& id, const char* step, Roles roles,
                 const char* principal) {
    return house.ask("POST", "/v1/holds/" + id + "/" + step, why, roles, principal);
}

TEST(ApiHoldPolicy, OneApproverDecidesWhereThePolicySaysSo) {
    const House house;
    const std::string shipped(engine::default_policy_text());
    const std::string before = held_for_data(house, 1);
    const HttpResponse proposed = say(house, before, "release", {Role::approver}, "chen");
    EXPECT_EQ(member(proposed, "second_word_needed"), "true") << "nobody activated a policy";
    EXPECT_EQ(member(proposed, "alone"), "false");
    EXPECT_EQ(member(proposed, "sentence"), "release proposed: a second, different person must say the same");
    activate(house, shipped);
    // An analyst still only proposes.
    const std::string id = held_for_data(house, 2);
    EXPECT_EQ(member(say(house, id, "release", {Role::analyst}, "amira"), "state"), "release proposed");
    EXPECT_EQ(say(house, id, "release", {Role::analyst}, "boris").status, 403);
    EXPECT_EQ(say(house, id, "release", {Role::analyst}, "amira").status, 403);
    const HttpResponse second = say(house, id, "release", {Role::approver}, "chen");
    EXPECT_EQ(member(second, "alone"), "false") << "two said so";
    EXPECT_EQ(member(second, "sentence"), "released: two people said so");
    const std::string other = held_for_data(house, 3);
    const HttpResponse alone = say(house, other, "release", {Role::approver}, "chen");
    EXPECT_EQ(alone.status, 200) << alone.body;
    EXPECT_EQ(member(alone, "state"), "released");
    EXPECT_EQ(member(alone, "second_word_needed"), "false");
    EXPECT_EQ(member(alone, "alone"), "true");
    EXPECT_EQ(member(alone, "policy_sha256"), engine::default_policy().sha256);
    EXPECT_EQ(member(alone, "sentence"), "released: the policy lets one person decide");
    EXPECT_NE(member(alone, "token"), "");
    const HttpResponse shown = house.ask("GET", "/v1/holds/" + other);
    EXPECT_NE(shown.body.find("\"alone\":true,\"policy_sha256\":\"" + engine::default_policy().sha256),
              std::string::npos)
        << shown.body;
    // The shipped policy has a rejection said by two.
    const std::string third = held_for_data(house, 4);
    EXPECT_EQ(member(say(house, third, "reject", {Role::approver}, "chen"), "state"), "reject proposed");
    activate(house, "name = 'House'\nversion = '1'\nthreshold = 0.85\n[four_eyes]\nreject = false\n");
    const HttpResponse rejected = say(house, third, "reject", {Role::approver}, "chen");
    EXPECT_EQ(member(rejected, "sentence"), "rejected: the policy lets one person decide");
}

TEST(ApiHoldPolicy, TwoPeopleReleaseABlockWhereThePolicySaysSo) {
    const House house;
    std::string body = testing::plain_payment("B1", "Kaja Orrefjell");
    body.insert(1, R"("creditor_agent": {"bic": "PDPRIQBAXXX"}, )");
    const HttpResponse blocked = house.ask("POST", "/v1/payments", body);
    EXPECT_EQ(member(blocked, "verdict"), "block") << blocked.body;
    const std::string id = member(blocked, "verdict_id");
    const HttpResponse refused = say(house, id, "release", {Role::approver}, "chen");
    EXPECT_EQ(refused.status, 409);
    EXPECT_NE(refused.body.find("release_block = true under [four_eyes]"), std::string::npos) << refused.body;
    activate(house, "name = 'House'\nversion = '1'\nthreshold = 0.85\n[four_eyes]\nrelease_block = true\n");
    EXPECT_EQ(member(say(house, id, "release", {Role::approver}, "chen"), "state"), "release proposed");
    EXPECT_EQ(say(house, id, "release", {Role::approver}, "Chen.").status, 409);
    const HttpResponse released = say(house, id, "release", {Role::approver}, "dora");
    EXPECT_EQ(member(released, "sentence"), "released: two people said so") << released.body;
    EXPECT_EQ(member(released, "alone"), "false");
    EXPECT_NE(house.ask("GET", "/v1/holds/" + id).body.find("\"alone\":false,\"policy_sha256\":"),
              std::string::npos);
}

}  // namespace
}  // namespace cordon::server
