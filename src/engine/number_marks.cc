#include "engine/number_marks.h"

#include <algorithm>
#include <array>
#include <string>

namespace cordon::engine {

namespace {

using model::Identifier;
using model::IdentifierKind;

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}
bool is_letter(char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
}
bool all_letters(std::string_view text) {
    return std::ranges::all_of(text, is_letter);
}

struct Shape {
    std::size_t letters = 0;
    std::size_t digits = 0;
};

Shape shape_of(std::string_view word) {
    return {static_cast<std::size_t>(std::ranges::count_if(word, is_letter)),
            static_cast<std::size_t>(std::ranges::count_if(word, is_digit))};
}

bool is_bic(std::string_view word) {
    return (word.size() == 8 || word.size() == 11) && all_letters(word.substr(0, 6)) &&
           std::ranges::all_of(word, [](char letter) { return is_digit(letter) || is_letter(letter); });
}

// The last digit of a ship's number is that of the sum of the others times 7, 6, 5, 4, 3, 2.
bool is_imo(std::string_view digits) {
    if (digits.size() != 7) {
        return false;
    }
    int sum = 0;
    for (std::size_t at = 0; at < 6; ++at) {
        sum += (digits[at] - '0') * static_cast<int>(7 - at);
    }
    return sum % 10 == digits[6] - '0';
}

void add(std::vector<Identifier>& numbers, IdentifierKind kind, std::string_view value) {
    numbers.push_back({.kind = kind, .value = std::string(value)});
}

void add_standards(std::vector<Identifier>& numbers, std::string_view word, const Shape& shape) {
    if (is_bic(word)) {
        add(numbers, IdentifierKind::bic, word);
    }
    if (word.size() >= 15 && word.size() <= 34 && all_letters(word.substr(0, 2)) && is_digit(word[2]) &&
        is_digit(word[3])) {
        add(numbers, IdentifierKind::iban, word);
    }
    if (word.size() == 20 && shape.digits >= 2) {
        add(numbers, IdentifierKind::lei, word);
    }
    if (shape.digits == word.size() && is_imo(word)) {
        add(numbers, IdentifierKind::imo, word);
    }
    if (shape.digits == word.size() && word.size() == 9) {
        add(numbers, IdentifierKind::mmsi, word);
    }
    if (word.size() >= 26 && word.size() <= 110 && shape.digits > 0) {
        add(numbers, IdentifierKind::wallet, word);
    }
}

bool is_part_of_number(char letter) {
    return is_digit(letter) || is_letter(letter) || letter == '-' || letter == '_' || letter == '.' ||
           letter == '/';
}

}  // namespace

std::vector<Identifier> numbers_of_value(std::string_view value) {
    std::vector<Identifier> numbers;
    const Shape shape = shape_of(value);
    if (shape.letters + shape.digits < 4) {
        return numbers;
    }
    std::string bare;
    std::ranges::copy_if(value, std::back_inserter(bare),
                         [](char letter) { return is_digit(letter) || is_letter(letter); });
    add_standards(numbers, bare, shape);
    if (shape.digits > 0) {
        add(numbers, IdentifierKind::other, value);
    }
    return numbers;
}

std::vector<Identifier> numbers_in_text(std::string_view text) {
    constexpr std::size_t mixed_min = 7;   // letters and digits
    constexpr std::size_t digits_min = 9;  // digits alone
    constexpr std::size_t words_most = 200;
    std::vector<Identifier> numbers;
    std::size_t words = 0;
    for (std::size_t at = 0; at < text.size() && words < words_most;) {
        if (!is_part_of_number(text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && is_part_of_number(text[end])) {
            ++end;
        }
        const std::string_view run = text.substr(at, end - at);
        at = end;
        // "PASSPORT/A1234567" is two words and one: each part, and the whole.
        std::size_t first = 0;
        for (std::size_t place = 0; place <= run.size(); ++place) {
            const bool whole = first == 0 && place == run.size();
            if (place < run.size() && run[place] != '/' && run[place] != '.' && run[place] != '_') {
                continue;
            }
            const std::string_view word = whole ? run : run.substr(first, place - first);
            first = place + 1;
            const Shape shape = shape_of(word);
            if (shape.digits + shape.letters < mixed_min) {
                continue;
            }
            ++words;
            add_standards(numbers, word, shape);
            if (shape.digits >= digits_min || (shape.digits > 1 && shape.letters > 0)) {
                add(numbers, IdentifierKind::other, word);
            }
        }
    }
    return numbers;
}

}  // namespace cordon::engine
