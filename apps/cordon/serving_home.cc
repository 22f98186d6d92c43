#include "cordon/serving_home.h"

#include <fmt/format.h>
#include <malloc.h>

#include <utility>

#include "base/strings.h"
#include "cordon/active_policy.h"
#include "cordon/build_info.h"
#include "cordon/session.h"
#include "engine/threshold_change.h"
#include "server/worker_pool.h"

namespace cordon::app {

namespace {

std::string sentence(const server::ServingLists& lists) {
    std::vector<std::string> names;
    for (const engine::ListStatus& status : lists.statuses) {
        names.push_back(status.version.list + " " + status.version.version);
    }
    std::string said = fmt::format("lists in use: {}", base::join(names, ", "));
    for (const engine::IndexSelfTest& test : lists.self_tests) {
        said += test.found ? std::string() : "; self-test failed: " + test.sentence;
    }
    return said;
}

// Those in use stay, since nothing better is there, but nobody may take them for fresh.
server::ServingLists doubtful(const server::ServingLists& before, const base::Error& why) {
    server::ServingLists lists = before;
    lists.stale = true;
    lists.failure = why.message;
    lists.read_at = wall_clock();
    for (engine::ListStatus& status : lists.statuses) {
        status.freshness = engine::Freshness::unknown;
        status.sentence = fmt::format("{} {}: whether a later version is active cannot be read",
                                      status.version.list, status.version.version);
    }
    return lists;
}

// A list of which the index does not find its own listing holds, as one does whose freshness is not known.
void distrust_untold(server::ServingLists& lists) {
    for (const engine::IndexSelfTest& test : lists.self_tests) {
        for (engine::ListStatus& status : lists.statuses) {
            if (!test.found && status.version.list == test.list) {
                status.freshness = engine::Freshness::unknown;
                status.sentence = test.sentence;
                lists.stale = true;
            }
        }
    }
}

}  // namespace

ServingHome::ServingHome(const GlobalOptions& global)
    : global_(global),
      territory_(std::make_shared<ServedTerritory>(global.home)),
      lists_(std::make_shared<server::ServingLists>(
          server::ServingLists{.failure = "the lists are being loaded"})) {}

std::shared_ptr<const server::ServingLists> ServingHome::lists() const {
    const std::lock_guard lock(mutex_);
    return lists_;
}

void ServingHome::put(server::ServingLists fresh) {
    auto next = std::make_shared<const server::ServingLists>(std::move(fresh));
    const std::lock_guard lock(mutex_);
    lists_.swap(next);  // the old one may end here, outside the requests' way, when nobody holds it
}

std::string ServingHome::refresh() {
    const auto before = lists();
    auto fresh = read(*before);
    if (!fresh) {
        registry_.reset();  // opened anew the next time
        const bool news = before->failure != fresh.error().message;
        put(doubtful(*before, fresh.error()));
        return news ? fresh.error().message : std::string();
    }
    std::string said;
    if (fresh->serial != before->serial || (before->stale != fresh->stale) || !before->failure.empty()) {
        said = sentence(*fresh) + (fresh->stale ? "; degraded: some are stale or missing" : "");
    } else if (fresh->policy->sha256 != before->policy->sha256) {
        said = "policy in use: " + fresh->policy->sha256;
    } else if (fresh->threshold != before->threshold) {
        said = fmt::format("threshold in use: {}", fresh->threshold);
    }
    looks_to_trim_ = fresh->serial != before->serial ? 3 : looks_to_trim_;
    put(*std::move(fresh));
    give_back_memory();
    return said;
}

// What building an index took, and the index before once its last message is judged, lies free in the pools
// of many threads; the allocator would keep it, and more with each change of lists.
void ServingHome::give_back_memory() {
    if (looks_to_trim_ > 0) {
        --looks_to_trim_;
        ::malloc_trim(0);
    }
}

base::Result<server::ServingLists> ServingHome::read(const server::ServingLists& before) {
    if (!storage::exists(global_.home)) {
        return base::fail(base::ErrorCode::not_found,
                          "the home holds no lists; bring one in with: cordon lists import FILE");
    }
    CORDON_ASSIGN(const auto configuration, read_configuration(global_.home));
    if (registry_ == nullptr) {
        CORDON_ASSIGN(registry_, storage::ListRegistry::open(global_.home));
    }
    engine::SnapshotRequest request;
    request.build = engine_build();
    CORDON_ASSIGN(const auto versions, engine::choose_versions(*registry_, request));
    server::ServingLists lists;
    lists.snapshot_key = engine::snapshot_key(versions, request.build);
    lists.snapshot = before.snapshot;
    lists.serial = before.serial;
    if (before.snapshot == nullptr || before.snapshot_key != lists.snapshot_key) {
        for (const model::ListVersion& version :
             versions) {  // exactly these, whatever is activated meanwhile
            request.exact.push_back({version.list, version.version, version.content_sha256});
        }
        server::WorkerPool pool(0);
        engine::Hooks hooks;
        hooks.parallel_for = [&pool](std::size_t count, const auto& body) { pool.run(count, body); };
        CORDON_ASSIGN(auto snapshot,
                      engine::load_snapshot(*registry_, registry_->snapshot_cache(), request, hooks));
        lists.snapshot = std::make_shared<const engine::Snapshot>(std::move(snapshot));
        ++lists.serial;
    }
    lists.read_at = wall_clock();
    const auto limits = freshness_limits(configuration);
    for (const model::ListVersion& version : versions) {
        lists.statuses.push_back(engine::status_of(version, lists.read_at, limits));
    }
    CORDON_ASSIGN(lists.missing_lists, missing_lists(global_.home, {}, versions));
    lists.stale = engine::any_stale(lists.statuses) || !lists.missing_lists.empty();
    CORDON_ASSIGN(const auto thresholds, registry_->threshold_changes());
    lists.threshold = engine::threshold_after(thresholds);
    lists.threshold_source = engine::threshold_source(thresholds);
    if (lists.serial != before.serial || lists.threshold != before.threshold) {
        lists.self_tests = engine::test_index(*lists.snapshot, lists.threshold);
        lists.self_tested_at = wall_clock();
    } else {
        lists.self_tests = before.self_tests;
        lists.self_tested_at = before.self_tested_at;
    }
    distrust_untold(lists);
    CORDON_ASSIGN(auto policy, load_active_policy(global_, storage::RecordUse::write));
    const bool same = before.policy != nullptr && before.policy->sha256 == policy.sha256;
    lists.policy = same ? before.policy : std::make_shared<const engine::PolicyFile>(std::move(policy));
    // A territory that cannot be read leaves no lists to rely on either: places would be judged by less than
    // the house knows.
    CORDON_ASSIGN(const auto territory, territory_->view());
    lists.trade = before.trade;
    if (territory != territory_seen_) {
        CORDON_ASSIGN(auto trade, engine::trade_tables_of(*territory));
        lists.trade = std::make_shared<const engine::TradeTables>(std::move(trade));
        territory_seen_ = territory;
    }
    return lists;
}

}  // namespace cordon::app
