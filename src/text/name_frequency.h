// text/name_frequency.h: how often a word stands in the names of ordinary people and companies.
//
// Role:    the background against which a shared word is judged: that two names share "Muhammad" or "Trading"
//          says little, that they share a word of neither table says much.
// Rules:   level n = about 2^n times in a background of a million names, 0 = rare. Two tables: one written by
//          tools/write_name_frequency.py from CC0 sources (named there), and one compiled for Cordon from
//          general knowledge, for names and company words that those sources have too seldom. A word of
//          neither table is as common as all words together that sound like it, less a margin.
// Threads: constants; the first call fills the tables (guarded by the language).
// Cost:    two hash look-ups and a sound key.
#pragma once

#include <string_view>

namespace cordon::text {

// 0 (rare) to 15, of a folded word (text/name_tokens.h).
[[nodiscard]] int name_frequency(std::string_view word);

// A syllable of Chinese or Korean names as they are written in Latin letters: "zhang", "myong".
[[nodiscard]] bool is_east_asian_syllable(std::string_view word);
// Whether it can be parted into such syllables without a rest: "zhangming". O(letters); at most 64 of them.
[[nodiscard]] bool is_of_east_asian_syllables(std::string_view word);

// A word of what firms do and are, in the second table: "savings", "hotel".
[[nodiscard]] bool is_company_word(std::string_view word);

// The written table: "level word word ... level word ...".
[[nodiscard]] std::string_view name_frequency_table();

}  // namespace cordon::text
