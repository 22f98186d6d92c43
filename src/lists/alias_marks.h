// lists/alias_marks.h: the words and signs by which alias values are read.
//
// Role:    small questions about a piece of an alias value, for lists/alias_split.cc only.
// Threads: pure functions.
// Cost:    O(bytes of the piece).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/listing.h"

namespace cordon::lists::marks {

[[nodiscard]] std::vector<std::string> words_of(std::string_view text);
[[nodiscard]] bool has_letter_or_digit(std::string_view text);
[[nodiscard]] bool has_digit(std::string_view text);

// Rest after the first of the prefixes (ASCII case ignored) that the text begins with at a word end, trimmed
// of blanks, ':' and ','. The flag says whether there was one.
struct Prefixed {
    bool found = false;
    std::string rest;
};
[[nodiscard]] Prefixed former_words(std::string_view text);    // "previously listed as", "f.k.a."
[[nodiscard]] Prefixed aka_words(std::string_view text);       // "a.k.a.", "also known as"
[[nodiscard]] Prefixed original_words(std::string_view text);  // "original script: ", "in Arabic: "

// Words about a name, not a name: "combat name", "false identity ...", "passport no. ...".
[[nodiscard]] bool is_descriptor(std::string_view text);
// A place or legal form that makes the name precise: "Pakistan", "Branch located in ...", "Ltd".
[[nodiscard]] bool is_qualifier(std::string_view text);
// "AQAP", "JuA", "LRM/A" beside the name that it stands for.
[[nodiscard]] bool is_acronym(std::string_view text, std::string_view of_name);
// A common word or place that finds everybody when it stands alone: "the Levant", "Jr", "Army".
[[nodiscard]] bool is_generic(std::string_view text);
// "Jr", "III", "(third)": belongs to the name before the comma.
[[nodiscard]] bool is_suffix(std::string_view text);
[[nodiscard]] bool is_title(std::string_view word);

// The text between quotation marks that enclose all of it; else the text itself.
[[nodiscard]] std::string without_enclosing_quotes(std::string_view text);
[[nodiscard]] bool is_quoted(std::string_view text);

// Han, Kana and Hangul count as one, for they stand together in one name: "Cjk".
[[nodiscard]] std::string script_family(std::string_view text);

}  // namespace cordon::lists::marks
