// server/service_metrics.h: what the service has done, counted, as Prometheus reads it.
//
// Role:        counters and histograms that endpoints and server add to, and the text of /metrics.
// Rules:       the text format 0.0.4 of Prometheus. Labels are route patterns, statuses, stages and list
//              names: nothing of a caller, a payment or a person, and so a bounded number of them.
// Threads:     add from any thread; text() sees each number whole, not all at one moment.
// Determinism: order of lines is fixed.
// Cost:        stage(): two additions without a lock; served(): one short lock.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http_server.h"
#include "server/payment_desk.h"
#include "server/serving_lists.h"
#include "server/stage.h"

namespace cordon::server {

class Histogram {
public:
    // Upper bounds in microseconds: 0.1 ms to 10 s.
    static constexpr std::array<std::uint64_t, 16> bounds_us{
        100,    250,     500,     1'000,   2'500,     5'000,     10'000,    25'000,
        50'000, 100'000, 250'000, 500'000, 1'000'000, 2'500'000, 5'000'000, 10'000'000};

    void add(std::uint64_t us);
    // name_bucket{labels,le="..."}, name_sum and name_count, in seconds.
    void write(std::string& text, std::string_view name, std::string_view labels) const;

private:
    std::array<std::atomic<std::uint64_t>, bounds_us.size() + 1> counts_{};
    std::atomic<std::uint64_t> sum_us_ = 0;
};

class ServiceMetrics {
public:
    void served(const Served& one);
    void stage(Stage stage, std::uint64_t us_since_received);
    // A number of its own, made when it is first named: "cordon_list_swaps_total".
    void count(std::string_view name, std::uint64_t by = 1);

    // More: lines of whoever else has numbers, "name{labels} value\n", after `# TYPE` lines of their own.
    [[nodiscard]] std::string text(const HttpCounts& http, const ServingLists& lists, base::Instant now,
                                   std::string_view more = {}) const;

private:
    using RouteKey = std::pair<std::string, int>;  // "METHOD pattern", status
    std::array<Histogram, 6> stages_;
    Histogram answers_;
    Histogram waits_;
    std::atomic<std::uint64_t> shed_ = 0;
    mutable std::mutex mutex_;
    std::map<RouteKey, std::uint64_t> routes_;
    std::map<std::string, std::uint64_t, std::less<>> named_;
};

// For `more` of text(): the desk where verdicts are recorded, and the gates that remember answers.
[[nodiscard]] std::string desk_lines(const DeskCounts& desk, std::uint64_t gates_made);

}  // namespace cordon::server
