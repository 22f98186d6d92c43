// server/test_api.h: a house of fictional lists behind the API, for this room's tests, fuzz target and
// benchmark.
//
// Role:    one record in memory that is shared like the one on disk, with a switch that makes it fail; lists
//          that can be stale, missing or gone; an API over both.
// Threads: SharedRecord from any thread; the rest is set up before.
#pragma once

#include <fmt/format.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "engine/memory_verdict_store.h"
#include "engine/test_lists.h"
#include "server/api.h"

namespace cordon::server::testing {

constexpr base::Instant noon{1'793'620'800'000};

// What every opened store writes to.
struct SharedRecord {
    std::mutex lock;
    engine::MemoryVerdictStore store;
    std::atomic<bool> fails = false;  // every write
    std::atomic<bool> cannot_open = false;
    std::atomic<int> opened = 0;
    std::atomic<int> commits = 0;
};

class SharedStore final : public engine::VerdictStore {
public:
    explicit SharedStore(std::shared_ptr<SharedRecord> record) : record_(std::move(record)) {}

    base::Result<std::vector<engine::Appended>> append(std::span<const engine::NewVerdict> batch,
                                                       base::Instant at) override {
        ++record_->commits;
        return write([&](auto& store) { return store.append(batch, at); });
    }
    base::Result<std::optional<engine::StoredVerdict>> find(const engine::VerdictKey& key) override {
        return read([&](auto& store) { return store.find(key); });
    }
    base::Result<engine::StoredVerdict> verdict(std::string_view id) override {
        return read([&](auto& store) { return store.verdict(id); });
    }
    base::Result<std::string> message(std::string_view verdict_id) override {
        return read([&](auto& store) { return store.message(verdict_id); });
    }
    base::Result<engine::EarlierVerdicts> earlier_by_fingerprint(std::span<const std::string> fingerprints,
                                                                 const engine::EarlierQuery& query) override {
        return read([&](auto& store) { return store.earlier_by_fingerprint(fingerprints, query); });
    }
    base::Result<std::vector<engine::StoredVerdict>> same_message(const engine::VerdictKey& key) override {
        return read([&](auto& store) { return store.same_message(key); });
    }
    base::Result<std::vector<engine::StoredVerdict>> erased_message(const engine::VerdictKey& key) override {
        return read([&](auto& store) { return store.erased_message(key); });
    }
    base::Result<std::optional<engine::VerdictTime>> last_verdict_before(std::uint64_t leaf) override {
        return read([&](auto& store) { return store.last_verdict_before(leaf); });
    }
    base::Status for_each_verdict(
        std::uint64_t from_leaf,
        const std::function<base::Status(const engine::StoredVerdict&)>& each) override {
        return read([&](auto& store) { return store.for_each_verdict(from_leaf, each); });
    }
    base::Result<engine::HoldPage> holds(const engine::HoldQuery& query) override {
        return read([&](auto& store) { return store.holds(query); });
    }
    base::Result<engine::Hold> hold(std::string_view verdict_id) override {
        return read([&](auto& store) { return store.hold(verdict_id); });
    }
    base::Result<engine::HoldState> decide(const engine::HoldDecision& decision) override {
        return write([&](auto& store) { return store.decide(decision); });
    }
    base::Status open_hold(std::string_view verdict_id, std::string_view principal, std::string_view reason,
                           base::Instant at) override {
        return write([&](auto& store) { return store.open_hold(verdict_id, principal, reason, at); });
    }
    base::Status keep_token(const engine::NewToken& token) override {
        return write([&](auto& store) { return store.keep_token(token); });
    }
    base::Result<std::vector<engine::KeptToken>> tokens(std::string_view verdict_id) override {
        return read([&](auto& store) { return store.tokens(verdict_id); });
    }
    base::Result<engine::PolicyStep> decide_policy(const engine::PolicyDecision& decision) override {
        return write([&](auto& store) { return store.decide_policy(decision); });
    }
    base::Result<std::vector<engine::PolicyStep>> policy_steps() override {
        return read([&](auto& store) { return store.policy_steps(); });
    }
    base::Result<std::string> policy_text(std::string_view sha256) override {
        return read([&](auto& store) { return store.policy_text(sha256); });
    }
    base::Result<std::string> situation(std::string_view sha256) override {
        return read([&](auto& store) { return store.situation(sha256); });
    }
    base::Status checkpoint(base::Instant at) override {
        return write([&](auto& store) { return store.checkpoint(at); });
    }

private:
    template <class Work>
    auto read(const Work& work) -> decltype(work(std::declval<engine::MemoryVerdictStore&>())) {
        const std::lock_guard held(record_->lock);
        return work(record_->store);
    }
    template <class Work>
    auto write(const Work& work) -> decltype(work(std::declval<engine::MemoryVerdictStore&>())) {
        const std::lock_guard held(record_->lock);
        if (record_->fails) {
            return base::fail(base::ErrorCode::unavailable, "the disk is full");
        }
        return work(record_->store);
    }

    std::shared_ptr<SharedRecord> record_;
};

// Two lists, three parties.
inline std::shared_ptr<const engine::Snapshot> new_snapshot() {
    std::vector<engine::SnapshotPart> parts(2);
    parts[0].version.list = "eu";
    parts[1].version.list = "un";
    for (engine::SnapshotPart& part : parts) {
        part.version.version = "1";
        part.version.content_sha256 = std::string(64, 'a');
        part.version.published = {2026, 11, 1};
        part.version.state = model::VersionState::active;
    }
    parts[0].listings = {engine::testing::listing("E1", {"Orvanta Glass Trading"})};
    parts[1].listings = {engine::testing::listing("P1", {"Haroun Dawud Zamrani"}),
                         engine::testing::listing("P2", {"Teklemir Josq Abunadar", "Tek Abunadar"})};
    parts[1].listings[1].identifiers = {{.kind = model::IdentifierKind::bic, .value = "PDPRIQBA"}};
    auto made = engine::Snapshot::build(std::move(parts));
    CORDON_CHECK(made.has_value());
    return std::make_shared<const engine::Snapshot>(*std::move(made));
}

// The same one each time.
inline std::shared_ptr<const engine::Snapshot> small_snapshot() {
    static const auto built = new_snapshot();
    return built;
}

inline std::shared_ptr<ServingLists> fresh_lists() {
    auto lists = std::make_shared<ServingLists>();
    lists->snapshot = small_snapshot();
    for (const model::ListVersion& version : lists->snapshot->versions()) {
        engine::ListStatus& status = lists->statuses.emplace_back();
        status.version = version;
        status.version.state = model::VersionState::active;
        status.version.fetched_at = noon;
        status.seen_at = noon;
        status.limit_hours = 24;
        status.freshness = engine::Freshness::fresh;
        status.sentence = version.list + " 1: last seen offered 0 hours ago, limit 24 hours";
    }
    lists->stale = false;
    lists->threshold_source = "shipped";
    lists->policy = std::make_shared<const engine::PolicyFile>(engine::default_policy());
    lists->read_at = noon;
    return lists;
}

// An API over a record in memory.
struct House {
    explicit House(DeskLimits desk = {}) {
        ApiPorts ports;
        ports.lists = [this] {
            const std::lock_guard held(lists_lock);
            return lists;
        };
        ports.open_record = [record = record]() -> base::Result<std::unique_ptr<engine::VerdictStore>> {
            ++record->opened;
            if (record->cannot_open) {
                return base::fail(base::ErrorCode::unavailable, "the record cannot be opened");
            }
            return std::make_unique<SharedStore>(record);
        };
        ports.now = [this] { return now.load(); };
        ports.signing_key = [this](std::string_view) -> base::Result<base::SigningKey> {
            return base::SigningKey::from_seed(seed);
        };
        ports.signer = [this](const base::PublicKey& key, base::Instant) -> base::Status {
            return key == base::SigningKey::from_seed(seed).public_key()
                       ? base::Status()
                       : base::fail(base::ErrorCode::not_found, "is signed by somebody else");
        };
        ports.newest_checkpoint = []() -> base::Result<std::string> { return std::string("{}"); };
        ports.territory = [this]() -> base::Result<std::shared_ptr<const engine::TerritoryView>> {
            if (territory == nullptr) {
                return shipped_territory();
            }
            return territory;
        };
        ports.build = "test-build";
        ports.examiners = 2;
        ports.desk = desk;
        api = std::make_unique<Api>(std::move(ports));
        api->add_routes(router);
    }

    void serve(std::shared_ptr<const ServingLists> other) {
        const std::lock_guard held(lists_lock);
        lists = std::move(other);
    }

    HttpResponse ask(std::string_view method, std::string_view target, std::string body = {},
                     Roles roles = {Role::submitter, Role::analyst, Role::approver, Role::auditor,
                                    Role::admin, Role::grounds},
                     std::string principal = "amira", std::string tenant = {}) const {
        HttpRequest request;
        request.method = method;
        request.target = *parse_target(target);
        request.body = std::move(body);
        request.principal = std::move(principal);
        request.tenant = std::move(tenant);
        request.roles = roles;
        return router.answer(std::move(request));
    }

    std::shared_ptr<SharedRecord> record = std::make_shared<SharedRecord>();
    std::mutex lists_lock;
    std::shared_ptr<const ServingLists> lists = fresh_lists();
    std::shared_ptr<const engine::TerritoryView> territory;  // null: what ships
    std::atomic<base::Instant> now = noon;
    base::SigningKey::Seed seed{1, 2, 3};
    HttpRouter router;
    std::unique_ptr<Api> api;
};

// A plain payment that passes unless a party of the lists is named.
inline std::string plain_payment(std::string_view id, std::string_view creditor, int amount_minor = 12'540) {
    return fmt::format(
        R"({{"message_id": "{0}", "created": "2026-11-02T11:30:00Z", "amount_minor": {2}, )"
        R"("currency": "EUR", )"
        R"("debtor": {{"name": "Marit Solbakkengen", "country": "NO", "account": "99{3:010}"}}, )"
        R"("creditor": {{"name": "{1}", "country": "NO", "account": "990000000010"}}, )"
        R"("remittance": "invoice {0}"}})",
        id, creditor, amount_minor, std::hash<std::string_view>{}(id) % 10'000'000'000);
}

}  // namespace cordon::server::testing
