// trade/territory_words.h: what a control fact says of an asked place, as evidence and in a sentence.
//
// Role:    part of Territory.
// Threads: pure functions.
// Errors:  none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/place_evidence.h"
#include "trade/control_fact.h"

namespace cordon::trade {

enum class Bearing : std::uint8_t { own, maybe_own, near, admin };

struct EvidenceParts {
    const ControlFact* fact = nullptr;
    const FactDays* days = nullptr;
    std::string_view place_id;
    std::string_view place_name;
    model::PlaceGrade grade = model::PlaceGrade::no_data;
    Bearing bearing = Bearing::own;
    double distance_km = 0;
};

[[nodiscard]] model::PlaceEvidence evidence_of(const EvidenceParts& parts, const AskedDays& asked);

// "2015-05-21 to 2016-03-27 (exclusive)", "since 2017-07-23".
[[nodiscard]] std::string interval_text(const ControlFact& fact);

}  // namespace cordon::trade
