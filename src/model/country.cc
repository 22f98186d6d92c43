#include "model/country.h"

#include <unordered_map>

#include "base/strings.h"
#include "base/utf8.h"

namespace cordon::model {

namespace {

struct CountryRow {
    std::string_view alpha2;
    std::string_view alpha3;
    std::string_view name;
    std::string_view variants;  // parted by '|'
};

constexpr CountryRow country_rows[] = {
#include "model/country_table.inc"
};

struct OtherCode {
    std::string_view code;
    std::string_view alpha2;
};
// Codes that are not today's ISO 3166-1 but still printed: the EU's own, and those of states that were
// renamed.
constexpr OtherCode other_codes[] = {
    {"UK", "GB"},  {"EL", "GR"},  {"ZR", "CD"}, {"ZAR", "CD"}, {"BU", "MM"},  {"BUR", "MM"},
    {"TP", "TL"},  {"FX", "FR"},  {"YD", "YE"}, {"DY", "BJ"},  {"HV", "BF"},  {"RH", "ZW"},
    {"ROM", "RO"}, {"TMP", "TL"}, {"VD", "VN"}, {"XKK", "XK"}, {"SCG", "CS"},
};

// Base letters of U+00C0 to U+017F, so that "Côte d'Ivoire" and "Cote d'Ivoire" meet. '*' stands for a letter
// that folds to two (ae, ss, oe, th), '-' for none.
constexpr std::string_view latin_base =
    "aaaaaa*ceeeeiiiidnooooo-ouuuuy**aaaaaa*ceeeeiiiidnooooo-ouuuuy*y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllll"
    "lllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

std::string_view two_letters(char32_t code_point) {
    switch (code_point) {
        case 0xC6:
        case 0xE6: return "ae";
        case 0xDE:
        case 0xFE: return "th";
        case 0xDF: return "ss";
        case 0x132:
        case 0x133: return "ij";
        case 0x152:
        case 0x153: return "oe";
        default: return "";
    }
}

void append_folded(std::string& folded, char32_t code_point) {
    const bool upper = code_point >= U'A' && code_point <= U'Z';
    const bool lower = code_point >= U'a' && code_point <= U'z';
    const bool digit = code_point >= U'0' && code_point <= U'9';
    if (upper || lower || digit) {
        folded.push_back(static_cast<char>(upper ? code_point - U'A' + U'a' : code_point));
    } else if (code_point >= 0xC0 && code_point <= 0x17F) {
        const char base = latin_base[static_cast<std::size_t>(code_point - 0xC0)];
        if (base == '*') {
            folded.append(two_letters(code_point));
        } else if (base != '-') {
            folded.push_back(base);
        }
    } else if (code_point == U'&') {
        folded.append(" and ");
    } else if (code_point == U'\'' || code_point == U'.' || code_point == U'`' || code_point == 0xB4 ||
               code_point == 0x2018 || code_point == 0x2019 || code_point == 0x2BC ||
               (code_point >= 0x300 && code_point <= 0x36F)) {
        // People's, U.S.A., combining accents: nothing stands in their place.
    } else if (code_point < 0x80 || (code_point >= 0x2010 && code_point <= 0x206F) || code_point < 0xC0) {
        folded.push_back(' ');
    } else {
        base::append_utf8(folded, code_point);
    }
}

// Lower case, no accents, no punctuation, one blank between words, no article, "st" written out.
std::string folded_country(std::string_view text) {
    std::string letters;
    for (std::size_t at = 0; at < text.size();) {
        append_folded(letters, base::next_code_point(text, at));
    }
    std::string folded;
    for (const auto word : base::split(letters, ' ')) {
        if (word.empty() || word == "the") {
            continue;
        }
        if (!folded.empty()) {
            folded.push_back(' ');
        }
        folded.append(word == "st" ? "saint" : word);
    }
    return folded == "saint" ? "st" : folded;  // ST is a code as well
}

using CodeByText = std::unordered_map<std::string, std::string_view>;

const CodeByText& codes_by_text() {
    static const CodeByText table = [] {
        CodeByText filling;
        for (const auto& row : country_rows) {
            filling.emplace(folded_country(row.name), row.alpha2);
            filling.emplace(base::ascii_lower(row.alpha2), row.alpha2);
            filling.emplace(base::ascii_lower(row.alpha3), row.alpha2);
            for (const auto variant : base::split(row.variants, '|')) {
                filling.emplace(folded_country(variant), row.alpha2);
            }
        }
        for (const auto& other : other_codes) {
            filling.emplace(base::ascii_lower(other.code), other.alpha2);
        }
        return filling;
    }();
    return table;
}

std::string_view code_of(std::string_view text) {
    const auto& table = codes_by_text();
    const auto found = table.find(folded_country(text));
    return found == table.end() ? std::string_view{} : found->second;
}

// "KOREA, REPUBLIC OF" and "Korea (Republic of)" as "REPUBLIC OF KOREA".
std::string turned(std::string_view text) {
    const auto cut = text.find_first_of(",(");
    if (cut == std::string_view::npos) {
        return {};
    }
    auto behind = text.substr(cut + 1);
    if (text[cut] == '(') {
        behind = behind.substr(0, behind.find(')'));
    }
    return std::string(behind) + " " + std::string(text.substr(0, cut));
}

std::string without_brackets(std::string_view text) {
    std::string kept;
    int depth = 0;
    for (const char letter : text) {
        if (letter == '(' || letter == '[') {
            ++depth;
        } else if (letter == ')' || letter == ']') {
            depth = depth > 0 ? depth - 1 : 0;
        } else if (depth == 0) {
            kept.push_back(letter);
        }
    }
    return kept;
}

// "Sudanese by birth", "former Soviet Union", "Syrian national": the country without the words around it.
std::string without_qualifiers(std::string_view text) {
    constexpr std::string_view behind[] = {" by birth",       " by naturalization", " by naturalisation",
                                           " by origin",      " by descent",        " by marriage",
                                           " nationality",    " citizenship",       " national",
                                           " citizen",        " passport",          " origin",
                                           " passport holder"};
    constexpr std::string_view before[] = {"former ",     "formerly ",    "possibly ",
                                           "probably ",   "presumably ",  "believed ",
                                           "citizen of ", "national of ", "originally "};
    std::string kept = folded_country(text);
    for (bool cut = true; cut;) {
        cut = false;
        for (const auto word : behind) {
            if (kept.ends_with(word)) {
                kept.resize(kept.size() - word.size());
                cut = true;
            }
        }
        for (const auto word : before) {
            if (kept.starts_with(word)) {
                kept.erase(0, word.size());
                cut = true;
            }
        }
    }
    return kept;
}

}  // namespace

std::string country_code(std::string_view text) {
    text = base::trim(text);
    // The UN prints "na" for "not available"; Namibia's code stands in capitals.
    if (text.empty() || text.size() > 200 || text == "na") {
        return {};
    }
    const auto bare = without_brackets(text);
    const auto bilingual = text.find(" / ");
    const auto first_language = text.substr(0, bilingual);
    for (const std::string_view form : {text, first_language}) {
        if (const auto code = code_of(form); !code.empty()) {
            return std::string(code);
        }
        if (const auto code = code_of(turned(form)); !code.empty()) {
            return std::string(code);
        }
    }
    if (const auto code = code_of(bare); !code.empty()) {
        return std::string(code);
    }
    return std::string(code_of(without_qualifiers(bare.substr(0, bare.find(" / ")))));
}

std::string_view country_name(std::string_view alpha2) {
    for (const auto& row : country_rows) {
        if (row.alpha2 == alpha2) {
            return row.name;
        }
    }
    return {};
}

Country country_from_text(std::string_view text) {
    return Country{.code = country_code(text), .text = base::collapse_whitespace(text)};
}

}  // namespace cordon::model
