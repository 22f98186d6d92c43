// Goal: reading is a small part of a verdict: at least 30,000 pacs.008 a second on one thread, MT103 and JSON
//       more.
// The messages are the fictional ones of the tests, so that the figures can be repeated anywhere.
#include <benchmark/benchmark.h>

#include "base/check.h"
#include "codec/xml_tree.h"
#include "payments/canonical_content.h"
#include "payments/coverage.h"
#include "payments/message_reader.h"
#include "payments/samples_for_test.h"

namespace {

namespace payments = cordon::payments;

void report(benchmark::State& state, std::string_view message) {
    state.SetBytesProcessed(static_cast<std::int64_t>(message.size()) * state.iterations());
    state.SetItemsProcessed(state.iterations());  // messages
}

void read_messages(benchmark::State& state, std::string_view message) {
    for (auto _ : state) {
        const auto payment = payments::read_payment(message);
        CORDON_CHECK(payment.has_value());
        benchmark::DoNotOptimize(payment->fields.data());
    }
    report(state, message);
}
BENCHMARK_CAPTURE(read_messages, pacs008, payments::testing::pacs008);
BENCHMARK_CAPTURE(read_messages, mt103, payments::testing::mt103);
BENCHMARK_CAPTURE(read_messages, json, payments::testing::json_payment);

void xml_tree_only(benchmark::State& state) {
    for (auto _ : state) {
        const auto tree = cordon::codec::read_xml_tree(payments::testing::pacs008);
        CORDON_CHECK(tree.has_value());
        benchmark::DoNotOptimize(tree->elements().data());
    }
    report(state, payments::testing::pacs008);
}
BENCHMARK(xml_tree_only);

void split_one(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(payments::split_messages(payments::testing::pacs008));
    }
    report(state, payments::testing::pacs008);
}
BENCHMARK(split_one);

void canonical(benchmark::State& state, std::string_view message) {
    for (auto _ : state) {
        const auto content = payments::canonical_content(message);
        CORDON_CHECK(content.has_value());
        benchmark::DoNotOptimize(content->data());
    }
    report(state, message);
}
BENCHMARK_CAPTURE(canonical, pacs008, payments::testing::pacs008);
BENCHMARK_CAPTURE(canonical, mt103, payments::testing::mt103);

void check_coverage(benchmark::State& state) {
    const auto payment = payments::read_payment(payments::testing::pacs008);
    CORDON_CHECK(payment.has_value());
    for (auto _ : state) {
        const auto covered = payments::coverage(payments::testing::pacs008, *payment);
        CORDON_CHECK(covered && covered->unseen.empty());
    }
    report(state, payments::testing::pacs008);
}
BENCHMARK(check_coverage);

}  // namespace

BENCHMARK_MAIN();
