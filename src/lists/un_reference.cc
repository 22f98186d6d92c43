#include "lists/un_reference.h"

#include <algorithm>

#include "base/strings.h"

namespace cordon::lists {

namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool is_letter(char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
}

}  // namespace

std::string canonical_un_reference(std::string_view text) {
    constexpr std::size_t digits_max = 5;
    text = base::trim(text);
    if (text.size() < 4 || !is_letter(text[0]) || !is_letter(text[1])) {
        return {};
    }
    const std::string kind = base::ascii_lower(text.substr(2, 1));
    if (kind != "i" && kind != "e") {
        return {};
    }
    std::string_view number = base::trim(text.substr(3));
    if (number.empty() || number.front() != '.') {
        return {};
    }
    number = base::trim(number.substr(1));
    if (number.empty() || number.size() > digits_max || !std::ranges::all_of(number, is_digit)) {
        return {};
    }
    std::string digits(number);
    while (digits.size() < 3) {
        digits.insert(0, 1, '0');
    }
    while (digits.size() > 3 && digits.front() == '0') {
        digits.erase(0, 1);
    }
    return base::ascii_upper(text.substr(0, 2)) + kind + "." + digits;
}

}  // namespace cordon::lists
