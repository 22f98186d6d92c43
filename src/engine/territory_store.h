// engine/territory_store.h: the port through which tables of control facts and objections to them are kept.
//
// Role:      every version of every table that was ever imported, with the publisher's own bytes, and every
//            objection to a fact. Storage implements it on disk (storage/territory_registry.h).
// Rules:     versions and objections are only ever added. Each call is all or nothing, and durable when it
//            returns.
// Ownership: results own what they hold.
// Threads:   calls of one store from several threads need a lock outside; several processes are safe.
// Errors:    not_found, conflict (kept already; another process is writing), corrupt (stored bytes fail their
//            hash), unavailable (disk).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "base/result.h"

namespace cordon::engine {

struct TerritoryFile {
    std::string name;
    std::string bytes;
    base::Date day;  // of which a snapshot speaks; unset for tables with dates of their own
};

struct TerritoryVersion {
    std::string table;    // "facts", "sahel", ...
    std::string version;  // day of publication; ".2" for another one of the same day
    std::string format;   // trade/control_table.h
    base::Date published;
    base::Instant accepted_at;
    std::string principal;
    std::string reason;  // why it was accepted in spite of what it leaves out; usually ""
    std::string source;  // --source and --country of the import
    std::string country;
    std::string sha256;  // over names, days and bytes of the files
    std::uint64_t facts = 0;
};

struct TerritoryDispute {
    std::string fact_id;  // as answers show it
    std::string source;
    std::string statement;
    std::string raised_by;
    base::Instant at;
};

class TerritoryStore {
public:
    TerritoryStore() = default;
    virtual ~TerritoryStore() = default;
    TerritoryStore(const TerritoryStore&) = delete;
    TerritoryStore& operator=(const TerritoryStore&) = delete;

    // By table, then published, then accepted.
    [[nodiscard]] virtual base::Result<std::vector<TerritoryVersion>> versions() = 0;
    [[nodiscard]] virtual base::Result<std::vector<TerritoryFile>> files(std::string_view table,
                                                                         std::string_view version) = 0;
    [[nodiscard]] virtual base::Status keep(const TerritoryVersion& version,
                                            const std::vector<TerritoryFile>& files) = 0;
    // Oldest first.
    [[nodiscard]] virtual base::Result<std::vector<TerritoryDispute>> disputes() = 0;
    [[nodiscard]] virtual base::Status add_dispute(const TerritoryDispute& dispute) = 0;
};

}  // namespace cordon::engine
