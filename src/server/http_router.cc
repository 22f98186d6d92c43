#include "server/http_router.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/strings.h"

namespace cordon::server {

namespace {

bool is_name(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

std::vector<std::string> segments_of(std::string_view pattern) {
    CORDON_CHECK(!pattern.empty() && pattern.front() == '/');
    std::vector<std::string> segments;
    for (const std::string_view segment : base::split(pattern.substr(1), '/')) {
        if (!segment.empty()) {
            segments.emplace_back(segment);
        }
    }
    return segments;
}

bool matches(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
    return pattern.size() == path.size() &&
           std::ranges::equal(pattern, path, [](const std::string& left, const std::string& right) {
               return is_name(left) || left == right;
           });
}

// True when left has a word where right has a name, at the first place where they differ so.
bool closer(const std::vector<std::string>& left, const std::vector<std::string>& right) {
    for (std::size_t at = 0; at < left.size(); ++at) {
        if (is_name(left[at]) != is_name(right[at])) {
            return is_name(right[at]);
        }
    }
    return false;
}

// Patterns that the same path fits equally well.
bool same_shape(const std::vector<std::string>& left, const std::vector<std::string>& right) {
    return std::ranges::equal(left, right, [](const std::string& one, const std::string& other) {
        return is_name(one) ? is_name(other) : one == other;
    });
}

std::string_view method_of(const HttpRequest& request) {
    return request.method == "HEAD" ? std::string_view("GET") : std::string_view(request.method);
}

}  // namespace

void HttpRouter::add(std::string_view method, std::string_view pattern, Access access, HttpHandler handler) {
    add(Route{.method = std::string(method),
              .pattern = std::string(pattern),
              .access = access,
              .handler = std::move(handler),
              .refused = {}});
}

void HttpRouter::add(Route route) {
    auto segments = segments_of(route.pattern);
    for (std::size_t at = 0; at < routes_.size(); ++at) {
        CORDON_CHECK(routes_[at].method != route.method || !same_shape(segments_[at], segments));
    }
    CORDON_CHECK(static_cast<bool>(route.handler));
    routes_.push_back(std::move(route));
    segments_.push_back(std::move(segments));
}

std::variant<const Route*, HttpResponse> HttpRouter::find(HttpRequest& request) const {
    std::size_t best = routes_.size();
    std::vector<std::string> allowed;
    for (std::size_t at = 0; at < routes_.size(); ++at) {
        if (!matches(segments_[at], request.target.segments)) {
            continue;
        }
        if (routes_[at].method != method_of(request)) {
            allowed.push_back(routes_[at].method);
        } else if (best == routes_.size() || closer(segments_[at], segments_[best])) {
            best = at;
        }
    }
    if (best == routes_.size()) {
        if (allowed.empty()) {
            return problem(404, "not-found", "There is no such thing", "no endpoint stands at this address");
        }
        if (std::ranges::find(allowed, "GET") != allowed.end()) {
            allowed.emplace_back("HEAD");
        }
        std::ranges::sort(allowed);
        allowed.erase(std::unique(allowed.begin(), allowed.end()), allowed.end());
        HttpResponse response = problem(405, "method-not-allowed", "This method is not allowed here",
                                        fmt::format("this address takes {}", base::join(allowed, ", ")));
        response.fields.emplace_back("allow", base::join(allowed, ", "));
        return response;
    }
    request.parameters.clear();
    for (std::size_t at = 0; at < segments_[best].size(); ++at) {
        const std::string& name = segments_[best][at];
        if (is_name(name)) {
            request.parameters.emplace_back(name.substr(1, name.size() - 2), request.target.segments[at]);
        }
    }
    return &routes_[best];
}

HttpResponse HttpRouter::answer(HttpRequest request) const {
    auto found = find(request);
    if (auto* refused = std::get_if<HttpResponse>(&found)) {
        return std::move(*refused);
    }
    const Route& route = *std::get<const Route*>(found);
    if (auto refused = refusal(route, request)) {
        return route.refused ? route.refused(*std::move(refused)) : *std::move(refused);
    }
    return route.handler(request);
}

std::optional<HttpResponse> refusal(const Route& route, const HttpRequest& request) {
    if (route.access.open()) {
        return std::nullopt;
    }
    if (request.principal.empty()) {
        HttpResponse response =
            problem(401, "unauthorized", "A valid API key is needed",
                    "send a key as 'Authorization: Bearer cordon_...' or 'X-Api-Key: cordon_...'");
        response.fields.emplace_back("www-authenticate", "Bearer realm=\"cordon\"");
        return response;
    }
    if (!route.access.roles().empty() && !request.roles.has_any(route.access.roles())) {
        return problem(403, "forbidden", "This key may not do that",
                       fmt::format("needed is one of these roles: {}", to_string(route.access.roles())));
    }
    return std::nullopt;
}

}  // namespace cordon::server
