#include "server/yente_schema.h"

#include <algorithm>
#include <array>

#include "base/strings.h"

namespace cordon::server {

namespace {

using model::IdentifierKind;
using model::PartyKind;
using enum FtmType;

constexpr auto classes = std::to_array<FtmClass>({
    {"Thing", "", "Thing", "Things"},
    {"Value", "", "Value", "Values"},
    {"Interval", "", "Interval", "Intervals"},
    {"Analyzable", "", "Analyzable", "Analyzables"},
    {"Mention", "", "Mention", "Mentions"},
    {"Page", "", "Page", "Pages"},
    {"Similar", "", "Similar", "Similar entities"},
    {"Interest", "Interval", "Interest", "Interests"},
    {"LegalEntity", "Thing", "Legal entity", "Legal entities", true},
    {"Person", "LegalEntity", "Person", "People", true},
    {"Organization", "LegalEntity", "Organization", "Organizations", true},
    {"PublicBody", "Organization", "Public body", "Public bodies", true},
    {"Asset", "Thing Value", "Asset", "Assets"},
    {"Company", "Organization Asset", "Company", "Companies", true},
    {"Vehicle", "Asset", "Vehicle", "Vehicles"},
    {"Vessel", "Vehicle", "Vessel", "Vessels", true},
    {"Airplane", "Vehicle", "Airplane", "Airplanes", true},
    {"BankAccount", "Asset", "Bank account", "Bank accounts", true},
    {"Security", "Asset", "Security", "Securities", true},
    {"RealEstate", "Asset", "Real estate", "Real estates"},
    {"Contract", "Asset", "Contract", "Contracts"},
    {"License", "Contract", "License", "Licenses"},
    {"CryptoWallet", "Thing Value", "Cryptocurrency wallet", "Cryptocurrency wallets", true},
    {"Address", "Thing", "Address", "Addresses", true},
    {"Position", "Thing", "Position", "Positions", true},
    {"UserAccount", "Thing", "User account", "User accounts", true},
    {"Assessment", "Thing", "Assessment", "Assessments"},
    {"CourtCase", "Thing", "Court case", "Court cases"},
    {"CallForTenders", "Thing Interval", "Call for tenders", "Calls for tenders"},
    {"Event", "Interval Analyzable Thing", "Event", "Events"},
    {"Trip", "Event", "Trip", "Trips"},
    {"Note", "Thing Analyzable", "Note", "Notes"},
    {"Project", "Interval Thing Value", "Project", "Projects"},
    {"Document", "Thing Analyzable", "File", "Files"},
    {"Article", "Document", "Article", "Articles"},
    {"Audio", "Document", "Audio", "Audio files"},
    {"Folder", "Document", "Folder", "Folders"},
    {"HyperText", "Document", "Web page", "Web pages"},
    {"Image", "Document", "Image", "Images"},
    {"Pages", "Document", "Document", "Documents"},
    {"PlainText", "Document", "Text file", "Text files"},
    {"Table", "Document", "Table", "Tables"},
    {"Video", "Document", "Video", "Videos"},
    {"Package", "Folder", "Package", "Packages"},
    {"Workbook", "Folder", "Workbook", "Workbooks"},
    {"Email", "Folder PlainText HyperText", "E-Mail", "E-Mails"},
    {"Message", "Interval Folder PlainText HyperText", "Message", "Messages"},
    {"Associate", "Interval", "Associate", "Associates"},
    {"Call", "Interval", "Call", "Calls"},
    {"ContractAward", "Value Interest", "Contract award", "Contract awards"},
    {"CourtCaseParty", "Interest", "Case party", "Case parties"},
    {"Debt", "Interval Value", "Debt", "Debts"},
    {"Directorship", "Interest", "Directorship", "Directorships"},
    {"Documentation", "Interest", "Documentation", "Documentations"},
    {"EconomicActivity", "Interval", "Customs declaration", "Customs declarations"},
    {"Employment", "Interest", "Employment", "Employments"},
    {"Family", "Interval", "Family", "Family members"},
    {"Identification", "Interval", "Identification", "Identifications"},
    {"Passport", "Identification", "Passport", "Passports"},
    {"Membership", "Interest", "Membership", "Memberships"},
    {"Occupancy", "Interval", "Occupancy", "Occupancies"},
    {"Ownership", "Interest", "Ownership", "Ownerships"},
    {"Payment", "Interval Value", "Payment", "Payments"},
    {"Post", "Interest", "Post", "Posts"},
    {"ProjectParticipant", "Interest", "Project participant", "Project participants"},
    {"Representation", "Interest", "Representation", "Representations"},
    {"Sanction", "Interval", "Sanction", "Sanctions"},
    {"Succession", "Interest", "Succession", "Successions"},
    {"TaxRoll", "Interval", "Tax roll", "Tax rolls"},
    {"UnknownLink", "Interest", "Other link", "Other links"},
});

// A property that another class above has under the same name stands at the class that clients name.
constexpr auto properties = std::to_array<FtmProperty>({
    {"Thing", "name", "Name", name, FtmUse::name},
    {"Thing", "alias", "Other name", name, FtmUse::name},
    {"Thing", "weakAlias", "Weak alias", name, FtmUse::name},
    {"Thing", "previousName", "Previous name", name, FtmUse::name},
    {"Thing", "summary", "Summary"},
    {"Thing", "description", "Description"},
    {"Thing", "country", "Country", country, FtmUse::country},
    {"Thing", "sourceUrl", "Source link", url},
    {"Thing", "publisher", "Publishing source"},
    {"Thing", "publisherUrl", "Publishing source URL", url},
    {"Thing", "wikipediaUrl", "Wikipedia Article", url},
    {"Thing", "wikidataId", "Wikidata ID", identifier, FtmUse::identifier},
    {"Thing", "keywords", "Keywords"},
    {"Thing", "topics", "Topics", topic},
    {"Thing", "address", "Address", address},
    {"Thing", "addressEntity", "Address", entity},
    {"Thing", "program", "Program"},
    {"Thing", "programId", "Program ID", identifier},
    {"Thing", "notes", "Notes"},
    {"Thing", "createdAt", "Created at", date},
    {"Thing", "modifiedAt", "Modified on", date},
    {"LegalEntity", "abbreviation", "Abbreviation", name, FtmUse::name},
    {"LegalEntity", "email", "E-Mail", identifier, FtmUse::identifier, IdentifierKind::email},
    {"LegalEntity", "phone", "Phone", identifier, FtmUse::identifier, IdentifierKind::phone},
    {"LegalEntity", "website", "Website", url, FtmUse::identifier, IdentifierKind::website},
    {"LegalEntity", "legalForm", "Legal form"},
    {"LegalEntity", "incorporationDate", "Incorporation date", date, FtmUse::birth_date},
    {"LegalEntity", "dissolutionDate", "Dissolution date", date},
    {"LegalEntity", "status", "Status"},
    {"LegalEntity", "sector", "Sector"},
    {"LegalEntity", "classification", "Classification"},
    {"LegalEntity", "registrationNumber", "Registration number", identifier, FtmUse::identifier,
     IdentifierKind::registration},
    {"LegalEntity", "idNumber", "ID Number", identifier, FtmUse::identifier, IdentifierKind::national_id},
    {"LegalEntity", "taxNumber", "Tax Number", identifier, FtmUse::identifier, IdentifierKind::tax},
    {"LegalEntity", "vatCode", "V.A.T. Identifier", identifier, FtmUse::identifier, IdentifierKind::tax},
    {"LegalEntity", "licenseNumber", "License Number", identifier, FtmUse::identifier},
    {"LegalEntity", "jurisdiction", "Jurisdiction", country, FtmUse::country},
    {"LegalEntity", "mainCountry", "Country of origin", country, FtmUse::country},
    {"LegalEntity", "okpoCode", "OKPO", identifier, FtmUse::identifier},
    {"LegalEntity", "innCode", "INN", identifier, FtmUse::identifier, IdentifierKind::inn},
    {"LegalEntity", "ogrnCode", "OGRN", identifier, FtmUse::identifier, IdentifierKind::ogrn},
    {"LegalEntity", "leiCode", "LEI", identifier, FtmUse::identifier, IdentifierKind::lei},
    {"LegalEntity", "dunsCode", "DUNS", identifier, FtmUse::identifier},
    {"LegalEntity", "uniqueEntityId", "Unique Entity ID", identifier, FtmUse::identifier},
    {"LegalEntity", "npiCode", "NPI", identifier, FtmUse::identifier},
    {"LegalEntity", "swiftBic", "SWIFT/BIC", identifier, FtmUse::identifier, IdentifierKind::bic},
    {"LegalEntity", "parent", "Parent company", entity},
    {"Person", "title", "Title"},
    {"Person", "firstName", "First name", text, FtmUse::name_part},
    {"Person", "secondName", "Second name", text, FtmUse::name_part},
    {"Person", "middleName", "Middle name", text, FtmUse::name_part},
    {"Person", "fatherName", "Patronymic", text, FtmUse::name_part},
    {"Person", "motherName", "Matronymic", text, FtmUse::name_part},
    {"Person", "lastName", "Last name", text, FtmUse::name_part},
    {"Person", "nameSuffix", "Name suffix", text, FtmUse::name_part},
    {"Person", "birthDate", "Birth date", date, FtmUse::birth_date},
    {"Person", "birthPlace", "Place of birth", text, FtmUse::birth_place},
    {"Person", "birthCountry", "Country of birth", country, FtmUse::birth_place},
    {"Person", "deathDate", "Death date", date},
    {"Person", "position", "Position"},
    {"Person", "nationality", "Nationality", country, FtmUse::nationality},
    {"Person", "citizenship", "Citizenship", country, FtmUse::nationality},
    {"Person", "passportNumber", "Passport number", identifier, FtmUse::identifier, IdentifierKind::passport},
    {"Person", "socialSecurityNumber", "Social security number", identifier, FtmUse::identifier,
     IdentifierKind::social_security},
    {"Person", "gender", "Gender", gender, FtmUse::gender},
    {"Person", "ethnicity", "Ethnicity"},
    {"Person", "religion", "Religion"},
    {"Person", "political", "Political association"},
    {"Organization", "cageCode", "CAGE", identifier, FtmUse::identifier},
    {"Organization", "permId", "PermID", identifier, FtmUse::identifier},
    {"Organization", "imoNumber", "IMO Number", identifier, FtmUse::identifier, IdentifierKind::imo},
    {"Organization", "giiNumber", "GIIN", identifier, FtmUse::identifier},
    {"Company", "kppCode", "KPP", identifier, FtmUse::identifier},
    {"Company", "isinCode", "ISIN", identifier, FtmUse::identifier},
    {"Company", "bvdId", "Bureau van Dijk ID", identifier, FtmUse::identifier},
    {"Vehicle", "registrationNumber", "Registration number", identifier, FtmUse::identifier,
     IdentifierKind::vessel_registration},
    {"Vehicle", "owner", "Owner", entity},
    {"Vehicle", "operator", "Operator", entity},
    {"Vehicle", "type", "Type"},
    {"Vehicle", "model", "Model"},
    {"Vehicle", "buildDate", "Build Date", date, FtmUse::birth_date},
    {"Vessel", "imoNumber", "IMO Number", identifier, FtmUse::identifier, IdentifierKind::imo},
    {"Vessel", "crsNumber", "CRS Number", identifier, FtmUse::identifier},
    {"Vessel", "flag", "Flag", country, FtmUse::nationality},
    {"Vessel", "pastFlags", "Past Flags", country, FtmUse::nationality},
    {"Vessel", "callSign", "Call Sign", identifier, FtmUse::identifier, IdentifierKind::call_sign},
    {"Vessel", "mmsi", "MMSI", identifier, FtmUse::identifier, IdentifierKind::mmsi},
    {"Vessel", "tonnage", "Tonnage"},
    {"Airplane", "serialNumber", "Serial Number", identifier, FtmUse::identifier,
     IdentifierKind::aircraft_serial},
    {"Airplane", "icaoCode", "ICAO aircraft type designator", identifier},
    {"CryptoWallet", "publicKey", "Address", identifier, FtmUse::identifier, IdentifierKind::wallet},
    {"CryptoWallet", "holder", "Wallet holder", entity},
    {"CryptoWallet", "currency", "Currency"},
    {"CryptoWallet", "currencySymbol", "Currency short code"},
    {"CryptoWallet", "creationDate", "Creation date", date, FtmUse::birth_date},
    {"BankAccount", "accountNumber", "Account Number", identifier, FtmUse::identifier,
     IdentifierKind::account},
    {"BankAccount", "iban", "IBAN", identifier, FtmUse::identifier, IdentifierKind::iban},
    {"BankAccount", "bic", "Bank Identifier Code", identifier, FtmUse::identifier, IdentifierKind::bic},
    {"Security", "isin", "ISIN", identifier, FtmUse::identifier},
    {"Address", "full", "Full address", address},
    {"Address", "city", "City"},
    {"Address", "region", "Region"},
    {"Address", "postalCode", "Postal code"},
    {"Address", "remarks", "Remarks"},
    {"Sanction", "entity", "Entity", entity},
    {"Sanction", "authority", "Authority"},
    {"Sanction", "program", "Program"},
    {"Sanction", "provisions", "Scope of sanctions"},
    {"Sanction", "listingDate", "Listing date", date},
    {"Sanction", "reason", "Reason"},
    {"Sanction", "sourceUrl", "Source link", url},
    {"Identification", "holder", "Identification holder", entity},
    {"Identification", "number", "Document number", identifier},
    {"Identification", "type", "Type"},
    {"Identification", "country", "Country", country},
});

}  // namespace

std::span<const FtmClass> ftm_classes() {
    return classes;
}

const FtmClass* ftm_class(std::string_view name) {
    const auto* const found = std::ranges::find(classes, name, &FtmClass::name);
    return found == classes.end() ? nullptr : found;
}

bool ftm_is_a(std::string_view name, std::string_view ancestor) {
    if (name == ancestor) {
        return true;
    }
    const FtmClass* const known = ftm_class(name);
    if (known == nullptr || known->parents.empty()) {
        return false;
    }
    return std::ranges::any_of(base::split(known->parents, ' '),
                               [&](std::string_view parent) { return ftm_is_a(parent, ancestor); });
}

bool ftm_can_match(std::string_view query, std::string_view candidate) {
    const FtmClass* const asked = ftm_class(query);
    const FtmClass* const listed = ftm_class(candidate);
    if (asked == nullptr || listed == nullptr) {
        return false;
    }
    if (ftm_is_a(candidate, query)) {
        return true;
    }
    return asked->matchable && listed->matchable && ftm_is_a(query, candidate);
}

std::string_view ftm_class_of(PartyKind kind) {
    switch (kind) {
        case PartyKind::person: return "Person";
        case PartyKind::entity: return "Organization";
        case PartyKind::vessel: return "Vessel";
        case PartyKind::aircraft: return "Airplane";
        case PartyKind::wallet: return "CryptoWallet";
        case PartyKind::unknown: break;
    }
    return "LegalEntity";
}

PartyKind party_kind_of(std::string_view name) {
    if (name == "Person") {
        return PartyKind::person;
    }
    if (name == "Vessel") {
        return PartyKind::vessel;
    }
    if (name == "Airplane") {
        return PartyKind::aircraft;
    }
    if (name == "CryptoWallet") {
        return PartyKind::wallet;
    }
    return ftm_is_a(name, "Organization") ? PartyKind::entity : PartyKind::unknown;
}

const FtmProperty* ftm_property(std::string_view owner, std::string_view wanted) {
    const auto* const found = std::ranges::find_if(
        properties, [&](const FtmProperty& one) { return one.name == wanted && ftm_is_a(owner, one.owner); });
    return found == properties.end() ? nullptr : found;
}

std::vector<const FtmProperty*> ftm_properties(std::string_view owner) {
    std::vector<const FtmProperty*> all;
    for (const FtmProperty& one : properties) {
        if (ftm_is_a(owner, one.owner)) {
            all.push_back(&one);
        }
    }
    return all;
}

const FtmProperty* ftm_property_named(std::string_view wanted) {
    const auto* const found = std::ranges::find(properties, wanted, &FtmProperty::name);
    return found == properties.end() ? nullptr : found;
}

}  // namespace cordon::server
