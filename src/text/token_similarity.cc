#include "text/token_similarity.h"

#include <algorithm>
#include <array>
#include <cstdint>
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
    [[nodiscard]] int operator()(char left, char right) const {
        return cells_[(static_cast<std::size_t>(left) & 127U) * 128 +
                      (static_cast<std::size_t>(right) & 127U)];
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

int sound_gap(char symbol) {
    if (is_vowel_sound(symbol)) {
        return 45;
    }
    return symbol == 'h' || symbol == 'y' || symbol == 'w' ? 40 : whole;
}

int letter_gap(char) {
    return whole;
}

using Row = std::array<int, letters_max + 1>;

// Restricted Damerau-Levenshtein with prices.
template <class Gap>
int distance(std::string_view left, std::string_view right, const PriceTable& prices, int swap, Gap gap) {
    Row before{};
    Row previous{};
    Row current{};
    for (std::size_t column = 0; column < right.size(); ++column) {
        previous[column + 1] = previous[column] + gap(right[column]);
    }
    for (std::size_t row = 0; row < left.size(); ++row) {
        current[0] = previous[0] + gap(left[row]);
        for (std::size_t column = 0; column < right.size(); ++column) {
            int best = previous[column] + prices(left[row], right[column]);
            best = std::min(best, previous[column + 1] + gap(left[row]));
            best = std::min(best, current[column] + gap(right[column]));
            if (row > 0 && column > 0 && left[row] == right[column - 1] && left[row - 1] == right[column]) {
                best = std::min(best, before[column - 1] + swap);
            }
            current[column + 1] = best;
        }
        before = previous;
        previous = current;
    }
    return previous[right.size()];
}

// Digraphs to symbols, doubled letters to one. extra: a small price for each change, so that equal letters
// stay best.
std::size_t to_sounds(std::string_view word, std::array<char, letters_max>& symbols) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < word.size() && count < letters_max;) {
        char symbol = word[at];
        std::size_t used = 1;
        for (const Digraph& digraph : digraphs) {
            if (word.substr(at).starts_with(digraph.letters)) {
                symbol = digraph.symbol;
                used = digraph.letters.size();
                break;
            }
        }
        at += used;
        if (count == 0 || symbols[count - 1] != symbol) {
            symbols[count++] = symbol;
        }
    }
    return count;
}

// Leaves out vowels and the weak consonants that a script without vowels may stand for.
std::size_t without_vowels(std::array<char, letters_max>& symbols, std::size_t count) {
    std::size_t kept = 0;
    for (std::size_t at = 0; at < count; ++at) {
        const char symbol = symbols[at];
        const bool weak = is_vowel_sound(symbol) || (at > 0 && (symbol == 'y' || symbol == 'w')) ||
                          (at + 1 == count && symbol == 'h');
        if (!weak && (kept == 0 || symbols[kept - 1] != symbol)) {
            symbols[kept++] = symbol;
        }
    }
    return kept;
}

double ratio(int price, std::size_t left, std::size_t right) {
    const double length = static_cast<double>(std::max(left, right));
    return std::max(0.0, 1.0 - static_cast<double>(price) / (whole * length));
}

double sound_similarity(const ComparedWord& left, const ComparedWord& right) {
    static const PriceTable prices(sound_prices);
    std::array<char, letters_max> left_symbols{};
    std::array<char, letters_max> right_symbols{};
    std::size_t left_count = to_sounds(left.text, left_symbols);
    std::size_t right_count = to_sounds(right.text, right_symbols);
    double ceiling = 0.97;
    if (left.vowelless || right.vowelless) {
        left_count = without_vowels(left_symbols, left_count);
        right_count = without_vowels(right_symbols, right_count);
        if (left_count == 0 || right_count == 0) {
            return 0;
        }
        // Few consonants prove little: unvowelled words of one or two are never quite sure.
        ceiling = left_count == 1 ? 0.75 : left_count == 2 ? 0.90 : 0.96;
    }
    const int price = distance({left_symbols.data(), left_count}, {right_symbols.data(), right_count}, prices,
                               80, sound_gap);
    return ceiling * ratio(price, left_count, right_count);
}

double letter_similarity(std::string_view left, std::string_view right) {
    static const PriceTable prices(shape_prices);
    const int price = distance(left, right, prices, 75, letter_gap);
    return ratio(price, left.size(), right.size());
}

bool worth_a_look(const ComparedWord& left, const ComparedWord& right) {
    const std::uint32_t left_bits = left.signature != 0 ? left.signature : sound_signature(left.text);
    const std::uint32_t right_bits = right.signature != 0 ? right.signature : sound_signature(right.text);
    const int most = std::max(__builtin_popcount(left_bits), __builtin_popcount(right_bits));
    return most == 0 || __builtin_popcount(left_bits & right_bits) * 3 >= most;
}

}  // namespace

double token_similarity(const ComparedWord& left, const ComparedWord& right) {
    if (left.text == right.text) {
        return left.vowelless == right.vowelless || left.text.size() > 2 ? 1.0 : 0.9;
    }
    if (left.text.empty() || right.text.empty() || left.text.size() > letters_max ||
        right.text.size() > letters_max) {
        return 0;
    }
    if (!worth_a_look(left, right)) {
        return 0;
    }
    const double sound = sound_similarity(left, right);
    const double letters = left.vowelless != right.vowelless ? 0.0 : letter_similarity(left.text, right.text);
    return std::max(sound, letters);
}

}  // namespace cordon::text
