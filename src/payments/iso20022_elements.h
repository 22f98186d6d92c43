// payments/iso20022_elements.h: what the element names of ISO 20022 payment messages mean for screening.
//
// Role:    one table from local names to field class, one to party role, one of message roots. ISO 20022 uses
//          one name for one notion through all messages and versions, so local names are enough, and
//          wrappers, prefixes and profile namespaces do not matter.
// Rules:   names as in the message definitions of pacs, pain and camt (ISO 20022 catalogue), all versions.
// Threads: constants.
// Cost:    one look-up in a hash table, built on first use.
#pragma once

#include <optional>
#include <string_view>

#include "model/payment.h"

namespace cordon::payments {

enum class PartyShape : std::uint8_t { party, agent, account };
struct PartyElement {
    std::string_view name;
    model::PaymentRole role;
    PartyShape shape;
};
struct MessageRoot {
    std::string_view element;  // "FIToFICstmrCdtTrf"; version 1 of some messages uses "pacs.008.001.01"
    std::string_view family;   // "pacs.008"
};
// nullptr for an element that is not the root of a message that Cordon reads.
[[nodiscard]] const MessageRoot* message_root(std::string_view local_name);

// All that one local name means.
struct ElementMeaning {
    std::optional<model::FieldClass> field_class;  // of a leaf; nothing for a name that is not in the table
    const PartyElement* party = nullptr;           // the party that the element is about
    const MessageRoot* root = nullptr;
    bool transaction = false;  // each such element is one transaction (CdtTrfTxInf, TxDtls, ...)
};
[[nodiscard]] const ElementMeaning& element_meaning(std::string_view local_name);

}  // namespace cordon::payments
