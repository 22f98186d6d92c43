#include "lists/ofac_entity.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <utility>

#include "base/strings.h"
#include "lists/ofac_common.h"
#include "lists/ofac_remarks.h"
#include "model/country.h"

namespace cordon::lists {

namespace {

using base::ErrorCode;
using codec::XmlNode;

// Where we stand in a delta: what is looked for, and the action of the nearest element that has one.
struct Scope {
    OfacView view = OfacView::whole;
    OfacView action = OfacView::whole;  // whole: none yet

    [[nodiscard]] Scope at(const XmlNode& node) const {
        const std::string said = node.attribute("action");
        if (said == "add") {
            return {view, OfacView::added};
        }
        return said == "remove" ? Scope{view, OfacView::removed} : *this;
    }
    [[nodiscard]] bool counts() const { return view == OfacView::whole || action == view; }
    // Neither added nor taken away.
    [[nodiscard]] bool unchanged() const { return view == OfacView::whole || action == OfacView::whole; }
};

bool touched(const XmlNode& node, const Scope& around) {
    const Scope scope = around.at(node);
    if (scope.counts()) {
        return true;
    }
    return std::ranges::any_of(node.children(), [&](const XmlNode& child) { return touched(child, scope); });
}

// Value of the first child of that name that belongs to the view.
std::string leaf(const XmlNode& node, const Scope& scope, std::string_view name) {
    for (const XmlNode& child : node.children(name)) {
        if (scope.at(child).counts()) {
            return child.value();
        }
    }
    return {};
}

// The same, else what stands there unchanged: a type, a script.
std::string context(const XmlNode& node, const Scope& scope, std::string_view name) {
    std::string value = leaf(node, scope, name);
    for (const XmlNode& child : node.children(name)) {
        if (value.empty() && scope.at(child).unchanged()) {
            value = child.value();
        }
    }
    return value;
}

using Visit = std::function<void(const XmlNode&, const Scope&)>;

// Every touched element at the end of list/item, with its own scope.
void for_each_touched(const XmlNode& node, const Scope& around, std::string_view list, std::string_view item,
                      const Visit& visit) {
    for (const XmlNode& holder : node.children(list)) {
        const Scope inside = around.at(holder);
        for (const XmlNode& child : holder.children(item)) {
            if (touched(child, inside)) {
                visit(child, inside.at(child));
            }
        }
    }
}

// "part of address 18368" when only parts of the element belong to the view.
std::string part_note(const XmlNode& node, const Scope& scope) {
    return scope.counts() ? std::string()
                          : fmt::format("{}{} {}", ofac_part_note, node.name(), node.attribute("id"));
}

void append_note(std::string& note, const std::string& more) {
    if (!more.empty()) {
        note += (note.empty() ? "" : "; ") + more;
    }
}

model::NamePartKind part_kind(std::string_view type) {
    static constexpr std::pair<std::string_view, model::NamePartKind> kinds[] = {
        {"Last Name", model::NamePartKind::family},
        {"First Name", model::NamePartKind::given},
        {"Middle Name", model::NamePartKind::further_given},
        {"Maiden Name", model::NamePartKind::maiden},
        {"Patronymic", model::NamePartKind::father},
        {"Suffix", model::NamePartKind::suffix},
        {"Title", model::NamePartKind::title},
        {"Entity Name", model::NamePartKind::whole},
        {"Vessel Name", model::NamePartKind::whole},
        {"Aircraft Name", model::NamePartKind::whole},
        {"Nickname", model::NamePartKind::whole},
    };
    for (const auto& [text, kind] : kinds) {
        if (text == type) {
            return kind;
        }
    }
    return model::NamePartKind::other;
}

bool family_first(std::string_view script) {
    return script == "Hans" || script == "Hant" || script == "Kore" || script == "Jpan" || script == "Hani";
}

// Text in reading order. "LAST, First" is turned round; Chinese, Korean and Japanese keep the family name
// first.
std::string reading_order(const XmlNode& translation, const Scope& scope, std::string_view script) {
    const std::string first = leaf(translation, scope, "formattedFirstName");
    const std::string last = leaf(translation, scope, "formattedLastName");
    const std::string full = leaf(translation, scope, "formattedFullName");
    const bool turned =
        !last.empty() && full.starts_with(last + ", ");  // a delta may leave the first name out
    if (!turned && (first.empty() || last.empty())) {
        return full.empty() ? first + last : full;
    }
    if (family_first(script) && !first.empty()) {
        return last + first;
    }
    if (!full.empty() && full != last + ", " + first) {  // a suffix, or an order of its own
        return ofac_name(full, model::PartyKind::person, model::NameKind::primary,
                         model::NameQuality::unknown)
            .text;
    }
    return first + " " + last;
}

void read_parts(const XmlNode& translation, const Scope& scope, model::ListedName& name) {
    for_each_touched(
        translation, scope, "nameParts", "namePart", [&](const XmlNode& part, const Scope& inside) {
            const std::string type = context(part, inside, "type");
            model::NamePart value{part_kind(type), leaf(part, inside, "value")};
            // A name of one part says nothing that the text does not say.
            if (!value.value.empty() &&
                !(value.kind == model::NamePartKind::whole && base::ascii_iequals(value.value, name.text))) {
                name.parts.push_back(std::move(value));
            }
        });
}

void read_translation(const XmlNode& node, const Scope& scope, const model::ListedName& like,
                      model::Listing& listing, std::vector<Diagnostic>& diagnostics) {
    model::ListedName name = like;
    const std::string script = context(node, scope, "script");
    name.script = ofac_script(script);
    if (!script.empty() && name.script.empty()) {
        append_note(name.note, "script: " + script);
        report(diagnostics, Severity::note, listing.id, "script", script, "a script that we do not know");
    }
    name.text = reading_order(node, scope, name.script);
    if (context(node, scope, "isPrimary") == "false") {
        const bool latin = name.script.empty() || name.script == "Latn";
        name.kind = latin ? model::NameKind::translation : model::NameKind::original_script;
    }
    read_parts(node, scope, name);
    if (name.text.empty()) {
        report(diagnostics, Severity::warning, listing.id, "name", "",
               "a name without its text; what changes in it cannot be applied");
        return;
    }
    listing.names.push_back(std::move(name));
}

void read_name(const XmlNode& node, const Scope& scope, model::Listing& listing,
               std::vector<Diagnostic>& diagnostics) {
    model::ListedName like;
    like.note = part_note(node, scope);
    const std::string primary = context(node, scope, "isPrimary");
    const std::string alias = context(node, scope, "aliasType");
    const std::string low_quality = context(node, scope, "isLowQuality");
    if (primary != "true") {
        const auto kind = ofac_alias_kind(alias);
        like.kind = kind.value_or(model::NameKind::aka);
        if (!kind && scope.counts()) {
            append_note(like.note, alias);
            report(diagnostics, Severity::warning, listing.id, "aliasType", alias,
                   "an alias of a type that we do not know is kept as an alias");
        }
    }
    if (low_quality == "true") {
        like.quality = model::NameQuality::weak;
    } else if (low_quality == "false") {
        like.quality = model::NameQuality::strong;
    }
    bool any = false;
    for_each_touched(node, scope, "translations", "translation",
                     [&](const XmlNode& child, const Scope& inside) {
                         read_translation(child, inside, like, listing, diagnostics);
                         any = true;
                     });
    if (any) {
        return;
    }
    // Only what is said about the name changes: its text stands there unchanged, when at all.
    for (const XmlNode& child : node.child("translations").children("translation")) {
        read_translation(child, Scope{OfacView::whole, OfacView::whole}, like, listing, diagnostics);
        return;
    }
    report(diagnostics, Severity::warning, listing.id, "name", node.attribute("id"),
           "a name without its text; what changes in it cannot be applied");
}

void add_address_part(const std::string& type, const std::string& value, model::Address& address) {
    if (type.starts_with("ADDRESS")) {
        address.lines.push_back(value);
    } else if (type == "CITY") {
        address.city = value;
    } else if (type == "STATE/PROVINCE") {
        address.region = value;
    } else if (type == "POSTAL CODE") {
        address.postal_code = value;
    } else {  // REGION and what else may come
        append_note(address.note, base::ascii_lower(type) + ": " + value);
    }
}

void read_address(const XmlNode& node, const Scope& scope, model::Listing& listing) {
    model::Address like;
    like.note = part_note(node, scope);
    if (const std::string country = leaf(node, scope, "country"); !country.empty()) {
        like.country = model::country_from_text(country);
    }
    bool any = false;
    const auto add = [&](model::Address address) {
        model::Address bare = address;
        bare.note.clear();
        if (bare != model::Address{}) {
            add_once(listing.addresses, std::move(address));
            any = true;
        }
    };
    for_each_touched(
        node, scope, "translations", "translation", [&](const XmlNode& child, const Scope& inside) {
            model::Address address = like;
            const std::string script = context(child, inside, "script");
            if (!script.empty() && script != "Latin") {
                append_note(address.note, script);
            }
            for_each_touched(child, inside, "addressParts", "addressPart",
                             [&](const XmlNode& part, const Scope& own) {
                                 if (std::string value = leaf(part, own, "value"); !value.empty()) {
                                     add_address_part(context(part, own, "type"), value, address);
                                 }
                             });
            add(std::move(address));
        });
    if (!any) {
        add(std::move(like));
    }
}

std::optional<base::PartialDate> value_date(const XmlNode& date, const std::string& words) {
    const auto from = base::parse_iso_date_prefix(date.value("fromDateBegin"));
    const auto to = base::parse_iso_date_prefix(date.value("toDateEnd"));
    if (!from || !to || *to < *from) {
        return {};
    }
    base::PartialDate range;
    range.from = *from;
    range.to = *to;
    range.circa = date.value("isApproximate") == "true";
    range.source_text = words;
    return range;
}

// A delta leaves an unchanged type out: the value alone, for apply_ofac_change to find in the base.
bool add_untyped(const OfacFact& fact, model::Listing& listing) {
    if (!fact.type.empty() || fact.value.empty()) {
        return false;
    }
    model::Identifier value;
    value.value = fact.value;
    value.note = fact.note;
    listing.identifiers.push_back(std::move(value));
    return true;
}

void read_feature(const XmlNode& node, const Scope& scope, model::Listing& listing,
                  std::vector<Diagnostic>& diagnostics) {
    OfacFact fact;
    fact.type = context(node, scope, "type");
    fact.value = leaf(node, scope, "value");
    fact.note = part_note(node, scope);
    if (const std::string reliability = leaf(node, scope, "reliability"); reliability != "Confirmed") {
        append_note(fact.note, reliability.empty() ? "" : "reliability: " + reliability);
    }
    append_note(fact.note, leaf(node, scope, "comments"));
    if (fact.value.empty() && (fact.type.empty() || !scope.counts())) {
        report(diagnostics, Severity::warning, listing.id, "feature", node.attribute("id"),
               "a feature of which not the value but something else changes; that cannot be applied");
        return;
    }
    if (add_untyped(fact, listing)) {
        return;
    }
    const auto type = ofac_type(fact.type);
    const XmlNode date = node.child("valueDate");
    if (type && type->meaning == OfacMeaning::birth_date && date) {
        if (auto range = value_date(date, fact.value)) {
            add_once(listing.birth_dates, {*std::move(range), fact.note});
            return;
        }
    }
    // Only identifiers, dates and further carry a note.
    if (type && !fact.note.empty() && type->meaning != OfacMeaning::identifier &&
        type->meaning != OfacMeaning::birth_date && type->meaning != OfacMeaning::further) {
        add_once(listing.further, fmt::format("{}: {} ({})", fact.type, fact.value, fact.note));
    }
    add_ofac_fact(fact, listing, diagnostics);
}

void read_document(const XmlNode& node, const Scope& scope, const std::string& primary_name,
                   model::Listing& listing, std::vector<Diagnostic>& diagnostics) {
    OfacFact fact;
    fact.type = context(node, scope, "type");
    fact.value = leaf(node, scope, "documentNumber");
    fact.country = leaf(node, scope, "issuingCountry");
    fact.note = part_note(node, scope);
    append_note(fact.note, leaf(node, scope, "issuingAuthority"));
    append_note(fact.note, leaf(node, scope, "issuingLocation"));
    if (leaf(node, scope, "isValid") == "false") {
        append_note(fact.note, "not valid");
    }
    const std::string name = leaf(node, scope, "name");
    if (scope.view == OfacView::whole && !name.empty() && name != primary_name) {
        append_note(fact.note, "in the name of " + name);
    }
    append_note(fact.note, leaf(node, scope, "comments"));
    if (fact.value.empty() && !scope.counts()) {
        report(diagnostics, Severity::warning, listing.id, "identityDocument", node.attribute("id"),
               "a document of which not the number but something else changes; that cannot be applied");
        return;
    }
    if (add_untyped(fact, listing)) {
        return;
    }
    if (const std::string issued = leaf(node, scope, "issueDate"); !issued.empty()) {
        fact.issued = ofac_date(issued, listing.id, "issueDate", diagnostics);
    }
    if (const std::string expires = leaf(node, scope, "expirationDate"); !expires.empty()) {
        fact.expires = ofac_date(expires, listing.id, "expirationDate", diagnostics);
    }
    add_ofac_fact(fact, listing, diagnostics);
}

void read_relationship(const XmlNode& node, const Scope& scope, model::Listing& listing) {
    model::Relation relation;
    relation.kind = context(node, scope, "type");
    const XmlNode related = node.child("relatedEntity");
    relation.target_id = related.attribute("entityId");
    relation.target_name = related.value();
    const std::string quality = leaf(node, scope, "quality");
    if (!quality.empty() && quality != "High") {
        add_once(listing.further,
                 fmt::format("relationship to {}: quality {}", relation.target_name, quality));
    }
    append_note(relation.kind, leaf(node, scope, "comments"));
    add_once(listing.relations, std::move(relation));
}

void read_texts(const XmlNode& entity, const Scope& scope, std::string_view list, std::string_view item,
                std::vector<std::string>& values) {
    for_each_touched(entity, scope, list, item, [&](const XmlNode& node, const Scope&) {
        if (std::string value = node.value(); !value.empty()) {
            add_once(values, std::move(value));
        }
    });
}

base::Status read_general(const XmlNode& entity, const Scope& scope, model::Listing& listing,
                          std::vector<Diagnostic>& diagnostics) {
    const XmlNode general = entity.child("generalInfo");
    const Scope inside = scope.at(general);
    const std::string type = context(general, inside, "entityType");
    const auto kind = type.empty() ? std::nullopt : ofac_party_kind(type);
    if (!kind && (scope.view == OfacView::whole || !type.empty())) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("entity {}: '{}' is not an entity type that we know", listing.id,
                                      base::shown(type, 40)));
    }
    listing.kind = kind.value_or(model::PartyKind::unknown);
    add_ofac_title(leaf(general, inside, "title"), listing);
    read_ofac_remark(leaf(general, inside, "remarks"), listing, diagnostics);
    for (const XmlNode& child : general.children()) {
        static constexpr std::string_view known[] = {"identityId", "entityType", "title", "remarks"};
        if (std::ranges::find(known, child.name()) == std::end(known) && inside.at(child).counts()) {
            add_once(listing.further, fmt::format("{}: {}", child.name(), child.value()));
            report(diagnostics, Severity::warning, listing.id, child.name(), child.value(),
                   "an element that we do not know is kept as text");
        }
    }
    return {};
}

void read_lists(const XmlNode& entity, const Scope& scope, OfacEntity& read,
                std::vector<Diagnostic>& diagnostics) {
    for_each_touched(
        entity, scope, "sanctionsLists", "sanctionsList", [&](const XmlNode& node, const Scope&) {
            const std::string published = node.attribute("datePublished");
            OfacListDate list{node.value(), {}};
            if (const auto date = base::parse_iso_date_prefix(published)) {
                list.since = *date;
            } else if (!published.empty()) {
                report(diagnostics, Severity::warning, read.listing.id, "datePublished", published,
                       "this date could not be read");
            }
            add_once(read.listing.further, fmt::format("Sanctions list: {} ({})", list.list, published));
            read.lists.push_back(std::move(list));
        });
}

void keep_unknown(const XmlNode& entity, const Scope& scope, model::Listing& listing,
                  std::vector<Diagnostic>& diagnostics) {
    static constexpr std::string_view known[] = {
        "generalInfo", "sanctionsLists", "sanctionsPrograms", "sanctionsTypes",    "legalAuthorities",
        "names",       "addresses",      "features",          "identityDocuments", "relationships"};
    for (const XmlNode& child : entity.children()) {
        if (std::ranges::find(known, child.name()) == std::end(known) && touched(child, scope)) {
            add_once(listing.further, fmt::format("{}: {}", child.name(), child.value()));
            report(diagnostics, Severity::warning, listing.id, child.name(), child.value(),
                   "an element that we do not know is kept as text");
        }
    }
}

std::string primary_full_name(const XmlNode& entity) {
    for (const XmlNode& name : entity.child("names").children("name")) {
        if (name.value("isPrimary") == "true") {
            return name.path("translations/translation").value("formattedFullName");
        }
    }
    return {};
}

}  // namespace

std::string_view ofac_script(std::string_view script) {
    static constexpr std::pair<std::string_view, std::string_view> scripts[] = {
        {"Latin", "Latn"},
        {"Cyrillic", "Cyrl"},
        {"Arabic", "Arab"},
        {"Chinese Simplified", "Hans"},
        {"Chinese Traditional", "Hant"},
        {"Chinese", "Hani"},
        {"Korean", "Kore"},
        {"Hangul", "Hang"},
        {"Japanese", "Jpan"},
        {"Hebrew", "Hebr"},
        {"Greek", "Grek"},
        {"Armenian", "Armn"},
        {"Georgian", "Geor"},
        {"Devanagari", "Deva"},
        {"Bengali", "Beng"},
        {"Burmese", "Mymr"},
        {"Myanmar", "Mymr"},
        {"Thai", "Thai"},
        {"Ethiopic", "Ethi"},
        {"Amharic", "Ethi"},
        {"Tamil", "Taml"},
        {"Telugu", "Telu"},
        {"Gurmukhi", "Guru"},
        {"Gujarati", "Gujr"},
        {"Khmer", "Khmr"},
        {"Lao", "Laoo"},
        {"Sinhala", "Sinh"},
        {"Persian", "Arab"},
        {"Farsi", "Arab"},
        {"Urdu", "Arab"},
        {"Mongolian", "Mong"},
        {"Tibetan", "Tibt"},
        {"Thaana", "Thaa"},
    };
    for (const auto& [name, code] : scripts) {
        if (base::ascii_iequals(name, script)) {
            return code;
        }
    }
    return {};
}

base::Date ofac_listed_on(const std::vector<OfacListDate>& lists, std::string_view list) {
    const auto earliest = [&](auto&& belongs) {
        base::Date found;
        for (const OfacListDate& entry : lists) {
            if (belongs(entry.list) && base::is_valid(entry.since) &&
                (!base::is_valid(found) || entry.since < found)) {
                found = entry.since;
            }
        }
        return found;
    };
    base::Date found;
    if (list == "ofac-sdn") {
        found = earliest([](const std::string& name) { return name == "SDN List"; });
    } else if (list == "ofac-cons") {
        found = earliest([](const std::string& name) { return name != "SDN List"; });
    }
    return base::is_valid(found) ? found : earliest([](const std::string&) { return true; });
}

base::Result<OfacEntity> read_ofac_entity(const XmlNode& entity, OfacView view,
                                          std::vector<Diagnostic>& diagnostics) {
    OfacEntity read;
    model::Listing& listing = read.listing;
    listing.id = entity.attribute("id");
    if (listing.id.empty()) {
        return base::fail(ErrorCode::invalid_input, "an entity has no id");
    }
    const Scope scope{view, OfacView::whole};
    CORDON_TRY(read_general(entity, scope, listing, diagnostics));
    read_lists(entity, scope, read, diagnostics);
    read_texts(entity, scope, "sanctionsPrograms", "sanctionsProgram", listing.programmes);
    read_texts(entity, scope, "sanctionsTypes", "sanctionsType", listing.measures);
    read_texts(entity, scope, "legalAuthorities", "legalAuthority", listing.legal_bases);
    const std::string primary = primary_full_name(entity);
    for_each_touched(entity, scope, "names", "name", [&](const XmlNode& node, const Scope& inside) {
        read_name(node, inside, listing, diagnostics);
    });
    for_each_touched(entity, scope, "addresses", "address",
                     [&](const XmlNode& node, const Scope& inside) { read_address(node, inside, listing); });
    for_each_touched(entity, scope, "features", "feature", [&](const XmlNode& node, const Scope& inside) {
        read_feature(node, inside, listing, diagnostics);
    });
    for_each_touched(entity, scope, "identityDocuments", "identityDocument",
                     [&](const XmlNode& node, const Scope& inside) {
                         read_document(node, inside, primary, listing, diagnostics);
                     });
    for_each_touched(
        entity, scope, "relationships", "relationship",
        [&](const XmlNode& node, const Scope& inside) { read_relationship(node, inside, listing); });
    keep_unknown(entity, scope, listing, diagnostics);
    std::ranges::stable_sort(listing.names, {}, [](const model::ListedName& name) {
        return name.kind == model::NameKind::primary ? 0 : 1;
    });
    return read;
}

}  // namespace cordon::lists
