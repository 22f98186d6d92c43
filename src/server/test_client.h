// server/test_client.h: a raw HTTP client that says anything; included by *_test.cc only.
//
// Role:    sends bytes as given, reads one answer at a time, notices the end of the connection.
// Threads: one client a thread.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/parse.h"
#include "base/strings.h"

namespace cordon::server::testing {

struct Answer {
    int status = 0;  // 0: the connection ended, or nothing came in time
    std::string head;
    std::string body;
    // "" when absent.
    [[nodiscard]] std::string field(std::string_view name) const {
        for (const std::string_view line : base::split(std::string_view(head), "\r\n")) {
            const auto colon = line.find(':');
            if (colon != line.npos && base::ascii_iequals(line.substr(0, colon), name)) {
                return std::string(base::trim(line.substr(colon + 1)));
            }
        }
        return {};
    }
};

class Client {
public:
    explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    virtual ~Client() { ::close(socket_); }

    [[nodiscard]] bool connected() const { return connected_; }
    [[nodiscard]] int socket() const { return socket_; }

    virtual bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) {
                return false;
            }
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    // Up to and with the body of one answer; without_body: of a HEAD.
    Answer answer(bool without_body = false, int wait_ms = 5'000) {
        Answer answer;
        std::size_t end = 0;
        while ((end = text_.find("\r\n\r\n")) == std::string::npos) {
            if (!receive(wait_ms)) {
                return answer;
            }
        }
        answer.head = text_.substr(0, end + 2);
        text_.erase(0, end + 4);
        const auto status = base::parse_number<int>(std::string_view(answer.head).substr(9, 3));
        answer.status = status ? *status : -1;
        const auto length = base::parse_number<std::size_t>(answer.field("content-length"));
        const std::size_t bytes = without_body || answer.status < 200 || !length ? 0 : *length;
        while (text_.size() < bytes) {
            if (!receive(wait_ms)) {
                return {};
            }
        }
        answer.body = text_.substr(0, bytes);
        text_.erase(0, bytes);
        return answer;
    }

    Answer ask(std::string_view bytes, bool without_body = false) {
        send(bytes);
        return answer(without_body);
    }
    Answer get(std::string_view target, std::string_view fields = {}) {
        return ask("GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n" + std::string(fields) + "\r\n");
    }
    Answer post(std::string_view target, std::string_view body, std::string_view fields = {}) {
        return ask("POST " + std::string(target) + " HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                   std::to_string(body.size()) + "\r\n" + std::string(fields) + "\r\n" + std::string(body));
    }

    // True when the other side closes within that time and says nothing more.
    bool ended(int wait_ms = 5'000) {
        const auto before = text_.size();
        return !receive(wait_ms) && gone_ && text_.size() == before;
    }

protected:
    // Bytes, 0 at the end, -1 when none came in time.
    virtual long read(char* bytes, std::size_t most, int wait_ms) {
        pollfd ready{socket_, POLLIN, 0};
        return ::poll(&ready, 1, wait_ms) <= 0 ? -1 : ::recv(socket_, bytes, most, 0);
    }

private:
    bool receive(int wait_ms) {
        char piece[8192];
        const long count = read(piece, sizeof piece, wait_ms);
        gone_ = count == 0 || (count < 0 && errno == ECONNRESET);
        if (count <= 0) {
            return false;
        }
        text_.append(piece, static_cast<std::size_t>(count));
        return true;
    }

    int socket_;
    bool connected_ = false;
    bool gone_ = false;
    std::string text_;
};

}  // namespace cordon::server::testing
