#include "model/listing.h"

#include "base/check.h"

namespace cordon::model {

std::string_view to_string(PartyKind kind) {
    switch (kind) {
        case PartyKind::unknown: return "unknown";
        case PartyKind::person: return "person";
        case PartyKind::entity: return "entity";
        case PartyKind::vessel: return "vessel";
        case PartyKind::aircraft: return "aircraft";
        case PartyKind::wallet: return "wallet";
    }
    CORDON_CHECK(false && "a PartyKind outside its enum");
    return {};
}

std::string_view to_string(NameKind kind) {
    switch (kind) {
        case NameKind::primary: return "primary";
        case NameKind::aka: return "aka";
        case NameKind::fka: return "fka";
        case NameKind::nka: return "nka";
        case NameKind::original_script: return "original script";
        case NameKind::translation: return "translation";
    }
    CORDON_CHECK(false && "a NameKind outside its enum");
    return {};
}

std::string_view to_string(NameQuality quality) {
    switch (quality) {
        case NameQuality::unknown: return "unknown";
        case NameQuality::strong: return "strong";
        case NameQuality::weak: return "weak";
    }
    CORDON_CHECK(false && "a NameQuality outside its enum");
    return {};
}

std::string_view to_string(NamePartKind kind) {
    switch (kind) {
        case NamePartKind::other: return "other";
        case NamePartKind::given: return "given";
        case NamePartKind::further_given: return "further given";
        case NamePartKind::family: return "family";
        case NamePartKind::father: return "father";
        case NamePartKind::grandfather: return "grandfather";
        case NamePartKind::tribal: return "tribal";
        case NamePartKind::maiden: return "maiden";
        case NamePartKind::title: return "title";
        case NamePartKind::suffix: return "suffix";
        case NamePartKind::whole: return "whole";
    }
    CORDON_CHECK(false && "a NamePartKind outside its enum");
    return {};
}

std::string_view to_string(Gender gender) {
    switch (gender) {
        case Gender::unknown: return "unknown";
        case Gender::male: return "male";
        case Gender::female: return "female";
    }
    CORDON_CHECK(false && "a Gender outside its enum");
    return {};
}

std::string_view to_string(IdentifierKind kind) {
    switch (kind) {
        case IdentifierKind::other: return "other";
        case IdentifierKind::passport: return "passport";
        case IdentifierKind::national_id: return "national id";
        case IdentifierKind::tax: return "tax";
        case IdentifierKind::lei: return "LEI";
        case IdentifierKind::imo: return "IMO";
        case IdentifierKind::mmsi: return "MMSI";
        case IdentifierKind::bic: return "BIC";
        case IdentifierKind::wallet: return "wallet";
        case IdentifierKind::registration: return "registration";
        case IdentifierKind::driving_licence: return "driving licence";
        case IdentifierKind::social_security: return "social security";
        case IdentifierKind::call_sign: return "call sign";
        case IdentifierKind::aircraft_tail: return "aircraft tail";
        case IdentifierKind::aircraft_serial: return "aircraft serial";
        case IdentifierKind::account: return "account";
        case IdentifierKind::iban: return "IBAN";
        case IdentifierKind::phone: return "phone";
        case IdentifierKind::email: return "email";
        case IdentifierKind::website: return "website";
        case IdentifierKind::reference: return "reference";
        case IdentifierKind::interpol: return "INTERPOL";
        case IdentifierKind::birth_certificate: return "birth certificate";
        case IdentifierKind::visa: return "visa";
        case IdentifierKind::ogrn: return "OGRN";
        case IdentifierKind::inn: return "INN";
        case IdentifierKind::vessel_registration: return "vessel registration";
    }
    CORDON_CHECK(false && "an IdentifierKind outside its enum");
    return {};
}

std::string_view shown_name(const Listing& listing) {
    for (const ListedName& name : listing.names) {
        if (name.kind == NameKind::primary) {
            return name.text;
        }
    }
    return listing.names.empty() ? std::string_view() : std::string_view(listing.names.front().text);
}

}  // namespace cordon::model
