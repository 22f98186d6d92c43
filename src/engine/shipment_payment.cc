#include <fmt/format.h>

#include <utility>

#include "base/strings.h"
#include "engine/trade_check.h"
#include "trade/shipment_numbers.h"

namespace cordon::engine {

using model::FieldClass;
using model::Payment;
using model::PaymentRole;
using model::Shipment;

namespace {

PaymentRole role_for(std::string_view role) {
    const auto has = [&](std::string_view word) {
        return base::ascii_ifind(role, word) != std::string_view::npos;
    };
    if (has("seller") || has("supplier") || has("consignor") || has("exporter")) {
        return PaymentRole::creditor;
    }
    return has("buyer") || has("customer") || has("consignee") || has("importer") ? PaymentRole::debtor
                                                                                  : PaymentRole::other_party;
}

class Fields {
public:
    explicit Fields(Payment& payment) : payment_(payment) {}

    void add(const std::string& path, const std::string& text, FieldClass field_class,
             PaymentRole role = PaymentRole::none, std::uint32_t party = model::no_index) {
        if (text.empty()) {
            return;
        }
        model::PaymentField& field = payment_.fields.emplace_back();
        field.path = path.empty() ? "/" : path;
        field.text = text;
        field.field_class = field_class;
        field.role = role;
        field.party = party;
    }

    void add_party(const std::string& path, PaymentRole role, const model::Subject& subject,
                   const std::vector<std::string>& address) {
        const auto index = static_cast<std::uint32_t>(payment_.parties.size());
        model::PaymentParty& party = payment_.parties.emplace_back();
        party.role = role;
        party.path = path;
        party.subject = subject;
        party.address_lines = address;
        for (const std::string& name : subject.names) {
            add(path + "/name", name, FieldClass::name, role, index);
        }
        for (const model::Identifier& identifier : subject.identifiers) {
            add(path + "/identifiers", identifier.value, FieldClass::identifier, role, index);
        }
        for (const model::Country& country : subject.countries) {
            add(path + "/country", country.code, FieldClass::country, role, index);
        }
        for (const std::string& line : address) {
            add(path + "/address", line, FieldClass::address, role, index);
        }
    }

private:
    Payment& payment_;
};

void add_conveyance(const model::Conveyance& conveyance, Fields& fields) {
    if (conveyance.kind != model::ConveyanceKind::vessel) {
        fields.add(conveyance.path + "/name", conveyance.name, FieldClass::text);
        fields.add(conveyance.path + "/number", conveyance.identifier, FieldClass::reference);
        return;
    }
    model::Subject vessel;
    vessel.kind = model::PartyKind::vessel;
    if (!conveyance.name.empty()) {
        vessel.names.push_back(conveyance.name);
    }
    const std::string digits = trade::imo_digits(conveyance.identifier);
    if (!conveyance.identifier.empty()) {
        model::Identifier imo;
        imo.kind = model::IdentifierKind::imo;
        imo.value = digits.empty() ? conveyance.identifier : digits;
        vessel.identifiers.push_back(std::move(imo));
    }
    fields.add_party(conveyance.path, PaymentRole::other_party, vessel, {});
}

}  // namespace

Payment payment_of(const Shipment& shipment) {
    Payment payment;
    payment.format = model::MessageFormat::shipment;
    payment.type = shipment.format == "ubl" ? "UBL " + shipment.type : "shipment";
    payment.message_id = shipment.id;
    Fields fields(payment);
    fields.add("/shipment", shipment.id, FieldClass::reference);
    if (shipment.format != "ubl") {
        fields.add("/type", shipment.type, FieldClass::text);
    }
    for (const model::GoodsItem& item : shipment.goods) {
        fields.add(item.path + "/description", item.description, FieldClass::goods);
        fields.add(item.path + "/origin_country", item.origin_country, FieldClass::country);
        fields.add(item.path + "/unit", item.unit, FieldClass::text);
    }
    for (const model::ShipmentStop& stop : shipment.stops) {
        fields.add(stop.path + "/place", stop.text, FieldClass::address);
        fields.add(stop.path + "/country", stop.country, FieldClass::country);
    }
    for (const model::ShipmentParty& party : shipment.parties) {
        fields.add_party(party.path, role_for(party.role), party.subject, party.address_lines);
        fields.add(party.path + "/role", party.role, FieldClass::text);
        for (const model::ShipmentOwner& owner : party.owners) {
            fields.add_party(owner.path, PaymentRole::other_party, owner.subject, {});
        }
    }
    for (const model::Conveyance& conveyance : shipment.conveyances) {
        add_conveyance(conveyance, fields);
    }
    for (const model::ProvenanceStep& step : shipment.provenance) {
        if (!step.holder.empty()) {
            model::Subject holder;
            holder.names.push_back(step.holder);
            fields.add_party(step.path, PaymentRole::other_party, holder, {});
        }
        fields.add(step.path + "/place", step.place, FieldClass::address);
        fields.add(step.path + "/document", step.document, FieldClass::text);
    }
    for (const model::HumanitarianClaim& claim : shipment.humanitarian) {
        for (const std::string* text :
             {&claim.ground, &claim.provider_category, &claim.reference, &claim.evidence}) {
            fields.add("/humanitarian", *text, FieldClass::text);
        }
    }
    fields.add("/export_permit", shipment.export_permit, FieldClass::reference);
    for (const Shipment::Note& note : shipment.notes) {
        fields.add(note.path, note.text, FieldClass::text);
    }
    for (const Shipment::Doubt& doubt : shipment.doubts) {
        payment.notes.push_back({doubt.code, doubt.path, doubt.sentence});
    }
    return payment;
}

}  // namespace cordon::engine
