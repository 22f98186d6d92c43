// server/http_server.h: the process that speaks HTTP/1.1 to many callers and hands whole requests to routes.
//
// Role:      connections, TLS, limits, time-outs, the queue before the workers, a graceful end. What a
//            request means is the router's (http_router.h) and the head's (request_head.h).
// Rules:     requests of a connection are answered one after the other, in order. What is refused is refused
//            by its head, before its body is read. A request that finds the queue full, or waited longer
//            than waiting_ms_max, is shed: its route's answer for that case, or 503 with Retry-After; so no
//            queue grows. Every wait for the other side ends after a time. Problems are RFC 9457
//            (docs/reference/problems.md).
// Ownership: the router and what stands behind the functions of HttpService must outlive the server.
// Threads:   io_threads speak to sockets; `workers` threads run handlers. All functions may be called from
//            any thread; stop() once.
// Cost:      docs/reference/performance.md.
// Errors:    start: invalid_input (address, certificate or key), unavailable (the port is taken). A handler
//            that lets an exception out is answered with 500, never with silence.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "server/http_router.h"

namespace cordon::server {

struct HttpLimits {
    std::uint32_t header_bytes_max = 80U << 10U;  // request line and fields
    std::uint32_t target_bytes_max = 60'000;
    std::uint64_t body_bytes_max = 8U << 20U;        // a route may have its own
    std::uint64_t bodies_bytes_max = 256ULL << 20U;  // of all requests at once
    std::uint32_t connections_max = 1024;
    std::uint32_t connections_per_peer_max = 512;
    std::uint32_t waiting_max = 512;        // requests that wait for a worker
    std::uint32_t waiting_ms_max = 2'000;   // one that waited longer is shed
    std::uint32_t idle_ms_max = 60'000;     // between requests
    std::uint32_t head_ms_max = 10'000;     // TLS handshake; first byte of a head to its last
    std::uint32_t body_ms_max = 30'000;     // whole body
    std::uint32_t write_ms_max = 30'000;    // whole answer
    std::uint32_t retry_after_seconds = 1;  // what a shed caller is told
};

struct TlsFiles {  // PEM text
    std::string certificate_chain;
    std::string private_key;
};

struct HttpSettings {
    std::string address = "127.0.0.1";  // IPv4 or IPv6
    std::uint16_t port = 0;             // 0: a free one
    std::uint32_t io_threads = 1;
    std::uint32_t workers = 2;
    std::optional<TlsFiles> tls;  // nothing: plain HTTP
    HttpLimits limits;
};

// How a request ended, for log and metrics.
struct Served {
    std::string_view method;   // "-" when the request line could not be read
    std::string_view pattern;  // of the route, "-" when there is none: never what the caller wrote
    int status = 0;
    bool shed = false;
    std::uint64_t waited_us = 0;  // for a worker
    std::uint64_t took_us = 0;    // from the head's end to the answer's being ready
    std::uint64_t body_bytes = 0;
};

struct HttpService {
    const HttpRouter* router = nullptr;
    // Says who asks (principal, tenant, key_id, roles), or refuses (a key that is none, too many requests).
    // Called on an I/O thread with the head only; may be empty.
    std::function<std::optional<HttpResponse>(HttpRequest&)> admit;
    // Called once for every answer, on any thread, before it is written; may be empty.
    std::function<void(const HttpRequest&, const Served&)> record;
};

struct HttpCounts {
    std::uint64_t connections_open = 0;
    std::uint64_t connections_total = 0;
    std::uint64_t connections_refused = 0;
    std::uint64_t waiting = 0;  // for a worker
    std::uint64_t in_flight = 0;
    std::uint64_t bodies_bytes = 0;
};

class HttpServer {
public:
    // Listens when it returns.
    [[nodiscard]] static base::Result<std::unique_ptr<HttpServer>> start(const HttpSettings& settings,
                                                                         HttpService service);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] HttpCounts counts() const;
    // For connections from now on; the old one stays when these cannot be read.
    [[nodiscard]] base::Status set_tls(const TlsFiles& files);
    // Takes no more connections, lets what is in flight finish within the time, then closes everything.
    // True when nothing had to be cut off.
    bool stop(std::uint32_t within_ms);

private:
    struct State;
    explicit HttpServer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace cordon::server
