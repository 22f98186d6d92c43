// lists/alias_split.h: one published alias value to the names that stand in it.
//
// Role:        lists put several names into one value ("A; B b) C", "native (Latin; Latin)", "Name
//              (ACRONYM)", "Name (original script: ...)", "Front of X/the Y", "FAMILY, Given"). A name that
//              stays inside such a value is never found by screening; this takes them out.
// Rules:       ';' and enumerations separate; brackets are read by what is in them (words about the name, a
//              name in another script, an acronym, a second form of a word, a place); a comma never separates
//              the names of persons, but one comma is read as "FAMILY, Given" beside the published form. In
//              doubt the whole and the pieces are both given: a lost name is a miss, a needless one is a
//              line. A piece that is a bare common word or a place is marked weak. From reference sets: the
//              alias values of the UN list and the same entries as the UK list prints them name by name.
// Threads:     pure functions.
// Determinism: same value, same names, in the order of the value, whole or main name first.
// Cost:        O(bytes) but for values with many names of many words.
// Errors:      none: a value that is not understood comes back whole. Never empty unless the value holds no
//              letter or digit.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/listing.h"

namespace cordon::lists {

struct SplitName {
    std::string text;
    std::optional<model::NameKind> kind;  // only when the value says so: fka, nka, original_script
    std::string note;                     // "birth name", "sub-unit name", "born 1 Jan. 1953 (...)"
    bool weak = false;                    // a guess, or too general to stand alone
    friend bool operator==(const SplitName&, const SplitName&) = default;
};

[[nodiscard]] std::vector<SplitName> split_alias_value(std::string_view value, model::PartyKind party);

// What publishers write beside an alias: "formerly listed as", "In Arabic: ...", "A; B; C", "nom de guerre".
struct AliasNote {
    bool former = false;           // the alias is a former name
    std::vector<SplitName> names;  // names that stand in the note
    std::string rest;              // the note without what was understood
};
[[nodiscard]] AliasNote read_alias_note(std::string_view note, model::PartyKind party);

struct NameOrigin {
    model::NameKind kind = model::NameKind::aka;
    model::NameQuality quality = model::NameQuality::unknown;
    std::string language;
    std::string note;
};
// Splits the value and appends what is new to listing.names. A primary value makes one primary name and akas.
// Returns how many names stand in the value.
std::size_t add_split_names(model::Listing& listing, std::string_view value, const NameOrigin& origin);

// Appends one name, unless the same text with the same kind, quality and note stands there already.
void add_new_name(model::Listing& listing, model::ListedName name);

}  // namespace cordon::lists
