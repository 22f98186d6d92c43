// server/api.h: Cordon's own HTTP API, /v1: payments, verdicts, holds, tokens, search, screening, lists,
// policy, audit.
//
// Role:      requests to answers, without a socket: whoever has a router adds the operations. What is done is
//            the engine's; storage is reached through the ports.
// Rules:     docs/guides/call-the-api.md. Fail closed: whatever is not an answer of 200 allows nothing, and
//            where it concerns a payment its body says hold. A verdict is answered after the commit that
//            keeps it. What belongs to another tenant does not exist. Every answer that depends on lists
//            names their versions and what is degraded or missing.
// Ownership: owns what it needs; the ports' functions must work as long as it lives.
// Threads:   handlers from any number of threads; a payment's handler waits for the disk, so give the server
//            many more workers than processors.
// Cost:      docs/reference/performance.md.
// Errors:    RFC 9457 problems.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "base/signature.h"
#include "engine/release_token.h"
#include "engine/territory_answer.h"
#include "server/api_operation.h"
#include "server/payment_desk.h"
#include "server/record_lender.h"
#include "server/serving_lists.h"
#include "server/stage.h"

namespace cordon::server {

// Of the tables inside the binary.
[[nodiscard]] base::Result<std::shared_ptr<const engine::TerritoryView>> shipped_territory();

struct ApiPorts {
    ListsProvider lists;
    OpenRecord open_record;
    std::function<base::Instant()> now;
    std::function<base::Result<base::SigningKey>(std::string_view principal)> signing_key;
    engine::SignerCheck signer;
    std::function<base::Result<std::string>()> newest_checkpoint;  // not_found: none yet
    // What territory questions are answered from; without one, the shipped tables.
    std::function<base::Result<std::shared_ptr<const engine::TerritoryView>>()> territory = shipped_territory;
    std::string build;
    std::size_t examiners = 0;  // messages examined at once; 0: one for each processor
    DeskLimits desk;
    std::function<void(Stage, std::uint64_t us)> stage;  // of payments; may be empty
};

inline constexpr std::uint64_t payment_bytes_max = 1ULL << 20U;
inline constexpr std::size_t screen_subjects_max = 1'000;

struct ApiCore;

class Api {
public:
    explicit Api(ApiPorts ports);
    ~Api();
    Api(const Api&) = delete;
    Api& operator=(const Api&) = delete;

    [[nodiscard]] const std::vector<ApiOperation>& operations() const { return operations_; }
    void add_routes(HttpRouter& router) const { add_operations(router, operations_); }
    [[nodiscard]] DeskCounts desk_counts() const;
    [[nodiscard]] std::uint64_t gates_made() const;  // server/gate_shelf.h
    // Records what waits and signs the log; payments are answered with a hold from then on.
    void stop();

private:
    std::shared_ptr<ApiCore> core_;
    std::vector<ApiOperation> operations_;
};

// The description of the operations, OpenAPI 3.1, as served at /v1/openapi.json. Needs no ports.
[[nodiscard]] std::string api_description();

}  // namespace cordon::server
