// lists/ca_sema_names.h: the names in one text of the Canadian list.
//
// Role:        Canada prints all aliases of a record in one text, parted by ';', ',', '/', "or", "and",
//              "(a.k.a.", with labels ("Russian: ..."), and bilingual names of entities with '/'. This cuts
//              them apart where the pieces look like whole names and leaves the text in one piece where they
//              do not.
// Rules:       ';' and labels always part. '/' parts when every piece looks like a whole name: two words or
//              more, or an acronym. ',' parts persons' names of two words or more each (of three pieces or
//              more, half of them suffice); entities' unless a piece begins in lower case, stands in quotes
//              or brackets, or is a legal form. "Karnienko or Karnienka" gives the second word in the place
//              of the first. A bracket in a person's name is another spelling of the word before it; one
//              behind an entity's name is a name of its own when it is an acronym or longer than two words.
// Threads:     pure functions.
// Determinism: same text, same names.
// Cost:        O(bytes x separators).
// Errors:      none: what cannot be cut stays whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cordon::lists::ca_sema {

struct CutName {
    std::string text;
    std::string language;      // "ru", "be", "ar", ... from a label; "" = not said
    bool translation = false;  // the French half of a bilingual name
    friend bool operator==(const CutName&, const CutName&) = default;
};

// The Aliases element.
[[nodiscard]] std::vector<CutName> cut_aliases(std::string_view text, bool person);
// EntityOrShip; the first is the name itself.
[[nodiscard]] std::vector<CutName> cut_entity_name(std::string_view text);
// GivenName and LastName, joined; the first is the name itself.
[[nodiscard]] std::vector<CutName> cut_person_name(std::string_view text);

}  // namespace cordon::lists::ca_sema
