#include "lists/supplement.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/strings.h"
#include "text/script.h"

namespace cordon::lists {

namespace {

using model::ListedName;
using model::Listing;
using model::NameQuality;

#include "lists/supplement_table.inc"

bool is_about(const Listing& listing, std::string_view list, std::string_view un_reference) {
    if (list == "un") {
        return base::ascii_iequals(listing.id, un_reference);
    }
    return std::ranges::any_of(listing.cross_references, [&](const std::string& reference) {
        return base::ascii_istarts_with(reference, "un:") &&
               base::ascii_iequals(std::string_view(reference).substr(3), un_reference);
    });
}

void add(const SupplementName& supplement, Listing& listing) {
    const bool there = std::ranges::any_of(listing.names, [&](const ListedName& name) {
        const bool as_good = name.quality != NameQuality::weak || supplement.quality == NameQuality::weak;
        return base::ascii_iequals(name.text, supplement.text) && as_good;
    });
    if (there) {
        return;
    }
    ListedName name;
    name.text = supplement.text;
    name.kind = model::NameKind::aka;
    name.quality = supplement.quality;
    name.script = text::script_of(supplement.text);
    name.language = supplement.language;
    name.note = supplement.source;
    name.supplement = true;
    listing.names.push_back(std::move(name));
}

}  // namespace

std::vector<SupplementName> supplement_names() {
    return {names.begin(), names.end()};
}

void add_supplement(std::vector<Listing>& listings, std::string_view list) {
    for (Listing& listing : listings) {
        if (list != "un" && listing.cross_references.empty()) {
            continue;
        }
        for (const SupplementName& supplement : names) {
            if (is_about(listing, list, supplement.un_reference)) {
                add(supplement, listing);
            }
        }
    }
}

}  // namespace cordon::lists
