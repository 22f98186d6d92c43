#include "text/token_similarity.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string>

#include "text/bare_similarity.h"
#include "text/nicknames.h"
#include "text/phonetic_key.h"
#include "text/word_prices.h"

namespace cordon::text {

namespace {

constexpr double glued_doubt = 0.6;
constexpr double nickname_likeness = 0.90;
constexpr int scanner_price = 30;  // of groups of letters read as one

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

int limit_for(double floor, std::size_t left, std::size_t right) {
    return static_cast<int>((1.0 - floor) * whole * static_cast<double>(std::max(left, right))) + 1;
}

double sound_similarity(const ComparedWord& left, const ComparedWord& right, double floor) {
    static const PriceTable prices(sound_prices);
    if (!left.vowelless && !right.vowelless) {
        const int price = distance(left.sounds, right.sounds, prices, sound_swap, SoundGap{},
                                   limit_for(floor, left.sounds.size(), right.sounds.size()));
        return sound_ceiling * ratio(price, left.sounds.size(), right.sounds.size());
    }
    std::array<char, letters_max> left_letters{};
    std::array<char, letters_max> right_letters{};
    const std::string_view left_bare(left_letters.data(), without_vowels(left.sounds, left_letters));
    const std::string_view right_bare(right_letters.data(), without_vowels(right.sounds, right_letters));
    if (left_bare.empty() || right_bare.empty()) {
        return 0;
    }
    const int price = distance(left_bare, right_bare, prices, sound_swap, SoundGap{},
                               limit_for(floor, left_bare.size(), right_bare.size()));
    return bare_ceiling(left_bare.size(), right_bare.size()) *
           ratio(price, left_bare.size(), right_bare.size());
}

double letter_similarity(std::string_view left, std::string_view right, bool scanned, double floor) {
    static const PriceTable prices(shape_prices);
    const int limit = limit_for(floor, left.size(), right.size());
    int price = distance(left, right, prices, letter_swap, LetterGap{}, limit);
    if (scanned && limit > scanner_price) {
        price =
            std::min(price, scanner_price + distance(read_by_scanner(left), read_by_scanner(right), prices,
                                                     letter_swap, LetterGap{}, limit - scanner_price));
    }
    return ratio(price, left.size(), right.size());
}

}  // namespace

std::string sound_letters(std::string_view word) {
    constexpr std::string_view vowels = "aeiou";
    std::string sounds;
    for (std::size_t at = 0; at < word.size();) {
        char symbol = word[at];
        std::size_t used = 1;
        const bool may_begin =
            at + 1 < word.size() && std::string_view("stdckgpzqoeaiy").find(symbol) != word.npos;
        for (const Digraph& digraph :
             may_begin ? std::span<const Digraph>(digraphs) : std::span<const Digraph>()) {
            if (digraph.letters[0] == word[at] && digraph.letters[1] == word[at + 1] &&
                word.substr(at).starts_with(digraph.letters) &&
                !(digraph.letters == "ij" && at + 2 < word.size() && vowels.contains(word[at + 2]))) {
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
    if (left.vowelless != right.vowelless) {
        return left.vowelless ? bare_similarity(left.text, right.text, floor)
                              : bare_similarity(right.text, left.text, floor);
    }
    const std::uint32_t left_sounds = left.signature & sound_bits;
    const std::uint32_t right_sounds = right.signature & sound_bits;
    const int most = std::max(std::popcount(left_sounds), std::popcount(right_sounds));
    const bool nickname =
        (left.signature & right.signature & nickname_bit) != 0 && nicknames_related(left.text, right.text);
    const double least = nickname ? nickname_likeness : 0;
    if (std::popcount(left_sounds & right_sounds) * 3 < most) {
        return least;
    }
    const double sound = sound_similarity(left, right, floor);
    const bool scanned = ((left.signature | right.signature) & scanner_bit) != 0;
    const double letters = letter_similarity(left.text, right.text, scanned, std::max(floor, sound));
    return std::max({sound, letters, least});
}

double doubted_together(double alike) {
    return std::max(0.0, alike - glued_doubt * (1.0 - alike));
}

double word_similarity(std::string_view left, std::string_view right, bool left_vowelless,
                       bool right_vowelless, double floor) {
    if (left_vowelless != right_vowelless) {
        return doubted_together(left_vowelless ? bare_similarity(left, right, floor)
                                               : bare_similarity(right, left, floor));
    }
    const std::string left_sounds = sound_letters(left);
    const std::string right_sounds = sound_letters(right);
    return token_similarity({left, left_sounds, sound_signature(left), left_vowelless},
                            {right, right_sounds, sound_signature(right), right_vowelless}, floor);
}

}  // namespace cordon::text
