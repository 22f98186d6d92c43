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
// Cost:        O(words of the text) once for a text with candidates; for each of these, O(log words) and the
//              words around it.
// Errors:      none.
#pragma once

#include <cstddef>
#include <map>
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

// Longer names win, and of two places at one spot the one whose safe name it is; of one place once. In order
// of appearance.
void keep_longest(std::vector<PlaceCandidate>& candidates);

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
    std::vector<NamedCountry> countries;     // in the order of their words
    std::vector<std::string> country_codes;  // of those, each once, as first named
    bool conflict_year = false;
};

[[nodiscard]] PlaceSigns read_signs(std::string_view text, const FoldedPlaceText& folded);

// Places without homonyms that a text names safely, each once, by country in the order of their names.
class PlaceNeighbours {
public:
    explicit PlaceNeighbours(const std::vector<PlaceCandidate>& all);
    // One of the candidate's country under another name that stands apart from it; null: none.
    [[nodiscard]] const GazetteerPlace* beside(const PlaceCandidate& candidate) const;

private:
    struct Neighbour {
        const GazetteerPlace* place = nullptr;
        std::size_t first_end = 0;   // where its first mention ends
        std::size_t last_begin = 0;  // and its last one begins
    };
    std::map<std::string_view, std::vector<Neighbour>> by_country_;
};

[[nodiscard]] PlaceMention weigh(const PlaceCandidate& candidate, const PlaceNeighbours& neighbours,
                                 const PlaceSigns& signs, const PlaceContext& context);

}  // namespace cordon::trade
