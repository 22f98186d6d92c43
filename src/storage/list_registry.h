// storage/list_registry.h: the list store and the snapshot cache on disk, in one folder: the home.
//
// Role:      CORDON_HOME:
//              cordon.db                                  SQLite (WAL, synchronous=FULL): versions,
//                                                         diagnostics, fetch states, thresholds
//              lists/<list>/<version>/raw/*.zst           the publisher's files
//              lists/<list>/<version>/listings.bin.zst    what was read from them
//              cache/snapshot-<key>.bin                   can be deleted at any time
//              writer.lock, tmp/                          for whoever is writing
// Rules:     a version's folder is written under tmp/, made durable and moved into place before its row is
//            committed; the row is what counts. What a crash left behind (tmp/, folders without a row) is
//            swept at the next write. Everything read back is checked against the SHA-256 in its row. Files
//            0600, folders 0700.
// Ownership: holds the database open; temporary state only.
// Threads:   one registry per thread, or a lock outside. Several processes may read; writers take turns: a
//            second one waits up to two seconds, then fails with conflict.
// Errors:    unavailable (home not writable, a file in the way, disk full: one sentence with the path),
//            conflict (another cordon is writing), corrupt (hash differs, not our database), unsupported
//            (made by a newer cordon).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/list_store.h"
#include "engine/threshold_change.h"

namespace cordon::storage {

class FileOps;

class ListRegistry final : public engine::ListStore {
public:
    // Creates the home when it is absent. `ops` (file_ops.h) is for fault tests and outlives the registry.
    [[nodiscard]] static base::Result<std::unique_ptr<ListRegistry>> open(const std::string& home,
                                                                          FileOps* ops = nullptr);
    ~ListRegistry() override;

    [[nodiscard]] engine::SnapshotCache& snapshot_cache();

    // Reads every kept file again; one sentence per damaged or missing one, empty when all is well.
    [[nodiscard]] base::Result<std::vector<std::string>> verify();

    [[nodiscard]] base::Result<std::vector<model::ListVersion>> versions() override;
    [[nodiscard]] base::Result<std::vector<model::Listing>> listings(std::string_view list,
                                                                     std::string_view version) override;
    [[nodiscard]] base::Result<std::vector<std::vector<model::Listing>>> listings_of(
        const std::vector<model::ListVersion>& versions, const engine::ParallelFor& share) override;
    [[nodiscard]] base::Result<std::vector<engine::StoredFile>> raw_files(std::string_view list,
                                                                          std::string_view version) override;
    [[nodiscard]] base::Result<std::vector<lists::Diagnostic>> diagnostics(std::string_view list,
                                                                           std::string_view version) override;
    [[nodiscard]] base::Status keep(engine::NewVersion fresh) override;
    [[nodiscard]] base::Status confirm(std::string_view list, std::string_view version, base::Instant at,
                                       std::string_view principal) override;
    [[nodiscard]] base::Status activate(std::string_view list, std::string_view version,
                                        std::string_view principal, std::string_view reason,
                                        base::Instant at) override;
    [[nodiscard]] base::Result<std::optional<engine::FetchState>> fetch_state(std::string_view publisher,
                                                                              std::string_view url) override;
    [[nodiscard]] base::Result<std::vector<engine::FetchState>> fetch_states() override;
    [[nodiscard]] base::Status put_fetch_state(const engine::FetchState& state) override;

    // Oldest first; the last one holds.
    [[nodiscard]] base::Result<std::vector<engine::ThresholdChange>> threshold_changes();
    [[nodiscard]] base::Status add_threshold_change(const engine::ThresholdChange& change);

private:
    struct Parts;
    explicit ListRegistry(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace cordon::storage
