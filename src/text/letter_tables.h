// text/letter_tables.h: letter to ASCII, one readable table a script; read by text/fold.cc only.
//
// Role:    data. Sources are named in text/fold.h.
// Threads: constants.
#pragma once

#include <span>
#include <string_view>

namespace cordon::text {

struct LetterRow {
    char32_t letter;
    std::string_view ascii;  // "" = the letter vanishes inside a word
};

[[nodiscard]] std::span<const LetterRow> latin_letters();     // those that NFKD does not decompose
[[nodiscard]] std::span<const LetterRow> cyrillic_letters();  // lower case
[[nodiscard]] std::span<const LetterRow> greek_letters();     // lower case, without accents
[[nodiscard]] std::span<const LetterRow> arabic_letters();
[[nodiscard]] std::span<const LetterRow> hebrew_letters();
[[nodiscard]] std::span<const LetterRow> kana_letters();  // katakana; hiragana is 0x60 below
[[nodiscard]] std::span<const LetterRow> georgian_letters();
[[nodiscard]] std::span<const LetterRow> armenian_letters();  // lower case
[[nodiscard]] std::span<const LetterRow> look_alike_letters();

}  // namespace cordon::text
