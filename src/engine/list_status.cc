#include "engine/list_status.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"

namespace cordon::engine {

namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::uint32_t day_hours = 24;
constexpr std::uint32_t week_hours = 7 * 24;

// The latest moment at which the publisher is known to have offered this content, and how it is known.
struct Sighting {
    base::Instant at;
    std::string_view how;
};

Sighting last_sighting(const model::ListVersion& version) {
    // By hand: the day of publication, to its end.
    Sighting sighting{{base::start_of(version.published).unix_ms + day_hours * hour_ms}, "published"};
    if (version.fetched_at) {
        sighting = {*version.fetched_at, "fetched"};
    }
    if (version.confirmed_at && (version.fetched_at || *version.confirmed_at > sighting.at)) {
        sighting = {*version.confirmed_at, "last seen offered"};
    }
    return sighting;
}

std::string hours_text(std::int64_t hours) {
    if (hours < 1) {
        return "less than an hour";
    }
    if (hours < 72) {
        return fmt::format("{} hour{}", hours, hours == 1 ? "" : "s");
    }
    return fmt::format("{} days", hours / day_hours);
}

}  // namespace

std::string_view to_string(Freshness freshness) {
    switch (freshness) {
        case Freshness::fresh: return "fresh";
        case Freshness::degraded: return "degraded";
        case Freshness::unknown: return "unknown";
    }
    CORDON_CHECK(false && "a Freshness outside its enum");
    return {};
}

std::uint32_t FreshnessLimits::hours_for(std::string_view list) const {
    if (const auto found = hours.find(list); found != hours.end()) {
        return found->second;
    }
    return list == "un" || list == "eu" || list == "uk" || list.starts_with("ofac-") ? day_hours : week_hours;
}

ListStatus status_of(const model::ListVersion& version, base::Instant now, const FreshnessLimits& limits) {
    ListStatus status;
    status.version = version;
    status.limit_hours = limits.hours_for(version.list);
    status.days_since_published =
        base::days_since_epoch(base::utc_day(now)) - base::days_since_epoch(version.published);
    const Sighting sighting = last_sighting(version);
    const std::string name = fmt::format("{} {}", version.list, version.version);
    // The end of the day of publication lies ahead on that day itself: that is no contradiction.
    const bool published_today = sighting.how == "published" && status.days_since_published == 0;
    if (sighting.at > now && !published_today) {
        status.sentence = fmt::format("{}: {} at {}, which is in the future; check the clock and the file",
                                      name, sighting.how, base::to_string(sighting.at));
        return status;
    }
    status.seen_at = std::min(sighting.at, now);
    const std::int64_t age_ms = now.unix_ms - status.seen_at->unix_ms;
    status.age_hours = age_ms / hour_ms;
    status.freshness = age_ms <= status.limit_hours * hour_ms ? Freshness::fresh : Freshness::degraded;
    status.sentence = fmt::format("{}: {} {} ago, limit {}{}", name, sighting.how,
                                  hours_text(status.age_hours), hours_text(status.limit_hours),
                                  status.freshness == Freshness::fresh ? "" : "; fetch or import it again");
    return status;
}

base::Result<std::vector<ListStatus>> list_status(ListStore& store, base::Instant now,
                                                  const FreshnessLimits& limits) {
    CORDON_ASSIGN(const std::vector<model::ListVersion> versions, store.versions());
    std::vector<ListStatus> statuses;
    for (const model::ListVersion& version : versions) {
        if (version.state == model::VersionState::active) {
            statuses.push_back(status_of(version, now, limits));
        }
    }
    return statuses;
}

bool any_stale(const std::vector<ListStatus>& statuses) {
    return statuses.empty() || std::ranges::any_of(statuses, [](const ListStatus& status) {
               return status.freshness != Freshness::fresh;
           });
}

}  // namespace cordon::engine
