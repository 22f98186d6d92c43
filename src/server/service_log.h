// server/service_log.h: one JSON object a line about each answer and event, and a thread that writes them.
//
// Role:      the log of the service, for a collector.
// Rules:     a line holds time, level, ids, route pattern, status, times and the key's principal; never a
//            path, a query, a body, a name out of a message or a key. Text is escaped by the JSON writer, so
//            no line can be forged. When lines come faster than they are written, they are counted and
//            dropped, and a line says how many: a full pipe must not stop payments.
// Ownership: the writer owns its thread, not the descriptor.
// Threads:   write() from any thread.
// Cost:      one lock a line.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "server/http_server.h"

namespace cordon::server {

[[nodiscard]] std::string answer_line(const HttpRequest& request, const Served& one, base::Instant now);
// level: "info", "warning", "error"; the message is a sentence of ours.
[[nodiscard]] std::string event_line(std::string_view level, std::string_view message, base::Instant now);

class ServiceLog {
public:
    explicit ServiceLog(int descriptor, std::size_t lines_max = 10'000);
    ~ServiceLog();  // writes what waits, for a second at most
    ServiceLog(const ServiceLog&) = delete;
    ServiceLog& operator=(const ServiceLog&) = delete;

    void write(std::string line);  // without its end of line

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace cordon::server
