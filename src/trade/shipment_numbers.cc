#include "trade/shipment_numbers.h"

#include <cmath>
#include <cstdint>

#include "base/parse.h"
#include "base/strings.h"

namespace cordon::trade {

namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool is_letter(char letter) {
    return letter >= 'A' && letter <= 'Z';
}

// Upper case, without blanks and dashes.
std::string bare(std::string_view text) {
    std::string out;
    for (const char letter : base::ascii_upper(text)) {
        if (letter != ' ' && letter != '-' && letter != '.' && letter != '/') {
            out += letter;
        }
    }
    return out;
}

}  // namespace

std::string imo_digits(std::string_view text) {
    std::string number = bare(text);
    if (number.starts_with("IMO")) {
        number = number.substr(number.starts_with("IMO:") ? 4 : 3);
    }
    if (number.size() != 7 || number.find_first_not_of("0123456789") != std::string::npos) {
        return {};
    }
    return number;
}

bool imo_check_holds(std::string_view digits) {
    int sum = 0;
    for (std::size_t at = 0; at < 6; ++at) {
        sum += (digits[at] - '0') * (7 - static_cast<int>(at));
    }
    return sum % 10 == digits[6] - '0';
}

std::string container_code(std::string_view text) {
    std::string code = bare(text);
    if (code.size() != 11) {
        return {};
    }
    for (std::size_t at = 0; at < code.size(); ++at) {
        if (at < 4 ? !is_letter(code[at]) : !is_digit(code[at])) {
            return {};
        }
    }
    return code;
}

bool container_check_holds(std::string_view code) {
    std::uint32_t sum = 0;
    for (std::size_t at = 0; at < 10; ++at) {
        std::uint32_t value = 0;
        if (is_digit(code[at])) {
            value = static_cast<std::uint32_t>(code[at] - '0');
        } else {
            value = 10 + static_cast<std::uint32_t>(code[at] - 'A');
            value += value >= 11 ? 1U : 0U;  // 11, 22 and 33 stand for no letter
            value += value >= 22 ? 1U : 0U;
            value += value >= 33 ? 1U : 0U;
        }
        sum += value << at;
    }
    return sum % 11 % 10 == static_cast<std::uint32_t>(code[10] - '0');
}

std::string locode(std::string_view text) {
    std::string code = bare(text);
    if (code.size() != 5 || !is_letter(code[0]) || !is_letter(code[1])) {
        return {};
    }
    for (std::size_t at = 2; at < 5; ++at) {
        if (!is_letter(code[at]) && !(code[at] >= '2' && code[at] <= '9')) {
            return {};
        }
    }
    return code;
}

std::optional<double> decimal_number(std::string_view text) {
    const auto number = base::parse_number<double>(base::trim(text));
    return number && std::isfinite(*number) ? std::optional(*number) : std::nullopt;
}

}  // namespace cordon::trade
