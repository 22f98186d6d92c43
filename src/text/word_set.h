// text/word_set.h: tables of words as sets and maps, for this room's tables.
//
// Role:      "word word word", as the tables of this room are written, asked whether it has a word; rows of a
//            word and its other forms, asked which word a form is one of.
// Ownership: they point into the table, which must outlive them: tables are constants.
// Threads:   pure function; the set is read only.
// Cost:      building O(words); one hash look-up a question.
#pragma once

#include <span>
#include <string_view>

#include "base/flat_map.h"
#include "base/strings.h"

namespace cordon::text {

using WordSet = base::FlatSet<std::string_view>;

[[nodiscard]] inline WordSet words_of(std::string_view table) {
    const auto words = base::split(table, ' ');
    return {words.begin(), words.end()};
}

using WordForms = base::FlatMap<std::string_view, std::string_view>;

// By form the word its row begins with; of two rows that have a form, the first.
[[nodiscard]] inline WordForms forms_of(std::span<const std::string_view> rows) {
    WordForms forms;
    for (const std::string_view row : rows) {
        const auto words = base::split(row, ' ');
        for (const std::string_view word : words) {
            forms.try_emplace(word, words.front());
        }
    }
    return forms;
}

}  // namespace cordon::text
