// trade/shipment_json.h: Cordon's own JSON shipment to model::Shipment.
//
// Role:        for whoever has no UBL document and no letter of credit. docs/reference/shipment-json.md is
//              the schema.
// Rules:       `shipment` (the document's id) and at least one goods item must be there. A member that the
//              schema does not know becomes a note: it is screened as text, told and held. A key given twice
//              is refused: nobody can say which one counts.
// Limits:      ShipmentLimits.
// Threads:     pure functions.
// Determinism: items in document order.
// Cost:        O(bytes).
// Errors:      invalid_input (not JSON, no object, a member missing or of the wrong kind, a value out of
//              range: with its path), limit_exceeded.
#pragma once

#include <string_view>

#include "base/result.h"
#include "codec/json.h"
#include "model/shipment.h"
#include "trade/shipment_checks.h"

namespace cordon::trade {

// True for an object that has one of the members which only shipments have.
[[nodiscard]] bool is_json_shipment(const codec::JsonValue& document);

[[nodiscard]] base::Result<model::Shipment> read_json_shipment(std::string_view bytes,
                                                               const ShipmentLimits& limits = {});

}  // namespace cordon::trade
