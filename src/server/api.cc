#include "server/api.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/list_standing.h"
#include "engine/territory_import.h"
#include "server/api_core.h"
#include "server/open_api.h"

namespace cordon::server {

namespace {

std::vector<ApiOperation> all_operations(const SharedCore& core) {
    std::vector<ApiOperation> all;
    for (auto* const group :
         {payment_operations, hold_operations, screening_operations, list_operations, territory_operations}) {
        std::ranges::move(group(core), std::back_inserter(all));
    }
    all.push_back({.method = "GET",
                   .pattern = "/v1/openapi.json",
                   .id = "openApi",
                   .tag = "Service",
                   .summary = "This description",
                   .description = "The OpenAPI 3.1 document of this API.",
                   .access = Access::anyone(),
                   .parameters = {},
                   .body_types = {},
                   .body_schema = {},
                   .answers = {{200, "OpenApi", "the document"}},
                   .handler = [](const HttpRequest&) {
                       static const std::string document = api_description();
                       return HttpResponse{.status = 200, .body = document, .fields = {}};
                   }});
    return all;
}

}  // namespace

void write_degraded(codec::JsonWriter& json, const ServingLists& lists) {
    json.key("degraded").boolean(lists.stale);
    json.key("missing_lists").begin_array();
    for (const std::string& list : lists.missing_lists) {
        json.string(list);
    }
    json.end_array();
}

base::Result<engine::ReleaseGrounds> release_grounds(const ApiCore& core, const ServingLists& lists) {
    if (lists.snapshot == nullptr || lists.policy == nullptr) {
        return base::fail(base::ErrorCode::unavailable,
                          "no list is loaded, so nothing can be released" +
                              (lists.failure.empty() ? std::string() : ": " + lists.failure));
    }
    return engine::ReleaseGrounds{*lists.snapshot, *lists.policy,
                                  engine::list_states(lists.statuses, lists.missing_lists), core.ports.build,
                                  lists.trade};
}

base::Result<engine::Hold> hold_of(engine::VerdictStore& record, const HttpRequest& request) {
    const std::string_view id = request.parameter("id");
    auto hold = record.hold(id);
    if (!hold) {
        return hold;
    }
    if (hold->verdict.verdict_id != id || hold->verdict.key.tenant != tenant_of(request)) {
        return base::fail(base::ErrorCode::not_found, "there is no such verdict");
    }
    return hold;
}

HttpResponse answer_of(base::Result<HttpResponse> answer) {
    return answer ? *std::move(answer) : problem_of(answer.error());
}

HttpResponse json_answer(codec::JsonWriter& json) {
    return {.status = 200, .content_type = "application/json", .body = json.take() + "\n", .fields = {}};
}

base::Result<std::shared_ptr<const engine::TerritoryView>> shipped_territory() {
    CORDON_ASSIGN(engine::TerritoryView view, engine::territory_of(nullptr, {}));
    return std::make_shared<const engine::TerritoryView>(std::move(view));
}

Api::Api(ApiPorts ports)
    : core_(std::make_shared<ApiCore>(std::move(ports))), operations_(all_operations(core_)) {}

Api::~Api() {
    stop();
}

DeskCounts Api::desk_counts() const {
    return core_->desk.counts();
}

std::uint64_t Api::gates_made() const {
    return core_->gates.gates_made();
}

void Api::stop() {
    core_->desk.stop();
}

std::string api_description() {
    return open_api_document(all_operations(nullptr));
}

}  // namespace cordon::server
