// lists/document_number.h: identity documents as lists describe them in prose.
//
// Role:    "CAR diplomatic passport no. D00000898", "R00012098, South Sudan", "04643632 issued on 18 Jun.
//          1999": the number, who issued it, and the rest of the words; the kind of document from its names
//          in English, French and Spanish; the day on which it expires.
// Threads: pure functions.
// Cost:    O(words).
// Errors:  none: a text without a number gives an empty value.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "model/listing.h"

namespace cordon::lists {

struct DocumentNumber {
    std::string value;      // "" when there is none
    std::string words;      // before the number: "CAR diplomatic passport no."
    std::string remark;     // after it: "issued on 18 Jun. 1999"
    model::Country issuer;  // when the words name a country
};
[[nodiscard]] DocumentNumber read_document_number(std::string_view text);

// nothing when the words name no kind that we know.
[[nodiscard]] std::optional<model::IdentifierKind> document_kind(std::string_view words);

// "expired on 26 Mar. 2011", "valid until 10 April 2018", "Expiration date: 2026-12-11."; unknown when
// absent.
[[nodiscard]] base::PartialDate expiry_in(std::string_view note);
// "issued on 9 Mar. 2011", "Date of issue: 6 Dec 2011"; unknown when absent.
[[nodiscard]] base::PartialDate issue_in(std::string_view note);

}  // namespace cordon::lists
