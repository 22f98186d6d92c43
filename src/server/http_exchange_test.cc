// Goal: an address says to the endpoints exactly what its sender wrote, and every Error becomes a problem
// that a client's code and a person can act on.
#include "server/http_exchange.h"

#include <gtest/gtest.h>

#include "codec/json.h"

namespace cordon::server {
namespace {

TEST(HttpExchange, ReadsTargets) {
    const auto target = parse_target("/v1/verdicts/a%20b%2Fc+d?x=1&list=un&list=%D8%A7+b&empty=&flag");
    ASSERT_TRUE(target.has_value());
    EXPECT_EQ(target->segments, (std::vector<std::string>{"v1", "verdicts", "a b/c+d"}));
    const HttpRequest request{
        .method = "GET", .target = *target, .fields = {{"accept", "*/*"}}, .body = {}, .peer = {}};
    EXPECT_EQ(request.query("x"), "1");
    EXPECT_EQ(request.query_all("list"), (std::vector<std::string_view>{"un", "ا b"}));
    EXPECT_EQ(request.query("empty"), "");
    EXPECT_EQ(request.query_all("flag").size(), 1U);
    EXPECT_EQ(request.query("absent"), "");
    EXPECT_EQ(request.field("accept"), "*/*");
    EXPECT_TRUE(parse_target("/")->segments.empty());
    EXPECT_EQ(parse_target("//v1//lists/")->segments.size(), 2U);
}

TEST(HttpExchange, RefusesBadTargets) {
    for (const std::string_view bad : {"", "v1", "/%", "/%4", "/%zz", "/a%00", "/a/../b", "/.", "/a?x=%1"}) {
        const auto target = parse_target(bad);
        ASSERT_FALSE(target.has_value()) << bad;
        EXPECT_EQ(target.error().code, base::ErrorCode::invalid_input) << bad;
    }
}

TEST(HttpExchange, EveryErrorIsAProblem) {
    for (int code = 0; code <= static_cast<int>(base::ErrorCode::corrupt); ++code) {
        const HttpResponse response =
            problem_of({static_cast<base::ErrorCode>(code), "what \"went\" wrong", {}});
        EXPECT_GE(response.status, 400);
        EXPECT_EQ(response.content_type, "application/problem+json");
        const auto body = codec::parse_json(response.body);
        ASSERT_TRUE(body.has_value());
        EXPECT_EQ(body->find("detail")->as_text(), "what \"went\" wrong");
        EXPECT_EQ(*body->find("status")->integer(), response.status);
        EXPECT_FALSE(body->find("title")->as_text().empty());
    }
}

}  // namespace
}  // namespace cordon::server
