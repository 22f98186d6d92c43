#include "storage/hold_audit.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <ranges>
#include <span>
#include <utility>
#include <vector>

#include "engine/hold_rules.h"

namespace cordon::storage {

namespace {

using engine::HoldEvent;
using engine::PolicyInForce;

class NamedPolicies {
public:
    static base::Result<NamedPolicies> of(Database& database, RecordReader& reader) {
        CORDON_ASSIGN(Statement verdict, database.prepare(CORDON_VERDICT_COLUMNS "WHERE leaf = ?"));
        CORDON_ASSIGN(Statement events,
                      database.prepare("SELECT leaf, step, principal, reason, at, sealed, block_allowed, "
                                       "policy FROM hold_events WHERE verdict = ? AND leaf <= ? "
                                       "ORDER BY leaf"));
        CORDON_ASSIGN(Statement text, database.prepare("SELECT toml FROM policies WHERE sha256 = ?"));
        NamedPolicies made(reader, std::move(verdict), std::move(events), std::move(text));
        CORDON_ASSIGN(Statement steps,
                      database.prepare(std::string(policy_step_columns) + " WHERE step = 1 ORDER BY leaf"));
        for (;;) {
            CORDON_ASSIGN(const bool found, steps.step());
            if (!found) {
                return made;
            }
            made.activated_.push_back(policy_step_from(steps));
        }
    }

    // Why the step is not what its policy allowed; "" when it is, or when its leaf says what is wrong.
    base::Result<std::string> wrong(std::uint64_t leaf, std::uint64_t of_verdict) {
        CORDON_ASSIGN(const bool there, verdict_.bind(of_verdict).step());
        auto read = there ? reader_->verdict(verdict_) : base::Result<ReadVerdict>();
        if (!there || !read) {
            return std::string();
        }
        engine::Hold before;
        before.verdict = std::move(read->verdict);
        CORDON_ASSIGN(before.events, events_until(leaf, before.verdict));
        if (before.events.empty() || before.events.back().leaf != leaf) {
            return std::string();
        }
        const HoldEvent event = std::move(before.events.back());
        before.events.pop_back();
        CORDON_ASSIGN(const PolicyInForce policy, policy_before(leaf));
        return engine::not_allowed(before, event, policy);
    }

private:
    NamedPolicies(RecordReader& reader, Statement verdict, Statement events, Statement text)
        : reader_{&reader},
          verdict_{std::move(verdict)},
          events_{std::move(events)},
          text_{std::move(text)} {}

    base::Result<std::vector<HoldEvent>> events_until(std::uint64_t leaf,
                                                      const engine::StoredVerdict& verdict) {
        std::vector<HoldEvent> events;
        events_.bind(verdict.leaf, leaf);
        for (;;) {
            CORDON_ASSIGN(const bool found, events_.step());
            if (!found) {
                return events;
            }
            HoldEvent& event = events.emplace_back();
            event.leaf = static_cast<std::uint64_t>(events_.integer(0));
            event.step = static_cast<engine::HoldStep>(events_.integer(1));
            event.principal = events_.text(2);
            event.at = base::Instant{events_.integer(4)};
            event.block_allowed = events_.integer(6) != 0;
            event.policy_sha256 = hex_of(events_.bytes(7));
            // One that does not open is said of its leaf; without a reason nobody decides alone.
            event.reason = reader_
                               ->reason({verdict.key.tenant, "hold_events", event.leaf, "reason"},
                                        events_.text(3), events_.bytes(5))
                               .value_or("");
        }
    }

    base::Result<PolicyInForce> policy_before(std::uint64_t leaf) {
        const engine::PolicyStep* active = nullptr;
        for (const engine::PolicyStep& step : activated_) {
            active = step.leaf < leaf ? &step : active;
        }
        if (active == nullptr) {
            return PolicyInForce();
        }
        const auto known = policies_.find(active->leaf);
        if (known != policies_.end()) {
            return known->second;
        }
        const std::string hash = bytes_of(active->policy_sha256);
        CORDON_ASSIGN(const bool found, text_.bind(Blob{hash}).step());
        PolicyInForce policy = engine::policy_in_force(active, found ? text_.text(0) : std::string());
        return policies_.emplace(active->leaf, std::move(policy)).first->second;
    }

    RecordReader* reader_;
    Statement verdict_;
    Statement events_;
    Statement text_;
    std::vector<engine::PolicyStep> activated_;
    std::map<std::uint64_t, PolicyInForce> policies_;  // by the leaf that activated it
};

}  // namespace

base::Status check_named_policies(Database& database, RecordReader& reader,
                                  const std::function<void(std::string)>& fault) {
    CORDON_ASSIGN(Statement named, database.prepare("SELECT leaf, verdict, policy FROM hold_events WHERE "
                                                    "policy IS NOT NULL ORDER BY leaf"));
    CORDON_ASSIGN(NamedPolicies policies, NamedPolicies::of(database, reader));
    for (;;) {
        CORDON_ASSIGN(const bool found, named.step());
        if (!found) {
            return {};
        }
        const auto leaf = static_cast<std::uint64_t>(named.integer(0));
        CORDON_ASSIGN(const std::string wrong,
                      policies.wrong(leaf, static_cast<std::uint64_t>(named.integer(1))));
        if (!wrong.empty()) {
            fault(fmt::format("the step of leaf {} says that policy {} allowed it: {}", leaf,
                              hex_of(named.bytes(2)), wrong));
        }
    }
}

}  // namespace cordon::storage
