#include "decision/policy_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

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

// The places that say one of the wanted countries; a party is told only where none of its fields says it.
std::vector<CountryPlace> countries_in(const Payment& payment, const std::set<std::string>& wanted) {
    std::vector<CountryPlace> places;
    std::set<std::pair<std::uint32_t, std::string>> told;  // party, country
    for (const model::PaymentField& field : payment.fields) {
        const std::string country = country_in(field);
        if (wanted.contains(country)) {
            places.push_back(
                {country, field.path, field.text, field.field_class, field.role, field.transaction});
            told.emplace(field.party, country);
        }
    }
    for (std::uint32_t at = 0; at < payment.parties.size(); ++at) {
        const model::PaymentParty& party = payment.parties[at];
        const auto tell = [&](const std::string& country, const std::string& text, FieldClass is) {
            if (wanted.contains(country) && told.emplace(at, country).second) {
                places.push_back({country, party.path, text, is, party.role, party.transaction});
            }
        };
        for (const auto& country : party.subject.countries) {
            tell(country.code, country.text, FieldClass::country);
        }
        for (const auto& country : party.subject.nationalities) {
            tell(country.code, country.text, FieldClass::country);
        }
        for (const auto& identifier : party.subject.identifiers) {
            if (identifier.kind == IdentifierKind::bic) {
                tell(country_of_bic(identifier.value), identifier.value, FieldClass::agent);
            } else if (identifier.kind == IdentifierKind::iban ||
                       identifier.kind == IdentifierKind::account) {
                tell(country_of_iban(identifier.value), identifier.value, FieldClass::identifier);
            }
        }
    }
    return places;
}

// "pacs.008.001.08" announced at the note's path, pacs.008.001.10 found: another version of the same message.
// Other headers (of the message that this one answers) do not matter.
bool announces_the_same_message(const Payment& payment, const model::PaymentNote& note) {
    constexpr std::size_t family_letters = 8;
    const std::string_view family = std::string_view(payment.type).substr(0, family_letters);
    const auto announced = std::ranges::find_if(payment.fields, [&](const model::PaymentField& field) {
        return !note.path.empty() && field.path.ends_with(note.path);
    });
    return family.size() == family_letters && announced != payment.fields.end() &&
           announced->text.starts_with(family);
}

std::string as_amount(std::int64_t value_e5) {
    return fmt::format("{}.{:02}", value_e5 / 100'000, value_e5 % 100'000 / 1'000);
}

}  // namespace

std::vector<Finding> country_findings(const std::vector<CountryRule>& rules, const Payment& payment) {
    std::vector<Finding> findings;
    std::set<std::string> wanted;
    for (const CountryRule& rule : rules) {
        wanted.insert(rule.countries.begin(), rule.countries.end());
    }
    if (wanted.empty()) {
        return findings;
    }
    for (const CountryPlace& place : countries_in(payment, wanted)) {
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
        const bool version = note.code == "header_mismatch" && announces_the_same_message(payment, note);
        findings.push_back({.kind = FindingKind::message,
                            .code = version ? "header_version" : note.code,
                            .field = note.path,
                            .sentence = note.sentence});
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
