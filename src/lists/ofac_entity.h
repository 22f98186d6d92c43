// lists/ofac_entity.h: the entity record that OFAC's enhanced XML and its delta files share.
//
// Role:        one <entity> element to one Listing: whole, or only what a delta's action attributes add to it
//              or take away from it.
// Rules:       the XML ids of names, addresses, features and documents are no content: OFAC renumbers them.
//              In a view of a delta, a name, address or feature of which only some parts change comes out
//              with those parts alone and the note "part of address 18368", by which apply_ofac_change finds
//              its other half and then drops the note.
// Source:      OFAC's ENHANCED_XML.xsd and DeltaFile.xsd as far as published files show them (Consolidated
//              list of 2025-02, delta of 2026-08-24).
// Ownership:   results own their strings.
// Threads:     pure functions.
// Determinism: the order of siblings does not change model::content_hash.
// Errors:      invalid_input (an entity without id; in a whole view without a known type). A listing without
//              names is for the caller to refuse.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "codec/xml.h"
#include "lists/list_format.h"

namespace cordon::lists {

enum class OfacView : std::uint8_t {
    whole,    // everything, actions ignored
    added,    // what carries action="add", itself or by an element around it
    removed,  // the same for "remove"
};

// "part of ": the beginning of the notes that mark partial values of a delta.
constexpr std::string_view ofac_part_note = "part of ";

struct OfacListDate {
    std::string list;  // "SDN List", "Consolidated List", "Sectoral Sanctions Identifications List", ...
    base::Date since;  // datePublished
};

struct OfacEntity {
    model::Listing listing;  // listed_on is not set: see ofac_listed_on
    std::vector<OfacListDate> lists;
};

[[nodiscard]] base::Result<OfacEntity> read_ofac_entity(const codec::XmlNode& entity, OfacView view,
                                                        std::vector<Diagnostic>& diagnostics);

// The day from which the entity stands on the list: for "ofac-sdn" that of the SDN List; for "ofac-cons" the
// earliest of the others (the Consolidated List itself is younger than the lists it joins); else the
// earliest.
[[nodiscard]] base::Date ofac_listed_on(const std::vector<OfacListDate>& lists, std::string_view list);

// "Cyrillic" -> "Cyrl"; "" when we do not know the script.
[[nodiscard]] std::string_view ofac_script(std::string_view script);

}  // namespace cordon::lists
