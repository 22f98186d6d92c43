// server/http_router.h: method and path to the function that answers, and who may call it.
//
// Role:      endpoints add their routes once, before serving; the server asks for the route when it has the
//            head of a request (so that what is refused is refused before its body is read), and calls it.
// Rules:     a pattern is a path whose segments are words or {names}: "/v1/verdicts/{id}"; a word beats a
//            name. HEAD finds the GET route. Every route says who may call it: nobody is let in by
//            forgetting. Unknown path 404, known path with another method 405 with Allow, no key 401, a key
//            without the role 403. Whether the tenant of a thing is the caller's is the endpoint's to ask:
//            what belongs to another tenant is answered with 404.
// Ownership: owns the handlers.
// Threads:   add() before, all else from any thread.
// Cost:      one look at each route that has as many segments.
// Errors:    a pattern that stands twice or is malformed is a CHECK.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/http_exchange.h"

namespace cordon::server {

// Who may call a route.
class Access {
public:
    [[nodiscard]] static Access anyone() { return {true, {}}; }
    [[nodiscard]] static Access any_key() { return {false, {}}; }
    // Holders of at least one of these.
    [[nodiscard]] static Access roles(Roles roles) { return {false, roles}; }

    [[nodiscard]] bool open() const { return open_; }
    [[nodiscard]] Roles roles() const { return roles_; }  // none: any

private:
    Access(bool open, Roles roles) : open_{open}, roles_{roles} {}
    bool open_;
    Roles roles_;
};

struct Route {
    std::string method;
    std::string pattern;
    Access access = Access::any_key();
    HttpHandler handler;
    // What a refusal by the server itself becomes: no key, too large, too slow, too much to do, a failure of
    // the handler. Empty: it stays the problem that it is. Called on any thread.
    std::function<HttpResponse(HttpResponse)> refused;
    // Answered on the I/O thread itself, past the queue: only for what takes microseconds (/healthz).
    bool at_once = false;
    std::uint64_t body_bytes_max = 0;  // 0: the server's limit
};

class HttpRouter {
public:
    void add(std::string_view method, std::string_view pattern, Access access, HttpHandler handler);
    void add(Route route);

    // The route, its parameters put into the request; else the 404 or 405 problem. An error of a query
    // string is not looked for here.
    [[nodiscard]] std::variant<const Route*, HttpResponse> find(HttpRequest& request) const;
    // find, refusal and the handler in one: what tests of endpoints use.
    [[nodiscard]] HttpResponse answer(HttpRequest request) const;

    [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

private:
    std::vector<Route> routes_;
    std::vector<std::vector<std::string>> segments_;  // of each route
};

// Nothing when the request's roles and principal may call the route, else the 401 or 403 problem.
[[nodiscard]] std::optional<HttpResponse> refusal(const Route& route, const HttpRequest& request);

}  // namespace cordon::server
