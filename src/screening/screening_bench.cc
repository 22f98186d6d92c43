// Goal: one search over 20,000 listings takes well under a millisecond, and far less than scoring every name.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "base/check.h"
#include "screening/screening_index.h"
#include "screening/screening_index_reference.h"
#include "screening/test_names.h"

namespace cordon::screening {
namespace {

constexpr std::size_t listings = 20'000;

const testing::NamedList& list() {
    static const testing::NamedList made = testing::invented_list(listings, 1);
    return made;
}

const ScreeningIndex& index() {
    static const auto built = ScreeningIndex::build(list().indexed());
    CORDON_CHECK(built.has_value());
    return *built;
}

// Half are listed names with a slip, half are names that nobody listed.
std::vector<model::Subject> subjects(std::size_t count) {
    base::Prng random(2);
    std::vector<model::Subject> made(count);
    for (std::size_t at = 0; at < count; ++at) {
        made[at].names.push_back(
            at % 2 == 0 ? testing::with_slip(list().at(random.below(listings)).names.front().text, random)
                        : testing::invented_name(random, 2 + random.below(3)));
    }
    return made;
}

void search(benchmark::State& state, const std::vector<model::Subject>& asked) {
    SearchScratch scratch;
    std::size_t at = 0;
    for (auto _ : state) {
        const auto result = index().search(asked[at++ % asked.size()], {}, scratch);
        benchmark::DoNotOptimize(result->hits.size());
    }
    state.SetItemsProcessed(state.iterations());
}

void search_distinct(benchmark::State& state) {
    static const auto asked = subjects(200'000);
    search(state, asked);
}
BENCHMARK(search_distinct)->Unit(benchmark::kMicrosecond);

void search_repeated(benchmark::State& state) {
    static const auto asked = subjects(100);
    search(state, asked);
}
BENCHMARK(search_repeated)->Unit(benchmark::kMicrosecond);

void scan_every_name(benchmark::State& state) {
    const auto indexed = list().indexed();
    reference::PlainScan scan(indexed);
    const auto asked = subjects(100);
    std::size_t at = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(scan.scores(asked[at++ % asked.size()].names.front()).size());
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(scan_every_name)->Unit(benchmark::kMicrosecond)->Iterations(20);

void build_index(benchmark::State& state) {
    const auto indexed = list().indexed();
    for (auto _ : state) {
        const auto built = ScreeningIndex::build(indexed);
        benchmark::DoNotOptimize(built->bytes().size());
    }
    state.counters["bytes"] = static_cast<double>(index().bytes().size());
}
BENCHMARK(build_index)->Unit(benchmark::kMillisecond)->Iterations(3);

}  // namespace
}  // namespace cordon::screening

BENCHMARK_MAIN();
