// engine/test_lists.h: small fictional lists for this room's tests; included by *_test.cc and *_bench.cc
// only.
//
// Role:    many different names from few words, so that a test can have a list of any size.
// Threads: pure functions.
#pragma once

#include <string>
#include <vector>

#include "model/listing.h"

namespace cordon::engine::testing {

[[nodiscard]] inline model::Listing listing(std::string id, std::vector<std::string> names) {
    model::Listing made;
    made.id = std::move(id);
    made.kind = model::PartyKind::person;
    for (std::string& name : names) {
        made.names.push_back({.text = std::move(name),
                              .kind = made.names.empty() ? model::NameKind::primary : model::NameKind::aka});
    }
    return made;
}

// The number as a word of syllables: no two numbers give the same word.
[[nodiscard]] inline std::string invented_word(unsigned number) {
    static constexpr const char* syllables[] = {"ba", "ke",  "lim", "do",  "ru", "san", "ti",  "vor",
                                                "mu", "zel", "ha",  "gir", "no", "pek", "jul", "wa"};
    std::string word;
    for (unsigned rest = number + 16; rest > 0; rest /= 16) {
        word += syllables[rest % 16];
    }
    word[0] = static_cast<char>(word[0] - 'a' + 'A');
    return word;
}

// Ids "P0", "P1", ...; from `first` on.
[[nodiscard]] inline std::vector<model::Listing> invented_list(unsigned count, unsigned first = 0) {
    std::vector<model::Listing> listings;
    for (unsigned at = first; at < first + count; ++at) {
        listings.push_back(listing("P" + std::to_string(at),
                                   {invented_word(at * 7919) + " " + invented_word(at * 104'729 + 5),
                                    invented_word(at * 31 + 11) + " " + invented_word(at * 7919)}));
    }
    return listings;
}

}  // namespace cordon::engine::testing
