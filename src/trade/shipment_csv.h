// trade/shipment_csv.h: shipments as a table: one row for each goods item.
//
// Role:        for spreadsheets and warehouse systems. docs/reference/shipment-json.md lists the columns.
// Rules:       the first row names the columns; `shipment` and `description` (or `hs_code`) must be among
//              them. Rows of one shipment stand together and share its id. A column that is not known is
//              refused: a misspelt date would otherwise be no date.
// Limits:      ShipmentLimits; rows as the limit of goods.
// Threads:     pure functions.
// Determinism: shipments in the order of their first rows.
// Cost:        O(bytes).
// Errors:      invalid_input (not CSV, an unknown or doubled column, a row too short or too long, a value
//              out of range, one id in two places: with the line), limit_exceeded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/shipment.h"
#include "trade/shipment_checks.h"

namespace cordon::trade {

// True when the first line names the column `shipment`.
[[nodiscard]] bool is_csv_shipment(std::string_view bytes);

// Each shipment as a table of its own, with the first row of names. What is no such table comes back as an
// Error.
[[nodiscard]] base::Result<std::vector<std::string>> split_csv_shipments(std::string_view bytes);

// A table with one shipment.
[[nodiscard]] base::Result<model::Shipment> read_csv_shipment(std::string_view bytes,
                                                              const ShipmentLimits& limits = {});

}  // namespace cordon::trade
