#include "base/secure_random.h"

#include <sodium.h>

#include "base/check.h"

namespace cordon::base {

std::string random_hex(std::size_t bytes) {
    CORDON_CHECK(sodium_init() >= 0);
    std::string text;
    text.reserve(2 * bytes);
    for (std::size_t at = 0; at < bytes; ++at) {
        unsigned char byte = 0;
        randombytes_buf(&byte, 1);
        text.push_back("0123456789abcdef"[byte >> 4U]);
        text.push_back("0123456789abcdef"[byte & 0xFU]);
    }
    return text;
}

std::uint64_t random_number() {
    CORDON_CHECK(sodium_init() >= 0);
    std::uint64_t number = 0;
    randombytes_buf(&number, sizeof number);
    return number;
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           (left.empty() || sodium_memcmp(left.data(), right.data(), left.size()) == 0);
}

}  // namespace cordon::base
