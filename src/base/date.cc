#include "base/date.h"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "base/check.h"
#include "base/strings.h"

namespace cordon::base {

namespace {

bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool all_digits(std::string_view text) {
    for (const char letter : text) {
        if (letter < '0' || letter > '9') {
            return false;
        }
    }
    return !text.empty();
}

// -1 when not one to four digits.
int small_number(std::string_view text) {
    if (!all_digits(text) || text.size() > 4) {
        return -1;
    }
    int number = 0;
    for (const char digit : text) {
        number = number * 10 + (digit - '0');
    }
    return number;
}

int month_of(std::string_view word) {
    static constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                                "jul", "aug", "sep", "oct", "nov", "dec"};
    static constexpr std::array<std::string_view, 12> long_months = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    while (!word.empty() && (word.back() == '.' || word.back() == ',')) {
        word.remove_suffix(1);
    }
    for (std::size_t at = 0; at < months.size(); ++at) {
        if (word == months[at] || word == long_months[at] || (at == 8 && word == "sept")) {
            return static_cast<int>(at) + 1;
        }
    }
    return 0;
}

int year_of(std::string_view word) {
    while (!word.empty() && (word.back() == ',' || word.back() == '.')) {
        word.remove_suffix(1);
    }
    if (word.size() != 4) {
        return 0;
    }
    const int year = small_number(word);
    return year >= 1 ? year : 0;
}

std::optional<PartialDate> day_range(int year, int month, int day) {
    if (const auto date = make_date(year, month, day)) {
        return on_day(*date);
    }
    return {};
}

std::optional<PartialDate> month_range(int year, int month) {
    if (year < 1 || month < 1 || month > 12) {
        return {};
    }
    return whole_month(year, month);
}

std::optional<PartialDate> year_only(int year) {
    return year >= 1 ? std::optional(whole_year(year)) : std::nullopt;
}

// dd/mm/yyyy with letters or zeros for what is not known; also with '.' between.
std::optional<PartialDate> parse_slashed(std::string_view text, char separator) {
    const auto parts = split(text, separator);
    if (parts.size() != 3) {
        return {};
    }
    const int year = year_of(parts[2]);
    if (year == 0) {
        return {};
    }
    const bool day_unknown = parts[0] == "dd" || parts[0] == "00" || parts[0] == "0";
    const bool month_unknown = parts[1] == "mm" || parts[1] == "00" || parts[1] == "0";
    if (month_unknown) {
        return day_unknown ? year_only(year) : std::nullopt;
    }
    const int month = small_number(parts[1]);
    return day_unknown ? month_range(year, month) : day_range(year, month, small_number(parts[0]));
}

std::optional<PartialDate> parse_iso_like(std::string_view text) {
    const auto parts = split(text, '-');
    const int year = year_of(parts[0]);
    if (year == 0) {
        return {};
    }
    if (parts.size() == 2 && parts[1].size() == 2) {
        return month_range(year, small_number(parts[1]));
    }
    if (parts.size() == 3 && parts[1].size() <= 2 && parts[2].size() <= 2) {
        const int month = small_number(parts[1]);
        const int day = small_number(parts[2]);
        if (month == 0 && day == 0) {
            return year_only(year);
        }
        return day == 0 ? month_range(year, month) : day_range(year, month, day);
    }
    return {};
}

// One day, month or year, lower case, no circa word.
std::optional<PartialDate> parse_point(std::string_view text) {
    if (const int year = year_of(text); year != 0) {
        return whole_year(year);
    }
    for (const char separator : {'/', '.'}) {
        if (const auto found = parse_slashed(text, separator)) {
            return found;
        }
    }
    if (const auto found = parse_iso_like(text)) {
        return found;
    }
    std::vector<std::string_view> words;
    for (const std::string_view word : split(text, ' ')) {
        if (!word.empty() && word != "of") {
            words.push_back(word);
        }
    }
    if (words.size() == 2) {  // Feb 1953
        return month_range(year_of(words[1]), month_of(words[0]));
    }
    if (words.size() == 3) {
        const auto day_number = [](std::string_view word) {
            while (!word.empty() && (word.back() == ',' || word.back() == '.')) {
                word.remove_suffix(1);
            }
            for (const std::string_view suffix : {"st", "nd", "rd", "th"}) {
                if (word.size() > 2 && word.ends_with(suffix)) {
                    word.remove_suffix(2);
                    break;
                }
            }
            return word.size() <= 2 ? small_number(word) : -1;
        };
        const int year = year_of(words[2]);
        if (const int month = month_of(words[1]); month != 0) {  // 27 Feb 1953
            return day_range(year, month, day_number(words[0]));
        }
        if (const int month = month_of(words[0]); month != 0) {  // February 27, 1953
            return day_range(year, month, day_number(words[1]));
        }
    }
    return {};
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) {
        return false;
    }
    text = trim(text.substr(prefix.size()));
    return true;
}

std::optional<PartialDate> parse_range(std::string_view text) {
    take_prefix(text, "between ");
    for (const std::string_view middle : {" to ", " and ", " - ", " – ", "–", "-"}) {
        const auto at = text.find(middle);
        if (at == std::string_view::npos) {
            continue;
        }
        const std::string_view left = trim(text.substr(0, at));
        const std::string_view right = trim(text.substr(at + middle.size()));
        if (middle == "-" && (year_of(left) == 0 || year_of(right) == 0)) {
            continue;
        }
        const auto first = parse_point(left);
        const auto last = parse_point(right);
        if (first && last && first->from <= last->to) {
            PartialDate range;
            range.from = first->from;
            range.to = last->to;
            return range;
        }
    }
    return {};
}

}  // namespace

std::uint8_t days_in_month(int year, int month) {
    CORDON_CHECK(month >= 1 && month <= 12);
    static constexpr std::array<std::uint8_t, 12> lengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : lengths[static_cast<std::size_t>(month - 1)];
}

bool is_valid(const Date& date) {
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
           date.day <= days_in_month(date.year, date.month);
}

std::optional<Date> make_date(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) {
        return {};
    }
    return Date{static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month),
                static_cast<std::uint8_t>(day)};
}

// Both directions after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil).
std::int32_t days_since_epoch(const Date& date) {
    CORDON_CHECK(is_valid(date));
    const int year = date.year - (date.month <= 2 ? 1 : 0);
    const int era = (year >= 0 ? year : year - 399) / 400;
    const int year_of_era = year - era * 400;
    const int month_from_march = (date.month + 9) % 12;
    const int day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

Date date_from_days(std::int32_t days) {
    const int shifted = days + 719468;
    const int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    const int day_of_era = shifted - era * 146097;
    const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int month_from_march = (5 * day_of_year + 2) / 153;
    const int day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    const int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    const auto made = make_date(year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day);
    CORDON_CHECK(made.has_value());
    return *made;
}

std::string to_string(const Date& date) {
    if (date.year == 0) {
        return {};
    }
    return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

Result<Date> parse_iso_date(std::string_view text) {
    if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
        const auto date = make_date(small_number(text.substr(0, 4)), small_number(text.substr(5, 2)),
                                    small_number(text.substr(8, 2)));
        if (date) {
            return *date;
        }
    }
    return fail(ErrorCode::invalid_input,
                fmt::format("'{}' is not a date; write it as YYYY-MM-DD", text.substr(0, 40)));
}

Result<Date> parse_iso_date_prefix(std::string_view text) {
    const std::string_view trimmed = trim(text);
    if (trimmed.size() > 10 && std::string_view("TZ+- ").find(trimmed[10]) == std::string_view::npos) {
        return fail(ErrorCode::invalid_input, fmt::format("'{}' is not a date", trimmed.substr(0, 40)));
    }
    return parse_iso_date(trimmed.substr(0, 10));
}

PartialDate whole_year(int year) {
    return year_range(year, year);
}

PartialDate whole_month(int year, int month) {
    const auto first = make_date(year, month, 1);
    CORDON_CHECK(first.has_value());
    PartialDate made;
    made.from = *first;
    made.to = *first;
    made.to.day = days_in_month(year, month);
    return made;
}

PartialDate year_range(int year_from, int year_to) {
    CORDON_CHECK(year_from <= year_to);
    const auto first = make_date(year_from, 1, 1);
    const auto last = make_date(year_to, 12, 31);
    CORDON_CHECK(first && last);
    PartialDate made;
    made.from = *first;
    made.to = *last;
    return made;
}

PartialDate on_day(const Date& date) {
    PartialDate made;
    made.from = date;
    made.to = date;
    return made;
}

Result<PartialDate> parse_partial_date(std::string_view text) {
    const std::string source = collapse_whitespace(text);
    const std::string lowered = ascii_lower(source);
    std::string_view rest = lowered;
    bool circa = false;
    for (const std::string_view word :
         {"circa ", "circa", "approximately ", "approximate ", "approx. ", "approx ", "about ", "c. ", "ca. ",
          "ca ", "around ", "late ", "early ", "mid-", "mid ", "possibly "}) {
        circa = take_prefix(rest, word) || circa;
    }
    while (!rest.empty() && (rest.back() == '?' || rest.back() == '.' || rest.back() == ';')) {
        circa = circa || rest.back() == '?';
        rest = trim(rest.substr(0, rest.size() - 1));
    }
    auto found = parse_point(rest);
    if (!found) {
        found = parse_range(rest);
    }
    if (!found) {
        return fail(ErrorCode::invalid_input,
                    fmt::format("'{}' is not a date that we can read", source.substr(0, 80)));
    }
    found->circa = circa;
    found->source_text = source;
    return *std::move(found);
}

std::string to_string(const PartialDate& date) {
    if (!date.known()) {
        return date.source_text;
    }
    const std::string_view prefix = date.circa ? "circa " : "";
    if (date.from == date.to) {
        return fmt::format("{}{}", prefix, to_string(date.from));
    }
    const bool from_new_year = date.from.month == 1 && date.from.day == 1;
    const bool to_year_end = date.to.month == 12 && date.to.day == 31;
    if (from_new_year && to_year_end) {
        return date.from.year == date.to.year
                   ? fmt::format("{}{:04}", prefix, date.from.year)
                   : fmt::format("{}{:04}..{:04}", prefix, date.from.year, date.to.year);
    }
    if (date.from.year == date.to.year && date.from.month == date.to.month && date.from.day == 1 &&
        date.to.day == days_in_month(date.to.year, date.to.month)) {
        return fmt::format("{}{:04}-{:02}", prefix, date.from.year, date.from.month);
    }
    return fmt::format("{}{}..{}", prefix, to_string(date.from), to_string(date.to));
}

}  // namespace cordon::base
