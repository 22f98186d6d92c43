// Goal: a service hears of an index that does not find what it was made from.
#include "engine/index_check.h"

#include <gtest/gtest.h>

#include "engine/test_lists.h"

namespace cordon::engine {
namespace {

using testing::listing;

std::vector<SnapshotPart> two_lists() {
    std::vector<SnapshotPart> parts(2);
    parts[0].version.list = "eu";
    parts[1].version.list = "un";
    for (SnapshotPart& part : parts) {
        part.version.version = "1";
        part.version.published = {2026, 11, 1};
        part.version.content_sha256 = std::string(64, 'a');
    }
    parts[0].listings = {listing("E1", {}), listing("E2", {"Orvanta Glass Trading"})};
    parts[1].listings = {listing("P1", {"Haroun Dawud Zamrani"}), listing("P2", {"Haroun Dawud Zamrani"})};
    return parts;
}

TEST(IndexSelfTest, AsksOneNameOfEachList) {
    const auto snapshot = Snapshot::build(two_lists());
    ASSERT_TRUE(snapshot) << snapshot.error().message;
    const auto tests = test_index(*snapshot, screening::shipped_threshold);
    ASSERT_EQ(tests.size(), 2U);
    EXPECT_EQ(tests[0].list, "eu");
    EXPECT_EQ(tests[0].listing_id, "E2") << "the first that has a name";
    EXPECT_EQ(tests[1].listing_id, "P1");
    for (const IndexSelfTest& test : tests) {
        EXPECT_TRUE(test.found) << test.sentence;
        EXPECT_EQ(test.sentence, "");
    }
}

TEST(IndexSelfTest, ANameThatIsNotFoundIsSaidWithoutTheName) {
    const auto snapshot = Snapshot::build(two_lists());
    ASSERT_TRUE(snapshot) << snapshot.error().message;
    const auto tests = test_index(*snapshot, 1.01);  // no name of a sound index reaches it
    ASSERT_EQ(tests.size(), 2U);
    EXPECT_FALSE(tests[0].found);
    EXPECT_FALSE(tests[1].found);
    EXPECT_NE(tests[1].sentence.find("does not find P1, the first listing of un"), std::string::npos);
    EXPECT_EQ(tests[1].sentence.find("Haroun"), std::string::npos);
}

}  // namespace
}  // namespace cordon::engine
