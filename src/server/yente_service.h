// server/yente_service.h: what the yente endpoints share: lists and their view, scratch memory, options.
//
// Role:      the inside of yente_routes.h; one file for each group of endpoints.
// Ownership: owned by the handlers.
// Threads:   all members from any thread.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "server/http_exchange.h"
#include "server/yente_routes.h"
#include "server/yente_view.h"

namespace cordon::server {

class YenteService {
public:
    YenteService(ListsProvider lists, YenteOptions options)
        : lists_{std::move(lists)}, options_{std::move(options)} {}

    [[nodiscard]] const YenteOptions& options() const { return options_; }
    [[nodiscard]] std::shared_ptr<const ServingLists> lists() const { return lists_(); }
    // The view of these lists, made when they are new. REQUIRES: a snapshot.
    [[nodiscard]] base::Result<std::shared_ptr<const YenteView>> view(const ServingLists& lists);

    // Memory of one search, lent for as long as the value lives.
    class Scratch {
    public:
        explicit Scratch(YenteService& service);
        ~Scratch();
        Scratch(const Scratch&) = delete;
        Scratch& operator=(const Scratch&) = delete;
        [[nodiscard]] screening::SearchScratch& get() { return *scratch_; }

    private:
        YenteService& service_;
        std::unique_ptr<screening::SearchScratch> scratch_;
    };

private:
    ListsProvider lists_;
    YenteOptions options_;
    std::mutex view_lock_;
    std::shared_ptr<const engine::Snapshot> viewed_;
    std::shared_ptr<const YenteView> view_;
    std::mutex scratch_lock_;
    std::vector<std::unique_ptr<screening::SearchScratch>> scratches_;
};

// One request that needs lists.
struct YenteCall {
    YenteService& service;
    const HttpRequest& request;
    const ServingLists& lists;
    const YenteView& view;
};

[[nodiscard]] HttpResponse yente_json(std::string body);

[[nodiscard]] HttpResponse yente_match(const YenteCall& call, std::string_view dataset);
[[nodiscard]] HttpResponse yente_search(const YenteCall& call, std::string_view dataset);
[[nodiscard]] HttpResponse yente_entity(const YenteCall& call, std::string_view id);
[[nodiscard]] HttpResponse yente_adjacent(const YenteCall& call, std::string_view id);
[[nodiscard]] HttpResponse yente_adjacent_property(const YenteCall& call, std::string_view id,
                                                   std::string_view property);
[[nodiscard]] HttpResponse yente_reconcile(const YenteCall& call, std::string_view dataset);
[[nodiscard]] HttpResponse yente_reconcile_suggest(const YenteCall& call, std::string_view dataset,
                                                   std::string_view what);
[[nodiscard]] HttpResponse yente_reconcile_properties(const YenteCall& call, std::string_view dataset);
[[nodiscard]] HttpResponse yente_catalog(const YenteCall& call);

[[nodiscard]] HttpResponse yente_algorithms();
[[nodiscard]] HttpResponse yente_ready(const ServingLists& lists);
[[nodiscard]] HttpResponse yente_update(YenteService& service, const HttpRequest& request);

// "best" and the names that clients configure; all are answered by Cordon's own comparison.
[[nodiscard]] bool is_yente_algorithm(std::string_view name);
[[nodiscard]] bool is_yente_config_key(std::string_view key);
// Lists that are not fresh or not there, by name.
[[nodiscard]] std::vector<std::string> degraded_lists(const ServingLists& lists);

}  // namespace cordon::server
