// model/shipment.h: one movement of goods, read whole: what, by whom, from where to where, when.
//
// Role:      the noun between the readers (our JSON and CSV, UBL, letters of credit), trade/ (goods,
//            territory, cultural property, oil signals), screening (parties) and decision/.
// Rules:     what a document says stands here as written; where it was interpreted, the words are kept.
//            Nothing is dropped: what has no member of its own is a note with its path.
// Ownership: owns its strings (UTF-8).
// Threads:   plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "model/place_evidence.h"
#include "model/subject.h"

namespace cordon::model {

enum class StopKind : std::uint8_t {
    origin,  // where the goods were produced, dug or harvested
    loading,
    transit,  // a point on the way, a border crossing, a transshipment
    discharge,
    destination,
    storage,
    export_place,  // customs office of export, or the country it left
};

// Whether goods come out of such a place; into or through all others they go.
[[nodiscard]] constexpr bool starts_the_way(StopKind kind) {
    return kind == StopKind::origin || kind == StopKind::loading || kind == StopKind::export_place;
}

// No trade that is judged here is older: the first measure against goods of a territory is UNSCR 661 of
// 6 August 1990, and no listed group held a place before. An earlier year on a paper is a slip or a lie, but
// of objects (cultural property), whose papers go back further.
inline constexpr std::int32_t earliest_trade_year = 1990;

// A place on the way, with the day or days it was there.
struct ShipmentStop {
    StopKind kind = StopKind::loading;
    std::string path;     // where the document says so
    std::string text;     // as written: "Port of Ceyhan, Turkey"
    std::string country;  // ISO 3166-1 alpha-2, "" when not said
    std::string locode;   // UN/LOCODE, "" when not said
    std::optional<GeoPoint> point;
    base::PartialDate date;  // unknown: the shipment's own dates count
};

struct GoodsItem {
    std::string path;
    std::string description;  // as written
    std::string hs_code;      // digits only, "" when not said
    std::string hs_edition;   // "2022", "2017", ...; "" when not said
    double quantity = 0;      // 0: not said
    std::string unit;         // "bbl", "t", "KGM", ...
    std::string unit_price;   // as written, decimal
    std::string amount;       // as written, decimal
    std::string currency;     // ISO 4217
    std::string origin_country;
    base::PartialDate produced_on;
};

// Somebody who owns a share of a party, as the document says it.
struct ShipmentOwner {
    std::string path;
    Subject subject;
    double percent = -1;  // -1: not said
};

struct ShipmentParty {
    std::string path;
    std::string role;  // "seller", "buyer", "carrier", "haulier", "consignee", "notify", "bank", ...
    Subject subject;
    std::vector<std::string> address_lines;
    std::vector<ShipmentOwner> owners;
    double owned_percent = -1;  // share that listed parties own, where the document says; -1: not said
};

enum class ConveyanceKind : std::uint8_t { vessel, truck, container, rail, aircraft, pipeline, other };

struct Conveyance {
    ConveyanceKind kind = ConveyanceKind::other;
    std::string path;
    std::string name;
    std::string identifier;  // IMO number, plate, container number
};

// One owner or keeper of a cultural object, oldest first; a gap between two is a finding.
struct ProvenanceStep {
    std::string path;
    std::string holder;
    std::string place;
    std::string country;
    base::PartialDate from;
    base::PartialDate to;
    std::string document;  // what proves it, "" when nothing is named
};

struct HumanitarianClaim {
    std::string ground;             // "UNSCR 2664", "licence:..."
    std::string provider_category;  // UN, IO, NGO of a response plan, implementing partner, ...
    std::string reference;
    std::string evidence;
};

struct Shipment {
    std::string id;      // of the document
    std::string format;  // "json", "csv", "ubl", "swift-mt"
    std::string type;    // "Invoice", "BillOfLading", "MT700", ...
    std::vector<GoodsItem> goods;
    std::vector<ShipmentStop> stops;
    std::vector<ShipmentParty> parties;
    std::vector<Conveyance> conveyances;
    std::vector<ProvenanceStep> provenance;
    std::vector<HumanitarianClaim> humanitarian;
    base::PartialDate contract_date;
    base::PartialDate shipped_on;
    base::PartialDate paid_on;
    std::string export_permit;  // reference, "" when none is named
    struct Note {
        std::string path;
        std::string text;
    };
    std::vector<Note> notes;  // every text that has no member above
    // What in the document cannot be right or cannot be understood: a check digit, a date before another, a
    // country that does not exist. Never guessed, always told, and held.
    struct Doubt {
        std::string code;  // "imo_check_digit", "dates_reversed", ...
        std::string path;
        std::string text;
        std::string sentence;
    };
    std::vector<Doubt> doubts;
};

}  // namespace cordon::model
