// trade/area_words.h: whether words speak of a governorate or province.
//
// Role:        parts "Homs governorate" from "Homs", where a governorate is called after its town.
// Rules:       the text is folded as names of places are (trade/place_fold.h), so that case, marks and script
//              do not matter; the words are those of the languages of the region, of English and of French.
//              An ending or an article may be joined to them.
// Threads:     pure function.
// Determinism: text in, answer out.
// Cost:        O(bytes).
// Errors:      none.
#pragma once

#include <string_view>

namespace cordon::trade {

[[nodiscard]] bool names_area(std::string_view text);

}  // namespace cordon::trade
