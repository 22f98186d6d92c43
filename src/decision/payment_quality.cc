#include "decision/payment_quality.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/strings.h"
#include "decision/payment_view.h"

namespace cordon::decision {

using model::FieldClass;
using model::Finding;
using model::FindingKind;
using model::IdentifierKind;
using model::no_index;
using model::Payment;
using model::PaymentParty;
using model::PaymentRole;

namespace {

constexpr auto actors = {PaymentRole::debtor, PaymentRole::creditor, PaymentRole::ultimate_debtor,
                         PaymentRole::ultimate_creditor, PaymentRole::initiating_party};

bool is_account_number(const model::Identifier& identifier) {
    return identifier.kind == IdentifierKind::account || identifier.kind == IdentifierKind::iban ||
           identifier.kind == IdentifierKind::wallet;
}

bool says_something(const std::string& text) {
    return !letters_and_digits(text).empty();
}

// Why a country is of one list or the other does not matter here, only that both sides stand in one.
bool all_in(const std::vector<std::string>& countries, const std::vector<std::string>& area) {
    return std::ranges::all_of(countries, [&](const std::string& country) {
        return std::ranges::find(area, country) != area.end();
    });
}

// The findings about one transaction.
class TransactionQuality {
public:
    TransactionQuality(const R16Rules& rules, const PaymentIndex& index, std::uint32_t transaction)
        : payment_(index.payment()),
          index_(index),
          transaction_(transaction),
          cover_(customer_content(payment_) == CustomerContent::cover) {
        wants_places_ =
            above_threshold(rules, payment_, transaction) && !is_domestic(rules, index, transaction);
    }

    std::vector<Finding> findings() {
        const auto debtors = customers(PaymentRole::debtor);
        const auto creditors = customers(PaymentRole::creditor);
        if (cover_ && debtors.empty() && creditors.empty()) {
            add("R16-09", PaymentRole::debtor, "",
                "the message is a cover payment and does not carry the customer transfer beneath it");
            return std::move(findings_);
        }
        check_debtor(debtors);
        check_creditor(creditors);
        check_names();
        check_hints();
        std::ranges::stable_sort(findings_, {}, &Finding::code);
        return std::move(findings_);
    }

private:
    // Not the banks of a cover, only the customers beneath it.
    std::vector<const PaymentParty*> customers(PaymentRole role) const {
        auto parties = index_.parties(transaction_, role);
        if (cover_) {
            std::erase_if(parties, [this](const PaymentParty* party) {
                return payment_.format == model::MessageFormat::iso20022
                           ? party->path.find("/Undrlyg") == std::string::npos
                           : party->agent;
            });
        }
        return parties;
    }

    // A legal person may be named by its BIC or LEI alone (field 50A, 59A).
    static bool has_name(const std::vector<const PaymentParty*>& parties) {
        return std::ranges::any_of(parties, [](const PaymentParty* party) {
            return !party->account &&
                   (has_code(*party) || std::ranges::any_of(party->subject.names, says_something));
        });
    }

    static bool has_code(const PaymentParty& party) {
        return std::ranges::any_of(party.subject.identifiers, [](const auto& identifier) {
            return (identifier.kind == IdentifierKind::bic && !country_of_bic(identifier.value).empty()) ||
                   (identifier.kind == IdentifierKind::lei && says_something(identifier.value));
        });
    }

    static bool has_account(const std::vector<const PaymentParty*>& parties) {
        return std::ranges::any_of(parties, [](const PaymentParty* party) {
            return std::ranges::any_of(party->subject.identifiers, [&](const auto& identifier) {
                return (party->account || is_account_number(identifier)) && says_something(identifier.value);
            });
        });
    }

    static bool has_address_or_id(const std::vector<const PaymentParty*>& parties) {
        return std::ranges::any_of(parties, [](const PaymentParty* party) {
            const auto& subject = party->subject;
            const bool identified = std::ranges::any_of(subject.identifiers, [&](const auto& identifier) {
                return !party->account && !is_account_number(identifier) && says_something(identifier.value);
            });
            const bool born = !subject.birth_dates.empty() && !subject.birth_places.empty();
            return identified || born || says_something(party->town) ||
                   std::ranges::any_of(party->address_lines, says_something);
        });
    }

    static bool has_place(const std::vector<const PaymentParty*>& parties) {
        return std::ranges::any_of(parties, [](const PaymentParty* party) {
            return !party->account &&
                   (has_code(*party) || !party->subject.countries.empty() || says_something(party->town) ||
                    std::ranges::any_of(party->address_lines, says_something));
        });
    }

    static std::string path_of(const std::vector<const PaymentParty*>& parties) {
        return parties.empty() ? std::string() : parties.front()->path;
    }

    bool has_unique_reference() const {
        if (transaction_ == no_index) {
            return false;
        }
        const auto& transaction = payment_.transactions[transaction_];
        return says_something(transaction.uetr) || says_something(transaction.transaction_id);
    }

    void check_debtor(const std::vector<const PaymentParty*>& debtors) {
        const std::string path = path_of(debtors);
        if (!has_name(debtors)) {
            add("R16-01", PaymentRole::debtor, path, "the debtor has no name");
        }
        if (!has_account(debtors) && !has_unique_reference()) {
            add("R16-02", PaymentRole::debtor, path,
                "the debtor has neither an account nor a unique reference of the transfer");
        }
        // In an order to its own bank a customer need not say where it lives: the bank knows.
        if (wants_places_ && !is_customer_order(payment_) && !has_address_or_id(debtors)) {
            add("R16-03", PaymentRole::debtor, path,
                "the debtor has no address, identification, or date and place of birth, which a transfer "
                "across a border above the threshold needs");
        }
    }

    void check_creditor(const std::vector<const PaymentParty*>& creditors) {
        const std::string path = path_of(creditors);
        if (!has_name(creditors)) {
            add("R16-04", PaymentRole::creditor, path, "the creditor has no name");
        }
        if (!has_account(creditors) && !has_unique_reference()) {
            add("R16-05", PaymentRole::creditor, path,
                "the creditor has neither an account nor a unique reference of the transfer");
        }
        if (wants_places_ && !has_place(creditors)) {
            add("R16-06", PaymentRole::creditor, path, "the creditor has neither a town nor a country");
        }
    }

    void check_names() {
        for (const PaymentRole role : actors) {
            for (const PaymentParty* party : customers(role)) {
                for (const std::string& name : party->subject.names) {
                    const auto why = meaningless_name(name);
                    if (!why.empty() && !name.empty()) {
                        add("R16-07", role, party->path,
                            fmt::format("the name of the {} says nothing: '{}' is {}", to_string(role),
                                        base::shown(name, 40), why),
                            name);
                        break;  // the other names of a party are the same lines, joined differently
                    }
                }
            }
        }
    }

    void check_hints() {
        if (!customers(PaymentRole::ultimate_debtor).empty() ||
            !customers(PaymentRole::ultimate_creditor).empty()) {
            return;
        }
        for (const model::PaymentField* field : index_.fields(transaction_)) {
            if (field->field_class != FieldClass::text && field->field_class != FieldClass::name &&
                field->field_class != FieldClass::goods) {
                continue;
            }
            const auto hint = hint_of_other_party(field->text);
            if (!hint.empty()) {
                add("R16-08", field->role, field->path,
                    fmt::format("'{}' in the text hints at another party; the fields for ultimate parties "
                                "are empty",
                                hint),
                    field->text, field->field_class);
            }
        }
    }

    void add(std::string_view code, PaymentRole role, std::string path, std::string sentence,
             std::string text = {}, FieldClass field_class = FieldClass::name) {
        findings_.push_back({.kind = FindingKind::data_quality,
                             .code = std::string(code),
                             .field = std::move(path),
                             .field_class = field_class,
                             .role = role,
                             .transaction = transaction_,
                             .text = std::move(text),
                             .sentence = std::move(sentence)});
    }

    const Payment& payment_;
    const PaymentIndex& index_;
    std::uint32_t transaction_;
    bool cover_;
    bool wants_places_ = false;
    std::vector<Finding> findings_;
};

}  // namespace

bool above_threshold(const R16Rules& rules, const Payment& payment, std::uint32_t transaction) {
    if (transaction == no_index) {
        bool any = payment.transactions.empty();
        for (std::uint32_t index = 0; index < payment.transactions.size(); ++index) {
            any = any || above_threshold(rules, payment, index);
        }
        return any;
    }
    if (transaction >= payment.transactions.size()) {
        return true;
    }
    const model::PaymentAmount& amount = payment.transactions[transaction].amount;
    const auto threshold = std::ranges::find(rules.thresholds, amount.currency, &R16Threshold::currency);
    return threshold == rules.thresholds.end() || !amount.value_e5 || *amount.value_e5 < 0 ||
           *amount.value_e5 > threshold->amount_e5;
}

bool is_domestic(const R16Rules& rules, const PaymentIndex& index, std::uint32_t transaction) {
    const PaymentSides sides = sides_of(index, transaction);
    if (sides.debtor.empty() || sides.creditor.empty()) {
        return false;
    }
    if (sides.debtor.size() == 1 && sides.debtor == sides.creditor) {
        return true;
    }
    return std::ranges::any_of(rules.domestic_areas, [&](const DomesticArea& area) {
        return all_in(sides.debtor, area.countries) && all_in(sides.creditor, area.countries);
    });
}

std::vector<Finding> payment_quality(const R16Rules& rules, const Payment& payment) {
    if (customer_content(payment) == CustomerContent::none) {
        return {};
    }
    std::vector<Finding> all;
    const PaymentIndex parties(payment);
    const auto count = static_cast<std::uint32_t>(payment.transactions.size());
    for (std::uint32_t index = 0; index < std::max(count, 1U); ++index) {
        auto found = TransactionQuality(rules, parties, count == 0 ? no_index : index).findings();
        std::ranges::move(found, std::back_inserter(all));
    }
    return all;
}

}  // namespace cordon::decision
