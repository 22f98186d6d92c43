// Goal: what stands on a certificate is spoken in TLS 1.2 or later only, and a new certificate is taken over
// without a dropped connection.
#include <gtest/gtest.h>

#include <thread>

#include "server/test_tls.h"

namespace cordon::server {
namespace {

using testing::Client;
using testing::make_certificate;
using testing::TlsClient;

class HttpServerTlsTest : public ::testing::Test {
protected:
    void SetUp() override {
        router.add("POST", "/echo", Access::anyone(), [](const HttpRequest& request) {
            HttpResponse response;
            response.body = request.body;
            return response;
        });
        HttpSettings settings;
        settings.tls = make_certificate("first.example");
        settings.limits.head_ms_max = 300;
        settings.limits.body_bytes_max = 1'000'000;
        HttpService service;
        service.router = &router;
        auto started = HttpServer::start(settings, std::move(service));
        ASSERT_TRUE(started.has_value()) << started.error().message;
        server = *std::move(started);
        port = server->port();
    }

    HttpRouter router;
    std::unique_ptr<HttpServer> server;
    std::uint16_t port = 0;
};

TEST_F(HttpServerTlsTest, SpeaksTls12And13) {
    for (const int version : {12, 13}) {
        TlsClient client(port, version);
        ASSERT_TRUE(client.secure()) << version;
        const std::string big(900'000, 'b');
        const auto answer = client.post("/echo", big);
        EXPECT_EQ(answer.status, 200) << version;
        EXPECT_TRUE(answer.body == big);
        EXPECT_EQ(answer.field("strict-transport-security"), "max-age=31536000");
        EXPECT_EQ(client.post("/echo", "again").body, "again");
        EXPECT_EQ(client.post("/echo", "last", "Connection: close\r\n").body, "last");
        EXPECT_TRUE(client.ended());
    }
}

TEST_F(HttpServerTlsTest, NothingOlderAndNothingPlain) {
    TlsClient old(port, 11);
    EXPECT_FALSE(old.secure());
    Client plain(port);
    plain.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_NE(plain.answer(false, 2'000).status, 200);
    Client silent(port);
    EXPECT_TRUE(silent.ended(3'000)) << "a handshake has its time too";
}

TEST_F(HttpServerTlsTest, RefusesBodiesBeforeTheyCome) {
    TlsClient client(port);
    EXPECT_EQ(client.ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n").status, 413);
    TlsClient slow(port);
    EXPECT_EQ(slow.ask("POST /echo HTTP/1.1\r\nHost").status, 408);
}

TEST_F(HttpServerTlsTest, TakesANewCertificate) {
    TlsClient before(port);
    EXPECT_EQ(before.peer_name(), "first.example");
    const TlsFiles second = make_certificate("second.example");
    EXPECT_FALSE(
        server->set_tls({second.certificate_chain, make_certificate("other").private_key}).has_value())
        << "a key of another certificate";
    EXPECT_EQ(TlsClient(port).peer_name(), "first.example");
    ASSERT_TRUE(server->set_tls(second).has_value());
    EXPECT_EQ(TlsClient(port).peer_name(), "second.example");
    EXPECT_EQ(before.post("/echo", "lamp").body, "lamp");
}

}  // namespace
}  // namespace cordon::server
