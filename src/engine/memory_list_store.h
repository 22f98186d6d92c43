// engine/memory_list_store.h: the list store and the snapshot cache in memory.
//
// Role:      for tests, and for one-off questions over files that nobody wants kept. The same rules as the
//            store on disk: storage/list_registry_test.cc runs one contract over both.
// Ownership: owns what is kept.
// Threads:   one thread.
// Errors:    see engine/list_store.h; nothing here is unavailable or corrupt.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/list_store.h"

namespace cordon::engine {

class MemoryListStore final : public ListStore {
public:
    [[nodiscard]] base::Result<std::vector<model::ListVersion>> versions() override;
    [[nodiscard]] base::Result<std::vector<model::Listing>> listings(std::string_view list,
                                                                     std::string_view version) override;
    [[nodiscard]] base::Result<std::vector<std::vector<model::Listing>>> listings_of(
        const std::vector<model::ListVersion>& versions, const ParallelFor& share) override;
    [[nodiscard]] base::Result<std::vector<StoredFile>> raw_files(std::string_view list,
                                                                  std::string_view version) override;
    [[nodiscard]] base::Result<std::vector<lists::Diagnostic>> diagnostics(std::string_view list,
                                                                           std::string_view version) override;
    [[nodiscard]] base::Status keep(NewVersion fresh) override;
    [[nodiscard]] base::Status confirm(std::string_view list, std::string_view version, base::Instant at,
                                       std::string_view principal) override;
    [[nodiscard]] base::Status activate(std::string_view list, std::string_view version,
                                        std::string_view principal, std::string_view reason,
                                        base::Instant at) override;
    [[nodiscard]] base::Result<std::optional<FetchState>> fetch_state(std::string_view publisher,
                                                                      std::string_view url) override;
    [[nodiscard]] base::Result<std::vector<FetchState>> fetch_states() override;
    [[nodiscard]] base::Status put_fetch_state(const FetchState& state) override;

private:
    [[nodiscard]] base::Result<NewVersion*> find(std::string_view list, std::string_view version);

    std::vector<NewVersion> kept_;
    std::map<std::pair<std::string, std::string>, FetchState> fetch_states_;
};

class MemorySnapshotCache final : public SnapshotCache {
public:
    [[nodiscard]] std::optional<MappedBytes> open(std::string_view key) override;
    [[nodiscard]] base::Status put(std::string_view key, std::string_view bytes) override;

private:
    std::map<std::string, MappedBytes, std::less<>> kept_;
};

}  // namespace cordon::engine
