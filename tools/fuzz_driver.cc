// tools/fuzz_driver.cc: runs a libFuzzer target without libFuzzer, for a second, in every build.
//
// Feeds every file of the corpus folders, then seeded mutations of them (cuts, splices, flipped bytes,
// doubled runs) until the time is up. Coverage-guided fuzzing is `make fuzz`; this keeps the targets from
// rotting and, under asan, finds the shallow faults. Flags: -max_total_time=SECONDS, -seed=N; other arguments
// are corpus files or folders.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/parse.h"
#include "base/prng.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

using cordon::base::Prng;

std::vector<std::string> read_corpus(const std::vector<std::string>& places) {
    std::vector<std::string> inputs{"", "{}", "<a/>", "a,b\n1,2\n"};
    const auto add = [&](const std::filesystem::path& path) {
        std::ifstream file(path, std::ios::binary);
        inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    };
    for (const std::string& place : places) {
        if (std::filesystem::is_directory(place)) {
            for (const auto& entry : std::filesystem::recursive_directory_iterator(place)) {
                if (entry.is_regular_file()) {
                    add(entry.path());
                }
            }
        } else if (std::filesystem::exists(place)) {
            add(place);
        }
    }
    return inputs;
}

std::string mutated(Prng& prng, const std::vector<std::string>& inputs) {
    std::string text = inputs[prng.below(inputs.size())];
    for (std::uint64_t steps = 1 + prng.below(6); steps > 0 && !text.empty(); --steps) {
        const std::size_t at = prng.below(text.size());
        const std::size_t run = 1 + prng.below(std::min<std::size_t>(64, text.size() - at));
        switch (prng.below(6)) {
            case 0: text[at] = static_cast<char>(prng.below(256)); break;
            case 1: text.erase(at, run); break;
            case 2: text.insert(at, text.substr(at, run)); break;
            case 3: text.resize(at); break;
            case 4: text.insert(at, 1, "<>&\"';,()[]{}\0\n\xFF"[prng.below(16)]); break;
            default: {
                const std::string& other = inputs[prng.below(inputs.size())];
                if (!other.empty()) {
                    text.insert(at, other.substr(prng.below(other.size()), 1 + prng.below(200)));
                }
            }
        }
    }
    return text;
}

void run(const std::string& input) {
    // An exact-size copy, so that asan sees a read past the end.
    const std::vector<std::uint8_t> bytes(input.begin(), input.end());
    (void)LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
    double seconds = 1;
    std::uint64_t seed = 20261122;
    std::vector<std::string> places;
    for (int at = 1; at < argc; ++at) {
        const std::string argument = argv[at];
        if (argument.starts_with("-max_total_time=")) {
            seconds = cordon::base::parse_number<double>(argument.substr(16)).value_or(1);
        } else if (argument.starts_with("-seed=")) {
            seed = cordon::base::parse_number<std::uint64_t>(argument.substr(6)).value_or(seed);
        } else if (!argument.starts_with("-")) {
            places.push_back(argument);
        }
    }
    const auto inputs = read_corpus(places);
    for (const std::string& input : inputs) {
        run(input);
    }
    Prng prng(seed);
    std::uint64_t runs = inputs.size();
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    for (; std::chrono::steady_clock::now() < end; ++runs) {
        run(mutated(prng, inputs));
    }
    std::printf("%llu runs, seed %llu, %zu corpus files\n", static_cast<unsigned long long>(runs),
                static_cast<unsigned long long>(seed), inputs.size());
    return 0;
}
