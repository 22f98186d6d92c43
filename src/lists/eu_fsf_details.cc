#include "lists/eu_fsf_details.h"

#include <algorithm>

#include "base/parse.h"
#include "base/strings.h"
#include "model/country.h"

namespace cordon::lists::eu_fsf {

namespace {

using codec::XmlNode;
using model::IdentifierKind;
using model::Listing;

int number_of(const std::string& text) {
    const auto number = base::parse_number<int>(text);
    return number ? *number : 0;
}

model::Country country_of(const XmlNode& node) {
    const auto code = base::ascii_upper(node.attribute("countryIso2Code"));
    auto description = node.attribute("countryDescription");
    if (base::ascii_iequals(description, "UNKNOWN")) {
        description.clear();
    }
    if ((code.empty() || code == "00") && description.empty()) {
        return {};
    }
    auto country = model::country_from_text(description);
    if (!model::country_name(code).empty()) {
        country.code = code;
    }
    if (country.text.empty()) {
        country.text = country.code.empty() ? code : std::string(model::country_name(country.code));
    }
    return country;
}

base::PartialDate partial_of(const std::string& text, std::string_view field, EntryReport& report) {
    const auto day = day_of(text, field, report);
    auto partial = base::is_valid(day) ? base::on_day(day) : base::PartialDate{};
    partial.source_text = text;
    return partial;
}

struct BirthNumbers {
    int year = 0;
    int month = 0;
    int day = 0;
    int year_from = 0;
    int year_to = 0;
};

std::string birth_source(const BirthNumbers& numbers, bool circa, const std::string& calendar) {
    std::string text = circa ? "circa " : "";
    if (numbers.year_from != 0 || numbers.year_to != 0) {
        text += std::to_string(numbers.year_from) + " to " + std::to_string(numbers.year_to);
    } else {
        text += std::to_string(numbers.year);
        for (const int part : {numbers.month, numbers.day}) {
            if (part != 0) {
                text += (part < 10 ? "-0" : "-") + std::to_string(part);
            }
        }
    }
    return calendar == "GREGORIAN" || calendar.empty() ? text : text + " (" + calendar + " calendar)";
}

bool is_year(int year) {
    return year >= 1 && year <= 9999;
}

// Nothing when the numbers are no date.
base::PartialDate gregorian_date(const BirthNumbers& numbers) {
    if (is_year(numbers.year_from) && is_year(numbers.year_to) && numbers.year_from <= numbers.year_to) {
        return base::year_range(numbers.year_from, numbers.year_to);
    }
    if (!is_year(numbers.year)) {
        const int either = std::max(numbers.year_from, numbers.year_to);
        return is_year(either) ? base::whole_year(either) : base::PartialDate{};
    }
    if (const auto day = base::make_date(numbers.year, numbers.month, numbers.day)) {
        return base::on_day(*day);
    }
    const bool month_known = numbers.month >= 1 && numbers.month <= 12 && numbers.day == 0;
    return month_known ? base::whole_month(numbers.year, numbers.month) : base::whole_year(numbers.year);
}

void read_birth_date(const XmlNode& node, Listing& listing, EntryReport& report) {
    const bool circa = base::ascii_iequals(node.attribute("circa"), "true");
    const auto calendar = base::ascii_upper(node.attribute("calendarType"));
    const auto note = remarks_of(node);
    const auto day = node.attribute("birthdate");
    BirthNumbers numbers{.year = number_of(node.attribute("year")),
                         .month = number_of(node.attribute("monthOfYear")),
                         .day = number_of(node.attribute("dayOfMonth")),
                         .year_from = number_of(node.attribute("yearRangeFrom")),
                         .year_to = number_of(node.attribute("yearRangeTo"))};
    const bool says_year = numbers.year != 0 || numbers.year_from != 0 || numbers.year_to != 0;
    if (day.empty() && !says_year) {
        if (!note.empty()) {
            listing.birth_dates.push_back(
                {base::PartialDate{.from = {}, .to = {}, .circa = circa, .source_text = note}, note});
            report.warn("birthdate/remark", note, "the birth date is only told in words and was not read");
        }
        return;
    }
    const auto source = day.empty() ? birth_source(numbers, circa, calendar) : (circa ? "circa " : "") + day;
    const auto iso = base::parse_iso_date_prefix(day);
    const bool gregorian = calendar.empty() || calendar == "GREGORIAN";
    if (!iso && !gregorian) {
        if (calendar == "ISLAMIC" && numbers.year > 1200 && numbers.year < 1600) {
            report.note("birthdate", source,
                        "a year of the Islamic calendar was read as lunar and as solar year");
            add_islamic_year(numbers.year, source, note, listing);
        } else {
            report.warn("birthdate", source, "the calendar is not one that this reader converts");
            listing.birth_dates.push_back(
                {base::PartialDate{.from = {}, .to = {}, .circa = circa, .source_text = source}, note});
        }
        return;
    }
    model::BirthDate birth{iso ? base::on_day(*iso) : gregorian_date(numbers), note};
    if (!iso && numbers.year_from != 0 && numbers.year != 0) {
        add_note(birth.note, "year " + std::to_string(numbers.year));
    }
    birth.date.circa = circa;
    birth.date.source_text = source;
    if (!birth.date.known() || (!iso && !day.empty())) {
        report.warn("birthdate", source,
                    "the birth date could not be read as a day and is kept as far as it could");
    }
    listing.birth_dates.push_back(std::move(birth));
}

IdentifierKind contact_kind(std::string_view key) {
    if (base::ascii_ifind(key, "mail") != std::string_view::npos) {
        return IdentifierKind::email;
    }
    if (base::ascii_ifind(key, "web") != std::string_view::npos ||
        base::ascii_ifind(key, "url") != std::string_view::npos) {
        return IdentifierKind::website;
    }
    if (base::ascii_ifind(key, "phone") != std::string_view::npos ||
        base::ascii_ifind(key, "mobile") != std::string_view::npos) {
        return IdentifierKind::phone;
    }
    return IdentifierKind::other;
}

IdentifierKind identifier_kind(std::string_view code) {
    struct Row {
        std::string_view code;
        IdentifierKind kind;
    };
    constexpr Row rows[] = {
        {"passport", IdentifierKind::passport},
        {"id", IdentifierKind::national_id},
        {"ssn", IdentifierKind::social_security},
        {"unssn", IdentifierKind::social_security},
        {"regnumber", IdentifierKind::registration},
        {"tradelic", IdentifierKind::registration},
        {"fiscalcode", IdentifierKind::tax},
        {"taxid", IdentifierKind::tax},
        {"euvat", IdentifierKind::tax},
        {"imo", IdentifierKind::imo},
        {"swiftbic", IdentifierKind::bic},
        {"birthcert", IdentifierKind::birth_certificate},
        {"lei", IdentifierKind::lei},
        {"drivinglicence", IdentifierKind::driving_licence},
        {"visa", IdentifierKind::visa},
        {"iban", IdentifierKind::iban},
    };
    for (const auto& row : rows) {
        if (base::ascii_iequals(code, row.code)) {
            return row.kind;
        }
    }
    return IdentifierKind::other;
}

std::string identifier_note(const XmlNode& node) {
    std::string note;
    struct Flag {
        std::string_view attribute;
        std::string_view said;
    };
    constexpr Flag flags[] = {{"knownFalse", "known to be false"},
                              {"knownExpired", "known to be expired"},
                              {"reportedLost", "reported lost"},
                              {"revokedByIssuer", "revoked by issuer"},
                              {"diplomatic", "diplomatic"}};
    for (const auto& flag : flags) {
        if (base::ascii_iequals(node.attribute(flag.attribute), "true")) {
            add_note(note, flag.said);
        }
    }
    for (const auto& [attribute, said] :
         {std::pair{"nameOnDocument", "in the name of "}, std::pair{"issuedBy", "issued by "},
          std::pair{"region", "region "}, std::pair{"validFrom", "valid from "}}) {
        if (const auto value = node.attribute(attribute); !value.empty()) {
            add_note(note, said + value);
        }
    }
    add_note(note, remarks_of(node));
    return note;
}

}  // namespace

std::string remarks_of(const XmlNode& node) {
    std::vector<std::string> remarks;
    for (const auto& remark : node.children("remark")) {
        add_text(remarks, remark.value());
    }
    return base::join(remarks, "; ");
}

base::Date day_of(const std::string& text, std::string_view field, EntryReport& report) {
    if (text.empty()) {
        return {};
    }
    const auto day = base::parse_iso_date_prefix(text);
    if (!day) {
        report.warn(field, text, "the date could not be read, the field stays empty");
        return {};
    }
    return *day;
}

void read_regulation(const XmlNode& node, Listing& listing, EntryReport& report) {
    add_text(listing.legal_bases, node.attribute("numberTitle"));
    if (node.name() == "regulation") {
        add_text(listing.programmes, node.attribute("programme"));
        add_text(listing.links, node.value("publicationUrl"));
        add_text(listing.reasons, remarks_of(node));
    } else {
        add_text(listing.links, node.attribute("publicationUrl"));
    }
    for (const auto& corrigendum : node.children("corrigendum")) {
        read_regulation(corrigendum, listing, report);
    }
    const auto published = day_of(node.attribute("publicationDate"), "publicationDate", report);
    listing.updated_on = std::max(listing.updated_on, published);
    keep_unread(node,
                {"regulationType", "organisationType", "publicationDate", "entryIntoForceDate", "numberTitle",
                 "programme", "publicationUrl", "logicalId"},
                {"publicationUrl", "corrigendum", "remark"}, listing, report);
}

void read_summaries(const XmlNode& node, Listing& listing, EntryReport& report) {
    for (const auto& summary : node.children("regulationSummary")) {
        read_regulation(summary, listing, report);
    }
    for (const auto& added : node.children("additionalInformation")) {
        add_text(listing.further,
                 "additionalInformation " + added.attribute("key") + ": " + added.attribute("value"));
    }
}

void read_birth(const XmlNode& node, Listing& listing, EntryReport& report) {
    read_birth_date(node, listing, report);
    model::Place place;
    place.city = node.attribute("city");
    place.region = node.attribute("region");
    place.country = country_of(node);
    std::vector<std::string> said;
    for (const auto& text :
         {place.city, node.attribute("place"), node.attribute("zipCode"), place.region, place.country.text}) {
        add_text(said, text);
    }
    place.text = base::join(said, ", ");
    const auto& places = listing.birth_places;
    if (!place.text.empty() && std::find(places.begin(), places.end(), place) == places.end()) {
        listing.birth_places.push_back(std::move(place));
    }
    read_summaries(node, listing, report);
    keep_unread(node,
                {"circa", "calendarType", "city", "zipCode", "birthdate", "dayOfMonth", "monthOfYear", "year",
                 "yearRangeFrom", "yearRangeTo", "region", "place", "countryIso2Code", "countryDescription",
                 "regulationLanguage", "logicalId"},
                {"remark", "regulationSummary", "additionalInformation"}, listing, report);
}

void read_address(const XmlNode& node, Listing& listing, EntryReport& report) {
    model::Address address;
    for (const auto& line : {node.attribute("street"), node.attribute("place")}) {
        add_text(address.lines, line);
    }
    if (const auto box = node.attribute("poBox"); !box.empty()) {
        address.lines.push_back("PO box " + box);
    }
    address.city = node.attribute("city");
    address.region = node.attribute("region");
    address.postal_code = node.attribute("zipCode");
    address.country = country_of(node);
    address.note = remarks_of(node);
    if (base::ascii_iequals(node.attribute("asAtListingTime"), "true")) {
        add_note(address.note, "as at listing time");
    }
    const auto& addresses = listing.addresses;
    if (address != model::Address{} &&
        std::find(addresses.begin(), addresses.end(), address) == addresses.end()) {
        listing.addresses.push_back(std::move(address));
    }
    for (const auto& contact : node.children("contactInfo")) {
        model::Identifier identifier;
        identifier.type_text = contact.attribute("key");
        identifier.kind = contact_kind(identifier.type_text);
        identifier.value = contact.attribute("value");
        if (!identifier.value.empty()) {
            listing.identifiers.push_back(std::move(identifier));
        }
    }
    read_summaries(node, listing, report);
    keep_unread(node,
                {"city", "street", "poBox", "zipCode", "region", "place", "asAtListingTime",
                 "countryIso2Code", "countryDescription", "regulationLanguage", "logicalId"},
                {"remark", "regulationSummary", "additionalInformation", "contactInfo"}, listing, report);
}

void read_identification(const XmlNode& node, Listing& listing, EntryReport& report) {
    model::Identifier identifier;
    const auto code = node.attribute("identificationTypeCode");
    const auto description = node.attribute("identificationTypeDescription");
    identifier.kind = identifier_kind(code);
    identifier.type_text = description.empty() ? code : description;
    identifier.issuer = country_of(node);
    identifier.issued = partial_of(node.attribute("issueDate"), "issueDate", report);
    identifier.expires = partial_of(node.attribute("validTo"), "validTo", report);
    identifier.note = identifier_note(node);
    const auto number = node.attribute("number");
    const auto latin = node.attribute("latinNumber");
    if (identifier.kind == IdentifierKind::imo && !is_ship_imo_number(number)) {
        add_note(identifier.note, "not a ship's number: an IMO company number");
    }
    identifier.value = number.empty() ? latin : number;
    if (identifier.value.empty()) {
        add_text(listing.further, "identification " + identifier.type_text + ": " + all_text(node));
        report.warn("identification", identifier.note, "an identification without a number is kept as text");
    } else {
        listing.identifiers.push_back(identifier);
        if (!latin.empty() && latin != identifier.value) {
            add_note(identifier.note, "in Latin letters");
            identifier.source_text = identifier.value;
            identifier.value = latin;
            listing.identifiers.push_back(std::move(identifier));
        }
    }
    read_summaries(node, listing, report);
    keep_unread(node,
                {"diplomatic", "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer", "issueDate",
                 "issuedBy", "latinNumber", "nameOnDocument", "number", "validFrom", "validTo", "region",
                 "identificationTypeCode", "identificationTypeDescription", "countryIso2Code",
                 "countryDescription", "regulationLanguage", "logicalId"},
                {"remark", "regulationSummary", "additionalInformation"}, listing, report);
}

void read_citizenship(const XmlNode& node, Listing& listing, EntryReport& report) {
    add_country(listing.nationalities, country_of(node));
    for (const auto& [attribute, said] : {std::pair{"acquisitionDate", "citizenship acquired"},
                                          std::pair{"disenfranchisementDate", "citizenship lost"},
                                          std::pair{"region", "citizenship region"}}) {
        if (const auto value = node.attribute(attribute); !value.empty()) {
            add_text(listing.further, std::string(said) + ": " + value);
        }
    }
    if (const auto remark = remarks_of(node); !remark.empty()) {
        add_text(listing.further, "citizenship remark: " + remark);
    }
    read_summaries(node, listing, report);
    keep_unread(node,
                {"acquisitionDate", "disenfranchisementDate", "region", "countryIso2Code",
                 "countryDescription", "regulationLanguage", "logicalId"},
                {"remark", "regulationSummary", "additionalInformation"}, listing, report);
}

}  // namespace cordon::lists::eu_fsf
