// trade/goods_words.h: a text as words in which goods are looked up, whatever script and inflection.
//
// Role:        split_words gives the words of a text with their bytes; word_fits says whether a word of the
//              table stands behind a word of a text.
// Rules:       Latin letters are folded to ASCII (text/fold.h); Cyrillic is lower case with e for yo; Arabic
//              without vowel marks and tatweel, alef, yeh, waw and teh marbuta in one form each. Inflection
//              is by ending, per language: English and French plurals, Russian case endings, Turkish case,
//              plural and possessive endings (not -li and -siz, which make another word), Arabic prefixes
//              (wa-, al-, bi-, li-) and plural endings. A table word that ends in * fits as a prefix.
// Ownership:   new strings.
// Threads:     pure functions.
// Determinism: text in, words out.
// Cost:        O(bytes).
// Errors:      none; ill-formed bytes separate words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cordon::trade {

enum class WordLanguage : std::uint8_t { any, en, ar, ru, tr, fr };

struct TextWord {
    std::string letters;    // folded
    std::size_t begin = 0;  // bytes of the text
    std::size_t end = 0;
    bool number = false;  // begins with a digit
    bool arabic = false;
    bool cyrillic = false;
    bool breaks = false;  // what stands between the word before and this one parts two items: ; + | line end
    bool comma = false;   // a comma, colon, bracket or full stop stands between
    bool elided = false;  // an apostrophe joins it to the word before
};

[[nodiscard]] std::vector<TextWord> split_words(std::string_view text);

// Forms of a word without its Arabic prefixes; the word itself first. Others: the word alone.
struct WordForm {
    std::string letters;
    bool purpose = false;  // li-l-: "for the ..."
};
[[nodiscard]] std::vector<WordForm> forms_of(const TextWord& word);

// pattern: a folded word of the table, maybe with * at its end.
[[nodiscard]] bool word_fits(std::string_view form, std::string_view pattern, WordLanguage language);

// English, Turkish or French, from letters and small words; any when nothing tells.
[[nodiscard]] WordLanguage guess_latin_language(std::string_view text, const std::vector<TextWord>& words);

}  // namespace cordon::trade
