#include "engine/subject_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/strings.h"
#include "model/country.h"

namespace cordon::engine {

namespace {

using model::IdentifierKind;
using model::PartyKind;

constexpr auto columns = std::to_array<std::string_view>(
    {"id", "name", "type", "dob", "country", "nationality", "gender", "birth_place", "passport",
     "national_id", "tax_id", "registration", "lei", "imo", "mmsi", "bic", "wallet", "identifier"});

struct NamedIdentifier {
    std::string_view name;
    IdentifierKind kind;
};
constexpr auto identifier_types = std::to_array<NamedIdentifier>({
    {"passport", IdentifierKind::passport},
    {"national_id", IdentifierKind::national_id},
    {"tax_id", IdentifierKind::tax},
    {"tax", IdentifierKind::tax},
    {"registration", IdentifierKind::registration},
    {"lei", IdentifierKind::lei},
    {"imo", IdentifierKind::imo},
    {"mmsi", IdentifierKind::mmsi},
    {"bic", IdentifierKind::bic},
    {"wallet", IdentifierKind::wallet},
    {"tail", IdentifierKind::aircraft_tail},
    {"iban", IdentifierKind::iban},
    {"driving_licence", IdentifierKind::driving_licence},
    {"social_security", IdentifierKind::social_security},
    {"other", IdentifierKind::other},
});

// nothing for a word that is no kind; unknown for one that says that it is not known.
std::optional<PartyKind> kind_of(std::string_view text) {
    const std::string word = base::ascii_lower(text);
    const auto is = [&word](std::initializer_list<std::string_view> words) {
        return std::ranges::find(words, word) != words.end();
    };
    if (is({"person", "individual", "natural", "natural person", "p", "i"})) {
        return PartyKind::person;
    }
    if (is({"entity", "organization", "organisation", "company", "legalentity", "legal entity",
            "legal person", "business", "e", "o"})) {
        return PartyKind::entity;
    }
    if (is({"vessel", "ship"})) {
        return PartyKind::vessel;
    }
    if (is({"aircraft", "airplane", "plane"})) {
        return PartyKind::aircraft;
    }
    return is({"unknown", "other", "n/a", "-"}) ? std::optional(PartyKind::unknown) : std::nullopt;
}

std::optional<model::Gender> gender_of(std::string_view text) {
    const std::string word = base::ascii_lower(text);
    if (word == "m" || word == "male" || word == "man") {
        return model::Gender::male;
    }
    if (word == "f" || word == "female" || word == "woman") {
        return model::Gender::female;
    }
    constexpr auto not_said = std::to_array<std::string_view>(
        {"u", "x", "d", "unknown", "other", "diverse", "non-binary", "not stated", "n/a", "-"});
    return std::ranges::find(not_said, word) != not_said.end() ? std::optional(model::Gender::unknown)
                                                               : std::nullopt;
}

void cannot_read(model::Subject& subject, std::string_view what, std::string_view text,
                 std::string_view why) {
    subject.unread.push_back(fmt::format("{} '{}' {}", what, base::shown(text), why));
}

// "NUMBER", "NUMBER:COUNTRY" or "NUMBER (COUNTRY)"; what is no country belongs to the number.
void add_identifier(model::Subject& subject, IdentifierKind kind, std::string_view text) {
    model::Identifier identifier{.kind = kind, .value = std::string(text)};
    const auto take = [&](std::size_t apart, std::string_view behind) {
        const model::Country issuer = model::country_from_text(base::trim(behind));
        if (!identifier.issuer.code.empty() || issuer.code.empty() || kind == IdentifierKind::wallet) {
            return;
        }
        identifier.value = base::trim(text.substr(0, apart));
        identifier.issuer = issuer;
    };
    if (const auto colon = text.rfind(':'); colon != std::string_view::npos) {
        take(colon, text.substr(colon + 1));
    }
    if (const auto bracket = text.find('('); bracket != std::string_view::npos && text.ends_with(')')) {
        take(bracket, text.substr(bracket + 1, text.size() - bracket - 2));
    }
    subject.identifiers.push_back(std::move(identifier));
}

// "TYPE:NUMBER" or "TYPE:NUMBER:COUNTRY".
void add_typed_identifier(model::Subject& subject, std::string_view what, std::string_view text) {
    const auto colon = text.find(':');
    const std::string type = base::ascii_lower(base::trim(text.substr(0, colon)));
    const auto known = std::ranges::find(identifier_types, type, &NamedIdentifier::name);
    if (colon == std::string_view::npos || known == identifier_types.end() ||
        base::trim(text.substr(colon + 1)).empty()) {
        std::string types;
        for (const NamedIdentifier& one : identifier_types) {
            types += fmt::format("{}{}", types.empty() ? "" : ", ", one.name);
        }
        cannot_read(subject, what, text,
                    fmt::format("is not TYPE:NUMBER or TYPE:NUMBER:COUNTRY; types are {}", types));
        return;
    }
    add_identifier(subject, known->kind, base::trim(text.substr(colon + 1)));
}

void add_country(model::Subject& subject, std::vector<model::Country>& into, std::string_view what,
                 std::string_view text) {
    model::Country country = model::country_from_text(text);
    if (country.code.empty()) {
        cannot_read(subject, what, text, "is not a country that we know");
    } else {
        into.push_back(std::move(country));
    }
}

void set_value(model::Subject& subject, std::string_view what, const std::string& text) {
    const auto named = std::ranges::find(identifier_types, what, &NamedIdentifier::name);
    if (named != identifier_types.end()) {
        add_identifier(subject, named->kind, text);
    } else if (what == "identifier") {
        add_typed_identifier(subject, what, text);
    } else if (what == "type") {
        const auto kind = kind_of(text);
        subject.kind = kind.value_or(PartyKind::unknown);
        if (!kind) {
            cannot_read(subject, what, text, "is not person, entity, vessel or aircraft");
        }
    } else if (what == "gender") {
        const auto gender = gender_of(text);
        subject.gender = gender.value_or(model::Gender::unknown);
        if (!gender) {
            cannot_read(subject, what, text, "is not male or female");
        }
    } else if (what == "dob") {
        auto date = base::parse_partial_date(text);
        if (date) {
            subject.birth_dates.push_back(*std::move(date));
        } else {
            cannot_read(subject, what, text, "is not a date that we can read; write 1968-03-12, or 1968");
        }
    } else if (what == "country") {
        add_country(subject, subject.countries, what, text);
    } else if (what == "nationality") {
        add_country(subject, subject.nationalities, what, text);
    } else if (what == "birth_place") {
        subject.birth_places.push_back({.text = text});
    }
}

}  // namespace

std::span<const std::string_view> known_facts() {
    return columns;
}

void set_fact(model::Subject& subject, std::string_view what, const std::string& value) {
    const std::string text = base::collapse_whitespace(value);
    if (text.empty()) {
        return;
    }
    if (what == "id") {
        subject.id = text;
    } else if (what == "name") {
        subject.names.push_back(text);
    } else if (what == "birth_place") {
        set_value(subject, what, text);
    } else {
        for (const std::string_view part : base::split(text, ';')) {
            if (const std::string one(base::trim(part)); !one.empty()) {
                set_value(subject, what, one);
            }
        }
    }
}

}  // namespace cordon::engine
