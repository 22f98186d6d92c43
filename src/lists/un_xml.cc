#include "lists/un_xml.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/strings.h"
#include "codec/xml.h"
#include "lists/alias_split.h"
#include "lists/un_xml_facts.h"
#include "lists/unread_fields.h"
#include "model/country.h"
#include "text/script.h"

namespace cordon::lists {

namespace {

using base::ErrorCode;
using codec::XmlNode;
using model::Listing;
using model::NameKind;
using model::NameQuality;
using model::PartyKind;

// Texts of the VALUE children, or of the element itself; empty ones left out.
std::vector<std::string> values_of(const XmlNode& node) {
    std::vector<std::string> values;
    for (const XmlNode& value : node.children("VALUE")) {
        values.push_back(value.value());
    }
    if (values.empty()) {
        values.push_back(node.value());
    }
    std::erase(values, "");
    return values;
}

void report_split(std::string_view field, std::string_view value, std::size_t names,
                  const EntryUnderWay& entry) {
    if (names > 1) {
        entry.note(field, value, fmt::format("one value read as {} names", names));
    }
    if (value.contains("\xEF\xBF\xBD")) {
        entry.warn(field, value,
                   "the publisher's file holds a replacement character here: a letter was lost");
    }
}

void add_primary_names(const XmlNode& record, const EntryUnderWay& entry) {
    std::vector<std::string> parts;
    for (const std::string_view field :
         {"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME", "FIFTH_NAME", "SIXTH_NAME"}) {
        const std::string part = record.value(field);
        if (part == "na" || part == "n/a") {
            entry.note(field, part, "a word for no name; left out of the name");
            continue;
        }
        parts.push_back(part);
    }
    std::erase(parts, "");
    const std::string whole = base::join(parts, " ");
    report_split("FIRST_NAME", whole,
                 add_split_names(entry.listing, whole, {NameKind::primary, NameQuality::strong, {}, {}}),
                 entry);
    for (const XmlNode& node : record.children("NAME_ORIGINAL_SCRIPT")) {
        for (const std::string& value : values_of(node)) {
            report_split("NAME_ORIGINAL_SCRIPT", value,
                         add_split_names(entry.listing, value,
                                         {NameKind::original_script, NameQuality::strong, {}, {}}),
                         entry);
        }
    }
}

struct AliasGrade {
    NameKind kind = NameKind::aka;
    NameQuality quality = NameQuality::unknown;
    bool known = true;
};

AliasGrade alias_grade(std::string_view quality) {
    if (base::ascii_iequals(quality, "good")) {
        return {NameKind::aka, NameQuality::strong};
    }
    if (base::ascii_iequals(quality, "low")) {
        return {NameKind::aka, NameQuality::weak};
    }
    if (base::ascii_istarts_with(quality, "f.k.a") || base::ascii_iequals(quality, "fka")) {
        return {NameKind::fka, NameQuality::unknown};
    }
    const bool known =
        quality.empty() || base::ascii_istarts_with(quality, "a.k.a") || base::ascii_iequals(quality, "aka");
    return {NameKind::aka, NameQuality::unknown, known};
}

// Names that stand in the note of an alias, of the same quality.
void add_note_names(const AliasNote& note, const AliasGrade& grade, const std::string& source,
                    const EntryUnderWay& entry) {
    for (const SplitName& piece : note.names) {
        model::ListedName name;
        name.text = piece.text;
        name.kind = piece.kind.value_or(note.former ? NameKind::fka : grade.kind);
        name.quality = piece.weak ? NameQuality::weak : grade.quality;
        name.script = text::script_of(piece.text);
        name.source_text = source;
        name.note = piece.note;
        add_new_name(entry.listing, std::move(name));
    }
    if (!note.names.empty()) {
        entry.note("NOTE", source,
                   fmt::format("{} names read out of the note of an alias", note.names.size()));
    }
}

void add_alias(const XmlNode& node, const EntryUnderWay& entry) {
    const std::string value = node.value("ALIAS_NAME");
    const std::string quality = node.value("QUALITY");
    const std::string source_note = node.value("NOTE");
    keep_unread(node, {"ALIAS_NAME", "QUALITY", "NOTE", "DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH"},
                entry);
    AliasGrade grade = alias_grade(quality);
    if (!grade.known) {
        entry.warn("QUALITY", quality, "a quality of an alias that we do not know; read as not said");
    }
    const AliasNote note = read_alias_note(source_note, entry.listing.kind);
    grade.kind = note.former ? NameKind::fka : grade.kind;
    if (!value.empty()) {
        report_split("ALIAS_NAME", value,
                     add_split_names(entry.listing, value, {grade.kind, grade.quality, {}, note.rest}),
                     entry);
    } else if (!source_note.empty()) {
        entry.keep("ALIAS NOTE", source_note);
    }
    add_note_names(note, grade, source_note, entry);
    add_un_alias_birth(node, value.empty() ? "without a name" : value, entry);
}

// The Security Council committees that are named by resolutions; a prefix that is not here adds nothing.
std::string_view legal_basis(std::string_view reference) {
    struct Regime {
        std::string_view prefix;
        std::string_view resolution;
    };
    static constexpr std::array<Regime, 10> regimes = {{{"QD", "UNSCR 1267 (1999), 1989 (2011), 2253 (2015)"},
                                                        {"TA", "UNSCR 1988 (2011)"},
                                                        {"KP", "UNSCR 1718 (2006)"},
                                                        {"CD", "UNSCR 1533 (2004)"},
                                                        {"LY", "UNSCR 1970 (2011)"},
                                                        {"YE", "UNSCR 2140 (2014)"},
                                                        {"SS", "UNSCR 2206 (2015)"},
                                                        {"SD", "UNSCR 1591 (2005)"},
                                                        {"GB", "UNSCR 2048 (2012)"},
                                                        {"HT", "UNSCR 2653 (2022)"}}};
    const auto found = std::ranges::find_if(
        regimes, [&](const Regime& regime) { return base::ascii_istarts_with(reference, regime.prefix); });
    return found == regimes.end() ? std::string_view() : found->resolution;
}

void add_listing_dates(const XmlNode& record, const EntryUnderWay& entry) {
    if (const std::string listed = record.value("LISTED_ON"); !listed.empty()) {
        if (const auto day = base::parse_iso_date_prefix(listed); day) {
            entry.listing.listed_on = *day;
        } else {
            entry.keep("LISTED_ON", listed);
            entry.warn("LISTED_ON", listed, "a date that we cannot read; kept as text");
        }
    }
    for (const XmlNode& node : record.children("LAST_DAY_UPDATED")) {
        for (const std::string& value : values_of(node)) {
            if (const auto day = base::parse_iso_date_prefix(value); day) {
                entry.listing.updated_on = std::max(entry.listing.updated_on, *day);
            } else {
                entry.keep("LAST_DAY_UPDATED", value);
                entry.warn("LAST_DAY_UPDATED", value, "a date that we cannot read; kept as text");
            }
        }
    }
}

model::Gender gender_of(std::string_view word) {
    if (base::ascii_istarts_with(word, "male")) {
        return model::Gender::male;
    }
    return base::ascii_istarts_with(word, "female") ? model::Gender::female : model::Gender::unknown;
}

void add_gender(const XmlNode& record, const EntryUnderWay& entry) {
    constexpr std::string_view in_comments = "gender:";
    if (const std::string published = record.value("GENDER"); !published.empty()) {
        entry.listing.gender = gender_of(published);
        if (entry.listing.gender == model::Gender::unknown) {
            entry.keep("GENDER", published);
            entry.warn("GENDER", published, "a gender that we do not know; kept as text");
        }
        return;
    }
    const std::string comments = record.value("COMMENTS1");
    if (const std::size_t at = base::ascii_ifind(comments, in_comments); at != std::string::npos) {
        entry.listing.gender =
            gender_of(base::trim(std::string_view(comments).substr(at + in_comments.size())));
    }
}

void add_prose(const XmlNode& record, const EntryUnderWay& entry) {
    Listing& listing = entry.listing;
    for (const XmlNode& node : record.children("COMMENTS1")) {
        const std::string comment = node.value();
        add_once(listing.reasons, comment);
        for (std::string& link : links_in(comment)) {
            add_once(listing.links, std::move(link));
        }
    }
    for (const XmlNode& node : record.children("DESIGNATION")) {
        for (std::string& value : values_of(node)) {
            add_once(listing.positions, std::move(value));
        }
    }
    for (const XmlNode& node : record.children("TITLE")) {
        for (std::string& value : values_of(node)) {
            add_once(listing.titles, std::move(value));
        }
    }
    for (const XmlNode& node : record.children("NATIONALITY")) {
        for (const std::string& value : values_of(node)) {
            listing.nationalities.push_back(model::country_from_text(value));
        }
    }
    add_once(listing.programmes, record.value("UN_LIST_TYPE"));
    add_once(listing.legal_bases, std::string(legal_basis(listing.id)));
    // Known, and without a place of their own in a listing.
    entry.keep("SUBMITTED_BY", flattened(record.child("SUBMITTED_BY")));
    entry.keep("SUBMITTED_ON", flattened(record.child("SUBMITTED_ON")));
}

void add_composites(const XmlNode& record, const EntryUnderWay& entry) {
    for (const XmlNode& node : record.children()) {
        const std::string_view name = node.name();
        if (name == "INDIVIDUAL_ALIAS" || name == "ENTITY_ALIAS") {
            add_alias(node, entry);
        } else if (name == "INDIVIDUAL_ADDRESS" || name == "ENTITY_ADDRESS") {
            add_un_address(node, entry);
        } else if (name == "INDIVIDUAL_DATE_OF_BIRTH") {
            add_un_birth_date(node, entry);
        } else if (name == "INDIVIDUAL_PLACE_OF_BIRTH") {
            add_un_birth_place(node, entry);
        } else if (name == "INDIVIDUAL_DOCUMENT" || name == "ENTITY_DOCUMENT") {
            add_un_document(node, entry);
        }
    }
}

class UnReading {
public:
    UnReading() {
        parsed_.format = ListFormat::un_xml;
        parsed_.list = "un";
    }

    base::Status add(const XmlNode& record) {
        Listing listing;
        listing.kind = record.name() == "INDIVIDUAL" ? PartyKind::person : PartyKind::entity;
        const EntryUnderWay entry{listing, parsed_.diagnostics};
        name_entry(record, entry);
        add_primary_names(record, entry);
        add_composites(record, entry);
        add_listing_dates(record, entry);
        add_gender(record, entry);
        add_prose(record, entry);
        keep_unread(record,
                    {"DATAID",
                     "VERSIONNUM",
                     "REFERENCE_NUMBER",
                     "FIRST_NAME",
                     "SECOND_NAME",
                     "THIRD_NAME",
                     "FOURTH_NAME",
                     "FIFTH_NAME",
                     "SIXTH_NAME",
                     "NAME_ORIGINAL_SCRIPT",
                     "UN_LIST_TYPE",
                     "LISTED_ON",
                     "LAST_DAY_UPDATED",
                     "GENDER",
                     "COMMENTS1",
                     "SUBMITTED_BY",
                     "SUBMITTED_ON",
                     "NATIONALITY",
                     "TITLE",
                     "DESIGNATION",
                     "LIST_TYPE",
                     "SORT_KEY",
                     "SORT_KEY_LAST_MOD",
                     "INDIVIDUAL_ALIAS",
                     "ENTITY_ALIAS",
                     "INDIVIDUAL_ADDRESS",
                     "ENTITY_ADDRESS",
                     "INDIVIDUAL_DATE_OF_BIRTH",
                     "INDIVIDUAL_PLACE_OF_BIRTH",
                     "INDIVIDUAL_DOCUMENT",
                     "ENTITY_DOCUMENT"},
                    entry);
        if (listing.names.empty()) {
            entry.warn("FIRST_NAME", "", "an entry without any name; its reference stands for it");
            add_new_name(listing, {.text = listing.id,
                                   .kind = NameKind::primary,
                                   .quality = NameQuality::weak,
                                   .note = "no name published"});
        }
        parsed_.listings.push_back(std::move(listing));
        return {};
    }

    base::Result<ParsedList> finish(const XmlNode& root) && {
        if (root.name() != "CONSOLIDATED_LIST") {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("a UN list begins with CONSOLIDATED_LIST, this file with {}; is it "
                                          "another list?",
                                          base::shown(root.name(), 40)));
        }
        for (const std::string_view section : {"INDIVIDUALS", "ENTITIES"}) {
            if (!root.child(section)) {
                return base::fail(
                    ErrorCode::invalid_input,
                    fmt::format("the UN list has no {} element; is this the whole file?", section));
            }
        }
        if (parsed_.listings.empty()) {
            return base::fail(ErrorCode::invalid_input,
                              "the UN list holds no INDIVIDUAL and no ENTITY; is this the whole file?");
        }
        report_strays(root);
        if (const auto day = base::parse_iso_date_prefix(root.attribute("dateGenerated")); day) {
            parsed_.published = *day;
        } else {
            warn_of_file("dateGenerated", root.attribute("dateGenerated"), "the file does not say its day");
        }
        return std::move(parsed_);
    }

private:
    void name_entry(const XmlNode& record, const EntryUnderWay& entry) {
        Listing& listing = entry.listing;
        listing.id = record.value("REFERENCE_NUMBER");
        if (listing.id.empty()) {
            listing.id = "DATAID:" + record.value("DATAID");
            entry.warn("REFERENCE_NUMBER", "", "an entry without a reference; kept under its DATAID");
        }
        const std::uint32_t seen = ++seen_[listing.id];
        if (seen > 1) {
            const std::string published = listing.id;
            listing.id = fmt::format("{}#{}", published, seen);
            entry.warn("REFERENCE_NUMBER", published,
                       "a reference that stands on two entries; both are kept");
        }
    }

    void report_strays(const XmlNode& root) {
        for (const XmlNode& section : root.children()) {
            if (section.name() != "INDIVIDUALS" && section.name() != "ENTITIES") {
                warn_of_file(section.name(), flattened(section), "a part of the file that we do not know");
            }
            for (const XmlNode& stray : section.children()) {
                warn_of_file(stray.name(), flattened(stray),
                             "an element that is no entry stands among the entries");
            }
        }
    }

    void warn_of_file(std::string_view field, std::string_view value, std::string message) {
        parsed_.diagnostics.push_back(
            {Severity::warning, "", std::string(field), base::shown(value, 200), std::move(message)});
    }

    ParsedList parsed_;
    std::unordered_map<std::string, std::uint32_t> seen_;
};

}  // namespace

base::Result<ParsedList> read_un_xml(std::string_view bytes) {
    UnReading reading;
    CORDON_ASSIGN(const codec::XmlDocument rest,
                  codec::read_xml_records(bytes, {"INDIVIDUAL", "ENTITY"},
                                          [&reading](const XmlNode& record) { return reading.add(record); }));
    return std::move(reading).finish(rest.root());
}

}  // namespace cordon::lists
