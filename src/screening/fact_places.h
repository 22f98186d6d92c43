// screening/fact_places.h: countries and places of birth, of a subject beside those of a listing.
//
// Role:    what ties a listing to a country: nationality first, then the countries of residence, birth and
//          addresses; places compared by their folded words.
// Rules:   a nationality equal to a listed one is the same; equal to another tie it is similar. A country
//          equal to any tie is the same. A former state is similar to each of the states that followed it, a
//          territory with a code of its own to its state (ISO 3166-3, ISO 3166-1).
// Threads: pure functions.
// Cost:    O(values x listed values).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/listing.h"
#include "screening/facts.h"

namespace cordon::screening {

struct CountryComparison {
    bool given = false;  // the subject has a country that we know
    FactRelation relation = FactRelation::missing;
    model::Country subject;
    model::Country listed;
};

class CountryTies {
public:
    explicit CountryTies(const model::Listing& listing);
    [[nodiscard]] CountryComparison compare(std::span<const model::Country> countries,
                                            bool as_nationality) const;

private:
    std::vector<model::Country> nationalities_;  // with a code
    std::vector<model::Country> others_;
};

struct PlaceComparison {
    FactRelation relation = FactRelation::missing;
    std::string subject;
    std::string listed;
};

// REQUIRES: places is not empty.
[[nodiscard]] PlaceComparison compare_places_of(std::span<const model::Place> places,
                                                std::span<const model::Place> listed);

}  // namespace cordon::screening
