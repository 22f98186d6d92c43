#include "payments/swift_mt_rules.h"

#include <algorithm>

#include "base/date.h"
#include "base/parse.h"
#include "base/strings.h"
#include "codec/swift_fin.h"
#include "payments/party_lines.h"

namespace cordon::payments {

namespace {

bool digits_only(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string is_not(std::string_view text, std::string_view what) {
    return "'" + base::shown(base::trim(text), 40) + "' is not " + std::string(what);
}

// YYMMDD.
bool is_short_date(std::string_view text) {
    if (text.size() != 6 || !digits_only(text)) {
        return false;
    }
    const auto number = [text](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
    return base::make_date(2000 + number(0), number(2), number(4)).has_value();
}

// "USD1234,5": three letters, digits, one comma, digits.
bool is_currency_and_amount(std::string_view text) {
    constexpr std::size_t amount_letters_max = 15;
    const std::string_view currency = text.substr(0, 3);
    const bool letters = currency.size() == 3 && std::ranges::all_of(currency, [](char letter) {
                             return letter >= 'A' && letter <= 'Z';
                         });
    if (!letters) {
        return false;
    }
    const std::string_view amount = text.substr(3);
    const std::size_t comma = amount.find(',');
    return amount.size() <= amount_letters_max && comma != std::string_view::npos &&
           digits_only(amount.substr(0, comma)) &&
           (comma + 1 == amount.size() || digits_only(amount.substr(comma + 1)));
}

std::string check_reference(std::string_view text) {
    constexpr std::size_t letters_max = 16;
    if (text.empty()) {
        return "the reference is empty";
    }
    if (text.size() > letters_max || text.starts_with('/') || text.ends_with('/') ||
        text.find("//") != std::string_view::npos) {
        return is_not(text, "a reference of at most 16 letters without '/' at its ends or twice inside");
    }
    return "";
}

std::string check_one_of(std::string_view text, std::initializer_list<std::string_view> codes) {
    if (std::ranges::find(codes, text) != codes.end()) {
        return "";
    }
    std::string all;
    for (const std::string_view code : codes) {
        all += (all.empty() ? "" : ", ") + std::string(code);
    }
    return is_not(text, "one of " + all);
}

// Option A of a party: perhaps an account line, then a BIC.
std::string check_bic_option(std::string_view value) {
    for (const std::string_view line : codec::fin_lines(value)) {
        const std::string_view text = base::trim(line);
        if (!text.empty() && !line.starts_with('/')) {
            return looks_like_bic(text) ? "" : is_not(text, "a BIC");
        }
    }
    return "there is no BIC";
}

std::string check_lines(std::string_view tag, std::string_view value) {
    const bool short_lines = tag.starts_with("5") || tag == "70" || tag == "72" || tag == "77B";
    constexpr std::size_t letters_max = 35;
    constexpr std::size_t account_letters_max = 37;
    if (!short_lines) {
        return "";
    }
    for (const std::string_view line : codec::fin_lines(value)) {
        if (line.size() > (line.starts_with('/') ? account_letters_max : letters_max)) {
            return "the line '" + base::shown(line, 60) + "' is longer than 35 letters";
        }
    }
    return "";
}

bool is_party(std::string_view tag) {
    constexpr std::string_view numbers[] = {"50", "51", "52", "53", "54", "55", "56", "57", "58", "59"};
    return std::ranges::find(numbers, tag.substr(0, 2)) != std::end(numbers);
}

}  // namespace

std::string check_mt_value(std::string_view type, std::string_view tag, std::string_view value) {
    const std::string_view text = base::trim(value);
    if (tag == "20") {
        return check_reference(text);
    }
    if (tag == "32A") {
        const bool fits =
            is_short_date(text.substr(0, 6)) && text.size() > 6 && is_currency_and_amount(text.substr(6));
        return fits ? "" : is_not(text, "a date, a currency and an amount (YYMMDD, three letters, 1234,56)");
    }
    if (tag == "32B" || tag == "33B" || tag == "71F" || tag == "71G") {
        return is_currency_and_amount(text)
                   ? ""
                   : is_not(text, "a currency and an amount (three letters, 1234,56)");
    }
    if (tag == "71A" && type.starts_with('1')) {
        return check_one_of(text, {"BEN", "OUR", "SHA"});
    }
    if (tag == "23B" && type == "103") {
        return check_one_of(text, {"CRED", "CRTS", "SPAY", "SPRI", "SSTD"});
    }
    if (is_party(tag) && tag.size() == 3 && tag[2] == 'A') {
        return check_bic_option(value);
    }
    if (is_party(tag) && text.empty()) {
        return "the party is empty";
    }
    return check_lines(tag, value);
}

}  // namespace cordon::payments
