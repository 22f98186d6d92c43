#include "trade/place_fold.h"

#include <array>

#include "base/check.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "text/fold.h"

namespace cordon::trade {
namespace {

constexpr char parts_words = ' ';
constexpr char vanishes = '\0';

constexpr std::array<char, 128> ascii_table() {
    std::array<char, 128> table = {};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const char c = static_cast<char>(i);
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        table[i] = kept ? c : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : parts_words;
    }
    table['\''] = vanishes;
    table['`'] = vanishes;
    return table;
}

constexpr std::array<char, 128> ascii = ascii_table();

// Where letters go: with their origin, or alone.
struct WithOrigin {
    FoldedPlaceText& folded;
    void letter(char c, std::size_t at) {
        folded.letters += c;
        folded.origin.push_back(static_cast<std::uint32_t>(at));
    }
    void apostrophe() { folded.apostrophes.push_back(static_cast<std::uint32_t>(folded.letters.size())); }
    [[nodiscard]] bool after_word() const { return folded.letters.back() != parts_words; }
    std::size_t run(std::string_view text, std::size_t at) {
        for (; at < text.size() && static_cast<unsigned char>(text[at]) < ascii.size(); ++at) {
            const char c = ascii[static_cast<unsigned char>(text[at])];
            if (c == vanishes) {
                apostrophe();
            } else if (c != parts_words || after_word()) {
                letter(c, at);
            }
        }
        return at;
    }
};

struct LettersAlone {
    char* to;
    const char* end;
    std::size_t apostrophes = 0;
    void letter(char c, std::size_t) {
        CORDON_CHECK(to != end);
        *to++ = c;
    }
    // A run of ASCII: at most one letter a byte, for which there is room. In registers.
    std::size_t run(std::string_view text, std::size_t at) {
        char* out = to;
        char last = to[-1];
        for (; at < text.size() && static_cast<unsigned char>(text[at]) < ascii.size(); ++at) {
            const char c = ascii[static_cast<unsigned char>(text[at])];
            const bool kept = (c != vanishes) & ((c != parts_words) | (last != parts_words));
            apostrophes += c == vanishes ? 1 : 0;
            *out = c;
            out += kept ? 1 : 0;
            last = kept ? c : last;
        }
        to = out;
        return at;
    }
    void apostrophe() { ++apostrophes; }
    [[nodiscard]] bool after_word() const { return to[-1] != parts_words; }
};

template <class Target>
void fold_other(std::string_view text, std::size_t& at, Target& target) {
    const std::size_t start = at;
    const char32_t letter = base::next_code_point(text, at);
    const text::FoldedLetter one = text::fold_letter(letter);
    switch (one.letter_class) {
        case text::LetterClass::separator:
            if (target.after_word()) {
                target.letter(parts_words, start);
            }
            return;
        case text::LetterClass::joiner:
            if (letter == 0x2019 || letter == 0x2018) {
                target.apostrophe();
            }
            return;
        case text::LetterClass::letter:
        case text::LetterClass::digit:
            for (const char c : one.ascii) {
                target.letter(c, start);
            }
            return;
    }
}

// Whether there was anything but ASCII.
template <class Target>
bool fold_all(std::string_view text, Target& target) {
    bool other = false;
    target.letter(parts_words, 0);
    std::size_t at = 0;
    while (at < text.size()) {
        at = target.run(text, at);
        if (at < text.size()) {
            fold_other(text, at, target);
            other = true;
        }
    }
    if (target.after_word()) {
        target.letter(parts_words, text.size());
    }
    return other;
}

}  // namespace

void fold_places(std::string_view text, FoldedPlaceText& folded) {
    folded.letters.clear();
    folded.origin.clear();
    folded.apostrophes.clear();
    WithOrigin target{folded};
    fold_all(text, target);
}

bool fold_place_letters(std::string_view text, std::string& letters) {
    bool endings = false;
    // The most that fold_letter makes is 14 letters of three bytes (U+FDFA).
    constexpr std::size_t letters_a_byte_max = 5;
    letters.resize_and_overwrite(text.size() * letters_a_byte_max + 2, [&](char* out, std::size_t room) {
        LettersAlone target{out, out + room};
        endings = fold_all(text, target) || target.apostrophes > 0;
        return static_cast<std::size_t>(target.to - out);
    });
    return endings;
}

std::string folded_name(std::string_view name) {
    FoldedPlaceText folded;
    fold_places(name, folded);
    return std::string(base::trim(folded.letters));
}

std::size_t code_point_end(std::string_view text, std::size_t at) {
    if (at >= text.size()) {
        return text.size();
    }
    (void)base::next_code_point(text, at);
    return at;
}

}  // namespace cordon::trade
