// engine/word_index.h: which entries hold which words, for people who look for text rather than for a party.
//
// Role:        full-text look-ups beside the screening index: every word as it stands, folded to ASCII, no
//              likeness, no scores. Screening never asks it.
// Rules:       words are runs of letters and digits, folded letter by letter (text/fold.h).
// Ownership:   owns its words.
// Threads:     immutable once taken from its builder.
// Determinism: same texts, same answers; entries ascend.
// Cost:        O(bytes) to fill, one binary search a look-up; about 10 bytes a word of an entry.
// Errors:      none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cordon::engine {

// The words of a text as they are compared.
[[nodiscard]] std::vector<std::string> folded_words(std::string_view text);

class WordIndex {
public:
    class Builder {
    public:
        // REQUIRES: entries in ascending order.
        void add(std::uint32_t entry, std::string_view text);
        [[nodiscard]] WordIndex take() &&;

    private:
        std::unordered_map<std::string, std::vector<std::uint32_t>> words_;
    };

    // word: folded.
    [[nodiscard]] std::vector<std::uint32_t> with_word(std::string_view word) const;
    // '*': any letters, '?': one. All else of the pattern: folded.
    [[nodiscard]] std::vector<std::uint32_t> with_pattern(std::string_view pattern) const;

private:
    std::vector<std::string> words_;  // sorted
    std::vector<std::vector<std::uint32_t>> entries_;
};

}  // namespace cordon::engine
