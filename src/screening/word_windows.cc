#include "screening/word_windows.h"

#include <algorithm>

#include "screening/name_score.h"

namespace cordon::screening {

std::vector<WordWindow> word_windows(std::size_t words) {
    constexpr std::size_t window = 24;
    constexpr std::size_t step = 12;
    if (words <= words_max) {
        return {{0, words}};
    }
    std::vector<WordWindow> windows;
    for (std::size_t first = 0;; first += step) {
        const std::size_t last = std::min(first + window, words);
        windows.push_back({first, last});
        if (last == words) {
            return windows;
        }
    }
}

}  // namespace cordon::screening
