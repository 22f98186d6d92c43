#include "trade/area_words.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/strings.h"
#include "trade/place_fold.h"

namespace cordon::trade {

namespace {

// Each folded; "ili" is Turkish and begins a word.
std::vector<std::string> folded_words() {
    constexpr std::string_view words =
        "governorate gouvernorat province muhafaz mohafaz mouhafaz wilaya vilayet district region parezgeh "
        "محافظة محافظه ولاية پارێزگا провинци мухафаз вилаят област";
    std::vector<std::string> folded = {" ili"};
    for (const std::string_view word : base::split(words, ' ')) {
        folded.push_back(folded_name(word));
    }
    return folded;
}

}  // namespace

bool names_area(std::string_view text) {
    static const std::vector<std::string> words = folded_words();
    const std::string folded = " " + folded_name(text);
    return std::ranges::any_of(
        words, [&](const std::string& word) { return folded.find(word) != std::string::npos; });
}

}  // namespace cordon::trade
