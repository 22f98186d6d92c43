// engine/hold_release.h: a hold is decided: for a release the newest lists once more, then the token.
//
// Role:        the same steps for the command line and the service. A hold may be days old when it is
//              released: before anybody's word counts, the message is judged again by the lists and the
//              policy of now, and what it was not held for before holds it again. After the word that
//              releases it the release token is made, kept and given.
// Rules:       a list that the verdict stands on and that is not there now, or that cannot be told to be
//              fresh, holds too. A note of what was not read (engine/unread_input.h) is never released.
//              Who may say what is the store's (VerdictStore::decide).
// Ownership:   refers to snapshot and policy.
// Threads:     one store, one thread.
// Determinism: same record, lists, policy and instant: same answer.
// Errors:      conflict when the hold was opened again, with what was found, or is of a note; those of
//              record and key.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/signature.h"
#include "decision/judge.h"
#include "engine/policy_file.h"
#include "engine/snapshot.h"
#include "engine/trade_tables.h"
#include "engine/verdict_store.h"

namespace cordon::engine {

// Lists and policy of now.
struct ReleaseGrounds {
    const Snapshot& snapshot;
    const PolicyFile& policy;
    std::vector<decision::ListState> lists;
    std::string build;
    std::shared_ptr<const TradeTables> trade;  // null: what ships
};

using SigningKeySource = std::function<base::Result<base::SigningKey>()>;

// To be asked before each word for a release, and before a token is given.
[[nodiscard]] base::Status check_before_release(const ReleaseGrounds& grounds, VerdictStore& record,
                                                std::string_view verdict_id, base::Instant at);

// The signed token of a verdict that may move; checked against the lists by whoever calls.
[[nodiscard]] base::Result<std::string> issue_release_token(const ReleaseGrounds& grounds,
                                                            VerdictStore& record, std::string_view verdict_id,
                                                            std::string_view principal,
                                                            const SigningKeySource& signing_key,
                                                            base::Instant at);

struct ReleaseStep {
    HoldState state = HoldState::open;
    std::string token;        // once released
    std::string alone_under;  // the policy by which one person decided; "": two did, or one more is needed
};

// What the step says to whoever took it: "released: the policy lets one person decide".
[[nodiscard]] std::string outcome_sentence(const ReleaseStep& step);

// REQUIRES: !decision.release.
[[nodiscard]] base::Result<ReleaseStep> reject_hold(VerdictStore& record, const HoldDecision& decision);
// REQUIRES: decision.release.
[[nodiscard]] base::Result<ReleaseStep> release_hold(const ReleaseGrounds& grounds, VerdictStore& record,
                                                     const HoldDecision& decision,
                                                     const SigningKeySource& signing_key);

}  // namespace cordon::engine
