// Goal: a verdict can name exactly what it was screened against, for today and for any day in the past; a
// snapshot opened from bytes answers like the one that was built; damaged bytes are refused.
#include "engine/snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstring>
#include <thread>

#include "base/prng.h"
#include "base/testing.h"
#include "engine/memory_list_store.h"
#include "engine/test_lists.h"
#include "lists/supplement.h"

namespace cordon::engine {
namespace {

using base::Date;
using model::VersionState;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::invented_list;
using testing::listing;

model::ListVersion version(std::string list, std::string name, Date published, VersionState state) {
    model::ListVersion made;
    made.list = std::move(list);
    made.version = std::move(name);
    made.format = "test";
    made.published = published;
    made.content_sha256 = std::string(64, 'c');
    made.state = state;
    made.accepted_at = base::start_of(published);
    return made;
}

std::vector<SnapshotPart> two_lists() {
    std::vector<SnapshotPart> parts;
    parts.push_back({version("eu", "2026-01-01", {2026, 1, 1}, VersionState::active),
                     {listing("EU.1", {"Falak Idris"}), listing("EU.2", {"Someone Else"})}});
    parts.back().listings[0].cross_references = {"un:QDi.1"};
    parts.push_back({version("un", "2026-01-02", {2026, 1, 2}, VersionState::active),
                     {listing("QDi.0", {"Marut Belo"}), listing("QDi.1", {"Idris Falak", "Abu Falak"})}});
    return parts;
}

TEST(Snapshot, OpenedBytesAnswerLikeTheBuilt) {
    const std::vector<SnapshotPart> parts = two_lists();
    const auto built = Snapshot::build(parts, false);
    ASSERT_TRUE(built) << built.error().message;
    const auto opened = Snapshot::open(own_bytes(std::string(built->bytes())));
    ASSERT_TRUE(opened) << opened.error().message;
    for (const Snapshot* snapshot : {&*built, &*opened}) {
        ASSERT_EQ(snapshot->listing_count(), 4U);
        ASSERT_EQ(snapshot->versions().size(), 2U);
        EXPECT_EQ(snapshot->versions()[1].published, (Date{2026, 1, 2}));
        EXPECT_EQ(snapshot->number_of("un"), 1);
        EXPECT_EQ(snapshot->number_of("ch"), std::nullopt);
        EXPECT_EQ(snapshot->list_of(1), 0);
        EXPECT_EQ(snapshot->list_of(2), 1);
        EXPECT_EQ(snapshot->listing(3), parts[1].listings[1]);
        EXPECT_EQ(snapshot->find("un", "QDi.1"), 3U);
        EXPECT_EQ(snapshot->find("un", "EU.1"), std::nullopt);
        model::Subject subject;
        subject.names = {"Idris Falak"};
        screening::SearchScratch scratch;
        const auto hits = snapshot->index().search(subject, {}, scratch);
        ASSERT_TRUE(hits);
        EXPECT_TRUE(std::ranges::any_of(hits->hits, [](const auto& hit) { return hit.listing == 3; }));
    }
    EXPECT_EQ(built->bytes(), opened->bytes());
}

TEST(Snapshot, TheBytesDoNotDependOnWhoDidWhichPieceOfTheWork) {
    std::vector<SnapshotPart> parts;
    for (const unsigned number : {0U, 1U, 2U}) {  // lists that overlap, so that there are links
        parts.push_back(
            {version("list" + std::to_string(number), "2026-01-01", {2026, 1, 1}, VersionState::active),
             invented_list(2'000, 1'000 * number)});
        for (model::Listing& listing : parts.back().listings) {
            listing.cross_references = {"un:" + listing.id};
        }
    }
    const auto alone = Snapshot::build(parts);
    ASSERT_TRUE(alone) << alone.error().message;
    EXPECT_FALSE(alone->linked(1'500).empty());
    Hooks backwards;
    backwards.parallel_for = [](std::size_t count, const std::function<void(std::size_t)>& body) {
        for (std::size_t at = count; at > 0; --at) {
            body(at - 1);
        }
    };
    Hooks three_threads;
    three_threads.parallel_for = [](std::size_t count, const std::function<void(std::size_t)>& body) {
        std::atomic<std::size_t> next = 0;
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 3; ++thread) {
            threads.emplace_back([&] {
                for (std::size_t mine = next++; mine < count; mine = next++) {
                    body(mine);
                }
            });
        }
    };
    for (const Hooks* hooks : {&backwards, &three_threads}) {
        const auto shared = Snapshot::build(parts, true, *hooks);
        ASSERT_TRUE(shared) << shared.error().message;
        EXPECT_TRUE(shared->bytes() == alone->bytes());
    }
}

TEST(Snapshot, LinksStandWithBothListings) {
    const auto snapshot = Snapshot::build(two_lists(), false);
    ASSERT_TRUE(snapshot);
    const auto from_eu = snapshot->linked(0);
    const auto from_un = snapshot->linked(3);
    ASSERT_EQ(from_eu.size(), 1U);
    ASSERT_EQ(from_un.size(), 1U);
    EXPECT_EQ(from_eu.front().ordinal, 3U);
    EXPECT_EQ(from_un.front().ordinal, 0U);
    EXPECT_FALSE(from_un.front().evidence.empty());
    EXPECT_TRUE(snapshot->linked(1).empty());
}

TEST(Snapshot, NamesOfTheSupplementAreFoundAndSayThatTheyAre) {
    const std::vector<lists::SupplementName> names = lists::supplement_names();
    ASSERT_FALSE(names.empty());
    std::vector<SnapshotPart> parts;
    parts.push_back({version("un", "2026-01-02", {2026, 1, 2}, VersionState::active),
                     {listing(std::string(names[0].un_reference), {"Marut Belo"})}});
    for (const bool wanted : {true, false}) {
        const auto snapshot = Snapshot::build(parts, wanted);
        ASSERT_TRUE(snapshot) << snapshot.error().message;
        const auto decoded = snapshot->listing(0);
        ASSERT_TRUE(decoded);
        EXPECT_EQ(std::ranges::any_of(decoded->names, &model::ListedName::supplement), wanted);
        model::Subject subject;
        subject.names = {std::string(names[0].text)};
        screening::SearchScratch scratch;
        const auto found = snapshot->index().search(subject, {}, scratch);
        ASSERT_TRUE(found);
        EXPECT_EQ(found->hits.size(), wanted ? 1U : 0U);
    }
}

TEST(Snapshot, RefusesTwoVersionsOfOneListAndNone) {
    std::vector<SnapshotPart> twice = two_lists();
    twice[1].version.list = "eu";
    EXPECT_FALSE(Snapshot::build(twice));
    EXPECT_FALSE(Snapshot::build({}));
}

TEST(Snapshot, DamagedTablesAreRefusedAndNeverCrash) {
    const auto built = Snapshot::build(two_lists(), false);
    ASSERT_TRUE(built);
    const std::string bytes(built->bytes());
    base::Prng random(base::testing::seed_from_environment(5));
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        ASSERT_FALSE(Snapshot::open(own_bytes(bytes.substr(0, size)))) << size;
    }
    for (int round = 0; round < 3'000; ++round) {
        std::string damaged = bytes;
        // Up to the index, which guards itself (screening/screening_index.h).
        std::uint64_t index = 0;
        std::memcpy(&index, bytes.data() + 80, 8);
        damaged[random.below(index)] ^= static_cast<char>(1U << random.below(8));
        const auto opened = Snapshot::open(own_bytes(damaged));
        if (!opened) {
            EXPECT_EQ(opened.error().code, base::ErrorCode::corrupt);
            continue;
        }
        for (std::uint32_t at = 0; at < opened->listing_count(); ++at) {
            [[maybe_unused]] const auto decoded = opened->listing(at);
            [[maybe_unused]] const auto links = opened->linked(at);
            [[maybe_unused]] const auto list = opened->list_of(at);
        }
    }
}

TEST(Snapshot, TheKeyNamesEverythingThatMakesTheBytes) {
    std::vector<model::ListVersion> versions = {
        version("un", "2026-01-02", {2026, 1, 2}, VersionState::active)};
    const std::string key = snapshot_key(versions, "build-1");
    EXPECT_EQ(key.size(), 64U);
    EXPECT_EQ(snapshot_key(versions, "build-1"), key);
    EXPECT_NE(snapshot_key(versions, "build-2"), key);
    EXPECT_NE(snapshot_key(versions, "build-1", false), key);
    versions[0].confirmed_at = base::Instant{77};
    EXPECT_EQ(snapshot_key(versions, "build-1"), key) << "times do not change what is searched";
    versions[0].content_sha256[0] = 'd';
    EXPECT_NE(snapshot_key(versions, "build-1"), key);
}

class LoadSnapshot : public ::testing::Test {
protected:
    void keep(std::string list, Date published, VersionState state, const std::string& name = "") {
        NewVersion fresh;
        fresh.version =
            version(std::move(list), name.empty() ? base::to_string(published) : name, published, state);
        fresh.listings = {listing("A", {"Idris Falak"}), listing("B", {"Marut Belo"})};
        ASSERT_TRUE(store_.keep(std::move(fresh)));
    }
    std::string chosen(const SnapshotRequest& request) {
        const auto snapshot = load_snapshot(store_, cache_, request);
        if (!snapshot) {
            return snapshot.error().message;
        }
        std::string line;
        for (const model::ListVersion& each : snapshot->versions()) {
            line += each.list + " " + each.version + ";";
        }
        return line;
    }

    MemoryListStore store_;
    MemorySnapshotCache cache_;
};

TEST_F(LoadSnapshot, ChoosesTheVersionsOfTheDay) {
    keep("un", {2020, 1, 1}, VersionState::stored);
    keep("un", {2024, 1, 1}, VersionState::active);
    keep("un", {2025, 1, 1}, VersionState::quarantined);
    keep("un", {2026, 1, 1}, VersionState::active);
    keep("eu", {2025, 5, 5}, VersionState::active);
    keep("ch", {2019, 1, 1}, VersionState::stored);
    struct Case {
        std::optional<Date> as_of;
        std::vector<std::string> lists;
        const char* chosen;
    };
    const Case cases[] = {
        {std::nullopt, {}, "eu 2025-05-05;un 2026-01-01;"},
        {std::nullopt, {"un", "un"}, "un 2026-01-01;"},
        {Date{2026, 1, 1}, {}, "ch 2019-01-01;eu 2025-05-05;un 2026-01-01;"},
        {Date{2025, 12, 31}, {}, "ch 2019-01-01;eu 2025-05-05;un 2024-01-01;"},  // never the quarantined one
        {Date{2020, 6, 1}, {"un"}, "un 2020-01-01;"},
        {Date{2018, 1, 1},
         {},
         "no list has a version published on 2018-01-01 or before; import one with: cordon "
         "lists import --history ..."},
        {std::nullopt, {"ch"}, "list 'ch' has no active version; import one with: cordon lists import ..."},
        {Date{2024, 1, 1},
         {"un", "eu"},
         "list 'eu' has no version published on 2024-01-01 or before; import one "
         "with: cordon lists import --history ..."}};
    for (const Case& each : cases) {
        SnapshotRequest request;
        request.as_of = each.as_of;
        request.lists = each.lists;
        EXPECT_EQ(chosen(request), each.chosen);
    }
}

TEST_F(LoadSnapshot, SaysWhatToDoWhenThereIsNoList) {
    const auto none = load_snapshot(store_, cache_, {});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, base::ErrorCode::not_found);
    EXPECT_EQ(none.error().message, "no list is active; import one with: cordon lists import ...");
}

TEST_F(LoadSnapshot, TakesTheCachedBytesButTheStoresWordOnTheVersion) {
    keep("un", {2026, 1, 1}, VersionState::active);
    const auto first = load_snapshot(store_, cache_, {});
    ASSERT_TRUE(first);
    ASSERT_TRUE(store_.confirm("un", "2026-01-01", base::Instant{1'800'000'000'000}, "timer"));
    const auto second = load_snapshot(store_, cache_, {});
    ASSERT_TRUE(second);
    EXPECT_EQ(second->versions()[0].confirmed_at, base::Instant{1'800'000'000'000});
    EXPECT_EQ(second->bytes(), first->bytes());
    const auto cached = cache_.open(snapshot_key(second->versions(), ""));
    ASSERT_TRUE(cached);
    EXPECT_EQ(cached->bytes.data(), second->bytes().data()) << "no copy, no build";
}

TEST_F(LoadSnapshot, BuildsAgainOverADamagedCacheAndWithoutOne) {
    keep("un", {2026, 1, 1}, VersionState::active);
    const auto versions = choose_versions(store_, {});
    ASSERT_TRUE(versions);
    ASSERT_TRUE(cache_.put(snapshot_key(*versions, ""), "rubbish"));
    EXPECT_EQ(chosen({}), "un 2026-01-01;");
    class FullDisk final : public SnapshotCache {
        std::optional<MappedBytes> open(std::string_view) override { return std::nullopt; }
        base::Status put(std::string_view, std::string_view) override {
            return base::fail(base::ErrorCode::unavailable, "the disk is full");
        }
    } full;
    EXPECT_TRUE(load_snapshot(store_, full, {}));
}

}  // namespace
}  // namespace cordon::engine
