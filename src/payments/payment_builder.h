// payments/payment_builder.h: gathers the fields, parties and transactions of one message, within its limits.
//
// Role:      shared by the readers. A limit that is passed is remembered and becomes the Error of finish(),
//            so that no reader can forget it.
// Ownership: owns the Payment until finish().
// Threads:   one builder a message.
// Errors:    finish(): limit_exceeded.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "model/payment.h"
#include "payments/read_limits.h"

namespace cordon::payments {

struct FieldPlace {
    model::PaymentRole role = model::PaymentRole::none;
    std::uint32_t party = model::no_index;
    std::uint32_t transaction = model::no_index;
};

// True when a word of more than letters_max letters stands in the text: more than codes, dates and amounts
// have, so it is read as text wherever it stands. Letters beyond ASCII count.
[[nodiscard]] bool has_word(std::string_view text, std::size_t letters_max = 4);

class PaymentBuilder {
public:
    explicit PaymentBuilder(const ReadLimits& limits) : limits_(limits) {}

    model::Payment& payment() { return payment_; }
    // REQUIRES: an index that add_party or add_transaction gave.
    model::PaymentParty& party(std::uint32_t index) { return payment_.parties[index]; }
    model::PaymentTransaction& transaction(std::uint32_t index) { return payment_.transactions[index]; }

    std::uint32_t add_party(model::PaymentParty party);
    std::uint32_t add_transaction(std::string path);
    void add_field(std::string path, std::string text, model::FieldClass field_class, const FieldPlace& place,
                   bool known = true);
    void note(std::string code, std::string path, std::string sentence);

    [[nodiscard]] base::Result<model::Payment> finish() &&;

private:
    ReadLimits limits_;
    model::Payment payment_;
    std::string passed_limit_;
};

}  // namespace cordon::payments
