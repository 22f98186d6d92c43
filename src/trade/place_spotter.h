// trade/place_spotter.h: names of places in addresses and free text, weighed by what stands around them.
//
// Role:        PlaceSpotter finds every spelling of a gazetteer in a text and says of each how much it
//              weighs, and why. What it means that a place is named is told by territory at a date.
// Rules:       a bare name never decides: homonyms elsewhere, street words ("Cuba St"), personal names and
//              ordinary words take weight; a country in the text or in the message, a neighbour of the same
//              country, a postcode, BIC or IBAN and the kind of field give it (place_weight.h).
// Ownership:   owns its gazetteer and its pattern base; mentions own their strings.
// Threads:     immutable once made; spot from any thread (scratch per thread).
// Determinism: a pure function of gazetteer, text and context.
// Cost:        one vectorscan pass over the folded text (place_spotter_bench.cc), then the hits.
// Errors:      making one: limit_exceeded or invalid_input from the pattern compiler, one sentence.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/payment.h"
#include "model/place_evidence.h"
#include "trade/gazetteer.h"

namespace cordon::trade {

// What else the message says; countries as ISO 3166-1 alpha-2.
struct PlaceContext {
    model::FieldClass field_class = model::FieldClass::text;
    std::vector<std::string> countries;       // seen elsewhere in the message or in the same party
    std::string postcode;                     // of the same address, "" when none
    std::vector<std::string> bank_countries;  // of BICs and IBANs of the same party
};

struct PlaceMention {
    std::string place_id;   // as in the control facts and facilities: "OCHA:C5710", "facility:al-omar"
    std::string name;       // as the gazetteer writes it
    std::size_t begin = 0;  // bytes of the text
    std::size_t end = 0;
    std::string country;  // "SY"
    std::optional<model::GeoPoint> point;
    double weight = 0;     // 0 to 1
    bool decides = false;  // strong enough to stand as evidence of place
    std::string reason;    // what a person reads
};

class PlaceSpotter {
public:
    [[nodiscard]] static base::Result<PlaceSpotter> make(Gazetteer gazetteer);

    // In order of appearance; of names at the same bytes the heaviest place first.
    [[nodiscard]] std::vector<PlaceMention> spot(std::string_view text, const PlaceContext& context) const;

    [[nodiscard]] const Gazetteer& gazetteer() const;

private:
    struct Parts;
    explicit PlaceSpotter(std::shared_ptr<const Parts> parts);
    std::shared_ptr<const Parts> parts_;
};

// Made once from the tables that ship with Cordon.
[[nodiscard]] const PlaceSpotter& bundled_places();

}  // namespace cordon::trade
