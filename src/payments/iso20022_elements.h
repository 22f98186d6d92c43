// payments/iso20022_elements.h: what the element names of ISO 20022 payment messages mean for screening.
//
// Role:    one table from local names to field class, one to party role, one of message roots. ISO 20022 uses
//          one name for one notion through all messages and versions, so local names are enough, and
//          wrappers, prefixes and profile namespaces do not matter.
// Rules:   names as in the message definitions of pacs, pain and camt (ISO 20022 catalogue), all versions.
// Threads: constants.
// Cost:    one binary search.
#pragma once

#include <optional>
#include <string_view>

#include "model/payment.h"

namespace cordon::payments {

// Class of a leaf element or attribute of that local name; nothing for a name that is not in the table.
[[nodiscard]] std::optional<model::FieldClass> element_class(std::string_view local_name);

enum class PartyShape : std::uint8_t { party, agent, account };
struct PartyElement {
    std::string_view name;
    model::PaymentRole role;
    PartyShape shape;
};
// The party that an element of that local name is about; nullptr when it is not about one.
[[nodiscard]] const PartyElement* party_element(std::string_view local_name);

// True for the elements of which each is one transaction (CdtTrfTxInf, TxDtls, ...).
[[nodiscard]] bool is_transaction_element(std::string_view local_name);

struct MessageRoot {
    std::string_view element;  // "FIToFICstmrCdtTrf"; version 1 of some messages uses "pacs.008.001.01"
    std::string_view family;   // "pacs.008"
};
// nullptr for an element that is not the root of a message that Cordon reads.
[[nodiscard]] const MessageRoot* message_root(std::string_view local_name);

}  // namespace cordon::payments
