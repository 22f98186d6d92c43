// The table of OFAC's type texts, apart from what is done with them (ofac_common.cc).
#include <array>

#include "base/strings.h"
#include "lists/ofac_common.h"

namespace cordon::lists {

namespace {

using model::IdentifierKind;

struct KnownType {
    std::string_view text;  // lower case, without ":", "#", "-" and "." at its end
    OfacMeaning meaning;
    IdentifierKind kind = IdentifierKind::other;
};

constexpr auto identifier = OfacMeaning::identifier;
constexpr auto further = OfacMeaning::further;

// Seen in OFAC's published lists, CSV remarks of 2019 and 2021, XML of 2018 and 2025.
constexpr auto known_types = std::to_array<KnownType>({
    {"dob", OfacMeaning::birth_date},
    {"birthdate", OfacMeaning::birth_date},
    {"organization established date", OfacMeaning::birth_date},
    {"aircraft manufacture date", OfacMeaning::birth_date},
    {"vessel year of build", OfacMeaning::birth_date},
    {"pob", OfacMeaning::birth_place},
    {"place of birth", OfacMeaning::birth_place},
    {"nationality", OfacMeaning::nationality},
    {"nationality country", OfacMeaning::nationality},
    {"nationality of registration", OfacMeaning::nationality},
    {"citizen", OfacMeaning::nationality},
    {"citizenship", OfacMeaning::nationality},
    {"citizenship country", OfacMeaning::nationality},
    {"vessel flag", OfacMeaning::nationality},
    {"other vessel flag", OfacMeaning::former_flag},
    {"former vessel flag", OfacMeaning::former_flag},
    {"gender", OfacMeaning::gender},
    {"linked to", OfacMeaning::relation},
    {"for more information, please see", OfacMeaning::link},
    {"for more information, please reference the following link", OfacMeaning::link},
    {"for more information on directives, please visit the following link", OfacMeaning::link},

    {"passport", identifier, IdentifierKind::passport},
    {"diplomatic passport", identifier, IdentifierKind::passport},
    {"stateless person passport", identifier, IdentifierKind::passport},
    {"british national overseas passport", identifier, IdentifierKind::passport},
    {"travel document number", identifier, IdentifierKind::passport},
    {"visanumberid", identifier, IdentifierKind::visa},
    {"visa number", identifier, IdentifierKind::visa},
    {"national id no", identifier, IdentifierKind::national_id},
    {"national foreign id number", identifier, IdentifierKind::national_id},
    {"tazkira national id card", identifier, IdentifierKind::national_id},
    {"personal id card", identifier, IdentifierKind::national_id},
    {"identification number", identifier, IdentifierKind::national_id},
    {"identification card", identifier, IdentifierKind::national_id},
    {"citizen's card number", identifier, IdentifierKind::national_id},
    {"turkish identification number", identifier, IdentifierKind::national_id},
    {"turkish identificiation number", identifier, IdentifierKind::national_id},
    {"kenyan id no", identifier, IdentifierKind::national_id},
    {"refugee id card", identifier, IdentifierKind::national_id},
    {"residency number", identifier, IdentifierKind::national_id},
    {"cedula no", identifier, IdentifierKind::national_id},
    {"cedula de ciudadania", identifier, IdentifierKind::national_id},
    {"cedula de extranjeria", identifier, IdentifierKind::national_id},
    {"cedula de residencia", identifier, IdentifierKind::national_id},
    {"tarjeta de identidad", identifier, IdentifierKind::national_id},
    {"numero de identidad", identifier, IdentifierKind::national_id},
    {"c.u.r.p", identifier, IdentifierKind::national_id},
    {"c.u.i.p", identifier, IdentifierKind::national_id},
    {"c.u.i", identifier, IdentifierKind::national_id},
    {"i.f.e", identifier, IdentifierKind::national_id},
    {"d.n.i", identifier, IdentifierKind::national_id},
    {"n.i.e", identifier, IdentifierKind::national_id},
    {"le number", identifier, IdentifierKind::national_id},
    {"electoral registry no", identifier, IdentifierKind::national_id},
    {"credencial electoral", identifier, IdentifierKind::national_id},
    {"cartilla de servicio militar nacional", identifier, IdentifierKind::national_id},
    {"birth certificate number", identifier, IdentifierKind::birth_certificate},
    {"ssn", identifier, IdentifierKind::social_security},
    {"social security number", identifier, IdentifierKind::social_security},
    {"driver's license no", identifier, IdentifierKind::driving_licence},
    {"driver's license", identifier, IdentifierKind::driving_licence},

    {"tax id no", identifier, IdentifierKind::tax},
    {"us fein", identifier, IdentifierKind::tax},
    {"v.a.t. number", identifier, IdentifierKind::tax},
    {"italian fiscal code", identifier, IdentifierKind::tax},
    {"fiscal code", identifier, IdentifierKind::tax},
    {"nit", identifier, IdentifierKind::tax},
    {"ruc", identifier, IdentifierKind::tax},
    {"rif", identifier, IdentifierKind::tax},
    {"rfc", identifier, IdentifierKind::tax},
    {"r.f.c", identifier, IdentifierKind::tax},
    {"rtn", identifier, IdentifierKind::tax},
    {"c.u.i.t", identifier, IdentifierKind::tax},
    {"c.i.f", identifier, IdentifierKind::tax},
    {"numero unico de identificacao tributaria (nuit)", identifier, IdentifierKind::tax},
    {"afghan money service provider license number", identifier, IdentifierKind::registration},

    {"registration id", identifier, IdentifierKind::registration},
    {"registration number", identifier, IdentifierKind::registration},
    {"business registration document", identifier, IdentifierKind::registration},
    {"business registration number", identifier, IdentifierKind::registration},
    {"business number", identifier, IdentifierKind::registration},
    {"branch unit number", identifier, IdentifierKind::registration},
    {"certificate of incorporation number", identifier, IdentifierKind::registration},
    {"chamber of commerce number", identifier, IdentifierKind::registration},
    {"commercial registry number", identifier, IdentifierKind::registration},
    {"company number", identifier, IdentifierKind::registration},
    {"c.r. no", identifier, IdentifierKind::registration},
    {"dubai chamber of commerce membership no", identifier, IdentifierKind::registration},
    {"economic register number (cbls)", identifier, IdentifierKind::registration},
    {"enterprise number", identifier, IdentifierKind::registration},
    {"file number", identifier, IdentifierKind::registration},
    {"folio mercantil no", identifier, IdentifierKind::registration},
    {"legal entity number", identifier, IdentifierKind::registration},
    {"license", identifier, IdentifierKind::registration},
    {"matricula mercantil no", identifier, IdentifierKind::registration},
    {"public registration number", identifier, IdentifierKind::registration},
    {"registered charity no", identifier, IdentifierKind::registration},
    {"tourism license no", identifier, IdentifierKind::registration},
    {"trade license no", identifier, IdentifierKind::registration},
    {"uk company number", identifier, IdentifierKind::registration},
    {"unified social credit code (uscc)", identifier, IdentifierKind::registration},
    {"united social credit code certificate (usccc)", identifier, IdentifierKind::registration},
    {"d-u-n-s number", identifier},
    {"government gazette number", identifier},
    {"chinese commercial code", identifier},
    {"immigration no", identifier},
    {"pilot license number", identifier},
    {"isin", identifier},
    {"equity ticker", identifier},
    {"bik (ru)", identifier},
    {"swift/bic", identifier, IdentifierKind::bic},
    {"iban", identifier, IdentifierKind::iban},
    {"bank account number", identifier, IdentifierKind::account},

    {"vessel registration identification", identifier, IdentifierKind::vessel_registration},
    {"vessel registration number", identifier, IdentifierKind::vessel_registration},
    {"imo number", identifier, IdentifierKind::imo},
    {"mmsi", identifier, IdentifierKind::mmsi},
    {"vessel call sign", identifier, IdentifierKind::call_sign},
    {"call sign", identifier, IdentifierKind::call_sign},
    {"other vessel call sign", identifier, IdentifierKind::call_sign},
    {"aircraft tail number", identifier, IdentifierKind::aircraft_tail},
    {"previous aircraft tail number", identifier, IdentifierKind::aircraft_tail},
    {"aircraft manufacturer's serial number (msn)", identifier, IdentifierKind::aircraft_serial},
    {"aircraft construction number (also called l/n or s/n or f/n)", identifier,
     IdentifierKind::aircraft_serial},
    {"aircraft mode s transponder code", identifier},

    {"phone number", identifier, IdentifierKind::phone},
    {"phone no", identifier, IdentifierKind::phone},
    {"phone", identifier, IdentifierKind::phone},
    {"telephone", identifier, IdentifierKind::phone},
    {"telephone no", identifier, IdentifierKind::phone},
    {"fax", identifier, IdentifierKind::phone},
    {"fax no", identifier, IdentifierKind::phone},
    {"fax number", identifier, IdentifierKind::phone},
    {"email address", identifier, IdentifierKind::email},
    {"email", identifier, IdentifierKind::email},
    {"website", identifier, IdentifierKind::website},

    {"additional sanctions information", further},
    {"secondary sanctions risk", further},
    {"transactions prohibited for persons owned or controlled by u.s. financial institutions", further},
    {"ifca determination", further},
    {"peesa information", further},
    {"organization type", further},
    {"target type", further},
    {"issuer name", further},
    {"aircraft model", further},
    {"aircraft operator", further},
    {"vessel type", further},
    {"other vessel type", further},
    {"vessel owner", further},
    {"vessel gross registered tonnage", further},
    {"vessel gross tonnage", further},
    {"vessel tonnage", further},
    {"position", further},
    {"tribe", further},
});

// Type texts that carry numbers or directives inside: only their beginning is fixed.
constexpr auto known_openings = std::to_array<std::string_view>({
    "executive order ",
    "caatsa section ",
    "listing date (",
    "effective date (",
    "purchase/sales for divestment date (",
});

bool is_key_tail(char letter) {
    return letter == ' ' || letter == ':' || letter == '#' || letter == '-' || letter == '.';
}

std::string normalised(std::string_view type_text) {
    std::string lower = base::ascii_lower(base::collapse_whitespace(type_text));
    while (!lower.empty() && is_key_tail(lower.back())) {
        lower.pop_back();
    }
    return lower;
}

// The currency's ticker stands in the type text: "Digital Currency Address - XBT".
constexpr std::string_view wallet_type = "digital currency address";

// Where "Executive Order 13662 Directive Determination - Subject to ..." ends being the type.
std::size_t opening_bytes(std::string_view fragment) {
    for (const std::string_view mark : {" - ", ": "}) {
        if (const auto at = fragment.find(mark); at != std::string_view::npos) {
            return at + mark.size();
        }
    }
    return fragment.size();
}

}  // namespace

std::optional<OfacType> ofac_type(std::string_view type_text) {
    const std::string wanted = normalised(type_text);
    if (wanted.starts_with(wallet_type)) {
        return OfacType{identifier, IdentifierKind::wallet};
    }
    for (const KnownType& known : known_types) {
        if (known.text == wanted) {
            return OfacType{known.meaning, known.kind};
        }
    }
    for (const std::string_view opening : known_openings) {
        if (wanted.starts_with(opening)) {
            return OfacType{further, IdentifierKind::other};
        }
    }
    return {};
}

std::optional<OfacKey> ofac_key_at_start(std::string_view fragment) {
    std::optional<OfacKey> found;
    std::size_t longest = 0;
    for (const KnownType& known : known_types) {
        if (known.text.size() <= longest || !base::ascii_istarts_with(fragment, known.text)) {
            continue;
        }
        std::size_t end = known.text.size();
        if (end < fragment.size() && !is_key_tail(fragment[end])) {
            continue;
        }
        // "No. - 5" belongs to the key up to its first blank; a sign glued to the value belongs to the value.
        while (end < fragment.size() &&
               (fragment[end] == '.' || fragment[end] == ':' || fragment[end] == ' ' ||
                (fragment[end] == '#' && end > 0) || (fragment.substr(end).starts_with("- ")))) {
            ++end;
        }
        longest = known.text.size();
        found = OfacKey{end, {known.meaning, known.kind}};
    }
    if (found) {
        return found;
    }
    if (base::ascii_istarts_with(fragment, wallet_type)) {
        const auto ticker = fragment.find_first_not_of(" -", wallet_type.size());
        const auto blank = fragment.find(' ', ticker == std::string_view::npos ? fragment.size() : ticker);
        if (blank != std::string_view::npos) {
            return OfacKey{blank + 1, {identifier, IdentifierKind::wallet}};
        }
    }
    for (const std::string_view opening : known_openings) {
        if (base::ascii_istarts_with(fragment, opening)) {
            return OfacKey{opening_bytes(fragment), {further, IdentifierKind::other}};
        }
    }
    return {};
}

bool names_an_identifier(std::string_view type_text) {
    const std::string lower = base::ascii_lower(base::collapse_whitespace(type_text));
    const auto words = base::split(lower, ' ');
    const std::string_view last = words.back();
    for (const std::string_view ending :
         {"no.", "no", "no.:", "number", "number:", "#", "id", "id:", "code", "code:", "card", "passport",
          "license", "licence", "certificate", "document", "numero", "nro.", "registration"}) {
        if (last == ending) {
            return true;
        }
    }
    return false;
}

}  // namespace cordon::lists
