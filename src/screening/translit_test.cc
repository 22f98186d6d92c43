// Goal: a name in its own script finds its Latin spelling in a list of 10,000 Latin names, and the other way
// round; measured on pairs of Wikidata labels where they are at hand, printed, with floors somewhat under
// what was measured. docs/reference/effectiveness.md has the table.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/prng.h"
#include "base/strings.h"
#include "base/testing.h"
#include "screening/screening_index.h"
#include "text/name_tokens.h"

namespace cordon::screening {
namespace {

constexpr std::size_t queries_taken = 400;
constexpr std::size_t names_listed = 10'000;

struct Pair {
    std::string native;
    std::string latin;
    bool held_out = true;  // not among the pairs from which prices were counted
};

bool comparable(std::string_view name) {
    text::TokenisedName words;
    text::tokenise_name(name, words);
    return !words.tokens.empty();
}

// "latin TAB native letters with blanks TAB count", or "native TAB latin" in the google file.
std::vector<Pair> read_pairs(const std::string& path, bool native_first) {
    const std::string text = base::testing::read_test_file(path);
    std::vector<Pair> pairs;
    std::size_t number = 0;
    for (const std::string_view line : base::split(text, '\n')) {
        const auto fields = base::split(line, '\t');
        const bool held_out = native_first || number++ % 5 == 0;
        if (fields.size() < 2) {
            continue;
        }
        Pair pair{std::string(fields[native_first ? 0 : 1]), std::string(fields[native_first ? 1 : 0]),
                  held_out};
        std::erase(pair.native, ' ');
        std::erase(pair.latin, '\r');
        if (comparable(pair.native) && comparable(pair.latin)) {
            pairs.push_back(std::move(pair));
        }
    }
    return pairs;
}

// Share of queries whose partner is among the first ten.
double found_in_ten(std::vector<Pair> pairs, bool latin_query) {
    base::Prng random(1);
    for (std::size_t left = pairs.size(); left > 1; --left) {
        std::swap(pairs[left - 1], pairs[random.below(left)]);
    }
    std::vector<const Pair*> queries;
    std::vector<std::string> list;
    std::set<std::string> seen;
    const auto put = [&](const Pair& pair) {
        const std::string& name = latin_query ? pair.native : pair.latin;
        if (list.size() < names_listed && seen.insert(name).second) {
            list.push_back(name);
        }
    };
    for (const Pair& pair : pairs) {
        if (pair.held_out && queries.size() < queries_taken) {
            queries.push_back(&pair);
            put(pair);
        }
    }
    for (const Pair& pair : pairs) {
        put(pair);
    }
    std::vector<model::Listing> listings;
    for (const std::string& name : list) {
        model::Listing& listing = listings.emplace_back();
        listing.id = name;
        listing.names.push_back({.text = name});
    }
    std::vector<IndexedListing> indexed;
    for (const model::Listing& listing : listings) {
        indexed.push_back({&listing, 0});
    }
    const auto index = ScreeningIndex::build(indexed);
    EXPECT_TRUE(index.has_value());
    if (!index) {
        return 0;
    }
    SearchScratch scratch;
    std::size_t found = 0;
    for (const Pair* pair : queries) {
        model::Subject subject;
        subject.names = {latin_query ? pair->latin : pair->native};
        const auto result =
            index->search(subject, {.min_score = 0.2, .hits_max = 10, .explain = false}, scratch);
        const std::string& expected = latin_query ? pair->native : pair->latin;
        found +=
            result && std::ranges::any_of(
                          result->hits, [&](const Hit& hit) { return listings[hit.listing].id == expected; })
                ? 1U
                : 0U;
    }
    return static_cast<double>(found) / static_cast<double>(queries.size());
}

TEST(Translit, TheOtherSpellingIsAmongTheFirstTen) {
    struct File {
        std::string_view name;
        bool native_first;
        double floor_native;  // native query, Latin list
        double floor_latin;   // Latin query, native list
    };
    bool any = false;
    for (const File& file : std::initializer_list<File>{{"google_ar2en.txt", true, 0.93, 0.93},
                                                        {"wd_arabic_80.tsv", false, 0.88, 0.88},
                                                        {"wd_hebrew_80.tsv", false, 0.86, 0.86},
                                                        {"wd_russian_80.tsv", false, 0.92, 0.92},
                                                        {"wd_japanese_80.tsv", false, 0.74, 0.76},
                                                        {"wd_korean_80.tsv", false, 0.66, 0.65},
                                                        {"wd_chinese_80.tsv", false, 0.33, 0.31}}) {
        const auto path = base::testing::real_data("names/translit/" + std::string(file.name));
        if (!path) {
            continue;
        }
        any = true;
        const std::vector<Pair> pairs = read_pairs(*path, file.native_first);
        ASSERT_GT(pairs.size(), names_listed) << file.name;
        const double native = found_in_ten(pairs, false);
        const double latin = found_in_ten(pairs, true);
        std::printf("%-20s native query %.3f, Latin query %.3f in the first ten of %zu\n",
                    std::string(file.name).c_str(), native, latin, names_listed);
        EXPECT_GE(native, file.floor_native) << file.name;
        EXPECT_GE(latin, file.floor_latin) << file.name;
    }
    if (!any) {
        GTEST_SKIP() << "needs the real data";
    }
}

}  // namespace
}  // namespace cordon::screening
