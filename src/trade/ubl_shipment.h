// trade/ubl_shipment.h: UBL 2.x trade documents to model::Shipment.
//
// Role:        reads Invoice, CreditNote, DespatchAdvice, ReceiptAdvice, BillOfLading, Waybill, PackingList
//              and CertificateOfOrigin of OASIS UBL 2.0 to 2.4 (Peppol BIS Billing is one of their
//              profiles).
// Rules:       elements are told apart by local name, so prefixes and profiles do not matter. Lines and goods
//              items become goods; whatever ends in Party and has a name becomes a party; locations,
//              addresses of origin, despatch and delivery, ports and transport events become stops; means of
//              transport become conveyances. Every other text and attribute with a word in it is a note, with
//              its path: screened as text.
// Sources:     OASIS UBL 2.3 (element names), UN/CEFACT code list 7143 (HS as a classification).
// Limits:      ShipmentLimits.
// Threads:     pure functions.
// Determinism: items in document order.
// Cost:        O(bytes).
// Errors:      invalid_input (not well-formed, no id, no line, a value out of range: with its path),
//              unsupported (another document, a DOCTYPE), limit_exceeded.
#pragma once

#include <string_view>

#include "base/result.h"
#include "model/shipment.h"
#include "trade/shipment_checks.h"

namespace cordon::trade {

// True when the root element is in a UBL 2 namespace, or is one of the documents above.
[[nodiscard]] bool is_ubl(std::string_view bytes);

[[nodiscard]] base::Result<model::Shipment> read_ubl_shipment(std::string_view bytes,
                                                              const ShipmentLimits& limits = {});

}  // namespace cordon::trade
