#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/date.h"
#include "base/strings.h"
#include "lists/add_unique.h"
#include "lists/ftm_entity.h"
#include "model/country.h"

namespace cordon::lists {

namespace {

using model::IdentifierKind;
using model::ListedName;
using model::Listing;
using model::NameKind;
using model::NamePartKind;
using model::NameQuality;

enum class Use : std::uint8_t {
    skip,  // read elsewhere: names, parts
    birth_date,
    birth_place,
    nationality,
    country,
    gender,
    address,
    identifier,
    programme,
    title,
    position,
    reason,
    link,
    relation,
    update,
    currency,
};

struct PropertyUse {
    std::string_view property;
    Use use;
    IdentifierKind identifier = IdentifierKind::other;
};

constexpr auto uses = std::to_array<PropertyUse>({
    {"name", Use::skip},
    {"alias", Use::skip},
    {"weakAlias", Use::skip},
    {"previousName", Use::skip},
    {"abbreviation", Use::skip},
    {"firstName", Use::skip},
    {"secondName", Use::skip},
    {"middleName", Use::skip},
    {"fatherName", Use::skip},
    {"lastName", Use::skip},
    {"nameSuffix", Use::skip},
    {"addressEntity", Use::skip},  // joined
    {"sanctions", Use::skip},      // nested shape: joined
    {"identification", Use::skip},
    {"currency", Use::currency},
    {"currencySymbol", Use::currency},
    {"birthDate", Use::birth_date},
    {"incorporationDate", Use::birth_date},
    {"buildDate", Use::birth_date},
    {"creationDate", Use::birth_date},
    {"birthPlace", Use::birth_place},
    {"birthCountry", Use::birth_place},
    {"nationality", Use::nationality},
    {"citizenship", Use::nationality},
    {"flag", Use::nationality},
    {"country", Use::country},
    {"jurisdiction", Use::country},
    {"mainCountry", Use::country},
    {"gender", Use::gender},
    {"address", Use::address},
    {"passportNumber", Use::identifier, IdentifierKind::passport},
    {"idNumber", Use::identifier, IdentifierKind::national_id},
    {"socialSecurityNumber", Use::identifier, IdentifierKind::social_security},
    {"taxNumber", Use::identifier, IdentifierKind::tax},
    {"vatCode", Use::identifier, IdentifierKind::tax},
    {"innCode", Use::identifier, IdentifierKind::inn},
    {"ogrnCode", Use::identifier, IdentifierKind::ogrn},
    {"leiCode", Use::identifier, IdentifierKind::lei},
    {"swiftBic", Use::identifier, IdentifierKind::bic},
    {"registrationNumber", Use::identifier, IdentifierKind::registration},
    {"imoNumber", Use::identifier, IdentifierKind::imo},
    {"mmsi", Use::identifier, IdentifierKind::mmsi},
    {"callSign", Use::identifier, IdentifierKind::call_sign},
    {"serialNumber", Use::identifier, IdentifierKind::aircraft_serial},
    {"publicKey", Use::identifier, IdentifierKind::wallet},
    {"phone", Use::identifier, IdentifierKind::phone},
    {"email", Use::identifier, IdentifierKind::email},
    {"website", Use::identifier, IdentifierKind::website},
    {"licenseNumber", Use::identifier},
    {"dunsCode", Use::identifier},
    {"uniqueEntityId", Use::identifier},
    {"npiCode", Use::identifier},
    {"okpoCode", Use::identifier},
    {"kppCode", Use::identifier},
    {"cageCode", Use::identifier},
    {"permId", Use::identifier},
    {"isinCode", Use::identifier},
    {"bvdId", Use::identifier},
    {"icaoCode", Use::identifier},
    {"crsNumber", Use::identifier},
    {"wikidataId", Use::identifier},
    {"program", Use::programme},
    {"programId", Use::programme},
    {"title", Use::title},
    {"position", Use::position},
    {"notes", Use::reason},
    {"summary", Use::reason},
    {"description", Use::reason},
    {"sourceUrl", Use::link},
    {"wikipediaUrl", Use::link},
    {"publisherUrl", Use::link},
    {"opencorporatesUrl", Use::link},
    {"parent", Use::relation},
    {"owner", Use::relation},
    {"operator", Use::relation},
    {"holder", Use::relation},
    {"modifiedAt", Use::update},
});

constexpr auto name_parts = std::to_array<std::pair<std::string_view, NamePartKind>>({
    {"firstName", NamePartKind::given},
    {"secondName", NamePartKind::further_given},
    {"middleName", NamePartKind::further_given},
    {"fatherName", NamePartKind::father},
    {"lastName", NamePartKind::family},
    {"nameSuffix", NamePartKind::suffix},
});

// Properties of the nested shape that only lead to entities joined elsewhere ("ownershipOwner", ...).
bool leads_to_joined(std::string_view property) {
    static constexpr auto reverse = std::to_array<std::string_view>({"ownershipOwner",
                                                                     "ownershipAsset",
                                                                     "directorshipDirector",
                                                                     "directorshipOrganization",
                                                                     "membershipMember",
                                                                     "membershipOrganization",
                                                                     "employees",
                                                                     "employers",
                                                                     "agencyClient",
                                                                     "agentRepresentation",
                                                                     "familyPerson",
                                                                     "familyRelative",
                                                                     "associates",
                                                                     "associations",
                                                                     "unknownLinkTo",
                                                                     "unknownLinkFrom",
                                                                     "successors",
                                                                     "predecessors",
                                                                     "debtDebtor",
                                                                     "debtCreditor",
                                                                     "positionOccupancies",
                                                                     "cryptoWallets"});
    return std::ranges::find(reverse, property) != reverse.end();
}

class ListingMaker {
public:
    ListingMaker(const FtmEntity& entity, std::vector<Diagnostic>& diagnostics)
        : entity_(entity), diagnostics_(diagnostics) {}

    Listing make() {
        listing_.id = entity_.id;
        listing_.kind = party_kind_of_schema(entity_.schema).value_or(model::PartyKind::unknown);
        add_names();
        add_name_parts();
        for (const auto& [property, values] : entity_.properties) {
            for (const std::string& value : values) {
                add_value(property, value);
            }
        }
        add_own_words();
        for (const std::string& dataset : entity_.datasets) {
            add_unique(listing_.further, "dataset: " + dataset);
        }
        for (const std::string& referent : entity_.referents) {
            if (referent != entity_.id) {
                add_unique(listing_.cross_references, "ftm:" + referent);
            }
        }
        set_updated_on(entity_.last_change);
        return std::move(listing_);
    }

private:
    // What the entity says of itself and a Listing has no place for.
    void add_own_words() {
        const std::string& schema = entity_.schema;
        if (schema == "LegalEntity" || schema == "Company" || schema == "PublicBody" || schema == "Vehicle") {
            add_unique(listing_.further, "schema: " + schema);
        }
        if (!entity_.first_seen.empty()) {
            add_unique(listing_.further, "first_seen: " + entity_.first_seen);
        }
        const std::string& changed = entity_.last_change;
        if (changed.size() > 10 && changed.find("T00:00:00") == std::string::npos) {
            add_unique(listing_.further, "last_change: " + changed);
        }
    }

    void report(Severity severity, std::string_view field, std::string_view value, std::string_view message) {
        diagnostics_.push_back(
            {severity, entity_.id, std::string(field), base::shown(value, 200), std::string(message)});
    }

    void add_name(const std::string& text, NameKind kind, NameQuality quality, std::string_view note = "") {
        const auto same = std::ranges::find(listing_.names, text, &ListedName::text);
        if (same == listing_.names.end()) {
            ListedName name;
            name.text = text;
            name.kind = kind;
            name.quality = quality;
            name.note = note;
            listing_.names.push_back(std::move(name));
        }
    }

    void add_names() {
        const std::vector<std::string>& names = entity_.all("name");
        if (entity_.has("name", entity_.caption)) {
            add_name(entity_.caption, NameKind::primary, NameQuality::strong);
        }
        for (const std::string& name : names) {
            add_name(name, listing_.names.empty() ? NameKind::primary : NameKind::aka, NameQuality::strong);
        }
        for (const std::string& alias : entity_.all("alias")) {
            add_name(alias, NameKind::aka, NameQuality::strong);
        }
        for (const std::string& former : entity_.all("previousName")) {
            add_name(former, NameKind::fka, NameQuality::unknown);
        }
        for (const std::string& short_name : entity_.all("abbreviation")) {
            add_name(short_name, NameKind::aka, NameQuality::unknown, "abbreviation");
        }
        for (const std::string& weak : entity_.all("weakAlias")) {
            add_name(weak, NameKind::aka, NameQuality::weak);
        }
        if (names.empty()) {
            add_name_without_name();
        }
    }

    // No "name": the parts, a wallet's key, else the caption that the publisher shows.
    void add_name_without_name() {
        std::vector<std::string> parts;
        for (const auto& [property, kind] : name_parts) {
            if (!entity_.first(property).empty()) {
                parts.push_back(entity_.first(property));
            }
        }
        std::string made = base::join(parts, " ");
        if (made.empty()) {
            made = entity_.first("publicKey");
        }
        if (made.empty()) {
            made = entity_.caption;
        }
        if (!made.empty()) {
            report(Severity::note, "name", made, "no name is given; made from name parts, key or caption");
            add_name(made, NameKind::primary, NameQuality::unknown);
        }
    }

    // Parts are believed only where they can belong to one name: one value each, found in the primary name.
    void add_name_parts() {
        const auto belongs = [&](std::string_view property) {
            const std::vector<std::string>& values = entity_.all(property);
            return values.size() == 1 && !listing_.names.empty() &&
                   base::ascii_ifind(listing_.names.front().text, values.front()) != std::string_view::npos;
        };
        for (const auto& [property, kind] : name_parts) {
            if (belongs(property)) {
                listing_.names.front().parts.push_back({kind, entity_.first(property)});
                continue;
            }
            for (const std::string& value : entity_.all(property)) {
                add_unique(listing_.further, fmt::format("{}: {}", property, value));
            }
        }
    }

    void add_value(const std::string& property, const std::string& value) {
        const auto* const found = std::ranges::find(uses, std::string_view(property), &PropertyUse::property);
        if (found == uses.end()) {
            if (!leads_to_joined(property)) {
                add_unique(listing_.further, fmt::format("{}: {}", property, value));
            }
            return;
        }
        switch (found->use) {
            case Use::skip: break;
            case Use::birth_date: add_birth_date(property, value); break;
            case Use::birth_place: add_birth_place(property, value); break;
            case Use::nationality: add_country(listing_.nationalities, property, value); break;
            case Use::country: add_country(listing_.countries, property, value); break;
            case Use::gender: add_gender(value); break;
            case Use::address: add_unique(listing_.addresses, model::Address{.lines = {value}}); break;
            case Use::identifier: add_identifier(*found, value); break;
            case Use::programme: add_unique(listing_.programmes, value); break;
            case Use::title: add_unique(listing_.titles, value); break;
            case Use::position: add_unique(listing_.positions, value); break;
            case Use::reason: add_unique(listing_.reasons, value); break;
            case Use::link: add_unique(listing_.links, value); break;
            case Use::relation: add_unique(listing_.relations, {property, value, ""}); break;
            case Use::update: set_updated_on(value); break;
            case Use::currency: add_currency(property, value); break;
        }
    }

    void add_birth_date(const std::string& property, const std::string& value) {
        auto date = base::parse_partial_date(value);
        if (!date) {
            base::PartialDate unread;
            unread.source_text = value;
            report(Severity::warning, property, value, "not a date form we read; kept as text");
            add_unique(listing_.birth_dates, {std::move(unread), ""});
            return;
        }
        add_unique(listing_.birth_dates, {*std::move(date), ""});
    }

    void add_birth_place(const std::string& property, const std::string& value) {
        model::Place place;
        place.text = value;
        if (property == "birthCountry") {
            place.country = country_of_ftm(value);
        }
        add_unique(listing_.birth_places, std::move(place));
    }

    void add_country(std::vector<model::Country>& countries, const std::string& property,
                     const std::string& value) {
        model::Country country = country_of_ftm(value);
        if (country.code.empty()) {
            report(Severity::warning, property, value, "not a country we know; kept as text");
        }
        add_unique(countries, std::move(country));
    }

    void add_gender(const std::string& value) {
        if (base::ascii_iequals(value, "male")) {
            listing_.gender = model::Gender::male;
        } else if (base::ascii_iequals(value, "female")) {
            listing_.gender = model::Gender::female;
        } else {
            add_unique(listing_.further, "gender: " + value);
        }
    }

    void set_updated_on(std::string_view text) {
        if (const auto day = base::parse_iso_date_prefix(text); day && *day > listing_.updated_on) {
            listing_.updated_on = *day;
        }
    }

    // Of a wallet it stands with the key; anything else keeps it as text.
    void add_currency(const std::string& property, const std::string& value) {
        if (entity_.all("publicKey").empty() || entity_.first(property) != value) {
            add_unique(listing_.further, fmt::format("{}: {}", property, value));
        }
    }

    void add_identifier(const PropertyUse& use, const std::string& value) {
        model::Identifier identifier;
        identifier.kind = use.identifier;
        identifier.value = value;
        identifier.type_text = use.property;
        if (use.identifier == IdentifierKind::registration && listing_.kind == model::PartyKind::vessel) {
            identifier.kind = IdentifierKind::vessel_registration;
        } else if (use.identifier == IdentifierKind::registration &&
                   listing_.kind == model::PartyKind::aircraft) {
            identifier.kind = IdentifierKind::aircraft_tail;
        }
        if (use.identifier == IdentifierKind::wallet) {
            identifier.currency = entity_.first("currency");
            if (identifier.currency.empty()) {
                identifier.currency = entity_.first("currencySymbol");
            }
        }
        add_unique(listing_.identifiers, std::move(identifier));
    }

    const FtmEntity& entity_;
    std::vector<Diagnostic>& diagnostics_;
    Listing listing_;
};

}  // namespace

Listing listing_of_ftm_entity(const FtmEntity& entity, std::vector<Diagnostic>& diagnostics) {
    return ListingMaker(entity, diagnostics).make();
}

}  // namespace cordon::lists
