// Goal: the printed arithmetic is the arithmetic that was done: what it adds up to is the score.
#include "screening/explanation.h"

#include <gtest/gtest.h>

#include "base/prng.h"
#include "base/testing.h"
#include "model/country.h"
#include "screening/test_names.h"

namespace cordon::screening {
namespace {

class ExplanationOfNames : public ::testing::Test {
protected:
    Explanation explain(const model::Subject& subject, std::uint32_t ordinal) {
        const auto explained = index_->explain(subject, ordinal, list_.at(ordinal), {}, scratch_);
        EXPECT_TRUE(explained);
        return explained ? *explained : Explanation{};
    }
    testing::NamedList list_ = testing::invented_list(200, 5);
    base::Result<ScreeningIndex> index_ = ScreeningIndex::build(list_.indexed());
    SearchScratch scratch_;
};

TEST_F(ExplanationOfNames, TheSumsAddUpToTheScore) {
    base::Prng random(base::testing::seed_from_environment(9));
    for (std::uint32_t at = 0; at < list_.size(); ++at) {
        model::Subject subject{.names = {testing::with_slip(list_.at(at).names[0].text, random)}};
        if (random.below(3) == 0) {
            subject.names[0] += " Quillfeather";
        }
        const Explanation explained = explain(subject, at);
        ASSERT_EQ(explained.names.size(), 1U);
        const ExplainedName& name = explained.names[0];
        double met = 0;
        for (const ComparedPart& part : name.parts) {
            met += part.met;
        }
        EXPECT_NEAR(met, name.sums.matched, 1e-5) << subject.names[0];
        double lost = 0;
        for (std::size_t loss = 0; loss < name.sums.loss_count; ++loss) {
            lost += name.sums.losses.at(loss).cost;
        }
        EXPECT_NEAR(name.sums.matched / (name.sums.matched + lost), name.sums.word_score, 1e-9)
            << subject.names[0];
        EXPECT_GE(name.score, name.sums.word_score);
        EXPECT_EQ(name.whole_name, name.score > name.sums.word_score);
        EXPECT_EQ(explained.score, name.score);
    }
}

TEST_F(ExplanationOfNames, EveryNameOfTheListingBestFirst) {
    list_.add("E1", {"Wanda Quillfeather Brimstal", "Odo Gundelspitz", "Vanda Brimstal"});
    index_ = ScreeningIndex::build(list_.indexed());
    ASSERT_TRUE(index_);
    const Explanation explained = explain({.names = {"Odo Gundelspits"}}, 200);
    ASSERT_EQ(explained.names.size(), 3U);
    EXPECT_EQ(explained.names[0].name, 1U);
    EXPECT_GE(explained.names[1].score, explained.names[2].score);
    const auto lines = verdict_lines(explained);
    ASSERT_FALSE(lines.empty());
    EXPECT_EQ(lines.back(), "threshold 0.85: hit");
}

TEST_F(ExplanationOfNames, BelowTheThresholdToo) {
    const Explanation explained = explain({.names = {"Odo Xylander"}}, 3);
    EXPECT_LT(explained.score, explained.threshold);
    EXPECT_EQ(verdict_lines(explained).back(), "threshold 0.85: no hit");
    EXPECT_FALSE(index_->explain({.names = {"---"}}, 3, list_.at(3), {}, scratch_));
}

TEST_F(ExplanationOfNames, SaysWhichRuleHeldTheScore) {
    list_.add("E1", {"Wanda Quillfeather Brimstal"});
    list_.back().kind = model::PartyKind::person;
    list_.back().birth_dates = {{base::whole_year(1950), ""}};
    list_.back().nationalities = {model::country_from_text("Syria")};
    index_ = ScreeningIndex::build(list_.indexed());
    ASSERT_TRUE(index_);
    model::Subject subject{.names = {"Wanda Quillfeather Brimstal"}};
    subject.birth_dates = {base::whole_year(1990)};
    subject.nationalities = {model::country_from_text("Norway")};
    const Explanation explained = explain(subject, 200);
    EXPECT_EQ(explained.score, shipped_threshold);
    const auto lines = verdict_lines(explained);
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[0], "name 1.0000, facts +0.0000 -0.2100: 0.7900");
    EXPECT_NE(lines[1].find("facts do not take a hit under the threshold"), std::string::npos);
    EXPECT_NE(lines[2].find("the name is strong, so the hit stays"), std::string::npos);
}

}  // namespace
}  // namespace cordon::screening
