#include "lists/ofac_common.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/strings.h"
#include "model/country.h"

namespace cordon::lists {

namespace {

using model::IdentifierKind;

bool is_suffix(std::string_view text) {
    for (const std::string_view suffix : {"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"}) {
        if (base::ascii_iequals(text, suffix)) {
            return true;
        }
    }
    return false;
}

bool is_contact(IdentifierKind kind) {
    return kind == IdentifierKind::phone || kind == IdentifierKind::email ||
           kind == IdentifierKind::website || kind == IdentifierKind::wallet;
}

// "IMO 9187629" without its letters; a ship's own number, or its company's.
void read_imo(const model::Listing& listing, model::Identifier& id) {
    if (!base::ascii_istarts_with(id.value, "IMO ")) {
        return;
    }
    if (listing.kind == model::PartyKind::vessel || id.kind == IdentifierKind::vessel_registration) {
        id.kind = IdentifierKind::imo;
    } else {
        id.kind = IdentifierKind::registration;  // an IMO company number is not a ship's
        id.type_text += " IMO";
    }
    id.value = std::string(base::trim(std::string_view(id.value).substr(4)));
}

bool is_lei(std::string_view value) {
    return value.size() == 20 && std::ranges::all_of(value, [](char letter) {
               return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z');
           });
}

// OFAC names the register only in brackets or as the authority: "OGRN", "INN".
void read_register(model::Identifier& id) {
    const std::string_view note = std::string_view(id.note).substr(0, id.note.find("; "));
    for (const std::string_view text : {note, std::string_view(id.issuer.text)}) {
        if (text == "OGRN") {
            id.kind = IdentifierKind::ogrn;
        } else if (text == "INN") {
            id.kind = IdentifierKind::inn;
        }
    }
}

void add_identifier(const OfacFact& fact, IdentifierKind kind, model::Listing& listing) {
    model::Identifier id;
    id.kind = kind;
    id.value = fact.value;
    id.type_text = fact.type;
    id.issued = fact.issued;
    id.expires = fact.expires;
    id.note = fact.note;
    id.source_text = fact.source_text;
    if (!fact.country.empty()) {
        id.issuer = model::country_from_text(fact.country);
        if (id.issuer.code.empty() && is_contact(kind)) {
            id.note += (id.note.empty() ? "" : "; ") + fact.country;
            id.issuer = {};
        }
    }
    read_imo(listing, id);
    read_register(id);
    if (base::ascii_istarts_with(fact.type, "Legal Entity Number") && is_lei(id.value)) {
        id.kind = IdentifierKind::lei;
    }
    if (kind == IdentifierKind::wallet) {
        const auto at = fact.type.rfind(' ');
        id.currency = at == std::string::npos ? "" : fact.type.substr(at + 1);
    }
    add_once(listing.identifiers, std::move(id));
}

void add_further(const OfacFact& fact, model::Listing& listing) {
    std::string label = fact.type;
    while (!label.empty() && (label.back() == ':' || label.back() == '-' || label.back() == ' ')) {
        label.pop_back();
    }
    std::string line = label.empty() ? fact.value : label + ": " + fact.value;
    for (const std::string& more : {fact.country, fact.note}) {
        if (!more.empty()) {
            line += " (" + more + ")";
        }
    }
    if (fact.issued.known()) {
        line += " issued " + fact.issued.source_text;
    }
    if (fact.expires.known()) {
        line += " expires " + fact.expires.source_text;
    }
    add_once(listing.further, std::move(line));
}

void add_gender(const OfacFact& fact, model::Listing& listing, std::vector<Diagnostic>& diagnostics) {
    if (base::ascii_iequals(fact.value, "male")) {
        listing.gender = model::Gender::male;
    } else if (base::ascii_iequals(fact.value, "female")) {
        listing.gender = model::Gender::female;
    } else {
        add_further(fact, listing);
        report(diagnostics, Severity::warning, listing.id, fact.type, fact.value,
               "the gender is neither Male nor Female and is kept as text");
    }
}

void add_birth_date(const OfacFact& fact, model::Listing& listing, std::vector<Diagnostic>& diagnostics) {
    model::BirthDate birth;
    birth.date = ofac_date(fact.value, listing.id, fact.type, diagnostics);
    birth.note = fact.note;
    if (!fact.country.empty()) {
        birth.note += (birth.note.empty() ? "" : "; ") + fact.country;
    }
    add_once(listing.birth_dates, std::move(birth));
}

void add_country(const OfacFact& fact, OfacMeaning meaning, model::Listing& listing,
                 std::vector<Diagnostic>& diagnostics) {
    model::Country country = model::country_from_text(fact.value);
    if (base::ascii_iequals(fact.value, "None Identified") || base::ascii_iequals(fact.value, "unknown")) {
        add_further(fact, listing);
        return;
    }
    if (country.code.empty()) {
        report(diagnostics, Severity::warning, listing.id, fact.type, fact.value,
               "this text is not a country that we know and is kept as text");
    }
    if (meaning == OfacMeaning::former_flag) {
        add_further(fact, listing);
        add_once(listing.countries, std::move(country));
    } else {
        add_once(listing.nationalities, std::move(country));
    }
}

}  // namespace

void report(std::vector<Diagnostic>& diagnostics, Severity severity, std::string_view entry,
            std::string_view field, std::string_view value, std::string_view message) {
    diagnostics.push_back(
        {severity, std::string(entry), std::string(field), base::shown(value, 200), std::string(message)});
}

base::PartialDate ofac_date(std::string_view text, std::string_view entry, std::string_view field,
                            std::vector<Diagnostic>& diagnostics) {
    if (auto date = base::parse_partial_date(text)) {
        return *std::move(date);
    }
    report(diagnostics, Severity::warning, entry, field, text,
           "this date could not be read and is kept as text");
    base::PartialDate unread;
    unread.source_text = base::collapse_whitespace(text);
    return unread;
}

void add_ofac_fact(const OfacFact& fact, model::Listing& listing, std::vector<Diagnostic>& diagnostics) {
    if (fact.value.empty()) {
        report(diagnostics, Severity::warning, listing.id, fact.type, "", "this field has no value");
        add_once(listing.further, fact.type);
        return;
    }
    std::optional<OfacType> type = ofac_type(fact.type);
    if (!type) {
        type = OfacType{names_an_identifier(fact.type) ? OfacMeaning::identifier : OfacMeaning::further,
                        IdentifierKind::other};
        report(diagnostics, Severity::note, listing.id, fact.type, fact.value,
               "a field type that we do not know is kept as published");
    }
    switch (type->meaning) {
        case OfacMeaning::identifier: add_identifier(fact, type->kind, listing); break;
        case OfacMeaning::gender: add_gender(fact, listing, diagnostics); break;
        case OfacMeaning::birth_date: add_birth_date(fact, listing, diagnostics); break;
        case OfacMeaning::birth_place: add_once(listing.birth_places, ofac_place(fact.value)); break;
        case OfacMeaning::nationality:
        case OfacMeaning::former_flag: add_country(fact, type->meaning, listing, diagnostics); break;
        case OfacMeaning::relation: add_once(listing.relations, {"Linked To", "", fact.value}); break;
        case OfacMeaning::link: add_once(listing.links, fact.value); break;
        case OfacMeaning::further: add_further(fact, listing); break;
    }
}

model::ListedName ofac_name(std::string_view published, model::PartyKind party, model::NameKind kind,
                            model::NameQuality quality) {
    const std::string whole = base::collapse_whitespace(published);
    const auto comma = whole.find(", ");
    if (party != model::PartyKind::person || comma == std::string::npos || comma == 0) {
        model::ListedName name;
        name.text = whole;
        name.kind = kind;
        name.quality = quality;
        return name;
    }
    const std::string family = whole.substr(0, comma);
    std::string given = whole.substr(comma + 2);
    std::string suffix;
    if (const auto last = given.rfind(", "); last != std::string::npos && is_suffix(given.substr(last + 2))) {
        suffix = given.substr(last + 2);
        given.resize(last);
    }
    model::ListedName name = ofac_name_from_parts(given, family, kind, quality);
    if (!suffix.empty()) {
        name.text += " " + suffix;
        name.parts.push_back({model::NamePartKind::suffix, suffix});
    }
    name.source_text = whole;
    return name;
}

model::ListedName ofac_name_from_parts(std::string_view given, std::string_view family, model::NameKind kind,
                                       model::NameQuality quality) {
    model::ListedName name;
    name.kind = kind;
    name.quality = quality;
    const std::string first = base::collapse_whitespace(given);
    const std::string last = base::collapse_whitespace(family);
    name.text = first.empty() ? last : (last.empty() ? first : first + " " + last);
    if (!first.empty() && !last.empty()) {
        name.parts.push_back({model::NamePartKind::given, first});
        name.parts.push_back({model::NamePartKind::family, last});
    }
    return name;
}

std::optional<model::NameKind> ofac_alias_kind(std::string_view text) {
    const std::string letters = base::replace_all(base::ascii_lower(base::trim(text)), ".", "");
    if (letters == "aka") {
        return model::NameKind::aka;
    }
    if (letters == "fka") {
        return model::NameKind::fka;
    }
    if (letters == "nka") {
        return model::NameKind::nka;
    }
    return {};
}

std::optional<model::PartyKind> ofac_party_kind(std::string_view text) {
    const std::string lower = base::ascii_lower(base::trim(text));
    if (lower.empty() || lower == "entity") {
        return model::PartyKind::entity;
    }
    if (lower == "individual") {
        return model::PartyKind::person;
    }
    if (lower == "vessel") {
        return model::PartyKind::vessel;
    }
    if (lower == "aircraft") {
        return model::PartyKind::aircraft;
    }
    return {};
}

std::vector<std::string> ofac_programmes(std::string_view text) {
    std::vector<std::string> programmes;
    for (const std::string_view part : base::split(text, ']')) {
        for (const std::string_view piece : base::split(part, ';')) {
            std::string_view programme = base::trim(piece);
            while (programme.starts_with('[')) {
                programme = base::trim(programme.substr(1));
            }
            if (!programme.empty()) {
                add_once(programmes, base::collapse_whitespace(programme));
            }
        }
    }
    return programmes;
}

void add_ofac_title(std::string_view title, model::Listing& listing) {
    static constexpr auto honorifics = std::to_array<std::string_view>(
        {"haji",   "hajji",  "alhaj", "al-haj", "maulavi", "maulawi",       "maulana",
         "mullah", "mulla",  "qari",  "sheikh", "shaykh",  "dr.",           "dr",
         "doctor", "sayyid", "imam",  "mufti",  "ustad",   "hojjatoleslam", "ayatollah"});
    for (const std::string_view part : base::split(title, std::string_view("; "))) {
        std::string text = base::collapse_whitespace(part);
        if (text.empty()) {
            continue;
        }
        const std::string lower = base::ascii_lower(text);
        const bool honorific = std::ranges::find(honorifics, std::string_view(lower)) != honorifics.end();
        add_once(honorific ? listing.titles : listing.positions, std::move(text));
    }
}

model::Place ofac_place(std::string_view text) {
    model::Place place;
    place.text = base::collapse_whitespace(text);
    // The longest tail that names a country: "Sinuiju, Korea, North" ends with one of two words.
    for (std::size_t at = 0; at != std::string::npos && at < place.text.size();) {
        const std::string tail = place.text.substr(at);
        if (std::string code = model::country_code(tail); !code.empty()) {
            place.country = {std::move(code), tail};
            break;
        }
        const auto comma = place.text.find(", ", at);
        at = comma == std::string::npos ? comma : comma + 2;
    }
    return place;
}

bool is_ofac_null(std::string_view field) {
    const std::string_view text = base::trim(field);
    return text.empty() || text == "-0-";
}

std::string guess_ofac_list(const std::vector<model::Listing>& listings) {
    static constexpr auto sdn_own =
        std::to_array<std::string_view>({"SDGT", "SDNT", "SDNTK", "FTO", "CUBA", "IRAQ2", "NPWMD", "GLOMAG",
                                         "TCO", "BALKANS", "CYBER2", "DRCONGO"});
    std::size_t consolidated = 0;
    std::size_t designated = 0;
    for (const model::Listing& listing : listings) {
        bool cons = false;
        bool sdn = false;
        for (const std::string_view programme : listing.programmes) {
            cons = cons || programme.starts_with("NS-") || programme.starts_with("FSE-") ||
                   programme.starts_with("561") || programme.starts_with("CMIC") ||
                   programme.starts_with("CAPTA") || programme == "UKRAINE-EO13662";
            sdn = sdn || std::ranges::find(sdn_own, programme) != sdn_own.end();
        }
        consolidated += cons ? 1U : 0U;
        designated += sdn && !cons ? 1U : 0U;
    }
    return consolidated > designated ? "ofac-cons" : "ofac-sdn";
}

}  // namespace cordon::lists
