// engine/payment_gate.h: one message in, one verdict out: pass, hold or block before money moves.
//
// Role:        reads the message or shipment, screens every field, weighs goods and places, compares it with
//              earlier messages of the record, asks the policy, and writes the verdict. Nothing is kept here:
//              PaymentRecorder (payment_recorder.h) keeps verdicts; nobody may act on one that was not kept.
// Rules:       fail closed: whatever cannot be read, screened or compared is a finding that holds. A verdict
//              names build, policy, threshold and every list version, and no clock's reading is in it.
// Ownership:   snapshot and policy must outlive the gate.
// Threads:     one gate a thread.
// Determinism: same message, grounds, lists, policy, build and earlier verdicts: same bytes.
// Cost:        docs/reference/performance.md.
// Errors:      none: an Error of any part is a finding.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decision/judge.h"
#include "engine/payment_screening.h"
#include "engine/policy_file.h"
#include "engine/snapshot.h"
#include "engine/trade_check.h"
#include "engine/verdict_store.h"
#include "model/payment.h"
#include "model/verdict.h"
#include "payments/message_document.h"

namespace cordon::engine {

// What surrounds a run of messages: who sends them, through which channel, and how the lists stand.
struct GateSituation {
    std::string tenant = "default";
    std::string channel = "file";
    std::string build;
    decision::Situation policy;  // scheme of the channel, state of the lists, grounds, proofs
    bool supplement = true;
    std::shared_ptr<const TradeTables> trade;  // what goods and places are looked up in; null: what ships
    // What whoever asks checks beyond the gate ("coverage", "schemas") and hands in as findings or notes: a
    // verdict with such findings cannot be derived from the record alone.
    std::vector<std::string> checks;
};

// What a message says and what was found in it, before it is compared with earlier ones.
struct ExaminedMessage {
    VerdictKey key;
    std::string bytes;  // as it came
    model::Payment payment;
    bool read = false;
    std::vector<model::Finding> findings;
    std::vector<std::string> fingerprints;
    std::shared_ptr<const TradeExamined> trade;  // of a shipment or a letter of credit
};

// An earlier verdict of the record and its message, read again.
struct EarlierPayment {
    std::string verdict_id;
    model::Outcome outcome = model::Outcome::hold;
    model::Payment payment;
};

class PaymentGate {
public:
    PaymentGate(const Snapshot& snapshot, const PolicyFile& policy, GateSituation situation);

    // when_read: called once, when the message is read and screening begins.
    [[nodiscard]] ExaminedMessage examine(std::string_view message,
                                          const std::function<void()>& when_read = {});
    // earlier: those that share a fingerprint within the policy's window; conflicts: ids of verdicts with the
    // same message id and other content; more: findings of whoever asks.
    [[nodiscard]] model::Verdict judge(const ExaminedMessage& message,
                                       const std::vector<EarlierPayment>& earlier,
                                       const std::vector<std::string>& conflicts,
                                       std::vector<model::Finding> more = {}) const;

    [[nodiscard]] const PolicyFile& policy() const { return policy_; }
    // To be kept with each verdict, so that it can be derived again.
    [[nodiscard]] const std::shared_ptr<const JudgedUnder>& under() const { return under_; }

private:
    void examine_shipment(ExaminedMessage& examined, const std::function<void()>& when_read);
    void examine_payment(ExaminedMessage& examined, payments::MessageDocument& document,
                         const std::function<void()>& when_read);
    void judge_trade(ExaminedMessage& examined, model::Shipment shipment);
    [[nodiscard]] const TradeTables& tables() const;

    const PolicyFile& policy_;
    GateSituation situation_;
    PaymentScreening screening_;
    std::vector<model::ListUse> lists_;
    base::Date lists_day_;  // of the newest publication
    std::shared_ptr<const JudgedUnder> under_;
};

// Lists of the snapshot, and how each stands.
[[nodiscard]] std::vector<model::ListUse> lists_used(const Snapshot& snapshot);

}  // namespace cordon::engine
