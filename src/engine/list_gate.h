// engine/list_gate.h: the questions a new list version must pass before anybody is screened against it.
//
// Role:        a list that lost half of its entries on the way, or whose names the search cannot find, must
//              not become active silently: each doubt is a finding, and a finding means quarantine until a
//              person decides.
// Rules:       G1 the file states a number of records, and another number was read; G2 entries fell by more
//              than 2 % against the active version, or names did in the entries that both have; G3 published
//              before the active version; G4 more than 10 %, and at least 20, of the active version's
//              listings changed a name or are gone; G5 the self-test did not find a name; G6 no entries; G7
//              published more than a day in the future. G5 and G6 cannot be overridden.
// Threads:     pure functions.
// Determinism: same input, same findings in the order G1 to G7.
// Cost:        O(size of both versions); the self-test is one search per name of a new or changed listing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "engine/hooks.h"
#include "model/listing.h"

namespace cordon::engine {

enum class GateCode : std::uint8_t {
    count_stated = 1,    // G1
    count_drop = 2,      // G2
    older = 3,           // G3
    mass_change = 4,     // G4
    self_test = 5,       // G5
    empty = 6,           // G6
    from_the_future = 7  // G7
};
[[nodiscard]] std::string_view to_string(GateCode code);  // "G1" to "G7"
// Whether a person may activate the version all the same.
[[nodiscard]] bool can_be_overridden(GateCode code);

struct GateFinding {
    GateCode code = GateCode::empty;
    std::string sentence;
};

struct GateLimits {
    double count_drop_max = 0.02;  // share of the active version's entries
    double altered_max = 0.10;     // share of the active version's listings: a name changed, or gone
    std::uint32_t altered_listings_min = 20;
    std::int32_t future_days_max = 1;
    std::uint32_t names_shown_max = 20;  // of those that the self-test did not find
};

// What stands before the gate. `active` is null when the list has no active version, or for as-of storage,
// where G2, G3 and G4 are not asked.
struct GateQuestion {
    std::string_view list;
    base::Date published;
    base::Date today;
    std::optional<std::uint64_t> stated_count;
    const std::vector<model::Listing>* listings = nullptr;  // the publisher's names only
    std::uint64_t read_count = 0;  // entries in the file; differs from listings for a delta
    const std::vector<model::Listing>* active = nullptr;
    base::Date active_published;
};

// All findings but G5.
[[nodiscard]] std::vector<GateFinding> check_contents(const GateQuestion& question, const GateLimits& limits);

struct SelfTestReport {
    std::uint64_t names_searched = 0;
    std::uint64_t truncated = 0;         // found, but with more hits than a search returns
    std::vector<std::string> not_found;  // "QDi.001 'ADEM YILMAZ'"
    std::string build_error;             // the index could not be built at all
};

// Indexes all listings (with Cordon's supplement) and searches every name of those that are new or changed
// against `active` (all when null), as a subject of the listing's own kind with shipped options. Found means:
// its own listing is among the hits at or above the threshold.
[[nodiscard]] SelfTestReport self_test(std::string_view list, const std::vector<model::Listing>& listings,
                                       const std::vector<model::Listing>* active, const Hooks& hooks);

[[nodiscard]] std::optional<GateFinding> judge_self_test(const SelfTestReport& report,
                                                         const GateLimits& limits);

}  // namespace cordon::engine
