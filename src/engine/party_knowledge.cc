#include "engine/party_knowledge.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/check.h"
#include "lists/party_links.h"
#include "lists/supplement.h"

namespace cordon::engine {

void add_supplement(std::string_view list, std::vector<model::Listing>& listings) {
    lists::add_supplement(listings, list);
}

std::vector<PartyLink> link_parties(const std::vector<ListingsOfList>& parts) {
    std::map<std::pair<std::string_view, std::string_view>, std::uint32_t> ordinals;
    std::vector<lists::ListListings> spans;
    std::uint32_t ordinal = 0;
    for (const ListingsOfList& list : parts) {
        spans.push_back({list.list, *list.listings});
        for (const model::Listing& listing : *list.listings) {
            ordinals.emplace(std::pair<std::string_view, std::string_view>(list.list, listing.id), ordinal++);
        }
    }
    std::vector<PartyLink> links;
    const std::vector<lists::PartyLink> found = lists::link_parties(spans);
    for (const lists::PartyLink& link : found) {
        const auto left = ordinals.find({link.list_a, link.id_a});
        const auto right = ordinals.find({link.list_b, link.id_b});
        CORDON_CHECK(left != ordinals.end() && right != ordinals.end());
        links.push_back({std::min(left->second, right->second), std::max(left->second, right->second),
                         fmt::format("{}: {}", lists::to_string(link.evidence), link.text)});
    }
    std::ranges::sort(links);
    return links;
}

}  // namespace cordon::engine
