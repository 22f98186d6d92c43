// Goal: when one authority delists a party that another keeps, somebody is told, with both references.
#include "engine/list_divergence.h"

#include <gtest/gtest.h>

#include "engine/memory_list_store.h"
#include "engine/test_lists.h"

namespace cordon::engine {
namespace {

using testing::listing;

void keep(MemoryListStore& store, const char* list, base::Date published,
          std::vector<model::Listing> listings) {
    NewVersion fresh;
    fresh.version.list = list;
    fresh.version.version = base::to_string(published);
    fresh.version.published = published;
    fresh.version.state = model::VersionState::active;
    fresh.listings = std::move(listings);
    ASSERT_TRUE(store.keep(std::move(fresh)));
}

TEST(ListDivergence, NamesWhatOneListDroppedAndAnotherKeeps) {
    MemoryListStore store;
    EXPECT_FALSE(divergences_since(store, {2026, 1, 1}));
    model::Listing eu = listing("EU.1", {"Falak Idris"});
    eu.cross_references = {"un:QDi.1"};
    keep(store, "eu", {2026, 1, 1}, {eu});
    keep(store, "un", {2026, 1, 1}, {listing("QDi.1", {"Idris Falak"}), listing("QDi.2", {"Marut Belo"})});
    keep(store, "un", {2026, 2, 1}, {listing("QDi.2", {"Marut Belo"})});
    const auto report = divergences_since(store, {2026, 1, 15});
    ASSERT_TRUE(report) << report.error().message;
    ASSERT_EQ(report->current.size(), 2U);
    ASSERT_EQ(report->divergences.size(), 1U);
    EXPECT_EQ(report->divergences[0].removed, (lists::PartyReference{"un", "QDi.1"}));
    EXPECT_EQ(report->divergences[0].kept, (std::vector<lists::PartyReference>{{"eu", "EU.1"}}));
    const auto too_early = divergences_since(store, {2020, 1, 1});
    ASSERT_FALSE(too_early);
    EXPECT_EQ(too_early.error().code, base::ErrorCode::not_found);
}

}  // namespace
}  // namespace cordon::engine
