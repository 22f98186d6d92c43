// Goal: no bytes make the unpacking crash or go beyond its limits.
#include "codec/archive.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view packed(reinterpret_cast<const char*>(bytes), size);
    const cordon::codec::ArchiveLimits limits{.entries_max = 8, .unpacked_bytes_max = 1U << 20U};
    if (const auto entries = cordon::codec::unzip(packed, limits)) {
        std::uint64_t unpacked_bytes = 0;
        for (const cordon::codec::ArchiveEntry& entry : *entries) {
            CORDON_CHECK(!entry.name.empty() && entry.name.find_first_of("/\\") == std::string::npos);
            unpacked_bytes += entry.bytes.size();
        }
        CORDON_CHECK(!entries->empty() && entries->size() <= limits.entries_max);
        CORDON_CHECK(unpacked_bytes <= limits.unpacked_bytes_max);
    }
    if (const auto unpacked = cordon::codec::zstd_decompress(packed, 1U << 20U)) {
        CORDON_CHECK(unpacked->size() <= 1U << 20U);
    }
    const auto back = cordon::codec::zstd_decompress(cordon::codec::zstd_compress(packed, 1));
    CORDON_CHECK(back && *back == packed);
    return 0;
}
