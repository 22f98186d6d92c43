// trade/control_csv.h: Cordon's own tables of control facts and of facilities.
//
// Role:        reads the columns of corpus/trade/control_facts.csv and facilities.csv, whoever filled them.
// Rules:       a row that makes no sense refuses the whole table: a fact that is quietly left out would read
//              as "not held". Coordinates are checked against their ranges and against the extent of the
//              country. Columns in any order; unknown ones and unknown holders are reported. Formats in
//              docs/reference/territory.md.
// Threads:     pure functions.
// Determinism: same bytes, same facts in file order.
// Cost:        O(bytes).
// Errors:      invalid_input with line, column, value and what to do; limit_exceeded (facts_max, 64 MiB).
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "trade/control_fact.h"

namespace cordon::trade {

constexpr std::size_t facts_max = 200'000;             // of one table
constexpr std::size_t table_bytes_max = 64ULL << 20U;  // of one file

struct FactTable {
    std::vector<ControlFact> facts;
    std::vector<FactRemark> remarks;
};

[[nodiscard]] base::Result<FactTable> read_control_csv(std::string_view bytes);
[[nodiscard]] base::Result<std::vector<Facility>> read_facilities_csv(std::string_view bytes);

}  // namespace cordon::trade
