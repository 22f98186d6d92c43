#include "server/yente_entity.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/strings.h"
#include "server/yente_schema.h"

namespace cordon::server {

namespace {

using model::IdentifierKind;
using model::Listing;
using model::NamePartKind;

void write_texts(codec::JsonWriter& json, const std::vector<std::string>& texts) {
    json.begin_array();
    for (const std::string& text : texts) {
        json.string(text);
    }
    json.end_array();
}

void write_time(codec::JsonWriter& json, std::string_view name, std::string_view time) {
    json.key(name);
    time.empty() ? json.null() : json.string(time);
}

// As much of an ISO date as the publisher knows; both ends of what is longer than a year.
std::vector<std::string> ftm_dates(const base::PartialDate& date) {
    if (!date.known()) {
        return {};
    }
    const std::string from = base::to_string(date.from);
    const std::string to = base::to_string(date.to);
    if (date.from == date.to) {
        return {from};
    }
    if (from.substr(0, 7) == to.substr(0, 7)) {
        return {from.substr(0, 7)};
    }
    if (from.substr(0, 4) == to.substr(0, 4)) {
        return {from.substr(0, 4)};
    }
    return {from.substr(0, 4), to.substr(0, 4)};
}

std::string_view property_of(IdentifierKind kind, std::string_view ftm_class) {
    switch (kind) {
        case IdentifierKind::passport: return "passportNumber";
        case IdentifierKind::national_id:
        case IdentifierKind::driving_licence:
        case IdentifierKind::birth_certificate: return "idNumber";
        case IdentifierKind::tax: return "taxNumber";
        case IdentifierKind::lei: return "leiCode";
        case IdentifierKind::imo: return "imoNumber";
        case IdentifierKind::mmsi: return "mmsi";
        case IdentifierKind::bic: return "swiftBic";
        case IdentifierKind::wallet: return "publicKey";
        case IdentifierKind::registration:
        case IdentifierKind::aircraft_tail:
        case IdentifierKind::vessel_registration: return "registrationNumber";
        case IdentifierKind::social_security: return "socialSecurityNumber";
        case IdentifierKind::call_sign: return "callSign";
        case IdentifierKind::aircraft_serial: return "serialNumber";
        case IdentifierKind::phone: return "phone";
        case IdentifierKind::email: return "email";
        case IdentifierKind::website: return "website";
        case IdentifierKind::ogrn: return "ogrnCode";
        case IdentifierKind::inn: return "innCode";
        case IdentifierKind::other: return ftm_class == "Person" ? "idNumber" : "registrationNumber";
        case IdentifierKind::account:
        case IdentifierKind::iban:
        case IdentifierKind::reference:
        case IdentifierKind::interpol:
        case IdentifierKind::visa: break;
    }
    return "";
}

std::string_view name_property(const model::ListedName& name) {
    if (name.quality == model::NameQuality::weak) {
        return "weakAlias";
    }
    switch (name.kind) {
        case model::NameKind::primary: return "name";
        case model::NameKind::fka: return "previousName";
        case model::NameKind::aka:
        case model::NameKind::nka:
        case model::NameKind::original_script:
        case model::NameKind::translation: break;
    }
    return "alias";
}

std::string_view part_property(NamePartKind kind) {
    switch (kind) {
        case NamePartKind::given: return "firstName";
        case NamePartKind::further_given: return "middleName";
        case NamePartKind::family: return "lastName";
        case NamePartKind::father: return "fatherName";
        case NamePartKind::suffix: return "nameSuffix";
        case NamePartKind::title: return "title";
        case NamePartKind::grandfather:
        case NamePartKind::tribal:
        case NamePartKind::maiden:
        case NamePartKind::whole:
        case NamePartKind::other: break;
    }
    return "";
}

class EntityMaker {
public:
    EntityMaker(const YenteView& view, std::uint32_t ordinal, const Listing& listing)
        : row_{view.row(ordinal)},
          version_{view.snapshot().versions()[view.snapshot().list_of(ordinal)]},
          listing_{listing} {
        entity_.datasets = view.set(row_.datasets);
        topics_ = &view.set(row_.topics);
    }

    YenteEntity make() {
        entity_.id = row_.id;
        entity_.caption = row_.caption;
        entity_.ftm_class = row_.ftm_class;
        entity_.target = true;
        entity_.first_seen = row_.first_seen;
        entity_.last_seen = base::to_string(version_.published) + "T00:00:00";
        entity_.last_change = row_.last_change;
        add_names();
        add_person();
        add_countries();
        add_addresses();
        for (const model::Identifier& identifier : listing_.identifiers) {
            add_identifier(identifier);
        }
        add_all("programId", listing_.programmes);
        add_all("topics", *topics_);
        add_all("sourceUrl", listing_.links);
        add_all("notes", listing_.reasons);
        add_further();
        for (const std::string_view reference : listing_.cross_references) {
            if (reference.starts_with("ftm:")) {
                entity_.referents.push_back(safe_entity_id(reference.substr(4)));
            }
        }
        return std::move(entity_);
    }

private:
    bool put(std::string_view property, const std::string& value) {
        if (property.empty() || ftm_property(entity_.ftm_class, property) == nullptr) {
            return false;
        }
        entity_.add(property, value);
        return true;
    }
    void put_or_note(std::string_view property, std::string_view words, const std::string& value) {
        if (!put(property, value)) {
            entity_.add("notes", fmt::format("{}: {}", words, value));
        }
    }
    void add_all(std::string_view property, const std::vector<std::string>& values) {
        for (const std::string& value : values) {
            put_or_note(property, property, value);
        }
    }

    void add_names() {
        for (const model::ListedName& name : listing_.names) {
            if (!name.supplement) {
                entity_.add(name_property(name), name.text);
            }
        }
        if (entity_.ftm_class == "Person" && !listing_.names.empty()) {
            for (const model::NamePart& part : listing_.names.front().parts) {
                put(part_property(part.kind), part.value);
            }
        }
    }

    void add_person() {
        const bool person = entity_.ftm_class == "Person";
        const std::string_view property = person                                   ? "birthDate"
                                          : entity_.ftm_class == "CryptoWallet"    ? "creationDate"
                                          : ftm_is_a(entity_.ftm_class, "Vehicle") ? "buildDate"
                                                                                   : "incorporationDate";
        for (const model::BirthDate& birth : listing_.birth_dates) {
            for (const std::string& day : ftm_dates(birth.date)) {
                put(property, day);
            }
            if (!birth.date.exact() && (birth.date.circa || !birth.date.known())) {
                entity_.add("notes", fmt::format("{}: {}", property, base::to_string(birth.date)));
            }
        }
        for (const model::Place& place : listing_.birth_places) {
            put_or_note("birthPlace", "Place", place.text);
            put("birthCountry", ftm_country(place.country));
        }
        if (listing_.gender != model::Gender::unknown) {
            put("gender", std::string(model::to_string(listing_.gender)));
        }
        add_all("title", listing_.titles);
        add_all("position", listing_.positions);
    }

    void add_countries() {
        const bool person = entity_.ftm_class == "Person";
        const std::string_view own = person                          ? "nationality"
                                     : entity_.ftm_class == "Vessel" ? "flag"
                                                                     : "country";
        for (const model::Country& country : listing_.nationalities) {
            add_country(own, country);
        }
        for (const model::Country& country : listing_.countries) {
            add_country("country", country);
        }
    }
    void add_country(std::string_view property, const model::Country& country) {
        const std::string code = ftm_country(country);
        if (code.empty()) {
            put_or_note("", property, country.text);
        } else {
            put(property, code);
        }
    }

    void add_addresses() {
        std::size_t number = 0;
        for (const model::Address& address : listing_.addresses) {
            entity_.add("address", one_line(address));
            entity_.add("addressEntity", fmt::format("{}~~address-{}", entity_.id, ++number));
            entity_.add("country", ftm_country(address.country));
        }
    }

    void add_identifier(const model::Identifier& identifier) {
        const FtmProperty* const published = ftm_property(entity_.ftm_class, identifier.type_text);
        const std::string_view property =
            published != nullptr ? published->name : property_of(identifier.kind, entity_.ftm_class);
        const std::string words = identifier.type_text.empty()
                                      ? std::string(model::to_string(identifier.kind))
                                      : identifier.type_text;
        put_or_note(property, words, identifier.value);
        if (identifier.kind == IdentifierKind::wallet) {
            put("currency", identifier.currency);
        }
    }

    // Properties of FollowTheMoney that a Listing has no place for.
    void add_further() {
        if (!speaks_ftm(version_)) {
            return;
        }
        for (const std::string_view line : listing_.further) {
            const std::size_t colon = line.find(": ");
            if (colon != line.npos && line.substr(0, colon) != "topics") {
                put(line.substr(0, colon), std::string(line.substr(colon + 2)));
            }
        }
    }

    const YenteRow& row_;
    const model::ListVersion& version_;
    const Listing& listing_;
    const std::vector<std::string>* topics_ = nullptr;
    YenteEntity entity_;
};

}  // namespace

void YenteEntity::add(std::string_view property, std::string value) {
    if (value.empty()) {
        return;
    }
    auto found =
        std::ranges::find(properties, property, &std::pair<std::string, std::vector<std::string>>::first);
    if (found == properties.end()) {
        properties.emplace_back(std::string(property), std::vector<std::string>());
        found = properties.end() - 1;
    }
    if (std::ranges::find(found->second, value) == found->second.end()) {
        found->second.push_back(std::move(value));
    }
}

void YenteEntity::add(std::string_view property, YenteEntity entity) {
    auto found = std::ranges::find_if(nested, [&](const auto& entry) { return entry.first == property; });
    if (found == nested.end()) {
        nested.emplace_back(std::string(property), std::vector<YenteEntity>());
        found = nested.end() - 1;
    }
    found->second.push_back(std::move(entity));
}

const std::vector<std::string>* YenteEntity::find(std::string_view property) const {
    for (const auto& [name, values] : properties) {
        if (name == property) {
            return &values;
        }
    }
    return nullptr;
}

void write_entity_members(codec::JsonWriter& json, const YenteEntity& entity) {
    json.key("id").string(entity.id).key("caption").string(entity.caption);
    json.key("schema").string(entity.ftm_class);
    json.key("properties").begin_object();
    for (const auto& [property, values] : entity.properties) {
        const bool is_nested = std::ranges::any_of(
            entity.nested, [&name = property](const auto& entry) { return entry.first == name; });
        if (!is_nested) {
            write_texts(json.key(property), values);
        }
    }
    for (const auto& [property, entities] : entity.nested) {
        json.key(property).begin_array();
        for (const YenteEntity& one : entities) {
            write_entity(json, one);
        }
        json.end_array();
    }
    json.end_object();
    write_texts(json.key("datasets"), entity.datasets);
    write_texts(json.key("referents"), entity.referents);
    json.key("target").boolean(entity.target);
    write_time(json, "first_seen", entity.first_seen);
    write_time(json, "last_seen", entity.last_seen);
    write_time(json, "last_change", entity.last_change);
}

void write_entity(codec::JsonWriter& json, const YenteEntity& entity) {
    json.begin_object();
    write_entity_members(json, entity);
    json.end_object();
}

YenteEntity entity_of(const YenteView& view, std::uint32_t ordinal, const Listing& listing) {
    return EntityMaker(view, ordinal, listing).make();
}

}  // namespace cordon::server
