// engine/party_knowledge.h: what Cordon itself adds to the lists: names of its supplement, links between
// lists.
//
// Role:        the one place where the engine takes both from lists/, so that the self-test and the snapshot
//              work on the same names.
// Threads:     pure functions.
// Determinism: same listings, same additions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/listing.h"

namespace cordon::engine {

// Adds names marked as supplement to the listings that the supplement knows.
void add_supplement(std::string_view list, std::vector<model::Listing>& listings);

struct ListingsOfList {
    std::string_view list;
    const std::vector<model::Listing>* listings = nullptr;
};

// left < right, both positions when all listings are counted through, list after list.
struct PartyLink {
    std::uint32_t left = 0;
    std::uint32_t right = 0;
    std::string evidence;  // one sentence
    friend auto operator<=>(const PartyLink&, const PartyLink&) = default;
};
// Listings of the same party on different lists, sorted.
[[nodiscard]] std::vector<PartyLink> link_parties(const std::vector<ListingsOfList>& lists);

}  // namespace cordon::engine
