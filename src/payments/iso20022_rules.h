// payments/iso20022_rules.h: what an ISO 20022 message must have and what its values must look like, where no
// XSD is.
//
// Role:    notes about messages that break their definition in ways that a gate must not pass over: a
//          mandatory element missing, a BIC, LEI, IBAN, country or currency that is none. Not a replacement
//          for the XSD (codec/xsd.h), which says everything.
// Rules:   elements that are mandatory in every version from .02 on of the message definition; ISO 9362, ISO
//          13616, ISO 17442, ISO 3166, ISO 4217 patterns.
// Threads: pure functions.
// Cost:    O(elements).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "codec/xml_tree.h"
#include "payments/payment_builder.h"

namespace cordon::payments {

// Adds a note missing_element for each. root: the message's root element, at root_path.
void check_message(const codec::XmlTree& tree, std::uint32_t root, const std::string& root_path,
                   std::string_view family, PaymentBuilder& builder);

// A sentence when the value cannot be one of that element, "" when it can.
[[nodiscard]] std::string check_value(std::string_view element, std::string_view text);

// ISO 13616: the two check digits fit. REQUIRES: nothing; false for what is no IBAN.
[[nodiscard]] bool iban_checks(std::string_view iban);

}  // namespace cordon::payments
