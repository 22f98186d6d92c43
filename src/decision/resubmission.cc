#include "decision/resubmission.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "decision/payment_quality.h"
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

std::string account_of(const PaymentIndex& index, std::uint32_t transaction, PaymentRole role) {
    for (const PaymentParty* party : index.parties(transaction, role)) {
        for (const auto& identifier : party->subject.identifiers) {
            if (party->account || identifier.kind == IdentifierKind::account ||
                identifier.kind == IdentifierKind::iban) {
                return letters_and_digits(identifier.value);
            }
        }
    }
    return {};
}

std::string name_of(const PaymentIndex& index, std::uint32_t transaction, PaymentRole role) {
    for (const PaymentParty* party : index.parties(transaction, role)) {
        for (const std::string& name : party->subject.names) {
            if (!party->account && meaningless_name(name).empty()) {
                return name_key(name);
            }
        }
    }
    return {};
}

// "100", "100.00" and "100,00" are one amount.
std::string amount_of(const model::PaymentTransaction& transaction) {
    const auto& amount = transaction.amount;
    return base::ascii_upper(amount.currency) + "/" +
           (amount.value_e5 ? std::to_string(*amount.value_e5) : letters_and_digits(amount.text));
}

bool is_placeholder(std::string_view reference) {
    return reference.empty() || !meaningless_name(reference).empty();
}

class Fingerprints {
public:
    // Parts are put together with a letter that none of them holds.
    void add(std::string_view kind, std::initializer_list<std::string_view> parts) {
        std::string joined(kind);
        for (const std::string_view part : parts) {
            if (part.empty()) {
                return;
            }
            joined += '\n';
            joined += part;
        }
        constexpr std::size_t digits = 32;
        values_.push_back(fmt::format("{}:{}", kind, base::sha256_hex(joined).substr(0, digits)));
    }
    std::vector<std::string> take() {
        std::ranges::sort(values_);
        values_.erase(std::unique(values_.begin(), values_.end()), values_.end());
        return std::move(values_);
    }

private:
    std::vector<std::string> values_;
};

void add_transaction(const PaymentIndex& parties, std::uint32_t index, Fingerprints& prints) {
    const Payment& payment = parties.payment();
    const auto& transaction = payment.transactions[index];
    const std::string amount = amount_of(transaction);
    const std::string debtor = account_of(parties, index, PaymentRole::debtor);
    const std::string creditor = account_of(parties, index, PaymentRole::creditor);
    prints.add("uetr", {letters_and_digits(transaction.uetr)});
    prints.add("debtor", {debtor, amount});
    prints.add("creditor", {creditor, amount});
    prints.add("pair", {debtor, creditor});
    prints.add("names", {name_of(parties, index, PaymentRole::debtor),
                         name_of(parties, index, PaymentRole::creditor), amount});
    // "NOTPROVIDED" and "NONREF" stand in a great many payments
    const std::string reference = letters_and_digits(transaction.end_to_end_id);
    if (!is_placeholder(transaction.end_to_end_id) && reference != "NONREF") {
        prints.add("reference", {reference, amount});
    }
    if (!is_placeholder(transaction.instruction_id)) {
        prints.add("instruction",
                   {letters_and_digits(payment.sender), letters_and_digits(transaction.instruction_id)});
    }
}

// One value of one role, in the form in which it is compared.
struct Value {
    PaymentRole role;
    std::string key;
    std::string shown;
    std::string path;
    std::uint32_t transaction;
};

// A BIC8 and the same BIC with its branch are one.
std::string agent_key(const model::Identifier& identifier) {
    constexpr std::size_t bic8 = 8;
    const std::string letters = letters_and_digits(identifier.value);
    return identifier.kind == IdentifierKind::bic ? letters.substr(0, bic8) : letters;
}

enum class What : std::uint8_t { name, account };

// Who hands the message on differs from hop to hop.
bool is_of_the_hop(PaymentRole role) {
    return role == PaymentRole::sender || role == PaymentRole::receiver ||
           role == PaymentRole::instructing_agent || role == PaymentRole::instructed_agent ||
           role == PaymentRole::previous_instructing_agent || role == PaymentRole::charges_agent;
}

std::vector<Value> values_of(const PaymentIndex& index, std::uint32_t transaction, What what) {
    std::vector<Value> values;
    for (const PaymentParty* at : index.parties(transaction)) {
        const PaymentParty& party = *at;
        if (is_of_the_hop(party.role)) {
            continue;
        }
        if (what == What::account) {
            for (const auto& identifier : party.subject.identifiers) {
                values.push_back(
                    {party.role, agent_key(identifier), identifier.value, party.path, party.transaction});
            }
        } else if (!party.account && !party.subject.names.empty()) {
            // the names of a party are alternatives of one: the first stands for all
            const std::string& name = party.subject.names.front();
            values.push_back({party.role, name_key(name), name, party.path, party.transaction});
        }
    }
    std::erase_if(values, [](const Value& value) { return value.key.empty(); });
    return values;
}

// Lines cut elsewhere give other words and the same letters.
bool same_value(const Value& left, const Value& right) {
    return left.key == right.key || letters_and_digits(left.shown) == letters_and_digits(right.shown);
}

class Comparison {
public:
    Comparison(const PaymentIndex& earlier, std::string_view verdict_id, const PaymentIndex& now)
        : earlier_(earlier), now_(now), verdict_id_(verdict_id) {}

    void compare(std::uint32_t before, std::uint32_t after, bool with_texts) {
        compare_values(What::name, before, after);
        compare_values(What::account, before, after);
        if (with_texts) {
            compare_texts(before, after);
        }
    }
    std::vector<Finding> take() { return std::move(findings_); }

private:
    void compare_values(What what, std::uint32_t before, std::uint32_t after) {
        const auto old_values = values_of(earlier_, before, what);
        const auto new_values = values_of(now_, after, what);
        for (const Value& old_value : old_values) {
            const auto same_role = [&](const Value& value) { return value.role == old_value.role; };
            const auto kept = [&](const Value& value) {
                return same_role(value) && same_value(value, old_value);
            };
            if (std::ranges::any_of(new_values, kept)) {
                continue;
            }
            const auto moved = std::ranges::find_if(
                new_values, [&](const Value& value) { return same_value(value, old_value); });
            // the value that took the place: one of the role that was not there before
            const auto instead = std::ranges::find_if(new_values, [&](const Value& value) {
                return same_role(value) && std::ranges::none_of(old_values, [&](const Value& other) {
                           return other.role == value.role && same_value(other, value);
                       });
            });
            if (moved != new_values.end()) {
                add("party_moved", old_value, after, moved->path, old_value.shown,
                    fmt::format("moved from {} to {}", to_string(old_value.role), to_string(moved->role)));
            } else if (instead != new_values.end()) {
                add(what == What::name ? "party_changed" : "account_changed", old_value, after, instead->path,
                    fmt::format("{} -> {}", old_value.shown, instead->shown),
                    fmt::format("is '{}' now", base::shown(instead->shown, 60)));
            } else {
                add("party_removed", old_value, after, old_value.path, old_value.shown, "is gone");
            }
        }
    }

    // Texts may move between fields when a message is written in another format: all are looked through.
    void compare_texts(std::uint32_t before, std::uint32_t after) {
        std::string all;
        for (const model::PaymentField* field : now_.fields(after)) {
            all += letters_and_digits(field->text);
            all += '\n';
        }
        for (const model::PaymentField* at : earlier_.fields(before)) {
            const model::PaymentField& field = *at;
            if (field.field_class != FieldClass::text && field.field_class != FieldClass::goods) {
                continue;
            }
            const std::string letters = letters_and_digits(field.text);
            if (letters.empty() || all.find(letters) != std::string::npos) {
                continue;
            }
            const Value value{field.role, letters, field.text, field.path, field.transaction};
            add("text_removed", value, after, field.path, field.text, "is gone or was changed");
        }
    }

    void add(std::string_view code, const Value& was, std::uint32_t after, std::string field,
             std::string text, std::string_view what) {
        const std::string_view role = was.role == PaymentRole::none ? "text" : to_string(was.role);
        findings_.push_back({.kind = FindingKind::resubmission,
                             .code = std::string(code),
                             .field = std::move(field),
                             .field_class = code == "text_removed" ? FieldClass::text : FieldClass::name,
                             .role = was.role,
                             .transaction = after,
                             .text = std::move(text),
                             .sentence = fmt::format("this payment came before (verdict {}): the {} '{}' {}",
                                                     verdict_id_, role, base::shown(was.shown, 60), what),
                             .earlier_verdict = std::string(verdict_id_)});
    }

    const PaymentIndex& earlier_;
    const PaymentIndex& now_;
    std::string_view verdict_id_;
    std::vector<Finding> findings_;
};

// Texts that tell one payment from another: not "SALARY", but "INVOICE 7731".
std::vector<std::string> telling_texts(const PaymentIndex& index, std::uint32_t transaction) {
    constexpr std::size_t letters_min = 8;
    std::vector<std::string> keys;
    for (const model::PaymentField* field : index.fields(transaction)) {
        const bool text = field->field_class == FieldClass::text || field->field_class == FieldClass::goods;
        const bool digits = field->text.find_first_of("0123456789") != std::string::npos;
        std::string key = letters_and_digits(field->text);
        if (text && digits && field->transaction == transaction && key.size() >= letters_min) {
            keys.push_back(std::move(key));
        }
    }
    return keys;
}

// How much two transactions have in common.
enum class Kinship : std::uint8_t {
    none,
    side,       // one account, the amount and a text: a payroll has no text in common
    accounts,   // both accounts, another amount
    content,    // both accounts or both names, and the amount
    reference,  // a reference of the payment
};

struct Tie {
    Kinship kinship;
    std::string key;
};

// What ties a transaction to another, the strongest first.
std::vector<Tie> ties_of(const PaymentIndex& index, std::uint32_t transaction) {
    Fingerprints prints;
    add_transaction(index, transaction, prints);
    std::vector<Tie> ties;
    std::map<std::string, std::string, std::less<>> by_kind;
    auto taken = prints.take();
    for (std::string& print : taken) {
        std::string kind = print.substr(0, print.find(':'));
        by_kind.emplace(std::move(kind), std::move(print));
    }
    const auto add = [&](Kinship kinship, std::initializer_list<std::string_view> kinds) {
        Tie tie{kinship, ""};
        for (const std::string_view kind : kinds) {
            const auto print = by_kind.find(kind);
            if (print == by_kind.end()) {
                return;
            }
            tie.key += print->second + "\n";
        }
        ties.push_back(std::move(tie));
    };
    add(Kinship::reference, {"uetr"});
    add(Kinship::reference, {"reference"});
    add(Kinship::reference, {"instruction"});
    add(Kinship::content, {"debtor", "creditor"});
    add(Kinship::content, {"names"});
    add(Kinship::accounts, {"pair"});
    for (const std::string& text : telling_texts(index, transaction)) {
        for (const std::string_view kind : {"debtor", "creditor"}) {
            if (const auto print = by_kind.find(kind); print != by_kind.end()) {
                ties.push_back({Kinship::side, print->second + "\n" + text});
            }
        }
    }
    return ties;
}

using TiedTransactions = std::map<std::string, std::vector<std::uint32_t>, std::less<>>;

// The earlier transaction that the strongest tie leads to; of several the one at the same place in its batch.
std::pair<std::uint32_t, Kinship> nearest(const TiedTransactions& earlier, const PaymentIndex& now,
                                          std::uint32_t after) {
    const auto ties = ties_of(now, after);
    for (const Tie& tie : ties) {
        const auto found = earlier.find(tie.key);
        if (found != earlier.end()) {
            const bool same_place = std::ranges::binary_search(found->second, after);
            return {same_place ? after : found->second.front(), tie.kinship};
        }
    }
    return {no_index, Kinship::none};
}

}  // namespace

std::vector<std::string> fingerprints(const Payment& payment) {
    const PaymentIndex parties(payment);
    Fingerprints prints;
    for (std::uint32_t index = 0; index < payment.transactions.size(); ++index) {
        add_transaction(parties, index, prints);
    }
    return prints.take();
}

std::vector<std::string> chain_fingerprints(const std::vector<std::string>& fingerprints) {
    std::vector<std::string> chain;
    std::ranges::copy_if(fingerprints, std::back_inserter(chain),
                         [](const std::string& print) { return print.starts_with("uetr:"); });
    return chain;
}

std::vector<Finding> resubmission_findings(const Payment& earlier, std::string_view earlier_verdict_id,
                                           const Payment& now) {
    const PaymentIndex earlier_index(earlier);
    const PaymentIndex now_index(now);
    Comparison comparison(earlier_index, earlier_verdict_id, now_index);
    TiedTransactions tied;
    for (std::uint32_t before = 0; before < earlier.transactions.size(); ++before) {
        const auto ties = ties_of(earlier_index, before);
        for (const Tie& tie : ties) {
            tied[tie.key].push_back(before);
        }
    }
    for (std::uint32_t after = 0; after < now.transactions.size(); ++after) {
        const auto [before, kinship] = nearest(tied, now_index, after);
        if (before != no_index) {
            comparison.compare(before, after, kinship != Kinship::accounts);
        }
    }
    return comparison.take();
}

}  // namespace cordon::decision
