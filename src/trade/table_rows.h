// trade/table_rows.h: rows of the tables that ship with the trade room, as CSV with fixed columns.
//
// Role:   what the readers of goods, HS codes and place names share.
// Errors: invalid_input, one sentence with table and line; the row's offset.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "codec/csv.h"

namespace cordon::trade {

[[nodiscard]] std::unexpected<base::Error> bad_row(std::string_view table, const codec::CsvRecord& row,
                                                   const std::string& what);

// Without the header. The columns must be these, in this order; there may be no rows.
[[nodiscard]] base::Result<std::vector<codec::CsvRecord>> table_rows(std::string_view csv,
                                                                     std::string_view table,
                                                                     const std::vector<std::string>& columns);

}  // namespace cordon::trade
