// trade/cultural_rules.h: cultural property by the day it left its country, and by what shows it.
//
// Role:        what UNSCR 2199 (2015), para. 17 asks: no trade in objects illegally removed from Iraq since
//              6 August 1990 or from Syria since 15 March 2011. Who held the place does not matter here.
// Rules:       the source country is said by the goods, a stop, the provenance or the words of the
//              description ("Palmyrene", "ancient Syrian"); the words count beside another that is stated,
//              and each is judged. A place of export elsewhere is no provenance. The day of leaving is that
//              of the stop in the source country, else lies between the last owner inside and the first
//              outside. After the day: without permit and papers it is blocked, with papers but no permit
//              held, with a permit reviewed. Before the day: a document must show it. A day that is not
//              known, and a gap that spans the day, hold.
// Threads:     pure functions.
// Determinism: findings in the order of the items, of one item at most three.
// Cost:        O(items * (stops + steps)).
// Errors:      none.
#pragma once

#include <string>
#include <vector>

#include "model/shipment.h"
#include "model/verdict.h"

namespace cordon::trade {

struct CulturalItem {
    std::string path;
    std::string description;
    std::string origin_country;
    std::vector<std::string> places_named;  // countries of places named in the description
    bool cover = false;                     // a description under which such objects travel (misdeclaration)
    bool antique = true;                    // false: paintings and sculptures of any age
};

// From this day on removal is unlawful; an unset date for other countries.
[[nodiscard]] base::Date removal_day(std::string_view country);
// "SY" or "IQ" when the words name a culture of that country; "" otherwise.
[[nodiscard]] std::string culture_country(std::string_view description);
// The one of the two countries that a text names as where an object was found; "" when it does not.
[[nodiscard]] std::string find_country(std::string_view text);

[[nodiscard]] std::vector<model::Finding> cultural_findings(const model::Shipment& shipment,
                                                            const std::vector<CulturalItem>& items);

}  // namespace cordon::trade
