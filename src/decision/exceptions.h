// decision/exceptions.h: the two reasons for which a finding about a listed party may be let pass, each with
//                        its evidence: Art. 5d for instant credit transfers in euro, and grounds (licence,
//                        humanitarian carve-out).
//
// Role:        judge() asks per finding. Nothing here is inferred from a text: a ground acts when the caller
//              names it, Art. 5d when the channel's scheme is instant_sepa and a record proves the check of
//              the whole customer base.
// Sources:     Regulation (EU) 260/2012 Art. 5d(1)-(2); UNSCR 2664 para. 1, continued by 2761.
// Rules:       Art. 5d speaks of payer and payee whose accounts are used, and of providers of the Union:
//              other parties, texts, agents, other lists and accounts elsewhere are screened and held as
// usual.
// Threads:     pure functions.
// Determinism: no clock: proof_is_current() takes the time and is asked before judge().
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "decision/policy.h"
#include "model/payment.h"
#include "model/verdict.h"

namespace cordon::decision {

// The record of one screening of all customers against one version of one list.
struct CustomerBaseProof {
    std::string list;
    std::string version;
    base::Instant screened_at;
    bool complete = false;  // every customer, none left out or unreadable
    bool current = false;   // proof_is_current() said so when the message came in
};

// False for a proof from the future, older than the policy allows, incomplete, or of another version.
[[nodiscard]] bool proof_is_current(const InstantSepaException& exception, const CustomerBaseProof& proof,
                                    std::string_view active_version, base::Instant now);

// A ground that the caller names for this message, and the day of receipt on which it must be valid.
struct GroundClaim {
    std::string id;
    base::Date day;
};

// Why the finding is let pass, as it will stand in the reason; nothing: it is judged as usual.
struct Permission {
    std::string rule;    // "art_5d" or "ground:<id>"
    std::string ground;  // with the evidence
};

// Whether Art. 5d can concern the payment at all: the scheme, and every account and agent within the Union.
[[nodiscard]] bool instant_sepa_scope(const InstantSepaException& exception, const Scheme* scheme,
                                      const model::Payment& payment);
// REQUIRES: instant_sepa_scope() holds.
[[nodiscard]] std::optional<Permission> instant_sepa_permission(const InstantSepaException& exception,
                                                                const model::Finding& finding,
                                                                std::string_view active_version,
                                                                const std::vector<CustomerBaseProof>& proofs);

// Why a claimed ground cannot be used for this message at all ("" when it can): unknown, not valid on the
// day, amount over the cap or unreadable.
[[nodiscard]] std::string ground_refusal(const Policy& policy, const GroundClaim& claim,
                                         const model::Payment& payment);
// The grounds among the claims that can be used, by id.
[[nodiscard]] std::vector<const Ground*> usable_grounds(const Policy& policy,
                                                        const std::vector<GroundClaim>& claims,
                                                        const model::Payment& payment);
// The first of the usable grounds that covers the finding.
[[nodiscard]] std::optional<Permission> ground_permission(const std::vector<const Ground*>& usable,
                                                          const model::Finding& finding);

}  // namespace cordon::decision
