#include "storage/version_rows.h"

#include <fmt/format.h>

#include "engine/version_rules.h"
#include "storage/database_layout.h"
#include "storage/threshold_rows.h"

namespace cordon::storage {

namespace {

using base::ErrorCode;
using model::VersionState;

constexpr std::int64_t application_id = 0x43524431;  // "CRD1"
constexpr std::int64_t schema_version = 3;

// The numbers of states are those of model/list_version.h.
constexpr const char* schema_1 = R"sql(
CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    list TEXT NOT NULL CHECK (list <> ''),
    version TEXT NOT NULL CHECK (version <> ''),
    format TEXT NOT NULL,
    published TEXT NOT NULL CHECK (published GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    content_sha256 TEXT NOT NULL CHECK (length(content_sha256) = 64),
    listings INTEGER NOT NULL CHECK (listings >= 0),
    names INTEGER NOT NULL CHECK (names >= 0),
    listings_sha256 TEXT NOT NULL CHECK (length(listings_sha256) = 64),
    listings_bytes INTEGER NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
    fetched_at INTEGER,
    accepted_at INTEGER NOT NULL,
    activated_at INTEGER,
    confirmed_at INTEGER,
    reason TEXT NOT NULL,
    principal TEXT NOT NULL,
    CHECK (state <> 1 OR activated_at IS NOT NULL),
    UNIQUE (list, version)
) STRICT;
CREATE UNIQUE INDEX one_active_version_of_a_list ON versions (list) WHERE state = 1;
CREATE TABLE files (
    version_id INTEGER NOT NULL REFERENCES versions (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kept_as TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    PRIMARY KEY (version_id, position),
    UNIQUE (version_id, kept_as)
) STRICT, WITHOUT ROWID;
CREATE TABLE diagnostics (
    version_id INTEGER NOT NULL REFERENCES versions (id),
    position INTEGER NOT NULL,
    severity INTEGER NOT NULL CHECK (severity BETWEEN 0 AND 1),
    entry TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (version_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE version_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version_id INTEGER NOT NULL REFERENCES versions (id),
    at INTEGER NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('kept', 'confirmed', 'activated', 'superseded')),
    principal TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE TABLE fetch_states (
    publisher TEXT NOT NULL,
    url TEXT NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    last_success INTEGER,
    last_error TEXT NOT NULL,
    last_attempt INTEGER,
    PRIMARY KEY (publisher, url)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER version_content_never_changes BEFORE UPDATE OF id, list, version, format, published,
    content_sha256, listings, names, listings_sha256, listings_bytes, fetched_at, accepted_at ON versions
BEGIN SELECT RAISE(ABORT, 'the content of a kept version never changes'); END;
CREATE TRIGGER versions_are_never_deleted BEFORE DELETE ON versions
BEGIN SELECT RAISE(ABORT, 'a kept version is never deleted'); END;
CREATE TRIGGER events_never_change BEFORE UPDATE ON version_events
BEGIN SELECT RAISE(ABORT, 'an event never changes'); END;
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON version_events
BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;
)sql";

// Since layout 3. OR REPLACE deletes without asking triggers on DELETE, so what is there is looked for first.
constexpr const char* rules_3 = R"sql(
CREATE TRIGGER versions_are_only_added BEFORE INSERT ON versions
WHEN EXISTS (SELECT 1 FROM versions WHERE id = NEW.id OR (list = NEW.list AND version = NEW.version)
    OR (NEW.state = 1 AND state = 1 AND list = NEW.list))
BEGIN SELECT RAISE(ABORT, 'this version, or an active one of its list, is there already'); END;
CREATE TRIGGER one_version_is_active BEFORE UPDATE OF state ON versions
WHEN NEW.state = 1 AND EXISTS (SELECT 1 FROM versions WHERE list = NEW.list AND state = 1 AND id <> NEW.id)
BEGIN SELECT RAISE(ABORT, 'another version of this list is active'); END;
CREATE TRIGGER files_are_only_added BEFORE INSERT ON files
WHEN EXISTS (SELECT 1 FROM files WHERE version_id = NEW.version_id
    AND (position = NEW.position OR kept_as = NEW.kept_as))
BEGIN SELECT RAISE(ABORT, 'this file is there already'); END;
CREATE TRIGGER files_never_change BEFORE UPDATE ON files
BEGIN SELECT RAISE(ABORT, 'a kept file never changes'); END;
CREATE TRIGGER files_are_never_deleted BEFORE DELETE ON files
BEGIN SELECT RAISE(ABORT, 'a kept file is never deleted'); END;
CREATE TRIGGER diagnostics_are_only_added BEFORE INSERT ON diagnostics
WHEN EXISTS (SELECT 1 FROM diagnostics WHERE version_id = NEW.version_id AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'this note is there already'); END;
CREATE TRIGGER diagnostics_never_change BEFORE UPDATE ON diagnostics
BEGIN SELECT RAISE(ABORT, 'a note of the reader never changes'); END;
CREATE TRIGGER diagnostics_are_never_deleted BEFORE DELETE ON diagnostics
BEGIN SELECT RAISE(ABORT, 'a note of the reader is never deleted'); END;
CREATE TRIGGER events_are_only_added BEFORE INSERT ON version_events
WHEN EXISTS (SELECT 1 FROM version_events WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'this event is there already'); END;
)sql";

constexpr const char* version_columns =
    "SELECT id, list, version, format, published, content_sha256, listings, names, listings_sha256, "
    "listings_bytes, state, fetched_at, accepted_at, activated_at, confirmed_at, reason, principal FROM "
    "versions";

base::Result<VersionRow> version_from(const Statement& statement) {
    VersionRow row;
    row.row = statement.integer(0);
    model::ListVersion& version = row.version;
    version.list = statement.text(1);
    version.version = statement.text(2);
    version.format = statement.text(3);
    CORDON_ASSIGN(version.published, base::parse_iso_date(statement.text(4)));
    version.content_sha256 = statement.text(5);
    version.listings = static_cast<std::uint64_t>(statement.integer(6));
    version.names = static_cast<std::uint64_t>(statement.integer(7));
    row.listings.sha256 = statement.text(8);
    row.listings.bytes = static_cast<std::uint64_t>(statement.integer(9));
    const std::int64_t state = statement.integer(10);
    if (state < 0 || state > static_cast<std::int64_t>(VersionState::quarantined)) {
        return base::fail(ErrorCode::corrupt, fmt::format("{} {} has a state that this build does not know",
                                                          version.list, version.version));
    }
    version.state = static_cast<VersionState>(state);
    version.fetched_at = statement.instant(11);
    version.accepted_at = base::Instant{statement.integer(12)};
    version.activated_at = statement.instant(13);
    version.confirmed_at = statement.instant(14);
    version.reason = statement.text(15);
    version.principal = statement.text(16);
    return row;
}

base::Status read_raw_files(Database& database, VersionRow& row) {
    CORDON_ASSIGN(const std::vector<KeptFile> files, read_files(database, row.row));
    for (const KeptFile& file : files) {
        row.version.files.push_back({file.name, file.sha256, file.bytes});
    }
    return {};
}

base::Status add_event(Database& database, std::int64_t row, base::Instant at, std::string_view what,
                       std::string_view principal, std::string_view reason) {
    CORDON_ASSIGN(Statement event,
                  database.prepare("INSERT INTO version_events (version_id, at, what, principal, "
                                   "reason) VALUES (?, ?, ?, ?, ?)"));
    return event.bind(row, at, what, principal, reason).run();
}

// What was active is so no longer.
base::Status supersede_active(Database& database, std::string_view list, base::Instant at,
                              std::string_view principal) {
    CORDON_ASSIGN(Statement active, database.prepare("SELECT id FROM versions WHERE list = ? AND state = 1"));
    CORDON_ASSIGN(const bool found, active.bind(list).step());
    if (!found) {
        return {};
    }
    const std::int64_t row = active.integer(0);
    CORDON_ASSIGN(Statement change, database.prepare("UPDATE versions SET state = 2 WHERE id = ?"));
    CORDON_TRY(change.bind(row).run());
    return add_event(database, row, at, "superseded", principal, "");
}

base::Status insert_parts(Database& database, std::int64_t row, const std::vector<KeptFile>& files,
                          const std::vector<lists::Diagnostic>& diagnostics) {
    CORDON_ASSIGN(Statement file, database.prepare("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)"));
    std::int64_t position = 0;
    for (const KeptFile& each : files) {
        CORDON_TRY(file.bind(row, position++, each.name, each.kept_as, each.sha256, each.bytes).run());
    }
    CORDON_ASSIGN(Statement diagnostic,
                  database.prepare("INSERT INTO diagnostics VALUES (?, ?, ?, ?, ?, ?, ?)"));
    position = 0;
    for (const lists::Diagnostic& each : diagnostics) {
        CORDON_TRY(diagnostic
                       .bind(row, position++, static_cast<std::int64_t>(each.severity), each.entry,
                             each.field, each.value, each.message)
                       .run());
    }
    return {};
}

}  // namespace

base::Result<bool> is_current(Database& database, const std::string& path) {
    CORDON_ASSIGN(const std::int64_t version, layout_of(database, path, {application_id, schema_version}));
    return version == schema_version;
}

base::Status migrate(Database& database, const std::string& path) {
    CORDON_ASSIGN(Transaction transaction, Transaction::begin(database));
    CORDON_ASSIGN(const bool current, is_current(database, path));  // another process may have been faster
    if (current) {
        return {};
    }
    CORDON_ASSIGN(const std::int64_t version, database.number("PRAGMA user_version"));
    if (version < 1) {
        CORDON_TRY(database.run(schema_1));
    }
    if (version < 2) {
        CORDON_TRY(database.run(threshold_schema));
    }
    CORDON_TRY(database.run(rules_3));
    CORDON_TRY(database.run(threshold_rules_3));
    CORDON_TRY(database.run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};",
                                        application_id, schema_version)));
    return transaction.commit();
}

base::Result<std::vector<VersionRow>> read_versions(Database& database) {
    CORDON_ASSIGN(Statement statement, database.prepare(std::string(version_columns) +
                                                        " ORDER BY list, published, accepted_at, version"));
    std::vector<VersionRow> rows;
    for (;;) {
        CORDON_ASSIGN(const bool found, statement.step());
        if (!found) {
            break;
        }
        CORDON_ASSIGN(rows.emplace_back(), version_from(statement));
    }
    for (VersionRow& row : rows) {
        CORDON_TRY(read_raw_files(database, row));
    }
    return rows;
}

base::Result<VersionRow> read_version(Database& database, std::string_view list, std::string_view version) {
    CORDON_ASSIGN(Statement statement,
                  database.prepare(std::string(version_columns) + " WHERE list = ? AND version = ?"));
    CORDON_ASSIGN(const bool found, statement.bind(list, version).step());
    if (!found) {
        return engine::no_such_version(list, version);
    }
    CORDON_ASSIGN(VersionRow row, version_from(statement));
    CORDON_TRY(read_raw_files(database, row));
    return row;
}

base::Result<std::vector<KeptFile>> read_files(Database& database, std::int64_t row) {
    CORDON_ASSIGN(
        Statement statement,
        database.prepare(
            "SELECT name, kept_as, sha256, bytes FROM files WHERE version_id = ? ORDER BY position"));
    statement.bind(row);
    std::vector<KeptFile> files;
    for (;;) {
        CORDON_ASSIGN(const bool found, statement.step());
        if (!found) {
            return files;
        }
        files.push_back({statement.text(0), statement.text(1), statement.text(2),
                         static_cast<std::uint64_t>(statement.integer(3))});
    }
}

base::Result<std::vector<lists::Diagnostic>> read_diagnostics(Database& database, std::int64_t row) {
    CORDON_ASSIGN(Statement statement,
                  database.prepare("SELECT severity, entry, field, value, message FROM "
                                   "diagnostics WHERE version_id = ? ORDER BY position"));
    statement.bind(row);
    std::vector<lists::Diagnostic> diagnostics;
    for (;;) {
        CORDON_ASSIGN(const bool found, statement.step());
        if (!found) {
            return diagnostics;
        }
        diagnostics.push_back({statement.integer(0) == 0 ? lists::Severity::note : lists::Severity::warning,
                               statement.text(1), statement.text(2), statement.text(3), statement.text(4)});
    }
}

base::Status insert_version(Database& database, const engine::NewVersion& fresh, const KeptListings& listings,
                            const std::vector<KeptFile>& files) {
    const model::ListVersion& version = fresh.version;
    CORDON_ASSIGN(Transaction transaction, Transaction::begin(database));
    if (version.state == VersionState::active) {
        CORDON_TRY(supersede_active(database, version.list, version.accepted_at, version.principal));
    }
    CORDON_ASSIGN(Statement insert,
                  database.prepare("INSERT INTO versions (list, version, format, published, content_sha256, "
                                   "listings, names, listings_sha256, listings_bytes, state, fetched_at, "
                                   "accepted_at, activated_at, confirmed_at, reason, principal) "
                                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    insert.bind(version.list, version.version, version.format, base::to_string(version.published),
                version.content_sha256, version.listings, version.names, listings.sha256, listings.bytes,
                static_cast<std::int64_t>(version.state), version.fetched_at, version.accepted_at,
                version.activated_at, version.confirmed_at, version.reason, version.principal);
    CORDON_TRY(insert.run());
    const std::int64_t row = database.last_row();
    CORDON_TRY(insert_parts(database, row, files, fresh.diagnostics));
    CORDON_TRY(add_event(database, row, version.accepted_at, "kept", version.principal, version.reason));
    if (version.state == VersionState::active) {
        CORDON_TRY(
            add_event(database, row, version.accepted_at, "activated", version.principal, version.reason));
    }
    return transaction.commit();
}

base::Status confirm_version(Database& database, const VersionRow& version, base::Instant at,
                             std::string_view principal) {
    CORDON_ASSIGN(Transaction transaction, Transaction::begin(database));
    CORDON_ASSIGN(Statement change,
                  database.prepare("UPDATE versions SET confirmed_at = max(coalesce(confirmed_at, "
                                   "?), ?) WHERE id = ?"));
    CORDON_TRY(change.bind(at, at, version.row).run());
    CORDON_TRY(add_event(database, version.row, at, "confirmed", principal, ""));
    return transaction.commit();
}

base::Status activate_version(Database& database, const VersionRow& version, std::string_view principal,
                              std::string_view reason, base::Instant at) {
    CORDON_ASSIGN(Transaction transaction, Transaction::begin(database));
    CORDON_TRY(supersede_active(database, version.version.list, at, principal));
    CORDON_ASSIGN(
        Statement change,
        database.prepare("UPDATE versions SET state = 1, activated_at = ?, principal = ?, reason = ? "
                         "WHERE id = ?"));
    CORDON_TRY(change.bind(at, principal, reason, version.row).run());
    CORDON_TRY(add_event(database, version.row, at, "activated", principal, reason));
    return transaction.commit();
}

base::Result<std::vector<engine::FetchState>> read_fetch_states(Database& database) {
    CORDON_ASSIGN(Statement statement,
                  database.prepare("SELECT publisher, url, etag, last_modified, last_success, last_error, "
                                   "last_attempt FROM fetch_states ORDER BY publisher, url"));
    std::vector<engine::FetchState> states;
    for (;;) {
        CORDON_ASSIGN(const bool found, statement.step());
        if (!found) {
            return states;
        }
        states.push_back({statement.text(0), statement.text(1), statement.text(2), statement.text(3),
                          statement.instant(4), statement.text(5), statement.instant(6)});
    }
}

base::Status write_fetch_state(Database& database, const engine::FetchState& state) {
    CORDON_ASSIGN(Statement statement,
                  database.prepare("INSERT OR REPLACE INTO fetch_states (publisher, url, etag, "
                                   "last_modified, last_success, last_error, last_attempt) "
                                   "VALUES (?, ?, ?, ?, ?, ?, ?)"));
    return statement
        .bind(state.publisher, state.url, state.etag, state.last_modified, state.last_success,
              state.last_error, state.last_attempt)
        .run();
}

}  // namespace cordon::storage
