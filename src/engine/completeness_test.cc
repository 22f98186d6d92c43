// Goal: the index finds what scoring every listed name finds. CORDON_COMPLETENESS_QUERIES=100000 asks the
// full number of queries (an hour); everyday runs ask a sample. What is lost is counted by kind of
// alteration.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/parse.h"
#include "base/testing.h"
#include "codec/csv.h"
#include "engine/party_knowledge.h"
#include "engine/snapshot.h"
#include "engine/test_real_lists.h"
#include "screening/screening_index.h"
#include "screening/screening_index_reference.h"
#include "screening/test_queries.h"

namespace cordon::engine {
namespace {

using screening::testing::Alteration;

constexpr auto kinds = static_cast<std::size_t>(Alteration::count_);

std::size_t queries_wanted(std::size_t everyday) {
    const char* const wanted = std::getenv("CORDON_COMPLETENESS_QUERIES");
    const auto number =
        wanted == nullptr ? base::Result<std::uint64_t>(everyday) : base::parse_number<std::uint64_t>(wanted);
    return number ? static_cast<std::size_t>(*number) : everyday;
}

struct Tally {
    std::size_t queries = 0;
    std::size_t hits = 0;
    std::size_t found = 0;
};

// Asks every name of both, the index and the scan; kind `kinds` is for names that nobody listed.
class Comparison {
public:
    explicit Comparison(const std::vector<screening::IndexedListing>& entries)
        : entries_(entries), scan_(entries), index_(*screening::ScreeningIndex::build(entries)) {}

    void ask(const std::string& name, std::size_t kind) {
        model::Subject subject;
        subject.names.push_back(name);
        const auto answer = index_.search(
            subject, {.hits_max = 1'000'000, .explain = false, .candidates_max = 10'000'000}, scratch_);
        if (!answer) {
            return;  // nothing left to compare after the alteration
        }
        const std::vector<double> scores = scan_.scores(name);
        std::vector<double> answered(scores.size(), 0.0);
        for (const screening::Hit& hit : answer->hits) {
            answered[hit.listing] = hit.score;
            EXPECT_GE(scores[hit.listing] + 1e-9, hit.score) << name << ": a score that no name has";
        }
        Tally& tally = tallies_[kind];
        ++tally.queries;
        for (std::size_t listing = 0; listing < scores.size(); ++listing) {
            if (scores[listing] >= screening::shipped_threshold) {
                ++tally.hits;
                tally.found += answered[listing] >= screening::shipped_threshold ? 1U : 0U;
                if (answered[listing] < screening::shipped_threshold &&
                    std::getenv("CORDON_COMPLETENESS_SHOW") != nullptr) {
                    std::printf("    lost %.3f: %s -> %s\n", scores[listing], name.c_str(),
                                id_of(listing).c_str());
                }
            }
        }
    }

    // The share of all hits that the index found.
    double report() const {
        Tally all;
        for (std::size_t kind = 0; kind <= kinds; ++kind) {
            const Tally& tally = tallies_[kind];
            std::printf("    %-18s %7zu queries %8zu hits %6zu lost\n",
                        kind == kinds ? "ordinary" : to_string(static_cast<Alteration>(kind)), tally.queries,
                        tally.hits, tally.hits - tally.found);
            all.queries += tally.queries;
            all.hits += tally.hits;
            all.found += tally.found;
        }
        std::printf("    found %zu of %zu hits of %zu queries\n", all.found, all.hits, all.queries);
        return all.hits == 0 ? 0 : static_cast<double>(all.found) / static_cast<double>(all.hits);
    }

private:
    // A listing's id and names, for who looks into a loss.
    std::string id_of(std::size_t listing) const {
        std::string text = entries_[listing].listing->id;
        for (const model::ListedName& name : entries_[listing].listing->names) {
            text += " | " + name.text;
        }
        return text;
    }

    const std::vector<screening::IndexedListing>& entries_;
    screening::reference::PlainScan scan_;
    screening::ScreeningIndex index_;
    screening::SearchScratch scratch_;
    std::array<Tally, kinds + 1> tallies_{};
};

// Two altered names, then one that nobody listed, and so on.
double compare(const std::vector<screening::IndexedListing>& entries,
               const std::vector<std::string>& ordinary, std::size_t queries) {
    base::Prng random(base::testing::seed_from_environment(7));
    Comparison comparison(entries);
    for (std::size_t at = 0; at < queries; ++at) {
        if (at % 3 == 2) {
            comparison.ask(ordinary[random.below(ordinary.size())], kinds);
            continue;
        }
        const auto& names = entries[random.below(entries.size())].listing->names;
        const std::size_t kind = random.below(kinds);
        const std::string& name = names[random.below(names.size())].text;
        comparison.ask(screening::testing::altered(name, static_cast<Alteration>(kind), random), kind);
    }
    return comparison.report();
}

TEST(Completeness, AgainstInventedPeople) {
    screening::testing::NamedPeople people(1);
    screening::testing::NamedList list;
    std::vector<std::string> ordinary;
    for (int at = 0; at < 1'000; ++at) {
        list.add("P" + std::to_string(at), {people.next()});
        ordinary.push_back(people.next());
    }
    EXPECT_GE(compare(list.indexed(), ordinary, 1'000), 0.999);
}

TEST(Completeness, AgainstTheUnList) {
    auto parts = testing::real_parts("un");
    const auto path = base::testing::real_data("names/clean/yente_negatives_global.csv");
    if (!parts || !path) {
        GTEST_SKIP() << "needs the real data";
    }
    add_supplement("un", parts->front().listings);
    std::vector<screening::IndexedListing> entries;
    for (const model::Listing& listing : parts->front().listings) {
        entries.push_back({&listing, 0});
    }
    const auto records = codec::read_csv(base::testing::read_test_file(*path), {});
    ASSERT_TRUE(records);
    std::vector<std::string> ordinary;
    for (const codec::CsvRecord& record : *records) {
        ordinary.push_back(record.fields.front());
    }
    EXPECT_GE(compare(entries, ordinary, queries_wanted(250)), 0.999);
}

// What stands around a listed name in a payment, long and short.
constexpr auto surroundings = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"", ""},
     {"invoice 4471 of ", ", second part"},
     {"on behalf of ", " and Maria Helena Pacheco acct 16225255 for goods as per contract 58756/26"},
     {"legal fees matter Javier Montanari v ", " Option Care Health, Inc."}});

// A search at 0.3 sifts out hardly a name; what it scores over the threshold, one at the threshold must find.
class SiftedOut {
public:
    SiftedOut(const Snapshot& snapshot, bool within_text) : snapshot_(snapshot), within_text_(within_text) {}

    // A name of a listing, altered in so many ways one after the other.
    std::string altered_name(int times) {
        const auto listing =
            snapshot_.listing(static_cast<std::uint32_t>(random_.below(snapshot_.listing_count())));
        if (!listing) {
            ADD_FAILURE() << listing.error().message;
            return {};
        }
        std::string name = listing->names[random_.below(listing->names.size())].text;
        for (; times > 0; --times) {
            const auto kind = static_cast<Alteration>(random_.below(kinds));
            name = screening::testing::altered(name, kind, random_);
        }
        return name;
    }
    base::Prng& random() { return random_; }

    void ask(const std::string& name) {
        const auto all = hits_of(name, 0.3);
        hits_ += all.size();
        EXPECT_EQ(hits_of(name, screening::shipped_threshold), all) << name;
    }
    [[nodiscard]] std::size_t hits() const { return hits_; }

private:
    using Scores = std::vector<std::pair<std::uint32_t, double>>;

    Scores hits_of(const std::string& name, double min_score) {
        model::Subject subject;
        subject.names.push_back(name);
        const auto answer = snapshot_.search(subject,
                                             {.min_score = min_score,
                                              .hits_max = 100'000,
                                              .explain = false,
                                              .candidates_max = 10'000'000,
                                              .within_text = within_text_},
                                             scratch_);
        Scores found;
        if (answer) {
            for (const screening::Hit& hit : answer->hits) {
                if (hit.score >= screening::shipped_threshold) {
                    found.emplace_back(hit.listing, hit.score);
                }
            }
        }
        return found;
    }

    const Snapshot& snapshot_;
    const bool within_text_;
    base::Prng random_{base::testing::seed_from_environment(11)};
    screening::SearchScratch scratch_;
    std::size_t hits_ = 0;
};

TEST(Completeness, NoNameIsSiftedOut) {
    auto parts = testing::real_parts();
    if (!parts) GTEST_SKIP() << "needs the real data";
    const auto snapshot = Snapshot::build(*std::move(parts));
    ASSERT_TRUE(snapshot);
    SiftedOut names(*snapshot, false);
    for (std::size_t at = 0; at < queries_wanted(5'000); ++at) {
        names.ask(names.altered_name(1 + static_cast<int>(at % 2)));
    }
    std::printf("    %zu hits of names\n", names.hits());
    EXPECT_GT(names.hits(), 100U);
}

TEST(Completeness, NoNameOfATextIsSiftedOut) {
    auto parts = testing::real_parts("un");
    if (!parts) GTEST_SKIP() << "needs the real data";
    const auto snapshot = Snapshot::build(*std::move(parts));
    ASSERT_TRUE(snapshot);
    SiftedOut texts(*snapshot, true);
    for (std::size_t at = 0; at < queries_wanted(600); ++at) {
        const std::string name = texts.altered_name(1);
        const auto [before, behind] = surroundings[texts.random().below(surroundings.size())];
        texts.ask(std::string(before) + name + std::string(behind));
    }
    std::printf("    %zu hits in texts\n", texts.hits());
    EXPECT_GT(texts.hits(), 100U);
}

}  // namespace
}  // namespace cordon::engine
