// model/subject.h: whom somebody asks about: a customer, a party of a payment, a name typed in.
//
// Role:      the input of screening. Only the name is needed; every further fact may raise or lower a score
//            by a stated amount, and never hides a listing.
// Ownership: owns its strings (UTF-8 as given).
// Threads:   plain values.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "model/listing.h"

namespace cordon::model {

struct Subject {
    std::string id;                  // the caller's own reference; "" for a single question
    std::vector<std::string> names;  // at least one; several are alternatives of one party
    PartyKind kind = PartyKind::unknown;
    std::vector<base::PartialDate> birth_dates;
    std::vector<Country> countries;      // residence, or a country of which no more is known
    std::vector<Country> nationalities;  // nationality, citizenship, flag
    std::vector<Place> birth_places;
    std::vector<Identifier> identifiers;
    Gender gender = Gender::unknown;
    // Facts that were given and could not be understood, as "dob 'soon': why". Never used, always reported.
    std::vector<std::string> unread;
};

}  // namespace cordon::model
