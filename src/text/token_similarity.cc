#include "text/token_similarity.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string>

#include "text/phonetic_key.h"

namespace cordon::text {

namespace {

constexpr std::size_t letters_max = 64;
constexpr int whole = 100;  // price of one full slip, in hundredths

// Sounds of more than one letter get symbols of their own, upper case.
struct Digraph {
    std::string_view letters;
    char symbol;
};
constexpr auto digraphs = std::to_array<Digraph>({
    {"shch", 'S'}, {"tsch", 'C'}, {"dzh", 'J'}, {"dsch", 'J'}, {"sch", 'S'}, {"tch", 'C'}, {"sh", 'S'},
    {"ch", 'C'},   {"kh", 'K'},   {"gh", 'G'},  {"dh", 'D'},   {"th", 'T'},  {"ph", 'f'},  {"zh", 'Z'},
    {"dj", 'J'},   {"ck", 'k'},   {"qu", 'k'},  {"ou", 'u'},   {"oo", 'u'},  {"ee", 'i'},  {"ie", 'i'},
    {"ea", 'i'},   {"aa", 'a'},   {"ts", 'c'},  {"tz", 'c'},   {"ai", 'Y'},  {"ay", 'Y'},  {"ei", 'Y'},
    {"ey", 'Y'},   {"oe", 'o'},   {"ae", 'a'},  {"aw", 'W'},   {"au", 'W'},  {"ow", 'W'},  {"yu", 'u'},
    {"iy", 'i'},   {"ij", 'i'},
});

struct Price {
    char left;
    char right;
    std::uint8_t price;
};

// What it costs to read one sound for another; everything else costs a whole slip.
constexpr auto sound_prices = std::to_array<Price>({
    {'a', 'e', 30}, {'a', 'o', 45}, {'a', 'i', 45}, {'a', 'u', 45}, {'e', 'i', 20}, {'e', 'o', 45},
    {'e', 'u', 45}, {'i', 'o', 50}, {'i', 'u', 45}, {'o', 'u', 15}, {'i', 'y', 10}, {'e', 'y', 30},
    {'u', 'w', 20}, {'o', 'w', 30}, {'u', 'y', 45}, {'a', 'y', 60}, {'Y', 'a', 30}, {'Y', 'e', 25},
    {'Y', 'i', 25}, {'Y', 'y', 25}, {'W', 'a', 40}, {'W', 'o', 20}, {'W', 'u', 25}, {'W', 'w', 30},
    {'k', 'q', 5},  {'k', 'c', 15}, {'q', 'c', 20}, {'q', 'g', 35}, {'k', 'g', 45}, {'K', 'k', 20},
    {'K', 'h', 25}, {'K', 'q', 30}, {'K', 'C', 35}, {'K', 'G', 40}, {'K', 'j', 50}, {'K', 'c', 40},
    {'G', 'g', 15}, {'G', 'q', 35}, {'G', 'r', 60}, {'G', 'h', 50}, {'g', 'h', 60}, {'g', 'j', 35},
    {'D', 'd', 15}, {'D', 'z', 30}, {'D', 'T', 30}, {'T', 't', 20}, {'T', 's', 35}, {'T', 'd', 45},
    {'d', 't', 40}, {'s', 'z', 25}, {'s', 'c', 30}, {'s', 'S', 35}, {'z', 'c', 45}, {'z', 'Z', 30},
    {'z', 'j', 50}, {'S', 'C', 25}, {'S', 'Z', 40}, {'S', 'j', 50}, {'S', 'c', 50}, {'S', 'x', 40},
    {'C', 'J', 30}, {'C', 'c', 30}, {'C', 'j', 40}, {'C', 'k', 40}, {'C', 'q', 40}, {'C', 'h', 60},
    {'C', 'x', 40}, {'J', 'j', 5},  {'J', 'Z', 25}, {'J', 'g', 35}, {'J', 'y', 45}, {'Z', 'j', 20},
    {'Z', 'g', 40}, {'j', 'y', 35}, {'j', 'i', 40}, {'j', 'h', 60}, {'b', 'p', 40}, {'b', 'v', 45},
    {'v', 'w', 10}, {'v', 'f', 35}, {'f', 'p', 50}, {'u', 'v', 50}, {'x', 'k', 50}, {'x', 's', 60},
    {'m', 'n', 60}, {'l', 'r', 70}, {'D', 't', 50}, {'i', 'Z', 90},
});

// Look-alikes of print and neighbours that readers and scanners mix up, on letters.
constexpr auto shape_prices = std::to_array<Price>({
    {'0', 'o', 20}, {'1', 'l', 20}, {'1', 'i', 20}, {'5', 's', 20}, {'8', 'b', 20}, {'2', 'z', 25},
    {'6', 'g', 35}, {'6', 'b', 35}, {'4', 'a', 30}, {'9', 'g', 35}, {'3', 'e', 35}, {'7', 't', 35},
    {'i', 'l', 50}, {'u', 'v', 45}, {'c', 'e', 55}, {'c', 'o', 65}, {'n', 'h', 65}, {'b', 'h', 60},
    {'i', 'j', 60}, {'t', 'f', 65}, {'g', 'q', 55}, {'v', 'y', 65}, {'n', 'u', 60}, {'r', 'n', 70},
    {'m', 'n', 70}, {'d', 'o', 75}, {'e', 'o', 70}, {'a', 'o', 70},
});

class PriceTable {
public:
    template <class Prices>
    explicit PriceTable(const Prices& prices) {
        for (std::size_t left = 0; left < 128; ++left) {
            for (std::size_t right = 0; right < 128; ++right) {
                cells_[left * 128 + right] = left == right ? 0 : whole;
            }
        }
        for (const Price& row : prices) {
            at(row.left, row.right) = row.price;
            at(row.right, row.left) = row.price;
        }
    }
    // Prices of reading any letter for this one.
    [[nodiscard]] const std::uint8_t* row(char left) const {
        return cells_.data() + (static_cast<std::size_t>(left) & 127U) * 128;
    }

private:
    std::uint8_t& at(char left, char right) {
        return cells_[static_cast<std::size_t>(left) * 128 + static_cast<std::size_t>(right)];
    }
    std::array<std::uint8_t, std::size_t{128} * 128> cells_{};
};

bool is_vowel_sound(char symbol) {
    return std::string_view("aeiouYW").find(symbol) != std::string_view::npos;
}

// What a sound or letter costs that the other word lacks.
struct SoundGap {
    static constexpr int least = 40;
    int operator()(char symbol) const {
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
    int operator()(char) const { return whole; }
};

using Row = std::array<int, letters_max + 1>;

// Restricted Damerau-Levenshtein with prices; limit + 1 as soon as every way costs more than limit.
template <class Gap>
int distance(std::string_view left, std::string_view right, const PriceTable& prices, int swap, Gap gap,
             int limit) {
    const std::size_t longer = std::max(left.size(), right.size());
    const std::size_t shorter = std::min(left.size(), right.size());
    if (static_cast<int>(longer - shorter) * Gap::least > limit) {
        return limit + 1;
    }
    Row rows[3];
    Row gaps;  // of the right word's letters
    Row* before = &rows[0];
    Row* previous = &rows[1];
    Row* current = &rows[2];
    (*previous)[0] = 0;
    for (std::size_t column = 0; column < right.size(); ++column) {
        gaps[column] = gap(right[column]);
        (*previous)[column + 1] = (*previous)[column] + gaps[column];
    }
    int least_before = 0;  // of the row before
    for (std::size_t row = 0; row < left.size(); ++row) {
        const int left_gap = gap(left[row]);
        const std::uint8_t* const row_prices = prices.row(left[row]);
        const char above = row > 0 ? left[row - 1] : '\0';
        int beside = (*previous)[0] + left_gap;
        (*current)[0] = beside;
        int least = beside;
        for (std::size_t column = 0; column < right.size(); ++column) {
            int best = (*previous)[column] + row_prices[static_cast<std::size_t>(right[column]) & 127U];
            best = std::min(best, (*previous)[column + 1] + left_gap);
            best = std::min(best, beside + gaps[column]);
            if (above == right[column] && column > 0 && left[row] == right[column - 1]) {
                best = std::min(best, (*before)[column - 1] + swap);
            }
            (*current)[column + 1] = best;
            beside = best;
            least = std::min(least, best);
        }
        // Every way goes through this row, or past it by a swap from the row before.
        if (least > limit && least_before + swap > limit) {
            return limit + 1;
        }
        least_before = least;
        std::swap(before, previous);
        std::swap(previous, current);
    }
    return (*previous)[right.size()];
}

// Leaves out vowels and the weak consonants that a script without vowels may stand for.
std::size_t without_vowels(std::string_view sounds, std::array<char, letters_max>& kept_letters) {
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

double ratio(int price, std::size_t left, std::size_t right) {
    const double length = static_cast<double>(std::max(left, right));
    return std::max(0.0, 1.0 - static_cast<double>(price) / (whole * length));
}

int limit_for(double floor, std::size_t left, std::size_t right) {
    return static_cast<int>((1.0 - floor) * whole * static_cast<double>(std::max(left, right))) + 1;
}

double sound_similarity(const ComparedWord& left, const ComparedWord& right, double floor) {
    static const PriceTable prices(sound_prices);
    if (!left.vowelless && !right.vowelless) {
        const int price = distance(left.sounds, right.sounds, prices, 80, SoundGap{},
                                   limit_for(floor, left.sounds.size(), right.sounds.size()));
        return 0.97 * ratio(price, left.sounds.size(), right.sounds.size());
    }
    std::array<char, letters_max> left_letters{};
    std::array<char, letters_max> right_letters{};
    const std::string_view left_bare(left_letters.data(), without_vowels(left.sounds, left_letters));
    const std::string_view right_bare(right_letters.data(), without_vowels(right.sounds, right_letters));
    if (left_bare.empty() || right_bare.empty()) {
        return 0;
    }
    // Few consonants prove little: unvowelled words of one or two are never quite sure.
    const std::size_t fewest = std::min(left_bare.size(), right_bare.size());
    const double ceiling = fewest == 1 ? 0.75 : fewest == 2 ? 0.90 : 0.96;
    const int price = distance(left_bare, right_bare, prices, 80, SoundGap{},
                               limit_for(floor, left_bare.size(), right_bare.size()));
    return ceiling * ratio(price, left_bare.size(), right_bare.size());
}

double letter_similarity(std::string_view left, std::string_view right, double floor) {
    static const PriceTable prices(shape_prices);
    const int price =
        distance(left, right, prices, 75, LetterGap{}, limit_for(floor, left.size(), right.size()));
    return ratio(price, left.size(), right.size());
}

}  // namespace

std::string sound_letters(std::string_view word) {
    std::string sounds;
    for (std::size_t at = 0; at < word.size();) {
        char symbol = word[at];
        std::size_t used = 1;
        const bool may_begin =
            at + 1 < word.size() && std::string_view("stdckgpzqoeaiy").find(symbol) != word.npos;
        for (const Digraph& digraph :
             may_begin ? std::span<const Digraph>(digraphs) : std::span<const Digraph>()) {
            if (digraph.letters[0] == word[at] && digraph.letters[1] == word[at + 1] &&
                word.substr(at).starts_with(digraph.letters)) {
                symbol = digraph.symbol;
                used = digraph.letters.size();
                break;
            }
        }
        at += used;
        if (sounds.empty() || sounds.back() != symbol) {
            sounds.push_back(symbol);
        }
    }
    return sounds;
}

double token_similarity(const ComparedWord& left, const ComparedWord& right, double floor) {
    if (left.text == right.text) {
        return left.vowelless == right.vowelless || left.text.size() > 2 ? 1.0 : 0.9;
    }
    if (left.text.empty() || right.text.empty() || left.text.size() > letters_max ||
        right.text.size() > letters_max) {
        return 0;
    }
    const int most = std::max(std::popcount(left.signature), std::popcount(right.signature));
    if (std::popcount(left.signature & right.signature) * 3 < most) {
        return 0;
    }
    const double sound = sound_similarity(left, right, floor);
    const double letters = left.vowelless != right.vowelless
                               ? 0.0
                               : letter_similarity(left.text, right.text, std::max(floor, sound));
    return std::max(sound, letters);
}

double word_similarity(std::string_view left, std::string_view right, bool left_vowelless,
                       bool right_vowelless, double floor) {
    const std::string left_sounds = sound_letters(left);
    const std::string right_sounds = sound_letters(right);
    return token_similarity({left, left_sounds, sound_signature(left), left_vowelless},
                            {right, right_sounds, sound_signature(right), right_vowelless}, floor);
}

}  // namespace cordon::text
