// engine/verdict_store.h: the port through which the payment gate keeps verdicts, holds and release tokens.
//
// Role:      append() is the gate's memory: what it stored may be answered to the outside, nothing else may.
//            Storage implements this on disk (storage/verdict_registry.h), tests in memory
//            (engine/memory_verdict_store.h); both by the same rules (engine/verdict_record.h).
// Rules:     one verdict per key. The same key again is a replay and returns the stored bytes. The same
//            message id with other content is a conflict: both are held, and tokens of the earlier one are
//            void. So is one whose id was judged before and erased since, whatever its content. A verdict's
//            bytes say what was judged; its HoldState says what is allowed now: money may move only where
//            the outcome is pass and the state clear, or the state is released. A hold ends by two different
//            people who say the same (release or reject), one after the other, or by one where the policy
//            that two people activated in this record says so (engine/hold_rules.h); an opinion that differs
//            from the last proposal is a new proposal. Nothing that was kept ever changes; each step is a
//            leaf of the audit log, appended in the same commit.
// Ownership: results own what they hold.
// Threads:   calls of one store from several threads need a lock outside; several processes are safe.
// Errors:    not_found (no such verdict or hold), conflict (a step that the rules forbid; another process is
//            writing), invalid_input (a key, token or principal that cannot be one), corrupt (stored bytes
//            fail their hash), unavailable (disk). After a failed write the store refuses all further work:
//            open it again.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "model/verdict.h"

namespace cordon::engine {

struct VerdictKey {
    std::string tenant;
    std::string channel;
    std::string message_id;
    std::string content_sha256;  // 64 hexadecimal letters, of the canonical content
    friend bool operator==(const VerdictKey&, const VerdictKey&) = default;
};

struct StoredVerdict {
    std::uint64_t leaf = 0;  // of the audit log: the order in which everything happened
    VerdictKey key;
    std::string verdict_id;
    model::Outcome outcome = model::Outcome::hold;
    base::Instant at;
    std::string bytes;           // canonical JSON, as it was appended
    std::string message_sha256;  // of the message as it came
    std::uint64_t message_bytes = 0;
    std::string situation_sha256;  // "": none was kept with it
    // Drawn anew for each row and hashed into its leaf, so that the leaf tells nothing once it is gone.
    std::string salt;
    // "": it is whole. Else when, by whom and why message, bytes and ids were erased; they are empty then.
    std::string erased;
    friend bool operator==(const StoredVerdict&, const StoredVerdict&) = default;
};

enum class HoldState : std::uint8_t {
    clear,  // never held
    open,
    proposed_release,  // one person said so; a second, different one is needed
    proposed_reject,
    released,
    rejected,  // for good
};

enum class HoldStep : std::uint8_t { opened, proposed_release, proposed_reject, released, rejected };

struct HoldEvent {
    std::uint64_t leaf = 0;
    HoldStep step = HoldStep::opened;
    std::string principal;
    std::string reason;
    base::Instant at;
    bool block_allowed = false;  // by that policy: a step towards the release of a block
    // Of the policy by which one person alone decided, or a block may be released; "": no step needed one.
    std::string policy_sha256 = {};
    friend bool operator==(const HoldEvent&, const HoldEvent&) = default;
};

struct Hold {
    StoredVerdict verdict;
    HoldState state = HoldState::clear;
    std::vector<HoldEvent> events;  // oldest first
};

enum class TokenKind : std::uint8_t {
    pass,     // of a verdict that passed and was never held
    release,  // of a hold that was released
};

// Made by engine/release_token.h.
struct NewToken {
    std::string verdict_id;
    TokenKind kind = TokenKind::pass;
    base::Instant issued;
    base::Instant expires;
    std::string statement;  // signed
};

struct KeptToken {
    std::uint64_t leaf = 0;
    NewToken token;
    std::optional<base::Instant> void_since;
    std::string void_reason;
};

// What becomes of a message whose id was used before with other content: never a pass.
struct ConflictVerdict {
    std::string verdict_id;
    model::Outcome outcome = model::Outcome::hold;
    std::string bytes;
};

// Hashes that append() needs. They are half of its work: threads that judge make them before (prepare()).
struct PreparedHashes {
    std::string message_sha256;
    std::string verdict_sha256;
    std::vector<std::int64_t> fingerprint_keys;
};

// What a run of verdicts is judged under, beside the lists that each names: kept once, so that each can be
// derived again (engine/verdict_replay.h).
struct JudgedUnder {
    std::string situation;  // engine/situation_json.h
    std::string situation_sha256;
    std::string policy_sha256;
    std::string policy_toml;  // parses to the policy of that hash
};

enum class PolicyStepKind : std::uint8_t {
    proposed,   // by one person
    activated,  // confirmed by a second, different one
};

struct PolicyStep {
    std::uint64_t leaf = 0;
    PolicyStepKind step = PolicyStepKind::proposed;
    std::string policy_sha256;
    std::string text_sha256;  // of the text that is kept
    std::string principal;
    std::string reason;
    base::Instant at;
    friend bool operator==(const PolicyStep&, const PolicyStep&) = default;
};

struct PolicyDecision {
    std::string toml;
    std::string principal;
    std::string reason;
    base::Instant at;
};

struct NewVerdict {
    VerdictKey key;
    std::string verdict_id;
    model::Outcome outcome = model::Outcome::hold;
    std::string bytes;    // canonical JSON of the verdict
    std::string message;  // as it came
    // Each a hash of amount, currency, account or reference: by these a resubmission is found again.
    std::vector<std::string> fingerprints;
    // Kept in the same commit when the verdict, stored or replayed, is a pass that was never held.
    std::optional<NewToken> token;
    // Called inside the commit with the earlier verdicts of the same message id; pure. Again, with one more,
    // when what it makes was kept before and erased. Without it the verdict is stored as it is, and held.
    std::function<ConflictVerdict(std::span<const StoredVerdict>)> in_conflict;
    std::optional<PreparedHashes> hashes;      // by prepare(); made by append() when absent
    std::shared_ptr<const JudgedUnder> under;  // nothing: the verdict cannot be replayed
};

enum class AppendOutcome : std::uint8_t { stored, replay, conflict };

struct Appended {
    AppendOutcome outcome = AppendOutcome::stored;
    StoredVerdict verdict;
    HoldState state = HoldState::clear;
    bool token_kept = false;                  // false: the token that was handed in must not leave the house
    std::vector<std::string> conflicts_with;  // ids of the earlier verdicts
};

struct HoldDecision {
    std::string verdict_id;
    std::string principal;
    std::string reason;
    bool release = false;  // else reject
    base::Instant at;
    // False: may propose only, also where the policy lets one person decide; a second word is a conflict.
    bool may_confirm = true;
};

struct EarlierQuery {
    base::Instant since;
    std::uint64_t before_leaf = ~std::uint64_t{0};
    bool passed_too = true;  // false: only those whose outcome was hold or block
    std::uint64_t from_leaf = 0;
};

// When a verdict was recorded, as the clock said.
struct VerdictTime {
    std::uint64_t leaf = 0;
    base::Instant at;
};

struct EarlierVerdicts {
    std::vector<StoredVerdict> verdicts;  // newest first
    bool truncated = false;               // there were more
};

struct HoldQuery {
    bool decided_too = false;
    std::uint64_t holds_max = 1'000;
    std::string tenant;           // "": every one
    std::uint64_t from_leaf = 0;  // of the verdict: the page that begins there
};

struct HoldPage {
    std::vector<Hold> holds;  // oldest first
    bool truncated = false;
};

class VerdictStore {
public:
    VerdictStore() = default;
    virtual ~VerdictStore() = default;
    VerdictStore(const VerdictStore&) = delete;
    VerdictStore& operator=(const VerdictStore&) = delete;

    // Group commit: all of them in one transaction, durable when this returns; or none. Answers in order.
    [[nodiscard]] virtual base::Result<std::vector<Appended>> append(std::span<const NewVerdict> batch,
                                                                     base::Instant at) = 0;

    [[nodiscard]] virtual base::Result<std::optional<StoredVerdict>> find(const VerdictKey& key) = 0;
    // By its id, or by the first letters of it, when only one begins so.
    [[nodiscard]] virtual base::Result<StoredVerdict> verdict(std::string_view id) = 0;
    // The message as it came, checked against its hash.
    [[nodiscard]] virtual base::Result<std::string> message(std::string_view verdict_id) = 0;
    // Verdicts with any of these fingerprints; at most 100.
    [[nodiscard]] virtual base::Result<EarlierVerdicts> earlier_by_fingerprint(
        std::span<const std::string> fingerprints, const EarlierQuery& query) = 0;
    // Every content of this message id, oldest first.
    [[nodiscard]] virtual base::Result<std::vector<StoredVerdict>> same_message(const VerdictKey& key) = 0;
    // Those of this message id whose content was erased since, oldest first.
    [[nodiscard]] virtual base::Result<std::vector<StoredVerdict>> erased_message(const VerdictKey& key) = 0;
    // Nothing: there is none.
    [[nodiscard]] virtual base::Result<std::optional<VerdictTime>> last_verdict_before(
        std::uint64_t leaf) = 0;
    // In order of the log, from this leaf on, until `each` returns an Error.
    [[nodiscard]] virtual base::Status for_each_verdict(
        std::uint64_t from_leaf, const std::function<base::Status(const StoredVerdict&)>& each) = 0;

    [[nodiscard]] virtual base::Result<HoldPage> holds(const HoldQuery& query) = 0;
    // State clear and no events for a verdict that was never held.
    [[nodiscard]] virtual base::Result<Hold> hold(std::string_view verdict_id) = 0;
    // The first person proposes, a different one confirms; or one decides, where the active policy says so.
    // Returns what the hold is now.
    [[nodiscard]] virtual base::Result<HoldState> decide(const HoldDecision& decision) = 0;
    // Holds a verdict (again): a newer list has an effect, somebody stopped it. Its outstanding tokens are
    // void. Conflict when it was rejected.
    [[nodiscard]] virtual base::Status open_hold(std::string_view verdict_id, std::string_view principal,
                                                 std::string_view reason, base::Instant at) = 0;

    // Refused unless the verdict may move; see Rules.
    [[nodiscard]] virtual base::Status keep_token(const NewToken& token) = 0;
    [[nodiscard]] virtual base::Result<std::vector<KeptToken>> tokens(std::string_view verdict_id) = 0;

    // The first person proposes, a different one confirms the same policy; then it holds for every message
    // that comes after. Another proposal replaces one that waits. Invalid_input when the text is no policy.
    [[nodiscard]] virtual base::Result<PolicyStep> decide_policy(const PolicyDecision& decision) = 0;
    // Oldest first.
    [[nodiscard]] virtual base::Result<std::vector<PolicyStep>> policy_steps() = 0;
    // Of every policy that was proposed or that a verdict names.
    [[nodiscard]] virtual base::Result<std::string> policy_text(std::string_view sha256) = 0;
    // Checked against its hash.
    [[nodiscard]] virtual base::Result<std::string> situation(std::string_view sha256) = 0;

    // Signs where the log stands. Also done by itself after each thousand leaves and each minute of
    // work; call it before closing.
    [[nodiscard]] virtual base::Status checkpoint(base::Instant at) = 0;
};

// Pure; to be called once bytes, message and fingerprints stand, on any thread.
void prepare(NewVerdict& fresh);

// May money move?
[[nodiscard]] bool may_move(model::Outcome outcome, HoldState state);
[[nodiscard]] std::string_view to_string(HoldState state);  // "clear", "open", "release proposed", ...
[[nodiscard]] std::string_view to_string(HoldStep step);    // "opened", "release proposed", ...
[[nodiscard]] std::string_view to_string(TokenKind kind);   // "pass", "release"
[[nodiscard]] std::string_view to_string(PolicyStepKind step);
// The last step that activated a policy; nullptr: the shipped policy holds.
[[nodiscard]] const PolicyStep* active_policy(std::span<const PolicyStep> steps);

}  // namespace cordon::engine
