#include "trade/ubl_shipment.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "base/strings.h"
#include "codec/xml_tree.h"
#include "trade/code_lists.h"
#include "trade/goods.h"
#include "trade/hs_codes.h"
#include "trade/shipment_numbers.h"

namespace cordon::trade {

using base::ErrorCode;
using base::fail;
using codec::XmlTree;
using model::Shipment;
using model::StopKind;

namespace {

constexpr auto documents =
    std::to_array<std::string_view>({"Invoice", "CreditNote", "DespatchAdvice", "ReceiptAdvice",
                                     "BillOfLading", "Waybill", "PackingList", "CertificateOfOrigin"});
constexpr std::string_view ubl_namespace = "urn:oasis:names:specification:ubl:schema:xsd:";

constexpr auto goods_elements = std::to_array<std::string_view>(
    {"InvoiceLine", "CreditNoteLine", "DespatchLine", "ReceiptLine", "GoodsItem", "PackingListLine"});

struct PlaceElement {
    std::string_view name;
    StopKind kind;
};
constexpr auto place_elements = std::to_array<PlaceElement>({
    {"LoadingPortLocation", StopKind::loading},
    {"LoadingLocation", StopKind::loading},
    {"DespatchAddress", StopKind::loading},
    {"DespatchLocation", StopKind::loading},
    {"PickupLocation", StopKind::loading},
    {"TakeoverLocation", StopKind::loading},
    {"OriginAddress", StopKind::origin},
    {"OriginLocation", StopKind::origin},
    {"UnloadingPortLocation", StopKind::discharge},
    {"UnloadingLocation", StopKind::discharge},
    {"FirstArrivalPortLocation", StopKind::discharge},
    {"TransshipPortLocation", StopKind::transit},
    {"TransitLocation", StopKind::transit},
    {"TransshipmentLocation", StopKind::transit},
    {"OccurenceLocation", StopKind::transit},
    {"StatusLocation", StopKind::transit},
    {"DeliveryLocation", StopKind::destination},
    {"DeliveryAddress", StopKind::destination},
    {"FinalDeliveryLocation", StopKind::destination},
    {"DropoffLocation", StopKind::destination},
    {"LastExitPortLocation", StopKind::export_place},
    {"ExitPortLocation", StopKind::export_place},
    {"WarehouseLocation", StopKind::storage},
    {"StorageLocation", StopKind::storage},
    {"ExportCountry", StopKind::export_place},
    {"OriginCountryLocation", StopKind::origin},
    {"FinalDestinationCountry", StopKind::destination},
});

// The digits of a heading or subheading that exists. Four digits are as often a firm's own number: they count
// where the heading has goods that matter.
bool could_be_hs(std::string_view text) {
    const std::string digits = hs_digits(text);
    const bool plain = text.find_first_not_of("0123456789. -") == std::string_view::npos;
    if (!plain || digits.size() < 4 || digits.size() > 10 || digits.size() % 2 != 0) {
        return false;
    }
    const model::GoodsAnswer answer = bundled_goods().classify("", digits, "");
    return !answer.unknown_code &&
           (digits.size() >= 6 || std::ranges::any_of(answer.classes, [](const model::GoodsFinding& one) {
                return one.tier >= model::GoodsTier::high_risk;
            }));
}

bool has_letters(std::string_view text) {
    std::size_t run = 0;
    for (const char letter : text) {
        const bool word = (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ||
                          static_cast<unsigned char>(letter) >= 0x80U;
        run = word ? run + 1 : 0;
        if (run >= 4) {
            return true;
        }
    }
    return false;
}

class UblReader {
public:
    UblReader(const XmlTree& tree, Shipment& shipment) : tree_(tree), shipment_(shipment) {}

    base::Status read() {
        const codec::XmlTreeElement& root = tree_.at(0);
        shipment_.format = "ubl";
        shipment_.type = root.name;
        shipment_.id = value_of(0, "ID");
        if (shipment_.id.empty()) {
            return fail(ErrorCode::invalid_input,
                        fmt::format("/{}/ID is missing: write the document's own reference", root.name));
        }
        const std::string path = "/" + std::string(root.name);
        walk(0, path);
        take_delivery();
        if (status_ && shipment_.goods.empty()) {
            if (shipment_.type == "BillOfLading" || shipment_.type == "Waybill") {
                return fail(ErrorCode::invalid_input,
                            path + "/Shipment/GoodsItem is missing: nothing says what is carried");
            }
            return fail(ErrorCode::invalid_input, path + " has no line: nothing says what is carried");
        }
        return status_;
    }

private:
    [[nodiscard]] std::uint32_t find(std::uint32_t at, std::initializer_list<std::string_view> names) const {
        for (const std::string_view name : names) {
            at = tree_.child(at, name);
        }
        return at;
    }
    [[nodiscard]] std::string value(std::uint32_t at) const {
        return at == codec::no_element ? std::string() : tree_.value(at);
    }
    template <class... Names>
    [[nodiscard]] std::string value_of(std::uint32_t at, Names... names) const {
        return value(find(at, {names...}));
    }
    [[nodiscard]] std::string attribute(std::uint32_t at, std::string_view name) const {
        if (at == codec::no_element) {
            return {};
        }
        const codec::XmlTreeElement& element = tree_.at(at);
        for (std::uint32_t each = 0; each < element.attribute_count; ++each) {
            const codec::XmlTreeAttribute& one = tree_.attribute(element.first_attribute + each);
            if (one.name == name) {
                return std::string(one.value);
            }
        }
        return {};
    }

    template <class Each>
    void for_named(std::uint32_t at, std::string_view name, const Each& each) const {
        for (std::uint32_t child = at == codec::no_element ? at : tree_.at(at).first_child;
             child != codec::no_element; child = tree_.at(child).next_sibling) {
            if (tree_.at(child).name == name) {
                each(child);
            }
        }
    }

    template <class Value>
    Value kept(base::Result<Value> result) {
        if (!result) {
            if (status_) {
                status_ = std::unexpected(result.error());
            }
            return Value();
        }
        return *std::move(result);
    }

    // Children one after the other, siblings of one name numbered from 1.
    template <class Each>
    void for_children(std::uint32_t at, const std::string& path, const Each& each) {
        std::map<std::string_view, std::size_t> seen;
        std::map<std::string_view, std::size_t> total;
        for (std::uint32_t child = tree_.at(at).first_child; child != codec::no_element;
             child = tree_.at(child).next_sibling) {
            ++total[tree_.at(child).name];
        }
        for (std::uint32_t child = tree_.at(at).first_child; child != codec::no_element;
             child = tree_.at(child).next_sibling) {
            const std::string_view name = tree_.at(child).name;
            const std::size_t number = ++seen[name];
            each(child, total[name] > 1 ? fmt::format("{}/{}[{}]", path, name, number)
                                        : fmt::format("{}/{}", path, name));
        }
    }

    void walk(std::uint32_t at, const std::string& path) {
        if (!status_) {
            return;
        }
        const std::string_view name = tree_.at(at).name;
        keep_texts(at, path);
        read_date(at, name, path);
        if (std::ranges::find(goods_elements, name) != goods_elements.end()) {
            read_goods(at, path);
        } else if (name.ends_with("Party")) {
            read_party(at, name, path);
        } else if (const auto place = std::ranges::find(place_elements, name, &PlaceElement::name);
                   place != place_elements.end()) {
            read_place(at, place->kind, path);
        } else {
            read_conveyance(at, name, path);
        }
        for_children(at, path, [this](std::uint32_t child, const std::string& inner) { walk(child, inner); });
    }

    // Every text and attribute in which a word stands is screened, whatever else it is read as.
    void keep_texts(std::uint32_t at, const std::string& path) {
        const codec::XmlTreeElement& element = tree_.at(at);
        if (element.first_text != codec::no_element) {
            std::string text = tree_.value(at);
            if (has_letters(text)) {
                shipment_.notes.push_back({path, std::move(text)});
            }
        }
        for (std::uint32_t each = 0; each < element.attribute_count; ++each) {
            const codec::XmlTreeAttribute& one = tree_.attribute(element.first_attribute + each);
            if (has_letters(one.value)) {
                shipment_.notes.push_back({fmt::format("{}/@{}", path, one.name), std::string(one.value)});
            }
        }
    }

    void read_date(std::uint32_t at, std::string_view name, const std::string& path) {
        const auto take = [&](base::PartialDate& into) {
            const base::PartialDate date = kept(shipment_date(path, tree_.value(at)));
            if (!into.known()) {
                into = date;
            }
        };
        if (name == "IssueDate" && tree_.at(at).parent == 0) {
            take(shipment_.contract_date);
        } else if (name == "ActualDespatchDate" || name == "ActualShipDate" || name == "LoadingDate" ||
                   name == "EstimatedDespatchDate") {
            take(shipment_.shipped_on);
        } else if (name == "PaidDate") {
            take(shipment_.paid_on);
        } else if (name == "ActualDeliveryDate") {
            take(delivered_);
        }
    }

    // A day of delivery without any place: the goods left up to 30 days before.
    void take_delivery() {
        const bool dated = std::ranges::any_of(
            shipment_.stops, [](const model::ShipmentStop& stop) { return stop.date.known(); });
        if (delivered_.known() && !shipment_.shipped_on.known() && !dated) {
            shipment_.shipped_on = delivered_;
            shipment_.shipped_on.from = base::date_from_days(base::days_since_epoch(delivered_.from) - 30);
        }
    }

    // Every code that is one of the HS, and behind these each that could be one and whose list is not known:
    // read as one, and told.
    void take_hs_codes(std::uint32_t item, const std::string& path, std::vector<std::string>& codes) {
        std::vector<std::string> doubtful;
        const auto take = [&](std::uint32_t element, std::vector<std::string>& into) {
            std::string code = shipment_hs_code(shipment_, path, value(element));
            if (!code.empty() && std::ranges::find(into, code) == into.end()) {
                into.push_back(std::move(code));
            }
        };
        const auto take_listed = [&](std::uint32_t code, bool named_so) {
            const std::string id = attribute(code, "listID");
            const std::string name = attribute(code, "listName");
            const CodeList list = code_list(id, name, value(code));
            if (list == CodeList::hs || (named_so && id.empty() && name.empty())) {
                take(code, codes);
            } else if (list == CodeList::unknown && could_be_hs(value(code))) {
                take(code, doubtful);
                shipment_.doubts.push_back(
                    {"hs_list_unknown", path, value(code),
                     fmt::format("'{}' could be an HS code, and its listID '{}' does not tell: write HS",
                                 base::shown(value(code)), base::shown(id.empty() ? name : id))});
            }
        };
        for_named(item, "RequiredCustomsID", [&](std::uint32_t code) { take(code, codes); });
        for_named(item, "CommodityClassification", [&](std::uint32_t classification) {
            for_named(classification, "CommodityCode", [&](std::uint32_t code) { take_listed(code, true); });
            for_named(classification, "ItemClassificationCode",
                      [&](std::uint32_t code) { take_listed(code, false); });
        });
        for_named(item, "AdditionalItemProperty", [&](std::uint32_t property) {
            const std::uint32_t code = tree_.child(property, "Value");
            if (code_list("", value_of(property, "Name"), value(code)) == CodeList::hs) {
                take(code, codes);
            }
        });
        std::ranges::copy_if(doubtful, std::back_inserter(codes), [&](const std::string& code) {
            return std::ranges::find(codes, code) == codes.end();
        });
    }

    void read_goods(std::uint32_t at, const std::string& path) {
        std::uint32_t item = tree_.child(at, "Item");
        if (item == codec::no_element) {
            item = at;
        }
        model::GoodsItem goods;
        goods.path = path;
        std::vector<std::string> texts;
        std::vector<std::string> codes;
        take_goods_words(item, path, texts, codes);
        if (item != at) {
            take_goods_words(at, path, texts, codes);
        }
        goods.description = value_of(item, "Description");
        const std::string name = value_of(item, "Name");
        if (goods.description.empty() || (!name.empty() && name != goods.description)) {
            goods.description = name.empty() || goods.description.empty() ? goods.description + name
                                                                          : name + "; " + goods.description;
        }
        if (goods.description.empty() && !texts.empty()) {
            goods.description = texts.front();
        }
        goods.hs_code = codes.empty() ? std::string() : codes.front();
        std::string country = value_of(item, "OriginCountry", "IdentificationCode");
        if (country.empty()) {
            country = value_of(item, "OriginCountry", "Name");
        }
        goods.origin_country = shipment_country(shipment_, path + "/OriginCountry", country);
        for (const std::string_view word :
             {"InvoicedQuantity", "CreditedQuantity", "DeliveredQuantity", "ReceivedQuantity", "Quantity"}) {
            const std::uint32_t quantity = tree_.child(at, word);
            if (quantity != codec::no_element && goods.quantity == 0) {
                std::string number = tree_.value(quantity);
                if (number.starts_with('-')) {  // a line that takes back what another one charged
                    number.erase(0, 1);
                }
                goods.quantity = kept(shipment_quantity(path + "/" + std::string(word), number));
                goods.unit = attribute(quantity, "unitCode");
            }
        }
        const std::uint32_t amount = tree_.child(at, "LineExtensionAmount");
        goods.amount = kept(shipment_amount(path + "/LineExtensionAmount", value(amount)));
        goods.currency = shipment_currency(shipment_, path + "/LineExtensionAmount/@currencyID",
                                           attribute(amount, "currencyID"));
        goods.unit_price = kept(shipment_amount(path + "/Price", value_of(at, "Price", "PriceAmount")));
        if (goods.description.empty() && goods.hs_code.empty()) {
            if (tree_.at(at).name == "GoodsItem" && item == at) {
                return;  // a goods item may only count packages; its own items say what they are
            }
            status_ = fail(ErrorCode::invalid_input,
                           path + "/Item has neither Description nor Name: nothing says what is carried");
            return;
        }
        const std::string first = value_of(item, "Description");
        std::erase_if(texts, [&](const std::string& text) {
            return text == first || text == name || text == goods.description;
        });
        add_further_goods(goods, texts, codes);
    }

    void take_goods_words(std::uint32_t item, const std::string& path, std::vector<std::string>& texts,
                          std::vector<std::string>& codes) {
        for (const std::string_view word : {"Description", "Keyword"}) {
            for_named(item, word, [&](std::uint32_t element) {
                std::string text = tree_.value(element);
                if (!text.empty() && std::ranges::find(texts, text) == texts.end()) {
                    texts.push_back(std::move(text));
                }
            });
        }
        take_hs_codes(item, path, codes);
    }

    // A line may name several things: each further text and code is classified by itself.
    void add_further_goods(const model::GoodsItem& goods, const std::vector<std::string>& texts,
                           const std::vector<std::string>& codes) {
        shipment_.goods.push_back(goods);
        const auto further = [&](const std::string& text, const std::string& code) {
            model::GoodsItem& more = shipment_.goods.emplace_back();
            more.path = goods.path;
            more.description = text;
            more.hs_code = code;
            more.origin_country = goods.origin_country;
        };
        for (const std::string& text : texts) {
            further(text, "");
        }
        for (std::size_t at = 1; at < codes.size(); ++at) {
            further("", codes[at]);
        }
    }

    void read_party(std::uint32_t at, std::string_view element, const std::string& path) {
        model::ShipmentParty party;
        party.path = path;
        const std::uint32_t inner = tree_.child(at, "Party");
        const std::uint32_t body = inner != codec::no_element ? inner : at;
        if (element == "Party" && path.find("Party/") != std::string::npos) {
            return;  // read with the element around it
        }
        const auto add = [&](std::string name) {
            if (!name.empty() && std::ranges::find(party.subject.names, name) == party.subject.names.end()) {
                party.subject.names.push_back(std::move(name));
            }
        };
        add(value_of(body, "PartyName", "Name"));
        add(value_of(body, "PartyLegalEntity", "RegistrationName"));
        if (party.subject.names.empty()) {
            const std::string person =
                value_of(body, "Person", "FirstName") + " " + value_of(body, "Person", "FamilyName");
            add(std::string(base::trim(person)));
        }
        if (party.subject.names.empty()) {
            return;
        }
        party.role = role_of(element);
        std::string country;
        for (const std::string_view where : {"PostalAddress", "PhysicalLocation", "Address"}) {
            std::uint32_t address = tree_.child(body, where);
            if (where == "PhysicalLocation") {
                address = tree_.child(address, "Address");
            }
            for (const std::string_view line :
                 {"StreetName", "AdditionalStreetName", "CityName", "PostalZone", "CountrySubentity"}) {
                if (std::string text = value_of(address, line); !text.empty()) {
                    party.address_lines.push_back(std::move(text));
                }
            }
            if (country.empty()) {
                country = value_of(address, "Country", "IdentificationCode");
            }
        }
        country = shipment_country(shipment_, path + "/Country", country);
        if (!country.empty()) {
            party.subject.countries.push_back({country, country});
        }
        for (const std::string& number :
             {value_of(body, "PartyIdentification", "ID"), value_of(body, "PartyLegalEntity", "CompanyID"),
              value_of(body, "PartyTaxScheme", "CompanyID")}) {
            if (!number.empty()) {
                party.subject.identifiers.push_back({.value = number});
            }
        }
        shipment_.parties.push_back(std::move(party));
    }

    static std::string role_of(std::string_view element) {
        std::string role;
        element.remove_suffix(element.size() > 5 ? 5 : 0);
        for (const char letter : element) {
            if (letter >= 'A' && letter <= 'Z' && !role.empty()) {
                role += ' ';
            }
            role += letter;
        }
        return base::ascii_lower(role);
    }

    // Degrees, minutes and a direction.
    std::string degrees(std::uint32_t coordinate, std::string_view which) {
        const std::string whole = value_of(coordinate, std::string(which) + "DegreesMeasure");
        const std::string minutes = value_of(coordinate, std::string(which) + "MinutesMeasure");
        if (whole.empty()) {
            return {};
        }
        double number = kept(shipment_quantity(which, whole.starts_with('-') ? whole.substr(1) : whole));
        number += kept(shipment_quantity(which, minutes)) / 60;
        const std::string direction =
            base::ascii_upper(value_of(coordinate, std::string(which) + "DirectionCode"));
        const bool negative =
            whole.starts_with('-') || direction.starts_with('S') || direction.starts_with('W');
        return fmt::format("{}{:.6f}", negative ? "-" : "", number);
    }

    // An address, a location with an address, or a country.
    void read_place(std::uint32_t at, StopKind kind, const std::string& path) {
        const std::uint32_t inner = tree_.child(at, "Address");
        const std::uint32_t address = inner != codec::no_element ? inner : at;
        model::ShipmentStop stop;
        stop.kind = kind;
        stop.path = path;
        std::vector<std::string> parts;
        for (const std::uint32_t where : {at, address}) {
            for (const std::string_view word : {"Name", "Description", "Department", "StreetName", "CityName",
                                                "CountrySubentity", "Region", "District"}) {
                std::string text = value_of(where, word);
                if (!text.empty() && std::ranges::find(parts, text) == parts.end()) {
                    parts.push_back(std::move(text));
                }
            }
        }
        stop.text = base::join(parts, ", ");
        std::string country = value_of(address, "Country", "IdentificationCode");
        if (country.empty()) {
            country = value_of(at, "IdentificationCode");
        }
        stop.country = shipment_country(shipment_, path + "/Country", country);
        if (const std::string id = locode(value_of(at, "ID"));
            !id.empty() && (stop.country.empty() || id.starts_with(stop.country))) {
            stop.locode = id;
        }
        for (const std::uint32_t where : {at, address}) {
            const std::uint32_t coordinate = tree_.child(where, "LocationCoordinate");
            if (!stop.point) {
                stop.point = kept(
                    shipment_point(path, degrees(coordinate, "Latitude"), degrees(coordinate, "Longitude")));
            }
        }
        stop.date = place_date(at, path);
        if (!stop.text.empty() || !stop.country.empty() || !stop.locode.empty() || stop.point) {
            shipment_.stops.push_back(std::move(stop));
        }
    }

    // The day that the element around the place gives: of the delivery, the despatch, the transport event.
    base::PartialDate place_date(std::uint32_t at, const std::string& path) {
        const std::uint32_t around = tree_.at(at).parent;
        for (const std::string_view word :
             {"ActualDeliveryDate", "ActualDespatchDate", "OccurrenceDate", "ActualPickupDate",
              "LatestDeliveryDate", "EstimatedDespatchDate"}) {
            const std::string day = around == codec::no_element ? std::string() : value_of(around, word);
            if (!day.empty()) {
                return kept(shipment_date(path, day));
            }
        }
        return {};
    }

    void read_conveyance(std::uint32_t at, std::string_view name, const std::string& path) {
        model::Conveyance conveyance;
        conveyance.path = path;
        if (name == "MaritimeTransport" || name == "InlandWaterwayTransport") {
            conveyance.kind = model::ConveyanceKind::vessel;
            conveyance.name = value_of(at, "VesselName");
            conveyance.identifier = value_of(at, "VesselID");
        } else if (name == "RoadTransport") {
            conveyance.kind = model::ConveyanceKind::truck;
            conveyance.identifier = value_of(at, "LicensePlateID");
        } else if (name == "RailTransport") {
            conveyance.kind = model::ConveyanceKind::rail;
            conveyance.identifier = value_of(at, "TrainID");
        } else if (name == "AirTransport") {
            conveyance.kind = model::ConveyanceKind::aircraft;
            conveyance.identifier = value_of(at, "AircraftID");
        } else if (name == "TransportEquipment") {
            conveyance.kind = model::ConveyanceKind::container;
            conveyance.identifier = value_of(at, "ID");
            if (container_code(conveyance.identifier).empty()) {
                conveyance.kind = model::ConveyanceKind::other;  // pallets and trailers stand here too
            }
        } else {
            return;
        }
        if (!conveyance.name.empty() || !conveyance.identifier.empty()) {
            shipment_.conveyances.push_back(std::move(conveyance));
        }
    }

    const XmlTree& tree_;
    Shipment& shipment_;
    base::PartialDate delivered_;
    base::Status status_;
};

}  // namespace

bool is_ubl(std::string_view bytes) {
    // The name of the root and its namespaces stand in front; a whole reading follows.
    const std::string_view front = bytes.substr(0, 4096);
    if (front.find('<') == std::string_view::npos) {
        return false;
    }
    if (front.find(ubl_namespace) != std::string_view::npos) {
        return true;
    }
    return std::ranges::any_of(documents, [&](std::string_view name) {
        const std::string open = "<" + std::string(name);
        const std::size_t at = front.find(open);
        return at != std::string_view::npos && at + open.size() < front.size() &&
               (front[at + open.size()] == '>' || front[at + open.size()] == ' ');
    });
}

base::Result<Shipment> read_ubl_shipment(std::string_view bytes, const ShipmentLimits& limits) {
    codec::XmlTreeLimits tree_limits;
    tree_limits.bytes_max = limits.bytes_max;
    tree_limits.depth_max = limits.depth_max;
    CORDON_ASSIGN(const XmlTree tree, codec::read_xml_tree(bytes, tree_limits));
    const std::string_view root = tree.at(0).name;
    if (std::ranges::find(documents, root) == documents.end()) {
        return fail(
            ErrorCode::unsupported,
            fmt::format("<{}> is no document that is read here; UBL Invoice, CreditNote, DespatchAdvice, "
                        "ReceiptAdvice, BillOfLading, Waybill, PackingList and CertificateOfOrigin are",
                        base::shown(root)));
    }
    Shipment shipment;
    CORDON_TRY(UblReader(tree, shipment).read());
    CORDON_TRY(check_shipment(shipment, limits));
    return shipment;
}

}  // namespace cordon::trade
