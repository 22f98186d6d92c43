// model/listing.h: one person, entity, vessel, aircraft or wallet as one authority lists it.
//
// Role:      the noun between lists/ (which fills it), screening/ (which searches it), storage/ (which keeps
//            it) and everything that shows it. Plain data; what the publisher wrote stands here unfolded and
//            unrepaired, only white space collapsed. Where a published value was split or interpreted,
//            source_text keeps it whole.
// Ownership: owns its strings (UTF-8).
// Threads:   plain values.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace cordon::model {

// Enumerator values are stored on disk: never renumber, only append.
enum class PartyKind : std::uint8_t {
    unknown = 0,
    person = 1,
    entity = 2,
    vessel = 3,
    aircraft = 4,
    wallet = 5
};
enum class NameKind : std::uint8_t {
    primary = 0,
    aka = 1,
    fka = 2,
    nka = 3,
    original_script = 4,
    translation = 5
};
// weak: the publisher says low quality, or weak alias. unknown: the publisher says nothing.
enum class NameQuality : std::uint8_t { unknown = 0, strong = 1, weak = 2 };
enum class NamePartKind : std::uint8_t {
    other = 0,
    given = 1,
    further_given = 2,
    family = 3,
    father = 4,
    grandfather = 5,
    tribal = 6,
    maiden = 7,
    title = 8,
    suffix = 9,
    whole = 10,
};
enum class Gender : std::uint8_t { unknown = 0, male = 1, female = 2 };
enum class IdentifierKind : std::uint8_t {
    other = 0,
    passport = 1,
    national_id = 2,
    tax = 3,
    lei = 4,
    imo = 5,
    mmsi = 6,
    bic = 7,
    wallet = 8,
    registration = 9,  // company or business register
    driving_licence = 10,
    social_security = 11,
    call_sign = 12,
    aircraft_tail = 13,
    aircraft_serial = 14,
    account = 15,
    iban = 16,
    phone = 17,
    email = 18,
    website = 19,
    reference = 20,  // another list's reference number
    interpol = 21,
    birth_certificate = 22,
    visa = 23,
    ogrn = 24,
    inn = 25,
    vessel_registration = 26,
};

struct NamePart {
    NamePartKind kind = NamePartKind::other;
    std::string value;
    friend bool operator==(const NamePart&, const NamePart&) = default;
};

struct ListedName {
    std::string text;  // the whole name in reading order, given names before family names
    NameKind kind = NameKind::primary;
    NameQuality quality = NameQuality::unknown;
    std::string script;           // ISO 15924 ("Latn", "Arab", "Cyrl", "Hans", ...); "" = not determined
    std::string language;         // as published, lower case; "" = not said
    std::vector<NamePart> parts;  // only when the publisher gives parts
    std::string source_text;      // the published value, when this name was cut out of it or interpreted
    std::string note;             // "combat name", "false identity", "birth name", ... as published
    bool supplement = false;      // true: from Cordon's own supplement, not from the publisher
    friend bool operator==(const ListedName&, const ListedName&) = default;
};

struct Country {
    std::string code;  // ISO 3166-1 alpha-2, upper case; "" when the text is not a country we know
    std::string text;  // as published
    friend bool operator==(const Country&, const Country&) = default;
};

struct Place {
    std::string text;  // as published, whole ("Musanze District, Northern Province, Rwanda")
    std::string city;
    std::string region;
    Country country;
    friend bool operator==(const Place&, const Place&) = default;
};

struct Address {
    std::vector<std::string> lines;
    std::string city;
    std::string region;
    std::string postal_code;
    Country country;
    std::string note;
    friend bool operator==(const Address&, const Address&) = default;
};

struct Identifier {
    IdentifierKind kind = IdentifierKind::other;
    std::string value;      // as published, without the words around it
    std::string type_text;  // the publisher's name for the type
    Country issuer;         // country or authority
    std::string currency;   // wallets: ticker as published (XBT, ETH, ...)
    base::PartialDate issued;
    base::PartialDate expires;
    std::string note;         // "expired", "reported lost", "false", "on behalf of ..."
    std::string source_text;  // when the value was cut out of prose
    friend bool operator==(const Identifier&, const Identifier&) = default;
};

// A birth date that belongs to one alias only (a false identity) says so in note.
struct BirthDate {
    base::PartialDate date;
    std::string note;
    friend bool operator==(const BirthDate&, const BirthDate&) = default;
};

struct Relation {
    std::string kind;       // as published: "Linked To", "Owned or Controlled By", "subsidiary", ...
    std::string target_id;  // listing id in the same list, when the publisher gives it
    std::string target_name;
    friend bool operator==(const Relation&, const Relation&) = default;
};

struct Listing {
    std::string id;  // unique in its list: the publisher's permanent reference, trimmed
    PartyKind kind = PartyKind::unknown;
    std::vector<ListedName> names;  // never empty once accepted; primary first
    Gender gender = Gender::unknown;
    std::vector<BirthDate> birth_dates;  // entities: date of establishment; vessels: of build
    std::vector<Place> birth_places;
    std::vector<Country> nationalities;  // nationality, citizenship; vessels and aircraft: flag
    std::vector<Country> countries;      // where else the listing ties the party to a country
    std::vector<Address> addresses;
    std::vector<Identifier> identifiers;
    std::vector<std::string> programmes;   // programme or regime, as published ("QD", "SDGT", "TAQA")
    std::vector<std::string> legal_bases;  // regulation, executive order, resolution
    std::vector<std::string> measures;     // "Asset freeze", "Travel ban"
    std::vector<std::string> titles;       // honorific titles
    std::vector<std::string> positions;    // offices and functions
    base::Date listed_on;
    base::Date updated_on;
    std::vector<std::string> reasons;  // statement of reasons, comments, remarks
    std::vector<std::string> links;    // web links
    std::vector<Relation> relations;
    // The same party's reference on other lists, as this publisher states it ("un:QDi.430").
    std::vector<std::string> cross_references;
    // Published fields without a place above, "field: value"; nothing is dropped.
    std::vector<std::string> further;
    friend bool operator==(const Listing&, const Listing&) = default;
};

[[nodiscard]] std::string_view to_string(PartyKind kind);       // "person", ...
[[nodiscard]] std::string_view to_string(NameKind kind);        // "primary", "aka", ..., "original script"
[[nodiscard]] std::string_view to_string(NameQuality quality);  // "strong", "weak", "unknown"
[[nodiscard]] std::string_view to_string(NamePartKind kind);
[[nodiscard]] std::string_view to_string(Gender gender);
[[nodiscard]] std::string_view to_string(IdentifierKind kind);  // "passport", "national id", ...

// Primary name, else the first; "" only for a listing without names.
[[nodiscard]] std::string_view shown_name(const Listing& listing);

}  // namespace cordon::model
