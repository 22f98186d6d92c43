// engine/vague_goods.h: goods words that say too little by themselves and enough beside a held place.
//
// Role:    "oil truck", "petrol", "fuel" name no class that the goods table would act on: lamp oil and olive
//          oil are oil too. Beside a place that a listed group held on that day they count as oil.
// Rules:   a word of the list, unless the word right before it makes it another oil ("olive oil") or the one
//          right behind it another thing ("oil filter"), both of short lists. Any other word beside it
//          ("black oil", "oil in steel drums", "oil surcharge") leaves it oil.
// Threads: pure function.
// Cost:    O(words).
// Errors:  none.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/goods_evidence.h"

namespace cordon::engine {

// A text with words that are spelled out closed up ("R A Q Q A") and noughts among letters as o ("0IL"); ""
// when it has none. vague_oil() reads it as well.
[[nodiscard]] std::string closed_up(std::string_view text);

[[nodiscard]] std::optional<model::GoodsFinding> vague_oil(std::string_view text);

// Bytes of a text that name a place.
struct NamedPart {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// "Goods as per contract", "various merchandise", "товар согласно договору", "...", "x", "Raqqa": no word at
// all, or nothing but words that fit any goods, numbers, single letters, names of places and countries, and
// words of form, in five languages. A text whose script is not read has no words.
[[nodiscard]] bool says_nothing(std::string_view text, const std::vector<NamedPart>& places = {});

}  // namespace cordon::engine
