#include "payments/iso20022_party.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/strings.h"
#include "model/country.h"

namespace cordon::payments {

using codec::no_element;
using codec::XmlTree;
using model::FieldClass;
using model::IdentifierKind;

namespace {

bool one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

// First text of an element, trimmed: enough for codes.
std::string_view code_of(const XmlTree& tree, std::uint32_t index) {
    const std::uint32_t text = index == no_element ? no_element : tree.at(index).first_text;
    return text == no_element ? "" : base::trim(tree.text_part(text).text);
}

IdentifierKind scheme_kind(std::string_view code) {
    if (code == "CCPT") return IdentifierKind::passport;
    if (one_of(code, {"NIDN", "ARNU"})) return IdentifierKind::national_id;
    if (code == "TXID") return IdentifierKind::tax;
    if (code == "DRLC") return IdentifierKind::driving_licence;
    if (code == "SOSE") return IdentifierKind::social_security;
    if (one_of(code, {"COID", "GS1G", "DUNS"})) return IdentifierKind::registration;
    return IdentifierKind::other;
}

// "Passport No", "National ID": what a bank wrote instead of a code.
IdentifierKind worded_kind(std::string_view words) {
    constexpr auto kinds = std::to_array<std::pair<std::string_view, IdentifierKind>>({
        {"passport", IdentifierKind::passport},
        {"driv", IdentifierKind::driving_licence},
        {"social", IdentifierKind::social_security},
        {"tax", IdentifierKind::tax},
        {"vat", IdentifierKind::tax},
        {"regist", IdentifierKind::registration},
        {"national", IdentifierKind::national_id},
        {"identity", IdentifierKind::national_id},
    });
    const auto* found = std::ranges::find_if(kinds, [words](const auto& kind) {
        return base::ascii_ifind(words, kind.first) != std::string_view::npos;
    });
    return found != kinds.end() ? found->second : IdentifierKind::other;
}

IdentifierKind proxy_kind(std::string_view code) {
    if (one_of(code, {"TELE", "MBNO"})) return IdentifierKind::phone;
    if (code == "EMAL") return IdentifierKind::email;
    if (code == "EWAL") return IdentifierKind::wallet;
    return scheme_kind(code);
}

IdentifierKind leaf_kind(std::string_view name, IdentifierKind otherwise) {
    constexpr auto kinds = std::to_array<std::pair<std::string_view, IdentifierKind>>({
        {"IBAN", IdentifierKind::iban},
        {"LEI", IdentifierKind::lei},
        {"PhneNb", IdentifierKind::phone},
        {"MobNb", IdentifierKind::phone},
        {"FaxNb", IdentifierKind::phone},
        {"EmailAdr", IdentifierKind::email},
        {"URLAdr", IdentifierKind::website},
        {"TaxId", IdentifierKind::tax},
        {"TaxIdNb", IdentifierKind::tax},
        {"RegnId", IdentifierKind::registration},
        {"PsptNb", IdentifierKind::passport},
        {"IdntyCardNb", IdentifierKind::national_id},
        {"SclSctyNb", IdentifierKind::social_security},
        {"DrvrsLicNb", IdentifierKind::driving_licence},
        {"DUNS", IdentifierKind::registration},
        {"BBAN", IdentifierKind::account},
        {"UPIC", IdentifierKind::account},
    });
    const auto* found = std::ranges::find(kinds, name, &std::pair<std::string_view, IdentifierKind>::first);
    return found != kinds.end() ? found->second : otherwise;
}

model::Place& birth_place(model::Subject& subject) {
    return subject.birth_places.empty() ? subject.birth_places.emplace_back() : subject.birth_places.back();
}

// CityOfBirth, PrvcOfBirth, CtryOfBirth; false for another element.
bool keep_birth_place(std::string_view name, const std::string& text, model::Subject& subject) {
    if (!one_of(name, {"CityOfBirth", "PrvcOfBirth", "CtryOfBirth"})) {
        return false;
    }
    model::Place& place = birth_place(subject);
    place.text += (place.text.empty() ? "" : ", ") + text;
    if (name == "CityOfBirth") place.city = text;
    if (name == "PrvcOfBirth") place.region = text;
    if (name == "CtryOfBirth") place.country = model::country_from_text(text);
    return true;
}

void keep_agent_code(std::string_view name, const std::string& text, model::Subject& subject) {
    const bool bic = one_of(name, {"BIC", "BICFI", "AnyBIC", "BICOrBEI", "BEI"});
    subject.identifiers.push_back({.kind = bic ? IdentifierKind::bic : IdentifierKind::other,
                                   .value = text,
                                   .type_text = bic ? "" : "clearing code"});
}

}  // namespace

void enter_identification(const XmlTree& tree, std::uint32_t index, IsoPlace& place,
                          PaymentBuilder& builder) {
    const std::string_view name = tree.at(index).name;
    if (place.field.party == model::no_index) {
        return;
    }
    model::PaymentParty& party = builder.party(place.field.party);
    if (name == "OrgId") {
        party.subject.kind = model::PartyKind::entity;
    } else if (name == "PrvtId") {
        party.subject.kind = model::PartyKind::person;
    } else if (name == "FinInstnId" && !party.account) {
        party.subject.kind = model::PartyKind::entity;
        party.agent = true;
    } else if (name == "Othr") {
        const std::uint32_t scheme = tree.child(index, "SchmeNm");
        place.scheme = code_of(tree, tree.child(scheme, "Cd"));
        if (place.scheme.empty()) {
            place.scheme = code_of(tree, tree.child(scheme, "Prtry"));
        }
        place.issuer = code_of(tree, tree.child(index, "Issr"));
        const IdentifierKind kind = scheme_kind(place.scheme);
        if (!party.account) {
            place.identifier = kind == IdentifierKind::other ? worded_kind(place.scheme) : kind;
        }
    } else if (name == "Prxy") {
        place.identifier = proxy_kind(code_of(tree, tree.child(tree.child(index, "Tp"), "Cd")));
    }
}

void keep_party_fact(std::string_view name, const std::string& text, FieldClass field_class,
                     const IsoPlace& place, model::PaymentParty& party) {
    model::Subject& subject = party.subject;
    if (field_class == FieldClass::date && name == "BirthDt") {
        if (auto born = base::parse_partial_date(text)) {
            subject.birth_dates.push_back(*std::move(born));
        } else {
            subject.unread.push_back("birth date '" + base::shown(text, 40) + "'");
        }
        return;
    }
    if ((field_class == FieldClass::address || field_class == FieldClass::country) &&
        keep_birth_place(name, text, subject)) {
        return;
    }
    switch (field_class) {
        case FieldClass::name: subject.names.push_back(text); break;
        case FieldClass::agent: keep_agent_code(name, text, subject); break;
        case FieldClass::address:
            party.address_lines.push_back(text);
            if (name == "TwnNm") party.town = text;
            break;
        case FieldClass::country: subject.countries.push_back(model::country_from_text(text)); break;
        case FieldClass::identifier:
            subject.identifiers.push_back({.kind = leaf_kind(name, place.identifier),
                                           .value = text,
                                           .type_text = name == "Id" ? std::string(place.scheme) : "",
                                           .issuer = name == "Id" && !place.issuer.empty()
                                                         ? model::country_from_text(place.issuer)
                                                         : model::Country{}});
            break;
        case FieldClass::text:
        case FieldClass::goods:
        case FieldClass::reference:
        case FieldClass::value:
        case FieldClass::date:
        case FieldClass::code: break;
    }
}

}  // namespace cordon::payments
