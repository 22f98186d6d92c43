// trade/code_lists.h: which list a commodity code says that it is of.
//
// Role:    private to the readers of this room. UBL gives each code the name of its list (listID, listName);
//          a code of the HS is read as one, and one of a list that is not known is not passed over.
// Rules:   hs: the Harmonized System and tariffs built on it, by name or by code. other: a list that is known
//          to be another one, when the code has a form of that list. unknown: all else, also lists that do
//          not tell what they hold ("ZZZ", a supplier's own classification), and no list at all.
// Sources: UN/CEFACT code list 7143 (HS Harmonised system, SRZ Harmonized tariff schedule, TSP EU Combined
//          Nomenclature, STI CPV, TST UNSPSC, SRV GTIN, STQ eCl@ss, ...), which EN 16931 takes over.
// Threads: pure functions.
// Cost:    O(bytes).
// Errors:  none.
#pragma once

#include <cstdint>
#include <string_view>

namespace cordon::trade {

enum class CodeList : std::uint8_t { hs, other, unknown };

// By the id and the name that stand beside the code, either of them "".
[[nodiscard]] CodeList code_list(std::string_view list_id, std::string_view list_name, std::string_view code);

}  // namespace cordon::trade
