#include "trade/place_fold.h"

#include <array>

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

void fold_other(std::string_view text, std::size_t& at, FoldedPlaceText& folded) {
    const auto start = static_cast<std::uint32_t>(at);
    const char32_t letter = base::next_code_point(text, at);
    const text::FoldedLetter one = text::fold_letter(letter);
    switch (one.letter_class) {
        case text::LetterClass::separator:
            if (folded.letters.back() != parts_words) {
                folded.letters += parts_words;
                folded.origin.push_back(start);
            }
            return;
        case text::LetterClass::joiner:
            if (letter == 0x2019 || letter == 0x2018) {
                folded.apostrophes.push_back(static_cast<std::uint32_t>(folded.letters.size()));
            }
            return;
        case text::LetterClass::letter:
        case text::LetterClass::digit:
            folded.letters += one.ascii;
            folded.origin.insert(folded.origin.end(), one.ascii.size(), start);
            return;
    }
}

// A run of ASCII; the buffers have room for every byte of it.
std::size_t fold_ascii(std::string_view text, std::size_t at, FoldedPlaceText& folded) {
    std::size_t count = folded.letters.size();
    const std::size_t room = count + (text.size() - at);
    folded.letters.resize(room);
    folded.origin.resize(room);
    char* const letters = folded.letters.data();
    std::uint32_t* const origin = folded.origin.data();
    for (; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte >= ascii.size()) {
            break;
        }
        const char c = ascii[byte];
        if (c == vanishes) {
            folded.apostrophes.push_back(static_cast<std::uint32_t>(count));
            continue;
        }
        letters[count] = c;
        origin[count] = static_cast<std::uint32_t>(at);
        count += c != parts_words || letters[count - 1] != parts_words ? 1 : 0;
    }
    folded.letters.resize(count);
    folded.origin.resize(count);
    return at;
}

}  // namespace

void fold_places(std::string_view text, FoldedPlaceText& folded) {
    folded.letters.assign(1, parts_words);
    folded.origin.assign(1, 0);
    folded.apostrophes.clear();
    std::size_t at = 0;
    while (at < text.size()) {
        at = fold_ascii(text, at, folded);
        while (at < text.size() && static_cast<unsigned char>(text[at]) >= ascii.size()) {
            fold_other(text, at, folded);
        }
    }
    if (folded.letters.back() != parts_words) {
        folded.letters += parts_words;
        folded.origin.push_back(static_cast<std::uint32_t>(text.size()));
    }
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
