// codec/archive.h: zip in, zstd both ways; every expansion is bounded before it happens.
//
// Role:      list publishers ship zips; the registry keeps raw files as zstd.
// Limits:    ArchiveLimits: entries, unpacked bytes of all entries, ratio of unpacked to packed bytes (of
//            each entry and of all together). Sizes that a header states are not believed: the limits are
//            checked while unpacking, and a size that turns out wrong is an error.
// Ownership: results own their bytes.
// Threads:   pure functions.
// Cost:      O(unpacked bytes).
// Errors:    invalid_input (not a zip, damaged, cut short, bad checksum, empty, two files of one name, entry
//            name absolute or with "..", encrypted, symbolic link), unsupported (packed by another method
//            than deflate), limit_exceeded (names the limit). Nothing is written to disk.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cordon::codec {

struct ArchiveLimits {
    std::uint32_t entries_max = 64;
    std::uint64_t unpacked_bytes_max = 512ULL << 20U;  // of all entries together
    std::uint32_t ratio_max = 100;                     // unpacked : packed, once unpacked is over 1 MiB
};

struct ArchiveEntry {
    std::string name;  // file name without folders
    std::string bytes;
};

[[nodiscard]] bool looks_like_zip(std::string_view bytes);
[[nodiscard]] bool looks_like_zstd(std::string_view bytes);
[[nodiscard]] base::Result<std::vector<ArchiveEntry>> unzip(std::string_view bytes,
                                                            const ArchiveLimits& limits = {});

[[nodiscard]] std::string zstd_compress(std::string_view bytes, int level = 9);
// The ratio limit does not apply here: lists compress well, and the bytes limit bounds the result.
[[nodiscard]] base::Result<std::string> zstd_decompress(std::string_view bytes,
                                                        std::uint64_t unpacked_bytes_max = 512ULL << 20U);

}  // namespace cordon::codec
