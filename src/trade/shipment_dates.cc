#include "trade/shipment_dates.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/strings.h"

namespace cordon::trade {

namespace {

struct MonthWord {
    std::string_view word;  // lower case
    int month;
};

// English (also its three letters), French, Turkish, Russian (nominative and genitive), and the Levantine and
// the common Arabic names of the months.
constexpr auto month_words = std::to_array<MonthWord>({
    {"january", 1},      {"february", 2},     {"march", 3},     {"april", 4},        {"may", 5},
    {"june", 6},         {"july", 7},         {"august", 8},    {"september", 9},    {"october", 10},
    {"november", 11},    {"december", 12},    {"jan", 1},       {"feb", 2},          {"mar", 3},
    {"apr", 4},          {"jun", 6},          {"jul", 7},       {"aug", 8},          {"sep", 9},
    {"sept", 9},         {"oct", 10},         {"nov", 11},      {"dec", 12},         {"janvier", 1},
    {"février", 2},      {"fevrier", 2},      {"mars", 3},      {"avril", 4},        {"mai", 5},
    {"juin", 6},         {"juillet", 7},      {"août", 8},      {"aout", 8},         {"septembre", 9},
    {"octobre", 10},     {"novembre", 11},    {"décembre", 12}, {"decembre", 12},    {"ocak", 1},
    {"şubat", 2},        {"subat", 2},        {"mart", 3},      {"nisan", 4},        {"mayıs", 5},
    {"mayis", 5},        {"haziran", 6},      {"temmuz", 7},    {"ağustos", 8},      {"agustos", 8},
    {"eylül", 9},        {"eylul", 9},        {"ekim", 10},     {"kasım", 11},       {"kasim", 11},
    {"aralık", 12},      {"aralik", 12},      {"январь", 1},    {"января", 1},       {"февраль", 2},
    {"февраля", 2},      {"март", 3},         {"марта", 3},     {"апрель", 4},       {"апреля", 4},
    {"май", 5},          {"мая", 5},          {"июнь", 6},      {"июня", 6},         {"июль", 7},
    {"июля", 7},         {"август", 8},       {"августа", 8},   {"сентябрь", 9},     {"сентября", 9},
    {"октябрь", 10},     {"октября", 10},     {"ноябрь", 11},   {"ноября", 11},      {"декабрь", 12},
    {"декабря", 12},     {"كانون الثاني", 1}, {"شباط", 2},      {"آذار", 3},         {"اذار", 3},
    {"نيسان", 4},        {"أيار", 5},         {"ايار", 5},      {"حزيران", 6},       {"تموز", 7},
    {"آب", 8},           {"أيلول", 9},        {"ايلول", 9},     {"تشرين الأول", 10}, {"تشرين الثاني", 11},
    {"كانون الأول", 12}, {"يناير", 1},        {"فبراير", 2},    {"مارس", 3},         {"أبريل", 4},
    {"مايو", 5},         {"يونيو", 6},        {"يوليو", 7},     {"أغسطس", 8},        {"سبتمبر", 9},
    {"أكتوبر", 10},      {"نوفمبر", 11},      {"ديسمبر", 12},
});

// Lower case of ASCII and of Russian letters; the bytes stay in their places.
std::string lower(std::string_view text) {
    std::string out = base::ascii_lower(text);
    for (std::size_t at = 0; at + 1 < out.size(); ++at) {
        const auto lead = static_cast<unsigned char>(out[at]);
        const auto tail = static_cast<unsigned char>(out[at + 1]);
        if (lead == 0xD0U && tail >= 0x90U && tail <= 0x9FU) {
            out[at + 1] = static_cast<char>(tail + 0x20U);
        } else if (lead == 0xD0U && tail >= 0xA0U && tail <= 0xAFU) {
            out[at] = static_cast<char>(0xD1U);
            out[at + 1] = static_cast<char>(tail - 0x20U);
        }
    }
    return out;
}

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool is_word_byte(char letter) {
    return is_digit(letter) || (letter >= 'a' && letter <= 'z') ||
           static_cast<unsigned char>(letter) >= 0x80U;
}

class DateSpotter {
public:
    explicit DateSpotter(std::string_view text) : text_(lower(text)) {}

    std::vector<SpottedDate> spot() {
        std::vector<SpottedDate> found;
        std::size_t at = 0;
        while (at < text_.size()) {
            const bool starts = at == 0 || !is_word_byte(text_[at - 1]);
            other_ = {};
            if (const std::size_t end = starts ? read(at) : 0; end > at) {
                date_.source_text = text_.substr(at, end - at);
                found.push_back({date_, at, end});
                if (other_.known()) {
                    other_.source_text = date_.source_text;
                    found.push_back({other_, at, end});
                }
                at = end;
            } else {
                ++at;
            }
        }
        return found;
    }

private:
    // The end of the date that begins here, 0 when none does.
    std::size_t read(std::size_t at) {
        if (is_digit(text_[at])) {
            return read_digits(at);
        }
        return read_month_first(at, 0);
    }

    struct Number {
        int value = 0;
        std::size_t end = 0;
        std::size_t digits = 0;
    };
    [[nodiscard]] std::optional<Number> number(std::size_t at) const {
        Number read;
        read.end = at;
        while (read.end < text_.size() && is_digit(text_[read.end]) && read.digits < 5) {
            read.value = read.value * 10 + (text_[read.end] - '0');
            ++read.end;
            ++read.digits;
        }
        if (read.digits == 0 || read.digits > 4) {
            return std::nullopt;
        }
        return read;
    }
    [[nodiscard]] bool ends(std::size_t at) const { return at >= text_.size() || !is_word_byte(text_[at]); }
    [[nodiscard]] bool mark(std::size_t at, std::string_view marks) const {
        return at < text_.size() && marks.find(text_[at]) != std::string_view::npos;
    }
    static bool is_year(const Number& number) {
        return number.digits == 4 && number.value >= 1990 && number.value <= 2099;
    }

    // "15" is 2015, "98" is 1998; nothing for the years between.
    static std::optional<int> short_year(const Number& number) {
        if (number.digits != 2 || (number.value > 39 && number.value < 90)) {
            return std::nullopt;
        }
        return number.value + (number.value >= 90 ? 1900 : 2000);
    }
    // Not "12:30", "15.50", "15,000", "15%".
    [[nodiscard]] bool stands_alone(std::size_t at) const {
        return ends(at) && !mark(at, ":%") &&
               !(mark(at, ".,/-") && at + 1 < text_.size() && is_digit(text_[at + 1]));
    }

    bool take(int year, int month, int day) {
        if (const auto date = base::make_date(year, month, day)) {
            date_ = base::on_day(*date);
            return true;
        }
        return false;
    }

    // Day and month, in whichever order makes a day; both when both do and the form does not tell.
    bool take_either(int year, int first, int second, bool day_first) {
        const auto one = base::make_date(year, second, first);
        const auto other = base::make_date(year, first, second);
        if (!one && !other) {
            return false;
        }
        date_ = base::on_day(one ? *one : *other);
        if (one && other && *one != *other && !day_first) {
            other_ = base::on_day(*other);
        }
        return true;
    }

    // "20150312"
    std::size_t read_eight(std::size_t at) {
        std::size_t end = at;
        while (end < text_.size() && is_digit(text_[end])) {
            ++end;
        }
        const auto year = number_of(at, 4);
        if (end != at + 8 || !ends(end) || year < 1990 || year > 2099 ||
            !take(year, number_of(at + 4, 2), number_of(at + 6, 2))) {
            return 0;
        }
        return end;
    }
    [[nodiscard]] int number_of(std::size_t at, std::size_t digits) const {
        int value = 0;
        for (std::size_t each = at; each < std::min(at + digits, text_.size()); ++each) {
            value = value * 10 + (text_[each] - '0');
        }
        return value;
    }

    std::size_t read_digits(std::size_t at) {
        const auto first = number(at);
        if (!first) {
            return read_eight(at);
        }
        if (is_year(*first)) {
            return read_year_first(*first);
        }
        if (first->digits > 2) {
            return 0;
        }
        if (mark(first->end, "/.-")) {
            const auto second = number(first->end + 1);
            if (second && is_year(*second) && ends(second->end) && first->value >= 1 && first->value <= 12) {
                date_ = base::whole_month(second->value, first->value);
                return second->end;
            }
            if (second && second->digits <= 2 && mark(second->end, "/.-")) {
                const auto third = number(second->end + 1);
                const bool points = text_[first->end] == '.';
                if (third && is_year(*third) && ends(third->end) &&
                    take_either(third->value, first->value, second->value, points)) {
                    return third->end;
                }
                const auto year = third ? short_year(*third) : std::nullopt;
                if (year && stands_alone(third->end) &&
                    take_either(*year, first->value, second->value, false)) {
                    return third->end;
                }
            }
            return 0;
        }
        std::size_t next = first->end;
        while (mark(next, " .-") && next < first->end + 2) {
            ++next;
        }
        return first->value >= 1 && first->value <= 31 ? read_month_first(next, first->value) : 0;
    }

    std::size_t read_year_first(const Number& year) {
        if (mark(year.end, "-/.")) {
            const auto month = number(year.end + 1);
            if (month && month->digits <= 2 && month->value >= 1 && month->value <= 12) {
                const auto day = mark(month->end, "-/.") ? number(month->end + 1) : std::nullopt;
                if (day && day->digits <= 2 && (ends(day->end) || text_[day->end] == 't') &&
                    take(year.value, month->value, day->value)) {
                    return day->end;
                }
                if (ends(month->end)) {
                    date_ = base::whole_month(year.value, month->value);
                    return month->end;
                }
            }
            if (month && month->digits == 2 && month->value == (year.value + 1) % 100 && ends(month->end)) {
                date_ = base::year_range(year.value, year.value + 1);  // "2014/15"
                return month->end;
            }
        }
        if (!ends(year.end)) {
            return 0;
        }
        date_ = base::whole_year(year.value);
        return year.end;
    }

    // A month's name and a year; day 0: none was read before it.
    std::size_t read_month_first(std::size_t at, int day) {
        for (const MonthWord& each : month_words) {
            if (std::string_view(text_).substr(at).starts_with(each.word)) {
                std::size_t next = at + each.word.size();
                if (next < text_.size() && is_word_byte(text_[next]) && !is_digit(text_[next])) {
                    continue;
                }
                while (mark(next, " .,-/'") && next < at + each.word.size() + 3) {
                    ++next;
                }
                if (const std::size_t end = read_behind_month(next, each.month, day); end > 0) {
                    return end;
                }
            }
        }
        return 0;
    }

    // A year; or a day and a year ("March 12, 2015").
    std::size_t read_behind_month(std::size_t at, int month, int day) {
        const auto found = number(at);
        if (!found) {
            return 0;
        }
        std::optional<int> year;
        std::size_t end = found->end;
        if (is_year(*found) && ends(end)) {
            year = found->value;
        } else if (day == 0 && found->digits <= 2 && mark(end, " ,")) {
            std::size_t next = end;
            while (mark(next, " ,") && next < end + 2) {
                ++next;
            }
            const auto behind = number(next);
            if (behind && is_year(*behind) && ends(behind->end)) {
                return take(behind->value, month, found->value) ? behind->end : 0;
            }
        }
        if (!year && stands_alone(end) && (day != 0 || found->value >= 10)) {
            year = short_year(*found);
        }
        if (!year || (day == 0 && found->digits == 2 && found->value >= 90)) {
            return 0;
        }
        if (day == 0) {
            date_ = base::whole_month(*year, month);
            return end;
        }
        return take(*year, month, day) ? end : 0;
    }

    std::string text_;
    base::PartialDate date_;
    base::PartialDate other_;  // with day and month the other way round
};

}  // namespace

std::vector<SpottedDate> spot_dates(std::string_view text) {
    return DateSpotter(text).spot();
}

std::optional<base::Date> swift_day(std::string_view text) {
    text = base::trim(text);
    if (text.size() < 6 || text.substr(0, 6).find_first_not_of("0123456789") != std::string_view::npos) {
        return std::nullopt;
    }
    const auto two = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
    return base::make_date(two(0) + (two(0) >= 80 ? 1900 : 2000), two(2), two(4));
}

void take_days(std::vector<base::PartialDate>& days, const base::PartialDate& more, std::size_t days_max) {
    const bool there = std::ranges::any_of(
        days, [&](const base::PartialDate& one) { return one.from == more.from && one.to == more.to; });
    if (!more.known() || there) {
        return;
    }
    if (days.size() < days_max) {
        days.push_back(more);
        return;
    }
    base::PartialDate& last = days.back();
    last.from = std::min(last.from, more.from);
    last.to = std::max(last.to, more.to);
    last.source_text.clear();
}

}  // namespace cordon::trade
