#include "trade/shipment_reader.h"

#include <utility>

#include "base/strings.h"
#include "codec/json.h"
#include "trade/shipment_csv.h"
#include "trade/shipment_json.h"
#include "trade/ubl_shipment.h"

namespace cordon::trade {

ShipmentFormat shipment_format(std::string_view bytes) {
    std::string_view front = bytes;
    if (front.starts_with("\xEF\xBB\xBF")) {
        front.remove_prefix(3);
    }
    front = base::trim(front);
    if (front.starts_with('{')) {
        // A member that only shipments have must at least be spelt somewhere, before the whole is read.
        if (front.find("\"shipment\"") == std::string_view::npos &&
            front.find("\"stops\"") == std::string_view::npos &&
            front.find("\"conveyances\"") == std::string_view::npos &&
            front.find("\"provenance\"") == std::string_view::npos) {
            return ShipmentFormat::none;
        }
        const auto document = codec::parse_json(bytes);
        return document && is_json_shipment(*document) ? ShipmentFormat::json : ShipmentFormat::none;
    }
    if (front.starts_with('<')) {
        return is_ubl(front) ? ShipmentFormat::ubl : ShipmentFormat::none;
    }
    return is_csv_shipment(front) ? ShipmentFormat::csv : ShipmentFormat::none;
}

base::Result<model::Shipment> read_shipment(std::string_view bytes, const ShipmentLimits& limits) {
    switch (shipment_format(bytes)) {
        case ShipmentFormat::json: return read_json_shipment(bytes, limits);
        case ShipmentFormat::csv: return read_csv_shipment(bytes, limits);
        case ShipmentFormat::ubl: return read_ubl_shipment(bytes, limits);
        case ShipmentFormat::none: break;
    }
    return base::fail(base::ErrorCode::unsupported,
                      "these bytes are no shipment: Cordon's JSON or table, or a UBL document");
}

std::vector<std::string> split_shipments(std::string_view bytes) {
    if (shipment_format(bytes) == ShipmentFormat::csv) {
        if (auto parts = split_csv_shipments(bytes)) {
            return *std::move(parts);
        }
    }
    return {std::string(bytes)};
}

}  // namespace cordon::trade
