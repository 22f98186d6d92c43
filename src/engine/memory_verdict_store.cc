#include "engine/memory_verdict_store.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

namespace cordon::engine {

namespace {

struct Kept {
    StoredVerdict verdict;
    std::string message;
    std::vector<std::int64_t> keys;
    std::vector<HoldEvent> events;
    std::vector<KeptToken> tokens;
};

}  // namespace

class MemoryVerdictStore::Rows final : public RecordRows {
public:
    base::Status begin() override {
        log_before_ = log;
        steps_before_ = policy_steps_.size();
        before_.clear();
        return {};
    }
    base::Status commit(base::Instant /*at*/) override { return {}; }
    void roll_back(const base::Error& /*cause*/) override {
        log = log_before_;
        policy_steps_.resize(steps_before_);
        for (auto& [leaf, kept] : before_) {
            if (kept) {
                verdicts_[leaf] = std::move(*kept);
            } else {
                forget(leaf);
            }
        }
    }

    base::Result<std::uint64_t> add_leaf(LeafKind /*kind*/, std::string_view leaf) override {
        log.add(cases::leaf_hash(leaf));
        return log.size() - 1;
    }
    base::Status add_verdict(const StoredVerdict& verdict, std::string_view message,
                             std::span<const std::int64_t> keys) override {
        before_.emplace(verdict.leaf, std::nullopt);
        verdicts_[verdict.leaf] = {verdict, std::string(message), {keys.begin(), keys.end()}, {}, {}};
        by_message_[message_name(verdict.key)].push_back(verdict.leaf);
        by_id_.emplace(verdict.verdict_id, verdict.leaf);
        for (const std::int64_t key : keys) {
            by_key_[key].push_back(verdict.leaf);
        }
        return {};
    }
    base::Status add_hold_event(std::uint64_t verdict, const HoldEvent& event) override {
        changed(verdict).events.push_back(event);
        return {};
    }
    base::Status add_token(std::uint64_t verdict, const KeptToken& token) override {
        changed(verdict).tokens.push_back(token);
        token_owner_[token.leaf] = verdict;
        return {};
    }
    base::Status add_void(std::uint64_t /*leaf*/, std::uint64_t token, std::string_view reason,
                          base::Instant at) override {
        for (KeptToken& each : changed(token_owner_[token]).tokens) {
            if (each.leaf == token) {
                each.void_since = at;
                each.void_reason = reason;
            }
        }
        return {};
    }

    base::Status add_policy(std::string_view sha256, std::string_view toml) override {
        policies_.emplace(sha256, toml);
        return {};
    }
    base::Status add_situation(std::string_view sha256, std::string_view json) override {
        situations_.emplace(sha256, json);
        return {};
    }
    base::Status add_policy_step(const PolicyStep& step) override {
        policy_steps_.push_back(step);
        return {};
    }
    base::Result<std::string> policy(std::string_view sha256) override {
        const auto found = policies_.find(sha256);
        return found == policies_.end() ? std::string() : found->second;
    }
    base::Result<std::string> situation(std::string_view sha256) override {
        const auto found = situations_.find(sha256);
        return found == situations_.end() ? std::string() : found->second;
    }
    base::Result<std::vector<PolicyStep>> policy_steps() override { return policy_steps_; }

    base::Result<std::vector<StoredVerdict>> erased_message(const VerdictKey& /*key*/) override {
        return std::vector<StoredVerdict>();  // nothing is erased in memory
    }
    base::Result<std::vector<StoredVerdict>> same_message(const VerdictKey& key) override {
        std::vector<StoredVerdict> found;
        for (const std::uint64_t leaf : by_message_[message_name(key)]) {
            found.push_back(verdicts_[leaf].verdict);
        }
        return found;
    }
    base::Result<std::vector<StoredVerdict>> by_id(std::string_view prefix) override {
        std::vector<std::uint64_t> leaves;
        for (auto at = by_id_.lower_bound({std::string(prefix), 0});
             at != by_id_.end() && at->first.starts_with(prefix); ++at) {
            leaves.push_back(at->second);
        }
        std::ranges::sort(leaves);
        std::vector<StoredVerdict> found;
        for (const std::uint64_t leaf : leaves) {
            found.push_back(verdicts_[leaf].verdict);
        }
        return found;
    }
    base::Result<std::string> message(const StoredVerdict& verdict) override {
        return verdicts_[verdict.leaf].message;
    }
    base::Result<std::vector<StoredVerdict>> by_fingerprints(std::span<const std::int64_t> keys,
                                                             const EarlierQuery& query,
                                                             std::uint64_t verdicts_max) override {
        std::vector<std::uint64_t> leaves;
        for (const std::int64_t key : keys) {
            const auto with_key = by_key_.find(key);
            if (with_key != by_key_.end()) {
                leaves.insert(leaves.end(), with_key->second.begin(), with_key->second.end());
            }
        }
        std::ranges::sort(leaves, std::greater());
        const auto repeated = std::ranges::unique(leaves);
        leaves.erase(repeated.begin(), repeated.end());
        std::vector<StoredVerdict> found;
        for (auto at = leaves.begin(); at != leaves.end() && found.size() < verdicts_max; ++at) {
            const StoredVerdict& verdict = verdicts_[*at].verdict;
            if (verdict.at >= query.since && verdict.leaf < query.before_leaf &&
                verdict.leaf >= query.from_leaf &&
                (query.passed_too || verdict.outcome != model::Outcome::pass)) {
                found.push_back(verdict);
            }
        }
        return found;
    }
    base::Result<std::optional<VerdictTime>> last_verdict_before(std::uint64_t leaf) override {
        const auto behind = verdicts_.lower_bound(leaf);
        if (behind == verdicts_.begin()) {
            return std::optional<VerdictTime>();
        }
        const StoredVerdict& last = std::prev(behind)->second.verdict;
        return std::optional(VerdictTime{last.leaf, last.at});
    }
    base::Status for_each_verdict(std::uint64_t from_leaf,
                                  const std::function<base::Status(const StoredVerdict&)>& each) override {
        for (auto at = verdicts_.lower_bound(from_leaf); at != verdicts_.end(); ++at) {
            CORDON_TRY(each(at->second.verdict));
        }
        return {};
    }
    base::Result<std::vector<HoldEvent>> hold_events(std::uint64_t verdict) override {
        return verdicts_[verdict].events;
    }
    base::Result<std::vector<StoredVerdict>> held(const HoldQuery& query,
                                                  std::uint64_t verdicts_max) override {
        std::vector<StoredVerdict> found = those([&query](const Kept& kept) {
            const HoldState state = state_after(kept.events);
            const bool decided = state == HoldState::released || state == HoldState::rejected;
            return state != HoldState::clear && (query.decided_too || !decided) &&
                   (query.tenant.empty() || kept.verdict.key.tenant == query.tenant) &&
                   kept.verdict.leaf >= query.from_leaf;
        });
        found.resize(std::min<std::size_t>(found.size(), verdicts_max));
        return found;
    }
    base::Result<std::vector<KeptToken>> tokens(std::uint64_t verdict) override {
        return verdicts_[verdict].tokens;
    }
    base::Status sign_checkpoint(base::Instant /*at*/) override { return {}; }

    cases::MerkleFrontier log;

private:
    [[nodiscard]] static std::string message_name(const VerdictKey& key) {
        return key.tenant + '\0' + key.channel + '\0' + key.message_id;
    }
    void forget(std::uint64_t leaf) {
        const Kept& kept = verdicts_[leaf];
        by_message_[message_name(kept.verdict.key)].pop_back();
        by_id_.erase({kept.verdict.verdict_id, leaf});
        for (const std::int64_t key : kept.keys) {
            std::erase(by_key_[key], leaf);
        }
        verdicts_.erase(leaf);
    }
    [[nodiscard]] Kept& changed(std::uint64_t leaf) {
        Kept& kept = verdicts_[leaf];
        before_.emplace(leaf, kept);
        return kept;
    }
    template <class Wanted>
    [[nodiscard]] std::vector<StoredVerdict> those(const Wanted& wanted) const {
        std::vector<StoredVerdict> found;
        for (const auto& [leaf, kept] : verdicts_) {
            if (wanted(kept)) {
                found.push_back(kept.verdict);
            }
        }
        return found;
    }

    std::map<std::uint64_t, Kept> verdicts_;  // by leaf
    std::map<std::string, std::vector<std::uint64_t>> by_message_;
    std::set<std::pair<std::string, std::uint64_t>> by_id_;                // verdict id, leaf
    std::unordered_map<std::int64_t, std::vector<std::uint64_t>> by_key_;  // fingerprint: leaves
    std::map<std::uint64_t, std::uint64_t> token_owner_;
    std::map<std::string, std::string, std::less<>> policies_;    // texts by hash
    std::map<std::string, std::string, std::less<>> situations_;  // likewise
    std::vector<PolicyStep> policy_steps_;
    std::size_t steps_before_ = 0;
    // What the transaction that runs has touched, as it was; nothing for a verdict that is new.
    std::map<std::uint64_t, std::optional<Kept>> before_;
    cases::MerkleFrontier log_before_;
};

MemoryVerdictStore::MemoryVerdictStore() : MemoryVerdictStore(std::make_unique<Rows>()) {}
MemoryVerdictStore::MemoryVerdictStore(std::unique_ptr<Rows> rows)
    : RuledVerdictStore(*rows), kept_{std::move(rows)} {}
MemoryVerdictStore::~MemoryVerdictStore() = default;

const cases::MerkleFrontier& MemoryVerdictStore::log() const {
    return kept_->log;
}

}  // namespace cordon::engine
