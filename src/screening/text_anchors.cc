#include "screening/text_anchors.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace cordon::screening {

namespace {

constexpr double rounding = 1e-4;  // weights are summed in floats elsewhere

// ordered: the words by falling weight; numbers: which words these are.
AnchorPartners partners_of(std::span<const AnchorWord> ordered, std::span<const std::uint32_t> numbers,
                           std::size_t at) {
    constexpr std::size_t partners_max = 2;
    const std::size_t needed = count_partners(ordered, at);
    if (needed == 0 || needed > partners_max) {
        return {numbers[at], numbers[at]};
    }
    std::array<std::uint32_t, partners_max> others{};
    std::size_t found = 0;
    for (std::size_t other = 0; found < needed; ++other) {
        if (other != at && !ordered[other].initial) {
            others[found++] = numbers[other];
        }
    }
    return {others[0], others[needed - 1]};
}

}  // namespace

void find_anchors(std::span<const AnchorWord> words, std::vector<std::uint8_t>& levels) {
    levels.assign(words.size(), no_anchor);
    double whole = 0;
    for (const AnchorWord& word : words) {
        whole += static_cast<double>(word.weight);
    }
    double rarer = 0;            // weight of the words before
    std::vector<double> before;  // the same, each: falling
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (words[at].initial || words[at].weight < little_weight) {
            continue;
        }
        const double met = whole - rarer;
        double missing = rarer;
        for (std::size_t level = 0; level < anchor_levels && levels[at] == no_anchor; ++level) {
            // An initial stands for the word that would cost most.
            missing -= level > 0 && level <= before.size() ? before[level - 1] : 0.0;
            const double by_initials =
                static_cast<double>(std::min(level, before.size())) * text_weights.initial;
            const bool last = level + 1 == anchor_levels;
            const bool says_enough = level == 0 || met + rounding >= static_cast<double>(spotted_weight);
            if (says_enough &&
                (last ||
                 score_bound({.matched = met + by_initials, .missing = missing}, text_weights) + rounding >=
                     anchor_floor)) {
                levels[at] = static_cast<std::uint8_t>(level);
            }
        }
        rarer += static_cast<double>(words[at].weight);
        before.push_back(static_cast<double>(words[at].weight));
    }
}

std::size_t count_partners(std::span<const AnchorWord> words, std::size_t at) {
    double matched = 0;
    for (const AnchorWord& word : words) {
        matched += static_cast<double>(word.weight);
    }
    double missing = 0;
    std::size_t partners = 0;
    for (std::size_t other = 0; other < words.size(); ++other) {
        if (other == at || words[other].initial) {
            continue;
        }
        ++partners;
        matched -= static_cast<double>(words[other].weight);
        missing += static_cast<double>(words[other].weight);
        if (score_bound({.matched = matched, .missing = missing}, text_weights) + rounding < anchor_floor) {
            return partners;
        }
    }
    return 0;
}

AnchorTable file_anchors(std::span<const WordingRecord> wordings,
                         std::span<const std::uint32_t> wording_words, std::span<const AnchorWord> words) {
    std::vector<std::uint8_t> level_of(wording_words.size(), no_anchor);  // by place in wording_words
    std::vector<AnchorPartners> beside(wording_words.size());             // the same
    AnchorTable table;
    table.starts.assign(words.size() * anchor_levels + 1, 0);
    std::vector<std::uint32_t> places;
    std::vector<std::uint32_t> numbers;
    std::vector<AnchorWord> ordered;
    std::vector<std::uint8_t> levels;
    for (std::size_t wording = 0; wording + 1 < wordings.size(); ++wording) {
        places.clear();
        numbers.clear();
        ordered.clear();
        for (std::uint32_t place = wordings[wording].words; place < wordings[wording + 1].words; ++place) {
            places.push_back(place);
        }
        std::ranges::stable_sort(places, [&](std::uint32_t left, std::uint32_t right) {
            const AnchorWord& one = words[wording_words[left]];
            const AnchorWord& other = words[wording_words[right]];
            return one.weight != other.weight ? one.weight > other.weight : one.wordings < other.wordings;
        });
        for (const std::uint32_t place : places) {
            numbers.push_back(wording_words[place]);
            ordered.push_back(words[wording_words[place]]);
        }
        find_anchors(ordered, levels);
        const bool promoted = (wordings[wording].flags & wording_promoted) != 0;
        for (std::size_t at = 0; at < places.size(); ++at) {
            // A word that stands there twice is filed as what it is the first time.
            const auto earlier = std::span(numbers).first(at);
            const bool repeated = std::ranges::find(earlier, numbers[at]) != earlier.end();
            const std::uint8_t level = repeated ? no_anchor : promoted ? std::uint8_t{0} : levels[at];
            level_of[places[at]] = level;
            beside[places[at]] =
                promoted ? AnchorPartners{numbers[at], numbers[at]} : partners_of(ordered, numbers, at);
            if (level != no_anchor) {
                ++table.starts[numbers[at] * anchor_levels + level + 1];
            }
        }
    }
    for (std::size_t at = 1; at < table.starts.size(); ++at) {
        table.starts[at] += table.starts[at - 1];
    }
    table.wordings.resize(table.starts.back());
    table.partners.resize(table.starts.back());
    std::vector<std::uint32_t> next = table.starts;
    for (std::uint32_t wording = 0; wording + 1 < wordings.size(); ++wording) {
        for (std::uint32_t place = wordings[wording].words; place < wordings[wording + 1].words; ++place) {
            if (level_of[place] != no_anchor) {
                const std::uint32_t at = next[wording_words[place] * anchor_levels + level_of[place]]++;
                table.wordings[at] = wording;
                table.partners[at] = beside[place];
            }
        }
    }
    return table;
}

}  // namespace cordon::screening
