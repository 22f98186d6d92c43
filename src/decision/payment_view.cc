#include "decision/payment_view.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/strings.h"
#include "model/country.h"

namespace cordon::decision {

using model::IdentifierKind;
using model::Payment;
using model::PaymentParty;
using model::PaymentRole;

namespace {

bool is_letter(char letter) {
    return letter >= 'A' && letter <= 'Z';
}
bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}
bool is_beyond_ascii(char letter) {
    return static_cast<unsigned char>(letter) >= 0x80;
}

// Upper-case letters and digits of an IBAN or account as people group them.
std::string compact(std::string_view text) {
    std::string out;
    for (const char letter : base::ascii_upper(text)) {
        if (letter != ' ' && letter != '-') {
            out.push_back(letter);
        }
    }
    return out;
}

void add_country(std::vector<std::string>& countries, std::string country) {
    if (!country.empty() && std::ranges::find(countries, country) == countries.end()) {
        countries.push_back(std::move(country));
        std::ranges::sort(countries);
    }
}

void add_countries_of(const std::vector<const PaymentParty*>& parties, std::vector<std::string>& countries) {
    for (const PaymentParty* party : parties) {
        for (const auto& identifier : party->subject.identifiers) {
            if (identifier.kind == IdentifierKind::bic) {
                add_country(countries, country_of_bic(identifier.value));
            }
            if (identifier.kind == IdentifierKind::iban || identifier.kind == IdentifierKind::account) {
                add_country(countries, country_of_iban(identifier.value));
            }
        }
        if (party->agent) {
            for (const auto& country : party->subject.countries) {
                add_country(countries, country.code);
            }
        }
    }
}

bool type_begins(const Payment& payment, std::initializer_list<std::string_view> beginnings) {
    return std::ranges::any_of(
        beginnings, [&](std::string_view start) { return base::ascii_istarts_with(payment.type, start); });
}

}  // namespace

namespace {

// "/Document/CstmrCdtTrfInitn/PmtInf[2]/": what stands in it is shared by the transactions within.
std::string_view group_in(std::string_view path) {
    const auto group = path.find("/PmtInf");
    const auto end = group == std::string_view::npos ? group : path.find('/', group + 1);
    return end == std::string_view::npos ? std::string_view() : path.substr(0, end + 1);
}

}  // namespace

PaymentIndex::PaymentIndex(const Payment& payment) : payment_(payment), own_(payment.transactions.size()) {
    for (std::uint32_t at = 0; at < payment.parties.size(); ++at) {
        part_for(payment.parties[at].path, payment.parties[at].transaction).parties.push_back(at);
    }
    for (std::uint32_t at = 0; at < payment.fields.size(); ++at) {
        part_for(payment.fields[at].path, payment.fields[at].transaction).fields.push_back(at);
    }
    for (const auto& transaction : payment.transactions) {
        const auto group = groups_.find(group_in(transaction.path));
        group_of_.push_back(group != groups_.end() ? &group->second : nullptr);
    }
}

PaymentIndex::Part& PaymentIndex::part_for(std::string_view path, std::uint32_t transaction) {
    if (transaction < own_.size()) {
        return own_[transaction];
    }
    const std::string_view group = group_in(path);
    return group.empty() ? all_ : groups_[std::string(group)];
}

std::array<const PaymentIndex::Part*, 3> PaymentIndex::parts(std::uint32_t transaction) const {
    static const Part none;
    const Part* group = group_of_[transaction];
    return {&own_[transaction], group != nullptr ? group : &none, &all_};
}

std::vector<const PaymentParty*> PaymentIndex::parties(std::uint32_t transaction) const {
    std::vector<const PaymentParty*> found;
    if (transaction >= own_.size()) {
        for (const PaymentParty& party : payment_.parties) {
            found.push_back(&party);
        }
        return found;
    }
    for (const Part* part : parts(transaction)) {
        for (const std::uint32_t at : part->parties) {
            found.push_back(&payment_.parties[at]);
        }
    }
    return found;
}

std::vector<const PaymentParty*> PaymentIndex::parties(std::uint32_t transaction, PaymentRole role) const {
    auto found = parties(transaction);
    std::erase_if(found, [role](const PaymentParty* party) { return party->role != role; });
    return found;
}

std::vector<const model::PaymentField*> PaymentIndex::fields(std::uint32_t transaction) const {
    std::vector<const model::PaymentField*> found;
    if (transaction >= own_.size()) {
        for (const model::PaymentField& field : payment_.fields) {
            found.push_back(&field);
        }
        return found;
    }
    for (const Part* part : parts(transaction)) {
        for (const std::uint32_t at : part->fields) {
            found.push_back(&payment_.fields[at]);
        }
    }
    return found;
}

std::string PaymentIndex::local_instrument(std::uint32_t transaction) const {
    for (const model::PaymentField* field : fields(transaction)) {
        if (field->path.find("/LclInstrm") != std::string::npos) {
            return field->text;
        }
    }
    return {};
}

std::string country_of_bic(std::string_view text) {
    const std::string bic = base::ascii_upper(base::trim(text));
    if (bic.size() != 8 && bic.size() != 11) {
        return {};
    }
    for (std::size_t at = 0; at < bic.size(); ++at) {
        const bool letters_only = at < 6;
        if (!is_letter(bic[at]) && (letters_only || !is_digit(bic[at]))) {
            return {};
        }
    }
    const std::string country = bic.substr(4, 2);
    return country == "XK" || !model::country_name(country).empty() ? country : std::string();
}

std::string country_of_iban(std::string_view text) {
    const std::string iban = compact(text);
    if (iban.size() < 15 || iban.size() > 34 || !is_letter(iban[0]) || !is_letter(iban[1])) {
        return {};
    }
    unsigned remainder = 0;
    const std::string turned = iban.substr(4) + iban.substr(0, 4);
    for (const char letter : turned) {
        if (is_digit(letter)) {
            remainder = (remainder * 10 + static_cast<unsigned>(letter - '0')) % 97;
        } else if (is_letter(letter)) {
            remainder = (remainder * 100 + static_cast<unsigned>(letter - 'A') + 10) % 97;
        } else {
            return {};
        }
    }
    return remainder == 1 ? iban.substr(0, 2) : std::string();
}

PaymentSides sides_of(const PaymentIndex& index, std::uint32_t transaction) {
    const Payment& payment = index.payment();
    PaymentSides sides;
    for (const auto role : {PaymentRole::debtor, PaymentRole::debtor_agent}) {
        add_countries_of(index.parties(transaction, role), sides.debtor);
    }
    for (const auto role : {PaymentRole::creditor, PaymentRole::creditor_agent}) {
        add_countries_of(index.parties(transaction, role), sides.creditor);
    }
    if (sides.debtor.empty()) {
        add_country(sides.debtor, country_of_bic(payment.sender));
    }
    if (sides.creditor.empty()) {
        add_country(sides.creditor, country_of_bic(payment.receiver));
    }
    return sides;
}

std::string letters_and_digits(std::string_view text) {
    std::string out;
    for (const char letter : base::ascii_upper(text)) {
        if (is_letter(letter) || is_digit(letter) || is_beyond_ascii(letter)) {
            out.push_back(letter);
        }
    }
    return out;
}

std::string name_key(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char letter : base::ascii_upper(text)) {
        if (is_letter(letter) || is_digit(letter) || is_beyond_ascii(letter)) {
            words.back().push_back(letter);
        } else if (!words.back().empty() && letter != '\'' && letter != '.') {
            words.emplace_back();
        }
    }
    std::erase(words, "");
    std::ranges::sort(words);
    return base::join(words, " ");
}

bool is_cover(const Payment& payment) {
    return type_begins(payment, {"MT202COV", "MT205COV"}) ||
           (type_begins(payment, {"MT202", "MT205", "pacs.009"}) &&
            base::ascii_ifind(payment.service, "cov") != std::string_view::npos);
}

bool is_customer_order(const Payment& payment) {
    return type_begins(payment, {"pain.", "MT101"});
}

CustomerContent customer_content(const Payment& payment) {
    if (type_begins(payment,
                    {"pacs.008", "pacs.003", "pain.001", "pain.008", "MT101", "MT102", "MT103", "MT104"}) ||
        payment.format == model::MessageFormat::json) {
        return CustomerContent::customers;
    }
    return is_cover(payment) ? CustomerContent::cover : CustomerContent::none;
}

}  // namespace cordon::decision
