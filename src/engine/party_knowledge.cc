#include "engine/party_knowledge.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "base/check.h"
#include "lists/party_links.h"
#include "lists/supplement.h"

namespace cordon::engine {

void add_supplement(std::string_view list, std::vector<model::Listing>& listings) {
    lists::add_supplement(listings, list);
}

std::vector<PartyLink> link_parties(const std::vector<ListingsOfList>& parts) {
    std::map<std::string_view, std::unordered_map<std::string_view, std::uint32_t>> ordinals;
    std::vector<lists::ListListings> spans;
    std::uint32_t ordinal = 0;
    for (const ListingsOfList& list : parts) {
        spans.push_back({list.list, *list.listings});
        auto& of_list = ordinals[list.list];
        of_list.reserve(list.listings->size());
        for (const model::Listing& listing : *list.listings) {
            of_list.emplace(listing.id, ordinal++);
        }
    }
    const auto ordinal_of = [&ordinals](const std::string& list, const std::string& id) {
        const auto of_list = ordinals.find(list);
        CORDON_CHECK(of_list != ordinals.end());
        const auto found = of_list->second.find(id);
        CORDON_CHECK(found != of_list->second.end());
        return found->second;
    };
    std::vector<PartyLink> links;
    const std::vector<lists::PartyLink> found = lists::link_parties(spans);
    for (const lists::PartyLink& link : found) {
        const std::uint32_t left = ordinal_of(link.list_a, link.id_a);
        const std::uint32_t right = ordinal_of(link.list_b, link.id_b);
        links.push_back({std::min(left, right), std::max(left, right),
                         fmt::format("{}: {}", lists::to_string(link.evidence), link.text)});
    }
    std::ranges::sort(links);
    return links;
}

}  // namespace cordon::engine
