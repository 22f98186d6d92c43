#include "server/service_metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace cordon::server {

namespace {

template <class... Arguments>
void add_line(std::string& text, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(text), format, std::forward<Arguments>(arguments)...);
    text += '\n';
}

void add_head(std::string& text, std::string_view name, std::string_view kind, std::string_view help) {
    add_line(text, "# HELP {} {}", name, help);
    add_line(text, "# TYPE {} {}", name, kind);
}

void add_number(std::string& text, std::string_view name, std::string_view kind, std::string_view help,
                std::uint64_t value) {
    add_head(text, name, kind, help);
    add_line(text, "{} {}", name, value);
}

// Inside a label's quotes.
std::string label(std::string_view value) {
    std::string text;
    for (const char letter : value) {
        if (letter == '\\' || letter == '"') {
            text += '\\';
        }
        text += letter == '\n' ? ' ' : letter;
    }
    return text;
}

double seconds(std::uint64_t us) {
    return static_cast<double>(us) / 1e6;
}

void add_lists(std::string& text, const ServingLists& lists, base::Instant now) {
    add_head(text, "cordon_list_age_seconds", "gauge", "time since the publisher was seen to offer the list");
    for (const engine::ListStatus& status : lists.statuses) {
        if (status.seen_at) {
            add_line(text, "cordon_list_age_seconds{{list=\"{}\"}} {}", label(status.version.list),
                     (now.unix_ms - status.seen_at->unix_ms) / 1000);
        }
    }
    add_head(text, "cordon_list_fresh", "gauge", "1 when the list is within its age limit");
    for (const engine::ListStatus& status : lists.statuses) {
        add_line(text, "cordon_list_fresh{{list=\"{}\"}} {}", label(status.version.list),
                 status.freshness == engine::Freshness::fresh ? 1 : 0);
    }
    add_head(text, "cordon_list_listings", "gauge", "listings of the version in use");
    for (const engine::ListStatus& status : lists.statuses) {
        add_line(text, "cordon_list_listings{{list=\"{}\",version=\"{}\"}} {}", label(status.version.list),
                 label(status.version.version), status.version.listings);
    }
    add_head(text, "cordon_self_test_ok", "gauge", "1 when the index finds the first listing of the list");
    for (const engine::IndexSelfTest& test : lists.self_tests) {
        add_line(text, "cordon_self_test_ok{{list=\"{}\"}} {}", label(test.list), test.found ? 1 : 0);
    }
    add_head(text, "cordon_self_test_timestamp_seconds", "gauge", "when the index was asked last");
    if (!lists.self_tests.empty()) {
        add_line(text, "cordon_self_test_timestamp_seconds {}", lists.self_tested_at.unix_ms / 1000);
    }
    add_number(text, "cordon_lists_missing", "gauge", "lists that are enabled and have no active version",
               lists.missing_lists.size());
    add_number(text, "cordon_lists_loaded", "gauge", "1 when there are lists to screen against",
               lists.snapshot != nullptr ? 1 : 0);
    add_number(text, "cordon_lists_degraded", "gauge", "1 when a list is stale, of unknown age or missing",
               lists.stale ? 1 : 0);
    add_number(text, "cordon_lists_serial", "counter", "changes of the lists in use since the start",
               lists.serial);
}

}  // namespace

std::string_view to_string(Stage stage) {
    switch (stage) {
        case Stage::received: return "received";
        case Stage::parsed: return "parsed";
        case Stage::screened: return "screened";
        case Stage::durable: return "durable";
        case Stage::held: return "held";
        case Stage::replied: return "replied";
    }
    return "";
}

void Histogram::add(std::uint64_t us) {
    const auto* const bound = std::ranges::lower_bound(bounds_us, us);
    counts_[static_cast<std::size_t>(bound - bounds_us.begin())].fetch_add(1, std::memory_order_relaxed);
    sum_us_.fetch_add(us, std::memory_order_relaxed);
}

void Histogram::write(std::string& text, std::string_view name, std::string_view labels) const {
    const std::string_view comma = labels.empty() ? "" : ",";
    std::uint64_t total = 0;
    for (std::size_t at = 0; at < bounds_us.size(); ++at) {
        total += counts_[at].load(std::memory_order_relaxed);
        add_line(text, "{}_bucket{{{}{}le=\"{}\"}} {}", name, labels, comma, seconds(bounds_us[at]), total);
    }
    total += counts_.back().load(std::memory_order_relaxed);
    add_line(text, "{}_bucket{{{}{}le=\"+Inf\"}} {}", name, labels, comma, total);
    const std::string braces = labels.empty() ? std::string() : fmt::format("{{{}}}", labels);
    add_line(text, "{}_sum{} {}", name, braces, seconds(sum_us_.load(std::memory_order_relaxed)));
    add_line(text, "{}_count{} {}", name, braces, total);
}

void ServiceMetrics::served(const Served& one) {
    answers_.add(one.took_us);
    if (one.waited_us > 0) {
        waits_.add(one.waited_us);
    }
    if (one.shed) {
        ++shed_;
    }
    const std::lock_guard lock(mutex_);
    ++routes_[{fmt::format("{} {}", one.method, one.pattern), one.status}];
}

void ServiceMetrics::stage(Stage stage, std::uint64_t us_since_received) {
    stages_[static_cast<std::size_t>(stage)].add(us_since_received);
}

void ServiceMetrics::count(std::string_view name, std::uint64_t by) {
    const std::lock_guard lock(mutex_);
    const auto found = named_.find(name);
    if (found == named_.end()) {
        named_.emplace(name, by);
    } else {
        found->second += by;
    }
}

std::string ServiceMetrics::text(const HttpCounts& http, const ServingLists& lists, base::Instant now,
                                 std::string_view more) const {
    std::string text;
    {
        const std::lock_guard lock(mutex_);
        add_head(text, "cordon_requests_total", "counter", "answers by route and status");
        for (const auto& [route, count] : routes_) {
            const std::size_t blank = route.first.find(' ');
            add_line(text, "cordon_requests_total{{method=\"{}\",route=\"{}\",status=\"{}\"}} {}",
                     label(route.first.substr(0, blank)), label(route.first.substr(blank + 1)), route.second,
                     count);
        }
        for (const auto& [name, count] : named_) {
            add_line(text, "# TYPE {} counter", name);
            add_line(text, "{} {}", name, count);
        }
    }
    add_head(text, "cordon_request_seconds", "histogram", "from a request's head to its answer");
    answers_.write(text, "cordon_request_seconds", "");
    add_head(text, "cordon_wait_seconds", "histogram", "time that requests waited for a worker");
    waits_.write(text, "cordon_wait_seconds", "");
    add_head(text, "cordon_stage_seconds", "histogram", "from a message's arrival to the end of each stage");
    for (std::size_t at = 0; at < stages_.size(); ++at) {
        stages_[at].write(text, "cordon_stage_seconds",
                          fmt::format("stage=\"{}\"", to_string(static_cast<Stage>(at))));
    }
    add_number(text, "cordon_shed_total", "counter", "requests refused because there was too much to do",
               shed_);
    add_number(text, "cordon_queue_waiting", "gauge", "requests that wait for a worker", http.waiting);
    add_number(text, "cordon_in_flight", "gauge", "requests that wait or are worked on", http.in_flight);
    add_number(text, "cordon_body_bytes", "gauge", "bytes of bodies being read or worked on",
               http.bodies_bytes);
    add_number(text, "cordon_connections", "gauge", "open connections", http.connections_open);
    add_number(text, "cordon_connections_total", "counter", "connections taken", http.connections_total);
    add_number(text, "cordon_connections_refused_total", "counter", "connections refused by a limit",
               http.connections_refused);
    add_lists(text, lists, now);
    text += more;
    return text;
}

std::string desk_lines(const DeskCounts& desk, std::uint64_t gates_made) {
    std::string text;
    add_number(text, "cordon_desk_waiting", "gauge", "messages that wait to be recorded", desk.waiting);
    add_number(text, "cordon_desk_waiting_bytes", "gauge", "their bytes, with those being recorded",
               desk.waiting_bytes);
    add_number(text, "cordon_desk_recorded_total", "counter", "messages whose verdict was recorded",
               desk.recorded);
    add_number(text, "cordon_desk_failed_total", "counter", "messages that could not be recorded",
               desk.failed);
    add_number(text, "cordon_desk_refused_total", "counter",
               "messages refused since too many waited, or too long", desk.refused);
    add_number(text, "cordon_desk_groups_total", "counter", "commits, each of a group of messages",
               desk.groups);
    add_number(text, "cordon_log_signed_total", "counter", "times that the log was signed", desk.signed_logs);
    add_number(text, "cordon_log_sign_failures_total", "counter", "times that it could not be",
               desk.sign_failures);
    add_number(text, "cordon_gates_made_total", "counter", "gates made, each with nothing remembered",
               gates_made);
    return text;
}

}  // namespace cordon::server
