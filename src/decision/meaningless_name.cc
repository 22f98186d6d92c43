#include <algorithm>
#include <array>

#include "base/strings.h"
#include "decision/payment_quality.h"
#include "decision/payment_view.h"

namespace cordon::decision {
namespace {

// Compared without blanks and punctuation, so "N/A", "n.a." and "N A" are one.
constexpr auto placeholders = std::to_array<std::string_view>({
    "ABOVE",
    "ANON",
    "ANONYMOUS",
    "ASABOVE",
    "ASPERFILE",
    "BENEFICIARY",
    "BENEFICIAIRE",
    "BLANK",
    "CLIENT",
    "CLIENTE",
    "CONFIDENTIAL",
    "CREDITOR",
    "CUSTOMER",
    "CUSTOMERNAME",
    "DEBTOR",
    "DONNEURDORDRE",
    "EMPTY",
    "KUNDE",
    "MULTIPLE",
    "MYCLIENT",
    "MYCUSTOMER",
    "NA",
    "NAME",
    "NAMENOTPROVIDED",
    "NIL",
    "NN",
    "NOINFO",
    "NOINFORMATION",
    "NONAME",
    "NONE",
    "NOTAPPLICABLE",
    "NOTAVAILABLE",
    "NOTDISCLOSED",
    "NOTGIVEN",
    "NOTKNOWN",
    "NOTPROVIDED",
    "NOTREF",
    "NULL",
    "ONEOFOURCLIENTS",
    "ONEOFOURCUSTOMERS",
    "ONEOFOURCLIENT",
    "ONEOFOURCUSTOMER",
    "ORDERINGCUSTOMER",
    "ORDERINGPARTY",
    "ORIGINATOR",
    "OTHER",
    "OURCLIENT",
    "OURCLIENTS",
    "OURCUSTOMER",
    "OURCUSTOMERS",
    "PAYEE",
    "PAYER",
    "PRIVATE",
    "RECEIVER",
    "REMITTER",
    "SAMEASABOVE",
    "SAMEASBELOW",
    "SEEABOVE",
    "SEEBELOW",
    "SENDER",
    "SUNDRY",
    "TBA",
    "TBC",
    "TBD",
    "TEST",
    "UNDISCLOSED",
    "UNKNOWN",
    "VARIOUS",
    "VARIOUSCLIENTS",
    "VARIOUSCUSTOMERS",
});

// A title without a name.
constexpr auto titles = std::to_array<std::string_view>({"DR", "FRAU", "HERR", "MADAME", "MISS", "MISTER",
                                                         "MLLE", "MME", "MONSIEUR", "MR", "MRANDMRS", "MRMRS",
                                                         "MRS", "MS", "PROF", "SENOR", "SENORA", "SIR"});

constexpr auto hints = std::to_array<std::string_view>({
    "/ULTC/",
    "/ULTD/",
    "/ULTB/",
    "/OBO/",
    "ON BEHALF OF",
    "ON BEHALF",
    "IN FAVOUR OF",
    "IN FAVOR OF",
    "FOR ACCOUNT OF",
    "BY ORDER OF",
    "ULTIMATE BENEFICIARY",
    "ULTIMATE DEBTOR",
    "ULTIMATE CREDITOR",
    "IM AUFTRAG VON",
    "POUR LE COMPTE DE",
    "D'ORDRE DE",
    "POR CUENTA DE",
    "O/B/O",
    "F/O",
    "B/O",
    "OBO",
    "FAV",
});

bool is_word_letter(char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           static_cast<unsigned char>(letter) >= 0x80;
}

// A BIC of eight letters looks like a word, so only one with the branch code of a head office or with a digit
// is called a BIC; "MUHAMMAD" is a name.
bool is_surely_bic(std::string_view letters) {
    const bool digit = letters.find_first_of("0123456789") != std::string_view::npos;
    return !country_of_bic(letters).empty() && (digit || letters.ends_with("XXX"));
}

}  // namespace

std::string_view meaningless_name(std::string_view name) {
    const std::string letters = letters_and_digits(name);
    if (letters.empty()) {
        return "without a letter";
    }
    if (letters.find_first_not_of("0123456789") == std::string::npos) {
        return "digits only";
    }
    if (letters.size() == 1) {
        return "a single letter";
    }
    if (letters.find_first_not_of(letters.front()) == std::string::npos &&
        static_cast<unsigned char>(letters.front()) < 0x80) {
        return "one letter repeated";
    }
    if (std::ranges::find(placeholders, letters) != placeholders.end()) {
        return "a placeholder";
    }
    if (std::ranges::find(titles, letters) != titles.end()) {
        return "a title without a name";
    }
    const bool one_word = base::trim(name).find(' ') == std::string_view::npos;
    if (one_word && is_surely_bic(letters)) {
        return "a BIC";
    }
    return {};
}

std::string_view hint_of_other_party(std::string_view text) {
    const std::string upper = base::ascii_upper(text);
    for (const std::string_view hint : hints) {
        for (auto at = upper.find(hint); at != std::string::npos; at = upper.find(hint, at + 1)) {
            const auto after = at + hint.size();
            const bool starts = !is_word_letter(hint.front()) || at == 0 || !is_word_letter(upper[at - 1]);
            const bool ends =
                !is_word_letter(hint.back()) || after >= upper.size() || !is_word_letter(upper[after]);
            // "CUSTOMER B/O" at the very end names nobody
            if (starts && ends && base::trim(std::string_view(upper).substr(after)).size() > 2) {
                return hint;
            }
        }
    }
    return {};
}

}  // namespace cordon::decision
