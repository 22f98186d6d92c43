#include "lists/un_xml_facts.h"

#include <fmt/format.h>

#include "base/parse.h"
#include "base/strings.h"
#include "lists/document_number.h"
#include "model/country.h"

namespace cordon::lists {

namespace {

using codec::XmlNode;
using model::BirthDate;
using model::Identifier;
using model::IdentifierKind;

// A year of four digits from 1800 on; 0 when the text is none.
int year_of(std::string_view text) {
    constexpr int year_min = 1800;
    constexpr int year_max = 2100;
    const auto year = base::parse_number<int>(base::trim(text));
    return year && *year >= year_min && *year <= year_max ? *year : 0;
}

// "Between Aug. and Sep. 1977": the one year that stands in a text that we cannot read; 0 when there is none
// or two.
int only_year_in(std::string_view text) {
    int found = 0;
    for (std::size_t at = 0; at + 4 <= text.size(); ++at) {
        const int year = year_of(text.substr(at, 4));
        if (year == 0) {
            continue;
        }
        if (found != 0 && found != year) {
            return 0;
        }
        found = year;
    }
    return found;
}

base::PartialDate date_from_words(const std::string& words, const EntryUnderWay& entry) {
    if (auto date = base::parse_partial_date(words); date) {
        return *date;
    }
    base::PartialDate date;
    const bool other_calendar = base::ascii_ifind(words, "hijri") != std::string::npos;
    if (const int year = other_calendar ? 0 : only_year_in(words); year != 0) {
        date = base::whole_year(year);
        entry.note("INDIVIDUAL_DATE_OF_BIRTH", words, "read as the whole year that the words name");
    } else {
        entry.warn("INDIVIDUAL_DATE_OF_BIRTH", words, "a date of birth that we cannot read; kept as text");
    }
    date.source_text = words;
    return date;
}

// The date of DATE, YEAR, FROM_YEAR and TO_YEAR; unknown when there is none. Clears the note when it is read.
base::PartialDate structured_date(const XmlNode& node, std::string& note) {
    base::PartialDate date;
    const std::string day = node.value("DATE");
    const int year = year_of(node.value("YEAR"));
    const int year_from = year_of(node.value("FROM_YEAR"));
    const int year_to = year_of(node.value("TO_YEAR"));
    if (const auto exact = base::parse_iso_date_prefix(day); exact) {
        date = base::on_day(*exact);
    } else if (const auto words = base::parse_partial_date(day); words) {
        date = *words;
    } else if (year != 0) {
        date = base::whole_year(year);
        // YEAR 1958 with NOTE "Sep."
        if (const auto month = base::parse_partial_date(note + " " + node.value("YEAR"));
            month && !note.empty()) {
            date = *month;
            note.clear();
        }
    } else if (year_from != 0 && year_to >= year_from) {
        date = base::year_range(year_from, year_to);
        date.source_text = fmt::format("between {} and {}", year_from, year_to);
    } else if (year_from != 0 || year_to != 0) {
        date = base::whole_year(year_from != 0 ? year_from : year_to);
        date.circa = true;
        date.source_text = fmt::format("between {} and {}", node.value("FROM_YEAR"), node.value("TO_YEAR"));
    }
    return date;
}

void append_note(std::string& note, std::string_view more) {
    if (!more.empty()) {
        note += (note.empty() ? "" : "; ") + std::string(more);
    }
}

}  // namespace

std::string joined_with_commas(std::vector<std::string> parts) {
    std::erase(parts, "");
    return base::join(parts, ", ");
}

void add_un_birth_date(const XmlNode& node, const EntryUnderWay& entry) {
    std::string note = node.value("NOTE");
    const std::string type = base::ascii_lower(node.value("TYPE_OF_DATE"));
    const std::string day = node.value("DATE");
    BirthDate birth;
    birth.date = structured_date(node, note);
    if (!birth.date.known()) {
        const std::string words = day.empty() ? note : day;
        if (day.empty()) {
            note.clear();
        }
        if (words.empty()) {
            if (const std::string years =
                    joined_with_commas({node.value("YEAR"), node.value("FROM_YEAR"), node.value("TO_YEAR")});
                !years.empty()) {
                birth.date = date_from_words(years, entry);
                entry.listing.birth_dates.push_back(birth);
            }
            keep_unread(node, {"TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE"}, entry);
            return;
        }
        birth.date = date_from_words(words, entry);
    }
    birth.date.circa =
        birth.date.circa || type.starts_with("approx") || base::ascii_istarts_with(note, "approx");
    if (birth.date.source_text.empty()) {
        birth.date.source_text = base::to_string(birth.date);
    }
    birth.note = note;
    entry.listing.birth_dates.push_back(std::move(birth));
    keep_unread(node, {"TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE"}, entry);
}

void add_un_birth_place(const XmlNode& node, const EntryUnderWay& entry) {
    model::Place place;
    place.city = node.value("CITY");
    place.region = node.value("STATE_PROVINCE");
    place.country = model::country_from_text(node.value("COUNTRY"));
    place.text = joined_with_commas(
        {node.value("STREET"), place.city, place.region, place.country.text, node.value("NOTE")});
    if (!place.text.empty()) {
        entry.listing.birth_places.push_back(std::move(place));
    }
    keep_unread(node, {"STREET", "CITY", "STATE_PROVINCE", "COUNTRY", "NOTE"}, entry);
}

void add_un_alias_birth(const XmlNode& node, std::string_view alias, const EntryUnderWay& entry) {
    const std::string note = fmt::format("of the alias {}", alias);
    if (const std::string date = node.value("DATE_OF_BIRTH"); !date.empty()) {
        BirthDate birth;
        if (const auto exact = base::parse_iso_date_prefix(date); exact) {
            birth.date = base::on_day(*exact);
            birth.date.source_text = date;
        } else {
            birth.date = date_from_words(date, entry);
        }
        birth.note = note;
        entry.listing.birth_dates.push_back(std::move(birth));
    }
    model::Place place;
    place.city = node.value("CITY_OF_BIRTH");
    place.country = model::country_from_text(node.value("COUNTRY_OF_BIRTH"));
    place.text = joined_with_commas({place.city, place.country.text});
    if (!place.text.empty()) {
        place.text += " (" + note + ")";
        entry.listing.birth_places.push_back(std::move(place));
    }
}

void add_un_document(const XmlNode& node, const EntryUnderWay& entry) {
    const std::string type = node.value("TYPE_OF_DOCUMENT");
    const std::string type2 = node.value("TYPE_OF_DOCUMENT2");
    const std::string published = node.value("NUMBER");
    const std::string note = node.value("NOTE");
    const std::string city = node.value("CITY_OF_ISSUE");
    const std::string issuing = node.value("ISSUING_COUNTRY");
    const std::string country = node.value("COUNTRY_OF_ISSUE");
    keep_unread(node,
                {"TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "NUMBER", "NOTE", "CITY_OF_ISSUE",
                 "ISSUING_COUNTRY", "COUNTRY_OF_ISSUE", "DATE_OF_ISSUE"},
                entry);
    const std::string all = flattened(node);
    if (all.empty()) {
        return;  // an empty placeholder
    }
    // The number is in NUMBER, else somewhere in the second type, else in the note.
    std::string source = published;
    DocumentNumber read = read_document_number(published);
    if (read.value.empty() && published.empty()) {
        source = type2;
        read = read_document_number(type2);
        if (read.value.empty()) {
            source = note;
            read = read_document_number(note);
        }
    }
    if (read.value.empty() && published.empty()) {
        entry.keep("INDIVIDUAL_DOCUMENT", all);
        entry.warn("INDIVIDUAL_DOCUMENT", all, "a document without a number; kept as text");
        return;
    }
    Identifier document;
    document.value = read.value.empty() ? published : read.value;
    document.type_text = type2.empty() || source == type2 || base::ascii_iequals(type, type2)
                             ? joined_with_commas({type, source == published ? "" : read.words})
                             : joined_with_commas({type, type2});
    document.source_text = document.value == source ? std::string() : source;
    const auto kind = [](std::string_view words) { return document_kind(words); };
    document.kind =
        kind(read.words)
            .value_or(kind(type2).value_or(
                kind(note.size() < 24 ? note : "").value_or(kind(type).value_or(IdentifierKind::other))));
    document.issuer = !issuing.empty()   ? model::country_from_text(issuing)
                      : !country.empty() ? model::country_from_text(country)
                                         : read.issuer;
    if (const std::string issued = node.value("DATE_OF_ISSUE"); !issued.empty()) {
        if (const auto date = base::parse_partial_date(issued); date) {
            document.issued = *date;
        } else {
            append_note(document.note, "issued " + issued);
        }
    } else {
        document.issued = issue_in(note + "; " + read.remark);
    }
    document.expires = expiry_in(note + "; " + read.remark);
    append_note(document.note, source == note ? std::string_view() : std::string_view(note));
    append_note(document.note, read.value.empty() ? std::string_view() : std::string_view(read.remark));
    append_note(document.note, source == published ? std::string_view(read.words) : std::string_view());
    append_note(document.note, city.empty() ? "" : "issued in " + city);
    append_note(document.note, !issuing.empty() && !country.empty() && issuing != country
                                   ? "country of issue " + country
                                   : std::string());
    if (!document.source_text.empty()) {
        entry.note("INDIVIDUAL_DOCUMENT", source, "the number was taken out of the words around it");
    }
    entry.listing.identifiers.push_back(std::move(document));
}

void add_un_address(const XmlNode& node, const EntryUnderWay& entry) {
    model::Address address;
    if (const std::string street = node.value("STREET"); !street.empty()) {
        address.lines.push_back(street);
    }
    address.city = node.value("CITY");
    address.region = node.value("STATE_PROVINCE");
    address.postal_code = node.value("ZIP_CODE");
    address.country = model::country_from_text(node.value("COUNTRY"));
    address.note = node.value("NOTE");
    if (address != model::Address{}) {
        entry.listing.addresses.push_back(std::move(address));
    }
    keep_unread(node, {"STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE"}, entry);
}

}  // namespace cordon::lists
