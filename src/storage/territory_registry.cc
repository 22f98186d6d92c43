#include "storage/territory_registry.h"

#include <fmt/format.h>

#include <utility>

#include "base/hash.h"
#include "storage/database_layout.h"
#include "storage/file_ops.h"
#include "storage/sqlite.h"

namespace cordon::storage {

using base::ErrorCode;

namespace {

constexpr Layout layout{0x43524454, 1};  // "CRDT"

// INSERT OR REPLACE deletes without asking triggers on DELETE, so what is there is looked for before.
constexpr const char* tables = R"sql(
CREATE TABLE versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    table_name TEXT NOT NULL CHECK (table_name <> ''),
    version TEXT NOT NULL CHECK (version <> ''),
    format TEXT NOT NULL,
    published TEXT NOT NULL CHECK (length(published) = 10),
    accepted_at INTEGER NOT NULL,
    principal TEXT NOT NULL CHECK (principal <> ''),
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    country TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    facts INTEGER NOT NULL CHECK (facts > 0),
    UNIQUE (table_name, version)
) STRICT;
CREATE TABLE files (
    version INTEGER NOT NULL REFERENCES versions (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    day TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    bytes BLOB NOT NULL,
    PRIMARY KEY (version, position)
) STRICT;
CREATE TABLE disputes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    fact_id TEXT NOT NULL CHECK (fact_id <> ''),
    source TEXT NOT NULL CHECK (source <> ''),
    statement TEXT NOT NULL CHECK (statement <> ''),
    raised_by TEXT NOT NULL CHECK (raised_by <> ''),
    at INTEGER NOT NULL,
    chain TEXT NOT NULL CHECK (length(chain) = 64)
) STRICT;
CREATE TRIGGER versions_never_change BEFORE UPDATE ON versions
BEGIN SELECT RAISE(ABORT, 'a version is kept as it came'); END;
CREATE TRIGGER versions_are_never_deleted BEFORE DELETE ON versions
BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
CREATE TRIGGER files_never_change BEFORE UPDATE ON files
BEGIN SELECT RAISE(ABORT, 'a file is kept as it came'); END;
CREATE TRIGGER files_are_never_deleted BEFORE DELETE ON files
BEGIN SELECT RAISE(ABORT, 'a file is never deleted'); END;
CREATE TRIGGER disputes_never_change BEFORE UPDATE ON disputes
BEGIN SELECT RAISE(ABORT, 'an objection is kept as it was made'); END;
CREATE TRIGGER disputes_are_never_deleted BEFORE DELETE ON disputes
BEGIN SELECT RAISE(ABORT, 'an objection is never deleted'); END;
CREATE TRIGGER versions_are_only_added BEFORE INSERT ON versions
WHEN EXISTS (SELECT 1 FROM versions WHERE id = NEW.id
    OR (table_name = NEW.table_name AND version = NEW.version))
BEGIN SELECT RAISE(ABORT, 'this version is there already'); END;
CREATE TRIGGER files_are_only_added BEFORE INSERT ON files
WHEN EXISTS (SELECT 1 FROM files WHERE version = NEW.version AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'this file is there already'); END;
CREATE TRIGGER disputes_are_only_added BEFORE INSERT ON disputes
WHEN EXISTS (SELECT 1 FROM disputes WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'this objection is there already'); END;
)sql";

std::string chain_of(const std::string& before, const engine::TerritoryDispute& dispute) {
    base::Sha256 hash;
    for (const std::string& part : {before, dispute.fact_id, dispute.source, dispute.statement,
                                    dispute.raised_by, std::to_string(dispute.at.unix_ms)}) {
        hash.add(fmt::format("{}:", part.size()));
        hash.add(part);
    }
    return hash.hex();
}

base::Result<base::Date> day_of(const std::string& text) {
    return text.empty() ? base::Result<base::Date>(base::Date{}) : base::parse_iso_date(text);
}

}  // namespace

struct TerritoryRegistry::Parts {
    FileOps own_ops;
    std::string path;
    std::unique_ptr<Database> database;

    // All objections, and the hash of the last.
    base::Result<std::pair<std::vector<engine::TerritoryDispute>, std::string>> chain() {
        CORDON_ASSIGN(Statement statement,
                      database->prepare("SELECT fact_id, source, statement, raised_by, at, "
                                        "chain FROM disputes ORDER BY id"));
        std::vector<engine::TerritoryDispute> disputes;
        std::string last;
        for (;;) {
            CORDON_ASSIGN(const bool found, statement.step());
            if (!found) {
                return std::pair(std::move(disputes), last);
            }
            disputes.push_back({statement.text(0), statement.text(1), statement.text(2), statement.text(3),
                                base::Instant{statement.integer(4)}});
            last = chain_of(last, disputes.back());
            if (last != statement.text(5)) {
                return base::fail(
                    ErrorCode::corrupt,
                    fmt::format("{}: objection {} is not the one that was made; restore the database "
                                "from a backup",
                                path, disputes.size()));
            }
        }
    }
};

TerritoryRegistry::TerritoryRegistry(std::unique_ptr<Parts> parts) : parts_{std::move(parts)} {}
TerritoryRegistry::~TerritoryRegistry() = default;

base::Result<std::unique_ptr<TerritoryRegistry>> TerritoryRegistry::open(const std::string& home,
                                                                         FileOps* ops) {
    auto parts = std::make_unique<Parts>();
    FileOps& used = ops == nullptr ? parts->own_ops : *ops;
    CORDON_TRY(used.make_folder_and_parents(home));
    parts->path = home + "/territory.db";
    CORDON_ASSIGN(parts->database, Database::open(parts->path, used));
    CORDON_ASSIGN(const std::int64_t stands, layout_of(*parts->database, parts->path, layout));
    if (stands == 0) {
        CORDON_ASSIGN(Transaction transaction, Transaction::begin(*parts->database));
        CORDON_ASSIGN(const std::int64_t now, layout_of(*parts->database, parts->path, layout));
        if (now == 0) {  // nobody else was faster
            CORDON_TRY(parts->database->run(tables));
            CORDON_TRY(
                parts->database->run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};",
                                                 layout.application_id, layout.newest)));
        }
        CORDON_TRY(transaction.commit());
        CORDON_TRY(used.sync_folder(home));
    }
    return std::unique_ptr<TerritoryRegistry>(new TerritoryRegistry(std::move(parts)));
}

base::Result<std::unique_ptr<TerritoryRegistry>> TerritoryRegistry::open_existing(const std::string& home) {
    if (!exists(home + "/territory.db")) {
        return std::unique_ptr<TerritoryRegistry>();
    }
    return open(home);
}

base::Result<std::vector<engine::TerritoryVersion>> TerritoryRegistry::versions() {
    CORDON_ASSIGN(
        Statement statement,
        parts_->database->prepare(
            "SELECT table_name, version, format, published, accepted_at, principal, reason, source, "
            "country, sha256, facts FROM versions ORDER BY table_name, published, id"));
    std::vector<engine::TerritoryVersion> versions;
    for (;;) {
        CORDON_ASSIGN(const bool found, statement.step());
        if (!found) {
            return versions;
        }
        engine::TerritoryVersion version;
        version.table = statement.text(0);
        version.version = statement.text(1);
        version.format = statement.text(2);
        CORDON_ASSIGN(version.published, day_of(statement.text(3)));
        version.accepted_at = base::Instant{statement.integer(4)};
        version.principal = statement.text(5);
        version.reason = statement.text(6);
        version.source = statement.text(7);
        version.country = statement.text(8);
        version.sha256 = statement.text(9);
        version.facts = static_cast<std::uint64_t>(statement.integer(10));
        versions.push_back(std::move(version));
    }
}

base::Result<std::vector<engine::TerritoryFile>> TerritoryRegistry::files(std::string_view table,
                                                                          std::string_view version) {
    CORDON_ASSIGN(Statement statement,
                  parts_->database->prepare(
                      "SELECT files.name, files.day, files.sha256, files.bytes FROM files JOIN versions ON "
                      "versions.id = files.version WHERE table_name = ? AND versions.version = ? ORDER BY "
                      "position"));
    statement.bind(table, version);
    std::vector<engine::TerritoryFile> files;
    for (;;) {
        CORDON_ASSIGN(const bool found, statement.step());
        if (!found) {
            break;
        }
        engine::TerritoryFile file;
        file.name = statement.text(0);
        CORDON_ASSIGN(file.day, day_of(statement.text(1)));
        file.bytes = statement.bytes(3);
        if (base::sha256_hex(file.bytes) != statement.text(2)) {
            return base::fail(
                ErrorCode::corrupt,
                fmt::format("{}: the file {} of version {} of the table {} is not the one that was "
                            "kept; restore the database from a backup",
                            parts_->path, file.name, version, table));
        }
        files.push_back(std::move(file));
    }
    if (files.empty()) {
        return base::fail(ErrorCode::not_found,
                          fmt::format("no version '{}' of the table '{}'", version, table));
    }
    return files;
}

base::Status TerritoryRegistry::keep(const engine::TerritoryVersion& version,
                                     const std::vector<engine::TerritoryFile>& files) {
    CORDON_ASSIGN(Transaction transaction, Transaction::begin(*parts_->database));
    CORDON_ASSIGN(Statement insert,
                  parts_->database->prepare(
                      "INSERT INTO versions (table_name, version, format, published, accepted_at, principal, "
                      "reason, source, country, sha256, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    insert.bind(version.table, version.version, version.format, base::to_string(version.published),
                version.accepted_at, version.principal, version.reason, version.source, version.country,
                version.sha256, version.facts);
    CORDON_TRY(insert.run());
    const std::int64_t row = parts_->database->last_row();
    CORDON_ASSIGN(Statement add, parts_->database->prepare("INSERT INTO files (version, position, name, day, "
                                                           "sha256, bytes) VALUES (?, ?, ?, ?, ?, ?)"));
    for (std::size_t at = 0; at < files.size(); ++at) {
        add.bind(row, static_cast<std::int64_t>(at), files[at].name, base::to_string(files[at].day),
                 base::sha256_hex(files[at].bytes), Blob{files[at].bytes});
        CORDON_TRY(add.run());
    }
    return transaction.commit();
}

base::Result<std::vector<engine::TerritoryDispute>> TerritoryRegistry::disputes() {
    CORDON_ASSIGN(auto chain, parts_->chain());
    return std::move(chain.first);
}

base::Status TerritoryRegistry::add_dispute(const engine::TerritoryDispute& dispute) {
    CORDON_ASSIGN(Transaction transaction, Transaction::begin(*parts_->database));
    CORDON_ASSIGN(const auto chain, parts_->chain());
    CORDON_ASSIGN(Statement insert,
                  parts_->database->prepare("INSERT INTO disputes (fact_id, source, statement, "
                                            "raised_by, at, chain) VALUES (?, ?, ?, ?, ?, ?)"));
    insert.bind(dispute.fact_id, dispute.source, dispute.statement, dispute.raised_by, dispute.at,
                chain_of(chain.second, dispute));
    CORDON_TRY(insert.run());
    return transaction.commit();
}

}  // namespace cordon::storage
