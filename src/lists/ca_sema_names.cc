#include "lists/ca_sema_names.h"

#include <algorithm>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/script.h"

namespace cordon::lists::ca_sema {

namespace {

using Pieces = std::vector<std::string>;

struct Label {
    std::string_view word;
    std::string_view language;
};
constexpr Label labels[] = {
    {"belarusian", "be"}, {"belarussian", "be"}, {"russian", "ru"},  {"ukrainian", "uk"},
    {"arabic", "ar"},     {"persian", "fa"},     {"farsi", "fa"},    {"chinese", "zh"},
    {"burmese", "my"},    {"hebrew", "he"},      {"korean", "ko"},   {"spanish", "es"},
    {"french", "fr"},     {"georgian", "ka"},    {"armenian", "hy"}, {"romanian", "ro"}};

// Words that say "another name follows"; longer ones first.
constexpr std::string_view also_known[] = {"(also known as ", "also known as ",      "(a.k.a. ",  "a.k.a. ",
                                           "(aka ",           "(formerly known as ", "(formerly "};

constexpr std::string_view legal_forms[] = {
    "ltd", "ltd.", "llc",  "inc", "inc.", "jsc", "ojsc", "pjsc", "cjsc", "oao", "ooo", "zao",
    "ao",  "pao",  "fsue", "co.", "s.a.", "sc",  "plc",  "АО",   "ООО",  "ОАО", "ЗАО", "ПАО",
    "САО", "МК",   "ФГУП", "АК",  "АНО",  "ФКП", "УП",   "ААТ",  "ГУП",  "AО",  "НПО"};

// Alone these name no party; cut off as a name they would hit half a company register.
constexpr std::string_view legal_phrases[] = {
    "joint stock company",
    "limited liability company",
    "public joint stock company",
    "open joint stock company",
    "closed joint stock company",
    "Акционерное общество",
    "Акционерное Общество",
    "АКЦИОНЕРНОЕ ОБЩЕСТВО",
    "Публичное акционерное общество",
    "Открытое акционерное общество",
    "Общество с ограниченной ответственностью",
};

bool is_capital(char32_t letter) {
    return (letter >= U'A' && letter <= U'Z') || (letter >= 0x400 && letter <= 0x42F);
}

bool is_small(char32_t letter) {
    return (letter >= U'a' && letter <= U'z') || (letter >= 0x430 && letter <= 0x45F);
}

// "IRGC", "НИИЭВМ", "G.R.U."
bool is_acronym(std::string_view text) {
    int capitals = 0;
    for (const char32_t letter : base::to_utf32(text)) {
        if (is_small(letter) || letter == U' ') {
            return false;
        }
        capitals += is_capital(letter) ? 1 : 0;
    }
    return capitals >= 2;
}

bool begins_small(std::string_view text) {
    const auto letters = base::to_utf32(text);
    const bool article = text.starts_with("the ") || text.starts_with("l'") || text.starts_with("al-");
    return !letters.empty() && is_small(letters.front()) && !article;
}

bool is_legal_form(std::string_view text) {
    const auto is_text = [&](std::string_view form) { return base::ascii_iequals(text, form); };
    return std::any_of(std::begin(legal_forms), std::end(legal_forms), is_text) ||
           std::any_of(std::begin(legal_phrases), std::end(legal_phrases), is_text);
}

std::size_t word_count(std::string_view text) {
    std::size_t words = 0;
    for (const auto word : base::split(text, ' ')) {
        words += word.empty() ? 0U : 1U;
    }
    return words;
}

bool looks_whole(std::string_view text) {
    return word_count(text) >= 2 || (is_acronym(text) && !is_legal_form(text));
}

// Trimmed, without separators at the ends and without a bracket that has no partner.
std::string cleaned(std::string_view text) {
    auto clean = base::collapse_whitespace(text);
    for (bool cut = true; cut && !clean.empty();) {
        cut = false;
        const auto opening = std::count(clean.begin(), clean.end(), '(');
        const auto closing = std::count(clean.begin(), clean.end(), ')');
        const char last = clean.back();
        if (last == ',' || last == ';' || last == '/' || last == ':' || (last == ')' && closing > opening) ||
            last == '(') {
            clean.pop_back();
            cut = true;
        } else if (clean.front() == ',' || clean.front() == '/' || clean.front() == ')' ||
                   clean.front() == ':' || (clean.front() == '(' && opening > closing)) {
            clean.erase(0, 1);
            cut = true;
        }
        clean = base::collapse_whitespace(clean);
    }
    return clean;
}

// Cut at a separator that stands outside brackets and double quotes.
Pieces cut_outside(std::string_view text, char separator) {
    Pieces pieces(1);
    int depth = 0;
    bool quoted = false;
    for (const char letter : text) {
        depth += letter == '(' ? 1 : letter == ')' && depth > 0 ? -1 : 0;
        quoted = letter == '"' ? !quoted : quoted;
        if (letter == separator && depth == 0 && !quoted) {
            pieces.emplace_back();
        } else {
            pieces.back().push_back(letter);
        }
    }
    const bool balanced = depth == 0 && !quoted;
    if (!balanced) {
        pieces.clear();
        for (const auto piece : base::split(text, separator)) {
            pieces.emplace_back(piece);
        }
    }
    Pieces kept;
    for (const auto& piece : pieces) {
        if (auto clean = cleaned(piece); !clean.empty()) {
            kept.push_back(std::move(clean));
        }
    }
    return kept;
}

Pieces cut_slashes(const std::string& text) {
    auto pieces = cut_outside(text, '/');
    const bool whole = std::all_of(pieces.begin(), pieces.end(),
                                   [](const std::string& piece) { return looks_whole(piece); });
    return whole ? pieces : Pieces{text};
}

Pieces cut_commas(const std::string& text, bool person) {
    auto pieces = cut_outside(text, ',');
    if (pieces.size() < 2) {
        return {text};
    }
    if (person) {
        const auto whole = static_cast<std::size_t>(std::count_if(
            pieces.begin(), pieces.end(), [](const std::string& piece) { return word_count(piece) >= 2; }));
        const bool cut = whole == pieces.size() ||
                         (pieces.size() >= 3 && whole * 2 >= pieces.size() && word_count(pieces.back()) >= 2);
        return cut ? pieces : Pieces{text};
    }
    Pieces joined;
    for (auto& piece : pieces) {
        if (begins_small(piece)) {
            return {text};
        }
        if (is_legal_form(piece) && !joined.empty()) {
            joined.back() += ", " + piece;
        } else {
            joined.push_back(std::move(piece));
        }
    }
    return is_legal_form(joined.front()) ? Pieces{text} : joined;
}

bool all_single_words(std::string_view text, std::string_view separator) {
    const auto words = base::split(text, separator);
    return std::all_of(words.begin(), words.end(),
                       [](std::string_view word) { return word_count(word) == 1; });
}

// "A B or C D" two names; "A B or C": A B, A C; "A or B C": A C, B C.
Pieces cut_alternatives(const std::string& text, std::string_view separator, bool person) {
    const auto at = text.find(separator);
    if (at == std::string::npos) {
        return {text};
    }
    const auto left = cleaned(std::string_view(text).substr(0, at));
    const auto right = cleaned(std::string_view(text).substr(at + separator.size()));
    if (left.empty() || right.empty()) {
        return {text};
    }
    const bool same_script = text::script_of(left) == text::script_of(right);
    const bool left_whole = word_count(left) >= 2;
    const bool right_whole = word_count(right) >= 2;
    if (separator == " and " && !person && same_script && text::script_of(left) == "Latn") {
        return {text};
    }
    if (is_legal_form(left) || is_legal_form(right)) {
        return {text};
    }
    Pieces names;
    if (person && left_whole && all_single_words(right, separator)) {
        names.push_back(left);
        for (const auto last : base::split(right, separator)) {
            names.push_back(left.substr(0, left.find_last_of(' ') + 1) + cleaned(last));
        }
    } else if ((left_whole && right_whole) || !person) {
        names.push_back(left);
        for (auto& more : cut_alternatives(right, separator, person)) {
            names.push_back(std::move(more));
        }
    } else if (right_whole && right.find(separator) == std::string::npos) {
        names = {left + right.substr(right.find(' ')), right};
    } else {
        names.push_back(text);
    }
    return names;
}

template <class Cut>
Pieces each(const Pieces& pieces, const Cut& cut) {
    Pieces all;
    for (const auto& piece : pieces) {
        for (auto& more : cut(piece)) {
            all.push_back(std::move(more));
        }
    }
    return all;
}

// Another name in brackets behind an entity's, or another spelling in brackets within a person's.
Pieces cut_brackets(const std::string& text, bool person) {
    const auto open = text.find('(');
    const auto close = text.find(')', open == std::string::npos ? 0 : open);
    if (open == std::string::npos || close == std::string::npos || open == 0) {
        return {text};
    }
    const auto inner = cleaned(std::string_view(text).substr(open + 1, close - open - 1));
    const auto before = cleaned(std::string_view(text).substr(0, open));
    const auto behind = cleaned(std::string_view(text).substr(close + 1));
    if (inner.empty() || before.empty() || inner.find('(') != std::string::npos) {
        return {text};
    }
    if (person) {
        const auto tail = behind.empty() ? std::string() : " " + behind;
        const auto blank = before.find_last_of(' ');
        const auto kept = blank == std::string::npos ? std::string() : before.substr(0, blank + 1);
        return {before + tail, kept + inner + tail};
    }
    const bool name = (is_acronym(inner) || word_count(inner) > 2) && !is_legal_form(inner);
    return behind.empty() && name ? Pieces{text, before, inner} : Pieces{text};
}

struct Labelled {
    std::string text;
    std::string language;
};

// Cuts before each "Russian:" and takes the label off.
std::vector<Labelled> cut_labels(std::string_view text) {
    std::vector<Labelled> parts(1);
    while (!text.empty()) {
        std::size_t next = std::string_view::npos;
        std::size_t behind = 0;
        std::string_view language;
        for (const auto& label : labels) {
            for (auto at = base::ascii_ifind(text, label.word); at != std::string_view::npos && at < next;
                 at = base::ascii_ifind(text, label.word, at + 1)) {
                auto colon = at + label.word.size();
                while (colon < text.size() && text[colon] == ' ') {
                    ++colon;
                }
                const bool free =
                    at == 0 || text[at - 1] == ' ' || text[at - 1] == ',' || text[at - 1] == '(';
                if (free && colon < text.size() && text[colon] == ':') {
                    next = at;
                    behind = colon + 1;
                    language = label.language;
                    break;
                }
            }
        }
        parts.back().text += std::string(text.substr(0, next));
        if (next == std::string_view::npos) {
            break;
        }
        parts.push_back({std::string(), std::string(language)});
        text.remove_prefix(behind);
    }
    return parts;
}

std::string with_semicolons(std::string text) {
    for (const auto words : also_known) {
        for (auto at = base::ascii_ifind(text, words); at != std::string::npos;
             at = base::ascii_ifind(text, words)) {
            text.replace(at, words.size(), ";");
        }
    }
    return text;
}

void add(std::vector<CutName>& names, CutName name) {
    const bool letters = !text::script_of(name.text).empty();
    const bool there = std::any_of(names.begin(), names.end(),
                                   [&](const CutName& known) { return known.text == name.text; });
    if (letters && !there) {
        names.push_back(std::move(name));
    }
}

}  // namespace

std::vector<CutName> cut_aliases(std::string_view text, bool person) {
    std::vector<CutName> names;
    for (const auto& part : cut_labels(with_semicolons(base::collapse_whitespace(text)))) {
        Pieces pieces;
        for (const auto piece : base::split(part.text, ';')) {
            if (auto clean = cleaned(piece); !clean.empty()) {
                pieces.push_back(std::move(clean));
            }
        }
        pieces = each(pieces, cut_slashes);
        if (!person) {
            pieces =
                each(pieces, [](const std::string& piece) { return cut_alternatives(piece, " or ", false); });
        }
        pieces = each(pieces, [&](const std::string& piece) {
            return cut_commas(base::replace_all(piece, ", or ", " or "), person);
        });
        pieces =
            each(pieces, [&](const std::string& piece) { return cut_alternatives(piece, " or ", person); });
        pieces =
            each(pieces, [&](const std::string& piece) { return cut_alternatives(piece, " and ", person); });
        pieces = each(pieces, [&](const std::string& piece) { return cut_brackets(piece, person); });
        for (auto& piece : pieces) {
            add(names, {std::move(piece), part.language, false});
        }
    }
    return names;
}

std::vector<CutName> cut_entity_name(std::string_view text) {
    std::vector<CutName> names;
    const auto whole = base::collapse_whitespace(text);
    std::size_t cut = whole.size();
    for (const auto words : also_known) {
        cut = std::min(cut, base::ascii_ifind(whole, words));
    }
    const auto name = cleaned(std::string_view(whole).substr(0, cut));
    const auto halves = cut_slashes(name);
    for (std::size_t at = 0; at < halves.size(); ++at) {
        for (auto& piece : cut_brackets(halves[at], false)) {
            add(names, {std::move(piece), at == 0 ? "" : "fr", at > 0});
        }
    }
    if (cut < whole.size()) {
        for (auto& alias : cut_aliases(std::string_view(whole).substr(cut), false)) {
            add(names, std::move(alias));
        }
    }
    return names;
}

std::vector<CutName> cut_person_name(std::string_view text) {
    std::vector<CutName> names;
    const auto whole = base::collapse_whitespace(text);
    std::size_t cut = whole.size();
    for (const auto words : also_known) {
        cut = std::min(cut, base::ascii_ifind(whole, words));
    }
    if (cut < whole.size()) {
        // "Idris (a.k.a. Edris Barmaki) Barmaki": the bracket is a name, the rest is the name.
        const auto close = std::min(whole.find(')', cut), whole.size());
        const auto behind = close < whole.size() ? whole.substr(close + 1) : std::string();
        add(names, {cleaned(whole.substr(0, cut) + " " + behind), "", false});
        for (auto& alias : cut_aliases(std::string_view(whole).substr(cut, close - cut), true)) {
            add(names, std::move(alias));
        }
        return names;
    }
    for (auto& piece : cut_brackets(whole, true)) {
        add(names, {cleaned(piece), "", false});
    }
    return names;
}

}  // namespace cordon::lists::ca_sema
