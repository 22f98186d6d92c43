// payments/message_fuzz.h: what must hold of any bytes, whatever the format.
//
// Role:    included by *_fuzz.cc of this room only.
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "payments/canonical_content.h"
#include "payments/coverage.h"
#include "payments/message_reader.h"

namespace cordon::payments::testing {

// Reads, covers and canonicalises every message in the bytes; a contradiction is a CHECK.
inline void check_messages(std::string_view bytes) {
    for (const std::string& message : split_messages(bytes)) {
        const auto payment = read_payment(message);
        if (!payment) {
            CORDON_CHECK(!payment.error().message.empty());
            continue;
        }
        const auto covered = coverage(message, *payment);
        CORDON_CHECK(!covered || covered->unseen.empty());
        for (const model::PaymentField& field : payment->fields) {
            CORDON_CHECK(!field.text.empty() && !field.path.empty());
            CORDON_CHECK(field.party == model::no_index || field.party < payment->parties.size());
            CORDON_CHECK(field.transaction == model::no_index ||
                         field.transaction < payment->transactions.size());
        }
        const auto content = canonical_content(message);
        CORDON_CHECK(!content || !content->empty());
    }
}

}  // namespace cordon::payments::testing
