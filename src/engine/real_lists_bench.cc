// Goal: screening against the real lists, and against a million listed names, is fast where it is hard: names
// that were not asked before. Each figure stands beside the scan of every name in the same run.
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/testing.h"
#include "codec/csv.h"
#include "engine/party_knowledge.h"
#include "engine/test_real_lists.h"
#include "screening/screening_index.h"
#include "screening/screening_index_reference.h"
#include "screening/test_queries.h"

namespace cordon::engine {
namespace {

using screening::testing::Alteration;

constexpr std::size_t queries_distinct = 120'000;

struct Lists {
    std::vector<SnapshotPart> parts;
    std::vector<screening::IndexedListing> entries;
    std::optional<screening::ScreeningIndex> index;
};

// Built at the first use. list: "" for all.
const Lists& lists(std::string_view list) {
    const auto make = [](std::string_view which) {
        Lists made;
        auto parts = testing::real_parts(which);
        CORDON_CHECK(parts.has_value());
        made.parts = *std::move(parts);
        for (std::size_t at = 0; at < made.parts.size(); ++at) {
            add_supplement(made.parts[at].version.list, made.parts[at].listings);
            for (const model::Listing& listing : made.parts[at].listings) {
                made.entries.push_back({&listing, static_cast<std::uint8_t>(at)});
            }
        }
        auto built = screening::ScreeningIndex::build(made.entries);
        CORDON_CHECK(built.has_value());
        made.index = *std::move(built);
        return made;
    };
    static const Lists un = make("un");
    static const Lists all = make("");
    return list == "un" ? un : all;
}

std::vector<std::string> column_of(const char* path, const char* column) {
    const auto file = base::testing::real_data(path);
    CORDON_CHECK(file.has_value());
    codec::CsvReader reader(codec::CsvOptions{});
    reader.feed(base::testing::read_test_file(*file));
    reader.finish();
    std::vector<std::string> texts;
    std::size_t position = 0;
    for (auto record = reader.next(); record && *record; record = reader.next()) {
        const auto& fields = (*record)->fields;
        if (texts.empty() && position == 0 && std::ranges::find(fields, column) != fields.end()) {
            position = static_cast<std::size_t>(std::ranges::find(fields, column) - fields.begin());
            continue;
        }
        texts.push_back(fields.at(position));
    }
    return texts;
}

// The DEV queries: listed names altered, and ordinary ones.
const std::vector<std::string>& dev_queries() {
    static const std::vector<std::string> texts = column_of("../eval/dev/queries.csv", "text");
    return texts;
}

const std::vector<std::string>& ordinary_names() {
    static const std::vector<std::string> texts =
        column_of("names/clean/yente_negatives_global.csv", "full_name");
    return texts;
}

// A third listed names altered in every way, a third ordinary names, a third invented people.
const std::vector<std::string>& distinct_queries() {
    static const std::vector<std::string> texts = [] {
        base::Prng random(3);
        screening::testing::NamedPeople people(4);
        const auto& entries = lists("").entries;
        const auto& ordinary = ordinary_names();
        std::vector<std::string> made;
        for (std::size_t at = 0; made.size() < queries_distinct; ++at) {
            const model::Listing& listing = *entries[random.below(entries.size())].listing;
            const std::string& name = listing.names[random.below(listing.names.size())].text;
            const auto how =
                static_cast<Alteration>(random.below(static_cast<std::uint64_t>(Alteration::count_)));
            made.push_back(screening::testing::altered(name, how, random));
            made.push_back(ordinary[at % ordinary.size()]);
            made.push_back(people.next());
        }
        return made;
    }();
    return texts;
}

double thread_us() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

// Asks one name after the other, going on where the last run stopped; p50 and p99 in thread time.
void ask(benchmark::State& state, const screening::ScreeningIndex& index,
         const std::vector<std::string>& names, std::size_t& next) {
    screening::SearchScratch scratch;
    std::vector<double> took;
    std::uint64_t hits = 0;
    std::uint64_t truncated = 0;
    model::Subject subject;
    subject.names.resize(1);
    for (auto _ : state) {
        subject.names[0] = names[next++ % names.size()];
        const double start = thread_us();
        const auto result = index.search(subject, {}, scratch);
        took.push_back(thread_us() - start);
        hits += result ? result->hits.size() : 0;
        truncated += result && result->truncated ? 1U : 0U;
    }
    std::ranges::sort(took);
    state.SetItemsProcessed(state.iterations());
    state.counters["p50_us"] = took[took.size() / 2];
    state.counters["p99_us"] = took[took.size() * 99 / 100];
    state.counters["worst_us"] = took.back();
    state.counters["hits"] = static_cast<double>(hits);
    state.counters["truncated"] = static_cast<double>(truncated);
}

void scan(benchmark::State& state, const std::vector<screening::IndexedListing>& entries,
          const std::vector<std::string>& names) {
    screening::reference::PlainScan every_name(entries);
    std::size_t next = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(every_name.scores(names[(next++ * 101) % names.size()]).size());
    }
    state.SetItemsProcessed(state.iterations());
}

void un_dev_queries(benchmark::State& state) {
    static std::size_t next = 0;
    ask(state, *lists("un").index, dev_queries(), next);
}
BENCHMARK(un_dev_queries)->Unit(benchmark::kMicrosecond)->Iterations(4309)->Repetitions(5);

void un_distinct(benchmark::State& state) {
    static std::size_t next = 0;
    ask(state, *lists("un").index, distinct_queries(), next);
}
BENCHMARK(un_distinct)->Unit(benchmark::kMicrosecond)->Iterations(24'000)->Repetitions(5);

void un_repeated(benchmark::State& state) {
    static const std::vector<std::string> few(distinct_queries().begin(), distinct_queries().begin() + 300);
    static std::size_t next = 0;
    ask(state, *lists("un").index, few, next);
}
BENCHMARK(un_repeated)->Unit(benchmark::kMicrosecond)->Iterations(24'000)->Repetitions(5);

void un_scan(benchmark::State& state) {
    scan(state, lists("un").entries, distinct_queries());
}
BENCHMARK(un_scan)->Unit(benchmark::kMicrosecond)->Iterations(20)->Repetitions(5);

void all_dev_queries(benchmark::State& state) {
    static std::size_t next = 0;
    ask(state, *lists("").index, dev_queries(), next);
}
BENCHMARK(all_dev_queries)->Unit(benchmark::kMicrosecond)->Iterations(4309)->Repetitions(5);

void all_distinct(benchmark::State& state) {
    static std::size_t next = 0;
    ask(state, *lists("").index, distinct_queries(), next);
}
BENCHMARK(all_distinct)->Unit(benchmark::kMicrosecond)->Iterations(24'000)->Repetitions(5);

void all_repeated(benchmark::State& state) {
    static const std::vector<std::string> few(distinct_queries().begin(), distinct_queries().begin() + 300);
    static std::size_t next = 0;
    ask(state, *lists("").index, few, next);
}
BENCHMARK(all_repeated)->Unit(benchmark::kMicrosecond)->Iterations(24'000)->Repetitions(5);

void all_scan(benchmark::State& state) {
    scan(state, lists("").entries, distinct_queries());
}
BENCHMARK(all_scan)->Unit(benchmark::kMicrosecond)->Iterations(5)->Repetitions(5);

void all_build(benchmark::State& state) {
    const Lists& all = lists("");
    std::size_t bytes = 0;
    for (auto _ : state) {
        const auto built = screening::ScreeningIndex::build(all.entries);
        bytes = built->bytes().size();
    }
    std::size_t text = 0;
    std::size_t names = 0;
    for (const screening::IndexedListing& entry : all.entries) {
        for (const model::ListedName& name : entry.listing->names) {
            text += name.text.size();
            ++names;
        }
    }
    state.counters["bytes"] = static_cast<double>(bytes);
    state.counters["names"] = static_cast<double>(names);
    state.counters["bytes_over_text"] =
        (static_cast<double>(bytes) - static_cast<double>(text)) / static_cast<double>(names);
}
BENCHMARK(all_build)->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(5);

constexpr std::size_t million = 1'000'000;

// A million listed people, invented, of one name each.
const Lists& million_people() {
    static const Lists built = [] {
        Lists made;
        made.parts.resize(1);
        std::vector<model::Listing>& listings = made.parts[0].listings;
        listings.resize(million);
        screening::testing::NamedPeople people(7);
        for (std::size_t at = 0; at < million; ++at) {
            listings[at].id = "P" + std::to_string(at);
            listings[at].names.push_back({.text = people.next()});
        }
        for (const model::Listing& listing : listings) {
            made.entries.push_back({&listing, 0});
        }
        auto index = screening::ScreeningIndex::build(made.entries);
        CORDON_CHECK(index.has_value());
        made.index = *std::move(index);
        return made;
    }();
    return built;
}

// Half of them listed and altered, half of them people nobody listed.
const std::vector<std::string>& million_queries() {
    static const std::vector<std::string> texts = [] {
        base::Prng random(8);
        screening::testing::NamedPeople people(9);
        std::vector<std::string> made;
        while (made.size() < queries_distinct) {
            const auto& entry = million_people().entries[random.below(million)];
            const auto how =
                static_cast<Alteration>(random.below(static_cast<std::uint64_t>(Alteration::count_)));
            made.push_back(screening::testing::altered(entry.listing->names[0].text, how, random));
            made.push_back(people.next());
        }
        return made;
    }();
    return texts;
}

void million_distinct(benchmark::State& state) {
    static std::size_t next = 0;
    ask(state, *million_people().index, million_queries(), next);
}
BENCHMARK(million_distinct)->Unit(benchmark::kMicrosecond)->Iterations(10'000)->Repetitions(5);

void million_scan(benchmark::State& state) {
    scan(state, million_people().entries, million_queries());
}
BENCHMARK(million_scan)->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(2);

}  // namespace
}  // namespace cordon::engine

BENCHMARK_MAIN();
