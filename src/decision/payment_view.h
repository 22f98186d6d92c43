// decision/payment_view.h: the questions that rules ask a Payment: who plays which part in which transaction,
//                          where the money comes from and goes to.
//
// Role:        one place that knows how the readers spread shared parties (the debtor of a whole batch, one
//              of several PmtInf) over transactions.
// Ownership:   pointers and views into the payment.
// Threads:     pure functions.
// Determinism: in the order of the payment.
// Cost:        linear in parties and fields.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/payment.h"

namespace cordon::decision {

// The parties and fields of each transaction: its own, those of its group (PmtInf) and those shared by all.
// Made once per payment, so that a batch of thousands is not walked through for each of its transactions.
class PaymentIndex {
public:
    // Keeps a reference.
    explicit PaymentIndex(const model::Payment& payment);
    explicit PaymentIndex(model::Payment&&) = delete;
    PaymentIndex(const PaymentIndex&) = delete;
    PaymentIndex& operator=(const PaymentIndex&) = delete;

    [[nodiscard]] const model::Payment& payment() const { return payment_; }
    // Of the role, in the transaction; no_index: anywhere.
    [[nodiscard]] std::vector<const model::PaymentParty*> parties(std::uint32_t transaction,
                                                                  model::PaymentRole role) const;
    // Of every role.
    [[nodiscard]] std::vector<const model::PaymentParty*> parties(std::uint32_t transaction) const;
    [[nodiscard]] std::vector<const model::PaymentField*> fields(std::uint32_t transaction) const;
    // Code or proprietary text of LclInstrm, "" when none is given.
    [[nodiscard]] std::string local_instrument(std::uint32_t transaction) const;

private:
    // Indices into payment_.parties and payment_.fields.
    struct Part {
        std::vector<std::uint32_t> parties;
        std::vector<std::uint32_t> fields;
    };
    // Own, of the group, of all: those that apply to the transaction.
    [[nodiscard]] std::array<const Part*, 3> parts(std::uint32_t transaction) const;
    [[nodiscard]] Part& part_for(std::string_view path, std::uint32_t transaction);

    const model::Payment& payment_;
    Part all_;
    std::map<std::string, Part, std::less<>> groups_;  // by "/Document/.../PmtInf[2]/"
    std::vector<Part> own_;
    std::vector<const Part*> group_of_;  // by transaction; nullptr: none
};

// "DE" of "SAMPDEZZXXX"; "" when it is not shaped like a BIC.
[[nodiscard]] std::string country_of_bic(std::string_view text);
// "DE" of an IBAN whose check digits are right (ISO 13616); "" otherwise.
[[nodiscard]] std::string country_of_iban(std::string_view text);

// Countries of the accounts and agents on the debtor's and on the creditor's side, each once, sorted. The
// sender and receiver of the message stand in where a side names neither.
struct PaymentSides {
    std::vector<std::string> debtor;
    std::vector<std::string> creditor;
};
[[nodiscard]] PaymentSides sides_of(const PaymentIndex& index, std::uint32_t transaction);

// Letters (upper case) and digits of ASCII and everything beyond ASCII; no blanks, no punctuation.
[[nodiscard]] std::string letters_and_digits(std::string_view text);
// Words of the same, sorted, joined by a blank: "Smith, John" and "JOHN SMITH" are equal.
[[nodiscard]] std::string name_key(std::string_view text);

// A pacs.008 or MT103 carries customers; a pacs.002 or a statement does not. Of a bank transfer only the
// customers underlying a cover are looked at.
enum class CustomerContent : std::uint8_t { none, customers, cover };
[[nodiscard]] CustomerContent customer_content(const model::Payment& payment);
// From a customer to its own bank (pain, MT101), which knows who it is.
[[nodiscard]] bool is_customer_order(const model::Payment& payment);
// The message calls itself a cover (MT202COV, pacs.009 COV).
[[nodiscard]] bool is_cover(const model::Payment& payment);

}  // namespace cordon::decision
