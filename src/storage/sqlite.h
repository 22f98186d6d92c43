// storage/sqlite.h: SQLite as this house uses it: prepared statements, results as errors, WAL and full sync.
//
// Role:      the one door to the SQLite library (https://sqlite.org/c3ref/intro.html).
// Rules:     every connection: journal_mode=WAL, synchronous=FULL, foreign_keys, trusted_schema off, a busy
//            timeout of five seconds. Text is bound, never pasted into SQL.
// Ownership: a Statement must not outlive its Database.
// Threads:   one connection per thread.
// Errors:    conflict (another writer, a broken constraint), corrupt (not a database, damaged), unavailable
//            (disk).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace cordon::storage {

class FileOps;

// Bytes that are no text.
struct Blob {
    std::string_view bytes;
};

class Statement {
public:
    Statement(Statement&&) noexcept = default;
    Statement& operator=(Statement&&) noexcept = default;

    // Values in the order of the statement's question marks.
    template <class... Values>
    Statement& bind(const Values&... values) {
        restart();
        (bind_next(values), ...);
        return *this;
    }
    // True: a row stands ready.
    [[nodiscard]] base::Result<bool> step();
    // For statements without rows.
    [[nodiscard]] base::Status run();
    // Lets go of the row that stands ready, and of the moment in time that it was read in.
    void reset();

    // Columns from 0; of the row that stands ready.
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::string bytes(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::optional<base::Instant> instant(int column) const;

private:
    friend class Database;
    Statement() = default;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };

    void restart();
    void bind_next(std::string_view text);
    void bind_next(const Blob& blob);
    void bind_next(std::int64_t number);
    void bind_next(std::uint64_t number) { bind_next(static_cast<std::int64_t>(number)); }
    void bind_next(base::Instant instant) { bind_next(instant.unix_ms); }
    void bind_next(const std::optional<base::Instant>& instant);

    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    sqlite3* database_ = nullptr;
    FileOps* ops_ = nullptr;
    const std::string* path_ = nullptr;
    int bound_ = 0;
};

class Database {
public:
    // Creates the file when it is absent. ops: see FileOps::before; asked before every change.
    [[nodiscard]] static base::Result<std::unique_ptr<Database>> open(const std::string& path, FileOps& ops);
    // Of a file that stands, whoever writes to it meanwhile; no statement changes it, nor do
    // the opening and the closing: a log that stands beside it stays.
    [[nodiscard]] static base::Result<std::unique_ptr<Database>> open_to_read(const std::string& path,
                                                                              FileOps& ops);
    // Of a file that stands; nothing beside it is made. For files that nobody writes to (a backup).
    [[nodiscard]] static base::Result<std::unique_ptr<Database>> open_read_only(const std::string& path,
                                                                                FileOps& ops);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    [[nodiscard]] base::Result<Statement> prepare(std::string_view sql);
    // One or more statements without values and without rows.
    [[nodiscard]] base::Status run(const std::string& sql);
    [[nodiscard]] base::Result<std::int64_t> number(std::string_view sql);
    [[nodiscard]] std::int64_t last_row() const;
    // The database as it is at one moment, into a file that does not stand yet, while others go on writing;
    // synced, in one file without a log. (https://sqlite.org/backup.html)
    [[nodiscard]] base::Status copy_to(const std::string& path);

    // SQLite brings its log into the file by itself and keeps silent when the disk fails meanwhile. After
    // this call it no longer does; whoever called it does so, once the log is long, and hears of failures.
    void own_log();
    [[nodiscard]] int log_pages() const { return log_pages_; }
    [[nodiscard]] base::Status shorten_log();
    // All of it into the file, and the log cut to nothing; false when somebody reads it meanwhile.
    [[nodiscard]] base::Result<bool> empty_log();

private:
    [[nodiscard]] static base::Result<std::unique_ptr<Database>> connect(const std::string& path, int access,
                                                                         FileOps& ops);
    Database(std::string path, FileOps& ops) : path_{std::move(path)}, ops_{&ops} {}

    [[nodiscard]] base::Status write_ahead();

    std::string path_;
    FileOps* ops_;
    sqlite3* handle_ = nullptr;
    int log_pages_ = 0;
};

// Rolls back unless commit() succeeded.
class Transaction {
public:
    [[nodiscard]] static base::Result<Transaction> begin(Database& database);
    ~Transaction();
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    [[nodiscard]] base::Status commit();

private:
    explicit Transaction(Database& database) : database_{&database} {}
    Database* database_;
};

}  // namespace cordon::storage
