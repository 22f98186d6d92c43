// lists/xml_entry.h: what the readers of XML lists share while they turn one entry into a listing.
//
// Role:      EntryReport collects diagnostics of the entry at hand; keep_unread puts what a reader has no
//            place for into Listing::further; the rest are the small forms that publishers have in common:
//            "(a) X, (b) Y", ship numbers, names of one listing without repeats.
// Ownership: EntryReport borrows the vector of diagnostics.
// Threads:   one EntryReport per thread; the functions are pure.
// Cost:      O(bytes of the entry).
// Errors:    none.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/xml.h"
#include "lists/list_format.h"
#include "model/listing.h"

namespace cordon::lists {

class EntryReport {
public:
    explicit EntryReport(std::vector<Diagnostic>& diagnostics) : diagnostics_(&diagnostics) {}
    void begin(std::string entry) { entry_ = std::move(entry); }
    [[nodiscard]] const std::string& entry() const { return entry_; }
    // Something was interpreted; here is how.
    void note(std::string_view field, std::string_view value, std::string message);
    // Something could not be interpreted and is kept as text.
    void warn(std::string_view field, std::string_view value, std::string message);

private:
    std::vector<Diagnostic>* diagnostics_;
    std::string entry_;
};

// Attributes and child elements that are not among the known ones and say something go to further, as
// "element@attribute: value" and "element/child: everything below it"; each with a warning.
void keep_unread(const codec::XmlNode& node, std::initializer_list<std::string_view> known_attributes,
                 std::initializer_list<std::string_view> known_children, model::Listing& listing,
                 EntryReport& report);
// All that stands in an element, on one line: attributes, texts, children in brackets.
[[nodiscard]] std::string all_text(const codec::XmlNode& node);

// "(a) Mullah, (b) Maulavi" as its items; what stands before (a) is an item too. One item when the text is no
// such list. Only letters in their order from a count, so that "(b)" inside a name does not cut it.
[[nodiscard]] std::vector<std::string> split_enumerated(std::string_view text);

// A ship's IMO number: seven digits of which the last is the check digit (IMO resolution A.1117(30)). Company
// numbers have seven digits too and fail this nine times in ten.
[[nodiscard]] bool is_ship_imo_number(std::string_view digits);
// The seven digits behind each "IMO" ("IMO Number: 8405270", "IMO 8405270") in a text, in order, once each.
[[nodiscard]] std::vector<std::string> imo_numbers_in(std::string_view text);

void add_text(std::vector<std::string>& texts, std::string text);     // unless empty or there already
void add_name_once(model::Listing& listing, model::ListedName name);  // unless empty or there already
void add_country(std::vector<model::Country>& countries, model::Country country);
// "a" + "b" is "a; b".
void add_note(std::string& note, std::string_view more);
// A year of the Islamic calendar as two circa birth dates, read as a lunar year and as a solar (Iranian) one:
// the publishers give both without saying which.
void add_islamic_year(int year, const std::string& source, const std::string& note, model::Listing& listing);
// The first name that is primary to the front, whatever came before it behind; the first name becomes primary
// when there is none.
void put_primary_first(std::vector<model::ListedName>& names);
// Ids are unique in a list: a repeated one gets "#2", "#3" with a warning.
void make_ids_unique(std::vector<model::Listing>& listings, EntryReport& report);

}  // namespace cordon::lists
