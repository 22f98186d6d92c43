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
// Of other scripts too: "Ф-529191".
bool is_letter(char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ||
           static_cast<unsigned char>(letter) >= 0x80;
}
bool all_letters(std::string_view text) {
    return std::ranges::all_of(text, is_letter);
}

constexpr std::size_t value_letters_min = 5;  // of a text that is one number
constexpr std::size_t text_letters_min = 6;   // letters and digits of a number in running text

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

// "11/2026", "03.11.2026", "2026-11-03", "01.10.-31.10.": digits in groups of one or two, and a year.
bool is_date(std::string_view word) {
    std::size_t groups = 0;
    std::size_t long_groups = 0;
    for (std::size_t at = 0; at < word.size();) {
        std::size_t end = at;
        while (end < word.size() && is_digit(word[end])) {
            ++end;
        }
        if (end == at) {
            if (is_letter(word[at])) {
                return false;
            }
            ++at;
            continue;
        }
        const bool year = end - at == 4 && (word[at] == '1' || word[at] == '2');
        if (end - at > 2 && !year) {
            return false;
        }
        ++groups;
        long_groups += year ? 1U : 0U;
        at = end;
    }
    return groups >= 2 && groups <= 6 && long_groups <= 1;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_part_of_number(text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && is_part_of_number(text[end])) {
            ++end;
        }
        const std::string_view word = text.substr(at, end - at);
        at = end;
        if (std::ranges::any_of(word, [](char letter) { return is_digit(letter) || is_letter(letter); })) {
            words.push_back(word);  // a dash alone parts no number
        }
    }
    return words;
}

void add_word(std::vector<Identifier>& numbers, std::string_view word) {
    constexpr std::size_t mark_letters_most = 8;  // "G-VAIR", "2-WGLP": an aircraft
    const Shape shape = shape_of(word);
    const std::size_t least = shape.letters >= 4 ? value_letters_min : text_letters_min;
    if (shape.digits + shape.letters < least || is_date(word)) {
        return;
    }
    add_standards(numbers, word, shape);
    const bool mark = shape.letters >= 4 && word.size() <= mark_letters_most && word.contains('-');
    if (mark || shape.digits >= text_letters_min || (shape.digits > 1 && shape.letters > 0)) {
        add(numbers, IdentifierKind::other, word);
    }
}

// "some.one@example.org", "www.example.org/": what follows a sentence is taken off, and a last slash too.
void add_net_addresses(std::vector<Identifier>& numbers, std::string_view text) {
    constexpr std::size_t address_most = 254;  // of a mailbox, RFC 5321
    constexpr std::string_view around = " \t\r\n,;<>()[]\"'";
    for (std::size_t first = text.find_first_not_of(around); first != text.npos;) {
        const std::size_t last = std::min(text.find_first_of(around, first), text.size());
        std::string_view word = text.substr(first, last - first);
        first = text.find_first_not_of(around, last);
        while (!word.empty() && (word.back() == '.' || word.back() == ':' || word.back() == '!')) {
            word.remove_suffix(1);
        }
        const std::size_t dot = word.find_last_of('.');
        if (dot == word.npos || dot == 0 || word.size() > address_most) {
            continue;
        }
        if (word.contains('@')) {
            add(numbers, IdentifierKind::email, word.substr(word.starts_with("mailto:") ? 7 : 0));
        } else if (is_letter(word[dot + 1]) && shape_of(word).letters > 2) {
            add(numbers, IdentifierKind::website, word);
            if (word.ends_with('/')) {
                add(numbers, IdentifierKind::website, word.substr(0, word.size() - 1));
            }
        }
    }
}

// "1 159 102 022 738", "HE 242159": groups of digits on end, and with a short word of letters before them.
void add_written_apart(std::vector<Identifier>& numbers, const std::vector<std::string_view>& words) {
    constexpr std::size_t groups_most = 6;
    constexpr std::size_t prefix_letters_most = 8;
    for (std::size_t first = 0; first < words.size(); ++first) {
        const Shape shape = shape_of(words[first]);
        if (shape.digits == 0 && shape.letters > prefix_letters_most) {
            continue;
        }
        std::string joined(words[first]);
        for (std::size_t last = first + 1; last < words.size() && last < first + groups_most; ++last) {
            if (shape_of(words[last]).digits == 0) {
                break;
            }
            joined += words[last];
            if (shape.digits > 0 || shape_of(joined).digits >= value_letters_min) {
                add_word(numbers, joined);
            }
        }
    }
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
    constexpr std::size_t value_most = 34;  // of an account number; longer ones are words of their own
    std::vector<Identifier> numbers;
    const std::vector<std::string_view> words = words_of(text);
    const Shape shape = shape_of(text);
    if (text.size() <= value_most && shape.letters + shape.digits >= value_letters_min &&
        (shape.digits * 2 >= shape.letters || shape.letters == 8 || shape.letters == 11) && !is_date(text)) {
        numbers = numbers_of_value(text);
    }
    for (const std::string_view word : words) {
        // "PASSPORT/A1234567" is two words and one: the whole, and each part.
        add_word(numbers, word);
        std::size_t first = 0;
        for (std::size_t at = 0; at <= word.size() && word.find_first_of("/._") != word.npos; ++at) {
            if (at == word.size() || word[at] == '/' || word[at] == '.' || word[at] == '_') {
                add_word(numbers, word.substr(first, at - first));
                first = at + 1;
            }
        }
    }
    add_written_apart(numbers, words);
    add_net_addresses(numbers, text);
    return numbers;
}

}  // namespace cordon::engine
