#include "lists/uk_xml_facts.h"

#include <array>
#include <charconv>

#include "base/strings.h"
#include "base/utf8.h"
#include "lists/alias_marks.h"
#include "lists/alias_split.h"
#include "lists/document_number.h"
#include "model/country.h"

namespace cordon::lists {

namespace {

using codec::XmlNode;
using model::Identifier;
using model::IdentifierKind;

// Values of group/item elements, wherever the group stands below the node, empty ones left out.
std::vector<std::string> items(const XmlNode& node, std::string_view group, std::string_view item) {
    std::vector<std::string> values;
    for (const XmlNode& holder : node.children(group)) {
        for (const XmlNode& value : holder.children(item)) {
            if (std::string text = value.value(); !text.empty()) {
                values.push_back(std::move(text));
            }
        }
    }
    return values;
}

void add_date(std::string_view field, const std::string& text, const EntryUnderWay& entry) {
    model::BirthDate birth;
    if (auto date = base::parse_partial_date(text); date) {
        birth.date = *date;
    } else {
        birth.date.source_text = text;
        entry.warn(field, text, "a date that we cannot read; kept as text");
    }
    entry.listing.birth_dates.push_back(std::move(birth));
}

// "Tunisia number. Issued 3 Oct 2000": the country that the words begin with.
model::Country issuer_in(std::string_view words) {
    const std::vector<std::string> all =
        marks::words_of(words.substr(0, std::min(words.find_first_of(",.;("), words.size())));
    for (std::size_t count = std::min<std::size_t>(all.size(), 6); count > 0; --count) {
        const std::string text =
            base::join({all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)}, " ");
        if (text.size() > 2 && !model::country_code(text).empty()) {
            return model::country_from_text(text);
        }
    }
    return {};
}

void add_document(const XmlNode& node, std::string_view number_field, std::string_view words_field,
                  IdentifierKind kind, std::string_view type, const EntryUnderWay& entry) {
    const std::string number = node.value(number_field);
    const std::string words = node.value(words_field);
    keep_unread(node, {number_field, words_field}, entry);
    if (number.empty()) {
        entry.keep(type, words);
        return;
    }
    const DocumentNumber read = read_document_number(number);
    Identifier document;
    document.kind = kind;
    document.type_text = type;
    document.value = read.value.empty() ? number : read.value;
    document.source_text = document.value == number ? std::string() : number;
    document.issuer = issuer_in(words);
    if (document.issuer.code.empty() && !read.issuer.code.empty()) {
        document.issuer = read.issuer;
    }
    document.issued = issue_in(words + "; " + read.remark);
    document.expires = expiry_in(words + "; " + read.remark);
    document.note = words;
    entry.listing.identifiers.push_back(std::move(document));
}

void add_relations(const XmlNode& node, std::string_view group, std::string_view item, std::string_view kind,
                   const EntryUnderWay& entry) {
    for (std::string& name : items(node, group, item)) {
        entry.listing.relations.push_back({std::string(kind), {}, std::move(name)});
    }
}

void keep_items(const XmlNode& node, std::string_view group, std::string_view item,
                const EntryUnderWay& entry) {
    for (const std::string& value : items(node, group, item)) {
        entry.keep(item, value);
    }
}

// "OGRN: 1027700132195", "05310150 (Dubai)"; several in one value stay together.
void add_registration(const std::string& value, const EntryUnderWay& entry) {
    const DocumentNumber read = read_document_number(value);
    Identifier registration;
    registration.type_text = "Business registration number";
    registration.value = read.value.empty() ? value : read.value;
    registration.source_text = registration.value == value ? std::string() : value;
    const std::string words = base::ascii_lower(read.words);
    registration.kind = words.contains("ogrn")                           ? IdentifierKind::ogrn
                        : words.contains("inn") || words.contains("tin") ? IdentifierKind::inn
                        : words.contains("tax") || words.contains("vat") ? IdentifierKind::tax
                        : words.contains("lei")                          ? IdentifierKind::lei
                                                                         : IdentifierKind::registration;
    registration.issuer = read.issuer;
    registration.note = base::collapse_whitespace(read.words + " " + read.remark);
    entry.listing.identifiers.push_back(std::move(registration));
}

std::string html_entity(std::string_view name) {
    struct Named {
        std::string_view name;
        std::string_view text;
    };
    static constexpr std::array<Named, 12> named = {{{"amp", "&"},
                                                     {"lt", "<"},
                                                     {"gt", ">"},
                                                     {"quot", "\""},
                                                     {"apos", "'"},
                                                     {"nbsp", " "},
                                                     {"rsquo", "’"},
                                                     {"lsquo", "‘"},
                                                     {"rdquo", "”"},
                                                     {"ldquo", "“"},
                                                     {"ndash", "–"},
                                                     {"mdash", "—"}}};
    for (const Named& entity : named) {
        if (entity.name == name) {
            return std::string(entity.text);
        }
    }
    if (name.size() > 1 && name.front() == '#') {
        const bool hex = name[1] == 'x' || name[1] == 'X';
        const std::string_view digits = name.substr(hex ? 2 : 1);
        std::uint32_t code = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
        const bool surrogate = code >= 0xD800U && code <= 0xDFFFU;
        if (error == std::errc{} && end == digits.data() + digits.size() && code >= 0x20U &&
            code <= 0x10FFFFU && !surrogate) {
            std::string text;
            base::append_utf8(text, code);
            return text;
        }
    }
    return {};
}

}  // namespace

base::Date uk_day(std::string_view field, std::string_view text, const EntryUnderWay& entry) {
    if (text.empty()) {
        return {};
    }
    if (const auto date = base::parse_partial_date(text); date && date->exact()) {
        return date->from;
    }
    entry.keep(field, text);
    entry.warn(field, text, "a date that we cannot read as one day; kept as text");
    return {};
}

std::string html_unescaped(std::string_view text) {
    constexpr std::size_t name_max = 10;
    static constexpr std::array<std::string_view, 6> tags = {"<br>", "<br/>", "<br />",
                                                             "<p>",  "</p>",  "<p/>"};
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '&') {
            const std::size_t end = text.substr(at, name_max + 2).find(';');
            const std::string meant =
                end == std::string_view::npos ? std::string() : html_entity(text.substr(at + 1, end - 1));
            if (!meant.empty()) {
                plain += meant;
                at += end;
                continue;
            }
        } else if (text[at] == '<') {
            bool skipped = false;
            for (const std::string_view tag : tags) {
                if (base::ascii_istarts_with(text.substr(at), tag)) {
                    plain += ' ';
                    at += tag.size() - 1;
                    skipped = true;
                    break;
                }
            }
            if (skipped) {
                continue;
            }
        }
        plain += text[at];
    }
    return plain;
}

void add_uk_individual(const XmlNode& individual, const EntryUnderWay& entry) {
    model::Listing& listing = entry.listing;
    for (const std::string& date : items(individual, "DOBs", "DOB")) {
        add_date("DOB", date, entry);
    }
    for (const std::string& nationality : items(individual, "Nationalities", "Nationality")) {
        listing.nationalities.push_back(model::country_from_text(nationality));
    }
    for (std::string& position : items(individual, "Positions", "Position")) {
        add_once(listing.positions, std::move(position));
    }
    for (const std::string& gender : items(individual, "Genders", "Gender")) {
        if (base::ascii_iequals(gender, "male")) {
            listing.gender = model::Gender::male;
        } else if (base::ascii_iequals(gender, "female")) {
            listing.gender = model::Gender::female;
        } else {
            entry.keep("Gender", gender);
            entry.warn("Gender", gender, "a gender that we do not know; kept as text");
        }
    }
    for (const XmlNode& details : individual.children("BirthDetails")) {
        for (const XmlNode& location : details.children("Location")) {
            model::Place place;
            place.city = location.value("TownOfBirth");
            place.country = model::country_from_text(location.value("CountryOfBirth"));
            place.text = place.city + (place.city.empty() || place.country.text.empty() ? "" : ", ") +
                         place.country.text;
            if (!place.text.empty()) {
                listing.birth_places.push_back(std::move(place));
            }
            keep_unread(location, {"TownOfBirth", "CountryOfBirth"}, entry);
        }
    }
    for (const XmlNode& details : individual.children("PassportDetails")) {
        for (const XmlNode& passport : details.children("Passport")) {
            add_document(passport, "PassportNumber", "PassportAdditionalInformation",
                         IdentifierKind::passport, "Passport", entry);
        }
    }
    for (const XmlNode& details : individual.children("NationalIdentifierDetails")) {
        for (const XmlNode& identifier : details.children("NationalIdentifier")) {
            add_document(identifier, "NationalIdentifierNumber", "NationalIdentifierAdditionalInformation",
                         IdentifierKind::national_id, "National identifier", entry);
        }
    }
    keep_unread(individual,
                {"DOBs", "Nationalities", "Positions", "Genders", "BirthDetails", "PassportDetails",
                 "NationalIdentifierDetails"},
                entry);
}

void add_uk_entity(const XmlNode& entity, const EntryUnderWay& entry) {
    add_relations(entity, "ParentCompanies", "ParentCompany", "parent company", entry);
    add_relations(entity, "Subsidiaries", "Subsidiary", "subsidiary", entry);
    for (const std::string& number :
         items(entity, "BusinessRegistrationNumbers", "BusinessRegistrationNumber")) {
        add_registration(number, entry);
    }
    keep_items(entity, "TypeOfEntities", "TypeOfEntity", entry);
    keep_unread(entity, {"ParentCompanies", "Subsidiaries", "BusinessRegistrationNumbers", "TypeOfEntities"},
                entry);
}

void add_uk_ship(const XmlNode& ship, const EntryUnderWay& entry) {
    model::Listing& listing = entry.listing;
    for (const std::string& number : items(ship, "IMONumbers", "IMONumber")) {
        const std::string value(base::ascii_istarts_with(number, "imo")
                                    ? base::trim(std::string_view(number).substr(3))
                                    : std::string_view(number));
        listing.identifiers.push_back({.kind = IdentifierKind::imo,
                                       .value = value,
                                       .type_text = "IMO number",
                                       .source_text = value == number ? std::string() : number});
    }
    add_relations(ship, "CurrentOwnerOperators", "CurrentOwnerOperator", "current owner or operator", entry);
    add_relations(ship, "PreviousOwnerOperators", "PreviousOwnerOperator", "previous owner or operator",
                  entry);
    for (const std::string& flag : items(ship, "CurrentBelievedFlagOfShips", "CurrentBelievedFlagOfShip")) {
        listing.nationalities.push_back(model::country_from_text(flag));
    }
    for (const std::string& flag : items(ship, "PreviousFlags", "PreviousFlag")) {
        listing.countries.push_back(model::country_from_text(flag));
        entry.keep("PreviousFlag", flag);
    }
    for (const std::string& year : items(ship, "YearsBuilt", "YearBuilt")) {
        add_date("YearBuilt", year, entry);
    }
    for (const std::string& name : items(ship, "PreviousNames", "PreviousName")) {
        add_split_names(listing, name,
                        {model::NameKind::fka, model::NameQuality::unknown, {}, "previous name"});
    }
    keep_items(ship, "TypeOfShipDetails", "TypeOfShip", entry);
    keep_items(ship, "TonnageOfShipDetails", "TonnageOfShip", entry);
    keep_items(ship, "LengthOfShipDetails", "LengthOfShip", entry);
    keep_unread(ship,
                {"IMONumbers", "CurrentOwnerOperators", "PreviousOwnerOperators",
                 "CurrentBelievedFlagOfShips", "PreviousFlags", "YearsBuilt", "PreviousNames",
                 "TypeOfShipDetails", "TonnageOfShipDetails", "LengthOfShipDetails"},
                entry);
}

}  // namespace cordon::lists
