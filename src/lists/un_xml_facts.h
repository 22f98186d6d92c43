// lists/un_xml_facts.h: birth, documents and addresses of a UN entry; for lists/un_xml.cc only.
//
// Role:    one function per composite element of the UN's XML; each adds to the listing what the element
//          says, keeps what it cannot read, and reports it.
// Threads: pure functions.
// Cost:    O(size of the element).
// Errors:  none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "codec/xml.h"
#include "lists/unread_fields.h"

namespace cordon::lists {

void add_un_birth_date(const codec::XmlNode& node, const EntryUnderWay& entry);
void add_un_birth_place(const codec::XmlNode& node, const EntryUnderWay& entry);
void add_un_document(const codec::XmlNode& node, const EntryUnderWay& entry);
void add_un_address(const codec::XmlNode& node, const EntryUnderWay& entry);
// DATE_OF_BIRTH, CITY_OF_BIRTH, COUNTRY_OF_BIRTH of an alias: they belong to that name only, which the note
// says.
void add_un_alias_birth(const codec::XmlNode& node, std::string_view alias, const EntryUnderWay& entry);

// The values that are not empty, joined with ", ".
[[nodiscard]] std::string joined_with_commas(std::vector<std::string> parts);

}  // namespace cordon::lists
