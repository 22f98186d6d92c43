// storage/version_rows.h: the tables of cordon.db that hold list versions, and how rows become values.
//
// Role:    schema, migrations, and every SQL statement about versions, files, diagnostics and fetch states.
// Rules:   the database itself guards what must never happen: two active versions of a list, a changed
//          content hash, a deleted version, a rewritten event (constraints and triggers below).
// Threads: as the Database.
// Errors:  corrupt (not our database, a row that cannot be), unsupported (made by a newer cordon), and the
//          Database's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/list_store.h"
#include "storage/sqlite.h"

namespace cordon::storage {

// Where a version's listings stand and what they must hash to.
struct KeptListings {
    std::string sha256;  // of the bytes before compression
    std::uint64_t bytes = 0;
};

struct KeptFile {
    std::string name;
    std::string kept_as;  // file name below raw/
    std::string sha256;
    std::uint64_t bytes = 0;
};

struct VersionRow {
    std::int64_t row = 0;
    model::ListVersion version;
    KeptListings listings;
};

// Whether the tables are those of this build: false for a new database and for older ones that migrate.
[[nodiscard]] base::Result<bool> is_current(Database& database, const std::string& path);
// Brings a new or older database up to date, in one transaction.
[[nodiscard]] base::Status migrate(Database& database, const std::string& path);

[[nodiscard]] base::Result<std::vector<VersionRow>> read_versions(Database& database);
// not_found when there is none.
[[nodiscard]] base::Result<VersionRow> read_version(Database& database, std::string_view list,
                                                    std::string_view version);
[[nodiscard]] base::Result<std::vector<KeptFile>> read_files(Database& database, std::int64_t row);
[[nodiscard]] base::Result<std::vector<lists::Diagnostic>> read_diagnostics(Database& database,
                                                                            std::int64_t row);

// One transaction each.
[[nodiscard]] base::Status insert_version(Database& database, const engine::NewVersion& fresh,
                                          const KeptListings& listings, const std::vector<KeptFile>& files);
[[nodiscard]] base::Status confirm_version(Database& database, const VersionRow& version, base::Instant at,
                                           std::string_view principal);
[[nodiscard]] base::Status activate_version(Database& database, const VersionRow& version,
                                            std::string_view principal, std::string_view reason,
                                            base::Instant at);

[[nodiscard]] base::Result<std::vector<engine::FetchState>> read_fetch_states(Database& database);
[[nodiscard]] base::Status write_fetch_state(Database& database, const engine::FetchState& state);

}  // namespace cordon::storage
