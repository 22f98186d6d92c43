// screening/word_windows.h: names of more words than are compared at once, in pieces.
//
// Role:    both sides use it: names are filed, and asked for, by window.
// Threads: pure functions.
#pragma once

#include <cstddef>
#include <vector>

namespace cordon::screening {

// Windows of a long name: positions [first, last) of its words; one window when they fit. Windows overlap by
// half.
struct WordWindow {
    std::size_t first;
    std::size_t last;
};
[[nodiscard]] std::vector<WordWindow> word_windows(std::size_t words);

}  // namespace cordon::screening
