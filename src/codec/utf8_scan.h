// codec/utf8_scan.h: is this well-formed UTF-8? for megabytes of mostly ASCII text.
//
// Role:    same answer as base::first_invalid_utf8, which decodes each code point; this one steps over ASCII
//          eight bytes at a time, because list files and customer files are mostly that.
// Threads: pure function.
// Cost:    O(bytes); several GB/s on ASCII.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "base/utf8.h"

namespace cordon::codec {

// Offset of the first ill-formed byte, nothing when all is well.
[[nodiscard]] inline std::optional<std::size_t> first_ill_formed_utf8(std::string_view text) {
    constexpr std::uint64_t high_bits = 0x8080808080808080ULL;
    for (std::size_t at = 0; at < text.size();) {
        std::uint64_t eight = 0;
        if (at + sizeof eight <= text.size()) {
            std::memcpy(&eight, text.data() + at, sizeof eight);
            if ((eight & high_bits) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        if (static_cast<unsigned char>(text[at]) < 0x80U) {
            ++at;
            continue;
        }
        const std::size_t begin = at;
        // U+FFFD itself takes three bytes; one that took a single byte stands for a bad one.
        if (base::next_code_point(text, at) == base::replacement_character && at == begin + 1) {
            return begin;
        }
    }
    return {};
}

}  // namespace cordon::codec
