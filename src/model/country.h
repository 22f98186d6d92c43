// model/country.h: country names as lists print them, to ISO 3166-1 codes.
//
// Role:    "Syrian Arab Republic", "SYRIA", "Syrie", "Syrian", "Belarus / Bélarus", "USSR (until 1991)",
//          "DRC", "United Kingdom of Great Britain ..." to alpha-2; for names, common variants, demonyms,
//          French official names (Canada), and codes.
// Threads: pure functions.
// Cost:    one hash look-up after folding.
// Errors:  none: an unknown text gives "".
#pragma once

#include <string>
#include <string_view>

#include "model/listing.h"

namespace cordon::model {

// Alpha-2 code, upper case; "" when unknown. Historic states keep their own code (SU, YU, CS, DD).
[[nodiscard]] std::string country_code(std::string_view text);
// English short name of a code, "" when unknown.
[[nodiscard]] std::string_view country_name(std::string_view alpha2);
// {code, text} with the text collapsed.
[[nodiscard]] Country country_from_text(std::string_view text);

}  // namespace cordon::model
