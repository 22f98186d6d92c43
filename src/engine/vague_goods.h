// engine/vague_goods.h: goods words that say too little by themselves and enough beside a held place.
//
// Role:    "oil truck", "petrol", "fuel" name no class that the goods table would act on: lamp oil and olive
//          oil are oil too. Beside a place that a listed group held on that day they count as oil.
// Rules:   a word of the list, unless what stands beside it makes it food, cosmetics or a part ("olive oil",
//          "oil filter").
// Threads: pure function.
// Cost:    O(words).
// Errors:  none.
#pragma once

#include <optional>
#include <string_view>

#include "model/goods_evidence.h"

namespace cordon::engine {

[[nodiscard]] std::optional<model::GoodsFinding> vague_oil(std::string_view text);

// "Goods as per contract", "various merchandise", "товар согласно договору": nothing but words that fit any
// goods, numbers and words of form, in five languages.
[[nodiscard]] bool says_nothing(std::string_view text);

}  // namespace cordon::engine
