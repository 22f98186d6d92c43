#include "text/word_spelling.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "text/word_set.h"

namespace cordon::text {

namespace {

struct Ending {
    std::string_view written;
    std::string_view plain;
};

// Of men's names in Latvian and Lithuanian.
constexpr auto baltic_endings = std::to_array<Ending>({
    {"ovs", "ov"},
    {"evs", "ev"},
    {"ovas", "ov"},
    {"evas", "ev"},
    {"ejs", "ey"},
    {"rijs", "riy"},
    {"lijs", "liy"},
    {"nijs", "niy"},
    {"ejus", "ey"},
    {"skis", "ski"},
});
constexpr std::size_t baltic_letters_min = 6;

// The usual abbreviation of a word in the names of firms and bodies, and the word.
constexpr std::string_view business_words[] = {
    "international intl internatl",
    "national natl",
    "association assn",
    "brothers bros",
    "department dept",
    "government govt",
    "management mgmt mgt",
    "manufacturing mfg",
    "engineering engrg engg",
    "equipment eqpt",
    "foundation fndn fdn",
    "university univ",
    "services svcs",
    "service svc",
    "industries inds",
    "center ctr centre",
};

constexpr auto tens = std::to_array<std::string_view>(
    {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"});
constexpr auto tens_ordinal = std::to_array<std::string_view>(
    {"twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"});
constexpr auto teens = std::to_array<std::string_view>(
    {"eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"});
constexpr auto teens_ordinal =
    std::to_array<std::string_view>({"eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth",
                                     "sixteenth", "seventeenth", "eighteenth", "nineteenth"});
constexpr auto units =
    std::to_array<std::string_view>({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"});
constexpr auto units_ordinal = std::to_array<std::string_view>(
    {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"});

// The place of the word in one of two tables, one up; 0 when it is in neither.
template <std::size_t Count>
int place_in(const std::array<std::string_view, Count>& cardinal,
             const std::array<std::string_view, Count>& ordinal, std::string_view word) {
    for (std::size_t at = 0; at < Count; ++at) {
        if (cardinal[at] == word || ordinal[at] == word) {
            return static_cast<int>(at) + 1;
        }
    }
    return 0;
}

// A cheap no: how the words of the tables end.
bool may_be_number(std::string_view word) {
    constexpr std::size_t letters_min = 5;
    return word.size() >= letters_min &&
           (word.back() == 'y' || word.back() == 'n' || word.back() == 'h' || word == "twelve");
}

// "forty four", "eleventh" -> "44", "11".
void write_numbers_in_digits(std::vector<NameToken>& tokens) {
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (tokens[at].script != ScriptFamily::latin || !may_be_number(tokens[at].text)) {
            continue;
        }
        int number = place_in(teens, teens_ordinal, tokens[at].text);
        std::size_t words = 1;
        if (number > 0) {
            number += 10;
        } else if (const int ten = place_in(tens, tens_ordinal, tokens[at].text); ten > 0) {
            number = (ten + 1) * 10;
            const int unit = at + 1 < tokens.size() ? place_in(units, units_ordinal, tokens[at + 1].text) : 0;
            number += unit;
            words += unit > 0 ? 1 : 0;
        } else {
            continue;
        }
        tokens[at].text = std::to_string(number);
        tokens[at].role = TokenRole::number;
        const auto first = tokens.begin() + static_cast<std::ptrdiff_t>(at);
        tokens.erase(first + 1, first + static_cast<std::ptrdiff_t>(words));
    }
}

// "Sergejs" without its ending, "hsiao" as "xiao" and the other way round.
void spell_otherwise(std::string& word) {
    if (word.starts_with("hsi") || word.starts_with("hsu")) {
        word.replace(0, 2, "x");
    } else if (word.starts_with("xi") || word.starts_with("xu")) {
        word.replace(0, 1, "hs");
    } else if (word.size() >= baltic_letters_min && word.back() == 's') {
        const auto ending = std::ranges::find_if(
            baltic_endings, [&](const Ending& one) { return word.ends_with(one.written); });
        if (ending != baltic_endings.end()) {
            word.replace(word.size() - ending->written.size(), ending->written.size(), ending->plain);
        }
    }
}

}  // namespace

std::string spelled_plainly(std::string word) {
    static const WordForms business_word_of = forms_of(business_words);
    const auto found = business_word_of.find(word);
    return found == business_word_of.end() ? word : std::string(found->second);
}

std::string in_other_spelling(const TokenisedName& name) {
    std::vector<NameToken> tokens = name.tokens;
    for (NameToken& token : tokens) {
        if (token.script == ScriptFamily::latin && token.role == TokenRole::word) {
            spell_otherwise(token.text);
        }
    }
    write_numbers_in_digits(tokens);
    if (tokens == name.tokens) {
        return {};
    }
    std::string other;
    for (const NameToken& token : tokens) {
        other += other.empty() ? "" : " ";
        other += token.text;
    }
    return other;
}

void join_by_ampersand(std::vector<NameToken>& tokens, const std::vector<std::size_t>& ampersands) {
    const auto join = [&](std::size_t left, std::size_t right) {
        const std::size_t letters = tokens[left].text.size() + tokens[right].text.size();
        const auto says_who = [](const NameToken& token) {  // "K & Co" is no "kco"
            return token.script == ScriptFamily::latin && token.role != TokenRole::legal_form;
        };
        if (letters != 3 || !says_who(tokens[left]) || !says_who(tokens[right])) {
            return;
        }
        tokens[left].text += tokens[right].text;
        tokens[left].role = role_of_word(tokens[left].text);
        const auto first = tokens.begin() + static_cast<std::ptrdiff_t>(left);
        tokens.erase(first + 1, first + static_cast<std::ptrdiff_t>(right - left) + 1);
    };
    for (std::size_t place = ampersands.size(); place-- > 0;) {  // from behind: places before stay right
        const std::size_t right = ampersands[place];
        if (right > 0 && right < tokens.size()) {
            join(right - 1, right);
        }
    }
    for (std::size_t at = 1; at + 1 < tokens.size(); ++at) {
        if (tokens[at].text == "and") {
            join(at - 1, at + 1);
        }
    }
}

}  // namespace cordon::text
