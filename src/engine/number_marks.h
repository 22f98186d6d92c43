// engine/number_marks.h: which kinds of identifier a word of a payment may be, by its shape.
//
// Role:    payments write numbers without saying what they are: in references, in remittance text, as "other"
//          identification. Each shape that a listed party's number can have is asked for.
// Sources: ISO 9362 (BIC), ISO 13616 (IBAN), ISO 17442 (LEI), IMO resolution A.1117(30) (check digit of ship
//          numbers), ITU-R M.585 (MMSI).
// Threads: pure functions.
// Cost:    O(letters).
#pragma once

#include <string_view>
#include <vector>

#include "model/listing.h"

namespace cordon::engine {

// Of one value that is given as an identifier, of whatever kind.
[[nodiscard]] std::vector<model::Identifier> numbers_of_value(std::string_view value);

// Of running text: each word that looks like a number of its own, its parts, and groups of digits written
// apart; addresses of mail and of the web. Fewer than six letters and digits are amounts, days and house
// numbers. A text that is one number and nothing else is read as a value too. What has no such shape and is
// listed all the same ("42946 (Jalisco)") is found by the index: screening/identifier_index.h.
[[nodiscard]] std::vector<model::Identifier> numbers_in_text(std::string_view text);

}  // namespace cordon::engine
