// server/testing.h: a small HTTP server that misbehaves on request; included by *_test.cc only.
//
// Role:      each path has a list of scripts, one per request, the last one for all later requests. A script
//            writes raw bytes, so it can say anything a broken or hostile server says.
// Rules:     127.0.0.1, a port the system chooses; a script that stalls ends when the server stops.
// Ownership: the server joins its threads when it dies.
// Threads:   scripts and counters may be touched at any time; on_connect before the first visit.
#pragma once

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace cordon::server::testing {

class Visitor {
public:
    Visitor(int socket, const std::atomic<bool>& stopping) : socket_(socket), stopping_(stopping) {}

    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) {
                return false;
            }
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    // Until the peer leaves, the time is over or the server stops.
    void stall(std::chrono::milliseconds time = std::chrono::seconds(20)) {
        for (auto waited = std::chrono::milliseconds(0); waited < time && !stopping_;
             waited += std::chrono::milliseconds(10)) {
            pollfd gone{socket_, POLLRDHUP, 0};
            if (::poll(&gone, 1, 10) > 0) {
                return;
            }
        }
    }
    // Ends the connection with a reset.
    void reset() {
        const linger at_once{1, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        was_reset_ = true;
    }
    [[nodiscard]] bool was_reset() const { return was_reset_; }

private:
    bool was_reset_ = false;
    int socket_;
    const std::atomic<bool>& stopping_;
};

using Script = std::function<void(Visitor&)>;

// A whole answer: status line, headers, body. Lengths are as given: extra headers may lie.
inline Script answer(int status, std::string body, std::string headers = {}) {
    return [=](Visitor& visitor) {
        visitor.send(fmt::format("HTTP/1.1 {} X\r\nContent-Length: {}\r\nConnection: close\r\n{}\r\n{}",
                                 status, body.size(), headers, body));
    };
}
inline Script raw(std::string bytes) {
    return [=](Visitor& visitor) { visitor.send(bytes); };
}
inline Script redirect(int status, const std::string& to) {
    return answer(status, "moved", "Location: " + to + "\r\n");
}

class MisbehavingServer {
public:
    MisbehavingServer() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
        ::listen(listener_, 256);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        acceptor_ = std::thread([this] { accept_all(); });
    }
    MisbehavingServer(const MisbehavingServer&) = delete;
    MisbehavingServer& operator=(const MisbehavingServer&) = delete;
    ~MisbehavingServer() {
        stopping_ = true;
        acceptor_.join();
        for (auto& thread : visits_) {
            thread.join();
        }
        ::close(listener_);
    }

    void on(const std::string& path, std::vector<Script> scripts) {
        const std::scoped_lock lock(mutex_);
        scripts_[path] = std::move(scripts);
    }
    // Speaks before it is spoken to, or never: for what happens before a request.
    void on_connect(Script script) { on_connect_ = std::move(script); }

    [[nodiscard]] int port() const { return port_; }
    [[nodiscard]] std::string url(std::string_view path) const {
        return fmt::format("http://127.0.0.1:{}{}", port_, path);
    }
    [[nodiscard]] std::size_t requests(const std::string& path) {
        const std::scoped_lock lock(mutex_);
        return requests_[path].size();
    }
    // The raw text of the requests for a path, in order.
    [[nodiscard]] std::vector<std::string> texts(const std::string& path) {
        const std::scoped_lock lock(mutex_);
        return requests_[path];
    }
    [[nodiscard]] std::size_t connections() const { return connections_; }

private:
    void accept_all() {
        while (!stopping_) {
            pollfd ready{listener_, POLLIN, 0};
            if (::poll(&ready, 1, 10) <= 0) {
                continue;
            }
            const int visitor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (visitor >= 0) {
                ++connections_;
                visits_.emplace_back([this, visitor] { serve(visitor); });
            }
        }
    }

    void serve(int socket) {
        Visitor visitor(socket, stopping_);
        if (on_connect_) {
            on_connect_(visitor);
        } else if (const auto script = read_request(socket)) {
            script(visitor);
            if (!visitor.was_reset()) {
                // Lets the peer read everything: a close with unread bytes would be a reset.
                ::shutdown(socket, SHUT_WR);
                visitor.stall(std::chrono::milliseconds(200));
            }
        }
        ::close(socket);
    }

    Script read_request(int socket) {
        std::string text;
        char piece[4096];
        while (text.find("\r\n\r\n") == std::string::npos && !stopping_) {
            pollfd ready{socket, POLLIN, 0};
            if (::poll(&ready, 1, 10) == 0) {
                continue;
            }
            const auto count = ::recv(socket, piece, sizeof piece, 0);
            if (count <= 0) {
                return {};
            }
            text.append(piece, static_cast<std::size_t>(count));
        }
        const auto from = text.find(' ') + 1;
        const auto target = text.substr(from, text.find(' ', from) - from);
        const std::string path = target.substr(0, target.find('?'));
        const std::scoped_lock lock(mutex_);
        auto& seen = requests_[path];
        seen.push_back(text);
        const auto& scripts = scripts_[path];
        if (scripts.empty()) {
            return answer(404, "<html>not here</html>");
        }
        return scripts[std::min(seen.size(), scripts.size()) - 1];
    }

    int listener_;
    int port_ = 0;
    std::atomic<bool> stopping_ = false;
    std::atomic<std::size_t> connections_ = 0;
    Script on_connect_;
    std::mutex mutex_;
    std::map<std::string, std::vector<Script>> scripts_;
    std::map<std::string, std::vector<std::string>> requests_;
    std::list<std::thread> visits_;
    std::thread acceptor_;
};

}  // namespace cordon::server::testing
