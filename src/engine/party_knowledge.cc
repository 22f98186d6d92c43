#include "engine/party_knowledge.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace cordon::engine {

void add_supplement(std::string_view /*list*/, std::vector<model::Listing>& /*listings*/) {}

// By what publishers state themselves: "un:QDi.430" among the cross-references of a listing.
std::vector<PartyLink> link_parties(const std::vector<ListingsOfList>& lists) {
    std::map<std::string, std::uint32_t, std::less<>> by_reference;
    std::uint32_t ordinal = 0;
    for (const ListingsOfList& list : lists) {
        for (const model::Listing& listing : *list.listings) {
            by_reference.emplace(fmt::format("{}:{}", list.list, listing.id), ordinal++);
        }
    }
    std::vector<PartyLink> links;
    ordinal = 0;
    for (const ListingsOfList& list : lists) {
        for (const model::Listing& listing : *list.listings) {
            for (const std::string& reference : listing.cross_references) {
                const auto found = by_reference.find(reference);
                if (found != by_reference.end() && found->second != ordinal) {
                    links.push_back({std::min(ordinal, found->second), std::max(ordinal, found->second),
                                     fmt::format("{} {} refers to {}", list.list, listing.id, reference)});
                }
            }
            ++ordinal;
        }
    }
    std::ranges::sort(links);
    links.erase(std::unique(links.begin(), links.end()), links.end());
    return links;
}

}  // namespace cordon::engine
