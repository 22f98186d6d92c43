#include "engine/payment_recorder.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/check.h"
#include "decision/resubmission.h"
#include "engine/record_time.h"
#include "engine/verdict_json.h"
#include "payments/message_reader.h"

namespace cordon::engine {

namespace {

constexpr std::size_t group_messages_max = 512;
constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::size_t earlier_most = 20;  // to compare with; more than these hold by themselves

model::Finding unseen_earlier(std::string code, std::string sentence) {
    return model::plain_finding(model::FindingKind::screening, std::move(code), std::move(sentence));
}

class Recorder {
public:
    Recorder(VerdictStore& store, base::Instant at) : store_(store), at_(at) {}

    base::Status add(const PaymentGate& gate, const ExaminedMessage& message) {
        const bool waits =
            std::ranges::any_of(message.fingerprints,
                                [this](const std::string& print) { return in_group_.contains(print); }) ||
            ids_.contains(message.key.message_id);
        if (waits || group_.size() >= group_messages_max) {
            CORDON_TRY(commit());
        }
        CORDON_ASSIGN(const std::uint64_t from_leaf, from_leaf_of(gate));
        CORDON_ASSIGN(EarlierFound earlier, earlier_payments(store_, message, from_leaf));
        model::Verdict verdict = gate.judge(message, earlier.payments, {}, earlier.findings);
        NewVerdict fresh;
        fresh.key = message.key;
        fresh.bytes = write_verdict(verdict);
        fresh.verdict_id = verdict.id;
        fresh.outcome = verdict.outcome;
        fresh.message = message.bytes;
        fresh.fingerprints = message.fingerprints;
        fresh.under = gate.under();
        fresh.in_conflict = [&gate, &message, earlier](std::span<const StoredVerdict> before) {
            return in_conflict(gate, message, earlier, before);
        };
        prepare(fresh);
        verdicts_.push_back(std::move(verdict));
        group_.push_back(std::move(fresh));
        in_group_.insert(message.fingerprints.begin(), message.fingerprints.end());
        ids_.insert(message.key.message_id);
        return {};
    }

    base::Status commit() {
        if (group_.empty()) {
            return {};
        }
        CORDON_ASSIGN(std::vector<Appended> kept, store_.append(group_, at_));
        CORDON_CHECK(kept.size() == group_.size());
        for (std::size_t at = 0; at < kept.size(); ++at) {
            if (kept[at].verdict.bytes != group_[at].bytes) {  // a replay, or a conflict
                CORDON_ASSIGN(verdicts_[at], read_verdict(kept[at].verdict.bytes));
            }
            hold_again(kept[at].conflicts_with);
            recorded_at_[kept[at].verdict.verdict_id].push_back(recorded_.size());
            recorded_.push_back({std::move(kept[at]), std::move(verdicts_[at])});
        }
        group_.clear();
        verdicts_.clear();
        in_group_.clear();
        ids_.clear();
        return {};
    }

    std::vector<RecordedVerdict> take() { return std::move(recorded_); }

private:
    // A conflict holds the earlier verdict too, which may be one of this run.
    void hold_again(const std::vector<std::string>& verdict_ids) {
        for (const std::string& id : verdict_ids) {
            for (const std::size_t at : recorded_at_[id]) {
                recorded_[at].kept.state = HoldState::open;
                recorded_[at].kept.token_kept = false;
            }
        }
    }

    static ConflictVerdict in_conflict(const PaymentGate& gate, const ExaminedMessage& message,
                                       const EarlierFound& earlier, std::span<const StoredVerdict> before) {
        std::vector<std::string> ids;
        std::vector<model::Finding> findings = earlier.findings;
        for (const StoredVerdict& one : before) {
            if (one.erased.empty()) {
                ids.push_back(one.verdict_id);
            } else {
                findings.push_back(judged_and_erased(one));
            }
        }
        model::Verdict verdict = gate.judge(message, earlier.payments, ids, std::move(findings));
        std::string bytes = write_verdict(verdict);
        return {verdict.id, verdict.outcome, std::move(bytes)};
    }

    // One look for each length of window; policies of one run mostly have the same.
    base::Result<std::uint64_t> from_leaf_of(const PaymentGate& gate) {
        const std::uint32_t hours = gate.policy().policy.resubmission.window_hours;
        const auto known = from_leaves_.find(hours);
        if (known != from_leaves_.end()) {
            return known->second;
        }
        CORDON_ASSIGN(const std::uint64_t leaf, remembered_from(gate, store_, at_));
        from_leaves_.emplace(hours, leaf);
        return leaf;
    }

    VerdictStore& store_;
    base::Instant at_;
    std::map<std::uint32_t, std::uint64_t> from_leaves_;  // by hours of the window
    std::vector<NewVerdict> group_;
    std::vector<model::Verdict> verdicts_;
    std::unordered_set<std::string> in_group_;
    std::unordered_set<std::string> ids_;
    std::vector<RecordedVerdict> recorded_;
    std::unordered_map<std::string, std::vector<std::size_t>> recorded_at_;  // by the verdict's id
};

}  // namespace

model::Finding judged_and_erased(const StoredVerdict& before) {
    model::Finding finding = model::plain_finding(
        model::FindingKind::message, std::string(judged_and_erased_code),
        fmt::format("something of this id was judged before ({}: {}) and its content was erased since; "
                    "whether this is the same is not known any more, so it does not pass by itself",
                    before.verdict_id, model::to_string(before.outcome)));
    finding.earlier_verdict = before.verdict_id;
    return finding;
}

base::Result<std::uint64_t> remembered_from(const PaymentGate& gate, VerdictStore& store, base::Instant at,
                                            std::uint64_t before_leaf) {
    return window_start(store, at, before_leaf,
                        static_cast<std::int64_t>(gate.policy().policy.resubmission.window_hours) * hour_ms);
}

base::Result<EarlierFound> earlier_payments(VerdictStore& store, const ExaminedMessage& message,
                                            std::uint64_t from_leaf, std::uint64_t before_leaf) {
    constexpr base::Instant ever{std::numeric_limits<std::int64_t>::min()};
    EarlierFound found;
    if (message.fingerprints.empty()) {
        return found;
    }
    // What was held may come again changed; what passed counts only as an earlier message of the same chain.
    CORDON_ASSIGN(EarlierVerdicts earlier,
                  store.earlier_by_fingerprint(message.fingerprints, {ever, before_leaf, false, from_leaf}));
    CORDON_ASSIGN(const EarlierVerdicts chain,
                  store.earlier_by_fingerprint(decision::chain_fingerprints(message.fingerprints),
                                               {ever, before_leaf, true, from_leaf}));
    std::ranges::copy_if(chain.verdicts, std::back_inserter(earlier.verdicts),
                         [](const StoredVerdict& one) { return one.outcome == model::Outcome::pass; });
    std::erase_if(earlier.verdicts, [&](const StoredVerdict& one) { return one.key == message.key; });
    if (earlier.truncated || chain.truncated || earlier.verdicts.size() > earlier_most) {
        found.findings.push_back(unseen_earlier(
            "too_many_earlier", "too many earlier messages are like this one to compare it with each"));
        earlier.verdicts.resize(std::min(earlier.verdicts.size(), earlier_most));
    }
    for (const StoredVerdict& one : earlier.verdicts) {
        CORDON_ASSIGN(const std::string bytes, store.message(one.verdict_id));
        auto payment = payments::read_payment(bytes);
        if (!payment) {
            found.findings.push_back(unseen_earlier(
                "earlier_unreadable", "the earlier message of " + one.verdict_id + " cannot be read again"));
            continue;
        }
        found.payments.push_back({one.verdict_id, one.outcome, *std::move(payment)});
    }
    return found;
}

base::Result<std::vector<RecordedVerdict>> record_messages(VerdictStore& store,
                                                           std::span<const MessageToRecord> messages,
                                                           base::Instant at) {
    Recorder recorder(store, at);
    for (const MessageToRecord& one : messages) {
        CORDON_TRY(recorder.add(*one.gate, *one.message));
    }
    CORDON_TRY(recorder.commit());
    return recorder.take();
}

base::Result<std::vector<RecordedVerdict>> record_messages(const PaymentGate& gate, VerdictStore& store,
                                                           std::span<const ExaminedMessage> messages,
                                                           base::Instant at) {
    std::vector<MessageToRecord> all;
    all.reserve(messages.size());
    for (const ExaminedMessage& message : messages) {
        all.push_back({&gate, &message});
    }
    return record_messages(store, all, at);
}

}  // namespace cordon::engine
