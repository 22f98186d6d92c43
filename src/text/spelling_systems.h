// text/spelling_systems.h: native letters to Latin spelling, by the usage of a country or a registry.
//
// Role:    data behind text/name_readings.h: each system lists where it differs from text/fold.h.
// Rules:   Cyrillic. scholarly: ISO 9 and GOST 7.79 A, and the Latin alphabets of Serbia, Croatia and
//          Czechia, without their marks. polish: PWN transcription. french: the transcription of Russian
//          passports until 1997, and of the francophone press. german: Duden transcription. ukrainian:
//          Cabinet of Ministers resolution 55 of 2010. romance: French and Italian names, by the rules with
//          which Russian writes them (Gilyarevsky and Starostin, Foreign names in Russian text, 1985) read
//          backwards. japanese: Polivanov's system read backwards, to Hepburn. chinese:
//          Palladius' system read backwards, to Pinyin.
//          Greek. elot: ELOT 743 with its rules for pairs of letters. spoken: as the press spells what is
//          heard (d, g, h, i). Written for Cordon from these systems.
// Threads: constants.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace cordon::text {

// '^' before a pattern: only at the start of a word; '$' behind it: only at its end.
struct SpellingRow {
    std::u32string_view letters;  // lower case
    std::string_view latin;
};

// Longest pattern first; what no row has is spelled by fold_letter.
struct SpellingSystem {
    std::string_view name;
    std::span<const SpellingRow> rows;
};

[[nodiscard]] std::span<const SpellingSystem> cyrillic_systems();
[[nodiscard]] std::span<const SpellingSystem> greek_systems();  // letters without accents

// The word (lower-case letters of one script) under the system.
[[nodiscard]] std::string spelled_by(const SpellingSystem& system, std::u32string_view word);

// Japanese and Chinese words in Cyrillic letters, by Polivanov and Palladius; "" for a word that has letters
// or syllables which their systems do not, or that reads no different in plain letters.
[[nodiscard]] std::string hepburn_of_polivanov(std::u32string_view word);
[[nodiscard]] std::string pinyin_of_palladius(std::u32string_view word);

}  // namespace cordon::text
