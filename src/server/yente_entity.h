// server/yente_entity.h: a listing as the FollowTheMoney entity that yente clients read.
//
// Role:        the listing's own entity, and those around it: its sanction, addresses, documents, wallets and
//              the parties that the publisher links it to.
// Rules:       properties hold strings only, never null, none empty; a property that the class does not have
//              is not written. Names of Cordon's own supplement are left out. Where a fact has no property of
//              the class (a wallet of a person, an account) it stands in notes. Entities that a listing only
//              implies have the id of the listing, "~~", a word and a number.
// Ownership:   entities own their strings.
// Threads:     pure functions.
// Determinism: same view, same entity.
// Cost:        O(size of the listing); adjacent entities decode their listings.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "codec/json.h"
#include "server/yente_view.h"

namespace cordon::server {

struct YenteEntity {
    std::string id;
    std::string caption;
    std::string ftm_class;
    std::vector<std::pair<std::string, std::vector<std::string>>> properties;
    std::vector<std::pair<std::string, std::vector<YenteEntity>>> nested;  // beside properties
    std::vector<std::string> datasets;
    std::vector<std::string> referents;
    bool target = false;
    std::string first_seen;  // "" is written as null
    std::string last_seen;
    std::string last_change;

    void add(std::string_view property, std::string value);
    void add(std::string_view property, YenteEntity entity);
    [[nodiscard]] const std::vector<std::string>* find(std::string_view property) const;
};

// The members of an Entity, without the braces around them: always all ten.
void write_entity_members(codec::JsonWriter& json, const YenteEntity& entity);
void write_entity(codec::JsonWriter& json, const YenteEntity& entity);

[[nodiscard]] YenteEntity entity_of(const YenteView& view, std::uint32_t ordinal,
                                    const model::Listing& listing);

// What stands one edge away, by the property that leads there: own properties (addressEntity, holder) and
// reverse ones (sanctions, identification, ownershipOwner ...). Entities that are edges themselves hold the
// party at their other end. back: the property of the neighbour that leads to the listing, "" when the
// listing leads to it.
struct YenteNeighbour {
    std::string property;
    std::string back;
    YenteEntity entity;
};
[[nodiscard]] base::Result<std::vector<YenteNeighbour>> neighbours_of(const YenteView& view,
                                                                      std::uint32_t ordinal,
                                                                      const model::Listing& listing);

// Properties of the class that lead to entities, and the reverse ones.
[[nodiscard]] bool leads_to_entities(std::string_view ftm_class, std::string_view property);

}  // namespace cordon::server
