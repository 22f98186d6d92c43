#include "payments/iso20022_rules.h"

#include <algorithm>
#include <array>

#include "base/strings.h"
#include "model/country.h"
#include "payments/party_lines.h"

namespace cordon::payments {

using codec::no_element;
using codec::XmlTree;

namespace {

struct Mandatory {
    std::string_view family;
    std::string_view parent;    // below the root, "a/b"; "" the root itself
    std::string_view children;  // each of them, separated by blanks
};

// clang-format off
constexpr auto mandatory_elements = std::to_array<Mandatory>({
    {"camt.029", "", "Assgnmt"},
    {"camt.029", "Assgnmt", "Id Assgnr Assgne CreDtTm"},
    {"camt.052", "", "GrpHdr Rpt"},
    {"camt.052", "GrpHdr", "MsgId CreDtTm"},
    {"camt.052", "Rpt", "Id Acct"},
    {"camt.052", "Rpt/Ntry", "Amt CdtDbtInd Sts"},
    {"camt.053", "", "GrpHdr Stmt"},
    {"camt.053", "GrpHdr", "MsgId CreDtTm"},
    {"camt.053", "Stmt", "Id Acct Bal"},
    {"camt.053", "Stmt/Ntry", "Amt CdtDbtInd Sts"},
    {"camt.054", "", "GrpHdr Ntfctn"},
    {"camt.054", "GrpHdr", "MsgId CreDtTm"},
    {"camt.054", "Ntfctn", "Id Acct"},
    {"camt.054", "Ntfctn/Ntry", "Amt CdtDbtInd Sts"},
    {"camt.056", "", "Assgnmt"},
    {"camt.056", "Assgnmt", "Id Assgnr Assgne CreDtTm"},
    {"pacs.002", "", "GrpHdr"},
    {"pacs.002", "GrpHdr", "MsgId CreDtTm"},
    {"pacs.003", "", "GrpHdr DrctDbtTxInf"},
    {"pacs.003", "GrpHdr", "MsgId CreDtTm NbOfTxs SttlmInf"},
    {"pacs.003", "DrctDbtTxInf", "PmtId IntrBkSttlmAmt Cdtr CdtrAgt Dbtr DbtrAcct DbtrAgt"},
    {"pacs.004", "", "GrpHdr"},
    {"pacs.004", "GrpHdr", "MsgId CreDtTm NbOfTxs SttlmInf"},
    {"pacs.004", "TxInf", "RtrdIntrBkSttlmAmt"},
    {"pacs.008", "", "GrpHdr CdtTrfTxInf"},
    {"pacs.008", "GrpHdr", "MsgId CreDtTm NbOfTxs SttlmInf"},
    {"pacs.008", "CdtTrfTxInf", "PmtId IntrBkSttlmAmt ChrgBr Dbtr DbtrAgt CdtrAgt Cdtr"},
    {"pacs.008", "CdtTrfTxInf/PmtId", "EndToEndId"},
    {"pacs.009", "", "GrpHdr CdtTrfTxInf"},
    {"pacs.009", "GrpHdr", "MsgId CreDtTm NbOfTxs SttlmInf"},
    {"pacs.009", "CdtTrfTxInf", "PmtId IntrBkSttlmAmt Dbtr Cdtr"},
    {"pacs.009", "CdtTrfTxInf/PmtId", "EndToEndId"},
    {"pain.001", "", "GrpHdr PmtInf"},
    {"pain.001", "GrpHdr", "MsgId CreDtTm NbOfTxs InitgPty"},
    {"pain.001", "PmtInf", "PmtInfId PmtMtd ReqdExctnDt Dbtr DbtrAcct DbtrAgt CdtTrfTxInf"},
    {"pain.001", "PmtInf/CdtTrfTxInf", "PmtId Amt"},
    {"pain.008", "", "GrpHdr PmtInf"},
    {"pain.008", "GrpHdr", "MsgId CreDtTm NbOfTxs InitgPty"},
    {"pain.008", "PmtInf", "PmtInfId PmtMtd ReqdColltnDt Cdtr CdtrAcct CdtrAgt DrctDbtTxInf"},
    {"pain.008", "PmtInf/DrctDbtTxInf", "PmtId InstdAmt DbtrAgt Dbtr DbtrAcct"},
});
// clang-format on

class MandatoryCheck {
public:
    MandatoryCheck(const XmlTree& tree, PaymentBuilder& builder) : tree_(tree), builder_(builder) {}

    void check(std::uint32_t index, const std::string& path, std::string_view steps,
               std::string_view children) {
        if (steps.empty()) {
            check_children(index, path, children);
            return;
        }
        const std::size_t slash = steps.find('/');
        const std::string_view step = steps.substr(0, slash);
        const std::string_view rest = slash == std::string_view::npos ? "" : steps.substr(slash + 1);
        std::uint32_t all = 0;
        for (std::uint32_t at = tree_.at(index).first_child; at != no_element;
             at = tree_.at(at).next_sibling) {
            all += tree_.at(at).name == step ? 1U : 0U;
        }
        std::uint32_t seen = 0;
        for (std::uint32_t at = tree_.at(index).first_child; at != no_element;
             at = tree_.at(at).next_sibling) {
            if (tree_.at(at).name == step) {
                ++seen;
                const std::string number = all > 1 ? "[" + std::to_string(seen) + "]" : "";
                check(at, path + "/" + std::string(step) + number, rest, children);
            }
        }
    }

private:
    void check_children(std::uint32_t index, const std::string& path, std::string_view children) {
        while (!children.empty()) {
            const std::string_view child = children.substr(0, children.find(' '));
            children.remove_prefix(std::min(child.size() + 1, children.size()));
            if (tree_.child(index, child) == no_element) {
                builder_.note("missing_element", path + "/" + std::string(child),
                              "<" + std::string(tree_.at(index).name) + "> has no <" + std::string(child) +
                                  ">, which every message of this type has");
            }
        }
    }

    const XmlTree& tree_;
    PaymentBuilder& builder_;
};

bool all_of(std::string_view text, bool (*fits)(char)) {
    return std::ranges::all_of(text, fits);
}
bool upper(char letter) {
    return letter >= 'A' && letter <= 'Z';
}
bool digit(char letter) {
    return letter >= '0' && letter <= '9';
}
bool upper_or_digit(char letter) {
    return upper(letter) || digit(letter);
}
bool letter_or_digit(char letter) {
    return upper_or_digit(letter) || (letter >= 'a' && letter <= 'z');
}

bool is_iban_shape(std::string_view text) {
    constexpr std::size_t letters_max = 34;
    return text.size() > 4 && text.size() <= letters_max && all_of(text.substr(0, 2), upper) &&
           all_of(text.substr(2, 2), digit) && all_of(text.substr(4), letter_or_digit);
}

bool is_lei(std::string_view text) {
    return text.size() == 20 && all_of(text.substr(0, 18), upper_or_digit) && all_of(text.substr(18), digit);
}

}  // namespace

void check_message(const XmlTree& tree, std::uint32_t root, const std::string& root_path,
                   std::string_view family, PaymentBuilder& builder) {
    if (tree.at(root).name.starts_with(family)) {
        return;  // "pain.001.001.01": the first versions were built otherwise
    }
    MandatoryCheck check(tree, builder);
    for (const Mandatory& line : mandatory_elements) {
        if (line.family == family) {
            check.check(root, root_path, line.parent, line.children);
        }
    }
}

std::string check_value(std::string_view element, std::string_view text) {
    const auto no = [text](std::string_view what) {
        return "'" + base::shown(text, 40) + "' is not " + std::string(what);
    };
    if (element == "BIC" || element == "BICFI" || element == "AnyBIC" || element == "BICOrBEI") {
        return looks_like_bic(text) ? ""
                                    : no("a BIC (8 or 11 letters and digits, the fifth and sixth a country)");
    }
    if (element == "IBAN") {
        return is_iban_shape(text) ? "" : no("an IBAN");
    }
    if (element == "LEI") {
        return is_lei(text) ? "" : no("an LEI (18 letters and digits, 2 check digits)");
    }
    if (element == "Ctry" || element == "CtryOfRes" || element == "CtryOfBirth") {
        return text.size() == 2 && all_of(text, upper) ? "" : no("a country code of two letters");
    }
    if (element == "@Ccy") {
        return text.size() == 3 && all_of(text, upper) ? "" : no("a currency code of three letters");
    }
    return "";
}

bool iban_checks(std::string_view iban) {
    if (!is_iban_shape(iban)) {
        return false;
    }
    std::uint32_t rest = 0;
    for (std::size_t at = 0; at < iban.size(); ++at) {
        const char letter = base::ascii_upper(iban.substr((at + 4) % iban.size(), 1))[0];
        if (digit(letter)) {
            rest = (rest * 10 + static_cast<std::uint32_t>(letter - '0')) % 97;
        } else {
            rest = (rest * 100 + static_cast<std::uint32_t>(letter - 'A') + 10) % 97;
        }
    }
    return rest == 1;
}

}  // namespace cordon::payments
