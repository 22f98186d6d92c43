#include "base/testing.h"

#include <cstdio>
#include <cstdlib>

#include "base/parse.h"

namespace cordon::base::testing {

std::uint64_t seed_from_environment(std::uint64_t fallback) {
    const char* given = std::getenv("CORDON_SEED");
    return given == nullptr ? fallback : parse_number<std::uint64_t>(given).value_or(fallback);
}

std::optional<std::string> real_data(std::string_view path) {
    const char* root = std::getenv("CORDON_REAL_DATA");
    const std::string full = std::string(root == nullptr ? "../shared/data" : root) + "/" + std::string(path);
    if (std::FILE* file = std::fopen(full.c_str(), "rb"); file != nullptr) {
        (void)std::fclose(file);
        return full;
    }
    if (std::getenv("CORDON_REQUIRE_REAL_DATA") != nullptr) {
        (void)std::fprintf(stderr, "CORDON_REQUIRE_REAL_DATA is set and %s cannot be opened\n", full.c_str());
        std::exit(1);
    }
    (void)std::fprintf(stderr, "SKIPPED for want of real data: %s\n", full.c_str());
    return {};
}

std::string read_test_file(const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) {
        (void)std::fprintf(stderr, "cannot open %s\n", path.c_str());
        std::exit(1);
    }
    std::string bytes;
    char buffer[65536];
    for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, file)) > 0;) {
        bytes.append(buffer, got);
    }
    (void)std::fclose(file);
    return bytes;
}

}  // namespace cordon::base::testing
