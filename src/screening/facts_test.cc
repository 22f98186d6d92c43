// Goal: facts beside a name help to tell people apart and never lose one: what agrees raises a little, what
// contradicts lowers by the stated amount, and a hit of a strong name stays a hit.
#include "screening/facts.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/prng.h"
#include "base/testing.h"
#include "model/country.h"

namespace cordon::screening {
namespace {

using model::Gender;
using model::IdentifierKind;
using model::Listing;
using model::PartyKind;
using model::Subject;

constexpr FactWeights weights{};
constexpr double threshold = 0.80;

base::PartialDate date(std::string_view text) {
    return *base::parse_partial_date(text);
}

Listing listed_man() {
    Listing listing;
    listing.id = "QDi.901";
    listing.kind = PartyKind::person;
    listing.names = {{.text = "Idriss Toufic Barmeki"}};
    listing.gender = Gender::male;
    listing.birth_dates = {{date("1968-03-12"), ""}, {date("circa 1971"), "false identity"}};
    listing.birth_places = {
        {.text = "Musanze District, Rwanda", .country = model::country_from_text("Rwanda")}};
    listing.nationalities = {model::country_from_text("Syria")};
    listing.identifiers = {{.kind = IdentifierKind::passport,
                            .value = "AB 123456",
                            .issuer = model::country_from_text("Syria")}};
    return listing;
}

struct Given {
    std::string birth_date{};
    std::string nationality{};
    std::string country{};
    Gender gender = Gender::unknown;
    PartyKind kind = PartyKind::unknown;
    std::string place{};
    std::string passport{};
};

Subject subject_of(const Given& given) {
    Subject subject;
    subject.names = {"Idriss Barmeki"};
    if (!given.birth_date.empty()) {
        subject.birth_dates = {date(given.birth_date)};
    }
    if (!given.nationality.empty()) {
        subject.nationalities = {model::country_from_text(given.nationality)};
    }
    if (!given.country.empty()) {
        subject.countries = {model::country_from_text(given.country)};
    }
    if (!given.place.empty()) {
        subject.birth_places = {{.text = given.place}};
    }
    if (!given.passport.empty()) {
        subject.identifiers = {{.kind = IdentifierKind::passport,
                                .value = given.passport,
                                .issuer = model::country_from_text("Syria")}};
    }
    subject.gender = given.gender;
    subject.kind = given.kind;
    return subject;
}

// Name score, strong or weak name, facts given: the score that comes out.
TEST(Facts, WhatComesOut) {
    struct Row {
        const char* what;
        double name_score;
        bool strong_name;
        Given given;
        double score;
    };
    const Row rows[] = {
        {"nothing beside the name", 0.85, false, {}, 0.85},
        {"the very day of birth", 0.85, false, {.birth_date = "1968-03-12"}, 0.90},
        {"the year of birth", 0.85, false, {.birth_date = "1968"}, 0.87},
        {"day and month swapped", 0.85, false, {.birth_date = "1968-12-03"}, 0.86},
        {"a false identity's year", 0.85, false, {.birth_date = "1972"}, 0.87},
        {"nationality", 0.85, false, {.nationality = "Syria"}, 0.86},
        {"country of birth as residence", 0.85, false, {.country = "Rwanda"}, 0.86},
        {"nationality and country count once",
         0.85,
         false,
         {.nationality = "Syria", .country = "Rwanda"},
         0.86},
        {"place of birth", 0.85, false, {.place = "Musanze"}, 0.87},
        {"all that agrees, capped",
         0.85,
         false,
         {.birth_date = "1968-03-12", .nationality = "Syria", .place = "Musanze"},
         0.90},
        {"raised to 0.99, never to 1", 0.97, false, {.birth_date = "1968-03-12"}, 0.99},
        {"1 stays 1", 1.00, false, {.birth_date = "1968-03-12"}, 1.00},
        {"man and man says nothing", 0.85, false, {.gender = Gender::male}, 0.85},
        {"person and person says nothing", 0.85, false, {.kind = PartyKind::person}, 0.85},
        {"another country lowers", 0.95, false, {.country = "Chile"}, 0.89},
        {"and never under the threshold", 0.82, false, {.country = "Chile"}, 0.80},
        {"a woman", 0.95, false, {.gender = Gender::female}, 0.89},
        {"a company", 0.95, false, {.kind = PartyKind::entity}, 0.92},
        {"born 20 years later: one fact is not enough", 0.85, false, {.birth_date = "1993-05-05"}, 0.80},
        {"born later, in another country: a weak name falls",
         0.85,
         false,
         {.birth_date = "1993-05-05", .country = "Chile"},
         0.64},
        {"a weak name with score 1 falls too",
         1.00,
         false,
         {.birth_date = "1993-05-05", .country = "Chile"},
         0.79},
        {"a strong name never falls", 1.00, true, {.birth_date = "1993-05-05", .country = "Chile"}, 0.80},
        {"the country agrees: no fall", 0.85, false, {.birth_date = "1993-05-05", .country = "Syria"}, 0.80},
        {"five years off: no fall", 0.85, false, {.birth_date = "1977-05-05", .country = "Chile"}, 0.80},
        {"a woman of another country: no fall",
         0.85,
         false,
         {.country = "Chile", .gender = Gender::female},
         0.80},
        {"just under: the day of birth lifts", 0.77, false, {.birth_date = "1968-03-12"}, 0.82},
        {"just under: a country alone makes no hit", 0.795, false, {.nationality = "Syria"}, 0.7999},
        {"just under: the year and the country lift",
         0.78,
         false,
         {.birth_date = "1968", .nationality = "Syria"},
         0.81},
        {"far under: nothing lifts", 0.70, false, {.birth_date = "1968-03-12", .nationality = "Syria"}, 0.75},
        {"an equal passport decides", 0.00, false, {.passport = "ab123456"}, 1.00},
        {"whatever else differs",
         0.30,
         false,
         {.birth_date = "1993-05-05", .country = "Chile", .passport = "ab123456"},
         1.00},
        {"another passport says nothing", 0.85, false, {.passport = "ZZ999999"}, 0.85},
    };
    const Listing listing = listed_man();
    for (const Row& row : rows) {
        const FactsJudgement judged = compare_facts(subject_of(row.given), listing, weights);
        EXPECT_NEAR(score_with_facts(row.name_score, row.strong_name, judged, threshold, weights), row.score,
                    1e-9)
            << row.what << ": " << facts_sentence(judged);
    }
}

// A short number whose issuing country the list does not say.
TEST(Facts, ANumberWithoutItsCountry) {
    Listing listing = listed_man();
    listing.identifiers = {{.kind = IdentifierKind::passport, .value = "A-717288"}};
    EXPECT_TRUE(compare_facts(subject_of({.passport = "a717288"}), listing, weights).identified);  // of Syria
    Subject subject = subject_of({.passport = "a717288"});
    subject.identifiers[0].issuer = {};
    EXPECT_FALSE(compare_facts(subject, listing, weights).identified);
    subject.nationalities = {model::country_from_text("Norway")};
    EXPECT_FALSE(compare_facts(subject, listing, weights).identified);
    subject.nationalities = {model::country_from_text("Syria")};
    EXPECT_TRUE(compare_facts(subject, listing, weights).identified);
}

TEST(Facts, CountriesOfTheWorldAsTheyWere) {
    struct Row {
        const char* given;
        const char* listed;
        FactRelation relation;
    };
    const Row rows[] = {{"Russia", "USSR", FactRelation::similar},
                        {"Serbia", "Yugoslavia", FactRelation::similar},
                        {"Hong Kong", "China", FactRelation::similar},
                        {"Syrian", "Syrian Arab Republic", FactRelation::same},
                        {"Sudan", "South Sudan", FactRelation::similar},
                        {"Chile", "Syria", FactRelation::different},
                        {"Chile", "", FactRelation::missing}};
    for (const Row& row : rows) {
        Listing listing;
        listing.kind = PartyKind::person;
        if (*row.listed != '\0') {
            listing.nationalities = {model::country_from_text(row.listed)};
        }
        const FactsJudgement judged = compare_facts(subject_of({.nationality = row.given}), listing, weights);
        ASSERT_EQ(judged.facts.size(), 1U);
        EXPECT_EQ(judged.facts[0].relation, row.relation) << row.given << " beside " << row.listed;
    }
}

TEST(Facts, ToldInOneSentence) {
    const FactsJudgement judged =
        compare_facts(subject_of({.birth_date = "1968", .country = "Chile", .gender = Gender::male}),
                      listed_man(), weights);
    EXPECT_EQ(facts_sentence(judged),
              "facts agree: birth date 1968 / listed 1968-03-12; facts contradict: country Chile / listed "
              "Syrian Arab Republic");
    EXPECT_FALSE(judged.contradicted);
}

// Any facts, true, false or half true.
Subject random_subject(base::Prng& random) {
    static constexpr const char* dates[] = {"1968-03-12", "1968-12-03", "1968",
                                            "1993-05-05", "1340",       "circa 1950"};
    static constexpr const char* countries[] = {"Syria", "Rwanda", "Chile", "Norway", "Nowhere"};
    Subject subject = subject_of({});
    for (std::uint64_t left = random.below(3); left > 0; --left) {
        subject.birth_dates.push_back(date(dates[random.below(std::size(dates))]));
    }
    for (std::uint64_t left = random.below(3); left > 0; --left) {
        subject.countries.push_back(model::country_from_text(countries[random.below(std::size(countries))]));
    }
    for (std::uint64_t left = random.below(3); left > 0; --left) {
        subject.nationalities.push_back(
            model::country_from_text(countries[random.below(std::size(countries))]));
    }
    for (std::uint64_t left = random.below(2); left > 0; --left) {
        subject.birth_places.push_back({.text = countries[random.below(std::size(countries))]});
    }
    for (std::uint64_t left = random.below(3); left > 0; --left) {
        subject.identifiers.push_back({.kind = static_cast<IdentifierKind>(random.below(27)),
                                       .value = "AB12345" + std::to_string(random.below(9))});
    }
    subject.gender = static_cast<Gender>(random.below(3));
    subject.kind = static_cast<PartyKind>(random.below(6));
    return subject;
}

TEST(Facts, MoreFactsNeverLoseAListedParty) {
    base::Prng random(base::testing::seed_from_environment(20261122));
    const Listing listing = listed_man();
    for (int round = 0; round < 20'000; ++round) {
        Subject subject = random_subject(random);
        const double name_score = static_cast<double>(random.below(1001)) / 1000.0;
        const FactsJudgement any = compare_facts(subject, listing, weights);
        const double strong = score_with_facts(name_score, true, any, threshold, weights);
        ASSERT_TRUE(name_score < threshold || strong >= threshold) << name_score << facts_sentence(any);
        ASSERT_TRUE(strong >= 0 && strong <= 1);
        ASSERT_GE(name_score + weights.raise_max + 1e-9, any.identified ? 0 : strong);
        // The true date of birth, or the true country, beside any falsehood: a weak name stays a hit as well.
        Subject half_true = subject;
        if (random.below(2) == 0) {
            half_true.birth_dates.push_back(date("1968-03-12"));
        } else {
            half_true.nationalities.push_back(model::country_from_text("Syria"));
        }
        const FactsJudgement half = compare_facts(half_true, listing, weights);
        const double weak = score_with_facts(name_score, false, half, threshold, weights);
        ASSERT_TRUE(name_score < threshold || weak >= threshold) << name_score << facts_sentence(half);
    }
}

TEST(Facts, OrderOfValuesIsIrrelevant) {
    base::Prng random(base::testing::seed_from_environment(20261123));
    Listing listing = listed_man();
    for (int round = 0; round < 5'000; ++round) {
        Subject subject = random_subject(random);
        const FactsJudgement one = compare_facts(subject, listing, weights);
        std::ranges::reverse(subject.birth_dates);
        std::ranges::reverse(subject.countries);
        std::ranges::reverse(subject.nationalities);
        std::ranges::reverse(subject.identifiers);
        std::ranges::reverse(listing.birth_dates);
        const FactsJudgement other = compare_facts(subject, listing, weights);
        ASSERT_EQ(one.raise, other.raise);
        ASSERT_EQ(one.lower, other.lower);
        ASSERT_EQ(one.identified, other.identified);
        ASSERT_EQ(one.clear, other.clear);
        ASSERT_EQ(one.facts.size(), other.facts.size());
        for (std::size_t at = 0; at < one.facts.size(); ++at) {
            ASSERT_EQ(one.facts[at].relation, other.facts[at].relation);
        }
    }
}

// A rich listing is no harder and no easier to meet than a poor one: values that agree no more, or that
// nobody asked for, change nothing.
TEST(Facts, RichListingsScoreAsPoorOnes) {
    const Listing poor = listed_man();
    Listing rich = poor;
    rich.birth_dates.push_back({date("1931"), ""});
    rich.nationalities.push_back(model::country_from_text("Norway"));
    rich.birth_places.push_back({.text = "Aleppo"});
    rich.identifiers.push_back({.kind = IdentifierKind::passport, .value = "N0000001"});
    rich.addresses.push_back({.lines = {"1 Main Street"}, .country = model::country_from_text("Peru")});
    for (const Given& given : {Given{.birth_date = "1968-03-12", .nationality = "Syria"},
                               Given{.birth_date = "1968", .place = "Musanze"},
                               Given{.country = "Rwanda", .gender = Gender::female}}) {
        const FactsJudgement of_poor = compare_facts(subject_of(given), poor, weights);
        const FactsJudgement of_rich = compare_facts(subject_of(given), rich, weights);
        for (const double name_score : {0.7, 0.79, 0.85, 0.99}) {
            EXPECT_EQ(score_with_facts(name_score, false, of_poor, threshold, weights),
                      score_with_facts(name_score, false, of_rich, threshold, weights));
        }
    }
}

}  // namespace
}  // namespace cordon::screening
