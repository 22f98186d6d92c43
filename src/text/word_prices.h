// text/word_prices.h: what each step costs in the distances of token_similarity.cc and similarity_batch.cc.
//
// Role:  the one table of prices under both; in hundredths of a slip, all multiples of five.
// Rules: measured on spellings of listed names; see docs/reference/name-comparison.md.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cordon::text {

constexpr std::size_t letters_max = 64;  // of a word that is compared
constexpr int whole = 100;               // price of one full slip, in hundredths
constexpr int sound_swap = 60;           // of two neighbouring sounds
constexpr int letter_swap = 50;
constexpr double sound_ceiling = 0.97;  // the same sounds in other letters

// Few consonants prove little: unvowelled words of one or two are never quite sure.
constexpr double bare_ceiling(std::size_t left, std::size_t right) {
    const std::size_t fewest = std::min(left, right);
    return fewest == 1 ? 0.75 : fewest == 2 ? 0.90 : 0.96;
}

struct Price {
    char left;
    char right;
    std::uint8_t price;
};

// What it costs to read one sound for another; everything else costs a whole slip.
constexpr auto sound_prices = std::to_array<Price>({
    {'a', 'e', 30}, {'a', 'o', 35}, {'a', 'i', 45}, {'a', 'u', 45}, {'e', 'i', 20}, {'e', 'o', 45},
    {'e', 'u', 45}, {'i', 'o', 50}, {'i', 'u', 45}, {'o', 'u', 15}, {'i', 'y', 10}, {'e', 'y', 30},
    {'u', 'w', 20}, {'o', 'w', 30}, {'u', 'y', 45}, {'a', 'y', 60}, {'Y', 'a', 30}, {'Y', 'e', 25},
    {'Y', 'i', 25}, {'Y', 'y', 25}, {'W', 'a', 40}, {'W', 'o', 20}, {'W', 'u', 25}, {'W', 'w', 30},
    {'k', 'q', 5},  {'k', 'c', 15}, {'q', 'c', 20}, {'q', 'g', 35}, {'k', 'g', 45}, {'K', 'k', 20},
    {'K', 'h', 25}, {'K', 'q', 30}, {'K', 'C', 35}, {'K', 'G', 40}, {'K', 'j', 40}, {'K', 'c', 40},
    {'G', 'g', 15}, {'G', 'q', 35}, {'G', 'r', 60}, {'G', 'h', 50}, {'g', 'h', 60}, {'g', 'j', 35},
    {'D', 'd', 15}, {'D', 'z', 30}, {'D', 'T', 30}, {'T', 't', 20}, {'T', 's', 35}, {'T', 'd', 45},
    {'d', 't', 40}, {'s', 'z', 25}, {'s', 'c', 30}, {'s', 'S', 35}, {'z', 'c', 45}, {'z', 'Z', 30},
    {'z', 'j', 50}, {'S', 'C', 25}, {'S', 'Z', 40}, {'S', 'j', 50}, {'S', 'c', 50}, {'S', 'x', 40},
    {'C', 'J', 30}, {'C', 'c', 30}, {'C', 'j', 20}, {'C', 'k', 40}, {'C', 'q', 40}, {'C', 'h', 60},
    {'C', 'x', 40}, {'J', 'j', 5},  {'J', 'Z', 25}, {'J', 'g', 35}, {'J', 'y', 45}, {'Z', 'j', 20},
    {'Z', 'g', 40}, {'j', 'y', 35}, {'j', 'i', 40}, {'j', 'h', 60}, {'b', 'p', 40}, {'b', 'v', 45},
    {'v', 'w', 10}, {'v', 'f', 35}, {'f', 'p', 50}, {'u', 'v', 50}, {'x', 'k', 50}, {'x', 's', 60},
    {'m', 'n', 60}, {'l', 'r', 70}, {'D', 't', 50}, {'i', 'Z', 90}, {'c', 'j', 25}, {'c', 'J', 25},
    {'x', 'h', 40}, {'x', 'K', 35}, {'y', 'J', 35}, {'y', 'G', 50},
});

// Look-alikes of print and neighbours that readers and scanners mix up, on letters.
constexpr auto shape_prices = std::to_array<Price>({
    {'0', 'o', 20}, {'1', 'l', 20}, {'1', 'i', 20}, {'5', 's', 20}, {'8', 'b', 20}, {'2', 'z', 25},
    {'6', 'g', 35}, {'6', 'b', 35}, {'4', 'a', 30}, {'9', 'g', 35}, {'3', 'e', 35}, {'7', 't', 35},
    {'i', 'l', 50}, {'u', 'v', 30}, {'c', 'e', 30}, {'c', 'o', 65}, {'n', 'h', 65}, {'b', 'h', 30},
    {'i', 'j', 60}, {'t', 'f', 65}, {'g', 'q', 55}, {'v', 'y', 65}, {'n', 'u', 60}, {'r', 'n', 70},
    {'m', 'n', 70}, {'d', 'o', 75}, {'e', 'o', 70}, {'a', 'o', 70},
});

constexpr bool is_vowel_sound(char symbol) {
    return std::string_view("aeiouYW").find(symbol) != std::string_view::npos;
}

// What a sound or letter costs that the other word lacks.
struct SoundGap {
    static constexpr int least = 40;
    constexpr int operator()(char symbol) const {
        switch (symbol) {
            case 'a':
            case 'e':
            case 'i':
            case 'o':
            case 'u':
            case 'Y':
            case 'W': return 45;
            case 'h':
            case 'y':
            case 'w': return 40;
            default: return whole;
        }
    }
};

struct LetterGap {
    static constexpr int least = whole;
    constexpr int operator()(char) const { return whole; }
};

// Leaves out vowels and the weak consonants that a script without vowels may stand for.
inline std::size_t without_vowels(std::string_view sounds, std::array<char, letters_max>& kept_letters) {
    std::size_t kept = 0;
    for (std::size_t at = 0; at < sounds.size() && at < letters_max; ++at) {
        const char symbol = sounds[at];
        const bool weak = is_vowel_sound(symbol) || (at > 0 && (symbol == 'y' || symbol == 'w')) ||
                          (at + 1 == sounds.size() && symbol == 'h');
        if (!weak && (kept == 0 || kept_letters[kept - 1] != symbol)) {
            kept_letters[kept++] = symbol;
        }
    }
    return kept;
}

inline double ratio(int price, std::size_t left, std::size_t right) {
    const double length = static_cast<double>(std::max(left, right));
    return std::max(0.0, 1.0 - static_cast<double>(price) / (whole * length));
}

}  // namespace cordon::text
