#include "server/yente_routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "base/strings.h"
#include "codec/json.h"
#include "engine/list_standing.h"
#include "server/yente_params.h"
#include "server/yente_service.h"

namespace cordon::server {

namespace {

constexpr std::size_t address_bytes_max = 60'000;

// As long as the address must have been on the line, in its shortest form.
std::size_t address_bytes(const HttpTarget& target) {
    const auto quoted = [](std::string_view text) {
        std::size_t bytes = 0;
        for (const char letter : text) {
            const auto byte = static_cast<unsigned char>(letter);
            const bool plain =
                byte > 0x20 && byte < 0x7f && std::string_view("%&+#").find(letter) == std::string_view::npos;
            bytes += plain || letter == ' ' ? 1 : 3;
        }
        return bytes;
    };
    std::size_t bytes = 0;
    for (const std::string& segment : target.segments) {
        bytes += 1 + quoted(segment);
    }
    for (const auto& [name, value] : target.query) {
        bytes += 2 + quoted(name) + quoted(value);
    }
    return bytes;
}

using WithLists = std::function<HttpResponse(const YenteCall&)>;

// What an answer stands for: that somebody is not listed, or no more than what it shows. In the first kind
// the state of the lists stands in the body too, where its form has room for that.
enum class Says : std::uint8_t { who_is_listed, who_is_listed_without_room, what_is_there };

// Lists without which nobody may be called clear.
std::vector<std::string> lists_that_forbid(const ServingLists& lists) {
    if (!lists.missing_lists.empty()) {
        return lists.missing_lists;
    }
    if (!lists.stale && degraded_lists(lists).empty()) {
        return {};
    }
    if (lists.policy == nullptr) {
        return degraded_lists(lists);
    }
    return engine::holding_lists(lists.policy->policy, engine::list_states(lists.statuses, {}));
}

void add_standing(HttpResponse& response, const std::vector<std::string>& degraded) {
    if (response.status != 200 || !response.body.ends_with('}')) {
        return;
    }
    codec::JsonWriter json;
    json.begin_object().key("degraded").boolean(true).key("degraded_lists").begin_array();
    for (const std::string& list : degraded) {
        json.string(list);
    }
    json.end_array().end_object();
    response.body.pop_back();
    response.body += fmt::format(R"(,"cordon":{}}})", json.take());
}

HttpResponse answered_with_lists(YenteService& service, const HttpRequest& request, const WithLists& answer,
                                 Says says) {
    const std::shared_ptr<const ServingLists> lists = service.lists();
    if (lists->snapshot == nullptr) {
        return yente_detail(503, "Index not ready.");
    }
    const auto view = service.view(*lists);
    if (!view) {
        return {.status = 500, .body = R"({"status":"error"})", .fields = {}};
    }
    if (says != Says::what_is_there) {
        if (const auto forbidding = lists_that_forbid(*lists); !forbidding.empty()) {
            return yente_detail(503, fmt::format("Lists are missing or too old to answer: {}.",
                                                 base::join(forbidding, ", ")));
        }
    }
    HttpResponse response = answer(YenteCall{service, request, *lists, **view});
    if (const std::vector<std::string> degraded = degraded_lists(*lists); !degraded.empty()) {
        if (says == Says::who_is_listed) {
            add_standing(response, degraded);
        }
        response.fields.emplace_back("x-cordon-degraded-lists", base::join(degraded, ", "));
    }
    return response;
}

// What every answer has: browsers of any origin may read it, as yente lets them.
HttpResponse finished(const HttpRequest& request, HttpResponse response) {
    if (!request.field("origin").empty()) {
        response.fields.emplace_back("access-control-allow-origin", "*");
        response.fields.emplace_back("access-control-allow-credentials", "true");
    }
    return response;
}

HttpResponse preflight(const HttpRequest& request) {
    HttpResponse response{
        .status = 200, .content_type = "text/plain; charset=utf-8", .body = "OK", .fields = {}};
    response.fields.emplace_back("access-control-allow-methods",
                                 "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
    response.fields.emplace_back("access-control-max-age", "600");
    if (const std::string_view wanted = request.field("access-control-request-headers"); !wanted.empty()) {
        response.fields.emplace_back("access-control-allow-headers", std::string(wanted));
    }
    return response;
}

class RouteAdder {
public:
    RouteAdder(HttpRouter& router, ListsProvider lists, YenteOptions options)
        : router_{router}, access_{options.access} {
        while (options.prefix.ends_with('/')) {
            options.prefix.pop_back();
        }
        prefix_ = options.prefix;
        service_ = std::make_shared<YenteService>(std::move(lists), std::move(options));
    }

    void add_all() {
        add_questions();
        add_reconciliation();
        add_state();
        add_unknown();
    }

private:
    using Plain = std::function<HttpResponse(YenteService&, const HttpRequest&)>;

    void add_route(std::string_view method, const std::string& path, Access access, Plain answer) {
        router_.add(method, prefix_ + path, access,
                    [service = service_, answer = std::move(answer)](const HttpRequest& request) {
                        if (address_bytes(request.target) > address_bytes_max) {
                            return finished(request, yente_detail(414, "Request URI too long"));
                        }
                        return finished(request, answer(*service, request));
                    });
    }
    // A path with the methods it has; all others are answered with 405.
    void add_path(const std::string& path, Access access,
                  const std::vector<std::pair<std::string, Plain>>& methods) {
        std::string allowed;
        for (const auto& [method, answer] : methods) {
            add_route(method, path, access, answer);
            allowed += (allowed.empty() ? "" : ", ") + method;
        }
        for (const std::string_view method : {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
            if (std::ranges::none_of(methods, [&](const auto& one) { return one.first == method; })) {
                add_route(method, path, Access::anyone(), [allowed](YenteService&, const HttpRequest&) {
                    HttpResponse response = yente_detail(405, "Method Not Allowed");
                    response.fields.emplace_back("allow", allowed);
                    return response;
                });
            }
        }
        add_route("OPTIONS", path, Access::anyone(),
                  [](YenteService&, const HttpRequest& request) { return preflight(request); });
    }
    static Plain with_lists(WithLists answer, Says says = Says::what_is_there) {
        return [answer = std::move(answer), says](YenteService& service, const HttpRequest& request) {
            return answered_with_lists(service, request, answer, says);
        };
    }

    void add_questions() {
        add_path("/match/{dataset}", access_,
                 {{"POST", with_lists(
                               [](const YenteCall& call) {
                                   return yente_match(call, call.request.parameter("dataset"));
                               },
                               Says::who_is_listed)}});
        add_path("/search/{dataset}", access_,
                 {{"GET", with_lists(
                              [](const YenteCall& call) {
                                  return yente_search(call, call.request.parameter("dataset"));
                              },
                              Says::who_is_listed)}});
        add_path("/entities/{id}", access_, {{"GET", with_lists([](const YenteCall& call) {
                                                  return yente_entity(call, call.request.parameter("id"));
                                              })}});
        add_path("/entities/{id}/adjacent", access_, {{"GET", with_lists([](const YenteCall& call) {
                                                           return yente_adjacent(
                                                               call, call.request.parameter("id"));
                                                       })}});
        add_path("/entities/{id}/adjacent/{property}", access_,
                 {{"GET", with_lists([](const YenteCall& call) {
                       return yente_adjacent_property(call, call.request.parameter("id"),
                                                      call.request.parameter("property"));
                   })}});
    }

    void add_reconciliation() {
        const Plain answer = with_lists(
            [](const YenteCall& call) { return yente_reconcile(call, call.request.parameter("dataset")); },
            Says::who_is_listed_without_room);
        add_path("/reconcile/{dataset}", access_, {{"GET", answer}, {"POST", answer}});
        add_path("/reconcile/{dataset}/suggest/{what}", access_,
                 {{"GET", with_lists([](const YenteCall& call) {
                       return yente_reconcile_suggest(call, call.request.parameter("dataset"),
                                                      call.request.parameter("what"));
                   })}});
        add_path("/reconcile/{dataset}/extend/property", access_,
                 {{"GET", with_lists([](const YenteCall& call) {
                       return yente_reconcile_properties(call, call.request.parameter("dataset"));
                   })}});
    }

    void add_state() {
        const Plain catalog = with_lists([](const YenteCall& call) { return yente_catalog(call); });
        add_path("/catalog", access_, {{"GET", catalog}});
        add_path("/manifest", access_, {{"GET", catalog}});
        add_path("/algorithms", access_,
                 {{"GET", [](YenteService&, const HttpRequest&) { return yente_algorithms(); }}});
        // yente itself refuses by token, not by key.
        add_path("/updatez", Access::anyone(), {{"POST", yente_update}});
        if (prefix_.empty()) {
            return;  // at the root these are the service's own
        }
        add_path(
            "/healthz", Access::anyone(),
            {{"GET", [](YenteService&, const HttpRequest&) { return yente_json(R"({"status":"ok"})"); }}});
        add_path("/readyz", Access::anyone(), {{"GET", [](YenteService& service, const HttpRequest&) {
                                                    return yente_ready(*service.lists());
                                                }}});
    }

    // Below a prefix of our own, what is not there is said in yente's words ("/-/version" among it).
    void add_unknown() {
        if (prefix_.empty()) {
            return;
        }
        std::string path;
        for (const std::string_view segment : {"/{a}", "/{b}", "/{c}", "/{d}", "/{e}"}) {
            path += segment;
            for (const std::string_view method : {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
                add_route(method, path, Access::anyone(),
                          [](YenteService&, const HttpRequest&) { return yente_detail(404, "Not Found"); });
            }
        }
    }

    HttpRouter& router_;
    Access access_;
    std::string prefix_;
    std::shared_ptr<YenteService> service_;
};

}  // namespace

base::Result<std::shared_ptr<const YenteView>> YenteService::view(const ServingLists& lists) {
    const std::lock_guard lock(view_lock_);
    if (viewed_ != lists.snapshot) {
        CORDON_ASSIGN(view_, YenteView::make(lists.snapshot));
        viewed_ = lists.snapshot;
    }
    return view_;
}

YenteService::Scratch::Scratch(YenteService& service) : service_{service} {
    const std::lock_guard lock(service.scratch_lock_);
    if (!service.scratches_.empty()) {
        scratch_ = std::move(service.scratches_.back());
        service.scratches_.pop_back();
    }
    if (scratch_ == nullptr) {
        scratch_ = std::make_unique<screening::SearchScratch>();
    }
}

YenteService::Scratch::~Scratch() {
    const std::lock_guard lock(service_.scratch_lock_);
    service_.scratches_.push_back(std::move(scratch_));
}

HttpResponse yente_json(std::string body) {
    return {.status = 200, .content_type = "application/json", .body = std::move(body), .fields = {}};
}

void add_yente_routes(HttpRouter& router, ListsProvider lists, YenteOptions options) {
    RouteAdder(router, std::move(lists), std::move(options)).add_all();
}

}  // namespace cordon::server
