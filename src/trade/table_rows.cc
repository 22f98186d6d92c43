#include "trade/table_rows.h"

#include <fmt/format.h>

#include <utility>

#include "base/strings.h"

namespace cordon::trade {

std::unexpected<base::Error> bad_row(std::string_view table, const codec::CsvRecord& row,
                                     const std::string& what) {
    return base::fail(base::ErrorCode::invalid_input, fmt::format("{} line {}: {}", table, row.line, what),
                      row.offset_bytes);
}

base::Result<std::vector<codec::CsvRecord>> table_rows(std::string_view csv, std::string_view table,
                                                       const std::vector<std::string>& columns) {
    auto rows = codec::read_csv(csv, {});
    if (!rows) {
        return base::fail_while(fmt::format("reading {}", table), std::move(rows).error());
    }
    if (rows->empty() || rows->front().fields != columns) {
        return base::fail(base::ErrorCode::invalid_input,
                          fmt::format("{} line 1: the columns must be {}", table, base::join(columns, ",")));
    }
    rows->erase(rows->begin());
    for (const codec::CsvRecord& row : *rows) {
        if (row.fields.size() != columns.size()) {
            return bad_row(table, row,
                           fmt::format("{} columns where {} are due; put a field with a comma in quotes",
                                       row.fields.size(), columns.size()));
        }
    }
    return rows;
}

}  // namespace cordon::trade
