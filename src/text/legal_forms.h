// text/legal_forms.h: legal forms of companies written out, and their short forms.
//
// Role:        "Open Joint Stock Company" and "Obshchestvo s ogranichennoy otvetstvennostyu" say nothing
//              about which company it is; a long legal form becomes the one word of its short form.
// Rules:       one table, compiled for Cordon from company law of many countries, romanised as
//              text/name_tokens.h writes words. Forms of one kind (limited, stock company) share a word;
//              short ones of two letters stay, and a long word may have one slip.
// Threads:     pure function; the first call parts the table (guarded by the language).
// Cost:        O(words x forms), nearly always ended by the first word.
#pragma once

#include <vector>

#include "text/name_tokens.h"

namespace cordon::text {

// A name that is nothing but a legal form stays as it is.
void shorten_legal_forms(std::vector<NameToken>& tokens);

}  // namespace cordon::text
