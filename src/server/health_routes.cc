#include "server/health_routes.h"

#include <algorithm>
#include <utility>

#include "codec/json.h"

namespace cordon::server {

namespace {

HttpResponse ready(const ServingLists& lists) {
    const bool is_ready = lists.snapshot != nullptr && lists.missing_lists.empty() &&
                          std::ranges::all_of(lists.self_tests, &engine::IndexSelfTest::found);
    codec::JsonWriter json;
    json.begin_object().key("status").string(is_ready ? "ok" : "not ready");
    json.key("degraded").boolean(lists.stale).key("lists").begin_array();
    for (const engine::ListStatus& status : lists.statuses) {
        json.begin_object().key("list").string(status.version.list);
        json.key("version").string(status.version.version);
        json.key("freshness").string(engine::to_string(status.freshness)).end_object();
    }
    json.end_array().key("missing_lists").begin_array();
    for (const std::string& list : lists.missing_lists) {
        json.string(list);
    }
    json.end_array().key("self_test_failures").begin_array();
    for (const engine::IndexSelfTest& test : lists.self_tests) {
        if (!test.found) {
            json.string(test.sentence);
        }
    }
    json.end_array();
    if (!lists.failure.empty()) {
        json.key("failure").string(lists.failure);
    }
    json.end_object();
    HttpResponse response;
    response.status = is_ready ? 200 : 503;
    response.body = json.take();
    return response;
}

Route at_once(std::string pattern, HttpHandler handler) {
    Route route;
    route.method = "GET";
    route.pattern = std::move(pattern);
    route.access = Access::anyone();
    route.handler = std::move(handler);
    route.at_once = true;
    return route;
}

}  // namespace

void add_health_routes(HttpRouter& router, ListsProvider lists, std::function<std::string()> metrics) {
    router.add(at_once("/healthz", [](const HttpRequest&) {
        HttpResponse response;
        response.body = "{\"status\":\"ok\"}";
        return response;
    }));
    router.add(
        at_once("/readyz", [lists = std::move(lists)](const HttpRequest&) { return ready(*lists()); }));
    router.add(at_once("/metrics", [metrics = std::move(metrics)](const HttpRequest&) {
        HttpResponse response;
        response.content_type = "text/plain; version=0.0.4; charset=utf-8";
        response.body = metrics();
        return response;
    }));
}

}  // namespace cordon::server
