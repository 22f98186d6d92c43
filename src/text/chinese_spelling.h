// text/chinese_spelling.h: Chinese letters to Latin spelling, and telegraph codes to letters.
//
// Role:    a run of Han letters as one word under a usage; where the surname ends, and how surnames are read
//          that are read otherwise than as words; four-digit codes as payment messages carry them.
// Rules:   pinyin: Hanyu Pinyin, the readings of ICU and of surnames. wade_giles: Wade-Giles without marks,
//          worked out from Pinyin. cantonese: the spelling customary in Hong Kong, worked out from the
//          Jyutping of Unihan (kCantonese), surnames by custom. korean: the Korean reading (kHangul) in the
//          spelling of the DPRK. Telegraph codes: the Standard Telegraph Codebook of 1983 and the Taiwanese
//          one (kMainlandTelegraph, kTaiwanTelegraph of Unihan, UAX 38). Tables of surnames written for
//          Cordon. A build without Unihan has no Cantonese, Korean and telegraph codes.
// Threads: pure functions.
// Cost:    O(letters).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cordon::text {

enum class ChineseUsage : std::uint8_t { pinyin, wade_giles, cantonese, korean };

[[nodiscard]] constexpr bool is_han(char32_t letter) {
    return (letter >= 0x3400 && letter <= 0x9FFF);
}

// "" when a letter has no reading under the usage.
[[nodiscard]] std::string spelled_chinese(std::u32string_view han, ChineseUsage usage);
[[nodiscard]] std::string spelled_chinese_surname(std::u32string_view surname, ChineseUsage usage);

// How many letters of a name of one word are its surname: 1, 2 for the compound ones, 0 when the word is no
// Chinese personal name (more than four letters).
[[nodiscard]] std::size_t chinese_surname_letters(std::u32string_view word);

// A name of two to four letters with a surname of Korea, all of whose letters have a Korean reading.
[[nodiscard]] bool may_be_korean(std::u32string_view word);

// Two to six groups of four digits on end, each a code: the letters they stand for, in their place; "" when
// the text has none. rest is the text without them.
struct TelegraphName {
    std::u32string mainland;
    std::u32string taiwan;
    std::string rest;
};
[[nodiscard]] bool may_have_telegraph_codes(std::string_view utf8);
[[nodiscard]] TelegraphName read_telegraph_codes(std::string_view utf8);

// False in a build without Unihan.
[[nodiscard]] bool has_unihan();

}  // namespace cordon::text
