#include "trade/shipment_dates.h"

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
            if (const std::size_t end = starts ? read(at) : 0; end > at) {
                date_.source_text = text_.substr(at, end - at);
                found.push_back({date_, at, end});
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

    bool take(int year, int month, int day) {
        if (const auto date = base::make_date(year, month, day)) {
            date_ = base::on_day(*date);
            return true;
        }
        return false;
    }

    std::size_t read_digits(std::size_t at) {
        const auto first = number(at);
        if (!first) {
            return 0;
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
                if (third && is_year(*third) && ends(third->end) &&
                    (take(third->value, second->value, first->value) ||
                     take(third->value, first->value, second->value))) {
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
                const auto year = number(next);
                if (!year || !is_year(*year) || !ends(year->end)) {
                    continue;
                }
                if (day == 0) {
                    date_ = base::whole_month(year->value, each.month);
                    return year->end;
                }
                return take(year->value, each.month, day) ? year->end : 0;
            }
        }
        return 0;
    }

    std::string text_;
    base::PartialDate date_;
};

}  // namespace

std::vector<SpottedDate> spot_dates(std::string_view text) {
    return DateSpotter(text).spot();
}

}  // namespace cordon::trade
