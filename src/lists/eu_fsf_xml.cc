#include "lists/eu_fsf_xml.h"

#include <algorithm>
#include <limits>

#include "base/date.h"
#include "base/parse.h"
#include "base/strings.h"
#include "codec/xml.h"
#include "lists/eu_fsf_details.h"
#include "lists/un_reference.h"
#include "lists/xml_entry.h"
#include "text/script.h"

namespace cordon::lists {

namespace {

using codec::XmlNode;
using eu_fsf::day_of;
using eu_fsf::remarks_of;
using model::IdentifierKind;
using model::Listing;
using model::NameKind;
using model::NameQuality;

constexpr std::string_view root_name = "export";
constexpr std::string_view name_space = "http://eu.europa.ec/fpi/fsd/export";

// The publisher writes "low quality" and "good quality" in remarks, often misspelt: "ood quality", "Lo
// quality".
NameQuality quality_in(std::string_view remark) {
    const auto at = base::ascii_ifind(remark, "quality");
    if (at == std::string_view::npos) {
        return NameQuality::unknown;
    }
    auto before = base::trim(remark.substr(0, at));
    const auto blank = before.find_last_of(" ,;:(-");
    const auto word = base::ascii_lower(blank == std::string_view::npos ? before : before.substr(blank + 1));
    for (const std::string_view low : {"low", "lo", "ow", "lw", "loww", "poor", "bad", "weak", "lower"}) {
        if (word == low) {
            return NameQuality::weak;
        }
    }
    for (const std::string_view good : {"good", "ood", "god", "goo", "god", "goood", "gooed", "high"}) {
        if (word == good) {
            return NameQuality::strong;
        }
    }
    return NameQuality::unknown;
}

bool is_european_translation(std::string_view language, std::string_view script) {
    return (language == "el" && script == "Grek") || (language == "bg" && script == "Cyrl");
}

struct RankedName {
    model::ListedName name;
    long long logical_id = 0;
};

// How well a name serves as the primary one: less is better.
int primary_rank(const model::ListedName& name) {
    const bool latin = name.script == "Latn";
    const bool english = name.language.empty() || name.language == "en";
    const bool strong = name.quality == NameQuality::strong;
    if (latin && english) {
        return strong ? 0 : 2;
    }
    if (latin) {
        return strong ? 1 : 3;
    }
    return strong ? 4 : 5;
}

void read_gender(const XmlNode& node, Listing& listing, EntryReport& report) {
    const auto text = base::ascii_upper(node.attribute("gender"));
    if (text.empty()) {
        return;
    }
    const auto gender = text == "M"   ? model::Gender::male
                        : text == "F" ? model::Gender::female
                                      : model::Gender::unknown;
    if (gender == model::Gender::unknown) {
        add_text(listing.further, "gender: " + text);
    } else if (listing.gender == model::Gender::unknown) {
        listing.gender = gender;
    } else if (listing.gender != gender) {
        add_text(listing.further, "gender: " + text);
        report.warn("gender", text, "names of this entry state different genders, the first one is used");
    }
}

NameQuality read_quality(const XmlNode& node, const std::string& remark, EntryReport& report) {
    const auto strong = base::ascii_lower(node.attribute("strong"));
    auto quality = strong == "true"    ? NameQuality::strong
                   : strong == "false" ? NameQuality::weak
                                       : NameQuality::unknown;
    const auto in_remark = quality_in(remark);
    if (in_remark != NameQuality::unknown && in_remark != quality) {
        report.note("nameAlias/remark", remark, "the remark on quality overrules the attribute strong");
        quality = in_remark;
    }
    return quality;
}

// One nameAlias gives one name, or several when wholeName lists them with "; ".
void read_name(const XmlNode& node, Listing& listing, std::vector<RankedName>& ranked, EntryReport& report) {
    const auto first = node.attribute("firstName");
    const auto middle = node.attribute("middleName");
    const auto last = node.attribute("lastName");
    std::vector<std::string> said;
    for (const auto* part : {&first, &middle, &last}) {
        if (!part->empty()) {
            said.push_back(*part);
        }
    }
    auto whole = node.attribute("wholeName");
    if (whole.empty()) {
        whole = base::join(said, " ");
    }
    const auto remark = remarks_of(node);
    model::ListedName name;
    name.quality = read_quality(node, remark, report);
    name.language = base::ascii_lower(node.attribute("nameLanguage"));
    name.note = remark;
    for (const auto& [kind, value] : {std::pair{model::NamePartKind::given, &first},
                                      std::pair{model::NamePartKind::further_given, &middle},
                                      std::pair{model::NamePartKind::family, &last}}) {
        if (!value->empty()) {
            name.parts.push_back({kind, *value});
        }
    }
    const auto number = base::parse_number<long long>(node.attribute("logicalId"));
    const long long logical_id = number ? *number : std::numeric_limits<long long>::max();
    const auto pieces = base::split(whole, std::string_view("; "));
    for (const auto piece : pieces) {
        auto text = base::trim(piece);
        while (!text.empty() && text.back() == ';') {
            text = base::trim(text.substr(0, text.size() - 1));
        }
        if (text.empty()) {
            continue;
        }
        auto cut = name;
        cut.text = text;
        cut.script = text::script_of(text);
        if (pieces.size() > 1) {
            cut.parts.clear();
        }
        cut.source_text = text == whole ? "" : whole;
        ranked.push_back({std::move(cut), logical_id});
    }
    if (pieces.size() > 1) {
        report.note("wholeName", whole, "names parted by a semicolon were taken as names of their own");
    }
    for (auto& title : split_enumerated(node.attribute("title"))) {
        add_text(listing.titles, std::move(title));
    }
    for (auto& position : split_enumerated(node.attribute("function"))) {
        add_text(listing.positions, std::move(position));
    }
    read_gender(node, listing, report);
    eu_fsf::read_summaries(node, listing, report);
    keep_unread(node,
                {"firstName", "middleName", "lastName", "wholeName", "function", "gender", "title",
                 "nameLanguage", "strong", "regulationLanguage", "logicalId"},
                {"remark", "regulationSummary", "additionalInformation"}, listing, report);
}

void settle_names(std::vector<RankedName> ranked, Listing& listing, EntryReport& report) {
    const auto primary =
        std::min_element(ranked.begin(), ranked.end(), [](const RankedName& left, const RankedName& right) {
            return std::pair(primary_rank(left.name), left.logical_id) <
                   std::pair(primary_rank(right.name), right.logical_id);
        });
    for (auto entry = ranked.begin(); entry != ranked.end(); ++entry) {
        auto& name = entry->name;
        const bool other_script = !name.script.empty() && name.script != "Latn";
        if (entry == primary) {
            name.kind = NameKind::primary;
        } else if (other_script) {
            name.kind = is_european_translation(name.language, name.script) ? NameKind::translation
                                                                            : NameKind::original_script;
        } else {
            name.kind = NameKind::aka;
        }
    }
    if (primary != ranked.end()) {
        std::rotate(ranked.begin(), primary, primary + 1);
    }
    for (auto& entry : ranked) {
        add_name_once(listing, std::move(entry.name));
    }
    if (listing.names.empty()) {
        report.warn("nameAlias", "", "the entry has no name; its reference stands in for one");
        model::ListedName name;
        name.text = listing.id;
        name.note = "no name published";
        listing.names.push_back(std::move(name));
    }
}

// An enterprise with a ship's number and no seat of its own is the ship.
bool is_vessel(const Listing& listing) {
    const bool has_number = std::any_of(
        listing.identifiers.begin(), listing.identifiers.end(), [](const model::Identifier& identifier) {
            return identifier.kind == IdentifierKind::imo && is_ship_imo_number(identifier.value);
        });
    const bool has_seat = std::any_of(
        listing.addresses.begin(), listing.addresses.end(),
        [](const model::Address& address) { return !address.city.empty() || !address.lines.empty(); });
    return has_number && !has_seat;
}

void read_kind(const XmlNode& entity, Listing& listing, EntryReport& report) {
    const auto code = base::ascii_lower(entity.child("subjectType").attribute("code"));
    const auto letter = entity.child("subjectType").attribute("classificationCode");
    if (code == "person" || (code.empty() && letter == "P")) {
        listing.kind = model::PartyKind::person;
    } else if (code == "enterprise" || (code.empty() && letter == "E")) {
        listing.kind = is_vessel(listing) ? model::PartyKind::vessel : model::PartyKind::entity;
        if (listing.kind == model::PartyKind::vessel) {
            report.note("subjectType", code,
                        "an enterprise with a ship's IMO number and no seat is taken as a vessel");
        }
    } else {
        report.warn("subjectType", code, "unknown kind of party, screened as any kind");
    }
}

void read_entry_texts(const XmlNode& entity, Listing& listing, EntryReport& report) {
    listing.listed_on = day_of(entity.attribute("designationDate"), "designationDate", report);
    if (const auto delisted = entity.attribute("delistingDate"); !delisted.empty()) {
        add_text(listing.further, "delistingDate: " + delisted);
        report.warn("delistingDate", delisted,
                    "the entry states a delisting date and still stands in the list");
    }
    for (const auto& remark : entity.children("remark")) {
        add_text(listing.reasons, remark.value());
    }
    add_text(listing.reasons, entity.attribute("designationDetails"));
    if (const auto un = entity.attribute("unitedNationId"); !un.empty()) {
        const auto canonical = canonical_un_reference(un);
        if (canonical.empty()) {
            report.warn("unitedNationId", un, "this is not a UN reference number and is kept as printed");
        }
        listing.cross_references.push_back("un:" + (canonical.empty() ? un : canonical));
    }
}

std::string id_of(const XmlNode& entity, std::size_t position, EntryReport& report) {
    if (auto reference = entity.attribute("euReferenceNumber"); !reference.empty()) {
        report.begin(reference);
        return reference;
    }
    const auto logical_id = entity.attribute("logicalId");
    const auto id = logical_id.empty() ? "position:" + std::to_string(position) : "logicalId:" + logical_id;
    report.begin(id);
    report.warn("euReferenceNumber", "", "the entry has no reference, its logical id stands in for it");
    return id;
}

Listing read_entity(const XmlNode& entity, std::size_t position, EntryReport& report) {
    Listing listing;
    listing.id = id_of(entity, position, report);
    read_entry_texts(entity, listing, report);
    std::vector<RankedName> ranked;
    for (const auto& node : entity.children()) {
        const auto name = node.name();
        if (name == "regulation") {
            eu_fsf::read_regulation(node, listing, report);
        } else if (name == "nameAlias") {
            read_name(node, listing, ranked, report);
        } else if (name == "citizenship") {
            eu_fsf::read_citizenship(node, listing, report);
        } else if (name == "birthdate") {
            eu_fsf::read_birth(node, listing, report);
        } else if (name == "address") {
            eu_fsf::read_address(node, listing, report);
        } else if (name == "identification") {
            eu_fsf::read_identification(node, listing, report);
        }
    }
    settle_names(std::move(ranked), listing, report);
    read_kind(entity, listing, report);
    for (const auto& added : entity.children("additionalInformation")) {
        add_text(listing.further,
                 "additionalInformation " + added.attribute("key") + ": " + added.attribute("value"));
    }
    keep_unread(entity,
                {"delistingDate", "designationDate", "designationDetails", "unitedNationId",
                 "euReferenceNumber", "logicalId"},
                {"remark", "additionalInformation", "regulation", "subjectType", "nameAlias", "citizenship",
                 "birthdate", "address", "identification"},
                listing, report);
    return listing;
}

}  // namespace

base::Result<ParsedList> read_eu_fsf_xml(std::string_view bytes) {
    CORDON_ASSIGN(const auto root, codec::peek_xml_root(bytes));
    if (root.name != root_name || root.name_space != name_space) {
        return base::fail(base::ErrorCode::unsupported,
                          "the root element is '" + base::shown(root.name) + "' in namespace '" +
                              base::shown(root.name_space) +
                              "', an EU financial sanctions export 1.1 has 'export' in '" +
                              std::string(name_space) + "'");
    }
    ParsedList list;
    list.format = ListFormat::eu_fsf_xml;
    list.list = "eu";
    EntryReport report(list.diagnostics);
    CORDON_ASSIGN(
        const auto rest,
        codec::read_xml_records(bytes, {"sanctionEntity"}, [&](const XmlNode& entity) -> base::Status {
            list.listings.push_back(read_entity(entity, list.listings.size() + 1, report));
            return {};
        }));
    report.begin("");
    const auto generated = day_of(rest.root().attribute("generationDate"), "generationDate", report);
    if (base::is_valid(generated)) {
        list.published = generated;
    }
    if (list.listings.empty()) {
        return base::fail(
            base::ErrorCode::invalid_input,
            "the EU export holds no sanctionEntity; fetch it again, an empty list is never loaded");
    }
    make_ids_unique(list.listings, report);
    return list;
}

}  // namespace cordon::lists
