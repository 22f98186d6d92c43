#include "lists/alias_marks.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "base/strings.h"
#include "model/country.h"
#include "text/script.h"

namespace cordon::lists::marks {

namespace {

bool is_ascii_letter(char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
}
bool is_upper(char letter) {
    return letter >= 'A' && letter <= 'Z';
}
bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}
bool is_beyond_ascii(char letter) {
    return static_cast<std::uint8_t>(letter) >= 0x80U;
}

std::string trimmed_of(std::string_view text, std::string_view signs) {
    text = base::trim(text);
    while (!text.empty() && signs.contains(text.front())) {
        text = base::trim(text.substr(1));
    }
    return std::string(text);
}

Prefixed prefixed(std::string_view text, std::span<const std::string_view> prefixes) {
    for (const std::string_view prefix : prefixes) {
        if (base::ascii_istarts_with(text, prefix) &&
            (text.size() == prefix.size() || !is_ascii_letter(text[prefix.size()]))) {
            return {true, trimmed_of(text.substr(prefix.size()), ":,.")};
        }
    }
    return {};
}

bool equals_one_of(std::string_view text, std::span<const std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return base::ascii_iequals(text, word); });
}

bool holds_one_of(std::string_view text, std::span<const std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) {
        return base::ascii_ifind(text, word) != std::string_view::npos;
    });
}

struct QuotePair {
    std::string_view open;
    std::string_view close;
};
constexpr std::array<QuotePair, 6> quote_pairs = {
    {{"\"", "\""}, {"“", "”"}, {"„", "“"}, {"«", "»"}, {"”", "”"}, {"''", "''"}}};

// "HM" of "Hizbul Mujahideen": each letter begins a word, in order.
bool are_initials(std::string_view letters, std::string_view name) {
    std::size_t at = 0;
    for (const std::string_view word : base::split(name, ' ')) {
        if (at < letters.size() && !word.empty() &&
            base::ascii_iequals(word.substr(0, 1), letters.substr(at, 1))) {
            ++at;
        }
    }
    return at == letters.size();
}

std::string unpunctuated(std::string_view word) {
    std::string plain;
    for (const char letter : word) {
        if (is_ascii_letter(letter) || is_digit(letter) || is_beyond_ascii(letter) || letter == '-') {
            plain += letter;
        }
    }
    return plain;
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (const std::string_view word : base::split(text, ' ')) {
        if (!word.empty()) {
            words.emplace_back(word);
        }
    }
    return words;
}

bool has_letter_or_digit(std::string_view text) {
    return std::ranges::any_of(text,
                               [](char letter) { return is_ascii_letter(letter) || is_digit(letter); }) ||
           !text::script_of(text).empty();
}

bool has_digit(std::string_view text) {
    return std::ranges::any_of(text, is_digit);
}

Prefixed former_words(std::string_view text) {
    static constexpr std::array<std::string_view, 10> prefixes = {"previously listed as",
                                                                  "formerly listed as",
                                                                  "previously known as",
                                                                  "formerly known as",
                                                                  "previously listed",
                                                                  "formerly listed",
                                                                  "previously",
                                                                  "formerly",
                                                                  "f.k.a.",
                                                                  "fka"};
    return prefixed(text, prefixes);
}

Prefixed aka_words(std::string_view text) {
    static constexpr std::array<std::string_view, 6> prefixes = {"also known as", "a.k.a.", "a.k.a",
                                                                 "aka",           "a/k/a",  "alias"};
    return prefixed(text, prefixes);
}

Prefixed original_words(std::string_view text) {
    static constexpr std::array<std::string_view, 10> prefixes = {"name in original script",
                                                                  "in original script",
                                                                  "original script",
                                                                  "name in arabic script",
                                                                  "in arabic script",
                                                                  "in arabic",
                                                                  "arabic script",
                                                                  "in cyrillic",
                                                                  "in russian",
                                                                  "in chinese"};
    return prefixed(text, prefixes);
}

bool is_descriptor(std::string_view text) {
    static constexpr std::array<std::string_view, 25> words = {
        "combat name",  "nom de guerre", "birth name",    "false identity", "maiden name",
        "married name", "nickname",      "call sign",     "code name",      "initials",
        "passport",     "identity card", "false name",    "fraudulent",     "pseudonym",
        "pen name",     "name at birth", "date of birth", "stage name",     "identification ",
        "deceased",     "name change",   "dpob",          "second name",    "first name"};
    static constexpr std::array<std::string_view, 4> beginnings = {"born ", "dob", "pob", "listed "};
    static constexpr std::array<std::string_view, 21> languages = {
        "nee",    "née",      "arabic",  "russian", "persian", "farsi",     "pashto",
        "dari",   "urdu",     "chinese", "korean",  "burmese", "english",   "french",
        "hebrew", "tigrinya", "amharic", "turkish", "spanish", "ukrainian", "belarusian"};
    return holds_one_of(text, words) || is_suffix(text) || equals_one_of(text, languages) ||
           std::ranges::any_of(beginnings, [&](std::string_view beginning) {
               return base::ascii_istarts_with(text, beginning);
           });
}

bool is_qualifier(std::string_view text) {
    static constexpr std::array<std::string_view, 34> whole = {
        "us",      "usa",   "uk",      "uae",    "hk",      "eu",           "ngo",     "ltd",     "llc",
        "inc",     "plc",   "co",      "sa",     "ag",      "jsc",          "pjsc",    "ojsc",    "cjsc",
        "gmbh",    "group", "pvt",     "fze",    "fzc",     "fzco",         "f z co",  "private", "public",
        "limited", "bank",  "holding", "branch", "company", "incorporated", "offshore"};
    static constexpr std::array<std::string_view, 18> inside = {"branch",
                                                                "located ",
                                                                "province",
                                                                "district",
                                                                "office",
                                                                "stock company",
                                                                "liability company",
                                                                "unitary enterprise",
                                                                "united enterprise",
                                                                "unitary organisation",
                                                                "limited company",
                                                                "АКЦИОНЕРНОЕ ОБЩЕСТВО",
                                                                "Акционерное общество",
                                                                "акционерное общество",
                                                                "ограниченной ответственностью",
                                                                "ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ",
                                                                "унитарное предприятие",
                                                                "有限公司"};
    static constexpr std::array<std::string_view, 14> forms = {
        "АО", "ОАО", "ООО", "ПАО", "ЗАО", "НКО", "НПО", "AO", "OAO", "OOO", "PAO", "ZAO", "TOO", "ТОО"};
    return equals_one_of(text, whole) || equals_one_of(text, forms) || holds_one_of(text, inside) ||
           (text.size() > 3 && !model::country_code(text).empty());
}

bool is_acronym(std::string_view text, std::string_view of_name) {
    constexpr std::size_t bytes_max = 16;
    constexpr std::size_t short_enough = 5;
    if (text.size() < 2 || text.size() > bytes_max || is_qualifier(text) || is_suffix(text)) {
        return false;
    }
    std::size_t upper = 0;
    std::size_t lower = 0;
    for (const char letter : text) {
        if (!is_ascii_letter(letter) && !is_digit(letter) && !std::string_view("-/&.").contains(letter)) {
            return false;
        }
        upper += is_upper(letter) ? 1U : 0U;
        lower += is_ascii_letter(letter) && !is_upper(letter) ? 1U : 0U;
    }
    if (upper < 2 || lower >= upper) {
        return false;
    }
    if (text.size() <= 3 && !model::country_code(text).empty() && !are_initials(text, of_name)) {
        return false;  // "(NZ)"
    }
    if (upper + lower <= short_enough || text.contains('-') || text.contains('/')) {
        return true;
    }
    // A longer word in capitals is an acronym when its letters stand in the name in their order.
    const std::string name = base::ascii_lower(of_name);
    std::size_t at = 0;
    for (const char letter : base::ascii_lower(text)) {
        if (is_ascii_letter(letter)) {
            at = name.find(letter, at);
            if (at == std::string::npos) {
                return false;
            }
            ++at;
        }
    }
    return true;
}

bool is_generic(std::string_view text) {
    static constexpr std::array<std::string_view, 42> common = {
        "army",     "front",        "base",         "network", "group",     "office",  "branch",
        "company",  "foundation",   "movement",     "levant",  "state",     "brigade", "battalion",
        "party",    "organization", "organisation", "jihad",   "islam",     "islamic", "mujahideen",
        "martyrs",  "general",      "colonel",      "doctor",  "sheikh",    "shaykh",  "haji",
        "mullah",   "the",          "khorasan",     "sahel",   "sahara",    "libya",   "yemen",
        "province", "mesopotamia",  "union",        "society", "committee", "bank",    "trading"};
    std::vector<std::string> words = words_of(text);
    if (!words.empty() &&
        (base::ascii_iequals(words.front(), "the") || base::ascii_iequals(words.front(), "of"))) {
        words.erase(words.begin());
    }
    const std::string bare = unpunctuated(base::join(words, " "));
    return words.empty() || is_suffix(bare) || is_title(bare) ||
           equals_one_of(base::join(words, " "), common) || is_qualifier(base::join(words, " "));
}

bool is_suffix(std::string_view text) {
    static constexpr std::array<std::string_view, 14> suffixes = {
        "jr",  "jr.", "sr",     "sr.",    "ii",    "iii",    "iv",
        "2nd", "3rd", "junior", "senior", "third", "second", "v."};
    return equals_one_of(base::trim(text), suffixes);
}

bool is_title(std::string_view word) {
    static constexpr std::array<std::string_view, 24> titles = {
        "general", "colonel", "major",  "captain", "lieutenant", "commander", "dr",    "doctor",
        "mr",      "mrs",     "sheikh", "shaykh",  "sheik",      "haji",      "hajji", "mullah",
        "maulavi", "mawlawi", "qari",   "hafiz",   "imam",       "professor", "prof",  "engineer"};
    std::string plain(base::trim(word));
    while (!plain.empty() && plain.back() == '.') {
        plain.pop_back();
    }
    return equals_one_of(plain, titles);
}

bool is_quoted(std::string_view text) {
    return std::ranges::any_of(quote_pairs, [&](const QuotePair& pair) {
        if (text.size() <= pair.open.size() + pair.close.size() || !text.starts_with(pair.open) ||
            !text.ends_with(pair.close)) {
            return false;
        }
        const std::string_view inner =
            text.substr(pair.open.size(), text.size() - pair.open.size() - pair.close.size());
        return !inner.contains(pair.open) && !inner.contains(pair.close);
    });
}

std::string without_enclosing_quotes(std::string_view text) {
    text = base::trim(text);
    for (const QuotePair& pair : quote_pairs) {
        if (is_quoted(text) && text.starts_with(pair.open) && text.ends_with(pair.close)) {
            return std::string(base::trim(
                text.substr(pair.open.size(), text.size() - pair.open.size() - pair.close.size())));
        }
    }
    return std::string(text);
}

std::string script_family(std::string_view text) {
    const std::string script = text::script_of(text);
    static constexpr std::array<std::string_view, 7> cjk = {"Hani", "Hans", "Hant", "Kana",
                                                            "Hira", "Jpan", "Kore"};
    return equals_one_of(script, cjk) || script == "Hang" ? "Cjk" : script;
}

}  // namespace cordon::lists::marks
