// Goal: no list becomes active that is not whole, recent and findable; what is refused is kept with its
// reason while the old version goes on; the same content twice changes nothing and never makes an old list
// look fresh.
#include "engine/list_adoption.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/memory_list_store.h"
#include "engine/test_lists.h"

namespace cordon::engine {
namespace {

using base::Date;
using model::VersionState;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::invented_list;
using testing::listing;

constexpr Date day_1{2026, 2, 1};
constexpr Date day_2{2026, 2, 2};
constexpr Date day_3{2026, 2, 3};

base::Instant noon(const Date& day) {
    return {base::start_of(day).unix_ms + 12LL * 3'600'000};
}

ListContent content(std::vector<model::Listing> listings, std::optional<Date> published) {
    ListContent made;
    made.list = "un";
    made.format = "UN consolidated XML";
    made.read_count = listings.size();
    made.listings = std::move(listings);
    made.published = published;
    return made;
}

ImportRequest request_on(const Date& day) {
    ImportRequest request;
    request.files = {{"un.xml", "<list/>"}};
    request.principal = "anna";
    request.now = noon(day);
    return request;
}

std::vector<std::string> codes(const ImportReport& report) {
    std::vector<std::string> found;
    for (const GateFinding& finding : report.gate) {
        found.emplace_back(to_string(finding.code));
    }
    return found;
}

class ListAdoption : public ::testing::Test {
protected:
    ImportReport adopt(ListContent whole, const ImportRequest& request) {
        auto report = adopt_list(store_, std::move(whole), request);
        EXPECT_TRUE(report) << report.error().message;
        return report ? *std::move(report) : ImportReport{};
    }
    [[nodiscard]] std::vector<std::string> kept() {
        std::vector<std::string> lines;
        const auto versions = store_.versions();
        for (const model::ListVersion& each : *versions) {
            lines.push_back(each.version + " " + std::string(to_string(each.state)));
        }
        return lines;
    }

    MemoryListStore store_;
};

TEST_F(ListAdoption, AFirstSoundListBecomesActiveAndEveryNameIsTested) {
    const ImportReport report = adopt(content(invented_list(100), day_1), request_on(day_2));
    EXPECT_TRUE(report.activated);
    EXPECT_FALSE(report.unchanged);
    EXPECT_THAT(codes(report), ElementsAre());
    EXPECT_EQ(report.added, 100U);
    EXPECT_EQ(report.names_tested, 200U);
    EXPECT_EQ(report.version.version, "2026-02-01");
    EXPECT_EQ(report.version.state, VersionState::active);
    EXPECT_EQ(report.version.listings, 100U);
    EXPECT_EQ(report.version.files.size(), 1U);
    EXPECT_EQ(report.version.content_sha256.size(), 64U);
}

TEST_F(ListAdoption, ALaterListCountsItsChangesAndTestsOnlyThose) {
    adopt(content(invented_list(100), day_1), request_on(day_1));
    std::vector<model::Listing> later = invented_list(101, 1);  // P0 gone, P100 and P101 new
    later[5].programmes = {"QD"};
    const ImportReport report = adopt(content(later, day_2), request_on(day_2));
    EXPECT_TRUE(report.activated);
    EXPECT_EQ(report.added, 2U);
    EXPECT_EQ(report.removed, 1U);
    EXPECT_EQ(report.changed, 1U);
    EXPECT_EQ(report.names_tested, 6U);
    EXPECT_THAT(kept(), ElementsAre("2026-02-01 superseded", "2026-02-02 active"));
}

// Each line spoils a sound list in one way; the gate must name that way, keep the version and leave the old
// active.
TEST_F(ListAdoption, EveryDoubtIsQuarantineWithItsReason) {
    struct Case {
        const char* code;
        const char* sentence;
        void (*spoil)(ListContent&);
    };
    const Case cases[] = {
        {"G1", "states 101 records, 100 were read", [](ListContent& each) { each.stated_count = 101; }},
        {"G2", "entries fell from 100 to 97", [](ListContent& each) { each.listings.resize(97); }},
        {"G2", "names of the entries that stay fell from 200 to 195",
         [](ListContent& each) {
             for (std::size_t at = 0; at < 5; ++at) {
                 each.listings[at].names.pop_back();
             }
         }},
        {"G3", "use --history", [](ListContent& each) { each.published = day_1; }},
        {"G4", "names changed in 20 (20.0 %)",
         [](ListContent& each) {
             for (std::size_t at = 0; at < 20; ++at) {
                 each.listings[at].names[0].text += " Senior";
             }
         }},
        {"G4", "20 (20.0 %) are gone",
         [](ListContent& each) {
             for (std::size_t at = 0; at < 20; ++at) {
                 each.listings[at].id += "new";
             }
         }},
        {"G5", "", [](ListContent& each) { each.listings[3].names.push_back({.text = "..."}); }},
        {"G7", "published 2026-02-05, but today is 2026-02-03",
         [](ListContent& each) { each.published = Date{2026, 2, 5}; }}};
    for (const Case& each : cases) {
        MemoryListStore store;
        ASSERT_TRUE(adopt_list(store, content(invented_list(100), day_2), request_on(day_2)));
        ListContent spoilt = content(invented_list(100), day_3);
        spoilt.listings[0].programmes = {"QD"};  // another content
        each.spoil(spoilt);
        const auto report = adopt_list(store, spoilt, request_on(day_3));
        ASSERT_TRUE(report) << each.code;
        EXPECT_THAT(codes(*report), ElementsAre(each.code)) << each.code << " " << each.sentence;
        EXPECT_FALSE(report->activated) << each.code;
        EXPECT_EQ(report->version.state, VersionState::quarantined) << each.code;
        EXPECT_THAT(report->version.reason, HasSubstr(each.sentence)) << each.code;
        EXPECT_THAT(report->version.reason, HasSubstr(each.code));
        const auto versions = store.versions();
        const model::ListVersion* active = active_version(*versions, "un");
        ASSERT_NE(active, nullptr) << each.code;
        EXPECT_EQ(active->version, "2026-02-02") << each.code;
    }
}

TEST_F(ListAdoption, SmallChangesPass) {
    adopt(content(invented_list(100), day_1), request_on(day_1));
    std::vector<model::Listing> later = invented_list(98);  // 2 % fewer, 19 names altered
    for (std::size_t at = 0; at < 19; ++at) {
        later[at].names[0].text += " Senior";
    }
    EXPECT_THAT(codes(adopt(content(later, day_2), request_on(day_1))), ElementsAre());
}

TEST_F(ListAdoption, AnEmptyListIsNeverActive) {
    ImportRequest request = request_on(day_1);
    request.accept_reason = "they told me on the phone";
    const ImportReport report = adopt(content({}, day_1), request);
    EXPECT_THAT(codes(report), ElementsAre("G6"));
    EXPECT_EQ(report.version.state, VersionState::quarantined);
}

TEST_F(ListAdoption, APersonMayOverrideAndIsNamed) {
    adopt(content(invented_list(100), day_1), request_on(day_1));
    const ImportReport refused = adopt(content(invented_list(50), day_2), request_on(day_2));
    EXPECT_THAT(codes(refused), ElementsAre("G2", "G4"));
    ImportRequest request = request_on(day_2);
    request.accept_reason = "half of the list was delisted by resolution";
    request.principal = "ben";
    const ImportReport accepted = adopt(content(invented_list(50), day_2), request);
    EXPECT_TRUE(accepted.activated);
    EXPECT_THAT(accepted.version.reason, HasSubstr("accepted by ben: half of the list"));
    EXPECT_THAT(accepted.version.reason, HasSubstr("G2: entries fell"));
    EXPECT_EQ(accepted.version.principal, "ben");
    EXPECT_THAT(kept(), ElementsAre("2026-02-01 superseded", "2026-02-02 active"))
        << "the quarantined version itself rises; it is not kept twice";
}

TEST_F(ListAdoption, TheSelfTestCannotBeOverridden) {
    ImportRequest request = request_on(day_1);
    request.accept_reason = "never mind";
    ListContent bad = content(invented_list(30), day_1);
    bad.listings[3].names.push_back({.text = "---"});
    EXPECT_FALSE(adopt(bad, request).activated);
}

TEST_F(ListAdoption, TheSameContentTwiceIsNotKeptTwice) {
    adopt(content(invented_list(30), day_1), request_on(day_1));
    std::vector<model::Listing> shuffled = invented_list(30);
    std::swap(shuffled[3], shuffled[9]);
    const ImportReport report = adopt(content(shuffled, day_1), request_on(day_3));
    EXPECT_TRUE(report.unchanged);
    EXPECT_FALSE(report.activated);
    EXPECT_EQ(report.version.version, "2026-02-01");
    EXPECT_EQ(report.version.confirmed_at, std::nullopt) << "an old file in hand says nothing about today";
    EXPECT_THAT(kept(), ElementsAre("2026-02-01 active"));

    ImportRequest fetched = request_on(day_3);
    fetched.fetched_at = noon(day_3);
    EXPECT_EQ(adopt(content(shuffled, day_1), fetched).version.confirmed_at, noon(day_3));
}

TEST_F(ListAdoption, ANewerFileInHandWithTheSameContentConfirmsToItsOwnDay) {
    adopt(content(invented_list(30), day_1), request_on(day_1));
    const ImportReport report = adopt(content(invented_list(30), day_2), request_on(Date{2026, 3, 1}));
    EXPECT_TRUE(report.unchanged);
    EXPECT_EQ(report.version.confirmed_at, base::Instant{base::start_of(day_3).unix_ms - 1});
}

TEST_F(ListAdoption, OtherContentsOfOneDayAreNumbered) {
    adopt(content(invented_list(100), day_1), request_on(day_1));
    EXPECT_EQ(adopt(content(invented_list(101), day_1), request_on(day_1)).version.version, "2026-02-01.2");
    EXPECT_EQ(adopt(content(invented_list(102), day_1), request_on(day_1)).version.version, "2026-02-01.3");
    EXPECT_THAT(kept(),
                ElementsAre("2026-02-01 superseded", "2026-02-01.2 superseded", "2026-02-01.3 active"));
}

TEST_F(ListAdoption, HistoryIsStoredAndNeverActive) {
    ImportRequest history = request_on(day_3);
    history.history = true;
    const ImportReport first = adopt(content(invented_list(50), day_1), history);
    EXPECT_FALSE(first.activated) << "also when the list has no active version";
    adopt(content(invented_list(100), day_2), request_on(day_2));
    adopt(content(invented_list(40), Date{2026, 1, 1}), history);
    EXPECT_THAT(kept(), ElementsAre("2026-01-01 stored", "2026-02-01 stored", "2026-02-02 active"));
}

TEST_F(ListAdoption, WhatWasRefusedAsOldCanBeStoredAsTheHintSays) {
    adopt(content(invented_list(100), day_2), request_on(day_2));
    EXPECT_THAT(codes(adopt(content(invented_list(101), day_1), request_on(day_2))), ElementsAre("G3"));
    ImportRequest history = request_on(day_2);
    history.history = true;
    EXPECT_EQ(adopt(content(invented_list(101), day_1), history).version.state, VersionState::stored);
}

TEST_F(ListAdoption, AStoredNewerVersionRisesWhenItIsImportedForUse) {
    adopt(content(invented_list(100), day_1), request_on(day_1));
    ImportRequest history = request_on(day_2);
    history.history = true;
    adopt(content(invented_list(101), day_2), history);
    const ImportReport risen = adopt(content(invented_list(101), day_2), request_on(day_2));
    EXPECT_TRUE(risen.unchanged);
    EXPECT_TRUE(risen.activated);
    EXPECT_THAT(kept(), ElementsAre("2026-02-01 superseded", "2026-02-02 active"));
}

TEST_F(ListAdoption, APublisherThatGoesBackIsFollowed) {
    adopt(content(invented_list(100), day_1), request_on(day_1));
    adopt(content(invented_list(101), day_2), request_on(day_2));
    const ImportReport old_file = adopt(content(invented_list(100), day_1), request_on(day_3));
    EXPECT_TRUE(old_file.unchanged);
    EXPECT_THAT(kept(), ElementsAre("2026-02-01 superseded", "2026-02-02 active"));
    const ImportReport back = adopt(content(invented_list(100), day_3), request_on(day_3));
    EXPECT_TRUE(back.activated);
    EXPECT_THAT(kept(), ElementsAre("2026-02-01 superseded", "2026-02-02 superseded", "2026-02-03 active"));
}

TEST_F(ListAdoption, TheDayOfPublicationIsSettled) {
    ImportRequest insisting = request_on(day_3);
    insisting.published = day_2;
    const auto differs = adopt_list(store_, content(invented_list(30), day_1), insisting);
    ASSERT_FALSE(differs);
    EXPECT_EQ(differs.error().code, base::ErrorCode::invalid_input);
    EXPECT_THAT(kept(), ElementsAre());
    EXPECT_EQ(adopt(content(invented_list(30), std::nullopt), insisting).version.published, day_2);
    const ImportReport guessed = adopt(content(invented_list(31), std::nullopt), request_on(day_3));
    EXPECT_EQ(guessed.version.published, day_3);
    ASSERT_EQ(guessed.diagnostics.size(), 1U);
    EXPECT_THAT(guessed.diagnostics.front().message, HasSubstr("the day of the import is taken"));
}

TEST_F(ListAdoption, RepeatedIdsAreReported) {
    ListContent whole = content(invented_list(30), day_1);
    whole.listings.push_back(listing("P3", {"Another Person"}));
    whole.read_count = 31;
    const ImportReport report = adopt(whole, request_on(day_1));
    ASSERT_EQ(report.diagnostics.size(), 1U);
    EXPECT_EQ(report.diagnostics.front().entry, "P3");
    EXPECT_EQ(report.version.listings, 31U);
}

TEST_F(ListAdoption, ProgressNamesItsStagesAndThreadsAreBorrowed) {
    std::vector<std::string> stages;
    Hooks hooks;
    std::size_t tasks = 0;
    hooks.progress = [&](std::string_view stage, std::uint64_t done, std::uint64_t total) {
        EXPECT_LE(done, total);
        if (stages.empty() || stages.back() != stage) {
            stages.emplace_back(stage);
        }
    };
    hooks.parallel_for = [&](std::size_t count, const std::function<void(std::size_t)>& body) {
        for (std::size_t at = count; at > 0; --at) {
            body(at - 1);
            ++tasks;
        }
    };
    ASSERT_TRUE(adopt_list(store_, content(invented_list(200), day_1), request_on(day_1), {}, hooks));
    EXPECT_THAT(stages, ElementsAre("comparing", "self-test", "storing"));
    EXPECT_GT(tasks, 1U);
}

}  // namespace
}  // namespace cordon::engine
