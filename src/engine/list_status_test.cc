// Goal: a stale list is never shown as fresh: age counts from when the publisher was last seen to offer the
// content, and what cannot be told is not fresh.
#include "engine/list_status.h"

#include <gtest/gtest.h>

#include "engine/memory_list_store.h"
#include "engine/test_lists.h"

namespace cordon::engine {
namespace {

using base::Instant;

Instant at(const char* text) {
    const auto instant = base::parse_instant(text);
    EXPECT_TRUE(instant) << text;
    return instant.value_or(Instant{});
}

struct Case {
    const char* what;
    const char* list;
    const char* fetched;
    const char* confirmed;
    const char* now;
    Freshness freshness;
    std::int64_t age_hours;
};

TEST(ListStatus, AgeCountsFromTheLastSighting) {
    // All published 2026-02-01.
    const Case cases[] = {
        {"fetched an hour ago", "un", "2026-02-10T00:00:00Z", "", "2026-02-10T01:00:00Z", Freshness::fresh,
         1},
        {"fetched a day ago", "un", "2026-02-10T00:00:00Z", "", "2026-02-11T00:00:00Z", Freshness::fresh, 24},
        {"fetched a day and a second ago", "un", "2026-02-10T00:00:00Z", "", "2026-02-11T00:00:01Z",
         Freshness::degraded, 24},
        {"fetched long ago, confirmed today", "un", "2026-02-02T00:00:00Z", "2026-02-20T00:00:00Z",
         "2026-02-20T05:00:00Z", Freshness::fresh, 5},
        {"by hand, the same day", "un", "", "", "2026-02-01T12:00:00Z", Freshness::fresh, 0},
        {"by hand, the day after", "un", "", "", "2026-02-02T23:00:00Z", Freshness::fresh, 23},
        {"by hand, two days after", "un", "", "", "2026-02-03T01:00:00Z", Freshness::degraded, 25},
        {"by hand, a list with a week", "ca", "", "", "2026-02-08T23:00:00Z", Freshness::fresh, 167},
        {"by hand, after its week", "ca", "", "", "2026-02-09T01:00:00Z", Freshness::degraded, 169},
        {"OFAC has a day", "ofac-cons", "", "", "2026-02-04T00:00:00Z", Freshness::degraded, 48},
        {"fetched in the future", "un", "2026-02-10T00:00:00Z", "", "2026-02-09T00:00:00Z",
         Freshness::unknown, 0},
        {"published in the future, by hand", "un", "", "", "2026-01-20T00:00:00Z", Freshness::unknown, 0}};
    for (const Case& each : cases) {
        model::ListVersion version;
        version.list = each.list;
        version.version = "2026-02-01";
        version.published = {2026, 2, 1};
        version.accepted_at = at(each.now);  // accepting an old file does not make it young
        version.state = model::VersionState::active;
        if (*each.fetched != '\0') {
            version.fetched_at = at(each.fetched);
        }
        if (*each.confirmed != '\0') {
            version.confirmed_at = at(each.confirmed);
        }
        const ListStatus status = status_of(version, at(each.now));
        EXPECT_EQ(to_string(status.freshness), to_string(each.freshness))
            << each.what << ": " << status.sentence;
        EXPECT_EQ(status.age_hours, each.age_hours) << each.what;
        EXPECT_EQ(any_stale({status}), each.freshness != Freshness::fresh) << each.what;
    }
}

TEST(ListStatus, LimitsCanBeSetPerList) {
    FreshnessLimits limits;
    limits.hours["un"] = 6;
    EXPECT_EQ(limits.hours_for("un"), 6U);
    EXPECT_EQ(limits.hours_for("eu"), 24U);
    EXPECT_EQ(limits.hours_for("ofac-sdn"), 24U);
    EXPECT_EQ(limits.hours_for("table"), 168U);
}

TEST(ListStatus, OnlyActiveVersionsCountAndNoneIsStale) {
    MemoryListStore store;
    const auto none = list_status(store, Instant{1});
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->empty());
    EXPECT_TRUE(any_stale(*none));
    for (const auto state : {model::VersionState::active, model::VersionState::quarantined}) {
        NewVersion fresh;
        fresh.version.list = "un";
        fresh.version.version = std::string(to_string(state));
        fresh.version.published = {2026, 2, 1};
        fresh.version.state = state;
        fresh.listings = testing::invented_list(1);
        ASSERT_TRUE(store.keep(std::move(fresh)));
    }
    const auto one = list_status(store, at("2026-02-01T20:00:00Z"));
    ASSERT_TRUE(one);
    ASSERT_EQ(one->size(), 1U);
    EXPECT_EQ(one->front().version.version, "active");
    EXPECT_FALSE(any_stale(*one));
}

}  // namespace
}  // namespace cordon::engine
