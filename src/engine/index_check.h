// engine/index_check.h: does the index in use find what it was made from?
//
// Role:        what a running service asks itself after each change of its lists: one name of each list, by
//              the same search as a customer's. The gate (engine/list_gate.h) has asked for every name before
//              the version was activated; this finds an index that is not what the gate saw.
// Rules:       asked is the first listing of each list that has a name, by the first of its names, as a
//              subject of its kind, at the threshold in use. A list in which no listing has a name has no
//              answer.
// Threads:     pure function.
// Determinism: same snapshot and threshold, same answers.
// Cost:        one search a list, a few ns a listing.
// Errors:      none: a search that fails is a name that was not found.
#pragma once

#include <string>
#include <vector>

#include "engine/snapshot.h"

namespace cordon::engine {

struct IndexSelfTest {
    std::string list;
    std::string listing_id;
    bool found = false;
    std::string sentence;  // why not, without the name; "" when found
};

// In the order of the snapshot's lists.
[[nodiscard]] std::vector<IndexSelfTest> test_index(const Snapshot& snapshot, double threshold);

}  // namespace cordon::engine
