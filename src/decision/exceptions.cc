#include "decision/exceptions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/strings.h"
#include "decision/payment_view.h"

namespace cordon::decision {

using model::Finding;
using model::FindingKind;
using model::Payment;
using model::PaymentRole;

namespace {

template <class Value>
bool holds(const std::vector<Value>& values, const Value& value) {
    return std::ranges::find(values, value) != values.end();
}

bool all_known_and_in(const std::vector<std::string>& countries, const std::vector<std::string>& allowed) {
    return !countries.empty() && std::ranges::all_of(countries, [&](const std::string& country) {
        return holds(allowed, country);
    });
}

// An agent whose country cannot be told (a clearing code) may be anywhere.
bool agents_are_told(const Payment& payment) {
    return std::ranges::all_of(payment.parties, [](const model::PaymentParty& party) {
        return !party.agent || std::ranges::any_of(party.subject.identifiers, [](const auto& identifier) {
            return identifier.kind == model::IdentifierKind::bic && !country_of_bic(identifier.value).empty();
        });
    });
}

bool within_the_union(const InstantSepaException& exception, const Payment& payment) {
    if (payment.transactions.empty() || !agents_are_told(payment)) {
        return false;
    }
    for (const model::PaymentParty& party : payment.parties) {
        for (const auto& identifier : party.subject.identifiers) {
            if (party.agent && identifier.kind == model::IdentifierKind::bic &&
                !holds(exception.agent_countries, country_of_bic(identifier.value))) {
                return false;
            }
        }
    }
    const PaymentIndex index(payment);
    for (std::uint32_t number = 0; number < payment.transactions.size(); ++number) {
        const PaymentSides sides = sides_of(index, number);
        if (!all_known_and_in(sides.debtor, exception.agent_countries) ||
            !all_known_and_in(sides.creditor, exception.agent_countries)) {
            return false;
        }
    }
    return true;
}

const Ground* ground_named(const Policy& policy, std::string_view id) {
    const auto found = std::ranges::find(policy.grounds, id, &Ground::id);
    return found != policy.grounds.end() ? &*found : nullptr;
}

std::string over_the_cap(const Ground& ground, const Payment& payment) {
    if (ground.currency.empty()) {
        return {};
    }
    std::int64_t left_e5 = ground.amount_max_e5;
    for (const auto& transaction : payment.transactions) {
        const auto& amount = transaction.amount;
        if (!amount.value_e5 || *amount.value_e5 < 0 || amount.currency != ground.currency) {
            return fmt::format("its cap is in {} and the amount '{} {}' cannot be set against it",
                               ground.currency, amount.currency, base::shown(amount.text, 30));
        }
        if (*amount.value_e5 > left_e5) {
            return "the amount is over its cap";
        }
        left_e5 -= *amount.value_e5;
    }
    return payment.transactions.empty() ? "the message has no amount to set against its cap" : "";
}

std::string shown_ground(const Ground& ground) {
    std::string text = fmt::format(
        "{} {}, {}, valid {} to {}, evidence {} (sha256 {})",
        ground.kind == GroundKind::humanitarian ? "humanitarian carve-out (UNSCR 2664 and 2761)" : "licence",
        ground.id, ground.provider, to_string(ground.valid_from), to_string(ground.valid_to), ground.document,
        ground.document_sha256);
    return ground.purpose.empty() ? text : text + ", for " + ground.purpose;
}

}  // namespace

bool proof_is_current(const InstantSepaException& exception, const CustomerBaseProof& proof,
                      std::string_view active_version, base::Instant now) {
    constexpr std::int64_t hour_ms = 3'600'000;
    const std::int64_t age_ms = now.unix_ms - proof.screened_at.unix_ms;
    return proof.complete && proof.list == exception.list && !active_version.empty() &&
           proof.version == active_version && age_ms >= 0 &&
           age_ms <= hour_ms * std::int64_t{exception.proof_hours_max};
}

bool instant_sepa_scope(const InstantSepaException& exception, const Scheme* scheme, const Payment& payment) {
    return exception.enabled && scheme != nullptr && scheme->instant_sepa &&
           within_the_union(exception, payment);
}

std::optional<Permission> instant_sepa_permission(const InstantSepaException& exception,
                                                  const Finding& finding, std::string_view active_version,
                                                  const std::vector<CustomerBaseProof>& proofs) {
    const bool of_an_account_holder =
        (finding.kind == FindingKind::name_match || finding.kind == FindingKind::identifier_match) &&
        (finding.role == PaymentRole::debtor || finding.role == PaymentRole::creditor);
    if (!of_an_account_holder || finding.list.empty() || finding.list != exception.list ||
        active_version.empty()) {
        return std::nullopt;
    }
    const auto proof = std::ranges::find_if(proofs, [&](const CustomerBaseProof& candidate) {
        return candidate.current && candidate.complete && candidate.list == exception.list &&
               candidate.version == active_version;
    });
    if (proof == proofs.end()) {
        return std::nullopt;
    }
    return Permission{
        "art_5d",
        fmt::format("Regulation (EU) 260/2012 Art. 5d: payer and payee of an instant credit transfer are "
                    "checked as customers; all customers were screened against {} {} at {}",
                    proof->list, proof->version, to_string(proof->screened_at))};
}

std::string ground_refusal(const Policy& policy, const GroundClaim& claim, const Payment& payment) {
    const Ground* ground = ground_named(policy, claim.id);
    if (ground == nullptr) {
        return "the policy has no such ground";
    }
    if (!base::is_valid(claim.day)) {
        return "the day on which it should be valid was not given";
    }
    if (claim.day < ground->valid_from || claim.day > ground->valid_to) {
        return fmt::format("it is valid from {} to {}, not on {}", to_string(ground->valid_from),
                           to_string(ground->valid_to), to_string(claim.day));
    }
    return over_the_cap(*ground, payment);
}

std::vector<const Ground*> usable_grounds(const Policy& policy, const std::vector<GroundClaim>& claims,
                                          const Payment& payment) {
    std::vector<const Ground*> usable;
    for (const GroundClaim& claim : claims) {
        if (ground_refusal(policy, claim, payment).empty()) {
            usable.push_back(ground_named(policy, claim.id));
        }
    }
    std::ranges::sort(usable, {}, [](const Ground* ground) { return std::string_view(ground->id); });
    return usable;
}

std::optional<Permission> ground_permission(const std::vector<const Ground*>& usable,
                                            const Finding& finding) {
    if (!model::is_of_listing(finding.kind) || finding.list.empty()) {
        return std::nullopt;
    }
    const auto covers = [&](const Ground* ground) {
        return holds(ground->lists, finding.list) &&
               (ground->listing_ids.empty() || holds(ground->listing_ids, finding.listing_id)) &&
               (ground->roles.empty() || holds(ground->roles, finding.role));
    };
    const auto found = std::ranges::find_if(usable, covers);
    if (found == usable.end()) {
        return std::nullopt;
    }
    return Permission{"ground:" + (*found)->id, shown_ground(**found)};
}

}  // namespace cordon::decision
