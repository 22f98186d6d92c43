#include "text/kana_spelling.h"

#include <array>
#include <cstddef>
#include <span>

#include "text/fold.h"

namespace cordon::text {

namespace {

bool is_vowel(char letter) {
    return std::string_view("aeiou").find(letter) != std::string_view::npos;
}

constexpr char32_t long_mark = 0x30FC;

char32_t as_katakana(char32_t letter) {
    return letter >= 0x3041 && letter <= 0x3096 ? letter + 0x60 : letter;
}

bool is_small_y(char32_t letter) {
    return letter == U'ャ' || letter == U'ュ' || letter == U'ョ';
}

bool is_small_vowel(char32_t letter) {
    return letter == U'ァ' || letter == U'ィ' || letter == U'ゥ' || letter == U'ェ' || letter == U'ォ';
}

// "ki" and small "ya": "kya"; "shi" and small "ya": "sha"; "fu" and small "a": "fa"; "te" and small "i":
// "ti".
void join_small(std::string& text, char32_t small) {
    const std::string_view vowel = fold_letter(small).ascii;
    if (text.empty() || !is_vowel(text.back())) {
        text += vowel;
        return;
    }
    const bool after_vowel = text.size() < 2 || is_vowel(text[text.size() - 2]);
    const char last = text.back();
    if (is_small_vowel(small)) {
        if (after_vowel && last == 'u') {  // "u" and small "i": "wi"
            text.back() = 'w';
        } else if (after_vowel) {
            text += vowel;
            return;
        } else {
            text.pop_back();
        }
        text += vowel;
        return;
    }
    text.pop_back();
    const bool soft = text.ends_with("sh") || text.ends_with("ch") || text.ends_with('j');
    text += soft ? vowel.substr(1) : vowel;
}

std::string hepburn_as_written(std::u32string_view kana) {
    std::string text;
    bool doubled = false;
    for (const char32_t each : kana) {
        const char32_t letter = as_katakana(each);
        if (letter == U'ッ') {
            doubled = true;
            continue;
        }
        if (letter == long_mark || letter == 0xFF70) {
            continue;
        }
        if (is_small_y(letter) || is_small_vowel(letter)) {
            join_small(text, letter);
            continue;
        }
        const std::string_view ascii = fold_letter(letter).ascii;
        if (doubled && !ascii.empty() && !is_vowel(ascii.front())) {
            text += ascii.starts_with("ch") ? 't' : ascii.front();
        }
        doubled = false;
        text += ascii;
    }
    return text;
}

struct Change {
    std::string_view from;
    std::string_view to;
};

void change_all(std::string& text, std::span<const Change> changes) {
    for (const Change& change : changes) {
        for (std::size_t at = text.find(change.from); at != std::string::npos;
             at = text.find(change.from, at + change.to.size())) {
            text.replace(at, change.from.size(), change.to);
        }
    }
}

constexpr auto short_vowels = std::to_array<Change>({{"ou", "o"}, {"oo", "o"}, {"uu", "u"}});
constexpr auto kunrei = std::to_array<Change>({{"shi", "si"},
                                               {"sha", "sya"},
                                               {"shu", "syu"},
                                               {"sho", "syo"},
                                               {"chi", "ti"},
                                               {"cha", "tya"},
                                               {"chu", "tyu"},
                                               {"cho", "tyo"},
                                               {"tsu", "tu"},
                                               {"ji", "zi"},
                                               {"ja", "zya"},
                                               {"ju", "zyu"},
                                               {"jo", "zyo"},
                                               {"fu", "hu"}});

// Foreign names: the vowel that Japanese adds behind a consonant is dropped before consonants and at the end.
std::string foreign_word(const std::string& text, char liquid) {
    std::string word;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char letter = text[at];
        const char before = at > 0 ? text[at - 1] : ' ';
        const bool behind_consonant = at > 0 && !is_vowel(before) && before != 'y' && before != 'n';
        const bool vowel_follows = at + 1 < text.size() && is_vowel(text[at + 1]);
        const bool last = at + 1 == text.size();
        const bool added = (letter == 'u' && behind_consonant) ||
                           (letter == 'o' && last && (before == 't' || before == 'd'));
        // The first syllable keeps its vowel when nothing else would be left of it.
        if (added && !vowel_follows && !(at == 1 && text.size() <= 4)) {
            continue;
        }
        word += letter == 'r' ? liquid : letter;
    }
    return word;
}

}  // namespace

std::string spelled_kana(std::u32string_view kana, KanaUsage usage) {
    std::string text = hepburn_as_written(kana);
    switch (usage) {
        case KanaUsage::hepburn: change_all(text, short_vowels); break;
        case KanaUsage::written: break;
        case KanaUsage::kunrei:
            change_all(text, short_vowels);
            change_all(text, kunrei);
            break;
        case KanaUsage::foreign_r: text = foreign_word(text, 'r'); break;
        case KanaUsage::foreign_l: text = foreign_word(text, 'l'); break;
    }
    return text;
}

}  // namespace cordon::text
