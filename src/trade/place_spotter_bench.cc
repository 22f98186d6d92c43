// Place names in free text: 20,000 names (of ../shared/data when it is there, else made up) over messages of
// 125 bytes, the spotter beside the naive way (std::string_view::find, name by name) in the same run.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "base/prng.h"
#include "base/strings.h"
#include "base/testing.h"
#include "trade/goods.h"
#include "trade/place_fold.h"
#include "trade/place_spotter.h"

namespace cordon::trade {
namespace {

constexpr std::size_t names_wanted = 20'000;
constexpr std::size_t messages = 20'000;

std::string made_up(base::Prng& random, std::size_t syllables) {
    static const std::vector<std::string> parts = {"ka",  "ra",  "mu", "sel", "dar", "bin", "tor",
                                                   "qu",  "ash", "il", "zan", "ha",  "wi",  "lem",
                                                   "nor", "tal", "be", "sho", "rif", "an"};
    std::string name;
    for (std::size_t i = 0; i < syllables; ++i) {
        name += parts[random.below(parts.size())];
    }
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
}

// GeoNames tables of the region: name, ASCII name and alternates.
std::vector<std::string> real_names() {
    std::vector<std::string> names;
    for (const char* const country : {"SY", "IQ", "TR", "IR", "LB", "JO", "LY", "SA"}) {
        const auto path =
            base::testing::real_data(std::string("geo/geonames/cities1000_2013_") + country + ".tsv");
        if (!path) {
            return {};
        }
        const std::string text = base::testing::read_test_file(*path);
        for (const std::string_view line : base::split(text, '\n')) {
            const auto fields = base::split(line, '\t');
            if (fields.size() < 4) {
                continue;
            }
            names.emplace_back(fields[1]);
            for (const std::string_view other : base::split(fields[3], ',')) {
                if (other.size() >= 4) {
                    names.emplace_back(other);
                }
            }
        }
    }
    return names;
}

const std::vector<std::string>& names() {
    static const std::vector<std::string> made = [] {
        base::Prng random(11);
        std::vector<std::string> all = real_names();
        while (all.size() < names_wanted) {
            all.push_back(made_up(random, 3 + random.below(3)));
        }
        all.resize(names_wanted);
        return all;
    }();
    return made;
}

const PlaceSpotter& spotter() {
    static const PlaceSpotter made = [] {
        Gazetteer gazetteer;
        for (std::size_t i = 0; i < names().size(); ++i) {
            GazetteerPlace place;
            place.place_id = "bench:" + std::to_string(i);
            place.name = names()[i];
            place.country = "SY";
            place.weak_names = {names()[i]};  // one pattern each
            gazetteer.add(std::move(place));
        }
        return *PlaceSpotter::make(std::move(gazetteer));
    }();
    return made;
}

// Every tenth message names a place.
const std::vector<std::string>& texts() {
    static const std::vector<std::string> made = [] {
        base::Prng random(12);
        static const std::vector<std::string> words = {
            "invoice",    "payment",  "for",      "goods",   "contract", "Facture",
            "consulting", "services", "November", "freight", "rent",     "order",
            "ref",        "Rechnung", "GmbH",     "trading", "Street",   "London"};
        std::vector<std::string> all;
        for (std::size_t i = 0; i < messages; ++i) {
            std::string text;
            while (text.size() < 125) {
                text += words[random.below(words.size())] + " " + std::to_string(random.below(10'000)) + " ";
            }
            all.push_back(i % 10 == 0 ? text + names()[random.below(names().size())] : text);
        }
        return all;
    }();
    return made;
}

std::size_t bytes_of(const std::vector<std::string>& all) {
    std::size_t bytes = 0;
    for (const std::string& text : all) {
        bytes += text.size();
    }
    return bytes;
}

void places_spotted(benchmark::State& state) {
    const PlaceContext context;
    std::size_t found = spotter().spot(texts().front(), context).size();  // compiled before the clock runs
    for (auto _ : state) {
        for (const std::string& text : texts()) {
            found += spotter().spot(text, context).size();
        }
    }
    benchmark::DoNotOptimize(found);
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes_of(texts())) * state.iterations());
}
BENCHMARK(places_spotted)->Unit(benchmark::kMillisecond);

void places_naively(benchmark::State& state) {
    std::vector<std::string> folded;
    for (const std::string& name : names()) {
        folded.push_back(" " + folded_name(name) + " ");
    }
    const std::vector<std::string> some(texts().begin(), texts().begin() + 100);
    std::size_t found = 0;
    for (auto _ : state) {
        FoldedPlaceText text;
        for (const std::string& one : some) {
            fold_places(one, text);
            for (const std::string& name : folded) {
                found += text.letters.find(name) != std::string::npos ? 1U : 0U;
            }
        }
    }
    benchmark::DoNotOptimize(found);
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes_of(some)) * state.iterations());
}
BENCHMARK(places_naively)->Unit(benchmark::kMillisecond);

void goods_classified(benchmark::State& state) {
    std::size_t found = 0;
    for (auto _ : state) {
        found += bundled_goods()
                     .classify("Milling wheat 12.5% protein, 25,000 MT in bulk, FOB Novorossiysk", "1001", "")
                     .classes.size();
    }
    benchmark::DoNotOptimize(found);
}
BENCHMARK(goods_classified)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace cordon::trade

BENCHMARK_MAIN();
