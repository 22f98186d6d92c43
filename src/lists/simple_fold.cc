#include "lists/simple_fold.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/strings.h"
#include "base/utf8.h"

namespace cordon::lists {

namespace {

// U+00C0 to U+017F; "" where there is no Latin letter to stand for it.
constexpr auto latin = std::to_array<std::string_view>({
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",   // C0
    "d", "n", "o",  "o",  "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "ss",  // D0
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",   // E0
    "d", "n", "o",  "o",  "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "y",   // F0
    "a", "a", "a",  "a",  "a", "a", "c",  "c", "c", "c", "c", "c", "c", "c", "d",  "d",   // 100
    "d", "d", "e",  "e",  "e", "e", "e",  "e", "e", "e", "e", "e", "g", "g", "g",  "g",   // 110
    "g", "g", "g",  "g",  "h", "h", "h",  "h", "i", "i", "i", "i", "i", "i", "i",  "i",   // 120
    "i", "i", "ij", "ij", "j", "j", "k",  "k", "k", "l", "l", "l", "l", "l", "l",  "l",   // 130
    "l", "l", "l",  "n",  "n", "n", "n",  "n", "n", "n", "n", "n", "o", "o", "o",  "o",   // 140
    "o", "o", "oe", "oe", "r", "r", "r",  "r", "r", "r", "s", "s", "s", "s", "s",  "s",   // 150
    "s", "s", "t",  "t",  "t", "t", "t",  "t", "u", "u", "u", "u", "u", "u", "u",  "u",   // 160
    "u", "u", "u",  "u",  "w", "w", "y",  "y", "y", "z", "z", "z", "z", "z", "z",  "s",   // 170
});
static_assert(latin.size() == 0x180 - 0xC0);

bool is_dropped(char32_t c) {
    return c == U'\'' || c == U'`' || c == U'\u00B4' || (c >= 0x2018 && c <= 0x201B) ||
           (c >= 0x02B9 && c <= 0x02CF) || (c >= 0x0300 && c <= 0x036F) || c == 0x200C || c == 0x200D;
}

bool is_blank(char32_t c) {
    return c <= 0x2F || (c >= 0x3A && c <= 0x40) || (c >= 0x5B && c <= 0x60) || (c >= 0x7B && c <= 0xBF) ||
           (c >= 0x2000 && c <= 0x206F);
}

}  // namespace

std::string simple_fold(std::string_view name) {
    std::string out;
    out.reserve(name.size());
    for (std::size_t at = 0; at < name.size();) {
        const char letter = name[at];
        if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) {
            out += letter;
            ++at;
            continue;
        }
        const char32_t c = base::next_code_point(name, at);
        if (is_dropped(c)) {
            continue;
        }
        if (is_blank(c)) {
            out += ' ';
        } else if (c >= U'A' && c <= U'Z') {
            out += static_cast<char>(c + (U'a' - U'A'));
        } else if (c >= 0xC0 && c < 0x180) {
            out += latin[c - 0xC0];
        } else {
            base::append_utf8(out, c);
        }
    }
    return base::collapse_whitespace(out);
}

std::string folded_words(std::string_view name) {
    const std::string folded = simple_fold(name);
    std::vector<std::string_view> words = base::split(folded, ' ');
    if (words.size() < 2) {
        return "";
    }
    std::ranges::sort(words);
    std::string out;
    for (const std::string_view word : words) {
        out += out.empty() ? "" : " ";
        out += word;
    }
    return out;
}

}  // namespace cordon::lists
