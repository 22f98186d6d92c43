// Answers a second of a handler that does nothing, over real sockets of one machine; the clients share its
// processors. docs/reference/performance.md has the figures.
#include <benchmark/benchmark.h>

#include "base/check.h"
#include "server/http_server.h"
#include "server/test_client.h"

namespace cordon::server {
namespace {

struct Running {
    HttpRouter router;
    std::unique_ptr<HttpServer> server;

    Running() {
        const HttpHandler nothing = [](const HttpRequest&) {
            HttpResponse response;
            response.body = "{}";
            return response;
        };
        router.add("POST", "/queued", Access::anyone(), nothing);
        router.add({.method = "POST",
                    .pattern = "/at-once",
                    .access = Access::anyone(),
                    .handler = nothing,
                    .refused = {},
                    .at_once = true});
        HttpService service;
        service.router = &router;
        auto started = HttpServer::start({}, std::move(service));
        CORDON_CHECK(started.has_value());
        server = *std::move(started);
    }
};

void ask(benchmark::State& state, std::string_view path) {
    static Running running;
    testing::Client client(running.server->port());
    const std::string body(1000, 'b');
    for (auto _ : state) {
        CORDON_CHECK(client.post(path, body).status == 200);
    }
    state.SetItemsProcessed(state.iterations());
}

void BM_AtOnce(benchmark::State& state) {
    ask(state, "/at-once");
}
void BM_ByWorkers(benchmark::State& state) {
    ask(state, "/queued");
}

BENCHMARK(BM_AtOnce)->Threads(1)->Threads(16)->Threads(64)->UseRealTime();
BENCHMARK(BM_ByWorkers)->Threads(1)->Threads(16)->Threads(64)->UseRealTime();

}  // namespace
}  // namespace cordon::server

BENCHMARK_MAIN();
