// text/token_similarity.h: how alike two folded words are, 0 to 1.
//
// Role:        the measure under the name score. The better of two edit distances: on letters, where a slip,
// a swap or a
//              look-alike costs its own price; and on sounds, where the usual spellings of one sound cost
//              little. Unvowelled words (Arabic, Hebrew) are compared without short vowels.
// Rules:       Damerau-Levenshtein with prices (restricted transpositions); prices in token_similarity.cc,
// one table. Threads:     pure functions. Cost:        O(letters squared), at most 64 letters each; about 0.2
// us for names.
#pragma once

#include <cstdint>
#include <string_view>

namespace cordon::text {

struct ComparedWord {
    std::string_view text;
    bool vowelless = false;
    std::uint32_t signature = 0;  // sound_signature(text) when the caller has it; 0: worked out here
};

// 1 for equal letters. Symmetric. Words that share too few sounds give 0 without a closer look.
[[nodiscard]] double token_similarity(const ComparedWord& left, const ComparedWord& right);

}  // namespace cordon::text
