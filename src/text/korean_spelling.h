// text/korean_spelling.h: Hangul to Latin spelling, by four usages.
//
// Role:    a run of Hangul syllables as one word, with the sound changes between syllables that spelling
//          shows; surnames by the spellings their bearers use.
// Rules:   revised: Revised Romanization of 2000 (notice 2000-8), with its assimilations (r to n and l,
//          nasals before nasals, tails that move over to a vowel). customary: how South Koreans spell their
//          own names (young, hyun, soo, Lee, Park, Choi). northern: the DPRK's system of 1992 as its
//          passports use it (Kim Jong, Ri, Pak). mccune: McCune-Reischauer without marks (chong, tong,
//          pyong). foreign: foreign names written in Hangul, whose eu between consonants stands for no vowel.
//          Written for Cordon from these systems.
// Threads: pure functions.
// Cost:    O(syllables).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cordon::text {

enum class KoreanUsage : std::uint8_t { revised, customary, northern, mccune, foreign_r, foreign_l };

[[nodiscard]] constexpr bool is_hangul_syllable(char32_t letter) {
    return letter >= 0xAC00 && letter <= 0xD7A3;
}

// REQUIRES: only Hangul syllables.
[[nodiscard]] std::string spelled_korean(std::u32string_view syllables, KoreanUsage usage);

// Whether two Latin spellings are of different syllables whatever the usage: a consonant or vowel of the one
// is nowhere written as the one in its place ("suk" and "sik", "jong" and "yong", "hun" and "won", but not
// "jong", "jung" and "cheong"). False where `right` is not of Korean or Chinese syllables: foreign names have
// others.
[[nodiscard]] bool korean_spellings_clash(std::string_view left, std::string_view right);

// How many syllables of a name of one word are its surname: 1, 2 for the few long surnames, 0 when the word
// is no Korean personal name (more than four syllables).
[[nodiscard]] std::size_t korean_surname_syllables(std::u32string_view word);

// The surname under the usage; as spelled_korean where no custom is known.
[[nodiscard]] std::string spelled_korean_surname(std::u32string_view surname, KoreanUsage usage);

}  // namespace cordon::text
