// server/health_routes.h: /healthz, /readyz and /metrics.
//
// Role:      what a load balancer and a monitoring system ask.
// Rules:     /healthz: 200 as long as the process answers. /readyz: 200 when there are lists to screen
//            against, every list that cordon.toml enables is among them and the index in use finds the first
//            listing of each (engine/index_check.h), else 503 with the reason; stale lists are ready and said
//            to be degraded, since what follows from them is the policy's to say. All three are open to
//            anyone and tell nothing of callers; who does not want /metrics outside puts the service behind a
//            proxy.
// Ownership: the routes keep copies of the functions.
// Threads:   as handlers.
#pragma once

#include <functional>
#include <string>

#include "server/http_router.h"
#include "server/serving_lists.h"

namespace cordon::server {

void add_health_routes(HttpRouter& router, ListsProvider lists, std::function<std::string()> metrics);

}  // namespace cordon::server
