#include "payments/schema_check.h"

#include <utility>

namespace cordon::payments {

base::Status check_schema(std::string_view bytes, const codec::XsdSchema& schema, model::Payment& payment) {
    CORDON_ASSIGN(std::vector<codec::XsdFault> faults, schema.check(bytes));
    for (codec::XsdFault& fault : faults) {
        const bool other_namespace = fault.path == "/";
        std::string sentence = std::move(fault.sentence);
        if (!other_namespace) {
            sentence += " (line " + std::to_string(fault.line) + ")";
        }
        payment.notes.push_back({other_namespace ? "schema_not_at_hand" : "schema_fault",
                                 std::move(fault.path), std::move(sentence)});
    }
    return {};
}

}  // namespace cordon::payments
