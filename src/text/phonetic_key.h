// text/phonetic_key.h: words that sound alike, or differ by a slip, to equal keys.
//
// Role:        sound_key brings the usual spellings of one name in Latin letters to one short form:
//              consonants by class, each run of vowels one 'a'. skeleton_key drops vowels too, so that
//              unvowelled Arabic and Hebrew meet it. key_hashes gives the keys under which the index files a
//              word: two words whose sound keys are one slip apart share at least one of them (symmetric
//              deletion, after Garbe's SymSpell, on sound keys). Nicknames share the keys of their groups
//              (text/nicknames.h), and words that scanners mix up the key of what they are read as. A word
//              that a field's length has cut short seeks the key of how words begin.
// Rules:       classes after the romanisation systems named in text/fold.h and the habits of English, French,
//              German, Spanish, Turkish and Malay spelling: kh q c k = k, gh g = g, sh ch j zh dj tsch = j,
//              th d dh t = t, ph f = f, z s c(e,i) = s, w at the start = v, y at the start = j, h is silent.
//              Related to Soundex and Daitch-Mokotoff, coarser in vowels.
// Threads:     pure functions.
// Cost:        O(letters); key_hashes O(letters squared) with at most 24 letters taken.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cordon::text {

[[nodiscard]] std::string sound_key(std::string_view word);
[[nodiscard]] std::string skeleton_key(std::string_view word);

// Bit i: the sound class i occurs in the word; words that share few classes need no closer look, unless both
// have nicknames (text/nicknames.h) or a scanner may take one for the other: two bits more tell that.
constexpr std::uint32_t nickname_bit = std::uint32_t{1} << 31U;
constexpr std::uint32_t scanner_bit = std::uint32_t{1} << 30U;
// And one: the word is a syllable of Chinese or Korean names.
constexpr std::uint32_t syllable_bit = std::uint32_t{1} << 29U;
constexpr std::uint32_t sound_bits = syllable_bit - 1;
[[nodiscard]] std::uint32_t sound_signature(std::string_view word);

// The word with groups of letters that scanners take for one letter read as that letter: "tarnas" is "tamas",
// and digits as the letters they look like.
[[nodiscard]] std::string read_by_scanner(std::string_view word);

// Hashes to file a word under; sorted, each once. Empty for a word without letters or digits. A word mostly
// of digits has one: a reference with another digit is another reference.
void key_hashes(std::string_view word, bool vowelless, std::vector<std::uint32_t>& hashes);

// Hashes to look a word up by: the same, but that a word of a script without vowels seeks the keys that Latin
// words have for it (text/bare_similarity.h), and a Latin word those of the others. cut: its end may be
// missing.
void sought_hashes(std::string_view word, bool vowelless, bool cut, std::vector<std::uint32_t>& hashes);

// The key of key_hashes that words of one sound key share.
[[nodiscard]] std::uint32_t sound_key_hash(std::string_view word);

// The hash of the sound key alone, for words written together.
[[nodiscard]] std::uint32_t sound_hash(std::string_view word);

}  // namespace cordon::text
