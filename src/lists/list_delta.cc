#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/strings.h"
#include "lists/add_unique.h"
#include "lists/list_format.h"
#include "lists/ofac_delta_xml.h"

namespace cordon::lists {

namespace {

using base::ErrorCode;
using base::fail;
using model::Listing;

using IndexById = std::unordered_map<std::string, std::size_t>;

base::Result<IndexById> index_of(const std::vector<Listing>& listings) {
    IndexById index;
    index.reserve(listings.size());
    for (std::size_t i = 0; i < listings.size(); ++i) {
        if (!index.emplace(listings[i].id, i).second) {
            return fail(ErrorCode::invalid_input,
                        fmt::format("the base has id {} more than once", base::shown(listings[i].id)));
        }
    }
    return index;
}

// Sets: what is taken away is taken away wherever it stands, what is added stands once.
template <class Value>
void change_vector(std::vector<Value>& values, const std::vector<Value>& removed,
                   const std::vector<Value>& added) {
    std::erase_if(values,
                  [&](const Value& value) { return std::ranges::find(removed, value) != removed.end(); });
    for (const Value& value : added) {
        add_unique(values, value);
    }
}

void change_listing(Listing& listing, const ListDelta::Change& change) {
    const Listing& added = change.added;
    const Listing& removed = change.removed;
    if (added.kind != model::PartyKind::unknown) {
        listing.kind = added.kind;
    }
    if (added.gender != model::Gender::unknown) {
        listing.gender = added.gender;
    } else if (removed.gender != model::Gender::unknown) {
        listing.gender = model::Gender::unknown;
    }
    if (added.listed_on.year != 0) {
        listing.listed_on = added.listed_on;
    }
    if (added.updated_on.year != 0) {
        listing.updated_on = added.updated_on;
    }
    change_vector(listing.names, removed.names, added.names);
    change_vector(listing.birth_dates, removed.birth_dates, added.birth_dates);
    change_vector(listing.birth_places, removed.birth_places, added.birth_places);
    change_vector(listing.nationalities, removed.nationalities, added.nationalities);
    change_vector(listing.countries, removed.countries, added.countries);
    change_vector(listing.addresses, removed.addresses, added.addresses);
    change_vector(listing.identifiers, removed.identifiers, added.identifiers);
    change_vector(listing.programmes, removed.programmes, added.programmes);
    change_vector(listing.legal_bases, removed.legal_bases, added.legal_bases);
    change_vector(listing.measures, removed.measures, added.measures);
    change_vector(listing.titles, removed.titles, added.titles);
    change_vector(listing.positions, removed.positions, added.positions);
    change_vector(listing.reasons, removed.reasons, added.reasons);
    change_vector(listing.links, removed.links, added.links);
    change_vector(listing.relations, removed.relations, added.relations);
    change_vector(listing.cross_references, removed.cross_references, added.cross_references);
    change_vector(listing.further, removed.further, added.further);
}

std::unexpected<base::Error> not_in_base(std::string_view what, std::string_view id) {
    return fail(ErrorCode::conflict,
                fmt::format("the delta {} {}, which the base does not have: it was made for another version",
                            what, base::shown(id)));
}

base::Status change_all(std::vector<Listing>& listings, const IndexById& index, const ParsedList& delta,
                        std::vector<Diagnostic>* diagnostics) {
    for (const ListDelta::Change& change : delta.delta->changed) {
        if (change.added.id != change.removed.id) {
            return fail(ErrorCode::invalid_input,
                        fmt::format("a change joins two ids, {} and {}", base::shown(change.added.id),
                                    base::shown(change.removed.id)));
        }
        const auto found = index.find(change.added.id);
        if (found == index.end()) {
            return not_in_base("changes", change.added.id);
        }
        Listing& listing = listings[found->second];
        if (delta.format != ListFormat::ofac_delta_xml) {
            change_listing(listing, change);
        } else {
            for (std::string& sentence : apply_ofac_change(listing, change)) {
                if (diagnostics != nullptr) {
                    diagnostics->push_back({Severity::warning, listing.id, "delta", "", std::move(sentence)});
                }
            }
        }
        if (listing.names.empty()) {
            return fail(ErrorCode::conflict,
                        fmt::format("the delta takes the last name of {} away", base::shown(listing.id)));
        }
    }
    return {};
}

// OFAC's new entries are new; a SECO amendment gives each touched target whole.
base::Status add_all(std::vector<Listing>& listings, const IndexById& index, const ParsedList& delta) {
    for (const Listing& added : delta.listings) {
        const auto found = index.find(added.id);
        if (found == index.end()) {
            listings.push_back(added);
        } else if (delta.format == ListFormat::seco_xml) {
            listings[found->second] = added;
        } else {
            return fail(
                ErrorCode::conflict,
                fmt::format("the delta adds {}, which the base has already: it was made for another version",
                            base::shown(added.id)));
        }
    }
    return {};
}

}  // namespace

base::Result<std::vector<Listing>> apply_delta(std::vector<Listing> base, const ParsedList& delta,
                                               std::vector<Diagnostic>* diagnostics) {
    if (!delta.delta) {
        return fail(ErrorCode::invalid_input,
                    fmt::format("{} is a whole list, not a delta", to_string(delta.format)));
    }
    CORDON_ASSIGN(IndexById index, index_of(base));
    CORDON_TRY(change_all(base, index, delta, diagnostics));
    std::unordered_set<std::string_view> removed;
    for (const std::string& id : delta.delta->removed) {
        if (!index.contains(id)) {
            return not_in_base("removes", id);
        }
        removed.insert(id);
    }
    std::erase_if(base, [&](const Listing& listing) { return removed.contains(listing.id); });
    CORDON_ASSIGN(index, index_of(base));
    CORDON_TRY(add_all(base, index, delta));
    CORDON_TRY(index_of(base));
    return base;
}

}  // namespace cordon::lists
