// trade/place_weight.h: how much a place name found in a text weighs, and why.
//
// Role:        the second half of the spotter: candidates in; out mentions with weight and reason.
// Rules:       in hundredths. A name starts with 30, a weak one with 10. Country named in the text 45,
//              beside the name 10 more; country of the address or message 40; another place of the country
//              in the text 35; BIC or IBAN of the country 30; a year of the conflict (2011 to 2019) within
//              the text 30; a word such as "city", "oil field" beside it 25; a postcode of that region 15;
//              a preposition before it 10; an address field 10. Against: a street word 100, another
//              country or State of the USA beside it 45, a title before it 30, a firm's word behind it 35,
//              a homonym whose country is seen 60, a homonym otherwise 15, an address in another country
//              25; a name or agent field caps at 55. It decides from 60 on, and never without a sign that
//              is not the field alone.
// Ownership:   PlaceSigns views the text and its folded form.
// Threads:     pure functions.
// Determinism: a pure function of its arguments.
// Cost:        O(words of the text), once for a text with candidates.
// Errors:      none.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "trade/gazetteer.h"
#include "trade/place_fold.h"
#include "trade/place_spotter.h"

namespace cordon::trade {

struct PlaceCandidate {
    const GazetteerPlace* place = nullptr;
    bool weak = false;
    std::vector<std::string> homonym_countries;
    std::size_t first = 0;  // of the folded letters
    std::size_t last = 0;   // one behind
    std::size_t begin = 0;  // bytes of the text
    std::size_t end = 0;
};

// What a text says besides its place names.
struct PlaceSigns {
    struct Word {
        std::string_view letters;  // folded
        std::size_t first = 0;     // of the folded letters
        std::size_t begin = 0;     // byte of the text
    };
    std::string_view text;
    std::vector<Word> words;
    struct NamedCountry {
        std::string code;
        std::size_t word = 0;
        std::size_t words = 1;
    };
    std::vector<NamedCountry> countries;
    bool conflict_year = false;
};

[[nodiscard]] PlaceSigns read_signs(std::string_view text, const FoldedPlaceText& folded);

[[nodiscard]] PlaceMention weigh(const PlaceCandidate& candidate, const std::vector<PlaceCandidate>& all,
                                 const PlaceSigns& signs, const PlaceContext& context);

}  // namespace cordon::trade
