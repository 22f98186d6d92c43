// screening/text_anchors.h: which words of a listed name a text must have before the name can be there.
//
// Role:        a text has common words of a thousand names and the rare words of none. A name whose rarest
//              words are missing cannot be spotted by the others, whatever they are; so a search meets a name
//              by its anchors alone: the prefix filter of set similarity joins (Chaudhuri, Ganti, Kaushik
//              2006), by weight of words. Names whose words are glued there are met by those.
// Rules:       a word is an anchor of level n when the name could still reach anchor_floor without any
//              of its rarer words, were n of these met by initials of the text. Initials of the listed name
//              count as met. Words that say next to nothing are no anchors, but of names of nothing else.
//              One word is seldom enough: the partners of an anchor are the rarest of the other words of
//              which one must be there too, where the text has no initials.
// Threads:     pure functions.
// Determinism: equally rare words in the order that the caller gives.
// Cost:        O(words of the name, squared).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "screening/index_layout.h"
#include "screening/name_score.h"

namespace cordon::screening {

// The whole of a listed name should stand in a running text, whatever else does.
constexpr ScoreWeights text_weights = [] {
    ScoreWeights weights;
    weights.missing = 1.0;
    weights.relief_min = 0.6;
    return weights;
}();

// A name found beside an initial says so much without it, in weights of words.
constexpr float spotted_weight = 1.0F;

constexpr double anchor_floor = 0.80;  // a search for less looks at every name that has a word
constexpr std::uint8_t no_anchor = anchor_levels;

struct AnchorWord {
    float weight = 0;
    bool initial = false;
    std::uint32_t wordings = 0;  // that have it
};

// By word of the name: the least level at which it is an anchor, or no_anchor.
// REQUIRES: words by falling weight.
void find_anchors(std::span<const AnchorWord> words, std::vector<std::uint8_t>& levels);

// How many of the words but for words[at], by falling weight: a name that has words[at] and none of those
// cannot reach anchor_floor. 0: it needs none.
[[nodiscard]] std::size_t count_partners(std::span<const AnchorWord> words, std::size_t at);

// Wordings by anchor: those of word w and level n from starts[anchor_levels * w + n] on, each ascending; and
// beside each the partners that it needs.
struct AnchorTable {
    std::vector<std::uint32_t> starts;
    std::vector<std::uint32_t> wordings;
    std::vector<AnchorPartners> partners;
};
// words: by number. A wording of promoted words is filed under each of them.
[[nodiscard]] AnchorTable file_anchors(std::span<const WordingRecord> wordings,
                                       std::span<const std::uint32_t> wording_words,
                                       std::span<const AnchorWord> words);

}  // namespace cordon::screening
