// Goal: the score says what a compliance officer would: the same name high, a part missing lower, a common
// part or a title next to nothing, another name low.
#include "screening/name_score.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/prng.h"
#include "base/testing.h"
#include "screening/screening_index_reference.h"
#include "screening/test_names.h"

namespace cordon::screening {
namespace {

double score_of(std::string_view subject, std::string_view listed) {
    testing::NamedList list;
    list.add("L", {std::string(listed)});
    const auto indexed = list.indexed();
    return reference::PlainScan(indexed).scores(subject).front();
}

struct Row {
    std::string_view subject;
    std::string_view listed;
    double least;
    double most;
};

void expect_rows(std::initializer_list<Row> rows) {
    for (const Row& row : rows) {
        const double score = score_of(row.subject, row.listed);
        EXPECT_GE(score, row.least) << row.subject << " / " << row.listed;
        EXPECT_LE(score, row.most) << row.subject << " / " << row.listed;
    }
}

TEST(NameScore, TheSameName) {
    expect_rows({
        {"Karim Danesh Kovar", "Karim Danesh Kovar", 1, 1},
        {"KOVAR, Karim Danesh", "Karim Danesh Kovar", 1, 1},
        {"Kàrim Dánesh Kóvar", "Karim Danesh Kovar", 1, 1},
        {"Kаrim Danesh Kovar", "Karim Danesh Kovar", 1, 1},  // Cyrillic а
        {"Dr. Karim Danesh Kovar", "Karim Danesh Kovar", 0.96, 1},
        {"Karim Danesh", "Haji Karim Danesh", 0.96, 1},
        {"Cordelia Shipping", "Cordelia Shipping L.L.C.", 0.96, 1},
        {"Abdulrahman Kovar", "Abd al-Rahman Kovar", 0.96, 1},
        {"Karim bin Danesh", "Karim Danesh", 0.96, 1},
        {"11420 Corp", "11420 Corp.", 1, 1},
    });
}

TEST(NameScore, OtherSpellings) {
    expect_rows({
        {"Kareem Daneesh Kovar", "Karim Danesh Kovar", 0.90, 0.999},
        {"Karim Dansh Kovar", "Karim Danesh Kovar", 0.85, 0.999},
        {"Karim Danehs Kovar", "Karim Danesh Kovar", 0.80, 0.999},
        {"كريم دانش", "Karim Danesh", 0.85, 0.999},
        {"Карим Данеш", "Karim Danesh", 0.95, 1},
        {"KarimDanesh Kovar", "Karim Danesh Kovar", 0.90, 1},
        {"Karim Dan esh Kovar", "Karim Danesh Kovar", 0.85, 1},
        {"KarimDaneshKovar", "Karim Danesh Kovar", 0.90, 1},
    });
}

TEST(NameScore, PartsMissingOrAdded) {
    expect_rows({
        {"Danesh Kovar", "Karim Danesh Kovar", 0.85, 0.999},  // a common given name left out
        {"Karim Kovar", "Karim Danesh Kovar", 0.70, 0.97},    // a rare one
        {"K. Danesh Kovar", "Karim Danesh Kovar", 0.85, 0.999},
        {"Karim Danesh Kovar Zelimov", "Karim Danesh Kovar", 0.75, 0.97},
        {"Karim", "Karim Danesh Kovar", 0, 0.60},  // a common name alone says little
    });
    // Left out of the query costs less than added to it.
    EXPECT_GT(score_of("Danesh Kovar", "Zelim Danesh Kovar"), score_of("Zelim Danesh Kovar", "Danesh Kovar"));
}

TEST(NameScore, OtherNames) {
    expect_rows({
        {"John Smith", "Karim Danesh", 0, 0.30},
        {"Karim Petrov", "Karim Danesh", 0, 0.70},
        {"Muhammad Ali", "Muhammad Zelimov Kovar", 0, 0.70},
        {"General Trading Company", "General Shipping Company", 0, 0.80},
        {"11421 Corp", "11420 Corp", 0, 0.30},  // a number is itself or another one
        {"Cordelia LLC", "Zelimov LLC", 0, 0.30},
        {"Haji Abu", "Karim Danesh", 0, 0.10},
    });
}

TEST(NameScore, NamesOfTitlesAndParticlesAloneAreCompared) {
    EXPECT_EQ(score_of("Haji Mullah", "Haji Mullah"), 1.0);
    EXPECT_EQ(score_of("Abu Haji", "Haji Abu"), 1.0);
    EXPECT_LT(score_of("Haji Mullah", "Sheikh General"), 0.3);
}

TEST(NameScore, RareWordsSayMoreThanCommonOnes) {
    const ScoreWeights weights;
    const auto says = [&](std::string_view word, text::TokenRole role, bool vowelless = false) {
        return background_weight(word, role, vowelless, weights);
    };
    using text::TokenRole;
    EXPECT_EQ(says("zelimov", TokenRole::word), 1.0);
    EXPECT_LT(says("muhammad", TokenRole::word), 0.5);
    EXPECT_LT(says("muhammad", TokenRole::word), says("zubair", TokenRole::word));
    EXPECT_LT(says("zubair", TokenRole::word), 0.7);
    EXPECT_LT(says("zubayr", TokenRole::word), 0.8);  // by its sound
    EXPECT_LT(says("trading", TokenRole::word), 0.5);
    EXPECT_EQ(says("qu", TokenRole::word), weights.two_letters);  // short words say less
    EXPECT_EQ(says("zql", TokenRole::word), weights.three_letters);
    EXPECT_EQ(says("zhlq", TokenRole::word, true), weights.three_letters);  // three sounds without vowels
    EXPECT_EQ(says("bin", TokenRole::particle), weights.particle);
    EXPECT_EQ(says("haji", TokenRole::title), weights.title);
    EXPECT_EQ(says("ltd", TokenRole::legal_form), weights.legal_form);
    EXPECT_EQ(says("k", TokenRole::initial), weights.initial);
    EXPECT_EQ(says("11420", TokenRole::number), weights.number);
}

TEST(NameScore, ItselfIsOneInAnyOrderAndEverythingLiesBetweenNoughtAndOne) {
    const std::uint64_t seed = base::testing::seed_from_environment(23);
    base::Prng random(seed);
    for (int round = 0; round < 1'000; ++round) {
        const std::string family = testing::invented_word(random);
        const std::string given = testing::invented_name(random, 1 + random.below(3));
        EXPECT_DOUBLE_EQ(score_of(family + " " + given, given + " " + family), 1.0)
            << family << " " << given << " seed " << seed;
        const double other =
            score_of(testing::invented_name(random, 1 + random.below(4)), given + " " + family);
        EXPECT_GE(other, 0.0);
        EXPECT_LE(other, 1.0);
    }
}

}  // namespace
}  // namespace cordon::screening
