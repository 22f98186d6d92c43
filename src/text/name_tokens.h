// text/name_tokens.h: a name as written to the words in which names are compared.
//
// Role:        folds letters (text/fold.h), parts words, and brings the building blocks of names to one form,
//              so that "Abd al-Rahman", "Abdurrahman", "عبد الرحمن" come out as the same words. Tells titles,
//              particles and legal forms from the words that say who somebody is.
// Rules:       words of Arabic origin: the servant-of compounds (abd + al + name of God), kunya (abu),
//              patronymic (bin), article with sun letters, -ullah, -uddin, -ur-Rahman; BGN/PCGN romanisation
//              notes. A word of mixed Latin and look-alike letters is read as Latin (Unicode TR 39,
//              confusables). See docs/reference/name-comparison.md.
// Ownership:   TokenisedName owns its words; reuse it between calls to save allocations.
// Threads:     pure function.
// Determinism: same text, same words.
// Cost:        O(code points).
// Errors:      none: a text without letters or digits gives no words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/fold.h"

namespace cordon::text {

enum class TokenRole : std::uint8_t {
    word,        // says who it is
    particle,    // al, bin, abu, de, van, of, and
    title,       // Mr, Dr, Sheikh, Mullah, Haji, ATTN
    legal_form,  // Ltd, GmbH, OOO
    initial,     // one letter
    number,      // has a digit
};

struct NameToken {
    std::string text;  // a-z and 0-9, never empty
    TokenRole role = TokenRole::word;
    bool ends_name = false;  // a particle that is a surname too, and leads to nothing here ("Patricia Le")
    bool vowelless = false;  // written in a script that leaves short vowels out (Arabic, Hebrew)
    ScriptFamily script = ScriptFamily::none;
    // What it is in a name that is asked for. In a text what stands behind it need not be the name's, and a
    // listed name is met as its text may have it.
    [[nodiscard]] TokenRole role_asked() const { return ends_name ? TokenRole::word : role; }
    friend bool operator==(const NameToken&, const NameToken&) = default;
};

struct TokenisedName {
    std::vector<NameToken> tokens;
};

void tokenise_name(std::string_view utf8, TokenisedName& name);

// The role that a folded word has by itself.
[[nodiscard]] TokenRole role_of_word(std::string_view word);

}  // namespace cordon::text
