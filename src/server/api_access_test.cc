// Goal: who may do what is written down once, and nothing but that works: each operation asked with each
// role, of the own and of another tenant, with no key, a wrong, an expired and a disabled one.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <tuple>

#include "base/strings.h"
#include "base/testing.h"
#include "codec/json.h"
#include "server/admission.h"
#include "server/test_api.h"

namespace cordon::server {
namespace {

using testing::House;
using testing::noon;
using testing::plain_payment;

constexpr std::string_view listed_name = "Haroun Dawud Zamrani";
constexpr std::string_view clean_name = "Kaja Orrefjell";

bool says_hold(const HttpResponse& response) {
    const auto json = codec::parse_json(response.body);
    const auto* const verdict = json ? json->find("verdict") : nullptr;
    return verdict != nullptr && verdict->as_text() == "hold";
}

// What an operation is asked with so that whoever may ask gets an answer of 200.
struct Sample {
    std::string path;  // {id} stands for a held payment of tenant alpha
    std::string body;
    int status = 200;        // for whoever may
    bool of_tenant = false;  // names a thing of tenant alpha: for others there is none
    std::string_view who;    // s(ubmitter) n (analyst) p (approver) u (auditor) a(dmin) g(rounds); *, +
};

const std::map<std::string, Sample, std::less<>>& samples() {
    static const std::map<std::string, Sample, std::less<>> all{
        {"checkPayment", {"/v1/payments", plain_payment("A1", clean_name), 200, false, "s"}},
        {"getVerdict", {"/v1/verdicts/{id}", "", 200, true, "snpu"}},
        {"listHolds", {"/v1/holds", "", 200, false, "npu"}},
        {"getHold", {"/v1/holds/{id}", "", 200, true, "npu"}},
        {"releaseHold", {"/v1/holds/{id}/release", R"({"reason": "x"})", 200, true, "np"}},
        {"rejectHold", {"/v1/holds/{id}/reject", R"({"reason": "x"})", 200, true, "np"}},
        {"issueToken", {"/v1/verdicts/{id}/token", "", 409, true, "sp"}},
        {"verifyToken", {"/v1/tokens/verify", R"({"token": "x"})", 409, false, "*"}},
        {"getCheckpoint", {"/v1/audit/checkpoint", "", 200, false, "ua"}},
        {"search", {"/v1/search", R"({"name": "Kaja Orrefjell"})", 200, false, "snpu"}},
        {"screen", {"/v1/screen", R"({"subjects": [{"id": "1", "name": "Kaja"}]})", 200, false, "snpu"}},
        {"getLists", {"/v1/lists", "", 200, false, "*"}},
        {"getList", {"/v1/lists/un", "", 200, false, "*"}},
        {"getPolicy", {"/v1/policy", "", 200, false, "*"}},
        {"territoryAt", {"/v1/territory/at?latitude=36.34&longitude=43.12&date=2015", "", 200, false, "*"}},
        {"territoryPlace", {"/v1/territory/place?name=Mosul&date=2015", "", 200, false, "*"}},
        {"territoryMap", {"/v1/territory/map?date=2015", "", 200, false, "*"}},
        {"openApi", {"/v1/openapi.json", "", 200, false, "+"}},
    };
    return all;
}

constexpr std::string_view role_letters = "snpuag";  // in the order of all_roles

enum class KeyState : std::uint8_t { none, wrong, expired, disabled, good };

// One house with a key for each role, tenant and state.
class AccessTest : public ::testing::Test {
protected:
    void SetUp() override {
        for (const std::string_view tenant : {"alpha", "beta"}) {
            for (const Role role : all_roles) {
                for (const KeyState state : {KeyState::expired, KeyState::disabled, KeyState::good}) {
                    keys_[{role, std::string(tenant), state}] = new_key({role}, tenant, state);
                }
            }
        }
        admission_.set_keys(made_);
    }

    std::string new_key(Roles roles, std::string_view tenant, KeyState state) {
        WantedKey wanted{
            .roles = roles, .tenant = std::string(tenant), .principal = "amira", .expires_at = {}};
        if (state == KeyState::expired) {
            wanted.expires_at = noon;
        }
        const std::string key = *made_.make(wanted, base::Instant{noon.unix_ms - 1'000}, "test");
        if (state == KeyState::disabled) {
            CORDON_CHECK(made_.disable(key.substr(7, 12), noon, "test").has_value());
        }
        return key;
    }

    std::string key_of(Role role, std::string_view tenant, KeyState state) const {
        if (state == KeyState::none) {
            return {};
        }
        if (state != KeyState::wrong) {
            return keys_.at({role, std::string(tenant), state});
        }
        std::string key = keys_.at({role, std::string(tenant), KeyState::good});
        key.back() = key.back() == '0' ? '1' : '0';
        return key;
    }

    // As the server does: admission, route, refusal, handler.
    HttpResponse ask(const ApiOperation& operation, const Sample& sample, const std::string& id,
                     const std::string& key) {
        HttpRequest request;
        request.method = operation.method;
        std::string path = sample.path;
        if (const std::size_t at = path.find("{id}"); at != path.npos) {
            path.replace(at, 4, id);
        }
        request.target = *parse_target(path);
        request.body = sample.body;
        request.fields = {{"content-type", "application/json"}};
        if (!key.empty()) {
            request.fields.emplace_back("authorization", "Bearer " + key);
        }
        CORDON_CHECK(!admission_.admit(request));
        return house_.router.answer(std::move(request));
    }

    std::string held_payment() {
        ++number_;
        const HttpResponse held = house_.ask(
            "POST", "/v1/payments", plain_payment(fmt::format("HELD-{}", number_), listed_name, number_),
            {Role::submitter}, "hub", "alpha");
        return codec::parse_json(held.body)->find("verdict_id")->as_text();
    }

    House house_;
    ApiKeys made_;
    std::map<std::tuple<Role, std::string, KeyState>, std::string> keys_;
    Admission admission_{{0, 0}, [] { return noon; }};
    int number_ = 100;
};

TEST_F(AccessTest, NothingButTheTablesYesSucceeds) {
    ASSERT_EQ(samples().size(), house_.api->operations().size());
    int asked = 0;
    for (const ApiOperation& operation : house_.api->operations()) {
        const auto found = samples().find(operation.id);
        ASSERT_NE(found, samples().end()) << operation.id << " has no line in the table";
        const Sample& sample = found->second;
        for (std::size_t at = 0; at < all_roles.size(); ++at) {
            const bool may = sample.who == "*" || sample.who == "+" ||
                             sample.who.find(role_letters[at]) != sample.who.npos;
            for (const std::string_view tenant : {"alpha", "beta"}) {
                for (const KeyState state : {KeyState::none, KeyState::wrong, KeyState::expired,
                                             KeyState::disabled, KeyState::good}) {
                    const bool in = sample.who == "+" || state == KeyState::good;
                    const bool foreign = sample.of_tenant && tenant == "beta";
                    const int wanted = !in ? 401 : !may ? 403 : foreign ? 404 : sample.status;
                    const std::string id = sample.of_tenant ? held_payment() : std::string();
                    const HttpResponse answer =
                        ask(operation, sample, id, key_of(all_roles[at], tenant, state));
                    EXPECT_EQ(answer.status, wanted)
                        << operation.id << " " << to_string(all_roles[at]) << " of " << tenant << ", key "
                        << static_cast<int>(state) << ": " << answer.body;
                    if (sample.of_tenant && wanted >= 401 && wanted <= 404) {
                        EXPECT_EQ(house_.record->store.hold(id)->events.size(), 1U) << "changed nothing";
                    }
                    ++asked;
                }
            }
        }
    }
    EXPECT_EQ(asked, 18 * 6 * 2 * 5);
}

TEST_F(AccessTest, AListOfHoldsShowsTheOwnTenantOnly) {
    const std::string id = held_payment();
    for (const auto& [tenant, shown] : {std::pair{"alpha", true}, {"beta", false}}) {
        const HttpResponse page = house_.ask("GET", "/v1/holds", "", {Role::auditor}, "amira", tenant);
        EXPECT_EQ(page.body.find(id) != page.body.npos, shown) << tenant;
    }
}

TEST(ApiAccess, AGroundNeedsItsOwnRole) {
    const House house;
    const std::string target = "/v1/payments?ground=licence-7";
    const auto status = [&](const std::string& where, std::string_view id, Roles roles) {
        return house.ask("POST", where, plain_payment(id, clean_name), roles);
    };
    EXPECT_EQ(status(target, "G1", {Role::submitter}).status, 403);
    EXPECT_TRUE(says_hold(status(target, "G1", {Role::submitter})));
    EXPECT_EQ(status(target, "G1", {Role::submitter, Role::grounds}).status, 200);
    EXPECT_EQ(status("/v1/payments", "G2", {Role::submitter}).status, 200);
    EXPECT_EQ(status(target, "G3", {Role::grounds}).status, 403);
}

// Whatever the server refuses by itself says hold when it was about a payment.
TEST(ApiAccess, EveryRefusalOfAPaymentIsAHold) {
    const House house;
    const std::string body = plain_payment("H1", clean_name);
    EXPECT_TRUE(says_hold(house.ask("POST", "/v1/payments", body, {}, "")));
    EXPECT_TRUE(says_hold(house.ask("POST", "/v1/payments", body, {Role::auditor})));
    EXPECT_TRUE(says_hold(house.ask("POST", "/v1/payments?name=x", body)));
    for (const Route& route : house.router.routes()) {
        EXPECT_EQ(static_cast<bool>(route.refused), route.pattern == "/v1/payments") << route.pattern;
        for (const int status : {400, 401, 403, 408, 413, 415, 429, 500, 503}) {
            if (route.refused) {
                EXPECT_TRUE(says_hold(route.refused(problem(status, "x", "x", "x"))));
            }
        }
    }
}

std::string written_table(const std::vector<ApiOperation>& operations) {
    std::string text =
        "# Who may do what\n\n"
        "Written by `server_test` from the table of routes (`CORDON_UPDATE_DOCS=1`); the same test asks "
        "every\n"
        "operation with every role, of the own and of another tenant, without a key and with a wrong, an\n"
        "expired and a disabled one: only what says *yes* here succeeds. What belongs to another tenant is\n"
        "answered as if it did not exist (404). `grounds` opens nothing by itself: beside `submitter` it "
        "lets\n"
        "a payment claim a ground. The word that ends a hold needs `approver`, and\n"
        "another person before it unless the policy lets one decide.\n\n| "
        "operation |";
    for (const Role role : all_roles) {
        text += fmt::format(" {} |", to_string(role));
    }
    text += " no key |\n|---|" + std::string("---|---|---|---|---|---|---|\n");
    for (const ApiOperation& operation : operations) {
        text += fmt::format("| `{} {}` |", operation.method, operation.pattern);
        for (const Role role : all_roles) {
            const bool may = operation.access.open() || operation.access.roles().empty() ||
                             operation.access.roles().has(role);
            text += may ? " yes |" : " |";
        }
        text += operation.access.open() ? " yes |\n" : " |\n";
    }
    return text;
}

TEST(ApiAccess, TheWrittenTableIsFresh) {
    const House house;
    const std::string text = written_table(house.api->operations());
    if (std::getenv("CORDON_UPDATE_DOCS") != nullptr) {
        std::ofstream(std::string(CORDON_SOURCE_DIR) + "/docs/reference/api-access.md") << text;
    }
    EXPECT_EQ(base::testing::read_test_file("docs/reference/api-access.md"), text)
        << "run it with CORDON_UPDATE_DOCS=1 and commit docs/reference/api-access.md";
}

}  // namespace
}  // namespace cordon::server
