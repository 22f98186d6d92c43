#include "trade/shipment_dates.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/strings.h"
#include "model/shipment.h"
#include "trade/shipment_date_words.h"

namespace cordon::trade {

namespace {

constexpr std::int32_t year_max = 2099;

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool is_word_byte(char letter) {
    return is_digit(letter) || (letter >= 'a' && letter <= 'z') ||
           static_cast<unsigned char>(letter) >= 0x80U;
}

class DateSpotter {
public:
    explicit DateSpotter(std::string_view text) : DateSpotter(text, plain_text(text)) {}

    std::vector<SpottedDate> spot() {
        std::vector<SpottedDate> found;
        std::size_t at = 0;
        while (at < text_.size()) {
            const bool starts = at == 0 || !is_word_byte(text_[at - 1]) || year_behind_letters(at);
            other_ = {};
            if (const std::size_t end = starts ? read(at) : 0; end > at) {
                date_.source_text = given_.substr(from_[at], from_[end] - from_[at]);
                found.push_back({date_, from_[at], from_[end]});
                if (other_.known()) {
                    other_.source_text = date_.source_text;
                    found.push_back({other_, from_[at], from_[end]});
                }
                at = end;
            } else {
                ++at;
            }
        }
        return found;
    }

private:
    DateSpotter(std::string_view given, PlainText plain)
        : given_(given), text_(std::move(plain.text)), from_(std::move(plain.from)) {}

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
    // The letters that begin here, up to what is no letter.
    [[nodiscard]] std::string_view letters_at(std::size_t at) const {
        std::size_t end = at;
        while (end < text_.size() && is_word_byte(text_[end]) && !is_digit(text_[end])) {
            ++end;
        }
        return std::string_view(text_).substr(at, end - at);
    }
    // Behind the four digits of a year: "2015г", "2015م", "2015yılı", "2015Q2"; not "2015A778", "2000kg".
    [[nodiscard]] bool year_ends(std::size_t at) const {
        if (ends(at)) {
            return true;
        }
        const std::string_view letters = letters_at(at);
        const std::size_t next = at + letters.size();
        if (letters == "q" || letters == "h") {
            return next < text_.size() && text_[next] >= '1' && text_[next] <= '4' && ends(next + 1);
        }
        return !letters.empty() && ends(next) && may_follow_year(letters);
    }
    // "FY2015", "عام2015".
    [[nodiscard]] bool year_behind_letters(std::size_t at) const {
        std::size_t begin = at;
        while (begin > 0 && is_word_byte(text_[begin - 1]) && !is_digit(text_[begin - 1])) {
            --begin;
        }
        const bool whole = begin < at && (begin == 0 || !is_word_byte(text_[begin - 1]));
        if (!whole || !is_digit(text_[at])) {
            return false;
        }
        return may_lead_year(std::string_view(text_).substr(begin, at - begin)) &&
               is_year(number(at).value_or(Number{}));
    }
    [[nodiscard]] bool mark(std::size_t at, std::string_view marks) const {
        return at < text_.size() && marks.find(text_[at]) != std::string_view::npos;
    }
    static bool is_year(const Number& number) {
        return number.digits == 4 && number.value >= model::earliest_trade_year && number.value <= year_max;
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

    // "12.03.15г."
    [[nodiscard]] bool short_year_ends(std::size_t at) const {
        const std::string_view letters = letters_at(at);
        return stands_alone(at) || letters == "г" || letters == "م";
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
        if (end != at + 8 || !ends(end) || year < model::earliest_trade_year || year > year_max ||
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
            if (second && is_year(*second) && year_ends(second->end) && first->value >= 1 &&
                first->value <= 12) {
                date_ = base::whole_month(second->value, first->value);
                return second->end;
            }
            if (second && second->digits <= 2 && mark(second->end, "/.-")) {
                const auto third = number(second->end + 1);
                const bool points = text_[first->end] == '.';
                if (third && is_year(*third) && year_ends(third->end) &&
                    take_either(third->value, first->value, second->value, points)) {
                    return third->end;
                }
                const auto year = third ? short_year(*third) : std::nullopt;
                if (year && short_year_ends(third->end) &&
                    take_either(*year, first->value, second->value, false)) {
                    return third->end;
                }
            }
            return read_month_and_short_year(*first);
        }
        std::size_t next = first->end;
        while (mark(next, " .-") && next < first->end + 2) {
            ++next;
        }
        return first->value >= 1 && first->value <= 31 ? read_month_first(next, first->value) : 0;
    }

    // "06/15": June 2015. As a day and a month it names no year, and the text's other days count.
    std::size_t read_month_and_short_year(const Number& month) {
        if (text_[month.end] != '/' || month.digits != 2 || month.value < 1 || month.value > 12) {
            return 0;
        }
        const auto behind = number(month.end + 1);
        const auto year = behind ? short_year(*behind) : std::nullopt;
        if (!year || !short_year_ends(behind->end) || mark(behind->end, "/")) {
            return 0;
        }
        date_ = base::whole_month(*year, month.value);
        return behind->end;
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
        if (!year_ends(year.end)) {
            return 0;
        }
        date_ = base::whole_year(year.value);
        return year.end;
    }

    // A month's name and a year; day 0: none was read before it.
    std::size_t read_month_first(std::size_t at, int day) {
        for (const PlainMonth& each : plain_months()) {
            if (!std::string_view(text_).substr(at).starts_with(each.word)) {
                continue;
            }
            const std::size_t word_end = month_end(at + each.word.size(), each.russian);
            if (word_end == 0) {
                continue;
            }
            std::size_t next = word_end;
            while (mark(next, " .,-/'") && next < word_end + 3) {
                ++next;
            }
            if (const std::size_t end = read_behind_month(next, each.month, day); end > 0) {
                return end;
            }
        }
        return 0;
    }

    // The end of a month's word, 0 when other letters follow it.
    [[nodiscard]] std::size_t month_end(std::size_t at, bool russian) const {
        const std::string_view more = letters_at(at);
        const bool ending = russian && is_russian_ending(more);
        return more.empty() || ending ? at + more.size() : 0;
    }

    // A year; or a day and a year ("March 12, 2015").
    std::size_t read_behind_month(std::size_t at, int month, int day) {
        const auto found = number(at);
        if (!found) {
            return 0;
        }
        std::optional<int> year;
        std::size_t end = found->end;
        if (is_year(*found) && year_ends(end)) {
            year = found->value;
        } else if (day == 0 && found->digits <= 2 && mark(end, " ,")) {
            std::size_t next = end;
            while (mark(next, " ,") && next < end + 2) {
                ++next;
            }
            const auto behind = number(next);
            if (behind && is_year(*behind) && year_ends(behind->end)) {
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

    std::string_view given_;
    std::string text_;  // plain
    std::vector<std::size_t> from_;
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
