#include "engine/memory_list_store.h"

#include <algorithm>

#include "engine/version_rules.h"

namespace cordon::engine {

using model::VersionState;

MappedBytes own_bytes(std::string bytes) {
    auto owner = std::make_shared<const std::string>(std::move(bytes));
    return {*owner, owner};
}

base::Result<NewVersion*> MemoryListStore::find(std::string_view list, std::string_view version) {
    for (NewVersion& each : kept_) {
        if (each.version.list == list && each.version.version == version) {
            return &each;
        }
    }
    return no_such_version(list, version);
}

base::Result<std::vector<model::ListVersion>> MemoryListStore::versions() {
    std::vector<model::ListVersion> found;
    for (const NewVersion& each : kept_) {
        found.push_back(each.version);
    }
    std::ranges::sort(found, stands_before);
    return found;
}

base::Result<std::vector<model::Listing>> MemoryListStore::listings(std::string_view list,
                                                                    std::string_view version) {
    CORDON_ASSIGN(const NewVersion* kept, find(list, version));
    return kept->listings;
}

base::Result<std::vector<std::vector<model::Listing>>> MemoryListStore::listings_of(
    const std::vector<model::ListVersion>& versions, const ParallelFor& /*share*/) {
    std::vector<std::vector<model::Listing>> found;
    for (const model::ListVersion& version : versions) {
        CORDON_ASSIGN(found.emplace_back(), listings(version.list, version.version));
    }
    return found;
}

base::Result<std::vector<StoredFile>> MemoryListStore::raw_files(std::string_view list,
                                                                 std::string_view version) {
    CORDON_ASSIGN(const NewVersion* kept, find(list, version));
    return kept->files;
}

base::Result<std::vector<lists::Diagnostic>> MemoryListStore::diagnostics(std::string_view list,
                                                                          std::string_view version) {
    CORDON_ASSIGN(const NewVersion* kept, find(list, version));
    return kept->diagnostics;
}

base::Status MemoryListStore::keep(NewVersion fresh) {
    CORDON_TRY(complete_new_version(fresh));
    if (find(fresh.version.list, fresh.version.version)) {
        return kept_already(fresh.version.list, fresh.version.version);
    }
    if (fresh.version.state == VersionState::active) {
        for (NewVersion& each : kept_) {
            if (each.version.list == fresh.version.list && each.version.state == VersionState::active) {
                each.version.state = VersionState::superseded;
            }
        }
    }
    kept_.push_back(std::move(fresh));
    return {};
}

base::Status MemoryListStore::confirm(std::string_view list, std::string_view version, base::Instant at,
                                      std::string_view /*principal*/) {
    CORDON_ASSIGN(NewVersion * kept, find(list, version));
    kept->version.confirmed_at = std::max(kept->version.confirmed_at.value_or(at), at);
    return {};
}

base::Status MemoryListStore::activate(std::string_view list, std::string_view version,
                                       std::string_view principal, std::string_view reason,
                                       base::Instant at) {
    CORDON_ASSIGN(NewVersion * kept, find(list, version));
    CORDON_TRY(may_activate(kept->version));
    for (NewVersion& each : kept_) {
        if (each.version.list == list && each.version.state == VersionState::active) {
            each.version.state = VersionState::superseded;
        }
    }
    kept->version.state = VersionState::active;
    kept->version.activated_at = at;
    kept->version.principal = principal;
    kept->version.reason = reason;
    return {};
}

base::Result<std::optional<FetchState>> MemoryListStore::fetch_state(std::string_view publisher,
                                                                     std::string_view url) {
    const auto found = fetch_states_.find({std::string(publisher), std::string(url)});
    return found == fetch_states_.end() ? std::nullopt : std::optional(found->second);
}

base::Result<std::vector<FetchState>> MemoryListStore::fetch_states() {
    std::vector<FetchState> states;
    for (const auto& [key, state] : fetch_states_) {
        states.push_back(state);
    }
    return states;
}

base::Status MemoryListStore::put_fetch_state(const FetchState& state) {
    fetch_states_.insert_or_assign({state.publisher, state.url}, state);
    return {};
}

std::optional<MappedBytes> MemorySnapshotCache::open(std::string_view key) {
    const auto found = kept_.find(key);
    return found == kept_.end() ? std::nullopt : std::optional(found->second);
}

base::Status MemorySnapshotCache::put(std::string_view key, std::string_view bytes) {
    kept_.insert_or_assign(std::string(key), own_bytes(std::string(bytes)));
    return {};
}

}  // namespace cordon::engine
