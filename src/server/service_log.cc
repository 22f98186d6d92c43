#include "server/service_log.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <climits>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "codec/json.h"

namespace cordon::server {

namespace {

constexpr std::size_t piece_bytes_max = 64U << 10U;
constexpr std::chrono::seconds last_words{1};

codec::JsonWriter begun(std::string_view level, base::Instant now) {
    codec::JsonWriter json;
    json.begin_object().key("time").string(base::to_string(now)).key("level").string(level);
    return json;
}

}  // namespace

std::string answer_line(const HttpRequest& request, const Served& one, base::Instant now) {
    codec::JsonWriter json = begun(one.status >= 500 ? "warning" : "info", now);
    json.key("request_id").string(request.request_id).key("trace_id").string(request.trace.trace_id);
    json.key("method").string(one.method).key("route").string(one.pattern);
    json.key("status").integer(one.status);
    json.key("took_us").integer(static_cast<std::int64_t>(one.took_us));
    json.key("waited_us").integer(static_cast<std::int64_t>(one.waited_us));
    json.key("body_bytes").integer(static_cast<std::int64_t>(one.body_bytes));
    if (one.shed) {
        json.key("shed").boolean(true);
    }
    if (!request.principal.empty()) {
        json.key("principal").string(request.principal).key("tenant").string(request.tenant);
        json.key("key").string(request.key_id);
    }
    json.key("peer").string(request.peer).end_object();
    return json.take();
}

std::string event_line(std::string_view level, std::string_view message, base::Instant now) {
    codec::JsonWriter json = begun(level, now);
    json.key("message").string(message).end_object();
    return json.take();
}

struct ServiceLog::State {
    int descriptor = -1;
    std::size_t lines_max = 0;
    std::mutex mutex;
    std::condition_variable ready;
    std::condition_variable written;
    std::deque<std::string> lines;
    std::uint64_t dropped = 0;
    bool stopping = false;
    bool give_up = false;
    std::thread thread;

    // A piece that is written at once, so that lines of other processes do not fall between.
    std::string next_piece() {
        std::string piece;
        while (!lines.empty() && piece.size() + lines.front().size() < piece_bytes_max) {
            piece += lines.front();
            piece += '\n';
            lines.pop_front();
        }
        if (lines.empty() && dropped > 0) {
            piece += fmt::format(
                "{{\"level\":\"warning\",\"message\":\"lines of the log were dropped\","
                "\"dropped\":{}}}\n",
                std::exchange(dropped, 0));
        }
        return piece;
    }

    void put(std::string_view piece) {
        while (!piece.empty()) {
            pollfd ready_to_write{descriptor, POLLOUT, 0};
            if (::poll(&ready_to_write, 1, 100) == 0) {
                const std::lock_guard lock(mutex);
                if (give_up) {
                    return;
                }
                continue;
            }
            // A pipe that is ready takes so much without blocking, and no more for certain.
            const ssize_t count =
                ::write(descriptor, piece.data(), std::min<std::size_t>(piece.size(), PIPE_BUF));
            if (count < 0 && errno != EINTR && errno != EAGAIN) {
                return;  // nobody reads any more
            }
            piece.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
        }
    }

    void run() {
        std::unique_lock lock(mutex);
        for (;;) {
            ready.wait(lock, [this] { return stopping || !lines.empty(); });
            if (lines.empty()) {
                return;
            }
            const std::string piece = next_piece();
            lock.unlock();
            put(piece);
            lock.lock();
            if (lines.empty()) {
                written.notify_all();
            }
        }
    }
};

ServiceLog::ServiceLog(int descriptor, std::size_t lines_max) : state_(std::make_unique<State>()) {
    state_->descriptor = descriptor;
    state_->lines_max = lines_max;
    state_->thread = std::thread([state = state_.get()] { state->run(); });
}

ServiceLog::~ServiceLog() {
    {
        std::unique_lock lock(state_->mutex);
        state_->stopping = true;
        state_->ready.notify_all();
        (void)state_->written.wait_for(lock, last_words, [this] { return state_->lines.empty(); });
        state_->lines.clear();
        state_->give_up = true;
    }
    state_->thread.join();
}

void ServiceLog::write(std::string line) {
    {
        const std::lock_guard lock(state_->mutex);
        if (state_->lines.size() >= state_->lines_max) {
            ++state_->dropped;
            return;
        }
        state_->lines.push_back(std::move(line));
    }
    state_->ready.notify_one();
}

}  // namespace cordon::server
