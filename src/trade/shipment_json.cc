#include "trade/shipment_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "base/strings.h"
#include "model/country.h"

namespace cordon::trade {

using base::ErrorCode;
using base::fail;
using codec::JsonValue;
using model::Shipment;

namespace {

// One object of the document: members are asked for by name, what was not asked for becomes a note.
class Members {
public:
    Members(const JsonValue& object, std::string path, Shipment& shipment, base::Status& status)
        : object_(object), path_(std::move(path)), shipment_(shipment), status_(status) {
        if (object_.object() == nullptr) {
            refuse("", "is no object; write {...}");
        }
    }
    Members(const Members&) = delete;
    Members& operator=(const Members&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string path_to(std::string_view key) const { return path_ + "/" + std::string(key); }

    void refuse(std::string_view key, std::string_view what) {
        if (status_) {
            status_ = fail(ErrorCode::invalid_input,
                           fmt::format("{} {}", key.empty() ? shown_path() : path_to(key), what));
        }
    }

    const JsonValue* find(std::string_view key) {
        asked_.emplace(key);
        const JsonValue* const value = object_.find(key);
        return value == nullptr || value->is_null() ? nullptr : value;
    }

    std::string text(std::string_view key) {
        const JsonValue* const value = find(key);
        if (value == nullptr) {
            return {};
        }
        if (value->array() != nullptr || value->object() != nullptr || value->boolean() != nullptr) {
            refuse(key, "is no text; write \"...\"");
            return {};
        }
        return base::collapse_whitespace(value->as_text());
    }

    std::vector<std::string> texts(std::string_view key) {
        const JsonValue* const value = find(key);
        if (value == nullptr) {
            return {};
        }
        if (value->array() == nullptr) {
            std::string one = text(key);
            return one.empty() ? std::vector<std::string>() : std::vector<std::string>{std::move(one)};
        }
        std::vector<std::string> all;
        for (const JsonValue& each : *value->array()) {
            if (each.string() == nullptr) {
                refuse(key, "holds something that is no text; write [\"...\", \"...\"]");
                return {};
            }
            all.push_back(base::collapse_whitespace(*each.string()));
        }
        return all;
    }

    base::PartialDate date(std::string_view key) { return kept(shipment_date(path_to(key), text(key))); }
    double quantity(std::string_view key) { return kept(shipment_quantity(path_to(key), text(key))); }
    std::string amount(std::string_view key) { return kept(shipment_amount(path_to(key), text(key))); }
    std::string country(std::string_view key) { return shipment_country(shipment_, path_to(key), text(key)); }
    model::IdentifierKind identifier_kind(std::string_view key) {
        return shipment_identifier(shipment_, path_to(key), text(key));
    }
    double percent(std::string_view key) {
        if (find(key) == nullptr || base::trim(text(key)).empty()) {
            return -1;
        }
        const double value = quantity(key);
        if (value > 100) {
            refuse(key, "is more than 100 percent");
        }
        return value;
    }
    std::optional<model::GeoPoint> point() {
        return kept(shipment_point(shown_path(), text("lat"), text("lon")));
    }

    void each(std::string_view key, const std::function<void(Members&)>& read) {
        const JsonValue* const value = find(key);
        if (value == nullptr) {
            return;
        }
        if (value->array() == nullptr) {
            refuse(key, "is no list; write [{...}]");
            return;
        }
        std::size_t number = 0;
        for (const JsonValue& one : *value->array()) {
            Members inner(one, fmt::format("{}[{}]", path_to(key), ++number), shipment_, status_);
            if (status_) {
                read(inner);
                inner.keep_the_rest();
            }
        }
    }

    // Whatever was not asked for.
    void keep_the_rest() {
        if (object_.object() == nullptr) {
            return;
        }
        for (const auto& [key, value] : *object_.object()) {
            if (!asked_.contains(key)) {
                keep(path_to(key), value);
                shipment_.doubts.push_back(
                    {"unknown_member", path_to(key), base::shown(value.as_text()),
                     fmt::format("'{}' is no member that shipments have; it was screened as text",
                                 base::shown(path_to(key)))});
            }
        }
    }

private:
    [[nodiscard]] std::string shown_path() const { return path_.empty() ? "the document" : path_; }

    template <class Value>
    Value kept(base::Result<Value> value) {
        if (!value) {
            if (status_) {
                status_ = std::unexpected(value.error());
            }
            return Value();
        }
        return *std::move(value);
    }

    void keep(const std::string& path, const JsonValue& value) {
        if (value.object() != nullptr) {
            for (const auto& [key, inner] : *value.object()) {
                shipment_.notes.push_back({path, key});
                keep(path + "/" + key, inner);
            }
        } else if (value.array() != nullptr) {
            std::size_t number = 0;
            for (const JsonValue& inner : *value.array()) {
                keep(fmt::format("{}[{}]", path, ++number), inner);
            }
        } else {
            shipment_.notes.push_back({path, value.as_text()});
        }
    }

    const JsonValue& object_;
    std::string path_;
    Shipment& shipment_;
    base::Status& status_;
    std::set<std::string, std::less<>> asked_;
};

model::Subject subject_of(Members& members) {
    model::Subject subject;
    if (std::string name = members.text("name"); !name.empty()) {
        subject.names.push_back(std::move(name));
    }
    std::ranges::move(members.texts("names"), std::back_inserter(subject.names));
    const std::string country = members.country("country");
    if (!country.empty()) {
        subject.countries.push_back({country, country});
    }
    const std::string type = base::ascii_lower(members.text("type"));
    if (type == "person" || type == "individual") {
        subject.kind = model::PartyKind::person;
    } else if (type == "organisation" || type == "organization" || type == "entity" || type == "company") {
        subject.kind = model::PartyKind::entity;
    } else if (type == "vessel") {
        subject.kind = model::PartyKind::vessel;
    } else if (!type.empty()) {
        members.refuse("type", "is neither person, organisation nor vessel");
    }
    members.each("identifiers", [&](Members& inner) {
        model::Identifier identifier;
        identifier.type_text = inner.text("type");
        identifier.value = inner.text("value");
        identifier.kind = inner.identifier_kind("type");
        if (identifier.value.empty()) {
            inner.refuse("value", "is missing");
        }
        subject.identifiers.push_back(std::move(identifier));
    });
    return subject;
}

void read_goods(Members& members, Shipment& shipment) {
    model::GoodsItem item;
    item.path = members.path();
    item.description = members.text("description");
    item.hs_code = shipment_hs_code(shipment, members.path_to("hs_code"), members.text("hs_code"));
    item.hs_edition =
        shipment_hs_edition(shipment, members.path_to("hs_edition"), members.text("hs_edition"));
    item.quantity = members.quantity("quantity");
    item.unit = members.text("unit");
    item.unit_price = members.amount("unit_price");
    item.amount = members.amount("amount");
    item.currency = shipment_currency(shipment, members.path_to("currency"), members.text("currency"));
    item.origin_country = members.country("origin_country");
    item.produced_on = members.date("produced_on");
    if (item.description.empty() && item.hs_code.empty()) {
        members.refuse("description", "is missing, and so is hs_code: nothing says what is carried");
    }
    shipment.goods.push_back(std::move(item));
}

void read_stop(Members& members, Shipment& shipment) {
    model::ShipmentStop stop;
    stop.path = members.path();
    const std::string kind = members.text("kind");
    if (const auto known = stop_kind(kind)) {
        stop.kind = *known;
    } else {
        members.refuse(
            "kind", fmt::format("'{}' is none of origin, loading, transit, discharge, destination, storage, "
                                "export_place",
                                base::shown(kind)));
    }
    stop.text = members.text("place");
    stop.country = members.country("country");
    stop.locode = members.text("locode");
    stop.point = members.point();
    stop.date = members.date("date");
    shipment.stops.push_back(std::move(stop));
}

void read_party(Members& members, Shipment& shipment) {
    model::ShipmentParty party;
    party.path = members.path();
    party.role = members.text("role");
    party.subject = subject_of(members);
    party.address_lines = members.texts("address");
    party.owned_percent = members.percent("owned_percent");
    members.each("owners", [&](Members& inner) {
        model::ShipmentOwner owner;
        owner.path = inner.path();
        owner.subject = subject_of(inner);
        owner.percent = inner.percent("percent");
        if (owner.subject.names.empty()) {
            inner.refuse("name", "is missing");
        }
        party.owners.push_back(std::move(owner));
    });
    if (party.subject.names.empty()) {
        members.refuse("name", "is missing: a party cannot be screened without a name");
    }
    shipment.parties.push_back(std::move(party));
}

void read_conveyance(Members& members, Shipment& shipment) {
    model::Conveyance conveyance;
    conveyance.path = members.path();
    const std::string kind = members.text("kind");
    if (const auto known = conveyance_kind(kind)) {
        conveyance.kind = *known;
    } else {
        members.refuse("kind", fmt::format("'{}' is none of vessel, truck, container, rail, aircraft, "
                                           "pipeline, other",
                                           base::shown(kind)));
    }
    conveyance.name = members.text("name");
    conveyance.identifier = members.text("number");
    shipment.conveyances.push_back(std::move(conveyance));
}

void read_provenance(Members& members, Shipment& shipment) {
    model::ProvenanceStep step;
    step.path = members.path();
    step.holder = members.text("holder");
    step.place = members.text("place");
    step.country = members.country("country");
    step.from = members.date("from");
    step.to = members.date("to");
    step.document = members.text("document");
    shipment.provenance.push_back(std::move(step));
}

void read_document(Members& members, Shipment& shipment) {
    shipment.id = members.text("shipment");
    shipment.type = members.text("type");
    members.each("goods", [&](Members& inner) { read_goods(inner, shipment); });
    members.each("stops", [&](Members& inner) { read_stop(inner, shipment); });
    members.each("parties", [&](Members& inner) { read_party(inner, shipment); });
    members.each("conveyances", [&](Members& inner) { read_conveyance(inner, shipment); });
    members.each("provenance", [&](Members& inner) { read_provenance(inner, shipment); });
    members.each("humanitarian", [&](Members& inner) {
        model::HumanitarianClaim claim;
        claim.ground = inner.text("ground");
        claim.provider_category = inner.text("provider_category");
        claim.reference = inner.text("reference");
        claim.evidence = inner.text("evidence");
        shipment.humanitarian.push_back(std::move(claim));
    });
    shipment.contract_date = members.date("contract_date");
    shipment.shipped_on = members.date("shipped_on");
    shipment.paid_on = members.date("paid_on");
    shipment.export_permit = members.text("export_permit");
    for (std::string& text : members.texts("text")) {
        shipment.notes.push_back({"/text", std::move(text)});
    }
    members.keep_the_rest();
    if (shipment.id.empty()) {
        members.refuse("shipment", "is missing: write the document's own reference");
    }
    if (shipment.goods.empty()) {
        members.refuse("goods", "is missing or empty: write at least one goods item");
    }
}

}  // namespace

bool is_json_shipment(const JsonValue& document) {
    return std::ranges::any_of(
        std::initializer_list<std::string_view>{"shipment", "stops", "conveyances", "provenance"},
        [&](std::string_view key) { return document.find(key) != nullptr; });
}

base::Result<Shipment> read_json_shipment(std::string_view bytes, const ShipmentLimits& limits) {
    CORDON_ASSIGN(const JsonValue document, codec::parse_json(bytes, {limits.bytes_max, limits.depth_max}));
    if (const auto twice = codec::first_duplicate_key(document)) {
        return fail(ErrorCode::invalid_input,
                    fmt::format("the key '{}' stands twice; which one counts cannot be told: leave one out",
                                base::shown(*twice)));
    }
    Shipment shipment;
    shipment.format = "json";
    base::Status status;
    Members members(document, "", shipment, status);
    if (status) {
        read_document(members, shipment);
    }
    CORDON_TRY(status);
    if (shipment.type.empty()) {
        shipment.type = "shipment";
    }
    CORDON_TRY(check_shipment(shipment, limits));
    return shipment;
}

}  // namespace cordon::trade
