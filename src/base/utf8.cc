#include "base/utf8.h"

#include "base/check.h"

namespace cordon::base {

namespace {

struct Sequence {
    char32_t code_point;
    std::size_t bytes;
    bool valid;
};

Sequence read(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t offset) {
        return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0U;
    };
    const unsigned first = byte(0);
    if (first < 0x80U) {
        return {first, 1, true};
    }
    const std::size_t length = first >= 0xF0U ? 4 : first >= 0xE0U ? 3 : 2;
    if (first < 0xC2U || first > 0xF4U) {
        return {replacement_character, 1, false};
    }
    char32_t code_point = first & (length == 2 ? 0x1FU : length == 3 ? 0x0FU : 0x07U);
    for (std::size_t offset = 1; offset < length; ++offset) {
        if ((byte(offset) & 0xC0U) != 0x80U) {
            return {replacement_character, 1, false};
        }
        code_point = (code_point << 6U) | (byte(offset) & 0x3FU);
    }
    const bool overlong = (length == 3 && code_point < 0x800U) || (length == 4 && code_point < 0x10000U);
    const bool surrogate = code_point >= 0xD800U && code_point <= 0xDFFFU;
    if (overlong || surrogate || code_point > 0x10FFFFU) {
        return {replacement_character, 1, false};
    }
    return {code_point, length, true};
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
    CORDON_DCHECK(at < text.size());
    const Sequence found = read(text, at);
    at += found.bytes;
    return found.code_point;
}

void append_utf8(std::string& text, char32_t code_point) {
    const auto push = [&](char32_t byte) {
        text.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
    };
    if (code_point > 0x10FFFFU || (code_point >= 0xD800U && code_point <= 0xDFFFU)) {
        code_point = replacement_character;
    }
    if (code_point < 0x80U) {
        push(code_point);
    } else if (code_point < 0x800U) {
        push(0xC0U | (code_point >> 6U));
        push(0x80U | (code_point & 0x3FU));
    } else if (code_point < 0x10000U) {
        push(0xE0U | (code_point >> 12U));
        push(0x80U | ((code_point >> 6U) & 0x3FU));
        push(0x80U | (code_point & 0x3FU));
    } else {
        push(0xF0U | (code_point >> 18U));
        push(0x80U | ((code_point >> 12U) & 0x3FU));
        push(0x80U | ((code_point >> 6U) & 0x3FU));
        push(0x80U | (code_point & 0x3FU));
    }
}

std::u32string to_utf32(std::string_view text) {
    std::u32string wide;
    wide.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        wide.push_back(next_code_point(text, at));
    }
    return wide;
}

std::string to_utf8(std::u32string_view text) {
    std::string narrow;
    narrow.reserve(text.size());
    for (const char32_t code_point : text) {
        append_utf8(narrow, code_point);
    }
    return narrow;
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Sequence found = read(text, at);
        if (!found.valid) {
            return at;
        }
        at += found.bytes;
    }
    return {};
}

std::size_t code_point_count(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) {
        at += read(text, at).bytes;
    }
    return count;
}

}  // namespace cordon::base
