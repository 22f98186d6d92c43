// engine/verdict_replay.h: a kept verdict derived again: from the archived message, the list versions, the
//                          policy and the situation that it names, and the earlier messages of the record.
//
// Role:        `cordon replay`. Proof that a verdict follows from what it says it stands on, and from nothing
//              else.
// Rules:       the same build must give the same bytes. Another build is asked too, and then only the outcome
//              is compared: what it says of it is told, not judged. A policy, situation or list version that
//              is no longer kept is an Error, never a difference. The trade tables of a house come from the
//              caller by the names that the situation gives; a difference under them is an Error too, for
//              objections that came since change the words; and so is one of what was compared with a message
//              that was erased since.
// Ownership:   store, lists and cache must outlive it; keeps a few opened snapshots and gates.
// Threads:     one thread.
// Determinism: same record: same answers, in any order.
// Cost:        the gate's, and opening the lists each time they change from one verdict to the next.
// Errors:      not_found (a part is not kept), corrupt (a part is not the one that was named), unsupported
//              (bytes differ, and the gate was handed findings of further checks), those of the stores.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/list_store.h"
#include "engine/payment_gate.h"
#include "engine/trade_tables.h"
#include "engine/verdict_store.h"
#include "model/verdict.h"

namespace cordon::engine {

struct ReplayedVerdict {
    model::Verdict kept;
    model::Verdict derived;
    std::string bytes;  // as derived
    bool same_build = false;
    bool identical = false;  // the bytes; of another build the outcome
    std::string
        difference;  // the first one, "" when the bytes are equal: "/reasons/0/score_e4: 9100, now 9000"
};

// The trade tables whose own parts have these names (TradeTables::own); null: they are not kept.
using TradeTablesNamed =
    std::function<base::Result<std::shared_ptr<const TradeTables>>(const std::vector<std::string>& own)>;

class VerdictReplay {
public:
    VerdictReplay(VerdictStore& store, ListStore& lists, SnapshotCache& cache, std::string build,
                  Hooks hooks = {}, TradeTablesNamed tables = {});
    ~VerdictReplay();
    VerdictReplay(const VerdictReplay&) = delete;
    VerdictReplay& operator=(const VerdictReplay&) = delete;

    [[nodiscard]] base::Result<ReplayedVerdict> replay(const StoredVerdict& kept);

private:
    struct Opened;
    [[nodiscard]] base::Result<Opened*> opened_for(const StoredVerdict& kept, const model::Verdict& verdict);
    [[nodiscard]] base::Result<std::shared_ptr<const Snapshot>> snapshot_of(const model::Verdict& verdict);

    VerdictStore& store_;
    ListStore& lists_;
    SnapshotCache& cache_;
    std::string build_;
    Hooks hooks_;
    TradeTablesNamed tables_;
    std::vector<std::unique_ptr<Opened>> opened_;  // the one used last stands first
};

// Judges a kept message again at this gate, as of its own place in the record.
[[nodiscard]] base::Result<model::Verdict> judge_again(PaymentGate& gate, VerdictStore& store,
                                                       const StoredVerdict& kept);

// Where two documents differ first; "" when they are equal.
[[nodiscard]] base::Result<std::string> first_difference(std::string_view before, std::string_view now);

}  // namespace cordon::engine
