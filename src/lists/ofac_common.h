// lists/ofac_common.h: what OFAC's formats share: names, programmes, dates, and the grab-bag of typed values.
//
// Role:        OFAC publishes most of what it knows as (type text, value) pairs: in the CSV remarks, in
//              idList and in features. add_ofac_fact gives each pair its one place in a Listing, whatever the
//              format.
// Rules:       a type that this file does not know stays in Listing::further (or in identifiers with kind
//              other, when its name says that it is a number) and is reported.
// Source:      OFAC's data specification (dat_spec.txt) and the type texts seen in its published files.
// Ownership:   results own their strings.
// Threads:     pure functions.
// Determinism: same values, same listing.
// Errors:      none: what cannot be read is kept as text and reported as a Diagnostic.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "lists/list_format.h"
#include "model/listing.h"

namespace cordon::lists {

enum class OfacMeaning : std::uint8_t {
    identifier,
    gender,
    birth_date,
    birth_place,
    nationality,  // nationality, citizenship, flag
    former_flag,  // ties to a country, no longer flies its flag
    relation,     // "Linked To"
    link,         // "For more information, please see:"
    further,      // known, and no place in a Listing but further
};

struct OfacType {
    OfacMeaning meaning = OfacMeaning::further;
    model::IdentifierKind kind = model::IdentifierKind::other;
};

// The type that OFAC's text names ("Cedula No.", "SWIFT/BIC"), nothing when unknown.
[[nodiscard]] std::optional<OfacType> ofac_type(std::string_view type_text);

struct OfacKey {
    std::size_t bytes = 0;  // of the text: the key with its ":", "#", "-" and blanks
    OfacType type;
};
// The longest known type text that a remark's fragment begins with; nothing when it begins with none.
[[nodiscard]] std::optional<OfacKey> ofac_key_at_start(std::string_view fragment);

// "Foreign Widget Permit No.": whether an unknown type's name says that its value is an identifier.
[[nodiscard]] bool names_an_identifier(std::string_view type_text);

struct OfacFact {
    std::string type;  // as published
    std::string value;
    std::string country;
    base::PartialDate issued;
    base::PartialDate expires;
    std::string note;
    std::string source_text;  // when cut out of prose
};
void add_ofac_fact(const OfacFact& fact, model::Listing& listing, std::vector<Diagnostic>& diagnostics);

// "LAST, First, Jr." of a person in reading order "First LAST Jr."; other names as they stand.
[[nodiscard]] model::ListedName ofac_name(std::string_view published, model::PartyKind party,
                                          model::NameKind kind, model::NameQuality quality);
// The same from parts that the publisher gives apart; given may be empty.
[[nodiscard]] model::ListedName ofac_name_from_parts(std::string_view given, std::string_view family,
                                                     model::NameKind kind, model::NameQuality quality);
// "a.k.a.", "aka", "F.K.A."; nothing for another text.
[[nodiscard]] std::optional<model::NameKind> ofac_alias_kind(std::string_view text);
// "individual", "Entity", "vessel", "Aircraft", "" (the CSV's null) is an entity; nothing for another text.
[[nodiscard]] std::optional<model::PartyKind> ofac_party_kind(std::string_view text);

// "SDGT] [FTO", "SDGT; FTO", "[SDGT] [FTO]".
[[nodiscard]] std::vector<std::string> ofac_programmes(std::string_view text);
// A title: honorifics alone ("Haji") to titles, offices to positions, split at "; ".
void add_ofac_title(std::string_view title, model::Listing& listing);
// Country of birth from the end of "Cali, Valle, Colombia".
[[nodiscard]] model::Place ofac_place(std::string_view text);
// "-0- " and "" are empty.
[[nodiscard]] bool is_ofac_null(std::string_view field);

// "ofac-cons" when more listings carry a programme that only the Consolidated list has (NS-PLC, FSE-*, 561*,
// CMIC-*, UKRAINE-EO13662) than carry one of the SDN list's own (SDGT, SDNTK, CUBA, ...); else "ofac-sdn".
// Not "none carries SDGT": the Consolidated list has had a few entries with it.
[[nodiscard]] std::string guess_ofac_list(const std::vector<model::Listing>& listings);

// Appends unless an equal value stands there already.
template <class Value>
void add_once(std::vector<Value>& values, Value value) {
    for (const Value& present : values) {
        if (present == value) {
            return;
        }
    }
    values.push_back(std::move(value));
}

void report(std::vector<Diagnostic>& diagnostics, Severity severity, std::string_view entry,
            std::string_view field, std::string_view value, std::string_view message);
// The date, or with a warning only its words.
[[nodiscard]] base::PartialDate ofac_date(std::string_view text, std::string_view entry,
                                          std::string_view field, std::vector<Diagnostic>& diagnostics);

}  // namespace cordon::lists
