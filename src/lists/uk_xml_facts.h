// lists/uk_xml_facts.h: persons', entities' and ships' details of a UK designation; for lists/uk_xml.cc only.
//
// Role:    one function per composite element of the UK's XML; each adds to the listing what the element
//          says, keeps what it cannot read, and reports it.
// Threads: pure functions.
// Cost:    O(size of the element).
// Errors:  none.
#pragma once

#include <string>
#include <string_view>

#include "codec/xml.h"
#include "lists/unread_fields.h"

namespace cordon::lists {

void add_uk_individual(const codec::XmlNode& individual, const EntryUnderWay& entry);
void add_uk_entity(const codec::XmlNode& entity, const EntryUnderWay& entry);
void add_uk_ship(const codec::XmlNode& ship, const EntryUnderWay& entry);

// "29/06/2012"; reports and keeps what is no day.
[[nodiscard]] base::Date uk_day(std::string_view field, std::string_view text, const EntryUnderWay& entry);

// The five named entities, character references and the tags that break lines, undone once.
[[nodiscard]] std::string html_unescaped(std::string_view text);

}  // namespace cordon::lists
