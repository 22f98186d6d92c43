#include "lists/uk_xml.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/strings.h"
#include "codec/xml.h"
#include "lists/alias_split.h"
#include "lists/uk_xml_facts.h"
#include "lists/un_reference.h"
#include "lists/unread_fields.h"
#include "model/country.h"
#include "text/script.h"

namespace cordon::lists {

namespace {

using base::ErrorCode;
using codec::XmlNode;
using model::IdentifierKind;
using model::Listing;
using model::NameKind;
using model::NamePartKind;
using model::NameQuality;
using model::PartyKind;

PartyKind party_kind(std::string_view word) {
    if (base::ascii_iequals(word, "individual")) {
        return PartyKind::person;
    }
    if (base::ascii_iequals(word, "entity")) {
        return PartyKind::entity;
    }
    return base::ascii_iequals(word, "ship") ? PartyKind::vessel : PartyKind::unknown;
}

NameQuality strength(std::string_view published, const EntryUnderWay& entry) {
    if (base::ascii_istarts_with(published, "good")) {
        return NameQuality::strong;
    }
    if (base::ascii_istarts_with(published, "low")) {
        return NameQuality::weak;
    }
    if (!published.empty()) {
        entry.warn("AliasStrength", published,
                   "a strength of an alias that we do not know; read as not said");
    }
    return NameQuality::unknown;
}

NameOrigin name_origin(const XmlNode& name, const EntryUnderWay& entry) {
    const std::string type = base::ascii_lower(name.value("NameType"));
    const NameQuality quality = strength(name.value("AliasStrength"), entry);
    const bool has_primary = std::ranges::find(entry.listing.names, NameKind::primary,
                                               &model::ListedName::kind) != entry.listing.names.end();
    if (type == "primary name") {
        return has_primary ? NameOrigin{NameKind::aka, NameQuality::strong, {}, "primary name"}
                           : NameOrigin{NameKind::primary, NameQuality::strong, {}, {}};
    }
    if (type == "primary name variation") {
        return {NameKind::aka, NameQuality::strong, {}, "primary name variation"};
    }
    if (type.starts_with("f") || type.contains("former") || type.contains("previous")) {
        return {NameKind::fka, quality, {}, {}};
    }
    if (type != "alias" && !type.starts_with("a.k.a") && type != "aka") {
        entry.warn("NameType", name.value("NameType"),
                   "a type of name that we do not know; read as an alias");
    }
    return {NameKind::aka, quality, {}, {}};
}

void add_name_element(const XmlNode& node, const EntryUnderWay& entry) {
    static constexpr std::array<std::string_view, 6> fields = {"Name1", "Name2", "Name3",
                                                               "Name4", "Name5", "Name6"};
    std::vector<model::NamePart> parts;
    std::vector<std::string> words;
    for (std::size_t at = 0; at < fields.size(); ++at) {
        if (std::string value = node.value(fields[at]); !value.empty()) {
            const NamePartKind kind = at + 1 == fields.size() ? NamePartKind::family
                                      : at == 0               ? NamePartKind::given
                                                              : NamePartKind::further_given;
            words.push_back(value);
            parts.push_back({kind, std::move(value)});
        }
    }
    keep_unread(node, {"Name1", "Name2", "Name3", "Name4", "Name5", "Name6", "NameType", "AliasStrength"},
                entry);
    const std::string whole = base::join(words, " ");
    if (whole.empty()) {
        return;
    }
    const std::size_t before = entry.listing.names.size();
    const std::size_t names = add_split_names(entry.listing, whole, name_origin(node, entry));
    if (names > 1) {
        entry.note("Name", whole, fmt::format("one value read as {} names", names));
    }
    const bool is_person = entry.listing.kind == PartyKind::person;
    for (std::size_t at = before; at < entry.listing.names.size() && is_person && parts.size() > 1; ++at) {
        if (entry.listing.names[at].text == whole) {
            entry.listing.names[at].parts = parts;
        }
    }
}

void add_names(const XmlNode& record, const EntryUnderWay& entry) {
    for (const XmlNode& names : record.children("Names")) {
        for (const XmlNode& name : names.children("Name")) {
            add_name_element(name, entry);
        }
        keep_unread(names, {"Name"}, entry);
    }
    // The primary name comes first, whatever the order of the file.
    std::ranges::stable_partition(
        entry.listing.names, [](const model::ListedName& name) { return name.kind == NameKind::primary; });
    for (const XmlNode& names : record.children("NonLatinNames")) {
        for (const XmlNode& name : names.children("NonLatinName")) {
            const std::string value = name.value("NameNonLatinScript");
            const std::size_t count =
                add_split_names(entry.listing, value,
                                {NameKind::original_script,
                                 NameQuality::unknown,
                                 base::ascii_lower(name.value("NonLatinScriptLanguage")),
                                 {}});
            if (count > 1) {
                entry.note("NameNonLatinScript", value, fmt::format("one value read as {} names", count));
            }
            entry.keep("NonLatinScriptType", name.value("NonLatinScriptType"));
            keep_unread(name, {"NameNonLatinScript", "NonLatinScriptLanguage", "NonLatinScriptType"}, entry);
        }
        keep_unread(names, {"NonLatinName"}, entry);
    }
}

void add_addresses(const XmlNode& record, const EntryUnderWay& entry) {
    for (const XmlNode& addresses : record.children("Addresses")) {
        for (const XmlNode& node : addresses.children("Address")) {
            model::Address address;
            for (const std::string_view line : {"AddressLine1", "AddressLine2", "AddressLine3",
                                                "AddressLine4", "AddressLine5", "AddressLine6"}) {
                if (std::string value = node.value(line); !value.empty()) {
                    address.lines.push_back(std::move(value));
                }
            }
            address.postal_code = node.value("AddressPostalCode");
            address.country = model::country_from_text(node.value("AddressCountry"));
            if (address != model::Address{}) {
                entry.listing.addresses.push_back(std::move(address));
            }
            keep_unread(node,
                        {"AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4", "AddressLine5",
                         "AddressLine6", "AddressPostalCode", "AddressCountry"},
                        entry);
        }
    }
}

void add_contacts(const XmlNode& record, std::string_view group, std::string_view item, IdentifierKind kind,
                  std::string_view type, const EntryUnderWay& entry) {
    for (const XmlNode& holder : record.children(group)) {
        for (const XmlNode& node : holder.children(item)) {
            if (std::string value = node.value(); !value.empty()) {
                entry.listing.identifiers.push_back(
                    {.kind = kind, .value = std::move(value), .type_text = std::string(type)});
            }
        }
        keep_unread(holder, {item}, entry);
    }
}

void add_references(const XmlNode& record, const EntryUnderWay& entry) {
    if (std::string group = record.value("OFSIGroupID"); !group.empty()) {
        entry.listing.identifiers.push_back(
            {.kind = IdentifierKind::reference, .value = std::move(group), .type_text = "OFSI Group ID"});
    }
    const std::string published = record.value("UNReferenceNumber");
    if (published.empty() || base::ascii_iequals(published, "n/a")) {
        return;
    }
    if (const std::string reference = canonical_un_reference(published); !reference.empty()) {
        add_once(entry.listing.cross_references, "un:" + reference);
    } else {
        entry.keep("UNReferenceNumber", published);
        entry.warn("UNReferenceNumber", published, "not a UN reference; kept as text");
    }
}

void add_prose(const XmlNode& record, const EntryUnderWay& entry) {
    Listing& listing = entry.listing;
    add_once(listing.programmes, record.value("RegimeName"));
    const std::string measures = record.value("SanctionsImposed");
    for (const std::string_view measure : base::split(measures, '|')) {
        add_once(listing.measures, std::string(base::trim(measure)));
    }
    for (const std::string_view field : {"OtherInformation", "UKStatementofReasons"}) {
        for (const XmlNode& node : record.children(field)) {
            const std::string text = base::collapse_whitespace(html_unescaped(html_unescaped(node.text())));
            add_once(listing.reasons, text);
            for (std::string& link : links_in(text)) {
                add_once(listing.links, std::move(link));
            }
        }
    }
    for (const XmlNode& titles : record.children("Titles")) {
        for (const XmlNode& title : titles.children("Title")) {
            add_once(listing.titles, title.value());
        }
    }
    entry.keep("DesignationSource", record.value("DesignationSource"));
    for (const XmlNode& indicators : record.children("SanctionsImposedIndicators")) {
        for (const XmlNode& indicator : indicators.children()) {
            const std::string value = indicator.value();
            if (!value.empty() && !base::ascii_iequals(value, "false") && !base::ascii_iequals(value, "no")) {
                entry.keep(fmt::format("SanctionsImposedIndicators {}", indicator.name()), value);
            }
        }
    }
}

void add_details(const XmlNode& record, const EntryUnderWay& entry) {
    for (const XmlNode& details : record.children("IndividualDetails")) {
        for (const XmlNode& individual : details.children("Individual")) {
            add_uk_individual(individual, entry);
        }
        keep_unread(details, {"Individual"}, entry);
    }
    for (const XmlNode& details : record.children("EntityDetails")) {
        for (const XmlNode& entity : details.children("Entity")) {
            add_uk_entity(entity, entry);
        }
        keep_unread(details, {"Entity"}, entry);
    }
    for (const XmlNode& details : record.children("ShipDetails")) {
        for (const XmlNode& ship : details.children("Ship")) {
            add_uk_ship(ship, entry);
        }
        keep_unread(details, {"Ship"}, entry);
    }
}

class UkReading {
public:
    UkReading() {
        parsed_.format = ListFormat::uk_xml;
        parsed_.list = "uk";
    }

    base::Status add(const XmlNode& record) {
        Listing listing;
        const EntryUnderWay entry{listing, parsed_.diagnostics};
        const std::string published = record.value("UniqueID");
        if (published.empty()) {
            return base::fail(
                ErrorCode::invalid_input,
                fmt::format("designation number {} has no UniqueID; is this the UK Sanctions List as the "
                            "FCDO publishes it?",
                            parsed_.listings.size() + 1));
        }
        const std::uint32_t seen = ++seen_[published];
        listing.id = seen > 1 ? fmt::format("{}#{}", published, seen) : published;
        if (seen > 1) {
            entry.warn("UniqueID", published, "an id that stands on two designations; both are kept");
        }
        listing.kind = party_kind(record.value("IndividualEntityShip"));
        if (listing.kind == PartyKind::unknown) {
            entry.keep("IndividualEntityShip", record.value("IndividualEntityShip"));
            entry.warn("IndividualEntityShip", record.value("IndividualEntityShip"),
                       "a kind of party that we do not "
                       "know");
        }
        add_names(record, entry);
        add_references(record, entry);
        add_addresses(record, entry);
        add_contacts(record, "PhoneNumbers", "PhoneNumber", IdentifierKind::phone, "Phone number", entry);
        add_contacts(record, "EmailAddresses", "EmailAddress", IdentifierKind::email, "Email address", entry);
        add_contacts(record, "Websites", "Website", IdentifierKind::website, "Website", entry);
        add_details(record, entry);
        add_prose(record, entry);
        listing.listed_on = uk_day("DateDesignated", record.value("DateDesignated"), entry);
        listing.updated_on = uk_day("LastUpdated", record.value("LastUpdated"), entry);
        keep_unread(record,
                    {"UniqueID",
                     "IndividualEntityShip",
                     "Names",
                     "NonLatinNames",
                     "OFSIGroupID",
                     "UNReferenceNumber",
                     "Addresses",
                     "PhoneNumbers",
                     "EmailAddresses",
                     "Websites",
                     "IndividualDetails",
                     "EntityDetails",
                     "ShipDetails",
                     "RegimeName",
                     "SanctionsImposed",
                     "OtherInformation",
                     "UKStatementofReasons",
                     "Titles",
                     "DesignationSource",
                     "SanctionsImposedIndicators",
                     "DateDesignated",
                     "LastUpdated"},
                    entry);
        if (listing.names.empty()) {
            entry.warn("Names", "", "a designation without any name; its id stands for it");
            add_new_name(listing, {.text = listing.id,
                                   .kind = NameKind::primary,
                                   .quality = NameQuality::weak,
                                   .note = "no name published"});
        }
        parsed_.listings.push_back(std::move(listing));
        return {};
    }

    base::Result<ParsedList> finish(const XmlNode& root) && {
        if (root.name() != "Designations") {
            return base::fail(
                ErrorCode::invalid_input,
                fmt::format("the UK Sanctions List begins with Designations, this file with {}; is it "
                            "another list?",
                            base::shown(root.name(), 40)));
        }
        if (parsed_.listings.empty()) {
            return base::fail(ErrorCode::invalid_input,
                              "the UK Sanctions List holds no Designation; is this the whole file?");
        }
        const std::string generated = root.value("DateGenerated");
        if (const auto day = base::parse_partial_date(generated); day && day->exact()) {
            parsed_.published = day->from;
        } else {
            warn_of_file("DateGenerated", generated, "the file does not say its day");
        }
        for (const XmlNode& stray : root.children()) {
            if (stray.name() != "DateGenerated") {
                warn_of_file(stray.name(), flattened(stray), "a part of the file that we do not know");
            }
        }
        return std::move(parsed_);
    }

private:
    void warn_of_file(std::string_view field, std::string_view value, std::string message) {
        parsed_.diagnostics.push_back(
            {Severity::warning, "", std::string(field), base::shown(value, 200), std::move(message)});
    }

    ParsedList parsed_;
    std::unordered_map<std::string, std::uint32_t> seen_;
};

}  // namespace

base::Result<ParsedList> read_uk_xml(std::string_view bytes) {
    UkReading reading;
    CORDON_ASSIGN(const codec::XmlDocument rest,
                  codec::read_xml_records(bytes, {"Designation"},
                                          [&reading](const XmlNode& record) { return reading.add(record); }));
    return std::move(reading).finish(rest.root());
}

}  // namespace cordon::lists
