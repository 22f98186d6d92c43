// trade/shipment_reader.h: the front door of the readers of shipments: bytes to shipments.
//
// Role:        tells the format by content: Cordon's JSON, a table (CSV), UBL. Letters of credit are payment
//              messages and come through payments/ (letter_of_credit.h).
// Rules:       split_shipments() gives each shipment of a file as bytes of its own, so that each has a
//              verdict of its own; what it cannot take apart comes back whole, for read_shipment() to say
//              why.
// Limits:      ShipmentLimits for each shipment.
// Threads:     pure functions.
// Determinism: shipments in the order of the bytes.
// Cost:        O(bytes).
// Errors:      invalid_input, unsupported, limit_exceeded. An Error is held by the caller, never passed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/shipment.h"
#include "trade/shipment_checks.h"

namespace cordon::trade {

enum class ShipmentFormat : std::uint8_t { none, json, csv, ubl };

// none: the bytes are something else, or nothing that can be told.
[[nodiscard]] ShipmentFormat shipment_format(std::string_view bytes);

// REQUIRES: shipment_format(bytes) is not none.
[[nodiscard]] base::Result<model::Shipment> read_shipment(std::string_view bytes,
                                                          const ShipmentLimits& limits = {});

// Only tables are taken apart here; JSON arrays are split like those of payments. At least one part.
[[nodiscard]] std::vector<std::string> split_shipments(std::string_view bytes);

}  // namespace cordon::trade
