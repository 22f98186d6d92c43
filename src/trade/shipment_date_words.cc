#include "trade/shipment_date_words.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace cordon::trade {

namespace {

struct MonthWord {
    std::string_view word;
    int month;
};

// English (also its three letters), French, Turkish, Kurdish (Kurmanji and Sorani), Russian (the stems; their
// cases below) and the Levantine, Gregorian and Maghrebi Arabic names of the months. Read as texts are: lower
// case, without marks.
constexpr auto month_words = std::to_array<MonthWord>({
    {"january", 1},
    {"february", 2},
    {"march", 3},
    {"april", 4},
    {"may", 5},
    {"june", 6},
    {"july", 7},
    {"august", 8},
    {"september", 9},
    {"october", 10},
    {"november", 11},
    {"december", 12},
    {"jan", 1},
    {"feb", 2},
    {"mar", 3},
    {"apr", 4},
    {"jun", 6},
    {"jul", 7},
    {"aug", 8},
    {"sep", 9},
    {"sept", 9},
    {"oct", 10},
    {"nov", 11},
    {"dec", 12},
    {"janvier", 1},
    {"janv", 1},
    {"février", 2},
    {"févr", 2},
    {"fév", 2},
    {"mars", 3},
    {"avril", 4},
    {"avr", 4},
    {"mai", 5},
    {"juin", 6},
    {"juillet", 7},
    {"juil", 7},
    {"août", 8},
    {"septembre", 9},
    {"octobre", 10},
    {"novembre", 11},
    {"décembre", 12},
    {"déc", 12},
    {"ocak", 1},
    {"şubat", 2},
    {"mart", 3},
    {"nisan", 4},
    {"mayıs", 5},
    {"haziran", 6},
    {"temmuz", 7},
    {"ağustos", 8},
    {"eylül", 9},
    {"ekim", 10},
    {"kasım", 11},
    {"aralık", 12},
    {"rêbendan", 1},
    {"çile", 1},
    {"sibat", 2},
    {"reşemî", 2},
    {"adar", 3},
    {"avdar", 3},
    {"nîsan", 4},
    {"gulan", 5},
    {"hezîran", 6},
    {"pûşper", 6},
    {"tîrmeh", 7},
    {"temûz", 7},
    {"tebax", 8},
    {"gelawêj", 8},
    {"îlon", 9},
    {"rezber", 9},
    {"cotmeh", 10},
    {"mijdar", 11},
    {"berfanbar", 12},
    {"کانوونی دووەم", 1},
    {"شوبات", 2},
    {"ئازار", 3},
    {"ئادار", 3},
    {"ئایار", 5},
    {"حوزەیران", 6},
    {"تەممووز", 7},
    {"تەمووز", 7},
    {"ئاب", 8},
    {"ئەیلوول", 9},
    {"تشرینی یەکەم", 10},
    {"تشرینی دووەم", 11},
    {"کانوونی یەکەم", 12},
    {"كانون الثاني", 1},
    {"كانون ثاني", 1},
    {"شباط", 2},
    {"آذار", 3},
    {"نيسان", 4},
    {"أيار", 5},
    {"حزيران", 6},
    {"تموز", 7},
    {"آب", 8},
    {"أيلول", 9},
    {"تشرين الأول", 10},
    {"تشرين أول", 10},
    {"تشرين الثاني", 11},
    {"تشرين ثاني", 11},
    {"كانون الأول", 12},
    {"كانون أول", 12},
    {"يناير", 1},
    {"فبراير", 2},
    {"مارس", 3},
    {"أبريل", 4},
    {"إبريل", 4},
    {"مايو", 5},
    {"يونيو", 6},
    {"يونيه", 6},
    {"يوليو", 7},
    {"يوليه", 7},
    {"أغسطس", 8},
    {"سبتمبر", 9},
    {"أكتوبر", 10},
    {"نوفمبر", 11},
    {"ديسمبر", 12},
    {"جانفي", 1},
    {"فيفري", 2},
    {"أفريل", 4},
    {"ماي", 5},
    {"جوان", 6},
    {"جويلية", 7},
    {"يوليوز", 7},
    {"أوت", 8},
    {"غشت", 8},
    {"شتنبر", 9},
    {"نونبر", 11},
    {"دجنبر", 12},
    {"янв", 1},
    {"январ", 1},
    {"фев", 2},
    {"февр", 2},
    {"феврал", 2},
    {"мар", 3},
    {"март", 3},
    {"апр", 4},
    {"апрел", 4},
    {"май", 5},
    {"ма", 5},
    {"июн", 6},
    {"июл", 7},
    {"авг", 8},
    {"август", 8},
    {"сен", 9},
    {"сент", 9},
    {"сентябр", 9},
    {"окт", 10},
    {"октябр", 10},
    {"ноя", 11},
    {"нояб", 11},
    {"ноябр", 11},
    {"дек", 12},
    {"декабр", 12},
});

// Endings of Russian cases behind the stems.
constexpr auto russian_endings =
    std::to_array<std::string_view>({"ь", "я", "е", "ю", "ем", "а", "у", "ом", "и"});

// What may stand behind a year's four digits without a blank; other letters there are units ("2000kg").
constexpr auto year_endings =
    std::to_array<std::string_view>({"y", "yr", "yil", "yili", "yilinda", "yilin", "sal", "sali", "sala",
                                     "ad", "ce", "de", "da", "te", "ta", "den", "dan", "ten", "tan"});
// What may stand before it.
constexpr auto year_leads = std::to_array<std::string_view>(
    {"fy", "cy", "my", "yr", "year", "y", "an", "annee", "en", "in", "yil", "yili", "sal", "sala", "sene"});

// Kilograms, tonnes, litres, pieces, metres, roubles, liras, dinars.
constexpr auto foreign_units = std::to_array<std::string_view>(
    {"кг", "т",   "л",    "шт",   "м", "руб", "р",     "тн",    "тонн",  "бар",  "كغ", "كجم",
     "طن", "لتر", "قطعه", "ليره", "ل", "ل س", "دينار", "دولار", "برميل", "كيلو", "متر"});

// The same letter without its mark, in lower case; 0: it is none and is dropped.
char32_t plain(char32_t point) {
    struct Range {
        char32_t first;
        char32_t last;
        char32_t to;  // of the first; the others follow it
    };
    constexpr auto ranges = std::to_array<Range>({{0x41, 0x5A, 'a'},
                                                  {0x0660, 0x0669, '0'},
                                                  {0x06F0, 0x06F9, '0'},
                                                  {0xFF10, 0xFF19, '0'},
                                                  {0x0410, 0x042F, 0x0430}});
    for (const Range& range : ranges) {
        if (point >= range.first && point <= range.last) {
            return range.to + (point - range.first);
        }
    }
    struct Same {
        std::u32string_view letters;
        char32_t to;
    };
    constexpr auto same = std::to_array<Same>({{U"àáâãäåÀÁÂÃÄÅ", 'a'},
                                               {U"çÇ", 'c'},
                                               {U"èéêëÈÉÊË", 'e'},
                                               {U"ğĞ", 'g'},
                                               {U"ìíîïıİÌÍÎÏ", 'i'},
                                               {U"òóôõöÒÓÔÕÖ", 'o'},
                                               {U"şŞ", 's'},
                                               {U"ùúûüÙÚÛÜ", 'u'},
                                               {U"ёЁ", U'е'},
                                               {U"أإآٱ", U'ا'},
                                               {U"یىې", U'ي'},
                                               {U"ک", U'ك'},
                                               {U"ةە", U'ه'},
                                               {U"،", ','},
                                               {U"\u00A0\u2007\u2009\u202F\u3000", ' '},
                                               {U"\u2010\u2011\u2012\u2013\u2014\u2212", '-'},
                                               {U"\u2044\u2215\uFF0F", '/'},
                                               {U"\uFF0E", '.'}});
    for (const Same& each : same) {
        if (each.letters.find(point) != std::u32string_view::npos) {
            return each.to;
        }
    }
    const bool mark = (point >= 0x0300 && point <= 0x036F) || (point >= 0x064B && point <= 0x0652) ||
                      point == 0x0640 || point == 0x061C || (point >= 0x200B && point <= 0x200F) ||
                      (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) ||
                      point == 0xAD || point == 0xFEFF;
    return mark ? 0 : point;
}

// A word of the list, or one of other letters than ours that is no unit.
bool is_year_word(std::string_view letters, const auto& list) {
    if (letters.empty() || static_cast<unsigned char>(letters.front()) < 0x80U) {
        return std::ranges::find(list, letters) != list.end();
    }
    return std::ranges::find(foreign_units, letters) == foreign_units.end();
}

}  // namespace

PlainText plain_text(std::string_view text) {
    PlainText made;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t point = plain(base::next_code_point(text, at));
        if (point != 0) {
            base::append_utf8(made.text, point);
            made.from.resize(made.text.size(), begin);
        }
    }
    made.from.push_back(text.size());
    return made;
}

const std::vector<PlainMonth>& plain_months() {
    static const std::vector<PlainMonth> months = [] {
        std::vector<PlainMonth> made;
        for (const MonthWord& each : month_words) {
            const auto lead = static_cast<unsigned char>(each.word.front());
            made.push_back({plain_text(each.word).text, each.month, lead == 0xD0U || lead == 0xD1U});
        }
        return made;
    }();
    return months;
}

bool is_russian_ending(std::string_view letters) {
    return std::ranges::find(russian_endings, letters) != russian_endings.end();
}

bool may_follow_year(std::string_view letters) {
    return is_year_word(letters, year_endings);
}

bool may_lead_year(std::string_view letters) {
    return is_year_word(letters, year_leads);
}

}  // namespace cordon::trade
