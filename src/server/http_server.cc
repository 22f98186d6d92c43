#include "server/http_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "server/http_connection.h"

namespace cordon::server {

namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

constexpr std::uint32_t last_words_ms = 2'000;  // after the cut, for connections to take themselves off

base::Result<std::shared_ptr<asio::ssl::context>> tls_context(const TlsFiles& files) {
    error_code error;
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    SSL_CTX* const native = context->native_handle();
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    if (SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) != 1 ||
        SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20") != 1) {
        return base::fail(base::ErrorCode::unavailable, "TLS 1.2 cannot be set up");
    }
    context->use_certificate_chain(asio::buffer(files.certificate_chain), error);
    if (error) {
        return base::fail(
            base::ErrorCode::invalid_input,
            "the TLS certificate cannot be read: give a PEM file, the server's certificate first");
    }
    context->use_private_key(asio::buffer(files.private_key), asio::ssl::context::pem, error);
    if (error || SSL_CTX_check_private_key(native) != 1) {
        return base::fail(
            base::ErrorCode::invalid_input,
            "the TLS key cannot be read, or is not the certificate's: give its PEM file, without "
            "a passphrase");
    }
    return context;
}

// The address of a peer as text; an IPv4 address in IPv6 clothes is the IPv4 address.
std::string text_of(const asio::ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    }
    return address.to_string();
}

}  // namespace

struct HttpServer::State {
    State(const HttpSettings& wanted, HttpService what)
        : settings(wanted),
          shared{.limits = wanted.limits,
                 .service = std::move(what),
                 .work = WorkQueue(wanted.workers, wanted.limits.waiting_max),
                 .left = [this](const HttpConnection* connection,
                                const std::string& peer) { left(connection, peer); }},
          io(static_cast<int>(wanted.io_threads)),
          staying(io.get_executor()),
          acceptor(asio::make_strand(io)),
          retry(acceptor.get_executor()) {}

    HttpSettings settings;
    std::uint16_t port = 0;
    std::atomic<std::uint64_t> connections_total = 0;
    std::atomic<std::uint64_t> connections_refused = 0;

    mutable std::mutex mutex;  // for what follows
    std::condition_variable gone;
    std::shared_ptr<asio::ssl::context> tls;
    std::unordered_map<const HttpConnection*, std::weak_ptr<HttpConnection>> connections;
    std::map<std::string, std::uint32_t> of_peer;

    HttpShared shared;
    asio::io_context io;  // its end is the end of the last connections, which still need what stands above
    // While a worker has a request its connection waits for nothing here; the threads have to stay.
    asio::executor_work_guard<asio::io_context::executor_type> staying;
    tcp::acceptor acceptor;
    asio::steady_timer retry;
    std::vector<std::thread> threads;

    base::Status listen();
    void accept();
    void accepted(tcp::socket socket);
    void left(const HttpConnection* connection, const std::string& peer);
    void each(void (HttpConnection::*what)());
    bool stop(std::uint32_t within_ms);
};

base::Status HttpServer::State::listen() {
    error_code error;
    const std::string host = settings.address == "localhost" ? "127.0.0.1" : settings.address;
    const auto address = asio::ip::make_address(host, error);
    if (error) {
        return base::fail(base::ErrorCode::invalid_input, "'" + base::shown(host, 60) +
                                                              "' is no IP address to listen on; give one of "
                                                              "this machine, or 127.0.0.1");
    }
    const tcp::endpoint endpoint(address, settings.port);
    acceptor.open(endpoint.protocol(), error);
    if (!error) {
        acceptor.set_option(asio::socket_base::reuse_address(true), error);
        acceptor.bind(endpoint, error);
    }
    if (!error) {
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        return base::fail(base::ErrorCode::unavailable, fmt::format("cannot listen on {} port {}: {}", host,
                                                                    settings.port, error.message()));
    }
    port = acceptor.local_endpoint(error).port();
    return {};
}

void HttpServer::State::accept() {
    acceptor.async_accept(asio::make_strand(io), [this](error_code error, tcp::socket socket) {
        if (shared.stopping) {
            return;
        }
        if (!error) {
            accepted(std::move(socket));
            accept();
            return;
        }
        ++connections_refused;  // out of descriptors, or gone before we looked: breathe, then go on
        retry.expires_after(milliseconds(50));
        retry.async_wait([this](error_code) {
            if (!shared.stopping) {
                accept();
            }
        });
    });
}

void HttpServer::State::accepted(tcp::socket socket) {
    error_code error;
    const auto remote = socket.remote_endpoint(error);
    if (error) {
        return;
    }
    const std::string peer = text_of(remote.address());
    socket.set_option(tcp::no_delay(true), error);
    std::shared_ptr<HttpConnection> connection;
    {
        const std::lock_guard lock(mutex);
        auto& open = of_peer[peer];
        if (connections.size() >= settings.limits.connections_max ||
            open >= settings.limits.connections_per_peer_max) {
            if (open == 0) {
                of_peer.erase(peer);
            }
            ++connections_refused;
            return;  // closed at once: whoever opens so many is not owed an answer
        }
        ++open;
        ++connections_total;
        connection = std::make_shared<HttpConnection>(shared, std::move(socket), tls, peer);
        connections.emplace(connection.get(), connection);
    }
    asio::post(connection->executor(), [connection] { connection->start(); });
}

void HttpServer::State::left(const HttpConnection* connection, const std::string& peer) {
    const std::lock_guard lock(mutex);
    connections.erase(connection);
    const auto found = of_peer.find(peer);
    if (found != of_peer.end() && --found->second == 0) {
        of_peer.erase(found);
    }
    if (connections.empty()) {
        gone.notify_all();
    }
}

void HttpServer::State::each(void (HttpConnection::*what)()) {
    std::vector<std::shared_ptr<HttpConnection>> open;
    {
        const std::lock_guard lock(mutex);
        for (const auto& [_, weak] : connections) {
            open.push_back(weak.lock());
        }
    }
    for (const auto& connection : open) {
        if (connection) {
            asio::post(connection->executor(), [connection, what] { (connection.get()->*what)(); });
        }
    }
}

bool HttpServer::State::stop(std::uint32_t within_ms) {
    if (shared.stopping.exchange(true)) {
        return true;
    }
    asio::post(acceptor.get_executor(), [this] {
        error_code ignored;
        retry.cancel();
        acceptor.close(ignored);
    });
    each(&HttpConnection::wind_up);
    const auto empty = [this] { return connections.empty(); };
    bool whole = false;
    {
        std::unique_lock lock(mutex);
        whole = gone.wait_for(lock, milliseconds(within_ms), empty);
    }
    if (!whole) {
        each(&HttpConnection::close);
    }
    shared.work.stop();  // a handler that runs is let finish: a thread cannot be taken from it
    {
        std::unique_lock lock(mutex);
        (void)gone.wait_for(lock, milliseconds(last_words_ms), empty);
    }
    io.stop();
    for (std::thread& thread : threads) {
        thread.join();
    }
    threads.clear();
    return whole;
}

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

HttpServer::~HttpServer() {
    state_->stop(0);
}

base::Result<std::unique_ptr<HttpServer>> HttpServer::start(const HttpSettings& settings,
                                                            HttpService service) {
    auto state = std::make_unique<State>(settings, std::move(service));
    if (settings.tls) {
        CORDON_ASSIGN(state->tls, tls_context(*settings.tls));
    }
    CORDON_TRY(state->listen());
    state->accept();
    for (std::uint32_t at = 0; at < std::max(1U, settings.io_threads); ++at) {
        state->threads.emplace_back([&io = state->io] {
            for (;;) {
                try {
                    io.run();
                    return;
                } catch (const std::exception&) {  // out of memory in one connection: the others go on
                }
            }
        });
    }
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

std::uint16_t HttpServer::port() const {
    return state_->port;
}

HttpCounts HttpServer::counts() const {
    const std::lock_guard lock(state_->mutex);
    return {.connections_open = state_->connections.size(),
            .connections_total = state_->connections_total,
            .connections_refused = state_->connections_refused,
            .waiting = state_->shared.work.waiting(),
            .in_flight = state_->shared.in_flight,
            .bodies_bytes = state_->shared.bodies_bytes};
}

base::Status HttpServer::set_tls(const TlsFiles& files) {
    CORDON_ASSIGN(auto context, tls_context(files));
    const std::lock_guard lock(state_->mutex);
    state_->tls = std::move(context);
    return {};
}

bool HttpServer::stop(std::uint32_t within_ms) {
    return state_->stop(within_ms);
}

}  // namespace cordon::server
