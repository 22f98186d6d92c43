// text/token_similarity.h: how alike two folded words are, 0 to 1.
//
// Role:    the measure under the name score. The better of two edit distances: on letters, where a slip, a
//          swap or a look-alike costs its own price; and on sounds, where the usual spellings of one sound
//          cost little. Unvowelled words (Arabic, Hebrew) are compared without short vowels.
// Rules:   Damerau-Levenshtein with prices (restricted transpositions); prices in token_similarity.cc, one
//          table.
// Threads: pure functions.
// Cost:    O(letters squared), at most 64 letters each; about 0.2 us for names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cordon::text {

// What of a word is worked out once and used in every comparison.
struct ComparedWord {
    std::string_view text;
    std::string_view sounds;      // sound_letters(text)
    std::uint32_t signature = 0;  // sound_signature(text)
    bool vowelless = false;
};

// One letter a sound: digraphs become letters of their own (upper case), doubled letters one.
[[nodiscard]] std::string sound_letters(std::string_view word);

// 1 for equal letters. Symmetric. Words that share too few sounds give 0 without a closer look, and so may
// words that cannot reach floor.
[[nodiscard]] double token_similarity(const ComparedWord& left, const ComparedWord& right, double floor = 0);

// What is left of the likeness of words written together across scripts: unvowelled ones have many chances to
// meet a word by accident.
[[nodiscard]] double doubted_together(double alike);

// The same from letters alone, of words written together: across scripts doubted.
[[nodiscard]] double word_similarity(std::string_view left, std::string_view right,
                                     bool left_vowelless = false, bool right_vowelless = false,
                                     double floor = 0);

}  // namespace cordon::text
