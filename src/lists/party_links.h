// lists/party_links.h: the same party on several lists.
//
// Role:        says which listings of different lists are about the same party and why, so that a hit shows
//              all its listings, and so that it is seen when one list drops a party that another keeps. It
//              never merges: a verdict always names one listing of one list.
// Rules:       evidence, strongest first:
//                stated reference    a list states the other's reference ("un:QDi.430" in
//                                    cross_references, or both state the same reference)
//                identifier          equal passport or national id of one issuing country; equal IMO
//                                    number, LEI, BIC or wallet address
//                name and birth      persons: equal folded full name of two or more words in any
//                                    order, neither weak, and birth dates that overlap (ranges
//                                    over five years do not count)
//                name and country    entities, vessels, aircraft: the same kind, equal folded name of
//                                    two or more words, neither weak, and a country in common
//              Stated reference and identifier are strong evidence: only they join parties into groups. A
//              name is never enough for that. Identifiers link parties of the same kind only, save that a
//              ship may be listed as an entity; one whose note says "false" is not used. Between two listings
//              the strongest evidence is given, once. A value that more than 50 listings share is no evidence
//              (a placeholder). Folding here is simple: ASCII and Latin diacritics to lower-case ASCII,
//              apostrophes dropped, other punctuation to blanks; other scripts as they are.
// Threads:     pure functions.
// Determinism: links sorted by lists, ids and kind; groups by their first member.
// Cost:        near-linear in names and identifiers: hashing, and pairs only inside a bucket.
// Errors:      none.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/listing.h"

namespace cordon::lists {

struct ListListings {
    std::string_view list;
    std::span<const model::Listing> listings;
};

// In order of strength.
enum class LinkEvidence : std::uint8_t { stated_reference, identifier, name_and_birth, name_and_country };
[[nodiscard]] std::string_view to_string(LinkEvidence evidence);
[[nodiscard]] constexpr bool is_strong(LinkEvidence evidence) {
    return evidence == LinkEvidence::stated_reference || evidence == LinkEvidence::identifier;
}

struct PartyLink {
    std::string list_a;  // list_a < list_b
    std::string id_a;
    std::string list_b;
    std::string id_b;
    LinkEvidence evidence = LinkEvidence::stated_reference;
    std::string text;  // "passport A1234567 (NO)", "MIRKO OLANDER, 1960"
    friend bool operator==(const PartyLink&, const PartyLink&) = default;
};

[[nodiscard]] std::vector<PartyLink> link_parties(std::span<const ListListings> lists);

struct PartyReference {
    std::string list;
    std::string id;
    friend auto operator<=>(const PartyReference&, const PartyReference&) = default;
};

// A party that one list removed between two states of all lists, and that others keep.
struct Divergence {
    PartyReference removed;
    std::vector<PartyReference> kept;
    friend bool operator==(const Divergence&, const Divergence&) = default;
};

// previous and current: the same lists before and after. Groups are made over strong evidence of both states.
// A party whose group still has a member on the same list is not removed: it stood twice, or was renumbered.
[[nodiscard]] std::vector<Divergence> find_divergences(std::span<const ListListings> previous,
                                                       std::span<const ListListings> current);

}  // namespace cordon::lists
