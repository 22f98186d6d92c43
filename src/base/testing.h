// base/testing.h: what tests share; included by *_test.cc, *_fuzz.cc and *_bench.cc only.
//
// Role:    one way to seed a run, so that a failure is repeated with CORDON_SEED=<seed> ctest -R <room>; one
//          way to find the real files of ../shared/data, so that their absence is seen, and fails where CI
//          demands them.
// Threads: main thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cordon::base::testing {

// CORDON_SEED when it is set and a number, else fallback (fixed, so that a commit is judged on the commit and
// not on luck).
[[nodiscard]] std::uint64_t seed_from_environment(std::uint64_t fallback);

// Path of a file below $CORDON_REAL_DATA (default ../shared/data), nothing when it is absent. With
// CORDON_REQUIRE_REAL_DATA set, an absent file ends the test program with an error instead. In a test:
//   const auto file = testing::real_data("lists/un/2026-02-27/consolidated.xml");
//   if (!file) GTEST_SKIP() << "needs the real data";
[[nodiscard]] std::optional<std::string> real_data(std::string_view path);

// Whole file; ends the program when it cannot be read. `.zst` is not unpacked here (codec/archive.h does).
[[nodiscard]] std::string read_test_file(const std::string& path);

}  // namespace cordon::base::testing
