// text/name_readings.h: the ways in which one written name may be read.
//
// Role:        a name in a script other than Latin is spelled in Latin letters by more than one usage: a
//              passport, a newspaper and a bank each have their own. Each usage is one reading: the words of
//              the whole name under it. A subject is searched under each of its readings. A listed name is
//              filed under each of its own when its listing has no name in Latin letters, else under the
//              first: there the publisher has said how it is spelled.
// Rules:       the first reading is what tokenise_name gives. A name of Latin letters alone has no other, but
//              that two capital consonants beside other words may be initials, those of the first such word
//              ("JC Juncker"), and what text/word_spelling.h spells otherwise.
//              Which systems are read, and where each table comes from, stands in the header of the file that
//              has the table; docs/reference/name-comparison.md has them all.
// Ownership:   NameReadings owns its words; reuse it between calls to save allocations.
// Threads:     pure function.
// Determinism: same text, same readings in the same order.
// Cost:        a name of Latin letters: that of tokenise_name. Others: that times the number of readings.
// Errors:      none: a text without letters or digits gives one reading without words.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "text/name_tokens.h"

namespace cordon::text {

constexpr std::size_t readings_max = 10;  // of one name

struct NameReadings {
    std::vector<TokenisedName> all;  // the first `count` are of this name, the rest is room for the next
    std::size_t count = 0;
    [[nodiscard]] std::span<const TokenisedName> view() const { return std::span(all).first(count); }
};

// At most `most` readings, the first of them always.
void name_readings(std::string_view utf8, NameReadings& readings, std::size_t most = readings_max);

// False for a name of Latin letters alone, which is spelled in one way. (True for some others of one
// reading.)
[[nodiscard]] bool may_have_readings(std::string_view utf8);

}  // namespace cordon::text
