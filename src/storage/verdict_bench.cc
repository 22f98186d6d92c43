// Goal: 20,000 verdicts a second and more in commits of 64, durable; one verdict alone costs little more than
// one synced append to a file, which is measured beside it.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "base/prng.h"
#include "storage/file_ops.h"
#include "storage/test_record.h"

namespace cordon::storage {
namespace {

using engine::NewVerdict;

// About the size of a pacs.008 and of a verdict with a reason; names and amounts differ from one to the next.
NewVerdict payment(int number, base::Prng& random) {
    NewVerdict fresh =
        testing::verdict(number, number % 50 == 0 ? model::Outcome::hold : model::Outcome::pass);
    std::string noise;
    for (int word = 0; word < 12; ++word) {
        noise += "<Nm>" + std::to_string(random.next()) + "</Nm>";
    }
    fresh.message =
        "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\">";
    for (int part = 0; part < 12; ++part) {
        fresh.message +=
            "<CdtTrfTxInf><PmtId><InstrId>INSTRUCTION</InstrId><EndToEndId>END-TO-END</EndToEndId></PmtId>"
            "<IntrBkSttlmAmt Ccy=\"EUR\">1000.00</IntrBkSttlmAmt></CdtTrfTxInf>";
    }
    fresh.message += noise + std::to_string(number);
    fresh.key.message_id = "BANK20261122" + std::to_string(100'000'000 + number);
    fresh.bytes.insert(1, "\"lists\":[{\"list\":\"un\",\"sha256\":\"" + base::sha256_hex("un") +
                              "\",\"version\":\"2026-02-27\"},{\"list\":\"eu\",\"sha256\":\"" +
                              base::sha256_hex("eu") +
                              "\",\"version\":\"2026-02-27\"}],\"policy_sha256\":\"" +
                              base::sha256_hex("policy") + "\",\"reply\":\"\",\"scheme\":\"sepa_instant\",");
    fresh.verdict_id = "v" + base::sha256_hex(fresh.bytes).substr(0, 32);
    return fresh;
}

// Arguments: verdicts in a commit, verdicts that stand there before, hashes made before (as threads that
// judge do) or by append itself.
void append(benchmark::State& state) {
    const testing::RecordHome home;
    auto store = home.open();
    base::Prng random(1);
    const auto batch_size = static_cast<int>(state.range(0));
    int number = 0;
    std::vector<NewVerdict> batch;
    const auto fill = [&](int size) {
        batch.clear();
        for (int at = 0; at < size; ++at) {
            batch.push_back(payment(number++, random));
            if (state.range(2) == 1) {
                engine::prepare(batch.back());
            }
        }
    };
    while (number < state.range(1)) {
        fill(512);
        CORDON_CHECK(store->append(batch, testing::noon).has_value());
    }
    for (auto _ : state) {
        state.PauseTiming();
        fill(batch_size);
        state.ResumeTiming();
        const auto answers = store->append(batch, testing::minutes_later(number / 1'000));
        CORDON_CHECK(answers.has_value());
    }
    state.SetItemsProcessed(state.iterations() * batch_size);
    state.counters["message_bytes"] = static_cast<double>(batch[0].message.size());
    state.counters["verdict_bytes"] = static_cast<double>(batch[0].bytes.size());
    state.counters["file_bytes_per_verdict"] =
        static_cast<double>(std::filesystem::file_size(home.path() + "/record.db")) / number;
}
BENCHMARK(append)
    ->Args({1, 0, 1})
    ->Args({8, 0, 1})
    ->Args({64, 0, 1})
    ->Args({64, 0, 0})
    ->Args({512, 0, 1})
    ->UseRealTime();
BENCHMARK(append)->Args({64, 100'000, 1})->UseRealTime()->MinTime(3);

// What the disk can do at most: append and sync, nothing else.
void synced_append(benchmark::State& state) {
    const testing::RecordHome home;
    const int file = ::open((home.folder() + "/log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    CORDON_CHECK(file >= 0);
    const std::string bytes(static_cast<std::size_t>(state.range(0)) * 3'000, 'x');
    for (auto _ : state) {
        CORDON_CHECK(::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
        CORDON_CHECK(::fdatasync(file) == 0);
    }
    ::close(file);
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(synced_append)->Arg(1)->Arg(64)->UseRealTime();

void replay(benchmark::State& state) {
    const testing::RecordHome home;
    auto store = home.open();
    base::Prng random(1);
    std::vector<NewVerdict> batch;
    for (int number = 0; number < 512; ++number) {
        batch.push_back(payment(number, random));
    }
    CORDON_CHECK(store->append(batch, testing::noon).has_value());
    std::size_t at = 0;
    for (auto _ : state) {
        const auto found = store->find(batch[at++ % batch.size()].key);
        benchmark::DoNotOptimize(found);
    }
}
BENCHMARK(replay);

// A standing order: so many payments before it were alike, one of a hundred of them held. Beside it, all of
// them, which is what they cost when the rows of what passed are read too.
void earlier(benchmark::State& state) {
    const testing::RecordHome home;
    auto store = home.open();
    base::Prng random(1);
    std::vector<NewVerdict> batch;
    constexpr int others = 20;  // payments between one and the next
    for (int number = 0; number < state.range(0) * others; ++number) {
        batch.push_back(payment(number, random));
        if (number % others == 0) {
            batch.back().outcome = number % (100 * others) == 0 ? model::Outcome::hold : model::Outcome::pass;
            batch.back().fingerprints = {"the standing order"};
        }
        if (batch.size() == 500 || number + 1 == state.range(0) * others) {
            CORDON_CHECK(store->append(batch, testing::noon).has_value());
            batch.clear();
        }
    }
    const std::vector<std::string> prints = {"the standing order"};
    for (auto _ : state) {
        const auto found = store->earlier_by_fingerprint(
            prints, {.since = testing::noon, .passed_too = state.range(1) == 1});
        benchmark::DoNotOptimize(found);
    }
}
BENCHMARK(earlier)->Args({90, 0})->Args({90, 1})->ArgNames({"alike", "passed_too"});

}  // namespace
}  // namespace cordon::storage

BENCHMARK_MAIN();
