// Goal: whatever a caller sends, however slowly, it gets the answer that the rules of HTTP ask for, and no
// caller can keep the others from theirs.
#include "server/http_server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <mutex>
#include <set>
#include <thread>

#include "codec/gzip.h"
#include "codec/json.h"
#include "server/test_client.h"

namespace cordon::server {
namespace {

using namespace std::chrono_literals;
using testing::Answer;
using testing::Client;

// A server with small limits and endpoints that show what they got.
class HttpServerTest : public ::testing::Test {
protected:
    void SetUp() override {
        settings.limits.header_bytes_max = 4096;
        settings.limits.target_bytes_max = 1000;
        settings.limits.body_bytes_max = 100'000;
        settings.limits.head_ms_max = 300;
        settings.limits.body_ms_max = 300;
        settings.limits.idle_ms_max = 2'000;
        router.add("GET", "/hello", Access::anyone(), [](const HttpRequest& request) {
            HttpResponse response;
            response.body = "{\"x\":\"" + std::string(request.query("x")) + "\"}";
            return response;
        });
        router.add("POST", "/echo", Access::anyone(), [](const HttpRequest& request) {
            HttpResponse response;
            response.body = request.body;
            return response;
        });
        router.add("GET", "/closed", Access::any_key(), [](const HttpRequest&) { return HttpResponse(); });
        router.add("GET", "/fails", Access::anyone(), [](const HttpRequest&) -> HttpResponse {
            std::string text;
            (void)text.at(7);
            return {};
        });
        router.add({.method = "POST",
                    .pattern = "/slow",
                    .access = Access::anyone(),
                    .handler =
                        [this](const HttpRequest&) {
                            ++running;
                            while (!open_gate) {
                                std::this_thread::sleep_for(1ms);
                            }
                            return HttpResponse{.body = "slow"};
                        },
                    .refused =
                        [](HttpResponse refusal) {
                            refusal.body = "HOLD";
                            return refusal;
                        }});
        router.add({.method = "GET",
                    .pattern = "/alive",
                    .access = Access::anyone(),
                    .handler = [](const HttpRequest&) { return HttpResponse{.body = "alive"}; },
                    .refused = {},
                    .at_once = true});
        router.add({.method = "POST",
                    .pattern = "/small",
                    .access = Access::anyone(),
                    .handler = [](const HttpRequest&) { return HttpResponse(); },
                    .refused = {},
                    .body_bytes_max = 10});
    }

    void start() {
        HttpService service;
        service.router = &router;
        service.record = [this](const HttpRequest& request, const Served& one) {
            const std::lock_guard lock(mutex);
            served.push_back({std::string(one.pattern), one.status});
            request_ids.insert(request.request_id);
        };
        auto started = HttpServer::start(settings, std::move(service));
        ASSERT_TRUE(started.has_value()) << started.error().message;
        server = *std::move(started);
        port = server->port();
    }

    void wait_for_running(int count) {
        for (int round = 0; running < count && round < 5000; ++round) {
            std::this_thread::sleep_for(1ms);
        }
        ASSERT_EQ(running, count);
    }

    HttpSettings settings;
    HttpRouter router;
    std::atomic<int> running = 0;
    std::atomic<bool> open_gate = false;
    std::mutex mutex;
    std::vector<std::pair<std::string, int>> served;
    std::set<std::string> request_ids;
    std::unique_ptr<HttpServer> server;
    std::uint16_t port = 0;
};

constexpr std::string_view slow_post = "POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";

TEST_F(HttpServerTest, GzipGoesInAndOut) {
    start();
    Client client(port);
    const std::string text(5'000, 'x');
    const Answer packed =
        client.post("/echo", codec::gzip(text), "Content-Encoding: gzip\r\nAccept-Encoding: gzip\r\n");
    EXPECT_EQ(packed.status, 200);
    EXPECT_EQ(packed.field("content-encoding"), "gzip");
    EXPECT_EQ(packed.field("vary"), "accept-encoding");
    EXPECT_EQ(codec::gunzip(packed.body, 10'000), text);
    EXPECT_EQ(client.post("/echo", codec::gzip(text), "Content-Encoding: gzip\r\n").body, text);
    const Answer bomb =
        client.post("/echo", codec::gzip(std::string(200'000, 'x')), "Content-Encoding: gzip\r\n");
    EXPECT_EQ(bomb.status, 413) << "unpacked it is over the limit";
    EXPECT_EQ(client.post("/echo", "lamp", "Content-Encoding: gzip\r\n").status, 400);
    EXPECT_EQ(client.get("/hello?x=1").status, 200) << "and the connection goes on";
    EXPECT_EQ(server->counts().bodies_bytes, 0U);
}

TEST_F(HttpServerTest, AnswersAndKeepsTheConnection) {
    start();
    Client client(port);
    for (int round = 0; round < 3; ++round) {
        const Answer answer = client.get("/hello?x=1");
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, "{\"x\":\"1\"}");
        EXPECT_EQ(answer.field("connection"), "");
        EXPECT_EQ(answer.field("content-type"), "application/json");
        EXPECT_EQ(answer.field("cache-control"), "no-store");
        EXPECT_EQ(answer.field("x-content-type-options"), "nosniff");
        EXPECT_EQ(answer.field("date").substr(25), " GMT");
    }
    EXPECT_EQ(client.post("/echo", std::string(90'000, 'b')).body, std::string(90'000, 'b'));
    const Answer head = client.ask("HEAD /hello?x=17 HTTP/1.1\r\nHost: x\r\n\r\n", true);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.field("content-length"), "10");
    EXPECT_EQ(client.get("/hello?x=2").body, "{\"x\":\"2\"}") << "a HEAD has no body";
    EXPECT_EQ(server->counts().connections_total, 1U);
    EXPECT_EQ(request_ids.size(), 6U);
}

TEST_F(HttpServerTest, TakesBodiesInEveryForm) {
    start();
    Client client(port);
    EXPECT_EQ(client
                  .ask("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "4\r\nlamp\r\n6;ext=1\r\n glass\r\n0\r\n\r\n")
                  .body,
              "lamp glass");
    client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.answer().status, 100);
    EXPECT_EQ(client.ask("lamp").body, "lamp");
    client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.answer().status, 413) << "refused before it is sent";
    EXPECT_TRUE(client.ended());
}

TEST_F(HttpServerTest, BytewiseAndPipelined) {
    settings.limits.head_ms_max = 5'000;
    start();
    Client slow(port);
    for (const char letter : std::string("GET /hello?x=b HTTP/1.1\r\nHost: x\r\n\r\n")) {
        ASSERT_TRUE(slow.send({&letter, 1}));
        std::this_thread::sleep_for(1ms);
    }
    EXPECT_EQ(slow.answer().body, "{\"x\":\"b\"}");

    Client piped(port);
    std::string all;
    for (int at = 0; at < 50; ++at) {
        all += "GET /hello?x=" + std::to_string(at) + " HTTP/1.1\r\nHost: x\r\n\r\n";
        all += "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok";
    }
    piped.send(all);
    for (int at = 0; at < 50; ++at) {
        EXPECT_EQ(piped.answer().body, "{\"x\":\"" + std::to_string(at) + "\"}");
        EXPECT_EQ(piped.answer().body, "ok");
    }
}

TEST_F(HttpServerTest, ClosesWhenAsked) {
    start();
    const std::string_view asks[] = {"GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                                     "GET /hello HTTP/1.0\r\n\r\n"};
    for (const std::string_view ask : asks) {
        Client client(port);
        const Answer answer = client.ask(ask);
        EXPECT_EQ(answer.status, 200) << ask;
        EXPECT_EQ(answer.field("connection"), "close");
        EXPECT_TRUE(client.ended());
    }
    Client old(port);
    EXPECT_EQ(old.ask("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").field("connection"),
              "keep-alive");
    EXPECT_EQ(old.get("/hello").status, 200);
}

TEST_F(HttpServerTest, RefusesWhatIsMalformed) {
    start();
    const struct {
        std::string text;
        int status;
    } rows[] = {
        {"lamp\r\n\r\n", 400},
        {"GET  /hello HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET /hello HTTP/9.1\r\nHost: x\r\n\r\n", 400},
        {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
        {"GET /hello HTTP/1.1\nHost: x\n\n", 400},
        {"GET /hello HTTP/1.1\r\nHost : x\r\n\r\n", 400},
        {"GET /hello HTTP/1.1\r\n\r\n", 400},
        {"GET /hello HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400},
        {"GET /hello HTTP/1.1\r\nHost: x\r\nX: a\x01z\r\n\r\n", 400},
        {"GET /a/../hello HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"CONNECT example.org:443 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4, 5\r\n\r\nlamp!", 400},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nlamp", 400},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         400},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
         400},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400},
        {"POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Encoding: br\r\nContent-Length: 4\r\n\r\nlamp", 415},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip, gzip\r\nContent-Length: 4\r\n\r\nlamp",
         415},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip, br\r\nContent-Length: 4\r\n\r\nlamp",
         415},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nExpect: more\r\nContent-Length: 4\r\n\r\nlamp", 417},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100001\r\n\r\n", 413},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1ffff\r\n", 413},
        {"POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n", 413},
        {"GET /" + std::string(1000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
        {"GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
        {"GET /hello HTTP/1.1\r\nHost: x\r\nX: " + std::string(9000, 'a') + "\r\n\r\n", 431},
        {"POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nlamp", 404},
    };
    for (const auto& row : rows) {
        Client client(port);
        const Answer answer = client.ask(row.text);
        EXPECT_EQ(answer.status, row.status) << row.text.substr(0, 120);
        EXPECT_EQ(answer.field("content-type"), "application/problem+json") << row.text.substr(0, 120);
        const auto body = codec::parse_json(answer.body);
        ASSERT_TRUE(body.has_value()) << row.text.substr(0, 120);
        EXPECT_EQ(*body->find("status")->integer(), row.status);
        EXPECT_EQ(answer.field("connection"), "close") << row.text.substr(0, 120);
        EXPECT_TRUE(client.ended()) << row.text.substr(0, 120);
    }
    Client client(port);
    EXPECT_EQ(client.get("/nowhere").status, 404);
    EXPECT_EQ(client.get("/echo").field("allow"), "POST");
    EXPECT_EQ(client.get("/closed").status, 401);
    EXPECT_EQ(client.get("http://other.example/hello?x=1").body, "{\"x\":\"1\"}") << "the absolute form";
    EXPECT_EQ(client.get("/fails").status, 500);
    EXPECT_EQ(client.get("/hello").status, 200) << "what was wrong without a body keeps the connection";
}

TEST_F(HttpServerTest, SlowCallersAreLetGo) {
    settings.limits.idle_ms_max = 200;
    start();
    Client silent(port);
    EXPECT_TRUE(silent.ended(3'000)) << "a connection without a request";
    Client loris(port);
    loris.send("GET /hello HTTP/1.1\r\nHost: x\r\n");
    std::thread drip([&] {
        for (int round = 0; round < 8; ++round) {
            std::this_thread::sleep_for(100ms);
            loris.send("X: y\r\n");
        }
    });
    EXPECT_EQ(loris.answer().status, 408) << "each byte does not begin the time anew";
    drip.join();
    Client half(port);
    half.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nlamp");
    EXPECT_EQ(half.answer().status, 408);
    EXPECT_TRUE(half.ended());
}

TEST_F(HttpServerTest, ReadersThatDoNotReadAreCutOff) {
    settings.limits.write_ms_max = 200;
    router.add("GET", "/big", Access::anyone(),
               [](const HttpRequest&) { return HttpResponse{.body = std::string(32U << 20U, 'b')}; });
    start();
    Client client(port);
    client.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
    for (int round = 0; server->counts().connections_open == 0 && round < 3000; ++round) {
        std::this_thread::sleep_for(1ms);
    }
    for (int round = 0; server->counts().connections_open > 0 && round < 300; ++round) {
        std::this_thread::sleep_for(10ms);
    }
    EXPECT_EQ(server->counts().connections_open, 0U);
}

TEST_F(HttpServerTest, ShedsBeforeTheQueueGrows) {
    settings.workers = 1;
    settings.limits.waiting_max = 2;
    start();
    std::vector<std::unique_ptr<Client>> busy;
    for (int at = 0; at < 3; ++at) {  // one at work, two in the queue
        busy.push_back(std::make_unique<Client>(port));
        busy.back()->send(slow_post);
        if (at == 0) {
            wait_for_running(1);
        }
    }
    for (int round = 0; server->counts().waiting < 2 && round < 3000; ++round) {
        std::this_thread::sleep_for(1ms);
    }
    Client refused(port);
    const Answer held = refused.ask(slow_post);
    EXPECT_EQ(held.status, 503);
    EXPECT_EQ(held.body, "HOLD") << "the route says what a shed caller gets";
    EXPECT_EQ(held.field("retry-after"), "1");
    const Answer plain = refused.get("/hello");
    EXPECT_EQ(plain.status, 503);
    EXPECT_EQ(plain.field("content-type"), "application/problem+json");
    EXPECT_EQ(refused.get("/alive").status, 200) << "health does not stand in the queue";
    open_gate = true;
    for (auto& client : busy) {
        EXPECT_EQ(client->answer().body, "slow");
    }
    EXPECT_EQ(refused.ask(slow_post).body, "slow") << "the same connection goes on";
}

TEST_F(HttpServerTest, WhoWaitedTooLongIsShed) {
    settings.workers = 1;
    settings.limits.waiting_ms_max = 100;
    start();
    Client first(port);
    first.send(slow_post);
    wait_for_running(1);
    Client second(port);
    second.send(slow_post);
    std::this_thread::sleep_for(200ms);
    open_gate = true;
    EXPECT_EQ(first.answer().body, "slow");
    EXPECT_EQ(second.answer().body, "HOLD");
    EXPECT_EQ(running, 1);
}

TEST_F(HttpServerTest, BodiesOfAllCallersTogetherAreBounded) {
    settings.limits.bodies_bytes_max = 150'000;
    settings.limits.body_ms_max = 5'000;
    start();
    Client first(port);
    first.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 90000\r\n\r\n");
    for (int round = 0; server->counts().bodies_bytes == 0 && round < 3000; ++round) {
        std::this_thread::sleep_for(1ms);
    }
    Client second(port);
    EXPECT_EQ(second.post("/echo", std::string(90'000, 'b')).status, 503);
    EXPECT_EQ(first.ask(std::string(90'000, 'a')).status, 200);
    Client third(port);
    EXPECT_EQ(third.post("/echo", std::string(90'000, 'b')).status, 200);
    EXPECT_EQ(server->counts().bodies_bytes, 0U);
}

TEST_F(HttpServerTest, ConnectionsAreBounded) {
    settings.limits.connections_per_peer_max = 2;
    start();
    auto first = std::make_unique<Client>(port);
    Client second(port);
    EXPECT_EQ(first->get("/alive").status, 200);
    EXPECT_EQ(second.get("/alive").status, 200);
    Client third(port);
    EXPECT_TRUE(third.ended());
    first.reset();
    for (int round = 0; server->counts().connections_open > 1 && round < 3000; ++round) {
        std::this_thread::sleep_for(1ms);
    }
    Client fourth(port);
    EXPECT_EQ(fourth.get("/alive").status, 200);
    EXPECT_EQ(server->counts().connections_refused, 1U);
}

TEST_F(HttpServerTest, EndsGracefully) {
    start();
    Client idle(port);
    EXPECT_EQ(idle.get("/hello").status, 200);
    Client busy(port);
    busy.send(std::string(slow_post) + "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
    wait_for_running(1);
    auto stopped = std::async(std::launch::async, [&] { return server->stop(5'000); });
    EXPECT_TRUE(idle.ended()) << "nothing was in flight there";
    EXPECT_FALSE(Client(port).get("/hello").status == 200) << "nobody new is let in";
    open_gate = true;
    const Answer answer = busy.answer();
    EXPECT_EQ(answer.body, "slow");
    EXPECT_EQ(answer.field("connection"), "close");
    EXPECT_TRUE(busy.ended());
    EXPECT_TRUE(stopped.get());
}

TEST_F(HttpServerTest, EndsWithinItsTime) {
    start();
    Client busy(port);
    busy.send(slow_post);
    wait_for_running(1);
    auto stopped = std::async(std::launch::async, [&] { return server->stop(200); });
    EXPECT_TRUE(busy.ended()) << "cut off";
    open_gate = true;
    EXPECT_FALSE(stopped.get());
}

TEST_F(HttpServerTest, AdmissionComesBeforeTheBody) {
    HttpService service;
    service.router = &router;
    service.admit = [](HttpRequest& request) -> std::optional<HttpResponse> {
        if (request.field("x-api-key") == "bad") {
            return problem(401, "unauthorized", "no", "no");
        }
        request.principal = request.field("x-api-key");
        return std::nullopt;
    };
    auto started = HttpServer::start(settings, std::move(service));
    ASSERT_TRUE(started.has_value());
    port = (*started)->port();
    Client client(port);
    EXPECT_EQ(client.get("/closed", "X-Api-Key: ines\r\n").status, 200);
    EXPECT_EQ(client.get("/closed").status, 401);
    EXPECT_EQ(
        client.ask("POST /echo HTTP/1.1\r\nHost: x\r\nX-Api-Key: bad\r\nContent-Length: 99\r\n\r\n").status,
        401);
    EXPECT_TRUE(client.ended());
}

TEST_F(HttpServerTest, TracesAndNamesEachAnswer) {
    start();
    Client client(port);
    const Answer answer =
        client.get("/hello", "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n");
    EXPECT_EQ(answer.field("traceparent").substr(0, 36), "00-4bf92f3577b34da6a3ce929d0e0e4736-");
    EXPECT_NE(answer.field("traceparent").substr(36, 16), "00f067aa0ba902b7");
    EXPECT_EQ(answer.field("x-request-id").size(), 16U);
    EXPECT_NE(client.get("/hello").field("x-request-id"), answer.field("x-request-id"));
    EXPECT_EQ(client.get("/hello", "traceparent: lamp\r\n").field("traceparent").size(), 55U);
}

TEST_F(HttpServerTest, SaysWhatIsWrongWithItsSettings) {
    start();
    HttpService service;
    service.router = &router;
    HttpSettings taken;
    taken.port = port;
    EXPECT_EQ(HttpServer::start(taken, service).error().code, base::ErrorCode::unavailable);
    HttpSettings nowhere;
    nowhere.address = "lamp works";
    EXPECT_EQ(HttpServer::start(nowhere, service).error().code, base::ErrorCode::invalid_input);
    HttpSettings secret;
    secret.tls = TlsFiles{"no certificate", "no key"};
    EXPECT_EQ(HttpServer::start(secret, service).error().code, base::ErrorCode::invalid_input);
}

}  // namespace
}  // namespace cordon::server
