// decision/humanitarian_claim.h: whether a claim of a humanitarian ground is one that can act.
//
// Role:        part of the trade judge. A claim is words that the sender wrote; what it must name is closed.
// Rules:       ground: UNSCR 2664 or 2761 and no word that is not of its name, or a licence with its number
//              right behind. Provider: one of the kinds that UNSCR 2664, para. 1 lists, alone, or before a
//              colon or in brackets behind a name. Reference, or evidence: at least four letters or digits,
//              one of them a digit, that are neither a day nor what is typed to fill a field. A word that
//              takes any of these back or puts it off ("refused", "pending", "expired", "not", "tbc") makes
//              it none: what is doubtful is no ground. Aid are goods that keep people alive: never arms,
//              dual-use goods, cultural property, crude oil, refineries, gold, stones, cash or organs.
// Sources:     UNSCR 2664 (2022) para. 1; 2761 (2024).
// Threads:     pure functions.
// Determinism: same claim, same answer.
// Cost:        O(bytes).
// Errors:      none.
#pragma once

#include <string>

#include "model/goods_evidence.h"
#include "model/shipment.h"

namespace cordon::decision {

// What it lacks, "" when it is whole.
[[nodiscard]] std::string claim_lacks(const model::HumanitarianClaim& claim);
[[nodiscard]] bool can_be_aid(const model::GoodsFinding& goods);

}  // namespace cordon::decision
