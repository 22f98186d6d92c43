#include "lists/ofac_legacy_xml.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_set>

#include "base/parse.h"
#include "base/strings.h"
#include "codec/xml.h"
#include "lists/ofac_common.h"
#include "lists/ofac_remarks.h"
#include "model/country.h"

namespace cordon::lists {

namespace {

using base::ErrorCode;
using codec::XmlNode;

constexpr std::string_view old_namespace = "http://tempuri.org/sdnList.xsd";
constexpr std::string_view service_namespace =
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/";

// Reports the children that are not among the known ones and keeps their text.
void keep_unknown(const XmlNode& node, std::initializer_list<std::string_view> known, model::Listing& listing,
                  std::vector<Diagnostic>& diagnostics) {
    for (const XmlNode& child : node.children()) {
        if (std::ranges::find(known, child.name()) == known.end()) {
            const std::string value = child.value();
            add_once(listing.further, fmt::format("{}: {}", child.name(), value));
            report(diagnostics, Severity::warning, listing.id, child.name(), value,
                   "an element that we do not know is kept as text");
        }
    }
}

void read_aliases(const XmlNode& entry, model::Listing& listing, std::vector<Diagnostic>& diagnostics) {
    for (const XmlNode& aka : entry.child("akaList").children("aka")) {
        const auto kind = ofac_alias_kind(aka.value("type"));
        const std::string category = base::ascii_lower(aka.value("category"));
        auto quality = model::NameQuality::unknown;
        if (category == "strong") {
            quality = model::NameQuality::strong;
        } else if (category == "weak") {
            quality = model::NameQuality::weak;
        }
        model::ListedName name = ofac_name_from_parts(aka.value("firstName"), aka.value("lastName"),
                                                      kind.value_or(model::NameKind::aka), quality);
        if (!kind || quality == model::NameQuality::unknown) {
            name.note = base::collapse_whitespace(aka.value("type") + " " + aka.value("category"));
            report(diagnostics, Severity::warning, listing.id, "aka", name.text,
                   "the alias's type or category is not one that we know; it is kept as an alias");
        }
        if (name.text.empty()) {
            report(diagnostics, Severity::warning, listing.id, "aka", "", "an alias without a name");
            continue;
        }
        keep_unknown(aka, {"uid", "type", "category", "lastName", "firstName"}, listing, diagnostics);
        listing.names.push_back(std::move(name));
    }
}

void read_ids(const XmlNode& entry, model::Listing& listing, std::vector<Diagnostic>& diagnostics) {
    for (const XmlNode& id : entry.child("idList").children("id")) {
        OfacFact fact;
        fact.type = id.value("idType");
        fact.value = id.value("idNumber");
        fact.country = id.value("idCountry");
        if (const std::string issued = id.value("issueDate"); !issued.empty()) {
            fact.issued = ofac_date(issued, listing.id, "issueDate", diagnostics);
        }
        if (const std::string expires = id.value("expirationDate"); !expires.empty()) {
            fact.expires = ofac_date(expires, listing.id, "expirationDate", diagnostics);
        }
        keep_unknown(id, {"uid", "idType", "idNumber", "idCountry", "issueDate", "expirationDate"}, listing,
                     diagnostics);
        add_ofac_fact(fact, listing, diagnostics);
    }
}

void read_addresses(const XmlNode& entry, model::Listing& listing, std::vector<Diagnostic>& diagnostics) {
    for (const XmlNode& node : entry.child("addressList").children("address")) {
        model::Address address;
        for (const std::string_view line : {"address1", "address2", "address3"}) {
            if (std::string text = node.value(line); !text.empty()) {
                address.lines.push_back(std::move(text));
            }
        }
        address.city = node.value("city");
        address.region = node.value("stateOrProvince");
        address.postal_code = node.value("postalCode");
        if (const std::string country = node.value("country"); !country.empty()) {
            address.country = model::country_from_text(country);
        }
        keep_unknown(
            node,
            {"uid", "address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country"},
            listing, diagnostics);
        if (address != model::Address{}) {
            add_once(listing.addresses, std::move(address));
        }
    }
}

// Lists of one value each: birth dates, birth places, nationalities, citizenships.
void read_facts(const XmlNode& entry, model::Listing& listing, std::vector<Diagnostic>& diagnostics) {
    struct FactList {
        std::string_view list;
        std::string_view item;
        std::string_view value;
        std::string_view type;
    };
    static constexpr FactList fact_lists[] = {
        {"dateOfBirthList", "dateOfBirthItem", "dateOfBirth", "DOB"},
        {"placeOfBirthList", "placeOfBirthItem", "placeOfBirth", "POB"},
        {"nationalityList", "nationality", "country", "Nationality Country"},
        {"citizenshipList", "citizenship", "country", "Citizenship Country"},
    };
    for (const FactList& facts : fact_lists) {
        // The main entry first, so that it is what a person is shown.
        for (const bool main : {true, false}) {
            for (const XmlNode& item : entry.child(facts.list).children(facts.item)) {
                if ((item.value("mainEntry") == "true") != main) {
                    continue;
                }
                OfacFact fact;
                fact.type = facts.type;
                fact.value = item.value(facts.value);
                add_ofac_fact(fact, listing, diagnostics);
                keep_unknown(item, {"uid", "mainEntry", facts.value}, listing, diagnostics);
            }
        }
    }
}

void read_vessel(const XmlNode& entry, model::Listing& listing, std::vector<Diagnostic>& diagnostics) {
    const XmlNode vessel = entry.child("vesselInfo");
    static constexpr std::pair<std::string_view, std::string_view> facts[] = {
        {"callSign", "Call sign"},
        {"vesselType", "Vessel Type"},
        {"vesselFlag", "Vessel Flag"},
        {"tonnage", "Vessel Tonnage"},
        {"grossRegisteredTonnage", "Vessel Gross Registered Tonnage"},
    };
    for (const auto& [element, type] : facts) {
        if (std::string value = vessel.value(element); !value.empty()) {
            OfacFact fact;
            fact.type = type;
            fact.value = std::move(value);
            add_ofac_fact(fact, listing, diagnostics);
        }
    }
    if (std::string owner = vessel.value("vesselOwner"); !owner.empty()) {
        listing.relations.push_back({"Vessel Owner", "", std::move(owner)});
    }
    keep_unknown(vessel,
                 {"callSign", "vesselType", "vesselFlag", "vesselOwner", "tonnage", "grossRegisteredTonnage"},
                 listing, diagnostics);
}

base::Result<model::Listing> read_entry(const XmlNode& entry, std::vector<Diagnostic>& diagnostics) {
    model::Listing listing;
    listing.id = entry.value("uid");
    if (listing.id.empty()) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("the entry '{}' has no uid", base::shown(entry.value("lastName"))));
    }
    const std::string type = entry.value("sdnType");
    const auto kind = type.empty() ? std::nullopt : ofac_party_kind(type);
    if (!kind) {
        return base::fail(
            ErrorCode::invalid_input,
            fmt::format("entry {}: '{}' is not a sdnType that we know", listing.id, base::shown(type, 40)));
    }
    listing.kind = *kind;
    model::ListedName name = ofac_name_from_parts(entry.value("firstName"), entry.value("lastName"),
                                                  model::NameKind::primary, model::NameQuality::strong);
    if (name.text.empty()) {
        return base::fail(ErrorCode::invalid_input, fmt::format("entry {} has no name", listing.id));
    }
    listing.names.push_back(std::move(name));
    add_ofac_title(entry.value("title"), listing);
    for (const XmlNode& program : entry.child("programList").children("program")) {
        for (std::string& programme : ofac_programmes(program.value())) {
            add_once(listing.programmes, std::move(programme));
        }
    }
    read_aliases(entry, listing, diagnostics);
    read_facts(entry, listing, diagnostics);
    read_addresses(entry, listing, diagnostics);
    read_ids(entry, listing, diagnostics);
    read_vessel(entry, listing, diagnostics);
    read_ofac_remark(entry.value("remarks"), listing, diagnostics);
    keep_unknown(entry,
                 {"uid", "firstName", "lastName", "title", "sdnType", "remarks", "programList", "idList",
                  "akaList", "addressList", "nationalityList", "citizenshipList", "dateOfBirthList",
                  "placeOfBirthList", "vesselInfo"},
                 listing, diagnostics);
    return listing;
}

// "10/22/2025": month first, unlike every other date in OFAC's files.
base::Result<base::Date> publish_date(const std::string& text) {
    const auto parts = base::split(text, '/');
    if (parts.size() == 3) {
        const auto month = base::parse_number<int>(parts[0]);
        const auto day = base::parse_number<int>(parts[1]);
        const auto year = base::parse_number<int>(parts[2]);
        if (month && day && year) {
            if (const auto date = base::make_date(*year, *month, *day)) {
                return *date;
            }
        }
    }
    return base::fail(ErrorCode::invalid_input,
                      fmt::format("Publish_Date '{}' is not a day as MM/DD/YYYY", base::shown(text, 40)));
}

base::Status check_root(std::string_view bytes) {
    CORDON_ASSIGN(const codec::XmlRoot root, codec::peek_xml_root(bytes));
    const bool known_namespace =
        root.name_space == old_namespace || root.name_space.starts_with(service_namespace);
    if (root.name != "sdnList" || !known_namespace) {
        return base::fail(
            ErrorCode::unsupported,
            fmt::format("root element '{}' of namespace '{}' is not OFAC's SDN or Consolidated XML",
                        base::shown(root.name, 40), base::shown(root.name_space)));
    }
    return {};
}

base::Status read_publication(const XmlNode& root, ParsedList& parsed) {
    const XmlNode publication = root.child("publshInformation");  // their spelling
    CORDON_ASSIGN(parsed.published, publish_date(publication.value("Publish_Date")));
    const auto count = base::parse_number<std::uint64_t>(publication.value("Record_Count"));
    if (!count) {
        return base::fail_while("reading Record_Count", count.error());
    }
    parsed.stated_count = *count;
    if (*count != parsed.listings.size()) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("Record_Count says {} entries and the file holds {}; download it again",
                                      *count, parsed.listings.size()));
    }
    return {};
}

}  // namespace

base::Result<ParsedList> read_ofac_legacy_xml(std::string_view bytes) {
    CORDON_TRY(check_root(bytes));
    ParsedList parsed;
    parsed.format = ListFormat::ofac_legacy_xml;
    std::unordered_set<std::string> ids;
    const auto on_record = [&](const XmlNode& entry) -> base::Status {
        CORDON_ASSIGN(model::Listing listing, read_entry(entry, parsed.diagnostics));
        if (!ids.insert(listing.id).second) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("entry {} stands in the file twice", listing.id));
        }
        parsed.listings.push_back(std::move(listing));
        return {};
    };
    CORDON_ASSIGN(const codec::XmlDocument rest, codec::read_xml_records(bytes, {"sdnEntry"}, on_record));
    CORDON_TRY(read_publication(rest.root(), parsed));
    for (const XmlNode& child : rest.root().children()) {
        if (child.name() != "publshInformation") {
            report(parsed.diagnostics, Severity::warning, "", child.name(), child.value(),
                   "an element beside the entries that we do not know");
        }
    }
    parsed.list = guess_ofac_list(parsed.listings);
    return parsed;
}

}  // namespace cordon::lists
