// text/name_words.h: the words that say little about who somebody is, and how much each says.
//
// Role:    tables, compiled for Cordon from general knowledge of names and company law: particles, titles,
//          legal forms, common given names and surnames of many countries, common words of company names.
//          What is not in a table is rare.
// Rules:   commonness tiers: 1 = borne by one in hundreds of people or companies of its culture, 2 = one in
//          thousands.
// Threads: constants.
// Cost:    one hash look-up.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "text/name_tokens.h"

namespace cordon::text {

// Role of a particle, title or legal form; nothing for other words.
[[nodiscard]] std::optional<TokenRole> known_role(std::string_view word);

// One spelling for the variants of a building block ("ben", "ibn", "bn" -> "bin"); "" for other words.
[[nodiscard]] std::string_view canonical_word(std::string_view word, bool vowelless);

// 1, 2 or 3 (common, frequent, known), 0 = not in the tables.
[[nodiscard]] int commonness(std::string_view word);

}  // namespace cordon::text
