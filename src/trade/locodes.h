// trade/locodes.h: UN/LOCODEs of ports, airports and towns of Iraq, Syria and Libya.
//
// Role:        a paper that names a place by its code alone ("IQOSM") names it; engine/ looks the name up.
// Rules:       only places of countries where a listed group held places. Of any other code the first two
//              letters, the country, count (shipment_checks.h).
// Sources:     UN/LOCODE, the code list of UNECE Recommendation 16; each row written by hand.
// Threads:     pure functions.
// Determinism: same code, same name.
// Cost:        O(rows).
// Errors:      none: "" for a code that is not here.
#pragma once

#include <string_view>

namespace cordon::trade {

// The name as the place tables have it. code: five letters and digits, as shipment_numbers.h gives them.
[[nodiscard]] std::string_view locode_place(std::string_view code);

}  // namespace cordon::trade
