#include "text/legal_forms.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include "base/strings.h"

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
}

}  // namespace cordon::text
