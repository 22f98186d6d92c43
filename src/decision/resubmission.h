// decision/resubmission.h: has this payment come before with another party, account or text in it?
//
// Role:        a payment that was held and comes again with the listed name taken out must not slip through.
//              The store keeps fingerprints() with each verdict; the gate looks the new ones up, within the
//              policy's window, and hands each earlier payment that was held or blocked to
//              resubmission_findings().
// Rules:       names are compared without order of words, case, blanks and punctuation, accounts without
//              blanks, BICs by their first eight letters: rewriting is not a change. What was added without
//              anything else going away is no finding.
//              Two payments are compared when they share a reference, both names or both accounts with the
//              amount; when both accounts but not the amount, parties alone are compared; one account and the
//              amount count only with a text in common, for a payroll pays the same amount to many.
// Sources:     Wolfsberg Group, Payment Transparency Standards (2023): no field may be removed or altered to
//              avoid detection.
// Determinism: in the order of the earlier payment.
// Threads:     pure functions.
// Cost:        fingerprints O(transactions * parties); findings O(transactions * (fields + text)).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/payment.h"
#include "model/verdict.h"

namespace cordon::decision {

// Sorted, each once: "<kind>:" and 32 hexadecimal digits of a SHA-256, so that the store needs no account
// numbers in clear. Kinds: uetr; reference (end-to-end id, currency, amount); debtor and creditor (account,
// currency, amount); pair (both accounts, any amount); names (both names, currency, amount); instruction
// (sender, instruction id).
[[nodiscard]] std::vector<std::string> fingerprints(const model::Payment& payment);
// Those of the references that follow one payment through its chain (UETR).
[[nodiscard]] std::vector<std::string> chain_fingerprints(const std::vector<std::string>& fingerprints);

// Kind resubmission, codes "party_removed", "party_changed", "party_moved", "account_changed",
// "text_removed"; field is the place in `now`, else in `earlier`; text shows both.
[[nodiscard]] std::vector<model::Finding> resubmission_findings(const model::Payment& earlier,
                                                                std::string_view earlier_verdict_id,
                                                                const model::Payment& now);

}  // namespace cordon::decision
