// Goal: on the DEV half of the screening test (real UN names, altered as people alter them, and 2,000
// ordinary names) recall by kind of alteration stays where it was measured; the table is printed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/strings.h"
#include "base/testing.h"
#include "model/country.h"
#include "screening/screening_index.h"

namespace cordon::screening {
namespace {

struct Query {
    std::string text;
    std::set<std::string> expected;  // empty: an ordinary name
    std::string kind;
    std::string index;
    std::string country;
    std::string birth_date;
    double score = 0;  // best of the expected listings; of any listing for an ordinary name
};

// One line of CSV; fields in quotes may hold commas and doubled quotes.
std::vector<std::string> fields_of(std::string_view line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '"' && quoted && at + 1 < line.size() && line[at + 1] == '"') {
            fields.back().push_back('"');
            ++at;
        } else if (line[at] == '"') {
            quoted = !quoted;
        } else if (line[at] == ',' && !quoted) {
            fields.emplace_back();
        } else if (line[at] != '\r') {
            fields.back().push_back(line[at]);
        }
    }
    return fields;
}

std::vector<Query> read_queries(const std::string& path) {
    const std::string text = base::testing::read_test_file(path);
    std::vector<Query> queries;
    for (const std::string_view line : base::split(text, '\n')) {
        const auto fields = fields_of(line);
        if (fields.size() != 8 || fields[0] == "query_id") {
            continue;
        }
        Query& query = queries.emplace_back();
        query.text = fields[1];
        for (const std::string_view id : base::split(fields[5], ';')) {
            if (!id.empty()) {
                query.expected.emplace(id);
            }
        }
        query.kind = fields[6];
        query.index = fields[7];
        query.country = fields[3];
        query.birth_date = fields[4];
    }
    return queries;
}

void add_facts(model::Listing& listing, std::string_view birth_date, std::string_view country) {
    if (const auto date = base::parse_partial_date(birth_date)) {
        listing.birth_dates.push_back({*date, ""});
    }
    if (!country.empty()) {
        listing.nationalities.push_back(model::country_from_text(country));
    }
}

std::vector<model::Listing> read_listings(const std::string& path) {
    const std::string text = base::testing::read_test_file(path);
    std::vector<model::Listing> listings;
    std::map<std::string, std::size_t> ordinals;
    for (const std::string_view line : base::split(text, '\n')) {
        const auto fields = base::split(line, '\t');
        if (fields.size() < 4 || fields[0] == "entity_id") {
            continue;
        }
        const auto [at, added] = ordinals.try_emplace(std::string(fields[0]), listings.size());
        if (added) {
            listings.emplace_back().id = fields[0];
        }
        model::Listing& listing = listings[at->second];
        listing.names.push_back({.text = std::string(fields[3])});
        listing.kind = fields[1] == "person" ? model::PartyKind::person : model::PartyKind::entity;
        if (fields.size() > 5) {
            add_facts(listing, fields[4], fields[5]);
        }
    }
    return listings;
}

void run_queries(std::vector<Query>& queries, const std::string& index_name, const std::string& path) {
    const std::vector<model::Listing> listings = read_listings(path);
    std::vector<IndexedListing> indexed;
    for (const model::Listing& listing : listings) {
        indexed.push_back({&listing, 0});
    }
    const auto index = ScreeningIndex::build(indexed);
    ASSERT_TRUE(index.has_value());
    SearchScratch scratch;
    for (Query& query : queries) {
        if (query.index != index_name) {
            continue;
        }
        model::Subject subject;
        subject.names = {query.text};
        const auto result = index->search(subject, {.min_score = 0.2, .hits_max = 25}, scratch);
        ASSERT_TRUE(result.has_value()) << query.text;
        for (const Hit& hit : result->hits) {
            if (query.expected.empty() || query.expected.contains(listings[hit.listing].id)) {
                query.score = std::max(query.score, hit.score);
            }
        }
    }
}

double recall_at(const std::vector<double>& scores, double threshold) {
    return static_cast<double>(std::ranges::count_if(scores, [&](double one) { return one >= threshold; })) /
           static_cast<double>(scores.size());
}

TEST(DevQueries, RecallByKindOfAlteration) {
    const auto path = base::testing::real_data("../eval/dev/queries.csv");
    const auto full = base::testing::real_data("../eval/dev/list_full.tsv");
    const auto blind = base::testing::real_data("../eval/dev/list_blind.tsv");
    if (!path || !full || !blind) {
        GTEST_SKIP() << "needs the real data";
    }
    std::vector<Query> queries = read_queries(*path);
    ASSERT_GT(queries.size(), 4'000U);
    run_queries(queries, "full", *full);
    run_queries(queries, "blind", *blind);

    std::map<std::string, std::vector<double>> by_kind;
    std::vector<double> ordinary;
    std::vector<double> hard;
    for (const Query& query : queries) {
        (!query.expected.empty()      ? by_kind[query.kind]
         : query.kind == "clean_hard" ? hard
                                      : ordinary)
            .push_back(query.score);
    }
    // The threshold at which at most 10 ordinary names in a thousand give a false alarm.
    std::ranges::sort(ordinary, std::greater<>());
    const double budget = ordinary.at(ordinary.size() / 100) + 1e-9;
    double macro = 0;
    double macro_shipped = 0;
    std::printf("%-20s %5s %9s %9s\n", "alteration", "n", "shipped", "at 10 FA");
    for (const auto& [kind, scores] : by_kind) {
        const double shipped = recall_at(scores, shipped_threshold);
        const double within_budget = recall_at(scores, budget);
        std::printf("%-20s %5zu %9.3f %9.3f\n", kind.c_str(), scores.size(), shipped, within_budget);
        macro += within_budget / static_cast<double>(by_kind.size());
        macro_shipped += shipped / static_cast<double>(by_kind.size());
    }
    std::printf(
        "macro at the shipped threshold: %.3f; at <= 10 false alarms per 1,000 ordinary names (threshold "
        "%.3f): %.3f\n",
        macro_shipped, budget, macro);
    std::printf("false alarms per 1,000 at the shipped threshold: ordinary %.1f, hard %.1f\n",
                1000 * recall_at(ordinary, shipped_threshold), 1000 * recall_at(hard, shipped_threshold));
    EXPECT_GE(macro, 0.90);
    EXPECT_GE(macro_shipped, 0.92);
    EXPECT_LE(recall_at(ordinary, shipped_threshold), 0.003);
    EXPECT_LE(recall_at(hard, shipped_threshold), 0.015);
    for (const char* kind : {"exact", "case", "diacritics", "reorder_comma", "reorder_any", "title_noise"}) {
        EXPECT_EQ(recall_at(by_kind[kind], shipped_threshold), 1.0) << kind;
    }
}

bool finds(const ScreeningIndex& index, const std::vector<model::Listing>& listings,
           const model::Subject& subject, const std::set<std::string>& expected, SearchScratch& scratch) {
    const auto result = index.search(subject, {}, scratch, [&](std::uint32_t ordinal) {
        return base::Result<model::Listing>(listings[ordinal]);
    });
    return result && std::ranges::any_of(result->hits, [&](const Hit& hit) {
               return expected.contains(listings[hit.listing].id);
           });
}

// Promise: more input never lowers recall. A true fact, alone or beside a false one, loses nobody whom the
// name finds.
TEST(DevQueries, TrueFactsLoseNoOne) {
    const auto path = base::testing::real_data("../eval/dev/queries.csv");
    const auto full = base::testing::real_data("../eval/dev/list_full.tsv");
    if (!path || !full) {
        GTEST_SKIP() << "needs the real data";
    }
    const std::vector<model::Listing> listings = read_listings(*full);
    std::vector<IndexedListing> indexed;
    for (const model::Listing& listing : listings) {
        indexed.push_back({&listing, 0});
    }
    const auto index = ScreeningIndex::build(indexed);
    ASSERT_TRUE(index.has_value());
    SearchScratch scratch;
    int asked = 0;
    for (const Query& query : read_queries(*path)) {
        model::Subject subject{.names = {query.text}};
        if (query.expected.empty() || query.index != "full" ||
            !finds(*index, listings, subject, query.expected, scratch)) {
            continue;
        }
        const auto born = base::parse_partial_date(query.birth_date);
        const model::Country country = model::country_from_text(query.country);
        model::Subject true_country = subject;
        true_country.countries = {country};
        true_country.birth_dates = {base::whole_year(born ? born->from.year + 25 : 1999)};
        EXPECT_TRUE(country.code.empty() || finds(*index, listings, true_country, query.expected, scratch))
            << query.text;
        if (born) {
            model::Subject true_date = subject;
            true_date.birth_dates = {*born};
            true_date.countries = {model::country_from_text("Uruguay")};
            true_date.gender = model::Gender::female;
            EXPECT_TRUE(finds(*index, listings, true_date, query.expected, scratch)) << query.text;
            true_date.birth_dates = {base::whole_year(born->from.year + 1)};
            EXPECT_TRUE(finds(*index, listings, true_date, query.expected, scratch)) << query.text;
        }
        ++asked;
    }
    EXPECT_GT(asked, 800);
}

}  // namespace
}  // namespace cordon::screening
