// reporting/manipulation_words.h: a name cut into words, and small choices; shared by the manipulations only.
//
// Role:        words as code points, put together again with single blanks; ASCII case; one of several.
// Threads:     pure functions.
// Determinism: given the generator's state.
// Errors:      none.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/prng.h"
#include "reporting/name_manipulation.h"

namespace cordon::reporting {

using Words = std::vector<std::u32string>;

// At blanks; a name that is written "FAMILY, Given" keeps its comma on the word.
[[nodiscard]] Words words_of(std::string_view text);
[[nodiscard]] std::string text_of(const Words& words);

[[nodiscard]] bool is_ascii_letter(char32_t letter);
[[nodiscard]] bool is_vowel(char32_t letter);  // a e i o u y, either case
[[nodiscard]] char32_t ascii_lowered(char32_t letter);
[[nodiscard]] char32_t ascii_raised(char32_t letter);
[[nodiscard]] std::u32string lowered(std::u32string_view word);
// The case of `model` (all capitals, first capital, none) given to a lower-case word.
[[nodiscard]] std::u32string cased_like(std::u32string_view word, std::u32string_view model);
[[nodiscard]] bool is_person(const NameToAlter& name);  // or unknown

template <class Item>
[[nodiscard]] const Item& one_of(std::span<const Item> items, base::Prng& prng) {
    return items[prng.below(items.size())];
}
template <class Item, std::size_t count>
[[nodiscard]] const Item& one_of(const Item (&items)[count], base::Prng& prng) {
    return items[prng.below(count)];
}

// The result when it says something else than the name, apart from blanks at its ends; else nothing.
[[nodiscard]] std::optional<AlteredName> altered(const NameToAlter& name, std::string text,
                                                 std::string_view how);

// One for each family, in the files of their kind.
using Manipulation = std::optional<AlteredName> (*)(const NameToAlter&, base::Prng&);
std::optional<AlteredName> alter_order(const NameToAlter& name, base::Prng& prng);
std::optional<AlteredName> alter_titles(const NameToAlter& name, base::Prng& prng);
std::optional<AlteredName> alter_punctuation(const NameToAlter& name, base::Prng& prng);
std::optional<AlteredName> alter_typo(const NameToAlter& name, base::Prng& prng);
std::optional<AlteredName> alter_look_alike(const NameToAlter& name, base::Prng& prng);
std::optional<AlteredName> alter_phonetic(const NameToAlter& name, base::Prng& prng);
std::optional<AlteredName> alter_transliteration(const NameToAlter& name, base::Prng& prng);
std::optional<AlteredName> alter_particles(const NameToAlter& name, base::Prng& prng);
std::optional<AlteredName> alter_nickname(const NameToAlter& name, base::Prng& prng);
std::optional<AlteredName> alter_abbreviation(const NameToAlter& name, base::Prng& prng);
std::optional<AlteredName> alter_truncation(const NameToAlter& name, base::Prng& prng);
std::optional<AlteredName> alter_split(const NameToAlter& name, base::Prng& prng);

}  // namespace cordon::reporting
