// Goal: a snapshot of 27,000 listings builds in under three seconds, opens in under fifty milliseconds, and
// the self-test of a whole list takes seconds, not minutes.
#include <benchmark/benchmark.h>

#include "engine/list_gate.h"
#include "engine/snapshot.h"
#include "engine/test_lists.h"

namespace cordon::engine {
namespace {

std::vector<SnapshotPart> parts() {
    std::vector<SnapshotPart> made;
    for (unsigned list = 0; list < 3; ++list) {
        SnapshotPart& part = made.emplace_back();
        part.version.list = "list-" + std::to_string(list);
        part.version.version = "2026-01-01";
        part.version.published = {2026, 1, 1};
        part.listings = testing::invented_list(9'000, list * 9'000);
    }
    return made;
}

void build(benchmark::State& state) {
    const std::vector<SnapshotPart> made = parts();
    for (auto _ : state) {
        const auto snapshot = Snapshot::build(made);
        benchmark::DoNotOptimize(snapshot->bytes().data());
    }
}
BENCHMARK(build)->Unit(benchmark::kMillisecond)->Iterations(3);

void open(benchmark::State& state) {
    const auto snapshot = Snapshot::build(parts());
    const MappedBytes mapped = own_bytes(std::string(snapshot->bytes()));
    for (auto _ : state) {
        const auto opened = Snapshot::open(mapped);
        benchmark::DoNotOptimize(opened->listing_count());
    }
    state.counters["bytes"] = static_cast<double>(mapped.bytes.size());
}
BENCHMARK(open)->Unit(benchmark::kMillisecond);

void test_itself(benchmark::State& state) {
    const auto listings = testing::invented_list(2'000);
    for (auto _ : state) {
        const SelfTestReport report = self_test("list", listings, nullptr, {});
        state.counters["names"] = static_cast<double>(report.names_searched);
    }
}
BENCHMARK(test_itself)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace cordon::engine

BENCHMARK_MAIN();
