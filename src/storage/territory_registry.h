// storage/territory_registry.h: tables of control facts and objections to them, in CORDON_HOME/territory.db.
//
// Role:      engine/territory_store.h on disk: one SQLite database (WAL, synchronous=FULL), the publisher's
//            bytes in it.
// Rules:     rows are only ever added: the database itself refuses to change or delete one. Every row of
//            disputes carries the SHA-256 of itself and the row before, so that one taken out from behind the
//            triggers is noticed when they are read. Files are checked against their hash when they are read.
// Ownership: holds the database open.
// Threads:   one registry per thread, or a lock outside; several processes are safe.
// Errors:    unavailable (home not writable, disk full), conflict (kept already, another cordon is writing),
//            corrupt (hash differs, not our database), unsupported (made by a newer cordon).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/territory_store.h"

namespace cordon::storage {

class Database;
class FileOps;

class TerritoryRegistry final : public engine::TerritoryStore {
public:
    // Creates home and database when they are absent. `ops` (file_ops.h) is for fault tests.
    [[nodiscard]] static base::Result<std::unique_ptr<TerritoryRegistry>> open(const std::string& home,
                                                                               FileOps* ops = nullptr);
    // Null when the home has no territory.db; creates nothing.
    [[nodiscard]] static base::Result<std::unique_ptr<TerritoryRegistry>> open_existing(
        const std::string& home);
    ~TerritoryRegistry() override;

    [[nodiscard]] base::Result<std::vector<engine::TerritoryVersion>> versions() override;
    [[nodiscard]] base::Result<std::vector<engine::TerritoryFile>> files(std::string_view table,
                                                                         std::string_view version) override;
    [[nodiscard]] base::Status keep(const engine::TerritoryVersion& version,
                                    const std::vector<engine::TerritoryFile>& files) override;
    [[nodiscard]] base::Result<std::vector<engine::TerritoryDispute>> disputes() override;
    [[nodiscard]] base::Status add_dispute(const engine::TerritoryDispute& dispute) override;

private:
    struct Parts;
    explicit TerritoryRegistry(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace cordon::storage
