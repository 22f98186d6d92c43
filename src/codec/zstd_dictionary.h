// codec/zstd_dictionary.h: short texts packed beside one that they resemble.
//
// Role:        texts of some kB that say nearly the same shrink to what differs; each by itself shrinks to a
//              half. (RFC 8878 5; a raw dictionary: any bytes)
// Ownership:   keeps its own copy of the dictionary.
// Threads:     one at a time.
// Determinism: same bytes, dictionary and library, same packed bytes; any library unpacks those of another.
// Cost:        some microseconds for some kB.
// Errors:      decompress: invalid_input for what was not packed with this dictionary, limit_exceeded for
//              what says that it is larger than asked. Bytes that were changed may unpack to others: whoever
//              must know keeps a hash.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cordon::codec {

class ZstdDictionary {
public:
    // "": packs each by itself.
    explicit ZstdDictionary(std::string_view bytes);
    ~ZstdDictionary();
    ZstdDictionary(ZstdDictionary&&) noexcept;
    ZstdDictionary& operator=(ZstdDictionary&&) noexcept;

    [[nodiscard]] std::string compress(std::string_view bytes);
    [[nodiscard]] base::Result<std::string> decompress(std::string_view packed,
                                                       std::uint64_t unpacked_bytes_max);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace cordon::codec
