// lists/eu_fsf_details.h: the details of one sanctionEntity: birth, address, identification, citizenship,
// regulation.
//
// Role:    the elements that a nameAlias stands beside; eu_fsf_xml.cc puts the entry together.
// Rules:   eu_fsf_xml.h.
// Threads: pure functions.
// Cost:    O(bytes of the element).
// Errors:  none: what cannot be read is kept as text and reported.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"
#include "codec/xml.h"
#include "lists/xml_entry.h"
#include "model/listing.h"

namespace cordon::lists::eu_fsf {

// The texts of an element's remark children, joined.
[[nodiscard]] std::string remarks_of(const codec::XmlNode& node);
// Unset, with a warning unless the text is empty, when there is no day in front of the text.
[[nodiscard]] base::Date day_of(const std::string& text, std::string_view field, EntryReport& report);

// regulation, regulationSummary and corrigendum alike.
void read_regulation(const codec::XmlNode& node, model::Listing& listing, EntryReport& report);
// The regulationSummary and additionalInformation children that every detail may have.
void read_summaries(const codec::XmlNode& node, model::Listing& listing, EntryReport& report);
void read_birth(const codec::XmlNode& node, model::Listing& listing, EntryReport& report);
void read_address(const codec::XmlNode& node, model::Listing& listing, EntryReport& report);
void read_identification(const codec::XmlNode& node, model::Listing& listing, EntryReport& report);
void read_citizenship(const codec::XmlNode& node, model::Listing& listing, EntryReport& report);

}  // namespace cordon::lists::eu_fsf
