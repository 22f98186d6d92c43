// Goal: every endpoint of /v1 answers what its description says, to whoever its description says; wrong input
//       is refused in one sentence that names what is wrong; other tenants' things do not exist; an answer
//       says which lists it stands on, and none is given where it would not be whole.
#include "server/api.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>

#include "base/strings.h"
#include "base/testing.h"
#include "server/open_api.h"
#include "server/test_api.h"
#include "server/test_json_schema.h"

namespace cordon::server {
namespace {

using testing::House;
using testing::plain_payment;

constexpr std::string_view listed_name = "Haroun Dawud Zamrani";
constexpr std::string_view clean_name = "Kaja Orrefjell";

codec::JsonValue json_of(const HttpResponse& response) {
    auto json = codec::parse_json(response.body);
    CORDON_CHECK(json.has_value());
    EXPECT_FALSE(codec::first_duplicate_key(*json)) << response.body;
    return *std::move(json);
}

std::string member(const HttpResponse& response, std::string_view name) {
    const codec::JsonValue json = json_of(response);
    const codec::JsonValue* const found = json.find(name);
    return found == nullptr ? std::string() : found->as_text();
}

const codec::JsonValue& schemas() {
    static const codec::JsonValue parsed = [] {
        auto json = codec::parse_json(api_schemas());
        CORDON_CHECK(json.has_value());
        return *std::move(json);
    }();
    return parsed;
}

// The answer has the status, and its body is as described for that status.
void expect_answer(const House& house, const HttpResponse& response, std::string_view operation_id,
                   int status) {
    EXPECT_EQ(response.status, status) << operation_id << ": " << response.body;
    for (const ApiOperation& operation : house.api->operations()) {
        if (operation.id != operation_id) {
            continue;
        }
        for (const ApiAnswer& answer : operation.answers) {
            if (answer.status == response.status) {
                const std::string schema = answer.schema.empty() ? "Problem" : answer.schema;
                EXPECT_EQ(testing::SchemaCheck(schemas()).fit(json_of(response), schema), "")
                    << operation_id << ": " << response.body;
                return;
            }
        }
        ADD_FAILURE() << operation_id << " does not describe " << response.status << ": " << response.body;
        return;
    }
    ADD_FAILURE() << "no operation " << operation_id;
}

std::string held_verdict(const House& house, std::string_view id = "H1", std::string tenant = {}) {
    const HttpResponse response =
        house.ask("POST", "/v1/payments", plain_payment(id, listed_name), {Role::submitter}, "hub", tenant);
    expect_answer(house, response, "checkPayment", 200);
    EXPECT_NE(member(response, "verdict"), "pass");
    return member(response, "verdict_id");
}

TEST(ApiPayments, AnswersTheVerdictOfOneMessage) {
    House house;
    const HttpResponse passed = house.ask("POST", "/v1/payments", plain_payment("P1", clean_name));
    expect_answer(house, passed, "checkPayment", 200);
    EXPECT_EQ(member(passed, "verdict"), "pass") << passed.body;
    EXPECT_EQ(member(passed, "degraded"), "false");
    const HttpResponse hit = house.ask("POST", "/v1/payments", plain_payment("P2", listed_name));
    EXPECT_EQ(member(hit, "verdict"), "hold") << hit.body;
    const HttpResponse again = house.ask("POST", "/v1/payments", plain_payment("P1", clean_name));
    EXPECT_EQ(member(again, "verdict_id"), member(passed, "verdict_id"));
    EXPECT_EQ(member(again, "replay"), "true");
    const HttpResponse other = house.ask("POST", "/v1/payments", plain_payment("P1", clean_name, 99));
    expect_answer(house, other, "checkPayment", 409);
    EXPECT_EQ(member(other, "verdict"), "hold");
    EXPECT_EQ(house.ask("POST", "/v1/payments", plain_payment("P1", clean_name, 99)).status, 409);
    const HttpResponse first = house.ask("POST", "/v1/payments", plain_payment("P1", clean_name));
    EXPECT_EQ(member(first, "verdict"), "hold");  // it passed and is held since
    for (const HttpResponse* response : {&passed, &hit, &other}) {
        EXPECT_EQ(response->fields.back(),
                  (std::pair<std::string, std::string>("cache-control", "no-store")));
    }
}

TEST(ApiPayments, WhatCannotBeReadIsHeldAndKept) {
    House house;
    for (const std::string& body :
         {std::string("this is no message"), std::string("{\"message_id\": 1"), std::string("<Document/>"),
          "[" + plain_payment("A", clean_name) + "," + plain_payment("B", clean_name) + "]"}) {
        const HttpResponse response = house.ask("POST", "/v1/payments", body);
        expect_answer(house, response, "checkPayment", 200);
        EXPECT_EQ(member(response, "verdict"), "hold") << body;
        EXPECT_TRUE(house.record->store.verdict(member(response, "verdict_id")).has_value());
    }
}

TEST(ApiPayments, WrongRequestsAreHeldInOneSentence) {
    House house;
    const struct {
        std::string target;
        std::string body;
        int status;
    } rows[] = {
        {"/v1/payments", "", 400},
        {"/v1/payments", " \n", 400},
        {"/v1/payments", std::string(payment_bytes_max + 1, 'x'), 413},
        {"/v1/payments?channel=a%20b", plain_payment("X", clean_name), 400},
        {"/v1/payments?channel=" + std::string(65, 'a'), plain_payment("X", clean_name), 400},
        {"/v1/payments?ground=", plain_payment("X", clean_name), 400},
    };
    for (const auto& row : rows) {
        const HttpResponse response = house.ask("POST", row.target, row.body);
        expect_answer(house, response, "checkPayment", row.status);
    }
    expect_answer(house, house.ask("POST", "/v1/payments?name=x", plain_payment("X", clean_name)),
                  "checkPayment", 400);
    EXPECT_EQ(house.ask("POST", "/v1/payments?channel=a&channel=b", plain_payment("X", clean_name)).status,
              400);
    EXPECT_EQ(house.record->commits, 0);
}

TEST(ApiPayments, DegradedAndMissingListsHoldAsThePolicySays) {
    House house;
    auto stale = testing::fresh_lists();
    stale->missing_lists = {"uk"};
    stale->stale = true;
    house.serve(stale);
    const HttpResponse missing = house.ask("POST", "/v1/payments", plain_payment("M1", clean_name));
    expect_answer(house, missing, "checkPayment", 200);
    EXPECT_EQ(member(missing, "verdict"), "hold") << missing.body;
    EXPECT_EQ(member(missing, "degraded"), "true");
    auto none = std::make_shared<ServingLists>();
    none->failure = "no list was ever imported";
    house.serve(none);
    expect_answer(house, house.ask("POST", "/v1/payments", plain_payment("M2", clean_name)), "checkPayment",
                  503);
}

TEST(ApiPayments, AShedMessageIsHeld) {
    const House house;
    for (const Route& route : house.router.routes()) {
        if (route.pattern == "/v1/payments") {
            expect_answer(house, route.refused(problem(503, "overloaded", "t", "d")), "checkPayment", 503);
            return;
        }
    }
    FAIL() << "no route";
}

TEST(ApiVerdicts, AreReadByTheirTenantOnly) {
    House house;
    const std::string id = held_verdict(house, "T1", "alpha");
    const HttpResponse own = house.ask("GET", "/v1/verdicts/" + id, "", {Role::auditor}, "a", "alpha");
    expect_answer(house, own, "getVerdict", 200);
    EXPECT_EQ(json_of(own).find("record")->find("verdict_id")->as_text(), id);
    EXPECT_EQ(member(own, "may_move"), "false");
    for (const std::string& target : {"/v1/verdicts/" + id, "/v1/holds/" + id}) {
        EXPECT_EQ(house.ask("GET", target, "", {Role::auditor}, "b", "beta").status, 404);
    }
    for (const char* step : {"release", "reject"}) {
        EXPECT_EQ(house
                      .ask("POST", "/v1/holds/" + id + "/" + step, R"({"reason": "mine"})", {Role::analyst},
                           "b", "beta")
                      .status,
                  404);
    }
    EXPECT_EQ(house.ask("POST", "/v1/verdicts/" + id + "/token", "", {Role::submitter}, "b", "beta").status,
              404);
    EXPECT_EQ(house.ask("GET", "/v1/verdicts/" + id.substr(0, 8), "", {Role::auditor}, "a", "alpha").status,
              404);  // the beginning of an id is not enough for a machine
    EXPECT_EQ(house.ask("GET", "/v1/verdicts/nonsense").status, 400);
    const HttpResponse page = house.ask("GET", "/v1/holds", "", {Role::analyst}, "b", "beta");
    EXPECT_TRUE(json_of(page).find("holds")->array()->empty());
}

TEST(ApiHolds, AreListedPageByPage) {
    House house;
    std::set<std::string> all;
    for (int number = 0; number < 7; ++number) {
        all.insert(held_verdict(house, fmt::format("L{}", number)));
    }
    std::set<std::string> seen;
    std::string from;
    int pages = 0;
    do {
        const HttpResponse page = house.ask("GET", "/v1/holds?count=3" + from);
        expect_answer(house, page, "listHolds", 200);
        const codec::JsonValue json = json_of(page);
        for (const codec::JsonValue& hold : *json.find("holds")->array()) {
            EXPECT_TRUE(seen.insert(hold.find("verdict_id")->as_text()).second);
        }
        const std::string next = member(page, "next");
        from = next.empty() ? "" : "&from=" + next;
        ++pages;
    } while (!from.empty() && pages < 10);
    EXPECT_EQ(pages, 3);
    EXPECT_EQ(seen, all);
    for (const char* wrong : {"count=0", "count=501", "count=x", "from=-1", "decided=maybe", "name=x"}) {
        EXPECT_EQ(house.ask("GET", std::string("/v1/holds?") + wrong).status, 400) << wrong;
    }
}

TEST(ApiHolds, TwoDifferentPeopleReleaseAndTheSecondIsAnApprover) {
    House house;
    const std::string body = plain_payment("R1", clean_name, 7'777);
    auto stale = testing::fresh_lists();
    stale->missing_lists = {"uk"};
    house.serve(stale);  // held for the lists' sake
    const std::string id = member(house.ask("POST", "/v1/payments", body), "verdict_id");
    house.serve(testing::fresh_lists());
    const std::string release = "/v1/holds/" + id + "/release";
    const std::string why = R"({"reason": "lists were imported"})";
    EXPECT_EQ(house.ask("POST", release, why, {Role::submitter}, "hub").status, 403);
    const HttpResponse first = house.ask("POST", release, why, {Role::analyst}, "amira");
    expect_answer(house, first, "releaseHold", 200);
    EXPECT_EQ(member(first, "second_word_needed"), "true");
    EXPECT_EQ(house.ask("POST", release, why, {Role::analyst}, "boris").status, 403);   // no approver
    EXPECT_EQ(house.ask("POST", release, why, {Role::approver}, "amira").status, 409);  // the same person
    EXPECT_EQ(house.ask("POST", release, why, {Role::approver}, " AMIRA").status, 409);
    const HttpResponse second = house.ask("POST", release, why, {Role::approver}, "chen");
    expect_answer(house, second, "releaseHold", 200);
    EXPECT_EQ(member(second, "state"), "released");
    const std::string token = member(second, "token");
    codec::JsonWriter verify;
    verify.begin_object().key("token").string(token).end_object();
    const std::string question = verify.take();
    const HttpResponse holds = house.ask("POST", "/v1/tokens/verify", question);
    expect_answer(house, holds, "verifyToken", 200);
    EXPECT_EQ(member(holds, "verdict_id"), id);
    EXPECT_EQ(house.ask("POST", "/v1/tokens/verify", question, {Role::submitter}, "x", "beta").status, 409);
    house.now = base::Instant{testing::noon.unix_ms + 900'000};
    expect_answer(house, house.ask("POST", "/v1/tokens/verify", question), "verifyToken", 409);  // expired
    EXPECT_EQ(house.ask("POST", "/v1/tokens/verify", R"({"token": "x"})").status, 409);
    EXPECT_EQ(house.ask("POST", "/v1/tokens/verify", R"({"tokem": "x"})").status, 400);
    const HttpResponse shown = house.ask("GET", "/v1/holds/" + id);
    expect_answer(house, shown, "getHold", 200);
    EXPECT_EQ(json_of(shown).find("steps")->array()->size(), 3U);
    const HttpResponse more =
        house.ask("POST", "/v1/verdicts/" + id + "/token", "", {Role::submitter}, "hub");
    expect_answer(house, more, "issueToken", 200);
}

TEST(ApiHolds, ARejectionIsForGoodAndABlockIsNotReleased) {
    House house;
    std::string body = plain_payment("J1", clean_name);
    body.insert(body.rfind('"'), " via PDPRIQBA");
    body.insert(1, R"("creditor_agent": {"bic": "PDPRIQBAXXX"}, )");
    const HttpResponse blocked = house.ask("POST", "/v1/payments", body);
    EXPECT_EQ(member(blocked, "verdict"), "block") << blocked.body;
    const std::string id = member(blocked, "verdict_id");
    const std::string why = R"({"reason": "it is him"})";
    const std::string release = "/v1/holds/" + id + "/release";
    const std::string reject = "/v1/holds/" + id + "/reject";
    (void)house.ask("POST", release, why, {Role::analyst}, "amira");
    EXPECT_EQ(house.ask("POST", release, why, {Role::approver}, "chen").status, 409);  // a block
    EXPECT_EQ(house.ask("POST", "/v1/verdicts/" + id + "/token").status, 409);
    EXPECT_EQ(house.ask("POST", reject, why, {Role::analyst}, "amira").status, 200);
    const HttpResponse second = house.ask("POST", reject, why, {Role::approver}, "chen");
    expect_answer(house, second, "rejectHold", 200);
    EXPECT_EQ(member(second, "state"), "rejected");
    expect_answer(house, house.ask("POST", reject, why, {Role::approver}, "dora"), "rejectHold", 409);
    for (const char* wrong : {"", "{}", R"({"reason": ""})", R"({"reason": 5})",
                              R"({"reason": "a", "reason": "b"})", R"({"reason": "a", "force": true})"}) {
        expect_answer(house, house.ask("POST", reject, wrong), "rejectHold", 400);
    }
}

TEST(ApiHolds, ANewListingVoidsTheRelease) {
    House house;
    const std::string body = plain_payment("N1", "Orvanta Glas Tradng", 5'151);
    const HttpResponse passed = house.ask("POST", "/v1/payments", plain_payment("N2", clean_name, 4'141));
    const std::string id = member(passed, "verdict_id");
    expect_answer(house, house.ask("POST", "/v1/verdicts/" + id + "/token", "", {Role::submitter}, "hub"),
                  "issueToken", 200);
    auto other = testing::fresh_lists();
    other->missing_lists = {"uk"};
    house.serve(other);  // what the lists of now cannot tell holds it again
    const HttpResponse refused =
        house.ask("POST", "/v1/verdicts/" + id + "/token", "", {Role::submitter}, "hub");
    expect_answer(house, refused, "issueToken", 409);
    EXPECT_EQ(member(house.ask("GET", "/v1/verdicts/" + id), "hold"), "open");
}

TEST(ApiSearch, FindsAndSaysWhichListsItAsked) {
    House house;
    const struct {
        std::string body;
        std::string outcome;
        std::size_t lists;
    } rows[] = {
        {R"({"name": "Haroun Dawud Zamrani"})", "hit", 2},
        {R"({"name": "Haroon Daud Zamrani", "type": "person", "top": 1})", "hit", 2},
        {R"({"name": ["Nobody Here", "Tek Abunadar"]})", "hit", 2},
        {R"({"name": "Kaja Orrefjell"})", "clear", 2},
        {R"({"name": "Haroun Dawud Zamrani", "lists": ["eu"]})", "clear", 1},
        {R"({"name": "Haroun Dawud Zamrani", "lists": "un"})", "hit", 1},
    };
    for (const auto& row : rows) {
        const HttpResponse response = house.ask("POST", "/v1/search", row.body);
        expect_answer(house, response, "search", 200);
        EXPECT_EQ(member(response, "outcome"), row.outcome) << row.body << response.body;
        EXPECT_EQ(json_of(response).find("lists")->array()->size(), row.lists);
        EXPECT_EQ(member(response, "degraded"), "false");
    }
}

TEST(ApiSearch, RefusesWhatItDoesNotUnderstandByName) {
    House house;
    const struct {
        std::string body;
        int status;
        std::string_view says;
    } rows[] = {
        {"", 400, "empty"},
        {"[]", 400, "object"},
        {"{", 400, "JSON"},
        {R"({"nmae": "x"})", 400, "nmae"},
        {R"({"name": "x", "name": "y"})", 400, "name"},
        {R"({"name": ""})", 400, "name"},
        {R"({"name": 5})", 400, "name"},
        {R"({"name": ["x", 5]})", 400, "name"},
        {R"({"name": "x", "dob": "soon"})", 400, "dob"},
        {R"({"name": "x", "type": "wizard"})", 400, "type"},
        {R"({"name": "x", "top": 0})", 400, "top"},
        {R"({"name": "x", "top": 1.5})", 400, "top"},
        {R"({"name": "x", "min_score": 2})", 400, "min_score"},
        {R"({"name": "x", "supplement": "no"})", 400, "supplement"},
        {R"({"name": "x", "lists": ["nowhere"]})", 400, "lists"},
        {R"({"name": "x", "id": "1"})", 400, "id"},
        {R"({"name": ")" + std::string(8'193, 'x') + "\"}", 413, "name"},
        {R"({"name": {"a": 1}})", 400, "name"},
    };
    for (const auto& row : rows) {
        const HttpResponse response = house.ask("POST", "/v1/search", row.body);
        expect_answer(house, response, "search", row.status);
        EXPECT_NE(member(response, "detail").find(row.says), std::string::npos) << response.body;
    }
    HttpRequest request;
    request.method = "POST";
    request.target = *parse_target("/v1/search");
    request.fields = {{"content-type", "text/xml"}};
    request.body = R"({"name": "x"})";
    request.principal = "amira";
    request.roles = {Role::analyst};
    expect_answer(house, house.router.answer(request), "search", 422);
}

TEST(ApiSearch, IsNotAnsweredFromHalfOfTheLists) {
    House house;
    auto missing = testing::fresh_lists();
    missing->missing_lists = {"uk"};
    missing->stale = true;
    house.serve(missing);
    expect_answer(house, house.ask("POST", "/v1/search", R"({"name": "x y"})"), "search", 503);
    const HttpResponse asked =
        house.ask("POST", "/v1/search", R"({"name": "Kaja Orrefjell", "allow_missing_lists": true})");
    expect_answer(house, asked, "search", 200);
    EXPECT_EQ(member(asked, "degraded"), "true");
    const HttpResponse other =
        house.ask("POST", "/v1/search", R"({"name": "Kaja Orrefjell", "lists": "un"})");
    EXPECT_EQ(member(other, "degraded"), "false");  // the list asked for is whole and fresh
    EXPECT_EQ(house.ask("POST", "/v1/search", R"({"name": "x", "lists": "uk", "allow_missing_lists": true})")
                  .status,
              503);
    auto stale = testing::fresh_lists();
    stale->statuses[1].freshness = engine::Freshness::degraded;
    stale->stale = true;
    house.serve(stale);
    EXPECT_EQ(member(house.ask("POST", "/v1/search", R"({"name": "Kaja Orrefjell"})"), "degraded"), "true");
    house.serve(std::make_shared<ServingLists>());
    expect_answer(house, house.ask("POST", "/v1/search", R"({"name": "x"})"), "search", 503);
    expect_answer(house, house.ask("POST", "/v1/screen", R"({"subjects": [{"id": "1", "name": "x"}]})"),
                  "screen", 503);
}

TEST(ApiScreen, AnswersEachSubjectInItsOrder) {
    House house;
    const HttpResponse response = house.ask("POST", "/v1/screen", R"({"subjects": [
        {"id": "a", "name": "Haroun Dawud Zamrani", "country": "NZ"},
        {"id": "b", "name": "Kaja Orrefjell", "dob": "soon"},
        {"id": "c", "name": ["Orvanta Glass Trading", "OGT"], "type": "entity"}]})");
    expect_answer(house, response, "screen", 200);
    const codec::JsonValue json = json_of(response);
    const codec::JsonArray& subjects = *json.find("subjects")->array();
    ASSERT_EQ(subjects.size(), 3U);
    EXPECT_EQ(subjects[0].find("outcome")->as_text(), "hit");
    EXPECT_EQ(subjects[1].find("outcome")->as_text(), "clear");
    EXPECT_EQ(subjects[1].find("unread")->array()->size(), 1U);
    EXPECT_EQ(subjects[2].find("subject_id")->as_text(), "c");
    EXPECT_EQ(member(response, "subjects_with_hit"), "2");
    EXPECT_EQ(member(response, "unread_facts"), "1");
}

TEST(ApiScreen, HasLimitsAndNamesTheWrongMember) {
    House house;
    std::string many = R"({"subjects": [)";
    for (std::size_t number = 0; number <= screen_subjects_max; ++number) {
        many += fmt::format(R"({}{{"id": "{}", "name": "x"}})", number == 0 ? "" : ",", number);
    }
    many += "]}";
    const struct {
        std::string body;
        int status;
        std::string_view says;
    } rows[] = {
        {many, 413, "subjects"},
        {"{}", 400, "subjects"},
        {R"({"subjects": []})", 400, "subjects"},
        {R"({"subjects": {}})", 400, "subjects"},
        {R"({"subjects": [5]})", 400, "subjects[0]"},
        {R"({"subjects": [{"id": "1", "name": "x"}, {"name": "x"}]})", 400, "subjects[1].id"},
        {R"({"subjects": [{"id": "1", "name": "x"}, {"id": "1", "name": "y"}]})", 400, "subjects[1].id"},
        {R"({"subjects": [{"id": "1"}]})", 400, "subjects[0].name"},
        {R"({"subjects": [{"id": "1", "name": "x", "birthday": "1968"}]})", 400, "subjects[0].birthday"},
        {R"({"subjects": [{"id": "1", "name": "x"}], "limit": 5})", 400, "limit"},
    };
    for (const auto& row : rows) {
        const HttpResponse response = house.ask("POST", "/v1/screen", row.body);
        expect_answer(house, response, "screen", row.status);
        EXPECT_NE(member(response, "detail").find(row.says), std::string::npos) << response.body;
    }
}

TEST(ApiLists, SayWhatIsFreshStaleAndMissing) {
    House house;
    auto lists = testing::fresh_lists();
    lists->statuses[0].freshness = engine::Freshness::degraded;
    lists->missing_lists = {"uk"};
    lists->stale = true;
    house.serve(lists);
    expect_answer(house, house.ask("GET", "/v1/lists"), "getLists", 200);
    const struct {
        std::string_view list;
        int status;
        std::string_view freshness;
    } rows[] = {{"eu", 200, "degraded"}, {"un", 200, "fresh"}, {"uk", 200, "missing"}, {"zz", 404, ""}};
    for (const auto& row : rows) {
        const HttpResponse response = house.ask("GET", fmt::format("/v1/lists/{}", row.list));
        expect_answer(house, response, "getList", row.status);
        EXPECT_EQ(member(response, "freshness"), row.freshness);
    }
    house.serve(std::make_shared<ServingLists>());
    const HttpResponse none = house.ask("GET", "/v1/lists");
    expect_answer(house, none, "getLists", 200);
    EXPECT_EQ(member(none, "ready"), "false");
}

TEST(ApiPolicy, SaysWhatHoldsAndWhoActivatedIt) {
    House house;
    const HttpResponse shipped = house.ask("GET", "/v1/policy");
    expect_answer(house, shipped, "getPolicy", 200);
    EXPECT_EQ(member(shipped, "shipped"), "true");
    auto policy = engine::parse_policy(std::string(engine::default_policy_text()) + "\n# ours\n");
    ASSERT_TRUE(policy.has_value());
    policy->policy.resubmission.window_hours += 1;
    const std::string toml = engine::policy_toml(policy->policy);
    auto lists = testing::fresh_lists();
    lists->policy = std::make_shared<const engine::PolicyFile>(*engine::parse_policy(toml));
    house.serve(lists);
    ASSERT_TRUE(house.record->store.decide_policy({toml, "amira", "as it is", testing::noon}).has_value());
    EXPECT_EQ(json_of(house.ask("GET", "/v1/policy")).find("waiting")->find("principal")->as_text(), "amira");
    ASSERT_TRUE(house.record->store.decide_policy({toml, "chen", "yes", testing::noon}).has_value());
    const codec::JsonValue active = json_of(house.ask("GET", "/v1/policy"));
    EXPECT_EQ(active.find("proposed")->find("principal")->as_text(), "amira");
    EXPECT_EQ(active.find("activated")->find("principal")->as_text(), "chen");
    EXPECT_TRUE(active.find("waiting")->is_null());
    house.serve(std::make_shared<ServingLists>());
    expect_answer(house, house.ask("GET", "/v1/policy"), "getPolicy", 503);
    EXPECT_EQ(house.ask("GET", "/v1/audit/checkpoint").status, 200);
}

TEST(Api, TheDescriptionHasEveryRouteAndEverySchema) {
    const House house;
    const std::string document = house.ask("GET", "/v1/openapi.json", "", {}, "").body;
    EXPECT_EQ(document, api_description());
    const auto json = codec::parse_json(document);
    ASSERT_TRUE(json.has_value());
    EXPECT_EQ(json->find("openapi")->as_text(), "3.1.0");
    std::size_t described = 0;
    std::set<std::string> ids;
    for (const auto& [path, methods] : *json->find("paths")->object()) {
        for (const auto& [method, operation] : *methods.object()) {
            ++described;
            EXPECT_TRUE(ids.insert(operation.find("operationId")->as_text()).second);
            const auto routed = std::ranges::any_of(house.router.routes(), [&](const Route& route) {
                return route.pattern == path && base::ascii_lower(route.method) == method;
            });
            EXPECT_TRUE(routed) << method << " " << path;
        }
    }
    EXPECT_EQ(described, house.router.routes().size());
    // Every reference leads somewhere, and every schema is used.
    std::set<std::string> used;
    constexpr std::string_view prefix = "\"#/components/schemas/";
    for (std::size_t at = document.find(prefix); at != document.npos; at = document.find(prefix, at + 1)) {
        const std::size_t begin = at + prefix.size();
        used.insert(document.substr(begin, document.find('"', begin) - begin));
    }
    std::set<std::string> there;
    for (const auto& [name, schema] : *schemas().object()) {
        there.insert(name);
    }
    EXPECT_EQ(used, there);
}

// CORDON_UPDATE_DOCS=1 writes it anew.
TEST(Api, TheCopyOfTheDescriptionIsFresh) {
    const std::string path = std::string(CORDON_SOURCE_DIR) + "/docs/reference/openapi.json";
    if (std::getenv("CORDON_UPDATE_DOCS") != nullptr) {
        std::ofstream(path) << api_description();
    }
    EXPECT_EQ(base::testing::read_test_file("docs/reference/openapi.json"), api_description())
        << "run it with CORDON_UPDATE_DOCS=1 and commit docs/reference/openapi.json";
}

}  // namespace
}  // namespace cordon::server
