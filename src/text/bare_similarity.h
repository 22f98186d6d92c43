// text/bare_similarity.h: a word written without short vowels (Arabic, Hebrew) beside a Latin word.
//
// Role:        likeness of the two, and the keys under which they meet in an index.
// Rules:       the bare word is aligned with the Latin letters: each native letter stands for no, one, two or
//              three of them at its own price, and Latin vowels may stand between. The prices are counted
//              from pairs of names in both scripts (tools/train_bare_prices.py). A written waw, yeh or alef
//              is evidence of a vowel, and its absence little evidence against one.
//              Keys: consonants by place of articulation (labial, dental, palatal and sibilant, velar, m, n,
//              l, r). Where a letter is read in two ways each way makes a key: mostly on the native side,
//              since lists and customers have more Latin words.
// Threads:     pure functions.
// Cost:        bare_similarity about 0.5 us; keys O(letters).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace cordon::text {

// 0 to 0.96. Both folded (a-z, 0-9); bare as name_tokens writes a word of such a script. May answer 0 for
// words that cannot reach floor.
[[nodiscard]] double bare_similarity(std::string_view bare, std::string_view latin, double floor);

// Appends the keys of one word; a bare word and a Latin word that may be one name share at least one.
void add_bare_keys(std::string_view word, bool vowelless, std::vector<std::uint32_t>& hashes);

}  // namespace cordon::text
