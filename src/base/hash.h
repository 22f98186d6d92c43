// base/hash.h: SHA-256 for what must be provable, XXH3 for what must only be fast.
//
// Role:    content hashes of files, listings and policies (SHA-256, OpenSSL); checksums of our own cache
//          files (XXH3, not against an attacker).
// Threads: pure functions; one Sha256 per thread.
// Cost:    about 1.5 GB/s (SHA extensions) and 10 GB/s.
// Errors:  parse_sha256: invalid_input. Nothing else fails; the library failing to start is a CHECK.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cordon::base {

class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void add(std::string_view bytes);
    // Lower-case hexadecimal, 64 letters. Call once.
    [[nodiscard]] std::string hex();

private:
    struct State;
    std::unique_ptr<State> state_;
};

[[nodiscard]] std::string sha256_hex(std::string_view bytes);

using Sha256Digest = std::array<unsigned char, 32>;
[[nodiscard]] Sha256Digest sha256(std::string_view bytes);
[[nodiscard]] std::string to_hex(const Sha256Digest& digest);
// 64 hexadecimal letters.
[[nodiscard]] Result<Sha256Digest> parse_sha256(std::string_view hex);
[[nodiscard]] std::uint64_t fast_checksum(std::string_view bytes);

}  // namespace cordon::base
