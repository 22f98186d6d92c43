#include "storage/sqlite.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "storage/file_ops.h"

namespace cordon::storage {

namespace {

using base::ErrorCode;

constexpr int busy_wait_ms = 5'000;
constexpr int busy_pause_ms = 5;

std::unexpected<base::Error> sqlite_failure(sqlite3* handle, int code, const std::string& path) {
    const std::string words = handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle);
    switch (code & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return base::fail(ErrorCode::conflict,
                              fmt::format("another cordon is writing to {}; wait until it is done", path));
        case SQLITE_CONSTRAINT: return base::fail(ErrorCode::conflict, fmt::format("{}: {}", path, words));
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT:
            return base::fail(
                ErrorCode::corrupt,
                fmt::format("{} is damaged or not a database ({}); restore it from a backup", path, words));
        case SQLITE_FULL: return disk_failure("write", path, ENOSPC);
        case SQLITE_READONLY:
        case SQLITE_PERM: return disk_failure("write", path, EACCES);
        default: return base::fail(ErrorCode::unavailable, fmt::format("{}: {}", path, words));
    }
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

void Statement::restart() {
    sqlite3_reset(statement_.get());
    sqlite3_clear_bindings(statement_.get());
    bound_ = 0;
}

void Statement::bind_next(std::string_view text) {
    sqlite3_bind_text64(statement_.get(), ++bound_, text.empty() ? "" : text.data(), text.size(),
                        SQLITE_TRANSIENT, SQLITE_UTF8);
}

void Statement::bind_next(const Blob& blob) {
    sqlite3_bind_blob64(statement_.get(), ++bound_, blob.bytes.empty() ? "" : blob.bytes.data(),
                        blob.bytes.size(), SQLITE_TRANSIENT);
}

void Statement::bind_next(std::int64_t number) {
    sqlite3_bind_int64(statement_.get(), ++bound_, number);
}

void Statement::bind_next(const std::optional<base::Instant>& instant) {
    if (instant) {
        bind_next(instant->unix_ms);
    } else {
        sqlite3_bind_null(statement_.get(), ++bound_);
    }
}

base::Result<bool> Statement::step() {
    if (sqlite3_stmt_readonly(statement_.get()) == 0) {
        if (const int error = ops_->before(FileOps::Step::database, *path_); error != 0) {
            return disk_failure("write", *path_, error);
        }
    }
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code == SQLITE_DONE) {
        return false;
    }
    auto failure = sqlite_failure(database_, code, *path_);
    sqlite3_reset(statement_.get());
    return failure;
}

base::Status Statement::run() {
    CORDON_TRY(step());
    sqlite3_reset(statement_.get());
    return {};
}

void Statement::reset() {
    sqlite3_reset(statement_.get());
}

std::string Statement::bytes(int column) const {
    const void* bytes = sqlite3_column_blob(statement_.get(), column);
    return bytes == nullptr
               ? std::string()
               : std::string(static_cast<const char*>(bytes),
                             static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)));
}

std::string Statement::text(int column) const {
    const unsigned char* bytes = sqlite3_column_text(statement_.get(), column);
    return bytes == nullptr
               ? std::string()
               : std::string(reinterpret_cast<const char*>(bytes),
                             static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)));
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

std::optional<base::Instant> Statement::instant(int column) const {
    if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL) {
        return std::nullopt;
    }
    return base::Instant{integer(column)};
}

base::Result<std::unique_ptr<Database>> Database::connect(const std::string& path, int access, FileOps& ops) {
    std::unique_ptr<Database> database(new Database(path, ops));
    const int code = sqlite3_open_v2(path.c_str(), &database->handle_,
                                     access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, nullptr);
    if (code != SQLITE_OK) {
        return sqlite_failure(database->handle_, code, path);
    }
    sqlite3_busy_timeout(database->handle_, busy_wait_ms);
    sqlite3_db_config(database->handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    return database;
}

base::Result<std::unique_ptr<Database>> Database::open(const std::string& path, FileOps& ops) {
    // SQLite makes files that everybody may read; -wal and -shm take over the mode of the file that stands.
    // Only a file that nobody has open may be closed here: closing drops this process's locks on it.
    const int made = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made >= 0) {
        ::close(made);
    } else if (errno != EEXIST) {
        return disk_failure("open", path, errno);
    }
    CORDON_ASSIGN(std::unique_ptr<Database> database, connect(path, SQLITE_OPEN_READWRITE, ops));
    CORDON_TRY(database->write_ahead());
    CORDON_TRY(
        database->run("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"));
    return database;
}

// SQLite must be let to write beside the file, or it cannot read one with a log; hence query_only instead.
// (https://sqlite.org/pragma.html#pragma_query_only) Whoever closes last brings the log into the file, unless
// told otherwise: a log that stood before is somebody's evidence. The empty one made here goes.
// (https://sqlite.org/c3ref/c_dbconfig_defensive.html#sqlitedbconfignockptonclose)
base::Result<std::unique_ptr<Database>> Database::open_to_read(const std::string& path, FileOps& ops) {
    struct stat log{};
    const bool has_log = ::stat((path + "-wal").c_str(), &log) == 0 && log.st_size > 0;
    CORDON_ASSIGN(std::unique_ptr<Database> database, connect(path, SQLITE_OPEN_READWRITE, ops));
    sqlite3_db_config(database->handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, has_log ? 1 : 0, nullptr);
    CORDON_TRY(database->run("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF;"));
    return database;
}

base::Result<std::unique_ptr<Database>> Database::open_read_only(const std::string& path, FileOps& ops) {
    CORDON_ASSIGN(std::unique_ptr<Database> database, connect(path, SQLITE_OPEN_READONLY, ops));
    CORDON_TRY(database->run("PRAGMA trusted_schema = OFF;"));
    return database;
}

base::Status Database::copy_to(const std::string& path) {
    if (const int error = ops_->before(FileOps::Step::open, path); error != 0) {
        return disk_failure("write", path, error);
    }
    const int made = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (made < 0) {
        return disk_failure("write", path, errno);
    }
    ::close(made);
    {
        Database copy(path, *ops_);
        int code =
            sqlite3_open_v2(path.c_str(), &copy.handle_,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, nullptr);
        if (code != SQLITE_OK) {
            return sqlite_failure(copy.handle_, code, path);
        }
        sqlite3_backup* const backup = sqlite3_backup_init(copy.handle_, "main", handle_, "main");
        if (backup == nullptr) {
            return sqlite_failure(copy.handle_, sqlite3_errcode(copy.handle_), path);
        }
        code = sqlite3_backup_step(backup, -1);  // all pages in one read: one moment
        const int ended = sqlite3_backup_finish(backup);
        if (code != SQLITE_DONE || ended != SQLITE_OK) {
            const int failed = ended != SQLITE_OK ? ended : code;
            return sqlite_failure(sqlite3_errcode(copy.handle_) == failed ? copy.handle_ : nullptr, failed,
                                  path);
        }
        CORDON_TRY(copy.run("PRAGMA journal_mode = DELETE;"));
    }
    return ops_->sync_file(path);
}

// A fresh file is made write-ahead once. SQLite does not wait when two connections try it together; we do.
base::Status Database::write_ahead() {
    base::Status done = run("PRAGMA journal_mode = WAL;");
    for (int waited = 0; !done && done.error().code == ErrorCode::conflict && waited < busy_wait_ms;
         waited += busy_pause_ms) {
        sqlite3_sleep(busy_pause_ms);
        done = run("PRAGMA journal_mode = WAL;");
    }
    return done;
}

Database::~Database() {
    sqlite3_close_v2(handle_);
}

base::Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &raw, nullptr);
    Statement statement;
    statement.statement_.reset(raw);
    if (code != SQLITE_OK) {
        return sqlite_failure(handle_, code, path_);
    }
    statement.database_ = handle_;
    statement.ops_ = ops_;
    statement.path_ = &path_;
    return statement;
}

base::Status Database::run(const std::string& sql) {
    if (const int error = ops_->before(FileOps::Step::database, path_); error != 0) {
        return disk_failure("write", path_, error);
    }
    const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        return sqlite_failure(handle_, code, path_);
    }
    return {};
}

base::Result<std::int64_t> Database::number(std::string_view sql) {
    CORDON_ASSIGN(Statement statement, prepare(sql));
    CORDON_ASSIGN(const bool row, statement.step());
    if (!row) {
        return base::fail(ErrorCode::corrupt, fmt::format("{}: no answer to {}", path_, sql));
    }
    return statement.integer(0);
}

std::int64_t Database::last_row() const {
    return sqlite3_last_insert_rowid(handle_);
}

void Database::own_log() {
    sqlite3_wal_hook(
        handle_,
        [](void* self, sqlite3*, const char*, int pages) {
            static_cast<Database*>(self)->log_pages_ = pages;
            return SQLITE_OK;
        },
        this);
}

base::Status Database::shorten_log() {
    if (const int error = ops_->before(FileOps::Step::database, path_); error != 0) {
        return disk_failure("write", path_, error);
    }
    const int code = sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    if (code != SQLITE_OK && (code & 0xFF) != SQLITE_BUSY) {  // busy: whoever is at it, does it
        return sqlite_failure(handle_, code, path_);
    }
    return {};
}

base::Result<bool> Database::empty_log() {
    CORDON_ASSIGN(Statement emptied, prepare("PRAGMA wal_checkpoint(TRUNCATE)"));
    CORDON_ASSIGN(const bool row, emptied.step());
    return row && emptied.integer(0) == 0;
}

base::Result<Transaction> Transaction::begin(Database& database) {
    CORDON_TRY(database.run("BEGIN IMMEDIATE"));
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept : database_{std::exchange(other.database_, nullptr)} {}

Transaction::~Transaction() {
    if (database_ != nullptr) {
        // When this fails too, closing the connection rolls back.
        [[maybe_unused]] const base::Status ignored = database_->run("ROLLBACK");
    }
}

base::Status Transaction::commit() {
    CORDON_TRY(database_->run("COMMIT"));
    database_ = nullptr;
    return {};
}

}  // namespace cordon::storage
