// text/kana_spelling.h: Japanese kana to Latin spelling.
//
// Role:    a run of kana as one word, small kana joined to what stands before them.
// Rules:   hepburn: modified Hepburn, long vowels short (Ono, Junichiro), doubled consonants doubled.
//          written: the same with long vowels as written (Ohno as oono, Junichirou). kunrei: Kunrei-shiki of
//          1954 (si, ti, tu, zya). foreign: a foreign name in katakana; u behind a consonant, and o behind a
//          last t or d, stand for no vowel; r for r or l. Written for Cordon from these systems.
// Threads: pure functions.
// Cost:    O(letters).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cordon::text {

enum class KanaUsage : std::uint8_t { hepburn, written, kunrei, foreign_r, foreign_l };

[[nodiscard]] constexpr bool is_kana(char32_t letter) {
    return (letter >= 0x3041 && letter <= 0x30FF && letter != 0x30FB) ||
           (letter >= 0xFF66 && letter <= 0xFF9D);
}

[[nodiscard]] std::string spelled_kana(std::u32string_view kana, KanaUsage usage);

}  // namespace cordon::text
