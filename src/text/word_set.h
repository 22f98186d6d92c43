// text/word_set.h: a table of words as a set, for this room's tables.
//
// Role:      "word word word", as the tables of this room are written, asked whether it has a word.
// Ownership: the set points into the table, which must outlive it: tables are constants.
// Threads:   pure function; the set is read only.
// Cost:      building O(words); one hash look-up a question.
#pragma once

#include <string_view>
#include <unordered_set>

#include "base/strings.h"

namespace cordon::text {

using WordSet = std::unordered_set<std::string_view>;

[[nodiscard]] inline WordSet words_of(std::string_view table) {
    const auto words = base::split(table, ' ');
    return {words.begin(), words.end()};
}

}  // namespace cordon::text
