#include "engine/verdict_replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/strings.h"
#include "codec/json.h"
#include "engine/payment_recorder.h"
#include "engine/situation_json.h"
#include "engine/verdict_json.h"

namespace cordon::engine {

namespace {

using base::ErrorCode;
using codec::JsonValue;

constexpr std::size_t opened_max = 4;

std::string shown_value(const JsonValue* value) {
    if (value == nullptr) {
        return "nothing";
    }
    if (value->array() != nullptr) {
        return fmt::format("{} entries", value->array()->size());
    }
    return value->object() != nullptr ? "an entry" : "'" + base::shown(value->as_text(), 200) + "'";
}

std::string difference_at(const std::string& path, const JsonValue* before, const JsonValue* now) {
    const auto differs = [&] {
        return fmt::format("{}: {}, now {}", path, shown_value(before), shown_value(now));
    };
    if (before == nullptr || now == nullptr) {
        return before == now ? std::string() : differs();
    }
    if (before->object() != nullptr && now->object() != nullptr) {
        for (const auto& [key, value] : *before->object()) {
            const std::string found =
                key == "verdict_id" ? std::string() : difference_at(path + "/" + key, &value, now->find(key));
            if (!found.empty()) {
                return found;
            }
        }
        for (const auto& [key, value] : *now->object()) {
            if (before->find(key) == nullptr) {
                return difference_at(path + "/" + key, nullptr, &value);
            }
        }
        return {};
    }
    if (before->array() != nullptr && now->array() != nullptr) {
        const auto& left = *before->array();
        const auto& right = *now->array();
        for (std::size_t at = 0; at < std::max(left.size(), right.size()); ++at) {
            std::string found =
                difference_at(fmt::format("{}/{}", path, at), at < left.size() ? &left[at] : nullptr,
                              at < right.size() ? &right[at] : nullptr);
            if (!found.empty()) {
                return found;
            }
        }
        return {};
    }
    return before->as_text() == now->as_text() ? std::string() : differs();
}

// Those that were erased before this verdict was made: it names them.
base::Status add_erased(VerdictStore& store, const StoredVerdict& kept, const model::Verdict& said,
                        std::vector<model::Finding>& found) {
    for (const model::Reason& reason : said.reasons) {
        if (reason.finding.code != judged_and_erased_code) {
            continue;
        }
        CORDON_ASSIGN(const StoredVerdict before, store.verdict(reason.finding.earlier_verdict));
        if (before.leaf < kept.leaf && !before.erased.empty()) {
            found.push_back(judged_and_erased(before));
        }
    }
    return {};
}

// Those of the same message that stood with their content when this verdict was made, oldest first; some may
// have been erased since.
base::Result<std::vector<std::string>> conflicts_of(VerdictStore& store, const StoredVerdict& kept,
                                                    const model::Verdict& said) {
    CORDON_ASSIGN(std::vector<StoredVerdict> same, store.same_message(kept.key));
    CORDON_ASSIGN(const std::vector<StoredVerdict> erased, store.erased_message(kept.key));
    std::ranges::copy_if(erased, std::back_inserter(same), [&said](const StoredVerdict& one) {
        return std::ranges::none_of(said.reasons, [&one](const model::Reason& reason) {
            return reason.finding.code == judged_and_erased_code &&
                   reason.finding.earlier_verdict == one.verdict_id;
        });
    });
    std::ranges::sort(same, {}, &StoredVerdict::leaf);
    std::vector<std::string> conflicts;
    for (const StoredVerdict& other : same) {
        if (other.leaf < kept.leaf) {
            conflicts.push_back(other.verdict_id);
        }
    }
    return conflicts;
}

// What it was compared with and is erased since, by its id; "" when all of it is still there. Verdicts of
// earlier builds do not name it outside their sentences.
std::string erased_since(VerdictStore& store, const model::Verdict& said) {
    for (const model::Reason& reason : said.reasons) {
        const std::string& id = reason.finding.earlier_verdict;
        if (id.empty()) {
            continue;
        }
        const auto there = store.verdict(id);
        if (there && !there->erased.empty()) {
            return id;
        }
    }
    return {};
}

}  // namespace

base::Result<std::string> first_difference(std::string_view before, std::string_view now) {
    CORDON_ASSIGN(const JsonValue left, codec::parse_json(before));
    CORDON_ASSIGN(const JsonValue right, codec::parse_json(now));
    return difference_at("", &left, &right);
}

base::Result<model::Verdict> judge_again(PaymentGate& gate, VerdictStore& store, const StoredVerdict& kept) {
    CORDON_ASSIGN(const std::string message, store.message(kept.verdict_id));
    const ExaminedMessage examined = gate.examine(message);
    CORDON_ASSIGN(const std::uint64_t from, remembered_from(gate, store, kept.at, kept.leaf));
    CORDON_ASSIGN(EarlierFound earlier, earlier_payments(store, examined, from, kept.leaf));
    CORDON_ASSIGN(const model::Verdict said, read_verdict(kept.bytes));
    CORDON_TRY(add_erased(store, kept, said, earlier.findings));
    CORDON_ASSIGN(const std::vector<std::string> conflicts, conflicts_of(store, kept, said));
    return gate.judge(examined, earlier.payments, conflicts, earlier.findings);
}

struct VerdictReplay::Opened {
    std::string tenant;
    std::string channel;
    std::string build;
    std::string situation_sha256;
    std::string checks;    // in words
    std::string snapshot;  // lists and versions
    std::shared_ptr<const Snapshot> lists;
    PolicyFile policy;
    std::unique_ptr<PaymentGate> gate;
};

VerdictReplay::VerdictReplay(VerdictStore& store, ListStore& lists, SnapshotCache& cache, std::string build,
                             Hooks hooks, TradeTablesNamed tables)
    : store_{store},
      lists_{lists},
      cache_{cache},
      build_{std::move(build)},
      hooks_{std::move(hooks)},
      tables_{std::move(tables)} {}
VerdictReplay::~VerdictReplay() = default;

base::Result<std::shared_ptr<const Snapshot>> VerdictReplay::snapshot_of(const model::Verdict& verdict) {
    SnapshotRequest request;
    request.exact = verdict.lists;
    request.build = build_;
    if (verdict.lists.empty()) {
        return base::fail(ErrorCode::not_found,
                          fmt::format("{} names no list version, so it cannot be derived", verdict.id));
    }
    CORDON_ASSIGN(Snapshot snapshot, load_snapshot(lists_, cache_, request, hooks_));
    return std::make_shared<const Snapshot>(std::move(snapshot));
}

base::Result<VerdictReplay::Opened*> VerdictReplay::opened_for(const StoredVerdict& kept,
                                                               const model::Verdict& verdict) {
    std::string lists;
    for (const model::ListUse& use : verdict.lists) {
        lists += use.list + " " + use.version + " " + use.sha256 + "\n";
    }
    const auto ready = std::ranges::find_if(opened_, [&](const std::unique_ptr<Opened>& each) {
        return each->tenant == verdict.tenant && each->channel == verdict.channel &&
               each->build == verdict.build && each->situation_sha256 == kept.situation_sha256 &&
               each->policy.sha256 == verdict.policy_sha256 && each->snapshot == lists;
    });
    if (ready != opened_.end()) {
        std::rotate(opened_.begin(), ready, ready + 1);
        return opened_.front().get();
    }
    if (kept.situation_sha256.empty()) {
        return base::fail(ErrorCode::not_found,
                          fmt::format("no situation was kept with {}, so it cannot be derived", verdict.id));
    }
    CORDON_ASSIGN(const std::string json, store_.situation(kept.situation_sha256));
    CORDON_ASSIGN(const KeptSituation situation, read_situation(json));
    CORDON_ASSIGN(const std::string toml, store_.policy_text(verdict.policy_sha256));
    auto fresh = std::make_unique<Opened>();
    CORDON_ASSIGN(fresh->policy, parse_policy(toml));
    if (fresh->policy.sha256 != verdict.policy_sha256) {
        return base::fail(ErrorCode::corrupt,
                          fmt::format("the policy kept under {} has the hash {} in this build",
                                      verdict.policy_sha256, fresh->policy.sha256));
    }
    for (const std::unique_ptr<Opened>& each : opened_) {
        if (each->snapshot == lists) {
            fresh->lists = each->lists;
        }
    }
    if (fresh->lists == nullptr) {
        CORDON_ASSIGN(fresh->lists, snapshot_of(verdict));
    }
    fresh->tenant = verdict.tenant;
    fresh->channel = verdict.channel;
    fresh->build = verdict.build;
    fresh->situation_sha256 = kept.situation_sha256;
    fresh->checks = base::join(situation.checks, ", ");
    fresh->snapshot = lists;
    GateSituation at_the_gate;
    at_the_gate.tenant = verdict.tenant;
    at_the_gate.channel = verdict.channel;
    at_the_gate.build = verdict.build;
    at_the_gate.policy = situation.policy;
    at_the_gate.supplement = situation.supplement;
    at_the_gate.checks = situation.checks;
    const auto own = std::ranges::stable_partition(
        at_the_gate.checks, [](const std::string& check) { return !is_own_table(check); });
    if (tables_ && !own.empty()) {
        CORDON_ASSIGN(at_the_gate.trade, tables_(std::vector<std::string>(own.begin(), own.end())));
    }
    if (at_the_gate.trade != nullptr) {  // then they are no further checks: the gate names them again
        at_the_gate.checks.erase(own.begin(), own.end());
    }
    fresh->gate = std::make_unique<PaymentGate>(*fresh->lists, fresh->policy, std::move(at_the_gate));
    opened_.insert(opened_.begin(), std::move(fresh));
    while (opened_.size() > opened_max) {
        opened_.pop_back();
    }
    return opened_.front().get();
}

base::Result<ReplayedVerdict> VerdictReplay::replay(const StoredVerdict& kept) {
    if (!kept.erased.empty()) {
        return base::fail(ErrorCode::not_found, kept.erased);
    }
    ReplayedVerdict replayed;
    CORDON_ASSIGN(replayed.kept, read_verdict(kept.bytes));
    CORDON_ASSIGN(Opened* const opened, opened_for(kept, replayed.kept));
    CORDON_ASSIGN(replayed.derived, judge_again(*opened->gate, store_, kept));
    replayed.bytes = write_verdict(replayed.derived);
    replayed.same_build = replayed.kept.build == build_;
    if (replayed.bytes != kept.bytes) {
        CORDON_ASSIGN(replayed.difference, first_difference(kept.bytes, replayed.bytes));
        if (replayed.difference.empty()) {
            replayed.difference = "the spelling of the bytes";
        }
    }
    if (const std::string gone = replayed.difference.empty() ? "" : erased_since(store_, replayed.kept);
        !gone.empty()) {
        return base::fail(ErrorCode::not_found,
                          fmt::format("it was compared with the message of {}, which was erased since; {}",
                                      gone, replayed.difference));
    }
    if (!replayed.difference.empty() && !opened->checks.empty()) {
        return base::fail(
            ErrorCode::unsupported,
            fmt::format("it was judged with further checks ({}), whose findings are not kept apart; "
                        "{}",
                        opened->checks, replayed.difference));
    }
    replayed.identical = replayed.same_build ? replayed.bytes == kept.bytes
                                             : replayed.derived.outcome == replayed.kept.outcome;
    return replayed;
}

}  // namespace cordon::engine
