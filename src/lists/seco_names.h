// lists/seco_names.h: one <name> of the Swiss list to names in reading order.
//
// Role:        SECO prints a name as parts (family, given, father's name, ...), each with spelling variants;
//              the name can be written with any variant of any part, so the names are the product of the
//              parts' variants.
// Rules:       reading order is given, further given, father's, grandfather's, family, tribal name, suffix;
//              titles go to Listing::titles. Latin variants are combined with Latin ones, variants of another
//              script with those of that script. A maiden name gives one more name in place of the family
//              name.
// Limit:       spellings_max names of one <name> and script; beyond it each variant is put in alone, all
//              others as printed first, and a diagnostic says how many combinations were left out.
// Threads:     pure function.
// Determinism: same element, same names in the same order.
#pragma once

#include <cstddef>
#include <string>

#include "codec/xml.h"
#include "lists/xml_entry.h"
#include "model/listing.h"

namespace cordon::lists::seco {

constexpr std::size_t spellings_max = 200;

// identity_note: "" for the main identity, else "identity <ssid>"; its names are then never primary.
void read_name(const codec::XmlNode& node, const std::string& identity_note, model::Listing& listing,
               EntryReport& report);

}  // namespace cordon::lists::seco
