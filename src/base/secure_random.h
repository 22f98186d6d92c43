// base/secure_random.h: randomness that nobody can guess, and comparison that tells nothing by its time.
//
// Role:    secrets (API keys) and seeds of generators of ids. Everything that must be repeatable takes
//          base/prng.h instead.
// Threads: any.
// Errors:  a system without randomness is a CHECK.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cordon::base {

// Lower-case hexadecimal, two letters for each byte.
[[nodiscard]] std::string random_hex(std::size_t bytes);
[[nodiscard]] std::uint64_t random_number();
// Takes as long for equal texts as for different ones of that length; lengths themselves are no secret.
[[nodiscard]] bool equal_in_constant_time(std::string_view left, std::string_view right);

}  // namespace cordon::base
