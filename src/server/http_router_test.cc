// Goal: a request reaches the one endpoint that its method and path name, and only for those who may call it.
#include "server/http_router.h"

#include <gtest/gtest.h>

#include "codec/json.h"

namespace cordon::server {
namespace {

HttpHandler says(std::string word) {
    return [word](const HttpRequest& request) {
        HttpResponse response;
        response.body = word;
        for (const auto& [name, value] : request.parameters) {
            response.body += " " + name + "=" + value;
        }
        return response;
    };
}

HttpRouter sample() {
    HttpRouter router;
    router.add("GET", "/", Access::anyone(), says("root"));
    router.add("GET", "/v1/verdicts/{id}", Access::any_key(), says("verdict"));
    router.add("GET", "/v1/verdicts/latest", Access::any_key(), says("latest"));
    router.add("POST", "/v1/payments", Access::roles({Role::submitter}), says("payment"));
    router.add("GET", "/v1/holds", Access::roles({Role::analyst, Role::auditor}), says("holds"));
    router.add("DELETE", "/v1/holds", Access::roles({Role::admin}), says("gone"));
    router.add("GET", "/x/{one}/y/{two}", Access::anyone(), says("both"));
    return router;
}

HttpRequest asked(std::string_view method, std::string_view target, std::string principal = {},
                  Roles roles = {}) {
    HttpRequest request;
    request.method = method;
    request.target = *parse_target(target);
    request.principal = std::move(principal);
    request.roles = roles;
    return request;
}

TEST(HttpRouter, FindsTheEndpoint) {
    const struct {
        std::string_view method;
        std::string_view target;
        std::string_view body;
    } rows[] = {
        {"GET", "/", "root"},
        {"GET", "/v1/verdicts/17", "verdict id=17"},
        {"GET", "/v1/verdicts/a%2Fb", "verdict id=a/b"},
        {"GET", "/v1/verdicts/%7Bid%7D", "verdict id={id}"},
        {"GET", "/v1/verdicts/latest?x=1", "latest"},
        {"HEAD", "/v1/verdicts/latest", "latest"},
        {"GET", "/x/1/y/2", "both one=1 two=2"},
        {"GET", "//x//1/y/2/", "both one=1 two=2"},
    };
    const HttpRouter router = sample();
    for (const auto& row : rows) {
        const HttpResponse response = router.answer(asked(row.method, row.target, "ines"));
        EXPECT_EQ(response.status, 200) << row.target;
        EXPECT_EQ(response.body, row.body) << row.target;
    }
}

TEST(HttpRouter, SaysWhatIsNotThere) {
    const HttpRouter router = sample();
    for (const std::string_view target :
         {"/v1", "/v1/verdicts", "/v1/verdicts/1/2", "/V1/holds", "/x/1/z/2"}) {
        const HttpResponse response = router.answer(asked("GET", target, "ines"));
        EXPECT_EQ(response.status, 404) << target;
        EXPECT_EQ(response.content_type, "application/problem+json");
        EXPECT_EQ(response.body.find(target.substr(1)), std::string::npos) << "an address in a message";
    }
    const HttpResponse response = router.answer(asked("PUT", "/v1/holds", "ines"));
    EXPECT_EQ(response.status, 405);
    ASSERT_EQ(response.fields.size(), 1U);
    EXPECT_EQ(response.fields[0], (std::pair<std::string, std::string>("allow", "DELETE, GET, HEAD")));
    EXPECT_EQ(router.answer(asked("GET", "/v1/payments", "ines")).fields[0].second, "POST");
}

TEST(HttpRouter, OnlyThoseWhoMay) {
    const HttpRouter router = sample();
    const struct {
        std::string_view method;
        std::string_view target;
        std::string_view principal;
        Roles roles;
        int status;
    } rows[] = {
        {"GET", "/", "", {}, 200},
        {"GET", "/v1/verdicts/1", "", {}, 401},
        {"GET", "/v1/verdicts/1", "ines", {}, 200},
        {"POST", "/v1/payments", "", {Role::submitter}, 401},  // roles without a person count for nothing
        {"POST", "/v1/payments", "hub", {Role::submitter}, 200},
        {"POST", "/v1/payments", "hub", {}, 403},
        {"POST", "/v1/payments", "omar", {Role::admin, Role::analyst, Role::approver, Role::auditor}, 403},
        {"GET", "/v1/holds", "ines", {Role::auditor}, 200},
        {"GET", "/v1/holds", "ines", {Role::analyst, Role::submitter}, 200},
        {"DELETE", "/v1/holds", "ines", {Role::analyst}, 403},
    };
    for (const auto& row : rows) {
        const HttpResponse response =
            router.answer(asked(row.method, row.target, std::string(row.principal), row.roles));
        EXPECT_EQ(response.status, row.status) << row.method << " " << row.target << " " << row.principal;
    }
    const HttpResponse refused = router.answer(asked("GET", "/v1/verdicts/1"));
    ASSERT_EQ(refused.fields.size(), 1U);
    EXPECT_EQ(refused.fields[0].first, "www-authenticate");
}

TEST(HttpRouterDeathTest, PatternsMustDiffer) {
    EXPECT_DEATH(
        {
            HttpRouter router = sample();
            router.add("GET", "/v1/verdicts/{other}", Access::anyone(), says("twice"));
        },
        "");
}

TEST(Roles, ReadAndWritten) {
    EXPECT_EQ(to_string(*parse_roles("auditor, submitter")), "submitter, auditor");
    for (const Role role : all_roles) {
        EXPECT_EQ(*parse_role(to_string(role)), role);
    }
    for (const std::string_view bad : {"", "root", "admin,", "Admin"}) {
        EXPECT_FALSE(parse_roles(bad).has_value()) << bad;
    }
}

}  // namespace
}  // namespace cordon::server
