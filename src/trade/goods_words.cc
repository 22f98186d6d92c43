#include "trade/goods_words.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/fold.h"

namespace cordon::trade {
namespace {

using base::append_utf8;
using std::string_view_literals::operator""sv;

bool is_arabic(char32_t letter) {
    return (letter >= 0x0620 && letter <= 0x06D3) || (letter >= 0xFB50 && letter <= 0xFEFC);
}

bool is_cyrillic(char32_t letter) {
    return letter >= 0x0400 && letter <= 0x04FF;
}

// Vowel marks, tatweel and joiners: nothing of a word is lost without them.
bool is_mark(char32_t letter) {
    return (letter >= 0x064B && letter <= 0x065F) || letter == 0x0640 || letter == 0x0670 ||
           (letter >= 0x0300 && letter <= 0x036F) || (letter >= 0x200B && letter <= 0x200F);
}

char32_t one_arabic_form(char32_t letter) {
    switch (letter) {
        case 0x0622:
        case 0x0623:
        case 0x0625:
        case 0x0671: return 0x0627;  // alef
        case 0x0629: return 0x0647;  // teh marbuta: heh
        case 0x0649:
        case 0x0626:
        case 0x06CC: return 0x064A;  // yeh
        case 0x0624: return 0x0648;  // waw
        case 0x06A9: return 0x0643;  // keheh: kaf
        default: return letter;
    }
}

char32_t lower_cyrillic(char32_t letter) {
    if (letter >= 0x0410 && letter <= 0x042F) {
        return letter + 0x20;
    }
    if (letter == 0x0401 || letter == 0x0451) {
        return 0x0435;  // yo: ye
    }
    return letter;
}

enum class Kind : std::uint8_t { other, letter, digit, mark, apostrophe };

// Writes the letter's folded form; what sort of letter it was.
Kind fold_into(char32_t letter, TextWord& word) {
    if (is_mark(letter)) {
        return Kind::mark;
    }
    if (letter == '\'' || letter == 0x2019 || letter == 0x2018 || letter == '`') {
        return Kind::apostrophe;
    }
    if (is_arabic(letter)) {
        append_utf8(word.letters, one_arabic_form(letter));
        word.arabic = true;
        return Kind::letter;
    }
    if (is_cyrillic(letter)) {
        append_utf8(word.letters, lower_cyrillic(letter));
        word.cyrillic = true;
        return Kind::letter;
    }
    const text::FoldedLetter folded = text::fold_letter(letter);
    if (folded.letter_class == text::LetterClass::letter) {
        word.letters += folded.ascii;
        return Kind::letter;
    }
    if (folded.letter_class == text::LetterClass::digit) {
        word.letters += folded.ascii;
        return Kind::digit;
    }
    return Kind::other;
}

bool starts_with(std::string_view text, std::string_view start) {
    return text.starts_with(start);
}

bool ends_with_any(std::string_view& word, std::span<const std::string_view> endings,
                   std::size_t stem_bytes_min) {
    for (const std::string_view ending : endings) {
        if (word.size() >= ending.size() + stem_bytes_min && word.ends_with(ending)) {
            word.remove_suffix(ending.size());
            return true;
        }
    }
    return false;
}

bool one_of(std::string_view word, std::span<const std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

constexpr std::array russian_adjective = {"ыми"sv, "ими"sv, "ого"sv, "его"sv, "ому"sv, "ему"sv, "ый"sv,
                                          "ий"sv,  "ой"sv,  "ая"sv,  "яя"sv,  "ое"sv,  "ее"sv,  "ые"sv,
                                          "ие"sv,  "ым"sv,  "им"sv,  "ых"sv,  "их"sv,  "ую"sv,  "юю"sv,
                                          "ою"sv,  "ом"sv,  "ем"sv,  "ей"sv};
constexpr std::array russian_noun = {
    "иями"sv, "иях"sv, "иям"sv, "иям"sv, "ами"sv, "ями"sv, "ах"sv, "ях"sv, "ам"sv, "ям"sv, "ом"sv,
    "ем"sv,   "ой"sv,  "ей"sv,  "ов"sv,  "ев"sv,  "ью"sv,  "ии"sv, "ию"sv, "ия"sv, "ие"sv, "ий"sv,
    "а"sv,    "я"sv,   "о"sv,   "е"sv,   "ы"sv,   "и"sv,   "у"sv,  "ю"sv,  "ь"sv,  "й"sv,  ""sv};
constexpr std::array russian_last = {"ия"sv, "ие"sv, "ии"sv, "ий"sv, "а"sv, "я"sv,
                                     "о"sv,  "е"sv,  "ы"sv,  "и"sv,  "ь"sv, "й"sv};

bool russian_fits(std::string_view form, std::string_view pattern) {
    constexpr std::size_t stem_min = 6;  // three Cyrillic letters
    std::string_view stem = pattern;
    constexpr std::array adjective_last = {"ый"sv, "ий"sv, "ой"sv, "ая"sv, "яя"sv,
                                           "ое"sv, "ее"sv, "ые"sv, "ие"sv, "ого"sv};
    if (pattern.size() >= 10 && ends_with_any(stem, adjective_last, stem_min) && starts_with(form, stem) &&
        one_of(form.substr(stem.size()), russian_adjective)) {
        return true;
    }
    stem = pattern;
    ends_with_any(stem, russian_last, stem_min);
    return stem.size() >= stem_min && starts_with(form, stem) &&
           one_of(form.substr(stem.size()), russian_noun);
}

// Case, plural and possessive endings, folded (dotless i as i, umlauts as bare vowels).
constexpr std::array turkish_endings = {
    ""sv,        "lar"sv,     "ler"sv,    "lari"sv,   "leri"sv, "larin"sv, "lerin"sv,  "larini"sv, "lerini"sv,
    "larinin"sv, "lerinin"sv, "larina"sv, "lerine"sv, "lara"sv, "lere"sv,  "lardan"sv, "lerden"sv, "i"sv,
    "u"sv,       "yi"sv,      "yu"sv,     "a"sv,      "e"sv,    "ya"sv,    "ye"sv,     "in"sv,     "un"sv,
    "nin"sv,     "nun"sv,     "si"sv,     "su"sv,     "sini"sv, "sunu"sv,  "sinin"sv,  "sunun"sv,  "inin"sv,
    "unun"sv,    "ini"sv,     "unu"sv,    "da"sv,     "de"sv,   "ta"sv,    "te"sv,     "dan"sv,    "den"sv,
    "tan"sv,     "ten"sv,     "la"sv,     "le"sv,     "yla"sv,  "yle"sv};

bool turkish_fits(std::string_view form, std::string_view pattern) {
    if (pattern.size() < 3) {
        return false;
    }
    if (starts_with(form, pattern) && one_of(form.substr(pattern.size()), turkish_endings)) {
        return true;
    }
    // tufek, tufegi; dolap, dolabi
    constexpr std::array<std::pair<char, char>, 4> softened = {
        {{'k', 'g'}, {'p', 'b'}, {'c', 'c'}, {'t', 'd'}}};
    for (const auto& [hard, soft] : softened) {
        if (pattern.size() >= 4 && pattern.back() == hard && form.size() > pattern.size() &&
            starts_with(form, pattern.substr(0, pattern.size() - 1)) && form[pattern.size() - 1] == soft &&
            one_of(form.substr(pattern.size()), turkish_endings)) {
            return true;
        }
    }
    return false;
}

bool english_fits(std::string_view form, std::string_view pattern) {
    if (starts_with(form, pattern)) {
        const std::string_view rest = form.substr(pattern.size());
        return rest.empty() || rest == "s" || rest == "es";
    }
    if (starts_with(pattern, form)) {  // the table has the plural
        const std::string_view rest = pattern.substr(form.size());
        return form.size() >= 4 && rest == "s";
    }
    return pattern.size() >= 4 && pattern.back() == 'y' && form.size() == pattern.size() + 2 &&
           form.ends_with("ies") && starts_with(form, pattern.substr(0, pattern.size() - 1));
}

bool french_fits(std::string_view form, std::string_view pattern) {
    constexpr std::array endings = {""sv, "s"sv, "x"sv, "e"sv, "es"sv};
    if (starts_with(form, pattern)) {
        return one_of(form.substr(pattern.size()), endings);
    }
    if (starts_with(pattern, form) && form.size() >= 4 && pattern.substr(form.size()) == "s") {
        return true;
    }
    return pattern.size() >= 5 && pattern.ends_with("al") && form.ends_with("aux") &&
           starts_with(form, pattern.substr(0, pattern.size() - 2)) && form.size() == pattern.size() + 1;
}

bool arabic_fits(std::string_view form, std::string_view pattern) {
    constexpr std::array endings = {""sv, "ات"sv, "ين"sv, "ون"sv, "يه"sv, "ه"sv, "ي"sv, "ها"sv, "ا"sv};
    std::string_view stem = pattern;
    if (starts_with(form, stem) && one_of(form.substr(stem.size()), endings)) {
        return true;
    }
    if (pattern.size() >= 8 && pattern.ends_with("ه")) {  // teh marbuta opens before an ending
        stem.remove_suffix(2);
        const std::string_view rest = starts_with(form, stem) ? form.substr(stem.size()) : "-"sv;
        return rest == "ات"sv || rest == "تين"sv || rest == "ت"sv;
    }
    return false;
}

}  // namespace

std::vector<TextWord> split_words(std::string_view text) {
    std::vector<TextWord> words;
    TextWord word;
    TextWord next;  // what is known of the gap before the next word
    const auto close = [&](std::size_t at) {
        if (!word.letters.empty()) {
            word.end = at;
            words.push_back(std::move(word));
            next = {};
        }
        word = {};
    };
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t start = at;
        const char32_t letter = base::next_code_point(text, at);
        TextWord folded;
        const Kind kind = fold_into(letter, folded);
        if (kind == Kind::mark) {
            continue;
        }
        if (kind == Kind::letter || kind == Kind::digit) {
            const bool digit_ends = !word.letters.empty() && word.number != (kind == Kind::digit);
            if (digit_ends && (word.number || word.letters.size() > 3)) {
                close(start);
            }
            if (word.letters.empty()) {
                word.begin = start;
                word.number = kind == Kind::digit;
                word.breaks = next.breaks;
                word.comma = next.comma;
                word.elided = next.elided;
            }
            word.letters += folded.letters;
            word.arabic = word.arabic || folded.arabic;
            word.cyrillic = word.cyrillic || folded.cyrillic;
            continue;
        }
        close(start);
        next.elided = kind == Kind::apostrophe && !words.empty();
        next.breaks = next.breaks || letter == ';' || letter == '+' || letter == '|' || letter == '\n' ||
                      letter == 0x061B;
        next.comma = next.comma || (letter != ' ' && letter != '-' && kind != Kind::apostrophe);
    }
    close(text.size());
    return words;
}

std::vector<WordForm> forms_of(const TextWord& word) {
    std::vector<WordForm> forms = {{word.letters, false}};
    if (!word.arabic) {
        return forms;
    }
    struct Prefix {
        std::string_view letters;
        bool purpose;
    };
    constexpr std::array<Prefix, 9> prefixes = {{{"وال", false},
                                                 {"بال", false},
                                                 {"كال", false},
                                                 {"فال", false},
                                                 {"ولل", true},
                                                 {"ال", false},
                                                 {"لل", true},
                                                 {"و", false},
                                                 {"ب", false}}};
    const std::string_view letters = word.letters;
    for (const Prefix& prefix : prefixes) {
        if (letters.starts_with(prefix.letters) && letters.size() >= prefix.letters.size() + 4) {
            forms.push_back({std::string(letters.substr(prefix.letters.size())), prefix.purpose});
        }
    }
    return forms;
}

bool word_fits(std::string_view form, std::string_view pattern, WordLanguage language) {
    if (form == pattern) {
        return true;
    }
    if (pattern.ends_with('*')) {
        return form.starts_with(pattern.substr(0, pattern.size() - 1));
    }
    switch (language) {
        case WordLanguage::en: return english_fits(form, pattern);
        case WordLanguage::fr: return french_fits(form, pattern);
        case WordLanguage::tr: return turkish_fits(form, pattern);
        case WordLanguage::ru: return russian_fits(form, pattern);
        case WordLanguage::ar: return arabic_fits(form, pattern);
        case WordLanguage::any: return english_fits(form, pattern) || french_fits(form, pattern);
    }
    return false;
}

WordLanguage guess_latin_language(std::string_view text, const std::vector<TextWord>& words) {
    int turkish = 0;
    int french = 0;
    int english = 0;
    for (const std::string_view sign : {"ı"sv, "ş"sv, "ğ"sv, "İ"sv, "Ş"sv, "Ğ"sv}) {
        turkish += text.find(sign) != std::string_view::npos ? 3 : 0;
    }
    for (const std::string_view sign : {"è"sv, "ê"sv, "à"sv, "œ"sv, "ù"sv, "d'"sv, "l'"sv, "d’"sv, "l’"sv}) {
        french += text.find(sign) != std::string_view::npos ? 2 : 0;
    }
    french += text.find("é"sv) != std::string_view::npos ? 2 : 0;
    turkish +=
        text.find("ü"sv) != std::string_view::npos || text.find("ö"sv) != std::string_view::npos ? 1 : 0;
    constexpr std::array small_english = {"the"sv,     "of"sv,   "and"sv,  "for"sv,   "with"sv,   "in"sv,
                                          "to"sv,      "pcs"sv,  "used"sv, "bags"sv,  "per"sv,    "drums"sv,
                                          "payment"sv, "bulk"sv, "from"sv, "grade"sv, "invoice"sv};
    constexpr std::array small_french = {"de"sv,     "du"sv,   "des"sv, "et"sv,   "pour"sv,  "en"sv,
                                         "le"sv,     "la"sv,   "les"sv, "par"sv,  "avec"sv,  "sur"sv,
                                         "sans"sv,   "vrac"sv, "sac"sv, "sacs"sv, "achat"sv, "facture"sv,
                                         "tonnes"sv, "au"sv,   "aux"sv};
    constexpr std::array small_turkish = {"ve"sv,    "icin"sv,  "ile"sv,    "adet"sv,  "ton"sv,    "dokme"sv,
                                          "torba"sv, "alim"sv,  "odeme"sv,  "bedel"sv, "bedeli"sv, "satis"sv,
                                          "cuval"sv, "varil"sv, "fatura"sv, "litre"sv, "nolu"sv,   "kg"sv};
    for (const TextWord& word : words) {
        english += one_of(word.letters, small_english) ? 2 : 0;
        french += one_of(word.letters, small_french) ? 2 : 0;
        turkish += one_of(word.letters, small_turkish) ? (word.letters == "kg" ? 0 : 2) : 0;
    }
    if (turkish > french && turkish > english) {
        return WordLanguage::tr;
    }
    if (french > english && french > turkish) {
        return WordLanguage::fr;
    }
    return english > 0 && english > turkish && english > french ? WordLanguage::en : WordLanguage::any;
}

}  // namespace cordon::trade
