// server/http_connection.h: one connection of the HTTP server, from its first byte to its last.
//
// Role:      reads requests one after the other, has them refused or handled, writes the answers. Included by
//            http_server.cc only.
// Rules:     those of http_server.h. Every wait for the other side has one timer.
// Ownership: kept alive by whatever waits for it; takes itself off the server's list when it dies.
// Threads:   every member function runs on the connection's strand, but work(), for which the strand waits.
// Errors:    none leave: a connection that fails is closed.
#pragma once

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/prng.h"
#include "server/http_server.h"
#include "server/request_head.h"
#include "server/work_queue.h"

namespace cordon::server {

class HttpConnection;

// What connections share; outlives them.
struct HttpShared {
    HttpLimits limits;
    HttpService service;
    WorkQueue work;
    std::function<void(const HttpConnection*, const std::string& peer)> left;
    std::atomic<bool> stopping = false;
    std::atomic<std::uint64_t> in_flight = 0;
    std::atomic<std::uint64_t> bodies_bytes = 0;
};

class HttpConnection : public std::enable_shared_from_this<HttpConnection> {
public:
    HttpConnection(HttpShared& shared, boost::asio::ip::tcp::socket socket,
                   std::shared_ptr<boost::asio::ssl::context> tls, std::string peer);
    HttpConnection(const HttpConnection&) = delete;
    HttpConnection& operator=(const HttpConnection&) = delete;
    ~HttpConnection();

    [[nodiscard]] auto executor() { return socket_.get_executor(); }

    void start();
    // The server stops: an idle connection goes now, a busy one after its answer.
    void wind_up();
    void close();

private:
    enum class Phase : std::uint8_t { handshake, idle, head, body, handling, writing, lingering, closed };
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    using Clock = std::chrono::steady_clock;

    void arm(std::uint32_t ms);
    void disarm();
    template <class Next>
    void read_more(Next next);
    template <class Next>
    void write_out(std::string text, Next next);

    void next_request();
    void begin_head();
    void parse_head();
    void take_head();
    [[nodiscard]] std::optional<HttpResponse> admitted();
    void name_request(std::string_view traceparent, std::string_view tracestate);
    [[nodiscard]] std::uint64_t body_bytes_max() const;
    void release_body();
    void take_body();
    void parse_body();
    void handle();
    void work(Clock::time_point since);
    [[nodiscard]] HttpResponse run_handler(const HttpHandler& handler);
    [[nodiscard]] HttpResponse answered();
    [[nodiscard]] HttpResponse shed();
    [[nodiscard]] HttpResponse dressed(HttpResponse response) const;
    [[nodiscard]] HttpResponse unreadable(const boost::system::error_code& error) const;
    void refuse(HttpResponse response);
    void finish(HttpResponse response, bool whole);
    void linger();
    void discard();

    HttpShared& shared_;
    boost::asio::ip::tcp::socket socket_;
    boost::asio::steady_timer timer_;
    std::shared_ptr<boost::asio::ssl::context> context_;
    std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
    std::string peer_;
    base::Prng random_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    std::string outgoing_;
    HttpRequest request_;
    BodyAhead body_ahead_;
    const Route* route_ = nullptr;
    Served served_;
    Clock::time_point begun_;
    std::uint64_t begun_us_ = 0;
    std::uint64_t armed_ = 0;       // which timer counts
    std::uint64_t held_bytes_ = 0;  // of the budget for bodies
    std::uint64_t discarded_ = 0;
    int version_ = 11;
    Phase phase_ = Phase::idle;
    bool timed_out_ = false;
    bool head_read_ = false;  // and understood
    bool last_ = false;       // no further request on this connection
    bool unread_ = false;     // part of the request was not read
};

}  // namespace cordon::server
