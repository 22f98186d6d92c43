// server/api_core.h: what the endpoints of the API share. Private to api*.cc.
//
// Role:      the ports and the machinery behind them; one function for each group of endpoints.
// Ownership: shared by all handlers.
// Threads:   everything in it may be used from any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json.h"
#include "engine/hit_answer.h"
#include "engine/hold_release.h"
#include "server/api.h"
#include "server/gate_shelf.h"

namespace cordon::server {

struct ApiCore {
    explicit ApiCore(ApiPorts given)
        : ports(std::move(given)),
          lender(ports.open_record),
          gates(ports.build, ports.examiners),
          desk(ports.open_record, ports.now, ports.desk) {}

    ApiPorts ports;
    RecordLender lender;
    GateShelf gates;
    PaymentDesk desk;
};

using SharedCore = std::shared_ptr<ApiCore>;

[[nodiscard]] std::vector<ApiOperation> payment_operations(const SharedCore& core);
[[nodiscard]] std::vector<ApiOperation> hold_operations(const SharedCore& core);
[[nodiscard]] std::vector<ApiOperation> screening_operations(const SharedCore& core);
[[nodiscard]] std::vector<ApiOperation> list_operations(const SharedCore& core);

[[nodiscard]] std::vector<ApiOperation> territory_operations(const SharedCore& core);

[[nodiscard]] inline std::string tenant_of(const HttpRequest& request) {
    return request.tenant.empty() ? "default" : request.tenant;
}

// {"degraded":..., "missing_lists":[...]} of the lists of now, into an object that is begun.
void write_degraded(codec::JsonWriter& json, const ServingLists& lists);
// Error when there is no snapshot or no policy.
[[nodiscard]] base::Result<engine::ReleaseGrounds> release_grounds(const ApiCore& core,
                                                                   const ServingLists& lists);
// A verdict of the caller's tenant by its whole id, else not_found.
[[nodiscard]] base::Result<engine::Hold> hold_of(engine::VerdictStore& record, const HttpRequest& request);

// The handler's Result to a response.
[[nodiscard]] HttpResponse answer_of(base::Result<HttpResponse> answer);
[[nodiscard]] HttpResponse json_answer(codec::JsonWriter& json);

}  // namespace cordon::server
