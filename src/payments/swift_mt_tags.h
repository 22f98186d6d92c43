// payments/swift_mt_tags.h: what the field tags of SWIFT MT messages mean for screening.
//
// Role:    one table from tag number to class, shape and role, with the differences by message category; and
//          which fields each message type must have.
// Rules:   SWIFT user-to-user messages, categories 1, 2, 7, 9 and n (common group); options A to L as in the
//          standards' field formats.
// Threads: constants.
// Cost:    one search in a small table.
#pragma once

#include <span>
#include <string_view>

#include "model/payment.h"

namespace cordon::payments {

enum class FieldShape : std::uint8_t {
    plain,  // one value of the given class
    party,  // account, BIC, name and address by option
    text,   // lines of free text
};

struct MtField {
    FieldShape shape = FieldShape::text;
    model::FieldClass field_class = model::FieldClass::text;
    model::PaymentRole role = model::PaymentRole::none;
    bool agent = false;
    bool known = false;
};

// type: "103"; tag: "50K". Unknown tags come back as free text with known = false.
[[nodiscard]] MtField mt_field(std::string_view type, std::string_view tag);

// True for the message types that Cordon reads.
[[nodiscard]] bool is_supported_mt(std::string_view type);

// Tags that a message of the type must have, by number; "50/52" means one of the two.
[[nodiscard]] std::span<const std::string_view> mandatory_tags(std::string_view type);

}  // namespace cordon::payments
