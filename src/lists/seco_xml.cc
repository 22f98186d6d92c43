#include "lists/seco_xml.h"

#include <algorithm>
#include <map>

#include "base/date.h"
#include "base/parse.h"
#include "base/strings.h"
#include "codec/xml.h"
#include "lists/seco_names.h"
#include "lists/un_reference.h"
#include "lists/xml_entry.h"
#include "model/country.h"

namespace cordon::lists {

namespace {

using codec::XmlNode;
using model::IdentifierKind;
using model::Listing;
using model::PartyKind;

constexpr std::string_view root_name = "swiss-sanctions-list";

// A target with what can only be looked up once the whole file has been read.
struct PendingTarget {
    Listing listing;
    std::vector<std::string> set_ids;
    std::vector<std::string> address_places;  // place-id of listing.addresses[i]
    std::vector<std::string> birth_places;    // place-id of listing.birth_places[i]
    bool delisted = false;
};

struct SanctionsSet {
    std::vector<std::string> programmes;
    std::vector<std::string> measures;
    std::vector<std::string> legal_bases;
};

struct Lookups {
    std::map<std::string, SanctionsSet, std::less<>> sets;
    std::map<std::string, model::Place, std::less<>> places;
};

// English texts of an element, all of them when none is marked English.
std::vector<std::string> english_texts(const XmlNode& node, std::string_view child_name) {
    std::vector<std::string> english;
    std::vector<std::string> all;
    for (const auto& child : node.children(child_name)) {
        const auto language = child.attribute("lang");
        add_text(all, child.value());
        if (language.empty() || language == "eng" || language == "en") {
            add_text(english, child.value());
        }
    }
    return english.empty() ? all : english;
}

void read_program(const XmlNode& program, Lookups& lookups) {
    const auto keys = english_texts(program, "program-key");
    const auto names = english_texts(program, "program-name");
    for (const auto& element : program.children("sanctions-set")) {
        auto& set = lookups.sets[element.attribute("ssid")];
        for (const auto& key : keys) {
            add_text(set.programmes, key);
        }
        for (const auto& name : names) {
            add_text(set.legal_bases, name);
        }
        const auto language = element.attribute("lang");
        if (set.measures.empty() || language.empty() || language == "eng" || language == "en") {
            add_text(set.measures, element.value());
        }
    }
}

model::Country country_of(const XmlNode& node) {
    const auto code = base::ascii_upper(node.attribute("iso-code"));
    auto country = model::country_from_text(node.value());
    if (!model::country_name(code).empty()) {
        country.code = code;
    }
    if (country.text.empty()) {
        country.text = code;
    }
    return country;
}

model::Place place_of(const XmlNode& node) {
    model::Place place;
    place.city = node.value("location");
    place.region = node.value("area");
    place.country = country_of(node.child("country"));
    std::vector<std::string> said;
    for (const auto& text : {place.city, place.region, place.country.text}) {
        add_text(said, text);
    }
    for (const std::string_view variants : {"location-variant", "area-variant"}) {
        for (const auto& variant : node.children(variants)) {
            add_text(said, variant.value());
        }
    }
    place.text = base::join(said, ", ");
    return place;
}

Lookups read_lookups(const XmlNode& root) {
    Lookups lookups;
    for (const auto& node : root.children("sanctions-program")) {
        read_program(node, lookups);
    }
    for (const auto& node : root.children("place")) {
        lookups.places[node.attribute("ssid")] = place_of(node);
    }
    return lookups;
}

std::string joined_remarks(const XmlNode& node) {
    std::string note;
    for (const auto& remark : node.children("remark")) {
        add_note(note, remark.value());
    }
    return note;
}

int number_of(const std::string& text) {
    const auto number = base::parse_number<int>(text);
    return number ? *number : 0;
}

void read_birth_date(const XmlNode& node, const std::string& identity_note, Listing& listing,
                     EntryReport& report) {
    const int year = number_of(node.attribute("year"));
    const int month = number_of(node.attribute("month"));
    const int day = number_of(node.attribute("day"));
    const auto calendar = node.attribute("calendar");
    auto note = identity_note;
    add_note(note, joined_remarks(node));
    const auto quality = node.attribute("quality");
    if (quality == "low") {
        add_note(note, "low quality");
    }
    std::string source = node.attribute("year");
    for (const auto& part : {node.attribute("month"), node.attribute("day")}) {
        source += part.empty() ? "" : "-" + std::string(part.size() == 1 ? "0" : "") + part;
    }
    keep_unread(node, {"ssid", "year", "month", "day", "calendar", "quality"}, {"remark"}, listing, report);
    const bool gregorian = calendar.empty() || base::ascii_iequals(calendar, "Gregorian");
    if (!gregorian) {
        source += " (" + calendar + " calendar)";
        if (year > 1200 && year < 1600) {
            report.note("day-month-year", source,
                        "a year of the Islamic calendar was read as lunar and as solar year");
            add_islamic_year(year, source, note, listing);
            return;
        }
    }
    model::BirthDate birth{{}, note};
    if (gregorian && year >= 1 && year <= 9999) {
        const auto whole = base::make_date(year, month, day);
        birth.date = whole                                   ? base::on_day(*whole)
                     : month >= 1 && month <= 12 && day == 0 ? base::whole_month(year, month)
                                                             : base::whole_year(year);
    }
    birth.date.source_text = source;
    if (!birth.date.known() || (day != 0 && birth.date.from != birth.date.to)) {
        report.warn("day-month-year", source,
                    "no such day; the birth date is kept as far as it could be read");
    }
    listing.birth_dates.push_back(std::move(birth));
}

void read_address(const XmlNode& node, const std::string& identity_note, PendingTarget& target,
                  EntryReport& report) {
    model::Address address;
    for (const std::string_view line : {"c-o", "address-details", "p-o-box"}) {
        for (const auto& child : node.children(line)) {
            const std::string prefix = line == "c-o" ? "c/o " : line == "p-o-box" ? "PO box " : "";
            if (const auto text = child.value(); !text.empty()) {
                address.lines.push_back(prefix + text);
            }
        }
    }
    address.postal_code = node.value("zip-code");
    address.note = identity_note;
    add_note(address.note, joined_remarks(node));
    if (node.attribute("quality") == "low") {
        add_note(address.note, "low quality");
    }
    target.listing.addresses.push_back(std::move(address));
    target.address_places.push_back(node.attribute("place-id"));
    keep_unread(node, {"ssid", "place-id", "quality", "main"},
                {"c-o", "address-details", "p-o-box", "zip-code", "remark"}, target.listing, report);
}

base::PartialDate document_date(const XmlNode& node, std::string_view child, EntryReport& report) {
    const auto text = node.value(child);
    if (text.empty()) {
        return {};
    }
    const auto date = base::parse_partial_date(text);
    if (!date) {
        report.warn(child, text, "the date could not be read and is kept as text");
        return base::PartialDate{.from = {}, .to = {}, .circa = false, .source_text = text};
    }
    return *date;
}

IdentifierKind document_kind(std::string_view type) {
    struct Row {
        std::string_view word;
        IdentifierKind kind;
    };
    constexpr Row rows[] = {{"passport", IdentifierKind::passport},
                            {"id-card", IdentifierKind::national_id},
                            {"identity", IdentifierKind::national_id},
                            {"driving", IdentifierKind::driving_licence},
                            {"driver", IdentifierKind::driving_licence},
                            {"visa", IdentifierKind::visa},
                            {"birth", IdentifierKind::birth_certificate},
                            {"social", IdentifierKind::social_security},
                            {"tax", IdentifierKind::tax}};
    for (const auto& row : rows) {
        if (base::ascii_ifind(type, row.word) != std::string_view::npos) {
            return row.kind;
        }
    }
    return IdentifierKind::other;
}

void read_document(const XmlNode& node, const std::string& identity_note, Listing& listing,
                   EntryReport& report) {
    model::Identifier identifier;
    identifier.type_text = node.attribute("document-type");
    identifier.kind = document_kind(identifier.type_text);
    identifier.value = node.value("number");
    const auto issuer = node.child("issuer");
    identifier.issuer = model::country_from_text(issuer.value());
    if (const auto code = base::ascii_upper(issuer.attribute("code")); !model::country_name(code).empty()) {
        identifier.issuer.code = code;
    }
    identifier.issued = document_date(node, "date-of-issue", report);
    identifier.expires = document_date(node, "expiry-date", report);
    identifier.note = identity_note;
    add_note(identifier.note, joined_remarks(node));
    if (identifier.value.empty()) {
        add_text(listing.further, "identification-document: " + all_text(node));
        report.warn("identification-document", all_text(node), "a document without a number is kept as text");
    } else {
        listing.identifiers.push_back(std::move(identifier));
    }
    keep_unread(node, {"ssid", "document-type"},
                {"number", "issuer", "date-of-issue", "expiry-date", "remark"}, listing, report);
}

void read_identity(const XmlNode& identity, bool main, PendingTarget& target, EntryReport& report) {
    auto& listing = target.listing;
    const auto note = main ? std::string() : "identity " + identity.attribute("ssid");
    for (const auto& node : identity.children()) {
        const auto name = node.name();
        if (name == "name") {
            seco::read_name(node, note, listing, report);
        } else if (name == "nationality") {
            for (const auto& country : node.children("country")) {
                add_country(listing.nationalities, country_of(country));
            }
            keep_unread(node, {"ssid"}, {"country"}, listing, report);
        } else if (name == "day-month-year") {
            read_birth_date(node, note, listing, report);
        } else if (name == "place-of-birth") {
            listing.birth_places.emplace_back();
            target.birth_places.push_back(node.attribute("place-id"));
            keep_unread(node, {"ssid", "place-id", "quality"}, {}, listing, report);
        } else if (name == "address") {
            read_address(node, note, target, report);
        } else if (name == "identification-document") {
            read_document(node, note, listing, report);
        }
    }
    keep_unread(
        identity, {"ssid", "main"},
        {"name", "nationality", "day-month-year", "place-of-birth", "address", "identification-document"},
        listing, report);
}

void add_imo_numbers(const std::string& text, Listing& listing) {
    // In a ship's record every number is its own; in a company's only one that the text begins with.
    if (listing.kind != PartyKind::vessel && !base::ascii_istarts_with(text, "IMO")) {
        return;
    }
    for (const auto& number : imo_numbers_in(text)) {
        model::Identifier identifier;
        identifier.kind = IdentifierKind::imo;
        identifier.value = number;
        identifier.type_text = "IMO";
        identifier.source_text = text;
        listing.identifiers.push_back(std::move(identifier));
    }
}

PartyKind kind_of(const XmlNode& subject) {
    if (subject.name() == "individual") {
        return PartyKind::person;
    }
    if (subject.name() == "entity") {
        return PartyKind::entity;
    }
    const auto type = base::ascii_lower(subject.attribute("object-type"));
    return type == "vessel"     ? PartyKind::vessel
           : type == "aircraft" ? PartyKind::aircraft
                                : PartyKind::unknown;
}

// individual, entity or object.
void read_subject(const XmlNode& subject, PendingTarget& target, EntryReport& report) {
    auto& listing = target.listing;
    listing.kind = kind_of(subject);
    if (listing.kind == PartyKind::unknown) {
        report.warn("object-type", subject.attribute("object-type"),
                    "unknown kind of party, screened as any kind");
        add_text(listing.further, "object-type: " + subject.attribute("object-type"));
    }
    const auto sex = base::ascii_lower(subject.attribute("sex"));
    listing.gender = sex == "male"     ? model::Gender::male
                     : sex == "female" ? model::Gender::female
                                       : model::Gender::unknown;
    const auto identities = subject.children("identity");
    const bool has_main = std::any_of(identities.begin(), identities.end(),
                                      [](const XmlNode& node) { return node.attribute("main") == "true"; });
    for (std::size_t at = 0; at < identities.size(); ++at) {
        const bool main = has_main ? identities[at].attribute("main") == "true" : at == 0;
        read_identity(identities[at], main, target, report);
    }
    for (const std::string_view element : {"justification", "other-information"}) {
        for (const auto& node : subject.children(element)) {
            const auto text = node.value();
            add_text(listing.reasons, text);
            add_imo_numbers(text, listing);
        }
    }
    for (const auto& node : subject.children("relation")) {
        listing.relations.push_back(
            {node.attribute("relation-type"), node.attribute("target-id"), joined_remarks(node)});
        keep_unread(node, {"ssid", "relation-type", "target-id"}, {"remark"}, listing, report);
    }
    keep_unread(subject, {"ssid", "sex", "object-type"},
                {"identity", "justification", "other-information", "relation"}, listing, report);
}

base::Date date_of(const XmlNode& modification) {
    for (const std::string_view attribute : {"effective-date", "publication-date", "enactment-date"}) {
        if (const auto day = base::parse_iso_date_prefix(modification.attribute(attribute))) {
            return *day;
        }
    }
    return {};
}

void read_history(const XmlNode& element, PendingTarget& target, EntryReport& report) {
    const auto modifications = element.children("modification");
    if (modifications.empty()) {
        report.warn("modification", "", "the target has no history and is taken as listed");
        return;
    }
    auto newest = modifications.front();
    for (const auto& modification : modifications) {
        if (date_of(modification) > date_of(newest)) {
            newest = modification;
            report.warn("modification", modification.attribute("modification-type"),
                        "the history is not in order of time; its latest date counts");
        }
        if (modification.attribute("modification-type") == "listed") {
            target.listing.listed_on = std::max(target.listing.listed_on, date_of(modification));
        }
    }
    target.listing.updated_on = date_of(newest);
    const auto type = newest.attribute("modification-type");
    target.delisted = type == "de-listed";
    if (type != "listed" && type != "amended" && type != "de-listed") {
        report.warn("modification-type", type, "unknown modification, the target is taken as listed");
    }
}

std::string foreign_reference(const std::string& text) {
    if (const auto un = canonical_un_reference(text); !un.empty()) {
        return "un:" + un;
    }
    return (text.starts_with("EU.") ? "eu:" : "foreign:") + text;
}

PendingTarget read_target(const XmlNode& element, std::size_t position, EntryReport& report) {
    PendingTarget target;
    auto& listing = target.listing;
    listing.id = element.attribute("ssid");
    const bool numbered = !listing.id.empty();
    if (!numbered) {
        listing.id = "position:" + std::to_string(position);
    }
    report.begin(listing.id);
    if (!numbered) {
        report.warn("target", "", "the target has no ssid, its position in the file stands in for it");
    }
    read_history(element, target, report);
    for (const auto& node : element.children("sanctions-set-id")) {
        add_text(target.set_ids, node.value());
    }
    for (const auto& node : element.children("foreign-identifier")) {
        if (const auto text = node.value(); !text.empty()) {
            add_text(listing.cross_references, foreign_reference(text));
        }
    }
    for (const std::string_view kind : {"individual", "entity", "object"}) {
        for (const auto& subject : element.children(kind)) {
            read_subject(subject, target, report);
        }
    }
    for (const auto& node : element.children("generic-attribute")) {
        add_text(listing.further, "generic-attribute " + all_text(node));
    }
    put_primary_first(listing.names);
    if (listing.names.empty()) {
        report.warn("name", "", "the target has no name; its number stands in for one");
        model::ListedName name;
        name.text = listing.id;
        name.note = "no name published";
        listing.names.push_back(std::move(name));
    }
    keep_unread(element, {"ssid"},
                {"sanctions-set-id", "foreign-identifier", "individual", "entity", "object", "modification",
                 "generic-attribute"},
                listing, report);
    return target;
}

model::Place look_up_place(const std::string& id, const Lookups& lookups, EntryReport& report) {
    const auto found = lookups.places.find(id);
    if (found != lookups.places.end()) {
        return found->second;
    }
    if (!id.empty()) {
        report.warn("place-id", id, "the file has no place of that number");
    }
    return {};
}

void look_up(PendingTarget& target, const Lookups& lookups, EntryReport& report) {
    auto& listing = target.listing;
    report.begin(listing.id);
    for (const auto& id : target.set_ids) {
        const auto found = lookups.sets.find(id);
        if (found == lookups.sets.end()) {
            add_text(listing.further, "sanctions-set-id: " + id);
            report.warn("sanctions-set-id", id, "the file has no sanctions set of that number");
            continue;
        }
        for (const auto& programme : found->second.programmes) {
            add_text(listing.programmes, programme);
        }
        for (const auto& measure : found->second.measures) {
            add_text(listing.measures, measure);
        }
        for (const auto& legal_basis : found->second.legal_bases) {
            add_text(listing.legal_bases, legal_basis);
        }
    }
    for (std::size_t at = 0; at < listing.addresses.size(); ++at) {
        auto place = look_up_place(target.address_places[at], lookups, report);
        listing.addresses[at].city = std::move(place.city);
        listing.addresses[at].region = std::move(place.region);
        listing.addresses[at].country = std::move(place.country);
    }
    for (std::size_t at = 0; at < listing.birth_places.size(); ++at) {
        listing.birth_places[at] = look_up_place(target.birth_places[at], lookups, report);
    }
    std::erase(listing.birth_places, model::Place{});
}

struct Header {
    std::string type;
    base::Date published;
};

base::Result<Header> read_header(const XmlNode& root, EntryReport& report) {
    Header header{.type = root.attribute("list-type"), .published = {}};
    if (header.type != "whole-list" && header.type != "amendment") {
        return base::fail(base::ErrorCode::unsupported,
                          "list-type is '" + base::shown(header.type) +
                              "', this reader knows 'whole-list' and 'amendment'");
    }
    const auto date = base::parse_iso_date_prefix(root.attribute("date"));
    if (date) {
        header.published = *date;
    } else {
        report.warn("date", root.attribute("date"), "the file does not say when it was published");
    }
    return header;
}

void settle(PendingTarget target, const Header& header, ParsedList& list, EntryReport& report) {
    report.begin(target.listing.id);
    if (target.delisted && base::is_valid(header.published) && target.listing.updated_on > header.published) {
        target.delisted = false;
        report.note("modification", base::to_string(target.listing.updated_on),
                    "the de-listing takes effect after the date of the file, still listed");
    }
    if (!target.delisted) {
        list.listings.push_back(std::move(target.listing));
    } else if (list.delta) {
        list.delta->removed.push_back(std::move(target.listing.id));
    } else {
        report.note("modification", model::shown_name(target.listing),
                    "de-listed, not a listing of this version");
    }
}

}  // namespace

base::Result<ParsedList> read_seco_xml(std::string_view bytes) {
    CORDON_ASSIGN(const auto root, codec::peek_xml_root(bytes));
    if (root.name != root_name || !root.name_space.empty()) {
        return base::fail(base::ErrorCode::unsupported, "the root element is '" + base::shown(root.name) +
                                                            "', the Swiss list has '" +
                                                            std::string(root_name) + "' without a namespace");
    }
    ParsedList list;
    list.format = ListFormat::seco_xml;
    list.list = "ch";
    EntryReport report(list.diagnostics);
    std::vector<PendingTarget> targets;
    CORDON_ASSIGN(const auto rest,
                  codec::read_xml_records(bytes, {"target"}, [&](const XmlNode& element) -> base::Status {
                      targets.push_back(read_target(element, targets.size() + 1, report));
                      return {};
                  }));
    report.begin("");
    CORDON_ASSIGN(const auto header, read_header(rest.root(), report));
    if (base::is_valid(header.published)) {
        list.published = header.published;
    }
    if (header.type == "amendment") {
        list.delta.emplace();
    } else if (targets.empty()) {
        return base::fail(base::ErrorCode::invalid_input,
                          "the Swiss list holds no target; fetch it again, an empty list is never loaded");
    }
    const auto lookups = read_lookups(rest.root());
    for (auto& target : targets) {
        look_up(target, lookups, report);
        settle(std::move(target), header, list, report);
    }
    make_ids_unique(list.listings, report);
    return list;
}

}  // namespace cordon::lists
