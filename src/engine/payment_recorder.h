// engine/payment_recorder.h: examined messages to kept verdicts: compared with the record, judged, committed
// in groups.
//
// Role:        the second half of the gate. Examining can be shared out over threads; recording is in order.
// Rules:       nothing is answered before the group's commit. A message that shares a fingerprint with one of
//              its own group waits for that group's commit, so that the order of messages decides and not the
//              size of groups. A replay is answered with the kept bytes; the same id with other content is a
//              conflict, and both are held; one that was judged alike before and erased since is held too.
// Ownership:   gate and store must outlive it.
// Threads:     one thread.
// Determinism: same messages in the same order on the same record: same verdicts.
// Cost:        one commit a group.
// Errors:      those of the store: then no message since the last answer was kept, and none may move.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/payment_gate.h"

namespace cordon::engine {

struct RecordedVerdict {
    Appended kept;
    model::Verdict verdict;  // what the kept bytes say
};

// Messages of several situations in one commit: each is judged by the gate that examined it, or by one of
// the same grounds.
struct MessageToRecord {
    const PaymentGate* gate = nullptr;
    const ExaminedMessage* message = nullptr;
};
[[nodiscard]] base::Result<std::vector<RecordedVerdict>> record_messages(
    VerdictStore& store, std::span<const MessageToRecord> messages, base::Instant at);

// Verdicts in the order of the messages. at: the instant of receipt, for the record and the window of
// resubmission.
[[nodiscard]] base::Result<std::vector<RecordedVerdict>> record_messages(
    const PaymentGate& gate, VerdictStore& store, std::span<const ExaminedMessage> messages,
    base::Instant at);

// Why a message does not pass whose id was judged before and erased since: the erased verdict is named. What
// stays of that one is its outcome; whether it was the same message, nobody knows any more.
inline constexpr std::string_view judged_and_erased_code = "judged_and_erased";
[[nodiscard]] model::Finding judged_and_erased(const StoredVerdict& before);

// The leaf back to which the policy's window reaches from `at` (engine/record_time.h).
[[nodiscard]] base::Result<std::uint64_t> remembered_from(const PaymentGate& gate, VerdictStore& store,
                                                          base::Instant at,
                                                          std::uint64_t before_leaf = ~std::uint64_t{0});

// The earlier messages from that leaf on that were held and share a fingerprint, and
// those of the same chain; those from the leaf on and those of the same key are left out. One that cannot be
// read again, or too many to look at, is a finding.
struct EarlierFound {
    std::vector<EarlierPayment> payments;
    std::vector<model::Finding> findings;
};
[[nodiscard]] base::Result<EarlierFound> earlier_payments(VerdictStore& store, const ExaminedMessage& message,
                                                          std::uint64_t from_leaf,
                                                          std::uint64_t before_leaf = ~std::uint64_t{0});

}  // namespace cordon::engine
