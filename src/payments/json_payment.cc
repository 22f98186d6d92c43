#include "payments/json_payment.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/strings.h"
#include "codec/json.h"
#include "model/country.h"
#include "payments/iso20022_rules.h"
#include "payments/party_lines.h"
#include "payments/payment_builder.h"

namespace cordon::payments {

using base::ErrorCode;
using base::fail;
using base::Result;
using codec::JsonValue;
using model::FieldClass;
using model::IdentifierKind;
using model::PaymentRole;

namespace {

struct Member {
    std::string_view name;
    FieldClass field_class;
};

constexpr auto payment_members = std::to_array<Member>({
    {"amount", FieldClass::value},
    {"amount_minor", FieldClass::value},
    {"created", FieldClass::date},
    {"currency", FieldClass::code},
    {"end_to_end_id", FieldClass::reference},
    {"goods", FieldClass::goods},
    {"id", FieldClass::reference},
    {"instructions", FieldClass::text},
    {"instruction_id", FieldClass::reference},
    {"message_id", FieldClass::reference},
    {"possible_duplicate", FieldClass::code},
    {"purpose", FieldClass::text},
    {"references", FieldClass::reference},
    {"regulatory", FieldClass::text},
    {"remittance", FieldClass::text},
    {"scheme", FieldClass::text},
    {"transaction_id", FieldClass::reference},
    {"uetr", FieldClass::reference},
    {"value_date", FieldClass::date},
});

struct PartyMember {
    std::string_view name;
    PaymentRole role;
    bool agent;
};

constexpr auto party_members = std::to_array<PartyMember>({
    {"debtor", PaymentRole::debtor, false},
    {"creditor", PaymentRole::creditor, false},
    {"ultimate_debtor", PaymentRole::ultimate_debtor, false},
    {"ultimate_creditor", PaymentRole::ultimate_creditor, false},
    {"initiating_party", PaymentRole::initiating_party, false},
    {"debtor_agent", PaymentRole::debtor_agent, true},
    {"creditor_agent", PaymentRole::creditor_agent, true},
    {"intermediary_agents", PaymentRole::intermediary_agent, true},
    {"instructing_agent", PaymentRole::instructing_agent, true},
    {"instructed_agent", PaymentRole::instructed_agent, true},
    {"sender", PaymentRole::sender, true},
    {"receiver", PaymentRole::receiver, true},
    {"other_parties", PaymentRole::other_party, false},
});

struct PartyFact {
    std::string_view name;
    FieldClass field_class;
    IdentifierKind identifier = IdentifierKind::other;
};

constexpr auto party_facts = std::to_array<PartyFact>({
    {"name", FieldClass::name},
    {"names", FieldClass::name},
    {"account", FieldClass::identifier, IdentifierKind::account},
    {"iban", FieldClass::identifier, IdentifierKind::iban},
    {"bic", FieldClass::agent, IdentifierKind::bic},
    {"clearing_code", FieldClass::agent},
    {"lei", FieldClass::identifier, IdentifierKind::lei},
    {"phone", FieldClass::identifier, IdentifierKind::phone},
    {"email", FieldClass::identifier, IdentifierKind::email},
    {"website", FieldClass::identifier, IdentifierKind::website},
    {"address", FieldClass::address},
    {"street", FieldClass::address},
    {"building", FieldClass::address},
    {"postal_code", FieldClass::address},
    {"town", FieldClass::address},
    {"region", FieldClass::address},
    {"country", FieldClass::country},
    {"nationality", FieldClass::country},
    {"birth_date", FieldClass::date},
    {"birth_place", FieldClass::address},
    {"birth_country", FieldClass::country},
    {"kind", FieldClass::code},
});

IdentifierKind identifier_kind(std::string_view type) {
    for (std::uint8_t kind = 0; kind <= static_cast<std::uint8_t>(IdentifierKind::vessel_registration);
         ++kind) {
        if (base::ascii_iequals(base::replace_all(type, "_", " "),
                                model::to_string(static_cast<IdentifierKind>(kind)))) {
            return static_cast<IdentifierKind>(kind);
        }
    }
    return IdentifierKind::other;
}

class JsonPaymentReader {
public:
    explicit JsonPaymentReader(const ReadLimits& limits) : builder_(limits) {}

    Result<model::Payment> read(const JsonValue& document) {
        builder_.payment().format = model::MessageFormat::json;
        builder_.payment().type = "payment";
        whole_.transaction = builder_.add_transaction("");
        for (const auto& [key, value] : *document.object()) {
            read_member(key, value);
        }
        keep_minor_amount();
        return std::move(builder_).finish();
    }

private:
    // ISO 4217: two decimals but for these.
    static int decimals_of(std::string_view currency) {
        constexpr std::string_view none[] = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG",
                                             "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"};
        constexpr std::string_view three[] = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
        if (std::ranges::find(none, currency) != std::end(none)) {
            return 0;
        }
        return std::ranges::find(three, currency) != std::end(three) ? 3 : 2;
    }

    void keep_minor_amount() {
        model::PaymentAmount& amount = builder_.transaction(whole_.transaction).amount;
        if (!amount.text.empty() || minor_.empty()) {
            return;
        }
        const auto decimals = static_cast<std::size_t>(decimals_of(amount.currency));
        std::string digits = minor_;
        if (digits.find_first_not_of("0123456789") != std::string::npos) {
            builder_.note("bad_value", "/amount_minor", "'" + base::shown(digits, 40) + "' is not an amount");
            return;
        }
        digits.insert(0, decimals + 1 > digits.size() ? decimals + 1 - digits.size() : 0, '0');
        if (decimals > 0) {
            digits.insert(digits.size() - decimals, ".");
        }
        amount.text = digits;
        amount.value_e5 = model::amount_e5(digits);
    }

    void read_member(const std::string& key, const JsonValue& value) {
        const std::string path = "/" + key;
        if (const auto* party = std::ranges::find(party_members, key, &PartyMember::name);
            party != party_members.end()) {
            read_parties(*party, value, path);
            return;
        }
        const auto* member = std::ranges::find(payment_members, key, &Member::name);
        if (member == payment_members.end()) {
            read_unknown(key, value, path, whole_);
            return;
        }
        read_texts(value, path, [&](const std::string& text, const std::string& where) {
            keep_payment(key, text);
            add(where, text, member->field_class, whole_);
        });
    }

    // A scalar, or each scalar of an array; anything else there is unknown.
    template <class OnText>
    void read_texts(const JsonValue& value, const std::string& path, const OnText& on_text) {
        if (value.array() != nullptr) {
            std::size_t number = 0;
            for (const JsonValue& item : *value.array()) {
                read_texts(item, path + "[" + std::to_string(++number) + "]", on_text);
            }
        } else if (value.object() != nullptr) {
            for (const auto& [key, inner] : *value.object()) {
                read_unknown(key, inner, path + "/" + key, whole_);
            }
        } else if (std::string text = base::collapse_whitespace(value.as_text()); !text.empty()) {
            on_text(text, path);
        }
    }

    void add(const std::string& path, const std::string& text, FieldClass field_class,
             const FieldPlace& place, bool known = true) {
        const bool no_text = field_class == FieldClass::value || field_class == FieldClass::date ||
                             field_class == FieldClass::code;
        const bool read_as_text =
            no_text && has_word(text) && text != "person" && text != "entity" && text != "false";
        builder_.add_field(path, text, read_as_text ? FieldClass::text : field_class, place, known);
    }

    // Everything below is free text, the keys too: a name may be written where a key should be.
    void read_unknown(const std::string& key, const JsonValue& value, const std::string& path,
                      const FieldPlace& place) {
        builder_.note("unknown_element", path,
                      "'" + base::shown(key, 40) +
                          "' is no member that Cordon knows with such a value; it was screened as free text");
        if (const std::string name = base::collapse_whitespace(key); !name.empty()) {
            add(path + "/@key", name, FieldClass::text, place, false);
        }
        read_unknown_value(value, path, place);
    }

    void read_unknown_value(const JsonValue& value, const std::string& path, const FieldPlace& place) {
        if (value.object() != nullptr) {
            for (const auto& [key, inner] : *value.object()) {
                read_unknown(key, inner, path + "/" + key, place);
            }
        } else if (value.array() != nullptr) {
            std::size_t number = 0;
            for (const JsonValue& item : *value.array()) {
                read_unknown_value(item, path + "[" + std::to_string(++number) + "]", place);
            }
        } else if (const std::string text = base::collapse_whitespace(value.as_text()); !text.empty()) {
            add(path, text, FieldClass::text, place, false);
        }
    }

    void keep_payment(std::string_view key, const std::string& text) {
        model::Payment& payment = builder_.payment();
        model::PaymentTransaction& transaction = builder_.transaction(whole_.transaction);
        if ((key == "id" || key == "message_id") && payment.message_id.empty()) payment.message_id = text;
        if (key == "scheme") payment.service = text;
        if (key == "possible_duplicate") payment.possible_duplicate = text == "true";
        if (key == "instruction_id") transaction.instruction_id = text;
        if (key == "end_to_end_id") transaction.end_to_end_id = text;
        if (key == "transaction_id") transaction.transaction_id = text;
        if (key == "uetr") transaction.uetr = text;
        if (key == "currency") transaction.amount.currency = text;
        if (key == "amount") {
            transaction.amount.text = text;
            transaction.amount.value_e5 = model::amount_e5(text);
        }
        if (key == "amount_minor") minor_ = text;
        if (key == "amount" && !model::amount_e5(text)) {
            builder_.note("bad_value", "/amount", "'" + base::shown(text, 40) + "' is not an amount");
        }
    }

    void read_parties(const PartyMember& member, const JsonValue& value, const std::string& path) {
        if (value.array() != nullptr) {
            std::size_t number = 0;
            for (const JsonValue& item : *value.array()) {
                read_party(member, item, path + "[" + std::to_string(++number) + "]");
            }
            return;
        }
        read_party(member, value, path);
    }

    void read_party(const PartyMember& member, const JsonValue& value, const std::string& path) {
        if (value.is_null()) {
            return;
        }
        FieldPlace place = whole_;
        place.role = member.role;
        if (value.object() == nullptr) {
            read_unknown(std::string(member.name), value, path, place);
            return;
        }
        place.party = builder_.add_party(
            {.role = member.role, .path = path, .transaction = whole_.transaction, .agent = member.agent});
        for (const auto& [key, inner] : *value.object()) {
            read_party_member(key, inner, path + "/" + key, place);
        }
    }

    void read_party_member(const std::string& key, const JsonValue& value, const std::string& path,
                           const FieldPlace& place) {
        if (key == "identifiers" && value.array() != nullptr) {
            std::size_t number = 0;
            for (const JsonValue& item : *value.array()) {
                read_identifier(item, path + "[" + std::to_string(++number) + "]", place);
            }
            return;
        }
        const auto* fact = std::ranges::find(party_facts, key, &PartyFact::name);
        if (fact == party_facts.end()) {
            read_unknown(key, value, path, place);
        } else if (key == "address" && value.object() != nullptr) {
            for (const auto& [part, inner] : *value.object()) {
                read_party_member(part == "lines" ? "address" : part, inner, path + "/" + part, place);
            }
        } else {
            read_texts(value, path, [&](const std::string& text, const std::string& where) {
                keep_fact(*fact, text, where, builder_.party(place.party));
                add(where, text, fact->field_class, place);
            });
        }
    }

    // {"type": "passport", "value": "C01X00T47", "issuer": "DE"}
    void read_identifier(const JsonValue& value, const std::string& path, const FieldPlace& place) {
        if (value.object() == nullptr) {
            read_unknown("identifiers", value, path, place);
            return;
        }
        model::Identifier identifier;
        for (const auto& [key, inner] : *value.object()) {
            const std::string text = base::collapse_whitespace(inner.as_text());
            const std::string where = path + "/" + key;
            if (key == "type" && !text.empty()) {
                identifier.kind = identifier_kind(text);
                identifier.type_text = text;
                add(where, text, FieldClass::text, place);
            } else if (key == "issuer" && !text.empty()) {
                identifier.issuer = model::country_from_text(text);
                add(where, text, FieldClass::text, place);
            } else if (key == "value" && !text.empty()) {
                identifier.value = text;
                add(where, text, FieldClass::identifier, place);
            } else {
                read_unknown(key, inner, where, place);
            }
        }
        builder_.party(place.party).subject.identifiers.push_back(std::move(identifier));
    }

    void keep_fact(const PartyFact& fact, const std::string& text, const std::string& path,
                   model::PaymentParty& party) {
        model::Subject& subject = party.subject;
        if (fact.field_class == FieldClass::name) {
            subject.names.push_back(text);
        } else if (fact.name == "country") {
            subject.countries.push_back(model::country_from_text(text));
        } else if (fact.name == "nationality") {
            subject.nationalities.push_back(model::country_from_text(text));
        } else if (fact.name == "birth_place" || fact.name == "birth_country") {
            if (subject.birth_places.empty()) {
                subject.birth_places.emplace_back();
            }
            model::Place& place = subject.birth_places.back();
            place.text += (place.text.empty() ? "" : ", ") + text;
            if (fact.name == "birth_country") place.country = model::country_from_text(text);
        } else if (fact.name == "birth_date") {
            if (auto born = base::parse_partial_date(text)) {
                subject.birth_dates.push_back(*std::move(born));
            } else {
                subject.unread.push_back("birth date '" + base::shown(text, 40) + "'");
                builder_.note("bad_value", path, "'" + base::shown(text, 40) + "' is not a date");
            }
        } else if (fact.name == "kind") {
            subject.kind = text == "person"   ? model::PartyKind::person
                           : text == "entity" ? model::PartyKind::entity
                                              : subject.kind;
        } else if (fact.field_class == FieldClass::address) {
            party.address_lines.push_back(text);
            if (fact.name == "town") party.town = text;
        } else {
            keep_identifier(fact, text, path, subject);
        }
    }

    void keep_identifier(const PartyFact& fact, const std::string& text, const std::string& path,
                         model::Subject& subject) {
        const bool clearing = fact.name == "clearing_code";
        subject.identifiers.push_back(
            {.kind = fact.identifier, .value = text, .type_text = clearing ? "clearing code" : ""});
        const std::string_view element = fact.identifier == IdentifierKind::bic    ? "BIC"
                                         : fact.identifier == IdentifierKind::iban ? "IBAN"
                                         : fact.identifier == IdentifierKind::lei  ? "LEI"
                                                                                   : "";
        if (std::string reason = check_value(element, text); !reason.empty()) {
            builder_.note("bad_value", path, std::move(reason));
        }
    }

    PaymentBuilder builder_;
    FieldPlace whole_;
    std::string minor_;  // amount_minor as written
};

base::Status check_mandatory(const JsonValue& document) {
    if (document.object() == nullptr) {
        return fail(ErrorCode::invalid_input, "the JSON is not an object, so it is no payment");
    }
    const auto has = [&document](std::string_view key) {
        const JsonValue* value = document.find(key);
        return value != nullptr && !value->is_null();
    };
    if (!has("amount") && !has("amount_minor") && !has("debtor") && !has("creditor")) {
        return fail(
            ErrorCode::unsupported,
            "the JSON has neither amount nor debtor nor creditor, so it is no payment that Cordon reads");
    }
    if (const auto key = codec::first_duplicate_key(document)) {
        return fail(ErrorCode::invalid_input,
                    "the key '" + base::shown(*key, 40) + "' stands twice in one object");
    }
    const auto missing = [](std::string_view path) {
        return fail(ErrorCode::invalid_input, std::string(path) + " is missing, which every payment has");
    };
    if (!has("id") && !has("message_id")) return missing("/id");
    if (!has("amount") && !has("amount_minor")) return missing("/amount");
    for (const std::string_view key : {"currency", "debtor", "creditor"}) {
        if (!has(key)) return missing("/" + std::string(key));
    }
    return {};
}

}  // namespace

Result<model::Payment> read_json_payment(std::string_view bytes, const ReadLimits& limits) {
    CORDON_TRY(check_size(bytes.size(), limits));
    CORDON_ASSIGN(const JsonValue document,
                  codec::parse_json(bytes, {.bytes_max = limits.bytes_max, .depth_max = limits.depth_max}));
    CORDON_TRY(check_mandatory(document));
    return JsonPaymentReader(limits).read(document);
}

}  // namespace cordon::payments
