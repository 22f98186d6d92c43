// lists/supplement.h: names in common use that the official lists lack.
//
// Role:        the UN lists the group that the world calls Daesh, ISIS or Islamic State as "AL-QAIDA IN
//              IRAQ"; none of those names stands in the entry. This small table adds such names to the
//              entries, marked as ours (ListedName::supplement), each with its source, so that nobody takes
//              them for the publisher's.
// Rules:       a name gets in only when a UN document, a national authority or general usage in its language
//              calls the listed group so; keyed by the UN's reference. Added to the UN listing of that
//              reference and to listings of other lists that state the reference ("un:QDe.115" in
//              cross_references). Names that the listing has already are not added. Supplement names are left
//              out of content hashes, diffs and links. Short words and acronyms that mean other things too
//              are weak. docs/reference/supplement.md.
// Threads:     pure functions.
// Determinism: table order.
// Cost:        O(listings).
// Errors:      none.
#pragma once

#include <string_view>
#include <vector>

#include "model/listing.h"

namespace cordon::lists {

struct SupplementName {
    std::string_view un_reference;  // "QDe.115"
    std::string_view text;
    model::NameQuality quality = model::NameQuality::strong;
    std::string_view language;  // ISO 639-1
    std::string_view source;
};

[[nodiscard]] std::vector<SupplementName> supplement_names();

// list: the name of the list that the listings are of ("un", "uk", ...).
void add_supplement(std::vector<model::Listing>& listings, std::string_view list);

}  // namespace cordon::lists
