// POST /match through the handler, without a socket: batches of 10 against all real lists. Four names in ten
// are listed ones as published, the rest are ordinary ones.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/prng.h"
#include "codec/csv.h"
#include "codec/json.h"
#include "engine/test_real_lists.h"
#include "server/test_yente.h"

namespace cordon::server {
namespace {

constexpr int names_a_batch = 10;

std::shared_ptr<ServingLists> real_lists() {
    auto parts = engine::testing::real_parts();
    CORDON_CHECK(parts.has_value());
    auto snapshot = engine::Snapshot::build(*std::move(parts));
    CORDON_CHECK(snapshot.has_value());
    auto lists = std::make_shared<ServingLists>();
    lists->snapshot = std::make_shared<engine::Snapshot>(*std::move(snapshot));
    lists->stale = false;
    return lists;
}

const std::shared_ptr<ServingLists>& lists() {
    static const std::shared_ptr<ServingLists> made = real_lists();
    return made;
}

const HttpRouter& router() {
    static const HttpRouter made = testing::router_of(lists());
    return made;
}

std::vector<std::string> ordinary_names() {
    const auto path = base::testing::real_data("names/clean/yente_negatives_global.csv");
    CORDON_CHECK(path.has_value());
    const std::string file = base::testing::read_test_file(*path);
    codec::CsvReader reader(codec::CsvOptions{});
    reader.feed(file);
    reader.finish();
    std::vector<std::string> names;
    std::size_t position = 0;
    for (auto record = reader.next(); record && *record; record = reader.next()) {
        const auto& fields = (*record)->fields;
        const auto found = std::ranges::find(fields, "full_name");
        if (found != fields.end()) {
            position = static_cast<std::size_t>(found - fields.begin());
            continue;
        }
        names.push_back(fields.at(position));
    }
    return names;
}

// facts: persons with a date of birth. cutoff: as the client gives it.
std::vector<HttpRequest> make_batches(bool facts, std::string_view cutoff) {
    const std::vector<std::string> ordinary = ordinary_names();
    const engine::Snapshot& snapshot = *lists()->snapshot;
    base::Prng random(5);
    std::vector<HttpRequest> requests;
    for (int batch = 0; batch < 1000; ++batch) {
        codec::JsonWriter json;
        json.begin_object().key("queries").begin_object();
        for (int at = 0; at < names_a_batch; ++at) {
            const auto ordinal = static_cast<std::uint32_t>(random.below(snapshot.listing_count()));
            const auto listing = snapshot.listing(ordinal);
            CORDON_CHECK(listing.has_value());
            const bool listed = at % 3 == 0;
            json.key(fmt::format("q{}", at)).begin_object();
            json.key("schema").string(facts ? "Person" : "LegalEntity").key("properties").begin_object();
            if (facts) {
                json.key("birthDate").string(fmt::format("{}-03-0{}", 1940 + at * 5, 1 + at % 9));
            }
            json.key("name").begin_array();
            json.string(listed ? listing->names.front().text : ordinary[random.below(ordinary.size())]);
            json.end_array().end_object().end_object();
        }
        json.end_object().end_object();
        requests.push_back(testing::request_of(
            "POST", fmt::format("/yente/match/default?algorithm=logic-v1&cutoff={}&limit=5", cutoff),
            json.take()));
    }
    return requests;
}

const std::vector<HttpRequest>& batches() {
    static const std::vector<HttpRequest> made = make_batches(false, "0.7");
    return made;
}

void send(benchmark::State& state, const std::vector<HttpRequest>& requests) {
    std::size_t next = static_cast<std::size_t>(state.thread_index()) * 499;
    std::uint64_t bytes = 0;
    for (auto _ : state) {
        const HttpResponse response = router().answer(requests[next++ % requests.size()]);
        CORDON_CHECK(response.status == 200);
        bytes += response.body.size();
    }
    state.SetItemsProcessed(state.iterations() * names_a_batch);
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
void match_all_lists(benchmark::State& state) {
    send(state, batches());
}
BENCHMARK(match_all_lists)->Unit(benchmark::kMicrosecond)->UseRealTime()->Threads(1)->MinTime(3);
BENCHMARK(match_all_lists)->Unit(benchmark::kMicrosecond)->UseRealTime()->Threads(2)->MinTime(3);

void match_people_by_name_and_birth(benchmark::State& state) {
    static const std::vector<HttpRequest> requests = make_batches(true, "0.7");
    send(state, requests);
}
BENCHMARK(match_people_by_name_and_birth)->Unit(benchmark::kMicrosecond)->UseRealTime()->MinTime(2);

void match_down_to_half(benchmark::State& state) {
    static const std::vector<HttpRequest> requests = make_batches(false, "0.5");
    send(state, requests);
}
BENCHMARK(match_down_to_half)->Unit(benchmark::kMicrosecond)->UseRealTime()->MinTime(2);

// The dearest question we know: common names, and whatever shares a word with them.
void match_common_names_down_to_nothing(benchmark::State& state) {
    const HttpRequest request = testing::request_of(
        "POST", "/yente/match/default?cutoff=0&limit=500",
        R"({"queries":{"a":{"schema":"Person","properties":{"name":["Mohammed Ali Hassan Ahmed"]}}}})");
    for (auto _ : state) {
        benchmark::DoNotOptimize(router().answer(request).body.size());
    }
}
BENCHMARK(match_common_names_down_to_nothing)->Unit(benchmark::kMillisecond)->UseRealTime();

// The same names without HTTP, JSON and entities: what the handler adds is the difference.
void names_alone(benchmark::State& state) {
    std::vector<std::string> names;
    for (const HttpRequest& request : batches()) {
        const auto body = codec::parse_json(request.body);
        for (const auto& [key, query] : *body->find("queries")->object()) {
            names.push_back(query.find("properties")->find("name")->array()->front().as_text());
        }
    }
    screening::SearchScratch scratch;
    std::size_t next = 0;
    for (auto _ : state) {
        const auto result =
            lists()->snapshot->search(model::Subject{.names = {names[next++ % names.size()]}}, {}, scratch);
        benchmark::DoNotOptimize(result->hits.size());
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(names_alone)->Unit(benchmark::kMicrosecond)->MinTime(3);

void view_of_all_lists(benchmark::State& state) {
    for (auto _ : state) {
        HttpRouter fresh = testing::router_of(lists());
        benchmark::DoNotOptimize(fresh.answer(testing::request_of("GET", "/yente/catalog")).status);
    }
}
BENCHMARK(view_of_all_lists)->Unit(benchmark::kMillisecond)->UseRealTime();

void search_all_lists(benchmark::State& state) {
    const HttpRequest request = testing::request_of("GET", "/yente/search/default?q=trading+company");
    benchmark::DoNotOptimize(router().answer(request).status);
    for (auto _ : state) {
        benchmark::DoNotOptimize(router().answer(request).status);
    }
}
BENCHMARK(search_all_lists)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace cordon::server

BENCHMARK_MAIN();
