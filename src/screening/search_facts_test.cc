// Goal: a search with facts finds at least what the name alone finds, ranks and lowers by the facts, finds an
// equal identifier under any name, and answers to names alone exactly as before.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/prng.h"
#include "base/testing.h"
#include "model/country.h"
#include "screening/explanation.h"
#include "screening/screening_index.h"
#include "screening/test_names.h"

namespace cordon::screening {
namespace {

using model::IdentifierKind;
using model::PartyKind;
using model::Subject;

constexpr std::size_t people = 300;

base::PartialDate year(int year) {
    return base::whole_year(year);
}

// Invented people; every one has a year, a country, a passport.
testing::NamedList people_list() {
    testing::NamedList made = testing::invented_list(people, 77);
    testing::NamedList list;
    static constexpr const char* countries[] = {"SY", "IQ", "SO", "ML"};
    for (std::size_t at = 0; at < people; ++at) {
        list.add(made.at(at).id, {made.at(at).names[0].text}, at % 2 == 0 ? 0 : 1);
        list.back().kind = PartyKind::person;
        list.back().birth_dates = {{year(1950 + static_cast<int>(at % 40)), ""}};
        list.back().nationalities = {model::country_from_text(countries[at % 4])};
        list.back().identifiers = {{.kind = IdentifierKind::passport,
                                    .value = "P" + std::to_string(1'000'000 + at),
                                    .issuer = list.back().nationalities[0]}};
    }
    return list;
}

class SearchFacts : public ::testing::Test {
protected:
    SearchResult search(const Subject& subject, const SearchOptions& options = {}) {
        auto found = index_->search(subject, options, scratch_, [this](std::uint32_t ordinal) {
            return base::Result<model::Listing>(list_.at(ordinal));
        });
        EXPECT_TRUE(found);
        return found ? *std::move(found) : SearchResult{};
    }
    static const Hit* hit_of(const SearchResult& result, std::uint32_t ordinal) {
        const auto found = std::ranges::find(result.hits, ordinal, &Hit::listing);
        return found == result.hits.end() ? nullptr : &*found;
    }

    testing::NamedList list_ = people_list();
    base::Result<ScreeningIndex> index_ = ScreeningIndex::build(list_.indexed());
    SearchScratch scratch_;
};

TEST_F(SearchFacts, NamesAloneAnswerAsBefore) {
    SearchOptions options;
    options.min_score = 0.3;
    for (std::uint32_t at = 0; at < people; at += 7) {
        const Subject subject{.names = {list_.at(at).names[0].text}};
        const SearchResult with = search(subject, options);
        const auto without = index_->search(subject, options, scratch_);
        ASSERT_TRUE(without);
        ASSERT_EQ(with.hits.size(), without->hits.size());
        EXPECT_EQ(with.below_threshold, without->below_threshold);
        for (std::size_t hit = 0; hit < with.hits.size(); ++hit) {
            EXPECT_EQ(with.hits[hit].listing, without->hits[hit].listing);
            EXPECT_EQ(with.hits[hit].score, without->hits[hit].score);
            EXPECT_EQ(with.hits[hit].name_score, with.hits[hit].score);
            EXPECT_EQ(with.hits[hit].reason, without->hits[hit].reason);
            EXPECT_TRUE(with.hits[hit].facts.empty());
        }
    }
}

TEST_F(SearchFacts, AnEqualPassportUnderAnyName) {
    Subject subject{.names = {"Wanda Quillfeather"}};
    subject.identifiers = {
        {.kind = IdentifierKind::passport, .value = "p-1000042", .issuer = list_.at(42).nationalities[0]}};
    const SearchResult found = search(subject);
    ASSERT_EQ(found.hits.size(), 1U);
    EXPECT_EQ(found.hits[0].listing, 42U);
    EXPECT_EQ(found.hits[0].score, 1.0);
    EXPECT_LT(found.hits[0].name_score, shipped_threshold);
    EXPECT_NE(found.hits[0].reason.find("the same passport p-1000042"), std::string::npos)
        << found.hits[0].reason;
    ASSERT_FALSE(found.hits[0].parts.empty());
    EXPECT_EQ(found.hits[0].parts.back().relation, PartRelation::identifier);
    SearchOptions other_list;
    other_list.lists = 2;  // listing 42 stands on list 0
    EXPECT_TRUE(search(subject, other_list).hits.empty());
    subject.identifiers[0].issuer = model::country_from_text("Norway");
    EXPECT_TRUE(search(subject).hits.empty());
}

TEST_F(SearchFacts, FactsAreShownWithTheirEffect) {
    Subject subject{.names = {list_.at(10).names[0].text}};
    subject.birth_dates = {year(1995)};
    subject.nationalities = {model::country_from_text("Norway")};
    const SearchResult found = search(subject);
    const Hit* hit = hit_of(found, 10);
    ASSERT_NE(hit, nullptr);
    EXPECT_GE(hit->score, shipped_threshold);
    EXPECT_EQ(hit->name_score, 1.0);
    EXPECT_TRUE(hit->contradicted);
    ASSERT_EQ(hit->facts.size(), 2U);
    EXPECT_EQ(hit->facts[0].relation, FactRelation::different);
    EXPECT_NE(hit->reason.find("facts contradict"), std::string::npos) << hit->reason;
}

TEST_F(SearchFacts, AWeakAliasFallsWhenAllContradicts) {
    list_.add("W1", {"Wanda Quillfeather Brimstal"});
    list_.back().names[0].quality = model::NameQuality::weak;
    list_.back().kind = PartyKind::person;
    list_.back().birth_dates = {{year(1950), ""}};
    list_.back().nationalities = {model::country_from_text("Syria")};
    list_.add("W2", {"Wanda Quillfeather Brimstal"});
    list_.back() = list_.at(people);
    list_.back().names.push_back({.text = "Wanda Quillfeather Brimstalt"});  // a strong name beside it
    index_ = ScreeningIndex::build(list_.indexed());
    ASSERT_TRUE(index_);
    Subject subject{.names = {"Wanda Quillfeather Brimstal"}};
    EXPECT_EQ(search(subject).hits.size(), 2U);
    subject.birth_dates = {year(1995)};
    EXPECT_EQ(search(subject).hits.size(), 2U);
    subject.nationalities = {model::country_from_text("Norway")};
    const SearchResult found = search(subject);
    ASSERT_EQ(found.hits.size(), 1U);
    EXPECT_EQ(found.hits[0].listing, people + 1);
    EXPECT_GE(found.below_threshold, 1U);
}

// True facts, or facts with a slip, never lose what the name finds; facts that are all false never lose a
// strong name.
TEST_F(SearchFacts, FactsLoseNoOne) {
    base::Prng random(base::testing::seed_from_environment(42));
    for (int round = 0; round < 400; ++round) {
        const auto at = static_cast<std::uint32_t>(random.below(people));
        const model::Listing& listing = list_.at(at);
        Subject subject{.names = {testing::with_slip(listing.names[0].text, random)}};
        const SearchResult by_name = search(subject);
        const Hit* named = hit_of(by_name, at);
        if (random.below(2) == 0) {
            subject.birth_dates = {
                year(listing.birth_dates[0].date.from.year + static_cast<int>(random.below(3)) - 1)};
        }
        if (subject.birth_dates.empty() || random.below(2) == 0) {
            subject.nationalities = listing.nationalities;
        } else {
            subject.nationalities = {model::country_from_text("Norway")};
        }
        subject.kind = static_cast<PartyKind>(random.below(4));
        subject.gender = static_cast<model::Gender>(random.below(3));
        const SearchResult with_facts = search(subject);
        const Hit* found = hit_of(with_facts, at);
        ASSERT_TRUE(named == nullptr || found != nullptr) << subject.names[0];
        // All hits that the name finds with this year and country stay, but for weak ones that are clear.
        for (const Hit& hit : by_name.hits) {
            const Hit* kept = hit_of(with_facts, hit.listing);
            ASSERT_TRUE(kept != nullptr || hit.name_score < FactWeights{}.strong_name_score ||
                        list_.at(hit.listing).birth_dates[0].date.from.year + 9 <
                            subject.birth_dates.at(0).from.year ||
                        list_.at(hit.listing).birth_dates[0].date.from.year - 9 >
                            subject.birth_dates.at(0).from.year);
        }
    }
}

// The arithmetic of every single listing, one after the other, is the oracle of the search.
TEST_F(SearchFacts, AgreesWithTheExplanationOfEveryListing) {
    base::Prng random(base::testing::seed_from_environment(7));
    SearchOptions options;
    options.min_score = 0.5;
    int hits = 0;
    int missed = 0;
    for (int round = 0; round < 60; ++round) {
        const auto at = static_cast<std::uint32_t>(random.below(people));
        const model::Listing& listing = list_.at(at);
        Subject subject{.names = {testing::with_slip(listing.names[0].text, random)}};
        subject.birth_dates = {year(1945 + static_cast<int>(random.below(60)))};
        subject.nationalities = {model::country_from_text(random.below(2) == 0 ? "Syria" : "Norway")};
        subject.kind = static_cast<PartyKind>(random.below(4));
        const SearchResult found = search(subject, options);
        for (std::uint32_t ordinal = 0; ordinal < people; ++ordinal) {
            const auto explained = index_->explain(subject, ordinal, list_.at(ordinal), options, scratch_);
            ASSERT_TRUE(explained);
            const Hit* hit = hit_of(found, ordinal);
            if (hit != nullptr) {
                ASSERT_EQ(hit->score, explained->score) << subject.names[0] << " " << list_.at(ordinal).id;
                ASSERT_EQ(hit->name_score, explained->names.front().score);
                ++hits;
            }
            missed += hit == nullptr && explained->score >= shipped_threshold ? 1 : 0;
        }
    }
    EXPECT_GT(hits, 50);
    EXPECT_LE(missed, 1);  // what the index does not lead to, as in screening_index_test.cc
}

TEST_F(SearchFacts, LimitsCountAfterTheFacts) {
    for (const char* name :
         {"Wanda Quillfeather Brimstal", "Wanda Quillfeather", "Wanda Quillfeather Oddlark",
          "Vanda Quilfeather Brimstal", "Wanda Gundelspitz Brimstal"}) {
        list_.add(name, {name});
        list_.back().nationalities = {model::country_from_text(list_.size() % 2 == 0 ? "Norway" : "Syria")};
    }
    index_ = ScreeningIndex::build(list_.indexed());
    ASSERT_TRUE(index_);
    Subject subject{.names = {"Wanda Quillfeather Brimstal"}};
    subject.nationalities = {model::country_from_text("Norway")};
    SearchOptions options;
    options.min_score = 0.2;
    const SearchResult all = search(subject, options);
    ASSERT_GT(all.hits.size(), 3U);
    EXPECT_FALSE(all.truncated);
    for (std::size_t at = 1; at < all.hits.size(); ++at) {
        EXPECT_GE(all.hits[at - 1].score, all.hits[at].score);
    }
    options.hits_max = 2;
    const SearchResult two = search(subject, options);
    ASSERT_EQ(two.hits.size(), 2U);
    EXPECT_TRUE(two.truncated);
    EXPECT_EQ(two.hits[0].listing, all.hits[0].listing);
    EXPECT_EQ(two.hits[1].listing, all.hits[1].listing);
    EXPECT_EQ(two.hits[1].score, all.hits[1].score);
}

TEST_F(SearchFacts, AListingThatCannotBeReadEndsTheSearch) {
    Subject subject{.names = {list_.at(3).names[0].text}};
    subject.nationalities = {model::country_from_text("Norway")};
    const auto found =
        index_->search(subject, {}, scratch_, [](std::uint32_t) -> base::Result<model::Listing> {
            return base::fail(base::ErrorCode::corrupt, "the listing is damaged");
        });
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, base::ErrorCode::corrupt);
}

}  // namespace
}  // namespace cordon::screening
