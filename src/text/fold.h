// text/fold.h: letters of the world to the ASCII letters in which names are compared.
//
// Role:        code point by code point: case, marks and compatibility forms folded away, other scripts
//              romanised. What depends on the word (Arabic waw and yeh, articles, patronymics) is in
//              text/name_tokens.h.
// Rules:       Latin: Unicode NFKD without marks, and the letters that NFKD keeps (ø, ß, ł, ...). Cyrillic:
//              BGN/PCGN 1947 simplified, with the Ukrainian, Serbian and Central Asian letters. Greek: ELOT
//              743 by letter. Arabic, Persian, Urdu, Pashto, Kurdish: BGN/PCGN by letter, hamza and ayn
//              dropped. Hebrew: Academy 2006 by letter. Hangul: Revised Romanization by letter. Kana:
//              Hepburn. Han: Pinyin (ICU Han-Latin). Others: ICU Any-Latin.
// Threads:     pure functions; the first call fills the tables (guarded by the language).
// Determinism: one ICU version, one answer; the build pins ICU 72.
// Cost:        one table look-up per code point of the scripts above; ICU only for others.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cordon::text {

enum class LetterClass : std::uint8_t {
    separator,  // blank, hyphen, comma, anything that ends a word
    joiner,     // apostrophes, ayn and hamza signs, combining marks, joiners: vanish inside a word
    letter,     // a letter with a folded form
    digit,
};

enum class ScriptFamily : std::uint8_t {
    none,
    latin,
    cyrillic,
    greek,
    arabic,
    hebrew,
    han,
    hangul,
    kana,
    other
};

struct FoldedLetter {
    std::string_view ascii;  // lower-case letters or one digit; static storage
    LetterClass letter_class = LetterClass::separator;
    ScriptFamily script = ScriptFamily::none;
};

[[nodiscard]] FoldedLetter fold_letter(char32_t code_point);

// The whole text through ICU (Any-Latin; Latin-ASCII; lower case), for scripts without a table of ours. Slow.
[[nodiscard]] std::string romanise_by_icu(std::string_view utf8);

// The Latin letter that looks like this Cyrillic or Greek one, 0 when none does: for words of mixed script.
[[nodiscard]] char look_alike(char32_t code_point);

}  // namespace cordon::text
