// storage/test_record.h: what the tests of the record share: a temporary home, invented verdicts, raw SQL.
//
// Role:    included by *_test.cc and *_bench.cc only.
// Threads: main thread.
#pragma once

#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>

#include "base/check.h"
#include "base/hash.h"
#include "engine/verdict_store.h"
#include "storage/verdict_registry.h"

namespace cordon::storage::testing {

class RecordHome {
public:
    // in_memory: where a sync costs nothing, for tests that make many homes and keep account of syncs.
    explicit RecordHome(bool in_memory = false) {
        const std::filesystem::path memory = "/dev/shm";
        const bool there = in_memory && ::access(memory.c_str(), W_OK) == 0;
        std::string pattern =
            (there ? memory : std::filesystem::temp_directory_path()) / "cordon-test-XXXXXX";
        folder_ = ::mkdtemp(pattern.data());
    }
    ~RecordHome() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    RecordHome(const RecordHome&) = delete;
    RecordHome& operator=(const RecordHome&) = delete;

    [[nodiscard]] std::string path() const { return folder_ + "/home"; }
    [[nodiscard]] const std::string& folder() const { return folder_; }
    [[nodiscard]] std::unique_ptr<VerdictRegistry> open() const {
        auto opened = VerdictRegistry::open(path(), {"gate", "test build"});
        CORDON_CHECK(opened.has_value());
        return *std::move(opened);
    }

private:
    std::string folder_;
};

// SQL as an intruder would write it; returns what SQLite says, "" when it did as told.
inline std::string raw_sql(const std::string& home, const std::string& sql) {
    sqlite3* handle = nullptr;
    std::string words;
    if (sqlite3_open((home + "/record.db").c_str(), &handle) != SQLITE_OK ||
        sqlite3_exec(handle, "PRAGMA synchronous = OFF", nullptr, nullptr, nullptr) != SQLITE_OK ||
        sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        words = sqlite3_errmsg(handle);
    }
    sqlite3_close(handle);
    return words;
}

// What an intruder does first.
constexpr const char* drop_triggers =
    "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE type = 'trigger'; "
    "PRAGMA writable_schema = RESET;";

constexpr base::Instant noon{1'767'960'000'000};

inline base::Instant minutes_later(std::int64_t minutes) {
    return {noon.unix_ms + minutes * 60'000};
}

// Verdict number n: message, bytes and id follow from it.
inline engine::NewVerdict verdict(int number, model::Outcome outcome = model::Outcome::pass,
                                  const std::string& content = "one content") {
    engine::NewVerdict fresh;
    fresh.key = {"bank", "instant", "MSG-" + std::to_string(number),
                 base::sha256_hex(content + std::to_string(number))};
    fresh.message =
        "<Document><Id>MSG-" + std::to_string(number) + "</Id><Nm>" + content + "</Nm></Document>";
    fresh.bytes = "{\"message\":" + std::to_string(number) + ",\"outcome\":\"" +
                  std::string(model::to_string(outcome)) + "\",\"sha\":\"" + fresh.key.content_sha256 + "\"}";
    fresh.verdict_id = "v" + base::sha256_hex(fresh.bytes).substr(0, 32);
    fresh.outcome = outcome;
    fresh.fingerprints = {"amount of " + std::to_string(number), "account of " + std::to_string(number % 7)};
    return fresh;
}

inline engine::NewToken token(const std::string& verdict_id, engine::TokenKind kind,
                              base::Instant at = noon) {
    return {verdict_id, kind, at, {at.unix_ms + 600'000}, "signed words about " + verdict_id};
}

}  // namespace cordon::storage::testing
