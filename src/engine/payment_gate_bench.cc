// Goal: a payment is read, screened against every list and judged fast enough to stand before each release:
//       when every party is new, and when agents and half of the parties come again. Reading alone stands
//       beside it.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <string>
#include <vector>

#include "base/check.h"
#include "engine/memory_verdict_store.h"
#include "engine/ordinary_messages.h"
#include "engine/payment_gate.h"
#include "engine/payment_recorder.h"
#include "engine/test_real_lists.h"

namespace cordon::engine {
namespace {

const Snapshot& all_lists() {
    static const Snapshot built = [] {
        auto parts = testing::real_parts();
        CORDON_CHECK(parts.has_value());
        auto made = Snapshot::build(*std::move(parts));
        CORDON_CHECK(made.has_value());
        return *std::move(made);
    }();
    return built;
}

PaymentGate gate() {
    GateSituation situation;
    for (const model::ListUse& use : lists_used(all_lists())) {
        situation.policy.lists.push_back({use.list, use.version, decision::ListStanding::fresh});
    }
    return {all_lists(), default_policy(), situation};
}

std::string plain(std::string text) {
    std::erase_if(text, [](char letter) { return letter == '&' || letter == '<' || letter == '>'; });
    return text;
}

struct Party {
    std::string name;
    std::string street;
    std::string town;
    std::string account;
};

Party new_party(testing::OrdinaryWords& words) {
    return {plain(words.party()), words.street(), words.town(), words.digits(12)};
}

std::string party_xml(std::string_view tag, const Party& party) {
    return fmt::format(
        "<{0}><Nm>{1}</Nm><PstlAdr><StrtNm>{2}</StrtNm><BldgNb>{3}</BldgNb><TwnNm>{4}</TwnNm><Ctry>DE</Ctry>"
        "</PstlAdr></{0}><{0}Acct><Id><Othr><Id>{5}</Id></Othr></Id></{0}Acct>",
        tag, party.name, party.street, party.account.substr(0, 2), party.town, party.account);
}

// repeated: half of the parties come from a stock of a thousand.
std::vector<std::string> transfers(std::size_t count, bool repeated, std::uint64_t seed) {
    testing::OrdinaryWords words(seed);
    std::vector<Party> stock;
    for (int at = 0; at < 1'000; ++at) {
        stock.push_back(new_party(words));
    }
    std::vector<std::string> messages;
    for (std::size_t at = 0; at < count; ++at) {
        const auto party = [&] {
            return repeated && words.random().below(2) == 0 ? stock[words.random().below(stock.size())]
                                                            : new_party(words);
        };
        const std::uint64_t debtor_bank = words.random().below(26);
        const std::uint64_t creditor_bank = words.random().below(26);
        const std::string agents = fmt::format(
            "<DbtrAgt><FinInstnId><BICFI>SAM{}DEZZXXX</BICFI></FinInstnId></"
            "DbtrAgt><CdtrAgt><FinInstnId><BICFI>"
            "SAM{}FRZZXXX</BICFI></FinInstnId></CdtrAgt>",
            static_cast<char>('A' + debtor_bank), static_cast<char>('A' + creditor_bank));
        messages.push_back(fmt::format(
            "<Document "
            "xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><FIToFICstmrCdtTrf><GrpHdr><MsgId>"
            "M{0}-{1}</MsgId><CreDtTm>2026-11-02T09:00:00Z</CreDtTm><NbOfTxs>1</"
            "NbOfTxs><SttlmInf><SttlmMtd>INDA"
            "</SttlmMtd></SttlmInf></GrpHdr><CdtTrfTxInf><PmtId><InstrId>I{0}-{1}</InstrId><EndToEndId>E{1}"
            "</EndToEndId><TxId>T{0}-{1}</TxId></PmtId><IntrBkSttlmAmt Ccy=\"EUR\">{2}.00</IntrBkSttlmAmt>"
            "<IntrBkSttlmDt>2026-11-02</IntrBkSttlmDt><ChrgBr>SHAR</ChrgBr>{3}{4}{5}<RmtInf><Ustrd>{6}</"
            "Ustrd>"
            "</RmtInf></CdtTrfTxInf></FIToFICstmrCdtTrf></Document>",
            seed, at, 100 + words.random().below(90'000), party_xml("Dbtr", party()), agents,
            party_xml("Cdtr", party()), plain(words.text())));
    }
    return messages;
}

constexpr std::size_t messages_each = 20'000;

void run_gate(benchmark::State& state, const std::vector<std::string>& messages) {
    PaymentGate one = gate();
    std::size_t next = 0;
    std::uint64_t held = 0;
    for (auto _ : state) {
        const ExaminedMessage examined = one.examine(messages[next++ % messages.size()]);
        held += one.judge(examined, {}, {}).outcome == model::Outcome::pass ? 0U : 1U;
    }
    state.SetItemsProcessed(state.iterations());
    state.counters["held_per_1000"] =
        1000.0 * static_cast<double>(held) / static_cast<double>(state.iterations());
}

void gate_every_party_new(benchmark::State& state) {
    static const auto messages = transfers(messages_each, false, 1);
    run_gate(state, messages);
}
BENCHMARK(gate_every_party_new)->Unit(benchmark::kMicrosecond)->Iterations(messages_each)->Repetitions(3);

void gate_half_repeated(benchmark::State& state) {
    static const auto messages = transfers(messages_each, true, 2);
    run_gate(state, messages);
}
BENCHMARK(gate_half_repeated)->Unit(benchmark::kMicrosecond)->Iterations(messages_each)->Repetitions(3);

void reading_alone(benchmark::State& state) {
    static const auto messages = transfers(messages_each, false, 1);
    std::size_t next = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(payments::read_payment(messages[next++ % messages.size()]));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(reading_alone)->Unit(benchmark::kMicrosecond)->Iterations(messages_each)->Repetitions(3);

// With the record in memory, in groups of 256.
void recorded_every_party_new(benchmark::State& state) {
    static const auto messages = transfers(messages_each, false, 3);
    constexpr std::size_t group = 256;
    PaymentGate one = gate();
    MemoryVerdictStore store;
    std::size_t next = 0;
    for (auto _ : state) {
        std::vector<ExaminedMessage> examined;
        for (std::size_t at = 0; at < group; ++at) {
            examined.push_back(one.examine(messages[next++ % messages.size()]));
        }
        const auto recorded = record_messages(one, store, examined, {1'793'620'800'000});
        CORDON_CHECK(recorded.has_value());
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(group));
}
BENCHMARK(recorded_every_party_new)->Unit(benchmark::kMillisecond)->Iterations(60);

}  // namespace
}  // namespace cordon::engine

BENCHMARK_MAIN();
