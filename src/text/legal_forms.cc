#include "text/legal_forms.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/strings.h"
#include "text/name_frequency.h"
#include "text/word_set.h"

namespace cordon::text {

namespace {

// Legal forms of more than one word, the usual abbreviation first.
constexpr std::string_view long_legal_forms[] = {
    "llc limited liability company",
    "llc limited liability partnership",
    "llc obshchestvo s ogranichennoy otvetstvennostyu",
    "llc obshchestvo s ogranichennoi otvetstvennostyu",
    "llc obschestvo s ogranichennoy otvetstvennostyu",
    "llc obshestvo s ogranichennoy otvetstvennostyu",
    "llc tovarystvo z obmezhenoiu vidpovidalnistiu",
    "llc gesellschaft mit beschrankter haftung",
    "llc gesellschaft mit beschraenkter haftung",
    "llc sociedad de responsabilidad limitada",
    "llc sociedad limitada",
    "llc sociedade limitada",
    "llc societe a responsabilite limitee",
    "llc societa a responsabilita limitata",
    "llc spolka z ograniczona odpowiedzialnoscia",
    "llc sp z o o",
    "llc besloten vennootschap",
    "llc limited sirketi",
    "llc ltd sti",
    "llc sendirian berhad",
    "llc sdn bhd",
    "llc perseroan terbatas",
    "llc private limited company",
    "llc sherkat ba masouliat mahdood",
    "pjsc public joint stock company",
    "pjsc publichnoe aktsionernoe obshchestvo",
    "jsc open joint stock company",
    "jsc otkrytoe aktsionernoe obshchestvo",
    "jsc otkrytoye aktsionernoye obshchestvo",
    "jsc closed joint stock company",
    "jsc zakrytoe aktsionernoe obshchestvo",
    "jsc zakrytoye aktsionernoye obshchestvo",
    "jsc joint stock company",
    "jsc aktsionernoe obshchestvo",
    "jsc aktsionernoye obshchestvo",
    "jsc sociedad anonima",
    "jsc sociedade anonima",
    "jsc societe anonyme",
    "jsc societa per azioni",
    "jsc naamloze vennootschap",
    "jsc anonim sirketi",
    "jsc spolka akcyjna",
    "jsc sherkat sahami khas",
    "jsc sherkat sahami am",
    "jsc public limited company",
};

// Legal forms of one word and one kind, the word of the kind first. Of two letters only those that stand
// for a longer one: "SA MIRA" may be Samira, and words written apart are glued as they are written.
constexpr std::string_view kinds[] = {
    "llc gmbh gesmbh sarl eurl ltda",
    "jsc oao zao ojsc cjsc",
    "ag aktiengesellschaft",
    "ab aktiebolag",
    "oy osakeyhtio",
    "corporation corp",
    "incorporated inc",
    "limited ltd",
};

// Words so long that one slip leaves them what they were: "Aktiengeselschaft".
constexpr std::string_view slipped_words =
    "incorporated corporation aktiengesellschaft kommanditgesellschaft";

struct LongLegalForm {
    std::string_view form;
    std::vector<std::string_view> words;
};

const std::vector<LongLegalForm>& parted_legal_forms() {
    static const auto forms = [] {
        std::vector<LongLegalForm> parted;
        for (const std::string_view line : long_legal_forms) {
            auto words = base::split(line, ' ');
            const std::string_view form = words.front();
            words.erase(words.begin());
            parted.push_back({form, std::move(words)});
        }
        return parted;
    }();
    return forms;
}

// Whether a letter left out, added, changed or swapped with its neighbour makes one word the other.
bool one_slip_apart(std::string_view left, std::string_view right) {
    std::size_t same = 0;
    while (same < left.size() && same < right.size() && left[same] == right[same]) {
        ++same;
    }
    const std::string_view left_rest = left.substr(same);
    const std::string_view right_rest = right.substr(same);
    if (left_rest.size() == right_rest.size()) {
        const bool swapped = left_rest.size() >= 2 && left_rest[0] == right_rest[1] &&
                             left_rest[1] == right_rest[0] && left_rest.substr(2) == right_rest.substr(2);
        return left_rest.empty() || swapped || left_rest.substr(1) == right_rest.substr(1);
    }
    return left_rest.size() + 1 == right_rest.size()   ? left_rest == right_rest.substr(1)
           : left_rest.size() == right_rest.size() + 1 ? left_rest.substr(1) == right_rest
                                                       : false;
}

// One word for each kind of form, and for what a slip has made of a long one.
void name_the_kind(NameToken& token) {
    constexpr std::size_t letters_min = 10;
    if (token.role == TokenRole::word && token.text.size() >= letters_min && !token.vowelless) {
        static const auto words = base::split(slipped_words, ' ');
        const auto meant = std::ranges::find_if(
            words, [&](std::string_view word) { return one_slip_apart(word, token.text); });
        if (meant != words.end()) {
            token.text = *meant;
            token.role = TokenRole::legal_form;
        }
    }
    if (token.role == TokenRole::legal_form) {
        static const WordForms kind_of_form = forms_of(kinds);
        const auto found = kind_of_form.find(token.text);
        token.text = found == kind_of_form.end() ? token.text : std::string(found->second);
    }
}

// "JIANG SU ... ZHI ZAO YOU XIAN": a Chinese name in Latin letters, of whose syllables one may look like a
// form.
bool is_mostly_syllables(std::span<const NameToken> tokens) {
    constexpr std::size_t words_min = 4;
    const auto syllables = std::ranges::count_if(
        tokens, [](const NameToken& token) { return is_east_asian_syllable(token.text); });
    return tokens.size() >= words_min && static_cast<std::size_t>(syllables) * 2 >= tokens.size();
}

}  // namespace

void shorten_legal_forms(std::vector<NameToken>& tokens) {
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        for (const LongLegalForm& form : parted_legal_forms()) {
            const std::size_t count = form.words.size();
            const bool here = form.words.front().front() == tokens[at].text.front() &&
                              at + count <= tokens.size() && count < tokens.size() &&
                              std::ranges::equal(form.words, std::span(tokens).subspan(at, count), {}, {},
                                                 &NameToken::text);
            if (here) {
                tokens[at].text = form.form;
                tokens[at].role = TokenRole::legal_form;
                const auto first = tokens.begin() + static_cast<std::ptrdiff_t>(at);
                tokens.erase(first + 1, first + static_cast<std::ptrdiff_t>(count));
                break;
            }
        }
    }
    if (tokens.size() > 1 && !is_mostly_syllables(tokens)) {
        std::ranges::for_each(tokens, name_the_kind);
    }
}

}  // namespace cordon::text
