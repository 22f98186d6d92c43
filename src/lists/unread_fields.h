// lists/unread_fields.h: what an XML record says beyond what its reader knows.
//
// Role:    publishers add elements without notice. A reader names the children that it reads; all others are
//          kept as text in Listing::further and reported, so that nothing is dropped silently.
// Threads: pure functions.
// Cost:    O(size of the element).
// Errors:  none.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "codec/xml.h"
#include "lists/list_format.h"
#include "model/listing.h"

namespace cordon::lists {

// A listing in the making and the place where remarks about it go. Borrowed: both outlive it.
struct EntryUnderWay {
    model::Listing& listing;
    std::vector<Diagnostic>& diagnostics;

    void note(std::string_view field, std::string_view value, std::string message) const;
    void warn(std::string_view field, std::string_view value, std::string message) const;
    // "field: value" into further, without a remark; nothing when the value is empty.
    void keep(std::string_view field, std::string_view value) const;
};

// Keeps and reports every child element of the node that is not among the known ones.
void keep_unread(const codec::XmlNode& node, std::initializer_list<std::string_view> known,
                 const EntryUnderWay& entry);

// All text below an element, "A: x; B: y", in document order; "" when there is none.
[[nodiscard]] std::string flattened(const codec::XmlNode& node);

// Web links that stand in prose, in order, each once.
[[nodiscard]] std::vector<std::string> links_in(std::string_view text);

// Adds what is not there yet.
void add_once(std::vector<std::string>& values, std::string value);

}  // namespace cordon::lists
