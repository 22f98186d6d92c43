// server/serving_lists.h: the lists that a request is answered from, as they stood when it began.
//
// Role:      a request asks the provider once and keeps what it got to its end; the process puts a new value
//            in place when the home has other active versions, a list grows stale, or policy or threshold
//            change. So no request is dropped by a change, and none is answered from half of one.
// Rules:     the provider never returns null; a value without a snapshot means that nothing can be screened
//            (not ready): every payment is held, every search answered with 503.
// Ownership: a value owns all it holds; an old one ends with its last request.
// Threads:   values are immutable: any number of readers. The provider may be called from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/instant.h"
#include "engine/index_check.h"
#include "engine/list_status.h"
#include "engine/policy_file.h"
#include "engine/snapshot.h"
#include "engine/trade_tables.h"

namespace cordon::server {

struct ServingLists {
    std::shared_ptr<const engine::Snapshot> snapshot;  // null: no list is loaded
    std::vector<engine::ListStatus> statuses;          // of the snapshot's versions
    std::vector<std::string> missing_lists;            // enabled in cordon.toml, without an active version
    bool stale = true;                                 // some list is not fresh, or missing
    double threshold = screening::shipped_threshold;   // of this home
    std::string threshold_source;                      // "shipped", or who set it, when and why
    std::shared_ptr<const engine::PolicyFile> policy;  // active in this home; null only without a snapshot
    std::shared_ptr<const engine::TradeTables> trade;  // of this home; null: what ships
    std::string snapshot_key;  // names the content of the snapshot: equal key, equal lists
    std::uint64_t serial = 0;  // counts up with each change of the snapshot in this process
    std::vector<engine::IndexSelfTest> self_tests;  // of this snapshot at this threshold
    base::Instant self_tested_at;
    base::Instant read_at;  // when statuses were judged
    std::string failure;    // why there is no snapshot, one sentence; "" when there is one
};

using ListsProvider = std::function<std::shared_ptr<const ServingLists>()>;

}  // namespace cordon::server
