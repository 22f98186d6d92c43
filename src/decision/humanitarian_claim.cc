#include "decision/humanitarian_claim.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/strings.h"
#include "base/utf8.h"

namespace cordon::decision {

namespace {

bool is_letter_or_digit(char32_t point) {
    return (point >= U'0' && point <= U'9') || (point >= U'a' && point <= U'z') ||
           (point >= U'A' && point <= U'Z') || point >= 0xC0;
}

// Arabic and Persian digits as ours.
char32_t as_digit(char32_t point) {
    const char32_t zero = point >= 0x6F0 ? 0x6F0 : 0x660;
    return point >= zero && point <= zero + 9 ? U'0' + (point - zero) : point;
}

// Lower case, whatever is neither letter nor digit a blank, with a blank at both ends: " un wfp ".
std::string words_of(std::string_view text) {
    std::string words = " ";
    for (std::size_t at = 0; at < text.size();) {
        const char32_t point = as_digit(base::next_code_point(text, at));
        if (is_letter_or_digit(point)) {
            base::append_utf8(words, point);
        } else if (words.back() != ' ') {
            words += ' ';
        }
    }
    return base::ascii_lower(words.back() == ' ' ? words : words + " ");
}

bool has_any(std::string_view words, const auto& phrases) {
    return std::ranges::any_of(phrases, [&](std::string_view phrase) {
        return words.find(" " + std::string(phrase) + " ") != std::string_view::npos;
    });
}

// The words of it, each whole ("int/2022/7", "s/res/2664"), lower case, without marks around it.
std::vector<std::string> tokens_of(std::string_view text) {
    std::vector<std::string> tokens;
    std::string token;
    const auto close = [&] {
        const std::size_t from = token.find_first_not_of("/-.:");
        if (from != std::string::npos) {
            tokens.push_back(
                base::ascii_lower(token.substr(from, token.find_last_not_of("/-.:") + 1 - from)));
        }
        token.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const char32_t point = as_digit(base::next_code_point(text, at));
        const bool joins = point == U'/' || point == U'-' || point == U'.' || point == U':';
        if (is_letter_or_digit(point) || joins) {
            base::append_utf8(token, point);
        } else {
            close();
        }
    }
    close();
    return tokens;
}

bool has_digit(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
}

bool stands_in(std::string_view word, const auto& list) {
    return std::ranges::find(list, word) != std::ranges::end(list);
}

// Words that take a claim back, or put it off: whole ones, and beginnings of longer ones.
constexpr auto doubts = std::to_array<std::string_view>(
    {"no one",    "none",       "not",      "non un",       "without",    "nobody",      "nil",
     "null",      "former",     "formerly", "if",           "unless",     "maybe",       "perhaps",
     "soon",      "later",      "tba",      "tbc",          "tbd",        "tbn",         "tbe",
     "n a",       "will",       "shall",    "would",        "should",     "could",       "may be",
     "to be",     "to come",    "test",     "testing",      "todo",       "dummy",       "sample",
     "void",      "fake",       "nada",     "kein",         "keine",      "ohne",        "nicht",
     "sans",      "aucun",      "aucune",   "under review", "in process", "in progress", "on request",
     "as agreed", "as advised", "up to",    "yok",          "нет",        "без",         "لا",
     "بدون"});
constexpr auto doubtful_beginnings = std::to_array<std::string_view>(
    {"refus",     "reject",     "denied",  "denial",  "declin",   "pend",     "expir",    "revok",
     "revoc",     "suspend",    "withdr",  "cancel",  "annul",    "invalid",  "lapse",    "await",
     "applied",   "applic",     "request", "draft",   "terminat", "outdat",   "overdue",  "forg",
     "alleg",     "claim",      "suppos",  "pretend", "presum",   "possib",   "probab",   "unknown",
     "placehold", "exampl",     "follow",  "expect",  "sought",   "submitt",  "obsolet",  "supersed",
     "unsign",    "unconfirm",  "unverif", "missing", "abgelehn", "abgelauf", "beantrag", "widerruf",
     "ungült",    "ausstehend", "périm",   "perim",   "révoq",    "attente",  "demand",   "rechaz",
     "vencid",    "pendient",   "solicit", "redded",  "iptal",    "bekle",    "отказ",    "истек",
     "отозван",   "ожида",      "مرفوض",   "منتهي",   "ملغ"});

bool is_doubtful(std::string_view text) {
    const std::string words = words_of(text);
    if (has_any(words, doubts) || text.find('?') != std::string_view::npos) {
        return true;
    }
    const std::vector<std::string> tokens = tokens_of(text);  // "NA-2016-7" is a number, "NA" is none
    if (stands_in("na", tokens) || stands_in("ex", tokens)) {
        return true;
    }
    return std::ranges::any_of(doubtful_beginnings, [&](std::string_view start) {
        return words.find(" " + std::string(start)) != std::string::npos;
    });
}

// "no" is a number's word before a number ("licence no 5") and a denial anywhere else.
bool denies(const std::vector<std::string>& tokens) {
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (tokens[at] == "no" && (at + 1 == tokens.size() || !has_digit(tokens[at + 1]))) {
            return true;
        }
    }
    return false;
}

constexpr auto resolution_words = std::to_array<std::string_view>(
    {"unscr",     "unsc",      "un",         "scr",       "sc",           "res",        "resolution",
     "security",  "council",   "united",     "nations",   "humanitarian", "carve-out",  "carveout",
     "exemption", "exception", "para",       "paragraph", "paras",        "art",        "article",
     "of",        "the",       "and",        "under",     "by",           "op",         "continued",
     "extended",  "as",        "per",        "ground",    "aid",          "assistance", "pursuant",
     "to",        "in",        "accordance", "with",      "s/res"});

// Every word of it belongs to the name of a resolution, and one is the number of the right one.
bool names_resolution(const std::vector<std::string>& tokens) {
    bool number = false;
    bool word = false;
    for (const std::string& token : tokens) {
        const bool right = token == "2664" || token == "2761" || token == "s/res/2664" ||
                           token == "s/res/2761" || token == "unscr2664" || token == "unscr2761" ||
                           token == "res2664" || token == "res2761" || token == "2664/2761";
        number = number || right;
        const bool named = stands_in(token, resolution_words);
        word = word || (named && token.size() > 2) || token == "un" || (right && token[0] >= 'a');
        const bool other = token == "2022" || token == "2024" || token == "1" || token.starts_with("2664/") ||
                           token.starts_with("2761/");
        number = number || token == "2664/2022" || token == "2761/2024";
        if (!right && !named && !other) {
            return false;
        }
    }
    return number && word;
}

constexpr auto licences =
    std::to_array<std::string_view>({"licence", "license", "licences", "licenses", "gl", "authorisation",
                                     "authorization", "exemption", "derogation", "permit", "permission"});
constexpr auto number_words =
    std::to_array<std::string_view>({"no", "nr", "num", "number", "ref", "reference", "n", "nº", "n°"});
constexpr auto behind_number = std::to_array<std::string_view>(
    {"of",       "dated",   "issued",  "by",      "and",   "for",    "the",          "ofac",    "ofsi",
     "eu",       "uk",      "un",      "us",      "bafa",  "seco",   "humanitarian", "syria",   "iraq",
     "valid",    "from",    "until",   "aid",     "goods", "jan",    "feb",          "mar",     "apr",
     "may",      "jun",     "jul",     "aug",     "sep",   "oct",    "nov",          "dec",     "january",
     "february", "march",   "april",   "june",    "july",  "august", "september",    "october", "november",
     "december", "licence", "license", "general", "gl"});

// "OFSI general licence INT/2022/7": a number that is more than a year right behind the word, and behind that
// nothing that is not known to leave it as it is.
bool names_licence(const std::vector<std::string>& tokens) {
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (!stands_in(tokens[at], licences)) {
            continue;
        }
        std::size_t number = at + 1;
        while (number < tokens.size() && stands_in(tokens[number], number_words)) {
            ++number;
        }
        if (number >= tokens.size() || tokens[number].find_first_of("123456789") == std::string::npos ||
            base::parse_partial_date(tokens[number]).has_value()) {
            continue;
        }
        return std::all_of(tokens.begin() + static_cast<std::ptrdiff_t>(number) + 1, tokens.end(),
                           [](const std::string& token) {
                               return has_digit(token) || stands_in(token, behind_number) ||
                                      stands_in(token, number_words);
                           });
    }
    return false;
}

// UNSCR 2664, para. 1: the United Nations with its programmes, funds and agencies; international
// organisations; humanitarian organisations with observer status and their members; NGOs in response plans
// and clusters; their implementing partners. An employee, grantee or subsidiary is one of somebody.
constexpr auto providers = std::to_array<std::string_view>({"un",
                                                            "u n",
                                                            "uno",
                                                            "united nations",
                                                            "unhcr",
                                                            "unicef",
                                                            "wfp",
                                                            "world food programme",
                                                            "world food program",
                                                            "ocha",
                                                            "unocha",
                                                            "who",
                                                            "world health organisation",
                                                            "world health organization",
                                                            "fao",
                                                            "iom",
                                                            "undp",
                                                            "unrwa",
                                                            "unfpa",
                                                            "unops",
                                                            "unmas",
                                                            "io",
                                                            "igo",
                                                            "international organisation",
                                                            "international organization",
                                                            "icrc",
                                                            "ifrc",
                                                            "red cross",
                                                            "red crescent",
                                                            "ngo",
                                                            "ingo",
                                                            "nngo",
                                                            "n g o",
                                                            "non governmental organisation",
                                                            "non governmental organization",
                                                            "humanitarian organisation",
                                                            "humanitarian organization",
                                                            "implementing partner",
                                                            "implementing partners"});
constexpr auto beside_provider =
    std::to_array<std::string_view>({"a",          "an",        "the",          "of",
                                     "for",        "and",       "or",           "by",
                                     "agency",     "agencies",  "fund",         "programme",
                                     "program",    "office",    "mission",      "international",
                                     "national",   "local",     "humanitarian", "registered",
                                     "accredited", "syrian",    "arab",         "iraqi",
                                     "turkish",    "committee", "federation",   "society",
                                     "societies",  "with",      "observer",     "status",
                                     "entity",     "body",      "system",       "grantee",
                                     "subsidiary", "employee",  "organisation", "organization",
                                     "partner",    "category",  "provider"});

// All words of it are those of kinds of providers, and of words that may stand beside them.
bool is_kind_of_provider(std::string_view text) {
    std::string words = words_of(text);
    bool any = false;
    std::vector<std::string_view> longest(providers.begin(), providers.end());
    std::ranges::sort(longest, std::ranges::greater(), &std::string_view::size);
    for (const std::string_view phrase : longest) {
        const std::string padded = " " + std::string(phrase) + " ";
        for (std::size_t at = words.find(padded); at != std::string::npos; at = words.find(padded)) {
            words.replace(at, padded.size(), " ");
            any = true;
        }
    }
    return any && std::ranges::all_of(base::split(base::trim(words), ' '), [](std::string_view word) {
               return word.empty() || stands_in(word, beside_provider);
           });
}

// The kind alone, or first with the name behind a mark ("NGO: Harbour Relief"), or last in brackets.
bool is_provider(std::string_view text) {
    text = base::trim(text);
    if (is_doubtful(text) || has_any(words_of(text), std::to_array<std::string_view>({"no"}))) {
        return false;
    }
    const std::size_t mark = text.find_first_of(":(");
    const std::size_t dash = text.find(" - ");
    const std::size_t open = text.rfind('(');
    return is_kind_of_provider(text) || is_kind_of_provider(text.substr(0, std::min(mark, dash))) ||
           (open != std::string_view::npos && text.ends_with(')') && is_kind_of_provider(text.substr(open)));
}

bool is_ground(std::string_view text) {
    const std::vector<std::string> tokens = tokens_of(text);
    return !is_doubtful(text) && !denies(tokens) && (names_resolution(tokens) || names_licence(tokens));
}

constexpr auto generic_words = std::to_array<std::string_view>(
    {"reference", "references", "ref",  "evidence", "document", "documents", "doc", "number", "no",  "nr",
     "file",      "yes",        "true", "ok",       "attached", "here",      "x",   "xx",     "xxx", "xxxx"});

// "xxxx", "1111", "12345", "abc123": what is typed to fill a field.
bool is_filling(std::string_view letters) {
    std::string numbers;
    std::string others;
    for (const char letter : letters) {
        (letter >= '0' && letter <= '9' ? numbers : others) += letter;
    }
    const auto runs = [](std::string_view part, std::string_view row) {
        return part.empty() || row.starts_with(part) ||
               part.find_first_not_of(part.substr(0, 1)) == std::string_view::npos;
    };
    return runs(numbers, "12345678901234567890") && runs(others, "abcdefghijklmnopqrstuvwxyz") &&
           (others.size() != 1 || numbers.size() < 3);
}

// What a text says once words of form are left out; "" when it takes itself back.
std::string said_in(std::string_view text) {
    if (is_doubtful(text) || denies(tokens_of(text))) {
        return {};
    }
    std::string said;
    const std::string words = words_of(text);
    for (const std::string_view word : base::split(base::trim(words), ' ')) {
        said += stands_in(word, generic_words) ? std::string_view() : word;
    }
    return said;
}

// A number or mark under which something can be looked up; a day alone is none.
bool is_reference(std::string_view text) {
    const std::string said = said_in(text);
    return base::code_point_count(said) >= 4 && has_digit(said) && !is_filling(said) &&
           !base::parse_partial_date(base::trim(text)).has_value();
}

}  // namespace

std::string claim_lacks(const model::HumanitarianClaim& claim) {
    if (base::trim(claim.ground).empty()) {
        return "names no ground";
    }
    if (!is_ground(claim.ground)) {
        return "names no ground that is known: UNSCR 2664 or 2761, or a licence with its number";
    }
    if (base::trim(claim.provider_category).empty()) {
        return "does not say who gives the aid";
    }
    if (!is_provider(claim.provider_category)) {
        return "names no kind of provider of UNSCR 2664: UN, IO, NGO, implementing partner";
    }
    const bool reference = is_reference(claim.reference);
    if (!reference && !base::trim(claim.reference).empty()) {
        return "has a reference that refers to nothing";
    }
    if (!reference && base::trim(claim.evidence).empty()) {
        return "names neither a reference nor evidence";
    }
    if (reference ? !base::trim(claim.evidence).empty() && said_in(claim.evidence).empty()
                  : !is_reference(claim.evidence)) {
        return "has evidence that refers to nothing";
    }
    return {};
}

bool can_be_aid(const model::GoodsFinding& goods) {
    using model::GoodsTier;
    constexpr auto never =
        std::to_array<std::string_view>({"crude_oil", "refinery_equipment", "human_organs", "gold", "cash",
                                         "silver_pt", "jewellery_stones", "military_vehicles", "drones"});
    return goods.tier != GoodsTier::prohibited && goods.tier != GoodsTier::dual_use &&
           goods.tier != GoodsTier::cultural_after_date &&
           std::ranges::find(never, goods.goods_class) == never.end();
}

}  // namespace cordon::decision
