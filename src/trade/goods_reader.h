// trade/goods_reader.h: the tables of goods as CSV, checked row by row.
//
// Role:        goods.csv and goods_words.csv to classes, codes and phrases (trade/goods.h hands them out).
// Rules:       goods.csv keeps the columns it was compiled with; its key words are phrases of kind term,
//              save what goods_words.csv lists for the same class. Columns: docs/reference/goods.md.
// Ownership:   new values.
// Threads:     pure functions.
// Determinism: same text, same tables.
// Cost:        O(bytes).
// Errors:      invalid_input: table, line, what is wrong and what to do.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/goods_evidence.h"
#include "trade/goods_terms.h"

namespace cordon::trade {

struct GoodsClass {
    std::string name;
    std::string mandate_name;
    model::GoodsTier tier = model::GoodsTier::none;
    std::string direction;  // "both", "to_territory", "from_territory"
};

struct GoodsRows {
    std::vector<GoodsClass> classes;
    std::map<std::string, std::vector<std::uint16_t>, std::less<>> codes;  // 4 or 6 digits: classes
    TermIndex terms;
};

[[nodiscard]] base::Result<GoodsRows> read_goods_rows(std::string_view goods_csv, std::string_view words_csv);

}  // namespace cordon::trade
