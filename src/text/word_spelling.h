// text/word_spelling.h: Latin words that a language or a custom writes otherwise than the world does.
//
// Role:        "Sergejs Dovrugovs" is Latvian for Sergei Dovrugov, "Hsiao" is Wade-Giles for Xiao, "Brigade
//              Forty-Four" is Brigade 44: each has another spelling, which is one more reading of a name
//              that is asked for. "Int'l" is international, "AT and T" is AT&T: one spelling each.
// Rules:       Latvian gives every man's name an ending, foreign ones too (Cabinet regulation 114 of 2004
//              on personal names), and so does Lithuanian: -ovs, -evs, -ejs, -skis, -ovas, -ejus and the
//              like lose it; other languages have such words too (Cuevas, Denijs), which is why the word as
//              written stays a reading. Wade-Giles has hsi and hsu where Pinyin has xi and xu.
//              Abbreviations of business words: a table compiled for Cordon, without those that are names
//              or titles too.
//              Numbers: English words from eleven up; smaller ones are words of names. Letters beside "&":
//              two and one of them; one and one are initials, and a legal form is one.
// Threads:     pure functions; the first call parts the tables (guarded by the language).
// Cost:        O(letters); one hash look-up a word.
// Errors:      none: a word without such a spelling stays as it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/name_tokens.h"

namespace cordon::text {

// A folded Latin word (a-z, 0-9): an abbreviation of business written out.
[[nodiscard]] std::string spelled_plainly(std::string word);

// The words of the name, each as it is spelled otherwise; "" when none is.
[[nodiscard]] std::string in_other_spelling(const TokenisedName& name);

// "at and t" -> "att". ampersands: places of tokens before which a name has "&", ascending.
void join_by_ampersand(std::vector<NameToken>& tokens, const std::vector<std::size_t>& ampersands);

}  // namespace cordon::text
