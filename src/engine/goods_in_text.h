// engine/goods_in_text.h: the goods of the mandate that a running text of a payment or shipment names.
//
// Role:    one rule of what counts as named, and of when a place named beside it counts.
// Rules:   mentions of high risk and above that are at least even odds; where none of them is oil, oil that
//          is named vaguely (engine/vague_goods.h), whatever stands beside it.
// Threads: pure functions.
// Cost:    O(bytes of the text).
// Errors:  none.
#pragma once

#include <string_view>
#include <vector>

#include "model/goods_evidence.h"
#include "trade/goods.h"

namespace cordon::engine {

// A name that would not stand as evidence alone counts when goods are named in the same text: the two speak
// for each other, and the place must have been held on the day besides.
inline constexpr double place_weight_beside_goods = 0.25;

[[nodiscard]] std::vector<model::GoodsFinding> goods_in_text(const trade::GoodsTable& table,
                                                             std::string_view text);

}  // namespace cordon::engine
