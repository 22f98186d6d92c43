#include "decision/policy_findings.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/strings.h"
#include "decision/payment_view.h"
#include "model/country.h"

namespace cordon::decision {

using model::FieldClass;
using model::Finding;
using model::FindingKind;
using model::IdentifierKind;
using model::no_index;
using model::Payment;
using model::PaymentRole;

namespace {

template <class Value>
bool holds(const std::vector<Value>& values, const Value& value) {
    return std::ranges::find(values, value) != values.end();
}

// A country and where it was read.
struct CountryPlace {
    std::string country;
    std::string field;
    std::string text;
    FieldClass field_class = FieldClass::country;
    PaymentRole role = PaymentRole::none;
    std::uint32_t transaction = no_index;
};

std::string country_in(const model::PaymentField& field) {
    switch (field.field_class) {
        case FieldClass::country: return model::country_code(field.text);
        case FieldClass::agent: return country_of_bic(field.text);
        case FieldClass::identifier: return country_of_iban(field.text);
        case FieldClass::name:
        case FieldClass::address:
        case FieldClass::text:
        case FieldClass::goods:
        case FieldClass::reference:
        case FieldClass::value:
        case FieldClass::date:
        case FieldClass::code: break;
    }
    return {};
}

std::vector<CountryPlace> countries_in(const Payment& payment) {
    std::vector<CountryPlace> places;
    const auto add = [&places](CountryPlace place) {
        const auto same = [&](const CountryPlace& other) {
            return other.country == place.country && other.field == place.field;
        };
        if (!place.country.empty() && std::ranges::none_of(places, same)) {
            places.push_back(std::move(place));
        }
    };
    for (const model::PaymentField& field : payment.fields) {
        add({country_in(field), field.path, field.text, field.field_class, field.role, field.transaction});
    }
    for (const model::PaymentParty& party : payment.parties) {
        const auto of_party = [&](const std::string& country, const std::string& text, FieldClass is) {
            const auto below = [&](const CountryPlace& other) {  // the field inside the party said it already
                return other.country == country && other.role == party.role &&
                       other.field.starts_with(party.path);
            };
            if (std::ranges::none_of(places, below)) {
                add({country, party.path, text, is, party.role, party.transaction});
            }
        };
        for (const auto& country : party.subject.countries) {
            of_party(country.code, country.text, FieldClass::country);
        }
        for (const auto& country : party.subject.nationalities) {
            of_party(country.code, country.text, FieldClass::country);
        }
        for (const auto& identifier : party.subject.identifiers) {
            if (identifier.kind == IdentifierKind::bic) {
                of_party(country_of_bic(identifier.value), identifier.value, FieldClass::agent);
            } else if (identifier.kind == IdentifierKind::iban ||
                       identifier.kind == IdentifierKind::account) {
                of_party(country_of_iban(identifier.value), identifier.value, FieldClass::identifier);
            }
        }
    }
    return places;
}

std::string as_amount(std::int64_t value_e5) {
    return fmt::format("{}.{:02}", value_e5 / 100'000, value_e5 % 100'000 / 1'000);
}

}  // namespace

std::vector<Finding> country_findings(const std::vector<CountryRule>& rules, const Payment& payment) {
    std::vector<Finding> findings;
    if (rules.empty()) {
        return findings;
    }
    for (const CountryPlace& place : countries_in(payment)) {
        for (const CountryRule& rule : rules) {
            if (!holds(rule.countries, place.country) ||
                (!rule.roles.empty() && !holds(rule.roles, place.role))) {
                continue;
            }
            const auto name = model::country_name(place.country);
            findings.push_back(
                {.kind = FindingKind::country,
                 .code = "country:" + rule.name,
                 .field = place.field,
                 .field_class = place.field_class,
                 .role = place.role,
                 .transaction = place.transaction,
                 .text = place.text,
                 .sentence = fmt::format(
                     "{} is of {}: {}", base::shown(place.text, 40),
                     name.empty() ? std::string_view(place.country) : name,
                     rule.sentence.empty() ? std::string("the policy names this country") : rule.sentence)});
        }
    }
    return findings;
}

std::vector<Finding> amount_findings(const std::vector<AmountRule>& rules, std::string_view scheme,
                                     const Payment& payment) {
    std::vector<Finding> findings;
    for (std::uint32_t index = 0; index < payment.transactions.size(); ++index) {
        const auto& transaction = payment.transactions[index];
        const auto& amount = transaction.amount;
        for (const AmountRule& rule : rules) {
            if (!rule.schemes.empty() && !holds(rule.schemes, std::string(scheme))) {
                continue;
            }
            const bool other_currency = !amount.currency.empty() && amount.currency != rule.currency;
            if (other_currency || (amount.value_e5 && *amount.value_e5 >= 0 &&
                                   *amount.value_e5 <= rule.over_e5 && !amount.currency.empty())) {
                continue;
            }
            const bool read = amount.value_e5 && *amount.value_e5 >= 0 && !amount.currency.empty();
            findings.push_back(
                {.kind = FindingKind::message,
                 .code = (read ? "amount_over:" : "amount_unread:") + rule.name,
                 .field = transaction.path,
                 .field_class = FieldClass::value,
                 .transaction = index,
                 .text = amount.text,
                 .sentence =
                     read ? fmt::format("{} {} is over {}", amount.currency, base::shown(amount.text, 30),
                                        as_amount(rule.over_e5))
                          : fmt::format("the amount '{}' could not be read, so that it may be over {} {}",
                                        base::shown(amount.text, 30), rule.currency,
                                        as_amount(rule.over_e5))});
        }
    }
    return findings;
}

std::vector<Finding> message_findings(const Payment& payment) {
    std::vector<Finding> findings;
    for (const model::PaymentNote& note : payment.notes) {
        findings.push_back(
            {.kind = FindingKind::message, .code = note.code, .field = note.path, .sentence = note.sentence});
    }
    if (payment.possible_duplicate) {
        findings.push_back({.kind = FindingKind::message,
                            .code = "possible_duplicate",
                            .sentence = "the sender marks the message as a possible duplicate"});
    }
    if (payment.fields.empty()) {
        findings.push_back({.kind = FindingKind::screening,
                            .code = "nothing_to_screen",
                            .sentence = "the message has no field that could be screened"});
    }
    return findings;
}

}  // namespace cordon::decision
