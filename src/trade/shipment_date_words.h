// trade/shipment_date_words.h: the words that days are written with, in the languages of the trade.
//
// Role:        part of spot_dates: months in eight languages, what may stand beside a year, and the letters
//              of a text without their marks, its digits as ours.
// Rules:       case, accents, Arabic marks, hamza and direction marks do not count; Arabic-Indic, Persian and
//              full-width digits are digits.
// Ownership:   owns its strings.
// Threads:     pure functions.
// Determinism: same text, same answer.
// Cost:        O(bytes).
// Errors:      none.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cordon::trade {

// The text as it is read, and from where each of its bytes comes.
struct PlainText {
    std::string text;
    std::vector<std::size_t> from;  // one more than bytes
};

struct PlainMonth {
    std::string word;
    int month = 0;
    bool russian = false;  // a case ending may follow
};

[[nodiscard]] PlainText plain_text(std::string_view text);
[[nodiscard]] const std::vector<PlainMonth>& plain_months();
[[nodiscard]] bool is_russian_ending(std::string_view letters);
// "2015г", "2015م", "2015yili"; letters: plain. Units ("2000кг") do not follow a year.
[[nodiscard]] bool may_follow_year(std::string_view letters);
// "fy2015", "عام2015".
[[nodiscard]] bool may_lead_year(std::string_view letters);

}  // namespace cordon::trade
