// trade/place_spellings.h: the spellings under which a place name is sought.
//
// Role:        from one name of the gazetteer to the folded patterns that the spotter compiles.
// Rules:       the name itself; the Arabic article as al, el, joined, assimilated or left out (when five
//              letters and more are left); -ah and -a; tell, tal, tel; deir, dayr, der; abu, abou, ebu;
//              ain, ayn, ein; several words joined; Arabic script with wa-, bi-, li-, fi- before it;
//              Cyrillic without its last vowel, to take case endings. Fewer than three letters are no
//              pattern.
// Ownership:   new strings.
// Threads:     pure functions.
// Determinism: same name, same patterns in the same order.
// Cost:        some ten patterns a name.
// Errors:      none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cordon::trade {

struct PlacePattern {
    std::string letters;
    bool cyrillic_stem = false;  // a case ending must follow
};

// all: with the variants; else the name alone, as for weak names.
[[nodiscard]] std::vector<PlacePattern> place_patterns(std::string_view name, bool all);

// Whether what follows a Cyrillic stem is an ending.
[[nodiscard]] bool is_cyrillic_ending(std::string_view folded);

}  // namespace cordon::trade
