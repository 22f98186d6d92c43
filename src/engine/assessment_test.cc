// Goal: an assessment asks what it says, gives the same numbers on any threads, counts a linked listing as
// found and a missed one as missed, and judges another system by its own answers only.
#include "engine/assessment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "engine/test_lists.h"
#include "reporting/report_json.h"

namespace cordon::engine {
namespace {

SnapshotPart part(std::string list, std::vector<model::Listing> listings) {
    SnapshotPart made;
    made.version.list = std::move(list);
    made.version.version = "2026-11-01";
    made.version.format = "test";
    made.version.published = {2026, 11, 1};
    made.version.content_sha256 = std::string(64, 'c');
    made.version.state = model::VersionState::active;
    made.version.accepted_at = base::start_of({2026, 11, 1});
    made.listings = std::move(listings);
    return made;
}

Snapshot two_lists() {
    std::vector<SnapshotPart> parts;
    parts.push_back(part("house", testing::invented_list(150)));
    parts.push_back(part("other", testing::invented_list(60, 500)));
    auto snapshot = Snapshot::build(std::move(parts));
    EXPECT_TRUE(snapshot) << snapshot.error().message;
    return *std::move(snapshot);
}

AssessmentOptions small() {
    AssessmentOptions options;
    options.seed = 11;
    options.sample = 50;
    options.ordinary = 140;
    return options;
}

// Backwards, so that whoever counts on an order is found out.
Hooks reversed() {
    Hooks hooks;
    hooks.parallel_for = [](std::size_t count, const std::function<void(std::size_t)>& body) {
        for (std::size_t at = count; at > 0; --at) {
            body(at - 1);
        }
    };
    return hooks;
}

TEST(Assessment, TheSameSeedAsksTheSameWhateverTheThreads) {
    const Snapshot snapshot = two_lists();
    const auto one = draw_assessment(snapshot, small());
    const auto two = draw_assessment(snapshot, small(), reversed());
    ASSERT_TRUE(one && two);
    ASSERT_EQ(one->queries.size(), two->queries.size());
    for (std::size_t at = 0; at < one->queries.size(); ++at) {
        EXPECT_EQ(one->queries[at].text, two->queries[at].text);
        EXPECT_EQ(query_id(*one, at), query_id(*two, at));
    }
    const auto outcomes = screen_assessment(snapshot, *one, small(), {});
    const auto again = screen_assessment(snapshot, *two, small(), reversed());
    ASSERT_TRUE(outcomes && again);
    EXPECT_EQ(reporting::report_json(*assessment_report(snapshot, *one, *outcomes, small(), true)),
              reporting::report_json(*assessment_report(snapshot, *two, *again, small(), true)));
    AssessmentOptions other = small();
    other.seed = 12;
    const auto three = draw_assessment(snapshot, other);
    ASSERT_TRUE(three);
    EXPECT_NE(three->queries[0].text + three->queries[1].text, one->queries[0].text + one->queries[1].text);
}

TEST(Assessment, NoQueryTwiceAndNoneThatChangesNothing) {
    const Snapshot snapshot = two_lists();
    const auto assessment = draw_assessment(snapshot, small());
    ASSERT_TRUE(assessment);
    std::set<std::string> seen;
    std::array<std::size_t, reporting::family_count> counts{};
    for (const AssessmentQuery& query : assessment->queries) {
        const SourceName& source = assessment->sources[query.source];
        EXPECT_EQ(query.family == reporting::Family::control, query.text == source.text);
        EXPECT_TRUE(seen.insert(std::string(to_string(query.family)) + "|" + std::to_string(source.listing) +
                                "|" + query.text)
                        .second)
            << query.text;
        ++counts[static_cast<std::size_t>(query.family)];
    }
    EXPECT_EQ(counts[static_cast<std::size_t>(reporting::Family::control)], 50U);
    EXPECT_EQ(counts[static_cast<std::size_t>(reporting::Family::typo)], 50U);
    EXPECT_EQ(counts[static_cast<std::size_t>(reporting::Family::nickname)], 0U)
        << "invented names have none";
}

TEST(Assessment, ExactNamesAreFoundAndMissesAreTold) {
    const Snapshot snapshot = two_lists();
    AssessmentOptions options = small();
    options.threshold = 1.01;  // out of reach
    const auto assessment = draw_assessment(snapshot, options);
    const auto outcomes = screen_assessment(snapshot, *assessment, options, {});
    ASSERT_TRUE(outcomes);
    const auto all_missed = assessment_report(snapshot, *assessment, *outcomes, options, true);
    ASSERT_TRUE(all_missed);
    EXPECT_EQ(all_missed->control.count, 0U);
    EXPECT_EQ(all_missed->missed, assessment->queries.size());
    ASSERT_GT(all_missed->misses.size(), options.misses);
    EXPECT_TRUE(std::ranges::none_of(all_missed->misses, &std::string::empty, &reporting::Miss::reason));
    options.threshold = 0.8;
    const auto report = assessment_report(snapshot, *assessment, *outcomes, options, true);
    EXPECT_EQ(report->control.count, report->control.of);
    EXPECT_EQ(report->lists.size(), 2U);
}

TEST(Assessment, AnotherSystemIsJudgedByItsAnswers) {
    const Snapshot snapshot = two_lists();
    const auto assessment = draw_assessment(snapshot, small());
    std::map<std::string, std::vector<ForeignHit>, std::less<>> results;
    const auto expected = expected_ids(snapshot, assessment->sources[assessment->queries[0].source].listing);
    ASSERT_TRUE(expected);
    results[query_id(*assessment, 0)] = {{"nobody", 0.95}, {expected->front(), 0.9}};
    const std::string bare =
        expected_ids(snapshot, assessment->sources[assessment->queries[1].source].listing)->front();
    results[query_id(*assessment, 1)] = {{bare.substr(bare.find(':') + 1), 0.85}};
    results[query_id(*assessment, 2)] = {{"nobody", 1.0}};
    results[ordinary_id(*assessment, 3)] = {{"anybody", 0.7}, {"anybody else", 0.9}};
    const auto outcomes = judge_results(snapshot, *assessment, results);
    ASSERT_TRUE(outcomes) << outcomes.error().message;
    EXPECT_EQ(outcomes->queries[0].score, 0.9);
    EXPECT_FALSE(outcomes->queries[0].first);
    EXPECT_EQ(outcomes->queries[1].score, 0.85);
    EXPECT_TRUE(outcomes->queries[1].first);
    EXPECT_EQ(outcomes->queries[2].score, 0);
    EXPECT_EQ(outcomes->queries[3].score, 0) << "no row is no hit";
    EXPECT_EQ(outcomes->ordinary[3], 0.9);
    results["Q000001-00000000"] = {{"x", 1}};
    EXPECT_EQ(judge_results(snapshot, *assessment, results).error().code, base::ErrorCode::invalid_input);
}

TEST(Assessment, AListingLinkedAsTheSamePartyCounts) {
    std::vector<SnapshotPart> parts;
    parts.push_back(part("un", {testing::listing("QDi.901", {"Odalric Vennimore Quorvant"})}));
    parts.push_back(part("eu", {testing::listing("EU.1", {"Brimstal Hestivar Zomond"})}));
    parts[1].listings[0].cross_references = {"un:QDi.901"};
    const auto built = Snapshot::build(std::move(parts));
    ASSERT_TRUE(built) << built.error().message;
    const Snapshot& snapshot = *built;
    EXPECT_EQ(expected_ids(snapshot, 0).value(), (std::vector<std::string>{"un:QDi.901", "eu:EU.1"}));
    AssessmentOptions options = small();
    const auto assessment = draw_assessment(snapshot, options);
    std::map<std::string, std::vector<ForeignHit>, std::less<>> results;
    for (std::size_t at = 0; at < assessment->queries.size(); ++at) {
        results[query_id(*assessment, at)] = {{"EU.1", 0.9}};
    }
    const auto outcomes = judge_results(snapshot, *assessment, results);
    EXPECT_TRUE(
        std::ranges::all_of(outcomes->queries, [](const Outcome& outcome) { return outcome.score == 0.9; }));
}

}  // namespace
}  // namespace cordon::engine
