// payments/iso20022_party.h: what the elements inside a party, an agent or an account say about it.
//
// Role:    the reader of ISO 20022 walks the tree and keeps the place; these functions fill model::Subject:
//          names, address, countries, birth, identifiers with their kinds.
// Rules:   kinds of identifiers by the external code lists of ISO 20022 (person and organisation
//          identification, proxy account type), else by the proprietary name of the scheme.
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "codec/xml_tree.h"
#include "model/payment.h"
#include "payments/iso20022_elements.h"
#include "payments/payment_builder.h"

namespace cordon::payments {

// What is known of the place in the tree.
struct IsoPlace {
    FieldPlace field;
    model::IdentifierKind identifier = model::IdentifierKind::other;
    bool in_header = false;

    void begin_party(PartyShape shape) {
        identifier =
            shape == PartyShape::account ? model::IdentifierKind::account : model::IdentifierKind::other;
        issuer = {};
        scheme = {};
    }
    std::string_view issuer;  // views into the tree
    std::string_view scheme;
};

// The element `index` is entered: keeps what its children say about the identifiers below it.
void enter_identification(const codec::XmlTree& tree, std::uint32_t index, IsoPlace& place,
                          PaymentBuilder& builder);

// A leaf of that name inside the party.
void keep_party_fact(std::string_view name, const std::string& text, model::FieldClass field_class,
                     const IsoPlace& place, model::PaymentParty& party);

}  // namespace cordon::payments
