// text/token_similarity_reference.h: Damerau-Levenshtein by the book, for token_similarity_test.cc only.
//
// Role:    the restricted distance (optimal string alignment) with unit prices, over a full matrix. The
// priced
//          distance of token_similarity.cc charges at most one for a step, so it may never call two words
//          less alike than this one does.
// Source:  F. Damerau 1964; R. Wagner and M. Fischer 1974.
// Threads: pure functions.
// Cost:    O(letters squared) time and memory.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace cordon::text::reference {

[[nodiscard]] inline std::size_t slips_between(std::string_view left, std::string_view right) {
    std::vector<std::vector<std::size_t>> cells(left.size() + 1, std::vector<std::size_t>(right.size() + 1));
    for (std::size_t i = 0; i <= left.size(); ++i) {
        for (std::size_t j = 0; j <= right.size(); ++j) {
            if (i == 0 || j == 0) {
                cells[i][j] = i + j;
                continue;
            }
            const std::size_t change = left[i - 1] == right[j - 1] ? 0 : 1;
            std::size_t best = cells[i - 1][j - 1] + change;
            best = std::min({best, cells[i - 1][j] + 1, cells[i][j - 1] + 1});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
                best = std::min(best, cells[i - 2][j - 2] + 1);
            }
            cells[i][j] = best;
        }
    }
    return cells[left.size()][right.size()];
}

// 1 - slips / letters of the longer word.
[[nodiscard]] inline double plain_similarity(std::string_view left, std::string_view right) {
    const std::size_t longer = std::max(left.size(), right.size());
    return longer == 0 ? 1.0
                       : 1.0 - static_cast<double>(slips_between(left, right)) / static_cast<double>(longer);
}

}  // namespace cordon::text::reference
