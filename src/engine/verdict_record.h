// engine/verdict_record.h: the rules of the record, over rows that somebody keeps.
//
// Role:        RuledVerdictStore is the VerdictStore; RecordRows is what a place of storage must be able to
//              do: rows that are only ever added, a log of leaves, and a transaction. So the store in memory
//              and the one on disk cannot differ in what they allow.
// Rules:       those of engine/verdict_store.h. Each row stands under the number of its leaf. A leaf is a
//              line of JSON that names everything in the row, of long bytes their SHA-256.
// Ownership:   RecordRows outlives the store.
// Threads:     one thread.
// Determinism: same calls, same leaves.
// Errors:      those of engine/verdict_store.h; a transaction that ends with an Error leaves nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/hold_rules.h"
#include "engine/verdict_store.h"

namespace cordon::engine {

// Of each leaf; the numbers stand in databases and never change.
enum class LeafKind : std::uint8_t {
    verdict = 1,
    hold_event = 2,
    token = 3,
    token_void = 4,
    policy_step = 5,
    erasure = 6  // storage/record_erasure.h
};

// What a fingerprint is found by: the first eight bytes of its SHA-256.
[[nodiscard]] std::int64_t fingerprint_key(std::string_view fingerprint);
// Sorted, each once.
[[nodiscard]] std::vector<std::int64_t> fingerprint_keys(std::span<const std::string> fingerprints);

// The texts behind the leaf hashes.
[[nodiscard]] std::string verdict_leaf(const StoredVerdict& verdict, std::string_view verdict_sha256,
                                       std::span<const std::int64_t> keys);
[[nodiscard]] std::string hold_leaf(std::string_view verdict_id, const HoldEvent& event);
[[nodiscard]] std::string token_leaf(const NewToken& token);
[[nodiscard]] std::string policy_leaf(const PolicyStep& step);
[[nodiscard]] std::string void_leaf(std::uint64_t token_leaf, std::string_view reason, base::Instant at);

class RecordRows {
public:
    RecordRows() = default;
    virtual ~RecordRows() = default;
    RecordRows(const RecordRows&) = delete;
    RecordRows& operator=(const RecordRows&) = delete;

    [[nodiscard]] virtual base::Status begin() = 0;
    [[nodiscard]] virtual base::Status commit(base::Instant at) = 0;
    // "" where nothing is ever erased.
    [[nodiscard]] virtual std::string fresh_salt() { return {}; }
    // Nothing of the transaction stays; cause: why. Called after begin(), or after a commit() that failed.
    virtual void roll_back(const base::Error& cause) = 0;

    // Appends a leaf and returns its number.
    [[nodiscard]] virtual base::Result<std::uint64_t> add_leaf(LeafKind kind, std::string_view leaf) = 0;

    [[nodiscard]] virtual base::Status add_verdict(const StoredVerdict& verdict, std::string_view message,
                                                   std::span<const std::int64_t> keys) = 0;
    [[nodiscard]] virtual base::Status add_hold_event(std::uint64_t verdict, const HoldEvent& event) = 0;
    [[nodiscard]] virtual base::Status add_token(std::uint64_t verdict, const KeptToken& token) = 0;
    [[nodiscard]] virtual base::Status add_void(std::uint64_t leaf, std::uint64_t token,
                                                std::string_view reason, base::Instant at) = 0;
    // A text that is there already stays as it is.
    [[nodiscard]] virtual base::Status add_policy(std::string_view sha256, std::string_view toml) = 0;
    [[nodiscard]] virtual base::Status add_situation(std::string_view sha256, std::string_view json) = 0;
    [[nodiscard]] virtual base::Status add_policy_step(const PolicyStep& step) = 0;
    // "" when there is none of this hash.
    [[nodiscard]] virtual base::Result<std::string> policy(std::string_view sha256) = 0;
    [[nodiscard]] virtual base::Result<std::string> situation(std::string_view sha256) = 0;
    [[nodiscard]] virtual base::Result<std::vector<PolicyStep>> policy_steps() = 0;

    // All contents of one message id, in order.
    [[nodiscard]] virtual base::Result<std::vector<StoredVerdict>> same_message(const VerdictKey& key) = 0;
    // Those of the message id whose content was erased since, in order.
    [[nodiscard]] virtual base::Result<std::vector<StoredVerdict>> erased_message(const VerdictKey& key) = 0;
    // Those whose id begins so; at most two.
    [[nodiscard]] virtual base::Result<std::vector<StoredVerdict>> by_id(std::string_view prefix) = 0;
    [[nodiscard]] virtual base::Result<std::string> message(const StoredVerdict& verdict) = 0;
    // Newest first.
    [[nodiscard]] virtual base::Result<std::vector<StoredVerdict>> by_fingerprints(
        std::span<const std::int64_t> keys, const EarlierQuery& query, std::uint64_t verdicts_max) = 0;
    [[nodiscard]] virtual base::Result<std::optional<VerdictTime>> last_verdict_before(
        std::uint64_t leaf) = 0;
    [[nodiscard]] virtual base::Status for_each_verdict(
        std::uint64_t from_leaf, const std::function<base::Status(const StoredVerdict&)>& each) = 0;
    // Oldest first.
    [[nodiscard]] virtual base::Result<std::vector<HoldEvent>> hold_events(std::uint64_t verdict) = 0;
    [[nodiscard]] virtual base::Result<std::vector<StoredVerdict>> held(const HoldQuery& query,
                                                                        std::uint64_t verdicts_max) = 0;
    [[nodiscard]] virtual base::Result<std::vector<KeptToken>> tokens(std::uint64_t verdict) = 0;
    [[nodiscard]] virtual base::Status sign_checkpoint(base::Instant at) = 0;
};

class RuledVerdictStore : public VerdictStore {
public:
    [[nodiscard]] base::Result<std::vector<Appended>> append(std::span<const NewVerdict> batch,
                                                             base::Instant at) override;
    [[nodiscard]] base::Result<std::optional<StoredVerdict>> find(const VerdictKey& key) override;
    [[nodiscard]] base::Result<StoredVerdict> verdict(std::string_view id) override;
    [[nodiscard]] base::Result<std::string> message(std::string_view verdict_id) override;
    [[nodiscard]] base::Result<EarlierVerdicts> earlier_by_fingerprint(
        std::span<const std::string> fingerprints, const EarlierQuery& query) override;
    [[nodiscard]] base::Result<std::vector<StoredVerdict>> same_message(const VerdictKey& key) override;
    [[nodiscard]] base::Result<std::vector<StoredVerdict>> erased_message(const VerdictKey& key) override;
    [[nodiscard]] base::Result<std::optional<VerdictTime>> last_verdict_before(std::uint64_t leaf) override;
    [[nodiscard]] base::Status for_each_verdict(
        std::uint64_t from_leaf, const std::function<base::Status(const StoredVerdict&)>& each) override;
    [[nodiscard]] base::Result<HoldPage> holds(const HoldQuery& query) override;
    [[nodiscard]] base::Result<Hold> hold(std::string_view verdict_id) override;
    [[nodiscard]] base::Result<HoldState> decide(const HoldDecision& decision) override;
    [[nodiscard]] base::Status open_hold(std::string_view verdict_id, std::string_view principal,
                                         std::string_view reason, base::Instant at) override;
    [[nodiscard]] base::Status keep_token(const NewToken& token) override;
    [[nodiscard]] base::Result<std::vector<KeptToken>> tokens(std::string_view verdict_id) override;
    [[nodiscard]] base::Result<PolicyStep> decide_policy(const PolicyDecision& decision) override;
    [[nodiscard]] base::Result<std::vector<PolicyStep>> policy_steps() override;
    [[nodiscard]] base::Result<std::string> policy_text(std::string_view sha256) override;
    [[nodiscard]] base::Result<std::string> situation(std::string_view sha256) override;
    [[nodiscard]] base::Status checkpoint(base::Instant at) override;

protected:
    explicit RuledVerdictStore(RecordRows& rows) : rows_{&rows} {}

private:
    template <class Work>
    [[nodiscard]] auto in_transaction(base::Instant at, const Work& work) -> decltype(work()) {
        CORDON_TRY(rows_->begin());
        auto done = work();
        if (!done) {
            rows_->roll_back(done.error());
            return done;
        }
        if (const base::Status committed = rows_->commit(at); !committed) {
            rows_->roll_back(committed.error());
            return std::unexpected(committed.error());
        }
        return done;
    }

    [[nodiscard]] base::Result<Appended> append_one(const NewVerdict& fresh, base::Instant at);
    [[nodiscard]] base::Result<Appended> replay(const NewVerdict& fresh, StoredVerdict there);
    [[nodiscard]] base::Result<Appended> store(const NewVerdict& fresh, const ConflictVerdict* other,
                                               std::string_view hold_reason, base::Instant at);
    [[nodiscard]] base::Result<Appended> store_conflict(const NewVerdict& fresh,
                                                        std::vector<StoredVerdict> earlier, base::Instant at);
    [[nodiscard]] base::Result<ConflictVerdict> fresh_conflict(const NewVerdict& fresh,
                                                               std::vector<StoredVerdict>& earlier);
    [[nodiscard]] base::Result<Hold> hold_of(StoredVerdict verdict);
    [[nodiscard]] base::Status add_event(const StoredVerdict& verdict, HoldEvent event);
    [[nodiscard]] base::Result<PolicyInForce> policy_in_force();
    [[nodiscard]] base::Status open_one(const StoredVerdict& verdict, std::string_view principal,
                                        std::string_view reason, base::Instant at);
    [[nodiscard]] base::Status add_token(const StoredVerdict& verdict, HoldState state,
                                         const NewToken& token);

    RecordRows* rows_;
};

[[nodiscard]] HoldState state_after(std::span<const HoldEvent> events);
// Two names of one person: the same letters and digits, whatever their case and what stands between them.
[[nodiscard]] bool same_principal(std::string_view left, std::string_view right);

// The text without white space at its ends and doubled within; invalid_input when nothing is left or it is no
// UTF-8.
[[nodiscard]] base::Result<std::string> checked_text(std::string_view what, std::string_view text);
// The same of the name of who acts: ASCII, or invalid_input.
[[nodiscard]] base::Result<std::string> checked_principal(std::string_view name);

inline constexpr std::int64_t token_life_ms_max = 15LL * 60 * 1'000;

}  // namespace cordon::engine
