// lists/ftm_entity.h: a FollowTheMoney entity as it stands in a file, and the listing that it makes by
// itself.
//
// Role:        the middle step between a JSON line and a Listing: properties as texts, nested entities taken
//              out and referred to by id; so that the flat and the nested file shape are joined by the same
//              code (ftm_json.cc). targets_simple_csv.h uses the schema table.
// Rules:       property names are those of FollowTheMoney's schema files (Person, LegalEntity, Vessel, ...).
// Ownership:   an entity owns its strings.
// Threads:     pure functions.
// Cost:        O(size of the entity).
// Errors:      invalid_input when a value is not of the shape {id, schema, properties: {name: [texts or
//              entities]}}.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "codec/json.h"
#include "lists/list_format.h"
#include "model/listing.h"

namespace cordon::lists {

struct FtmEntity {
    std::string id;
    std::string schema;
    std::string caption;
    std::optional<bool> target;
    std::vector<std::pair<std::string, std::vector<std::string>>> properties;  // in file order
    std::vector<std::string> datasets;
    std::vector<std::string> referents;
    std::string first_seen;
    std::string last_change;
    std::uint64_t line = 0;
    bool nested = false;  // stood inside another entity

    [[nodiscard]] const std::vector<std::string>& all(std::string_view property) const;
    // First value, "" when there is none.
    [[nodiscard]] const std::string& first(std::string_view property) const;
    [[nodiscard]] bool has(std::string_view property, std::string_view value) const;
};

// Nothing when the schema is not a party's. Vehicle is a party of unknown kind.
[[nodiscard]] std::optional<model::PartyKind> party_kind_of_schema(std::string_view schema);

// The two ends of a link between parties, with the words for either side.
struct FtmLink {
    std::string_view schema;
    std::string_view source;        // property
    std::string_view target;        // property
    std::string_view source_words;  // what the source is to the target: "owner of"
    std::string_view target_words;
};
// nullptr when the schema is not a link.
[[nodiscard]] const FtmLink* ftm_link(std::string_view schema);
// The property by which a schema that adds to one party names it ("entity", "holder"); "" for others.
[[nodiscard]] std::string_view ftm_holder_property(std::string_view schema);

// FollowTheMoney's country codes: ISO alpha-2 in lower case, with regions behind '-' ("ge-ab") and
// four-letter codes of former states ("suhh").
[[nodiscard]] model::Country country_of_ftm(std::string_view code);

// Takes the entity apart: nested entities first, the entity itself last. A nested entity that belongs to its
// parent without saying so gets the parent's id at its free end.
[[nodiscard]] base::Status flatten_ftm_entity(const codec::JsonValue& value, std::uint64_t line,
                                              std::vector<FtmEntity>& out);

// The listing from the entity's own properties. REQUIRES: a party schema.
[[nodiscard]] model::Listing listing_of_ftm_entity(const FtmEntity& entity,
                                                   std::vector<Diagnostic>& diagnostics);

}  // namespace cordon::lists
