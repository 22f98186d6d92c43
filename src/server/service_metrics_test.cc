// Goal: who watches the service learns what it does, and neither numbers nor log ever say anything of a
// caller's customers.
#include "server/service_metrics.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>

#include "base/strings.h"
#include "codec/json.h"
#include "server/admission.h"
#include "server/health_routes.h"
#include "server/service_log.h"
#include "server/test_api.h"

namespace cordon::server {
namespace {

constexpr base::Instant now{1'795'309'200'000};

ServingLists sample_lists() {
    ServingLists lists;
    engine::ListStatus& un = lists.statuses.emplace_back();
    un.version.list = "un";
    un.version.version = "2026-11-01";
    un.version.listings = 40;
    un.seen_at = base::Instant{now.unix_ms - 7'200'000};
    un.freshness = engine::Freshness::fresh;
    engine::ListStatus& house = lists.statuses.emplace_back();
    house.version.list = "ho\"use\n";
    house.version.version = "1";
    lists.missing_lists = {"eu"};
    lists.self_tests = {{"un", "P1", true, ""}, {"house", "H1", false, "house is not found"}};
    lists.self_tested_at = {1'762'000'000'500};
    return lists;
}

bool has_line(const std::string& text, std::string_view line) {
    for (const std::string_view one : base::split(std::string_view(text), '\n')) {
        if (one == line) {
            return true;
        }
    }
    return false;
}

TEST(ServiceMetrics, SaysWhatPrometheusReads) {
    ServiceMetrics metrics;
    metrics.served({.method = "GET", .pattern = "/v1/verdicts/{id}", .status = 200, .took_us = 120});
    metrics.served({.method = "GET", .pattern = "/v1/verdicts/{id}", .status = 200, .took_us = 90});
    metrics.served(
        {.method = "POST", .pattern = "/v1/payments", .status = 503, .shed = true, .took_us = 20'000'000});
    metrics.stage(Stage::durable, 3'000);
    metrics.count("cordon_list_swaps_total");
    metrics.count("cordon_list_swaps_total", 2);
    const std::string text =
        metrics.text({.connections_open = 3, .waiting = 7}, sample_lists(), now, "cordon_more 1\n");
    for (const std::string_view line :
         {"cordon_requests_total{method=\"GET\",route=\"/v1/verdicts/{id}\",status=\"200\"} 2",
          "cordon_requests_total{method=\"POST\",route=\"/v1/payments\",status=\"503\"} 1",
          "cordon_request_seconds_bucket{le=\"0.0001\"} 1",
          "cordon_request_seconds_bucket{le=\"0.00025\"} 2",
          "cordon_request_seconds_bucket{le=\"10\"} 2",
          "cordon_request_seconds_bucket{le=\"+Inf\"} 3",
          "cordon_request_seconds_count 3",
          "cordon_request_seconds_sum 20.00021",
          "cordon_stage_seconds_bucket{stage=\"durable\",le=\"0.0025\"} 0",
          "cordon_stage_seconds_bucket{stage=\"durable\",le=\"0.005\"} 1",
          "cordon_stage_seconds_count{stage=\"received\"} 0",
          "cordon_shed_total 1",
          "cordon_queue_waiting 7",
          "cordon_connections 3",
          "cordon_list_swaps_total 3",
          "cordon_list_age_seconds{list=\"un\"} 7200",
          "cordon_list_fresh{list=\"un\"} 1",
          "cordon_list_fresh{list=\"ho\\\"use \"} 0",
          "cordon_list_listings{list=\"un\",version=\"2026-11-01\"} 40",
          "cordon_self_test_ok{list=\"un\"} 1",
          "cordon_self_test_ok{list=\"house\"} 0",
          "cordon_self_test_timestamp_seconds 1762000000",
          "cordon_lists_missing 1",
          "cordon_lists_loaded 0",
          "cordon_lists_degraded 1",
          "cordon_more 1"}) {
        EXPECT_TRUE(has_line(text, line)) << line << "\n" << text;
    }
    EXPECT_EQ(text.find("list=\"ho\\\"use\"} age"), std::string::npos) << "no age that is not known";
    for (const std::string_view line : base::split(std::string_view(text), '\n')) {  // name{labels} number
        EXPECT_TRUE(line.empty() || line.starts_with("# ") || line.starts_with("cordon_")) << line;
    }
}

TEST(ServiceLog, ALineIsOneObjectAndHoldsNothingOfTheRequest) {
    HttpRequest request;
    request.method = "POST";
    request.target = *parse_target("/v1/search/HAROON?name=HAROON%0a%22%7d");
    request.fields = {{"user-agent", "HAROON"}, {"authorization", "Bearer HAROON"}};
    request.body = "HAROON";
    request.parameters = {{"id", "HAROON"}};
    request.peer = "127.0.0.1";
    request.principal = "hub";
    request.tenant = "bank-a";
    request.key_id = "0123456789ab";
    request.request_id = "feed";
    request.trace.trace_id = "4bf9";
    const std::string line = answer_line(
        request, {.method = "POST", .pattern = "/v1/search/{id}", .status = 503, .shed = true, .took_us = 17},
        now);
    EXPECT_EQ(line.find("HAROON"), std::string::npos) << line;
    EXPECT_EQ(line.find('\n'), std::string::npos);
    const auto read = codec::parse_json(line);
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->find("route")->as_text(), "/v1/search/{id}");
    EXPECT_EQ(read->find("level")->as_text(), "warning");
    EXPECT_EQ(read->find("principal")->as_text(), "hub");
    EXPECT_EQ(read->find("request_id")->as_text(), "feed");
    EXPECT_EQ(*read->find("took_us")->integer(), 17);
    EXPECT_EQ(*read->find("shed")->boolean(), true);
    const auto event = codec::parse_json(event_line("error", "two\nlines\"}", now));
    ASSERT_TRUE(event.has_value());
    EXPECT_EQ(event->find("message")->as_text(), "two\nlines\"}");
}

TEST(ServiceLog, DropsAndCountsWhenNobodyReads) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const std::string line = "{\"x\":\"" + std::string(1000, 'x') + "\"}";
    std::string rest;
    std::uint64_t lines = 0;
    std::int64_t dropped = 0;
    {
        ServiceLog log(ends[1], 100);
        for (int at = 0; at < 5000; ++at) {  // 5 MB into a pipe of 64 KiB
            log.write(line);
        }
        std::array<char, 65536> piece{};
        while (lines + static_cast<std::uint64_t>(dropped) < 5000) {
            const auto count = ::read(ends[0], piece.data(), piece.size());
            ASSERT_GT(count, 0);
            rest.append(piece.data(), static_cast<std::size_t>(count));
            for (auto end = rest.find('\n'); end != std::string::npos; end = rest.find('\n')) {
                const std::string one = rest.substr(0, end);
                rest.erase(0, end + 1);
                if (one == line) {
                    ++lines;
                } else {
                    dropped += *codec::parse_json(one)->find("dropped")->integer();
                }
            }
        }
        for (int at = 0; at < 500; ++at) {  // nobody reads any more: the end comes all the same
            log.write(line);
        }
    }
    EXPECT_GT(dropped, 0);
    EXPECT_EQ(lines + static_cast<std::uint64_t>(dropped), 5000U) << "what is missing is counted";
    ::close(ends[0]);
    ::close(ends[1]);
}

TEST(HealthRoutes, ReadyOnlyWithAllLists) {
    auto lists = std::make_shared<ServingLists>(sample_lists());
    lists->failure = "no lists";
    HttpRouter router;
    add_health_routes(router, [&] { return lists; }, [] { return std::string("numbers 1\n"); });
    const auto ask = [&](std::string_view target) {
        HttpRequest request;
        request.method = "GET";
        request.target = *parse_target(target);
        return router.answer(std::move(request));
    };
    EXPECT_EQ(ask("/healthz").status, 200);
    EXPECT_EQ(ask("/metrics").body, "numbers 1\n");
    const HttpResponse response = ask("/readyz");
    EXPECT_EQ(response.status, 503);
    const auto body = codec::parse_json(response.body);
    EXPECT_EQ(body->find("missing_lists")->array()->size(), 1U);
    EXPECT_EQ(body->find("failure")->as_text(), "no lists");
    lists->missing_lists.clear();
    EXPECT_EQ(ask("/readyz").status, 503) << "nothing is loaded";
    lists->snapshot = testing::small_snapshot();
    const HttpResponse untrue = ask("/readyz");
    EXPECT_EQ(untrue.status, 503) << "its own index does not find a listing";
    EXPECT_EQ(codec::parse_json(untrue.body)->find("self_test_failures")->array()->at(0).as_text(),
              "house is not found");
    lists->self_tests[1].found = true;
    EXPECT_EQ(ask("/readyz").status, 200);
}

TEST(Admission, KnowsWhoAsks) {
    ApiKeys keys;
    const std::string key = *keys.make(
        {.roles = {Role::analyst}, .tenant = "bank-a", .principal = "ines", .expires_at = {}}, now, "omar");
    Admission admission({.per_key = 2, .per_address = 3}, [] { return now; });
    admission.set_keys(keys);
    const auto asked = [&](HttpFields fields) {
        HttpRequest request;
        request.peer = "192.0.2.7";
        request.fields = std::move(fields);
        const auto refused = admission.admit(request);
        EXPECT_TRUE(request.field("authorization").empty() && request.field("x-api-key").empty());
        return std::pair(request, refused ? refused->status : 0);
    };
    const auto [known, status] = asked({{"authorization", "Bearer " + key}, {"accept", "*/*"}});
    EXPECT_EQ(status, 0);
    EXPECT_EQ(known.principal, "ines");
    EXPECT_EQ(known.tenant, "bank-a");
    EXPECT_EQ(known.roles, Roles{Role::analyst});
    EXPECT_EQ(known.field("accept"), "*/*");
    for (const std::string& bad : {std::string("lamp"), key + "0"}) {
        EXPECT_EQ(asked({{"x-api-key", bad}}).first.principal, "") << bad;
    }
    EXPECT_EQ(asked({{"x-api-key", key}}).second, 0);
    EXPECT_EQ(asked({{"x-api-key", key}}).second, 429);
    EXPECT_EQ(asked({}).second, 0) << "counted by its address";
    EXPECT_EQ(asked({}).second, 429);
    admission.set_keys({});
    EXPECT_EQ(asked({{"x-api-key", key}}).first.principal, "");
}

}  // namespace
}  // namespace cordon::server
