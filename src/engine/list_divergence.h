// engine/list_divergence.h: parties that one list dropped and another keeps.
//
// Role:        a delisting by one authority does not lift another's freeze; this says where that is so,
//              between the lists as they stood on a day and as they are active now.
// Rules:       only lists that have both a version of that day and an active one are compared; parties are
//              joined by strong evidence only (lists/party_links.h).
// Threads:     pure functions over the store.
// Cost:        reads and links both versions of every list: seconds.
// Errors:      the store's; not_found when no list has both.
#pragma once

#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "engine/list_store.h"
#include "lists/party_links.h"
#include "model/list_version.h"

namespace cordon::engine {

struct DivergenceReport {
    std::vector<model::ListVersion> previous;  // of the same lists, in the same order, as current
    std::vector<model::ListVersion> current;
    std::vector<lists::Divergence> divergences;
};

[[nodiscard]] base::Result<DivergenceReport> divergences_since(ListStore& store, const base::Date& since);

}  // namespace cordon::engine
