// Words that make a place a governorate or province.
#include <algorithm>
#include <array>

#include "base/strings.h"
#include "decision/trade_judge.h"

namespace cordon::decision {

bool names_area(std::string_view text) {
    constexpr auto words = std::to_array<std::string_view>(
        {"governorate", "gouvernorat", "province", "muhafaz",  "mohafaz", "mouhafaz", "wilaya", "vilayet",
         "district",    "region",      "parezgeh", "parêzgeh", " ili",    "محافظة",   "محافظه", "ولاية",
         "پارێزگا",     "провинци",    "мухафаз",  "Провинци", "Мухафаз", "вилаят",   "област"});
    return std::ranges::any_of(words, [&](std::string_view word) {
        return base::ascii_ifind(text, word) != std::string_view::npos;
    });
}

}  // namespace cordon::decision
