// screening/test_names.h: small invented lists for this room's tests; included by *_test.cc, *_fuzz.cc and
// *_bench.cc only.
//
// Role:    listings from plain names, and names that nobody bears, as many as a test wants.
// Threads: pure functions.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/prng.h"
#include "model/listing.h"
#include "screening/screening_index.h"

namespace cordon::screening::testing {

// A list that keeps its listings, for the spans that ScreeningIndex::build takes.
class NamedList {
public:
    void add(std::string id, std::vector<std::string> names, std::uint8_t list = 0) {
        model::Listing& made = listings_.emplace_back();
        made.id = std::move(id);
        for (std::string& name : names) {
            made.names.push_back({.text = std::move(name)});
        }
        lists_.push_back(list);
    }
    [[nodiscard]] std::vector<IndexedListing> indexed() const {
        std::vector<IndexedListing> all;
        for (std::size_t at = 0; at < listings_.size(); ++at) {
            all.push_back({&listings_[at], lists_[at]});
        }
        return all;
    }
    [[nodiscard]] model::Listing& back() { return listings_.back(); }
    [[nodiscard]] const model::Listing& at(std::size_t ordinal) const { return listings_[ordinal]; }
    [[nodiscard]] std::size_t size() const { return listings_.size(); }

private:
    std::vector<model::Listing> listings_;
    std::vector<std::uint8_t> lists_;
};

// Two to four syllables, six letters or more: a word that stands in no table of common words.
[[nodiscard]] inline std::string invented_word(base::Prng& random) {
    static constexpr const char* syllables[] = {
        "bak", "kel", "lim", "dov", "rug",  "san",  "tib", "vor", "muz", "zel", "hag", "gir", "nop", "pek",
        "jul", "wad", "fes", "rom", "dral", "shen", "khu", "tov", "bre", "gan", "lis", "mor", "pil", "sud"};
    std::string word;
    for (std::uint64_t left = 2 + random.below(3); left > 0; --left) {
        word += syllables[random.below(std::size(syllables))];
    }
    return word.size() < 6 ? word + "kos" : word;
}

[[nodiscard]] inline std::string invented_name(base::Prng& random, std::uint64_t words) {
    std::string name;
    for (; words > 0; --words) {
        name += (name.empty() ? "" : " ") + invented_word(random);
    }
    return name;
}

// Ids "P0", "P1", ...; two to four words a name.
[[nodiscard]] inline NamedList invented_list(std::size_t count, std::uint64_t seed) {
    base::Prng random(seed);
    NamedList list;
    for (std::size_t at = 0; at < count; ++at) {
        list.add("P" + std::to_string(at), {invented_name(random, 2 + random.below(3))});
    }
    return list;
}

// One slip of the hand in one word of six letters or more: a letter lost, added, changed, or two swapped.
[[nodiscard]] inline std::string with_slip(const std::string& name, base::Prng& random) {
    std::size_t at = 0;
    for (int tries = 0; tries < 1'000; ++tries) {
        at = random.below(name.size());
        const std::size_t first = name.rfind(' ', at) == std::string::npos ? 0 : name.rfind(' ', at) + 1;
        const std::size_t last = name.find(' ', at) == std::string::npos ? name.size() : name.find(' ', at);
        if (name[at] != ' ' && last - first >= 6 && at + 1 < last) {
            break;
        }
    }
    std::string slipped = name;
    const char letter = static_cast<char>('a' + random.below(26));
    switch (random.below(4)) {
        case 0: return slipped.erase(at, 1);
        case 1: return slipped.insert(at, 1, letter);
        case 2: std::swap(slipped[at], slipped[at + 1]); return slipped;
        default: slipped[at] = letter; return slipped;
    }
}

}  // namespace cordon::screening::testing
