// server/http_exchange.h: one HTTP request and its answer, as the endpoints see them.
//
// Role:      the seam between whatever speaks HTTP (http_server.h) and what answers (endpoints, tests).
// Rules:     problems are RFC 9457 (application/problem+json). Names of people never stand in a URL of our
//            own endpoints, and no part of a query string is ever logged.
// Ownership: plain values.
// Threads:   parse_target and the rest are pure functions; a handler is called from many threads at once.
// Errors:    invalid_input from parse_target; endpoints answer with a problem instead.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "server/roles.h"
#include "server/trace_context.h"

namespace cordon::server {

using HttpFields = std::vector<std::pair<std::string, std::string>>;

// A request's target, its percent signs decoded: "/v1/verdicts/a%20b?x=1" is {v1, verdicts, "a b"} and x.
struct HttpTarget {
    std::vector<std::string> segments;  // without empty ones; none for "/"
    HttpFields query;                   // in order; a name may stand more than once
};

struct HttpRequest {
    std::string method;  // GET, POST ...
    HttpTarget target;
    HttpFields fields;  // header fields; names in lower case
    std::string body;
    std::string peer;  // address of the other side, for rate limits and the record

    // Set before a handler is called. Who asks: all empty where the route is open to anyone and no key came.
    std::string principal;
    std::string tenant;
    std::string key_id;
    Roles roles;
    HttpFields parameters;       // what the route's pattern names: "/v1/verdicts/{id}" has id
    std::string request_id;      // unique; in the log and in x-request-id
    TraceContext trace;          // the caller's trace with our own span, or a new one
    std::uint64_t begun_us = 0;  // when its first byte came (server/stage.h)

    // Value of a part of the path, "" when the pattern does not name it.
    [[nodiscard]] std::string_view parameter(std::string_view name) const;
    // First value of a field ("content-type") or query parameter, "" when absent.
    [[nodiscard]] std::string_view field(std::string_view name) const;
    [[nodiscard]] std::string_view query(std::string_view name) const;
    [[nodiscard]] std::vector<std::string_view> query_all(std::string_view name) const;
};

struct HttpResponse {
    int status = 200;
    std::string content_type = "application/json";
    std::string body;
    HttpFields fields;  // further ones
};

using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

// The target of a request line: path and query, no host. Bad percent signs, NUL and a path with "." or ".."
// are invalid_input. '+' is a blank in the query only.
[[nodiscard]] base::Result<HttpTarget> parse_target(std::string_view target);

// title: the problem in general, the same for every one of its kind; detail: this one, a sentence of ours.
// type: the fragment of docs/reference/problems.md.
[[nodiscard]] HttpResponse problem(int status, std::string_view type, std::string_view title,
                                   std::string_view detail);
// The problem of an Error: its code chooses status and title.
[[nodiscard]] HttpResponse problem_of(const base::Error& error);

}  // namespace cordon::server
