// engine/list_status.h: how old each list is, and whether screening against it is still fresh.
//
// Role:        what a screen, an exit code and the payment gate ask before they call a pass a pass.
// Rules:       the age of a list counts from the last time its publisher was seen to offer this content:
//              confirmed, else fetched. A file that came by hand counts from the end of its day of
//              publication, because nobody saw the publisher offer it later. Age over the limit is degraded.
//              An age that cannot be told (a time in the future, a clock that went back) is unknown, which
//              counts as degraded.
// Threads:     pure functions over the store.
// Determinism: same store, same now: same answer.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "engine/list_store.h"
#include "model/list_version.h"

namespace cordon::engine {

enum class Freshness : std::uint8_t { fresh, degraded, unknown };
[[nodiscard]] std::string_view to_string(Freshness freshness);

struct FreshnessLimits {
    // Per list; lists without a line here: 24 h for un, ofac-*, eu and uk, 7 days for all others.
    std::map<std::string, std::uint32_t, std::less<>> hours;
    [[nodiscard]] std::uint32_t hours_for(std::string_view list) const;
};

struct ListStatus {
    model::ListVersion version;             // the active one
    std::optional<base::Instant> seen_at;   // from when the age counts; nothing: cannot be told
    std::int64_t age_hours = 0;             // whole hours since seen_at; 0 when it cannot be told
    std::int32_t days_since_published = 0;  // may be negative: published in the future
    std::uint32_t limit_hours = 0;
    Freshness freshness = Freshness::unknown;
    std::string sentence;  // "un 2026-02-27: last seen offered 3 hours ago, limit 24 hours"
};

// REQUIRES: version.state is active; otherwise the answer says what it would be.
[[nodiscard]] ListStatus status_of(const model::ListVersion& version, base::Instant now,
                                   const FreshnessLimits& limits = {});
// Of every active version, by list.
[[nodiscard]] base::Result<std::vector<ListStatus>> list_status(ListStore& store, base::Instant now,
                                                                const FreshnessLimits& limits = {});
// True when any is not fresh, or there is none.
[[nodiscard]] bool any_stale(const std::vector<ListStatus>& statuses);

}  // namespace cordon::engine
