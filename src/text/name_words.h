// text/name_words.h: the words that say little about who somebody is, and how much each says.
//
// Role:    tables, compiled for Cordon from general knowledge of names and company law: particles, titles,
//          legal forms. How common the other words are stands in text/name_frequency.h.
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

// "A", "e", "i", "o", "y": an initial, or "and" and "the" in some language; says as little as those.
[[nodiscard]] bool is_letter_between(std::string_view word);

// What a word is for when it stands beside a name.
enum class WordUse : std::uint8_t {
    naming,
    surrounding,  // "account", "invoice", "street": written around names, seldom in them
    place,        // a city, a country, a trade: often the tail of an address or of a firm's name
};
[[nodiscard]] WordUse use_of_word(std::string_view word);

// "street", "rue", "caddesi": the words beside them are the name of a street. Folded, as all words here.
[[nodiscard]] bool is_street_word(std::string_view word);

// A city of one word, or another place.
[[nodiscard]] bool is_town(std::string_view word);

// One spelling for the variants of a building block ("ben", "ibn", "bn" -> "bin"); "" for other words.
[[nodiscard]] std::string_view canonical_word(std::string_view word, bool vowelless);

}  // namespace cordon::text
